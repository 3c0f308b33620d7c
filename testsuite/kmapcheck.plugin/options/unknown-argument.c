/* An argument that does not exist is named, with those that do. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-colour=red" } */
/* { dg-error "unknown argument 'colour'.*level.*disable.*only" "" {} 0 } */
#include "kernel.h"

int nothing;
