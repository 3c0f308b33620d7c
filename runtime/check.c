/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The checks at unmap: what is released is not what lies on top of the shadow
 * stack, and this says why. A claim is made only where the shim knows: see
 * trust.c. All of it runs in the hooks, with preemption off.
 */
#include "pks.h"

/* A claim on entry @e of current, noticed at @release (or NULL). */
static notrace struct kmapcheck_claim
claim_on(enum kmapcheck_kind kind, const struct kmapcheck_entry *e,
	 const struct kmapcheck_site *release, u8 level)
{
	struct kmapcheck_claim c = {
		.kind = kind, .release = release, .mapped = e->site,
		.page = e->page, .addr = e->page,
		.level = level, .mapped_level = entry_level(e),
		.key = e->key, .mapped_pkrs = e->pkrs,
	};

	return c;
}

static notrace bool is_live(const struct kmapcheck_entry *e)
{
	u32 state = READ_ONCE(e->state);

	return state && !(state & ENTRY_TAKEN);
}

/* Take entry @i away, and what follows from that. One of what is interrupted,
 * which may be about to do that itself, is only marked.
 */
static notrace void take_out(struct kmapcheck_slot *s, unsigned int i,
			     const struct kmapcheck_site *release, u8 level)
{
	struct kmapcheck_entry *e = &s->entries[i];
	const struct kmapcheck_site *mapped = e->site;
	u8 key = e->key, mapped_level = entry_level(e);
	u32 state = READ_ONCE(e->state);

	if (mapped_level < level) {
		cmpxchg(&e->state, state, state | ENTRY_TAKEN);
		return;
	}
	kmapcheck_entry_drop(s, i);
	if (static_branch_unlikely(&kmapcheck_pks_key) && key)
		kmapcheck_pks_dropped(s, key, mapped, release, mapped_level);
}

notrace void kmapcheck_check_top(struct kmapcheck_slot *s, u8 level)
{
	struct kmapcheck_entry *e;
	struct kmapcheck_claim c;

	if (s->pid != current->pid)
		kmapcheck_slot_renew(s);
	while (s->depth) {
		e = &s->entries[s->depth - 1];
		if (!READ_ONCE(e->state) || entry_level(e) < level ||
		    (entry_level(e) == level && is_live(e)))
			return;
		if (is_live(e) && !kmapcheck_trust_partial() && !e->told) {
			c = claim_on(KMAPCHECK_INTERRUPT, e, NULL, level);
			kmapcheck_report(&c);
		}
		take_out(s, s->depth - 1, NULL, level);
	}
}

/* Current has mappings that found no room. */
static notrace bool has_lost(const struct kmapcheck_slot *s)
{
	return s->lost || kmapcheck_lost_any();
}

/* The newest live entry that fits: page; of several, kind before level. */
static notrace int find(const struct kmapcheck_slot *s, unsigned long page,
			u16 kind)
{
	int i, found = -1, best = 0, fit;

	for (i = s->depth - 1; i >= 0; i--) {
		const struct kmapcheck_entry *e = &s->entries[i];

		if (!is_live(e) || e->page != page)
			continue;
		fit = 1 + 2 * (e->kind >> 8 == kind >> 8) +
			((e->kind & 0xff) == (kind & 0xff));
		if (fit > best) {
			best = fit;
			found = i;
		}
	}
	return found;
}

/* The oldest live entry above @i: the first that should have gone before. What
 * a report has named may be gone.
 */
static notrace struct kmapcheck_entry *newer(struct kmapcheck_slot *s, int i)
{
	for (i++; i < s->depth; i++)
		if (is_live(&s->entries[i]) && !s->entries[i].told)
			return &s->entries[i];
	return NULL;
}

/* With what is older, what may be gone is. */
static notrace void drop_told(struct kmapcheck_slot *s, int i, u8 level)
{
	int j;

	for (j = s->depth - 1; j > i; j--)
		if (s->entries[j].told)
			take_out(s, j, NULL, level);
}

/* Where releases can be unseen, a mapping that was passed over is told when
 * its own release shows that it was live.
 */
static notrace void check_order(struct kmapcheck_slot *s, int i,
				const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_entry *top = newer(s, i);
	struct kmapcheck_claim c;

	if (!top || has_lost(s))
		return;
	if (kmapcheck_trust_partial()) {
		top->passed = site;
		return;
	}
	c = claim_on(KMAPCHECK_ORDER, &s->entries[i], site, level);
	c.other = top->site;
	c.depth = s->depth - i;
	kmapcheck_report(&c);
}

