/* An argument that takes no value says so. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-stats=yes" } */
/* { dg-error "'stats' takes no value" "" {} 0 } */
#include "kernel.h"

int nothing;
