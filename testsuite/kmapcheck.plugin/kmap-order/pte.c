/* Two page tables released first-in first-out (mm/userfaultfd.c,
 * CVE-2025-39899). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

int move(struct mm_struct *mm, pmd_t *a, pmd_t *b)
{
	spinlock_t *la, *lb;
	pte_t *dst, *src;
	int err = -EAGAIN;

	dst = pte_offset_map_lock(mm, a, 0, &la);
	if (!dst)
		return err;
	src = pte_offset_map_lock(mm, b, PAGE_SIZE, &lb);
	if (src) {
		err = 0;
		spin_unlock(lb);
		pte_unmap_unlock(dst, la); /* { dg-warning "releases 'dst' while the newer mapping 'src' is still live .kmap-order." } */
		pte_unmap(src);
		return err;
	}
	pte_unmap_unlock(dst, la);
	return err;
}
