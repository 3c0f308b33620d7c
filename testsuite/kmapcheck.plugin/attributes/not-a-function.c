/* The annotations belong to functions. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_IGNORE("it is only a number")
extern int number; /* { dg-message "ignored" "" {} 0 } */
