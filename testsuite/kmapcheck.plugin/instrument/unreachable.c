/* A map or release that control never comes back from does no harm. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "10 kmap_local_page a, 14 kunmap_local a" } } */
#include "kernel.h"

extern struct page pages[];

int main(int argc, char **argv)
{
	char *p = kmap_local_page(&pages[0]);

	switch (argc) {
	case 1:
		kunmap_local(p);
		return 0;
	case 2:
		kunmap_local(p);
		__builtin_unreachable();
	case 3:
		kmap_local_page(&pages[1]);
		__builtin_trap();
	}
	__builtin_unreachable();
}
