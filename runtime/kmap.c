/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mappings by kmap(). Any thread may release them, and in any order, so they
 * stand in a table of their own, by address: how many there are, and the site
 * that made the last one. An entry's count is -1 while it changes its page.
 */
#include "shim.h"

#define NKMAPS 512
#define WAYS 8

struct kmap_entry {
	atomic_t count;
	unsigned long page;
	const struct kmapcheck_site *site;
	const struct kmapcheck_site *released;	/* the last one, or NULL */
};

static struct kmap_entry kmaps[NKMAPS];
static bool lossy;			/* one was not recorded */

static notrace struct kmap_entry *bucket_of(unsigned long page)
{
	unsigned long n = page / PAGE_SIZE;

	return &kmaps[kmapcheck_hash((void *)(n << 6)) % (NKMAPS / WAYS) *
		      WAYS];
}

/* Add @change to the count of @e if it is that of @page and above 0. */
static notrace bool change_count(struct kmap_entry *e, unsigned long page,
				 int change)
{
	int old = atomic_read(&e->count), seen;

	while (old > 0 && READ_ONCE(e->page) == page) {
		seen = atomic_cmpxchg(&e->count, old, old + change);
		if (seen != old) {
			old = seen;
			continue;
		}
		if (READ_ONCE(e->page) == page)
			return true;
		/* It became another page's in between: undo. */
		atomic_sub(change, &e->count);
		return false;
	}
	return false;
}

static notrace bool claim(struct kmap_entry *e, unsigned long page,
			  const struct kmapcheck_site *site)
{
	if (atomic_read(&e->count) || atomic_cmpxchg(&e->count, 0, -1))
		return false;
	WRITE_ONCE(e->page, page);
	WRITE_ONCE(e->site, site);
	WRITE_ONCE(e->released, NULL);
	atomic_set_release(&e->count, 1);
	return true;
}

notrace void kmapcheck_kmap_add(unsigned long page,
				const struct kmapcheck_site *site)
{
	struct kmap_entry *e = bucket_of(page);
	unsigned int i;

	for (i = 0; i < WAYS; i++)
		if (change_count(&e[i], page, 1)) {
			WRITE_ONCE(e[i].site, site);
			return;
		}
	for (i = 0; i < WAYS; i++)
		if (claim(&e[i], page, site))
			return;
	WRITE_ONCE(lossy, true);
	kmapcheck_count(KMAPCHECK_COUNT_KMAPS);
}
NOKPROBE_SYMBOL(kmapcheck_kmap_add);

notrace bool kmapcheck_kmap_del(unsigned long page,
				const struct kmapcheck_site *site)
{
	struct kmap_entry *e = bucket_of(page);
	unsigned int i;

	for (i = 0; i < WAYS; i++)
		if (change_count(&e[i], page, -1)) {
			WRITE_ONCE(e[i].released, site);
			return true;
		}
	return false;
}
NOKPROBE_SYMBOL(kmapcheck_kmap_del);

notrace const struct kmapcheck_site *kmapcheck_kmap_find(unsigned long page)
{
	struct kmap_entry *e = bucket_of(page);
	unsigned int i;

	for (i = 0; i < WAYS; i++)
		if (atomic_read(&e[i].count) > 0 &&
		    READ_ONCE(e[i].page) == page)
			return READ_ONCE(e[i].site);
	return NULL;
}

/* The release after which @page was mapped no more, while it is remembered. */
notrace const struct kmapcheck_site *kmapcheck_kmap_released(unsigned long page)
{
	struct kmap_entry *e = bucket_of(page);
	unsigned int i;

	for (i = 0; i < WAYS; i++)
		if (!atomic_read(&e[i].count) && READ_ONCE(e[i].page) == page)
			return READ_ONCE(e[i].released);
	return NULL;
}

bool kmapcheck_kmap_lossy(void)
{
	return READ_ONCE(lossy);
}

void kmapcheck_kmap_reset(void)
{
	unsigned int i;

	for (i = 0; i < NKMAPS; i++) {
		atomic_set(&kmaps[i].count, 0);
		WRITE_ONCE(kmaps[i].page, 0);
		WRITE_ONCE(kmaps[i].released, NULL);
	}
	WRITE_ONCE(lossy, false);
}

/* A module's mappings stay, but who made them is not known any more. */
void kmapcheck_kmap_forget(unsigned long start, unsigned long size)
{
	unsigned int i;

	for (i = 0; i < NKMAPS; i++) {
		kmapcheck_site_forget(&kmaps[i].site, start, size);
		kmapcheck_site_forget(&kmaps[i].released, start, size);
	}
}
