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

#include <linux/jump_label.h>
#include <linux/types.h>

struct kmapcheck_slot;
struct page;

DECLARE_STATIC_KEY_FALSE(kmapcheck_guard_on);

/* What hooks.c calls, with preemption off, after it has pushed or popped an
 * entry that has a key, and at a context switch (@slot may be NULL).
 */
void kmapcheck_guard_load(const struct kmapcheck_slot *slot);

static __always_inline void
kmapcheck_guard_sync(const struct kmapcheck_slot *slot)
{
	if (static_branch_unlikely(&kmapcheck_guard_on))
		kmapcheck_guard_load(slot);
}

/* A mapping with a key found no room on the shadow stack: from now on all keys
 * are open, so that nobody is accused falsely.
 */
void kmapcheck_guard_overflow(void);

/*
 * Switch guard mode on or off, on all processors. On: -ENODEV where there are
 * no keys, -EOPNOTSUPP in a module. May sleep.
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
