/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shadow stacks: a static pool of slots. A task that maps claims one of
 * the few that its address hashes to, by cmpxchg, and gives it back when it
 * holds nothing. Invariants: shim.h.
 */
#include "pks.h"

struct task_struct *kmapcheck_owners[KMAPCHECK_SLOTS];
struct kmapcheck_slot kmapcheck_slots[KMAPCHECK_SLOTS];

#define NLOST 256

static atomic_t lost[NLOST];

notrace struct kmapcheck_slot *kmapcheck_slot_claim(u8 level)
{
	unsigned int b = kmapcheck_bucket(current), i;
	struct kmapcheck_slot *s;

	for (i = b; i < b + KMAPCHECK_WAYS; i++) {
		if (READ_ONCE(kmapcheck_owners[i]) ||
		    cmpxchg(&kmapcheck_owners[i], NULL, current))
			continue;
		s = &kmapcheck_slots[i];
		WRITE_ONCE(s->pid, current->pid);
		s->claim_level = level;
		return s;
	}
	return NULL;
}
NOKPROBE_SYMBOL(kmapcheck_slot_claim);

/* Depth and the rest are 0 here, and stay so until the next claim. */
static notrace void give_back(struct kmapcheck_slot *s)
{
	s->claim_level = 0;
	smp_store_release(&kmapcheck_owners[s - kmapcheck_slots], NULL);
}

notrace void kmapcheck_slot_leave(struct kmapcheck_slot *s, u8 level)
{
	if (s->depth || s->lost || s->key)
		return;
	if (!level || level == s->claim_level)
		give_back(s);
}
NOKPROBE_SYMBOL(kmapcheck_slot_leave);

static notrace void clear(struct kmapcheck_slot *s)
{
	unsigned int i;

	for (i = 0; i < KMAPCHECK_DEPTH; i++)
		WRITE_ONCE(s->entries[i].state, 0);
	WRITE_ONCE(s->depth, 0);
	s->lost = 0;
	s->key = 0;
}

notrace void kmapcheck_slot_renew(struct kmapcheck_slot *s)
{
	clear(s);
	WRITE_ONCE(s->pid, current->pid);
}

static notrace void copy_entry(struct kmapcheck_entry *to,
			       const struct kmapcheck_entry *from)
{
	WRITE_ONCE(to->state, 0);
	WRITE_ONCE(to->page, from->page);
	WRITE_ONCE(to->site, READ_ONCE(from->site));
	WRITE_ONCE(to->kind, from->kind);
	WRITE_ONCE(to->key, from->key);
	to->told = from->told;
	WRITE_ONCE(to->passed, READ_ONCE(from->passed));
	to->pkrs = from->pkrs;
	smp_store_release(&to->state, READ_ONCE(from->state));
}

notrace void kmapcheck_entry_drop(struct kmapcheck_slot *s, unsigned int i)
{
	unsigned int last = s->depth - 1;

	for (; i < last; i++)
		copy_entry(&s->entries[i], &s->entries[i + 1]);
	WRITE_ONCE(s->entries[last].state, 0);
	barrier();
	WRITE_ONCE(s->depth, last);
}

static notrace const struct kmapcheck_site *
past_of(const struct kmapcheck_slot *s, unsigned long page)
{
	const struct kmapcheck_past *p;
	unsigned int i;

	for (i = 1; i <= KMAPCHECK_PAST; i++) {
		p = &s->past[(u8)(s->npast - i) % KMAPCHECK_PAST];
		if (p->task == current && p->pid == current->pid &&
		    p->page == page)
			return READ_ONCE(p->site);
	}
	return NULL;
}

/* Slots that others own meanwhile are not looked at. */
notrace const struct kmapcheck_site *kmapcheck_past_find(unsigned long page)
{
	unsigned int b = kmapcheck_bucket(current), i;
	const struct kmapcheck_site *site;
	struct task_struct *owner;

	for (i = b; i < b + KMAPCHECK_WAYS; i++) {
		owner = cmpxchg(&kmapcheck_owners[i], NULL, current);
		if (owner && owner != current)
			continue;
		site = past_of(&kmapcheck_slots[i], page);
		if (!owner)
			give_back(&kmapcheck_slots[i]);
		if (site)
			return site;
	}
	return NULL;
}

