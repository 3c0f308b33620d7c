/* Page table entries are walked, and the one before the cursor is
 * released. Shape of many walkers in mm/. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int walk(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, int n)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	int used = 0;

	if (!pte)
		return -EAGAIN;
	do {
		used += pte->pte != 0;
	} while (pte++, --n > 0);
	pte_unmap_unlock(pte - 1, ptl);
	return used;
}
