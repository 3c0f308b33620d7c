/* A page table that is not there is told as NULL. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "11 pte_offset_map a, 14 pte_unmap a, 15 pte_offset_map -" } } */
/* { dg-final { scan-sites "main releases with pte_unmap .pte_offset_map" } } */
#include "kernel.h"

extern struct page pages[];

int main(void)
{
	pte_t *pte = pte_offset_map((pmd_t *)&pages[0], 0);

	if (pte)
		pte_unmap(pte);
	pte = pte_offset_map((pmd_t *)&pages[2], 0);
	if (pte)
		pte_unmap(pte);
	return 0;
}
