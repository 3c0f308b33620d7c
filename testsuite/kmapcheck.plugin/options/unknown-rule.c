/* A rule that does not exist is named, with those that do. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-disable=kmap-colour" } */
/* { dg-error "kmap-colour.*kmap-order.*kmap-bounds" "" {} 0 } */
#include "kernel.h"

int nothing;