static notrace struct kmapcheck_entry *entry_of(struct kmapcheck_slot *s,
						unsigned long page)
{
	unsigned int i = READ_ONCE(s->depth);
	struct kmapcheck_entry *e;
	u32 state;

	while (i-- > 0) {
		e = &s->entries[i];
		state = smp_load_acquire(&e->state);
		if (state && !(state & ENTRY_TAKEN) &&
		    READ_ONCE(e->page) == page)
			return e;
	}
	return NULL;
}

notrace struct kmapcheck_entry *kmapcheck_entry_elsewhere(unsigned long page,
							  int *pid)
{
	struct task_struct *owner;
	struct kmapcheck_entry *e;
	unsigned int i;

	for (i = 0; i < KMAPCHECK_SLOTS; i++) {
		owner = READ_ONCE(kmapcheck_owners[i]);
		if (!owner || owner == current)
			continue;
		e = entry_of(&kmapcheck_slots[i], page);
		if (e) {
			*pid = READ_ONCE(kmapcheck_slots[i].pid);
			return e;
		}
	}
	return NULL;
}

static notrace atomic_t *lost_of_current(void)
{
	return &lost[kmapcheck_hash(current) % NLOST];
}

notrace void kmapcheck_lost_add(void)
{
	atomic_inc(lost_of_current());
	kmapcheck_count(KMAPCHECK_COUNT_POOL);
	if (static_branch_unlikely(&kmapcheck_pks_key) &&
	    kmapcheck_pks->overflow)
		kmapcheck_pks->overflow();
}
NOKPROBE_SYMBOL(kmapcheck_lost_add);

notrace bool kmapcheck_lost_take(void)
{
	return atomic_dec_if_positive(lost_of_current()) >= 0;
}

notrace bool kmapcheck_lost_any(void)
{
	return atomic_read(lost_of_current()) > 0;
}

void kmapcheck_shadow_reset(void)
{
	unsigned int i;

	for (i = 0; i < KMAPCHECK_SLOTS; i++) {
		clear(&kmapcheck_slots[i]);
		memset(kmapcheck_slots[i].past, 0,
		       sizeof(kmapcheck_slots[i].past));
		kmapcheck_slots[i].claim_level = 0;
		WRITE_ONCE(kmapcheck_owners[i], NULL);
	}
	for (i = 0; i < NLOST; i++)
		atomic_set(&lost[i], 0);
}

/* What names a site whose module is gone. */
static const struct kmapcheck_site gone = {
	"(module that is gone)", "(unknown)", "(unknown)", 0, 0, 0,
	KMAPCHECK_SITE_VERSION
};

void kmapcheck_site_forget(const struct kmapcheck_site **site,
			   unsigned long start, unsigned long size)
{
	const struct kmapcheck_site *old = READ_ONCE(*site);

	if ((unsigned long)old - start < size)
		cmpxchg(site, old, &gone);
}

void kmapcheck_shadow_forget(unsigned long start, unsigned long size)
{
	struct kmapcheck_slot *s;
	unsigned int i;

	for (s = kmapcheck_slots; s < kmapcheck_slots + KMAPCHECK_SLOTS; s++) {
		for (i = 0; i < KMAPCHECK_DEPTH; i++) {
			kmapcheck_site_forget(&s->entries[i].site, start, size);
			kmapcheck_site_forget(&s->entries[i].passed, start,
					      size);
		}
		for (i = 0; i < KMAPCHECK_PAST; i++)
			kmapcheck_site_forget(&s->past[i].site, start, size);
		kmapcheck_site_forget(&s->key_mapped, start, size);
		kmapcheck_site_forget(&s->key_release, start, size);
	}
}
