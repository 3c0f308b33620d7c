/* The macros are empty without the plugin's macro. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

#undef __KMAPCHECK__
#include "../../../plugin/kmapcheck.h"

#define TEXT(...) TEXT_(__VA_ARGS__)
#define TEXT_(...) #__VA_ARGS__

_Static_assert(sizeof(TEXT(KMAPCHECK_IGNORE("x"))) == 1, "empty");
_Static_assert(sizeof(TEXT(KMAPCHECK_IGNORE_RULE("x", "y"))) == 1, "empty");
_Static_assert(sizeof(TEXT(KMAPCHECK_MAPS("x"))) == 1, "empty");
