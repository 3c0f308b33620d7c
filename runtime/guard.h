/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Guard mode: chosen pages get a protection key, which is open for a thread
 * only while it has a mapping of such a page.
 *
 * No value is kept for a thread: its PKRS follows from its shadow stack. Key 0
 * is open, the others are closed but for the keys of the live stack mappings of
 * the current interrupt level. So there is nothing that could disagree.
 */
#ifndef KMAPCHECK_GUARD_H
#define KMAPCHECK_GUARD_H

struct page;

/*
 * Switch guard mode on or off, on all processors. On: -ENODEV where there are
 * no keys, -EBUSY while the checks are off, -EOPNOTSUPP where the shim is a
 * module. May sleep.
 */
int kmapcheck_guard_enable(void);
void kmapcheck_guard_disable(void);

/*
 * Give the page's place in the direct map the key 1 to 15, or take it away,
 * which must be done before the page is freed. Nobody may have it mapped. May
 * sleep. -ENODEV: guard mode is off; -EINVAL: no such key, or a highmem page.
 */
int kmapcheck_guard_page(struct page *page, int key);
int kmapcheck_unguard_page(struct page *page);

#endif
