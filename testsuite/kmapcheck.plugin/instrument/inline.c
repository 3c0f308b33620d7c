/* What an inline function of a header maps is told as of its own place. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "kernel.h kmap_local_page a @memcpy_page, kernel.h kmap_local_page b @memcpy_page, kernel.h kunmap_local b @memcpy_page, kernel.h kunmap_local a @memcpy_page" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	memcpy_page(&pages[0], 1, &pages[1], 2, 3);
	return 0;
}
