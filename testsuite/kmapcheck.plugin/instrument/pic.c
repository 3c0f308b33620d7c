/* Position independent code has its sites where they can be relocated. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fPIC" } */
/* { dg-final { has-section .data.rel.ro.kmapcheck_site } } */
/* { dg-final { has-no-section .rodata.kmapcheck_site } } */
/* { dg-final { trace "13 kmap a, 16 kunmap A" } } */
/* { dg-final { scan-sites ":13: main maps with kmap .kmap.\n" } } */
#include "kernel.h"

extern struct page pages[];
int main(void)
{
	char *p = kmap(&pages[0]);

	*p = 1;
	kunmap(&pages[0]);
	return 0;
}
