/* Real headers: two page tables released first-in first-out
 * (CVE-2025-39899). */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-do compile { target arm* i?86* } } */
#include <linux/highmem.h>
#include <linux/mm.h>

int move(struct mm_struct *mm, pmd_t *a, pmd_t *b)
{
	spinlock_t *la, *lb;
	pte_t *dst, *src;

	dst = pte_offset_map_lock(mm, a, 0, &la);
	if (!dst)
		return -EAGAIN;
	src = pte_offset_map_lock(mm, b, PAGE_SIZE, &lb);
	if (src) {
		spin_unlock(lb);
		pte_unmap(dst); /* { dg-warning "releases '.*' while the newer mapping '.*' is still live .kmap-order." } */
		pte_unmap(src);
	} else {
		pte_unmap(dst);
	}
	spin_unlock(la);
	return 0;
}