/* @e was live when an older mapping was released, for here is its release. */
static notrace void check_passed(struct kmapcheck_entry *e,
				 const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_claim c;

	if (!e->passed || e->kind != ENTRY_KIND(site->family, level))
		return;
	c = claim_on(KMAPCHECK_ORDER, e, e->passed, level);
	c.mapped = NULL;
	c.other = e->site;
	kmapcheck_report(&c);
}

/* pte_unmap() is a macro over one of the others, which a compiler that gets
 * preprocessed code sees in its place.
 */
static notrace bool is_pair(u8 mapped, u8 released)
{
	return mapped == released || mapped == KMAPCHECK_PTE ||
		released == KMAPCHECK_PTE;
}

static notrace void check_found(struct kmapcheck_slot *s, int i,
				const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_entry *e = &s->entries[i];
	enum kmapcheck_kind kind = KMAPCHECK_NKINDS;
	struct kmapcheck_claim c;

	if (entry_level(e) != level)
		kind = KMAPCHECK_LEVEL;
	else if (!is_pair(entry_family(e), site->family))
		kind = KMAPCHECK_FAMILY;
	if (kind == KMAPCHECK_NKINDS) {
		check_order(s, i, site, level);
	} else if (kmapcheck_trust_partial() || has_lost(s)) {
		kmapcheck_count(KMAPCHECK_COUNT_UNSURE);
	} else {
		c = claim_on(kind, e, site, level);
		kmapcheck_report(&c);
	}
	if (static_branch_unlikely(&kmapcheck_pks_key))
		kmapcheck_pks_unmap(s, e, site);
	kmapcheck_past_add(s, e->page, site);
	drop_told(s, i, level);
	take_out(s, i, site, level);
}

/* A cursor that has left the page it began in, into the next one. That it is
 * this mapping which was meant is likely, not sure: it stays, and no report
 * names it again.
 */
static notrace bool check_beyond(struct kmapcheck_slot *s, unsigned long addr,
				 const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_entry *e;
	struct kmapcheck_claim c;

	if (!s || !s->depth)
		return false;
	e = &s->entries[s->depth - 1];
	if (e->kind != ENTRY_KIND(site->family, level) || !is_live(e) ||
	    (addr & PAGE_MASK) != e->page + PAGE_SIZE)
		return false;
	c = claim_on(KMAPCHECK_ADDRESS, e, site, level);
	c.addr = addr;
	e->told = true;
	kmapcheck_report(&c);
	return true;
}

/* A struct page where an address is due. */
static notrace bool check_argument(struct kmapcheck_slot *s, const void *addr,
				   const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_claim c;
	int i;

	for (i = s && addr ? s->depth - 1 : -1; i >= 0; i--) {
		if (!is_live(&s->entries[i]) ||
		    kmapcheck_page_of(s->entries[i].page) != addr)
			continue;
		c = claim_on(KMAPCHECK_ARGUMENT, &s->entries[i], site, level);
		c.addr = (unsigned long)addr;
		kmapcheck_report(&c);
		take_out(s, i, site, level);
		return true;
	}
	return false;
}

/* Released, and live in another task's stack, which then need not release. */
static notrace bool check_elsewhere(struct kmapcheck_claim *c)
{
	int pid;
	struct kmapcheck_entry *e = kmapcheck_entry_elsewhere(c->page, &pid);
	u32 state;

	if (!e)
		return false;
	state = READ_ONCE(e->state);
	c->kind = KMAPCHECK_TASK;
	c->mapped = READ_ONCE(e->site);
	c->mapped_level = entry_level(e);
	c->owner = pid;
	if (state && !(state & ENTRY_TAKEN))
		cmpxchg(&e->state, state, state | ENTRY_TAKEN);
	return true;
}

/* Nothing that current holds. It is known to be wrong: say in which way. */
static notrace void check_unknown(struct kmapcheck_slot *s, unsigned long page,
				  const void *addr,
				  const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_NEVER, .release = site, .page = page,
		.addr = (unsigned long)addr, .level = level,
		.mapped_level = level,
	};
	const struct kmapcheck_site *kmap = kmapcheck_kmap_find(page);

	c.other = kmapcheck_past_find(page);
	if (c.other) {
		c.kind = KMAPCHECK_TWICE;
	} else if (check_beyond(s, c.addr, site, level)) {
		return;
	} else if (check_elsewhere(&c)) {
		;
	} else if (kmap) {
		c.kind = KMAPCHECK_FAMILY;
		c.mapped = kmap;
		kmapcheck_kmap_del(page, site);
	}
	kmapcheck_report(&c);
}

