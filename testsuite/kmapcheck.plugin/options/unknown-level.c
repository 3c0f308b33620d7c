/* A level that does not exist is named, with those that do. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-level=maybe" } */
/* { dg-error "maybe.*certain.*likely.*possible" "" {} 0 } */
#include "kernel.h"

int nothing;
