/* Code that must not call out is left alone; code of __init is not. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "16 kmap_local_page a @init, 16 kunmap_local a @init" } } */
#include "kernel.h"

extern struct page pages[];

#define in(s) noinline __attribute__((section(s)))
#define PAIR(name, s) \
	in(s) void name(struct page *p) { kunmap_local(kmap_local_page(p)); }

PAIR(early, ".head.text")
PAIR(enter, ".entry.text")
PAIR(quiet, ".noinstr.text")
PAIR(sleepy, ".cpuidle.text")
PAIR(init, ".init.text")

int main(void)
{
	early(pages), enter(pages), quiet(pages), sleepy(pages), init(pages);
	return 0;
}
