/* A rule that does not exist is told of. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#include "../../../plugin/kmapcheck.h"

KMAPCHECK_IGNORE_RULE("kmap-colour", "why not")
void f(void); /* { dg-message "ignored.*kmap-colour" "" {} 0 } */
