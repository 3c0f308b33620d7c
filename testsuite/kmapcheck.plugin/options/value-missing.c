/* An argument that needs a value says so. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-only" } */
/* { dg-error "'only' needs a value" "" {} 0 } */
#include "kernel.h"

int nothing;
