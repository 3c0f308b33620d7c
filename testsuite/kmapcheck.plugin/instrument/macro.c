/* A macro with a row of its own is told of, not what it is made of. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-final { trace "19 pte_offset_map a, 21 pte_unmap a, 22 pte_offset_map b, 23 pte_unmap b" } } */
/* { dg-final { scan-sites ":19: main maps with pte_offset_map .pte_offset_map.\n" } } */
/* { dg-final { scan-sites ":21: main releases with pte_unmap .pte_offset_map.\n" } } */
#include "kernel.h"

/* as in Linux 6.1 with CONFIG_HIGHPTE */
#define pte_offset_map(pmd, addr) \
	((pte_t *)kmap_atomic((struct page *)(pmd)) + (addr))
#define pte_unmap(pte) kunmap_atomic((pte))
#define close_both(pte, lock) do { *(lock) = 0; pte_unmap(pte); } while (0)

extern struct page pages[];

int main(void)
{
	int lock;
	pte_t *pte = pte_offset_map(&pages[0], 1);

	close_both(pte, &lock);
	pte = pte_offset_map(&pages[1], 2);
	pte_unmap(pte);
	return lock;
}