/* Not seen mapped: was it lost for want of room? */
static notrace bool was_lost(struct kmapcheck_slot *s)
{
	if (s && s->lost) {
		s->lost--;
		return true;
	}
	return kmapcheck_lost_take();
}

/* The owner's release of what another task, or an interrupt, released before
 * it: told already, and if that one erred, this one is right.
 */
static notrace bool check_taken(struct kmapcheck_slot *s, unsigned long page,
				u16 kind, u8 level)
{
	struct kmapcheck_entry *e;
	int i;

	for (i = s ? s->depth - 1 : -1; i >= 0; i--) {
		e = &s->entries[i];
		if (!READ_ONCE(e->state) || is_live(e) || e->page != page ||
		    e->kind != kind)
			continue;
		take_out(s, i, NULL, level);
		return true;
	}
	return false;
}

notrace void kmapcheck_check_unmap(struct kmapcheck_slot *s,
				   unsigned long page, const void *addr,
				   const struct kmapcheck_site *site, u8 level)
{
	u16 kind = ENTRY_KIND(site->family, level);
	bool taken = check_taken(s, page, kind, level);
	int i = -1;

	if (s) {
		kmapcheck_check_top(s, level);
		i = taken ? -1 : find(s, page, kind);
	}
	if (taken) {
		;
	} else if (i >= 0) {
		check_passed(&s->entries[i], site, level);
		check_found(s, i, site, level);
	} else if (was_lost(s)) {
		;
	} else if (!kmapcheck_trust_task(site->family, level)) {
		kmapcheck_count(KMAPCHECK_COUNT_UNSEEN);
	} else if (!check_argument(s, addr, site, level)) {
		check_unknown(s, page, addr, site, level);
	}
	if (s)
		kmapcheck_slot_leave(s, level);
}

/* kunmap() of a page that has no mapping by kmap(). */
static notrace void check_no_kmap(struct kmapcheck_slot *s, unsigned long page,
				  const void *arg,
				  const struct kmapcheck_site *site, u8 level)
{
	int i = s && page ? find(s, page, ENTRY_KIND(KMAPCHECK_LOCAL, level)) :
		-1;
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_NEVER, .release = site, .page = page,
		.addr = (unsigned long)arg, .level = level,
		.mapped_level = level,
	};

	if (i >= 0) {
		c = claim_on(KMAPCHECK_FAMILY, &s->entries[i], site, level);
		kmapcheck_report(&c);
		take_out(s, i, site, level);
		kmapcheck_slot_leave(s, level);
		return;
	}
	c.other = page ? kmapcheck_kmap_released(page) : NULL;
	if (c.other)
		c.kind = KMAPCHECK_TWICE;
	kmapcheck_report(&c);
}

notrace void kmapcheck_check_kunmap(struct kmapcheck_slot *s, const void *page,
				    const struct kmapcheck_site *site, u8 level)
{
	unsigned long raw = (unsigned long)page & PAGE_MASK, addr;
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_ARGUMENT, .release = site, .page = raw,
		.addr = (unsigned long)page, .level = level,
		.mapped_level = level,
	};

	c.mapped = kmapcheck_kmap_find(raw);
	if (c.mapped) {
		kmapcheck_report(&c);
		kmapcheck_kmap_del(raw, site);
		return;
	}
	addr = kmapcheck_address_of(page) & PAGE_MASK;
	if (addr && kmapcheck_kmap_del(addr, site))
		return;
	/* A page without any address was not mapped, whoever did not see it. */
	if (addr && !kmapcheck_trust_kmap())
		kmapcheck_count(KMAPCHECK_COUNT_UNSEEN);
	else
		check_no_kmap(s, addr, page, site, level);
}

notrace bool kmapcheck_check_depth(struct kmapcheck_slot *s,
				   const struct kmapcheck_site *site)
{
	struct kmapcheck_claim c;

	if (s->depth == KMAPCHECK_LIMIT && !kmapcheck_trust_partial()) {
		c = claim_on(KMAPCHECK_DEEP, &s->entries[0], site,
			     interrupt_context_level());
		c.depth = s->depth + 1;
		kmapcheck_report(&c);
	}
	if (s->depth < KMAPCHECK_DEPTH)
		return true;
	s->lost++;
	kmapcheck_count(KMAPCHECK_COUNT_STACK);
	if (static_branch_unlikely(&kmapcheck_pks_key) &&
	    kmapcheck_pks->overflow)
		kmapcheck_pks->overflow();
	return false;
}
