/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The hooks that instrumented code calls. The hot path: no allocation, no
 * lock, one look at a static key while the checks are off. Preemption is off
 * meanwhile, so that a grace period ends all hooks that are under way.
 */
#include "pks.h"

u16 kmapcheck_high;

/* Put a mapping on top. The place is taken before it is filled: what
 * interrupts uses the next one.
 */
static notrace __always_inline struct kmapcheck_entry *
push(struct kmapcheck_slot *s, unsigned long page,
     const struct kmapcheck_site *site, u8 level)
{
	struct kmapcheck_entry *e = &s->entries[s->depth];
	u16 depth = s->depth + 1;

	WRITE_ONCE(s->depth, depth);
	barrier();
	WRITE_ONCE(e->page, page);
	WRITE_ONCE(e->site, site);
	WRITE_ONCE(e->kind, ENTRY_KIND(site->family, level));
	WRITE_ONCE(e->key, 0);
	e->told = false;
	WRITE_ONCE(e->passed, NULL);
	s->sequence += 2;
	smp_store_release(&e->state, s->sequence);
	if (unlikely(depth > READ_ONCE(kmapcheck_high)))
		WRITE_ONCE(kmapcheck_high, depth);
	return e;
}

static notrace noinline void map_on(void *addr,
				    const struct kmapcheck_site *site)
{
	unsigned long page = (unsigned long)addr & PAGE_MASK;
	u8 level = interrupt_context_level();
	struct kmapcheck_slot *s;
	struct kmapcheck_entry *e;

	if (site->family == KMAPCHECK_KMAP) {
		kmapcheck_kmap_add(page, site);
		return;
	}
	s = kmapcheck_slot_mine();
	if (!s)
		s = kmapcheck_slot_claim(level);
	if (unlikely(!s)) {
		kmapcheck_lost_add();
		return;
	}
	if (s->depth)
		kmapcheck_check_top(s, level);
	if (unlikely(s->depth >= KMAPCHECK_LIMIT) &&
	    !kmapcheck_check_depth(s, site))
		return;
	e = push(s, page, site, level);
	if (static_branch_unlikely(&kmapcheck_pks_key))
		kmapcheck_pks_map(s, e, addr);
}
NOKPROBE_SYMBOL(map_on);

/* Take the top entry away. */
static notrace __always_inline void pop(struct kmapcheck_slot *s,
					struct kmapcheck_entry *e, u8 level,
					const struct kmapcheck_site *site)
{
	const struct kmapcheck_site *mapped = e->site;
	u8 key = e->key;

	kmapcheck_past_add(s, e->page, site);
	WRITE_ONCE(e->state, 0);
	barrier();
	WRITE_ONCE(s->depth, s->depth - 1);
	if (static_branch_unlikely(&kmapcheck_pks_key) && key)
		kmapcheck_pks_dropped(s, key, mapped, site, level);
	if (!s->depth)
		kmapcheck_slot_leave(s, level);
}

static notrace __always_inline bool
is_release_of(const struct kmapcheck_entry *e, unsigned long page, u16 kind)
{
	return e->page == page && e->kind == kind && !e->passed &&
		!(READ_ONCE(e->state) & ENTRY_TAKEN);
}

static notrace noinline void unmap_on(const void *addr,
				      const struct kmapcheck_site *site)
{
	unsigned long page = (unsigned long)addr & PAGE_MASK;
	struct kmapcheck_slot *s = kmapcheck_slot_mine();
	u8 level = interrupt_context_level();
	struct kmapcheck_entry *e;

	if (site->family == KMAPCHECK_KMAP) {
		kmapcheck_check_kunmap(s, addr, site, level);
		return;
	}
	e = s && s->depth ? &s->entries[s->depth - 1] : NULL;
	if (unlikely(!e || !is_release_of(e, page,
					  ENTRY_KIND(site->family, level)))) {
		kmapcheck_check_unmap(s, page, addr, site, level);
		return;
	}
	if (static_branch_unlikely(&kmapcheck_pks_key))
		kmapcheck_pks_unmap(s, e, site);
	pop(s, e, level, site);
}
NOKPROBE_SYMBOL(unmap_on);

notrace void __kmapcheck_map(void *addr, const struct kmapcheck_site *site)
{
	if (!static_branch_unlikely(&kmapcheck_key) || !addr)
		return;
	preempt_disable_notrace();
	if (likely(smp_load_acquire(&kmapcheck_on)))
		map_on(addr, site);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(__kmapcheck_map);
EXPORT_SYMBOL_GPL(__kmapcheck_map);

notrace void __kmapcheck_unmap(const void *addr,
			       const struct kmapcheck_site *site)
{
	if (!static_branch_unlikely(&kmapcheck_key))
		return;
	preempt_disable_notrace();
	if (likely(smp_load_acquire(&kmapcheck_on)))
		unmap_on(addr, site);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(__kmapcheck_unmap);
EXPORT_SYMBOL_GPL(__kmapcheck_unmap);

/* Called under the lock of the run queue: nothing that prints or wakes. */
notrace void __kmapcheck_switch(void)
{
	struct kmapcheck_slot *s;

	if (!static_branch_unlikely(&kmapcheck_key))
		return;
	preempt_disable_notrace();
	if (static_branch_unlikely(&kmapcheck_pks_key) &&
	    kmapcheck_pks->switched)
		kmapcheck_pks->switched();
	s = smp_load_acquire(&kmapcheck_on) ? kmapcheck_slot_mine() : NULL;
	if (s)
		kmapcheck_check_switch(s);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(__kmapcheck_switch);
EXPORT_SYMBOL_GPL(__kmapcheck_switch);

notrace void __kmapcheck_exit(void)
{
	struct kmapcheck_slot *s;

	if (!static_branch_unlikely(&kmapcheck_key))
		return;
	preempt_disable_notrace();
	s = smp_load_acquire(&kmapcheck_on) ? kmapcheck_slot_mine() : NULL;
	if (s)
		kmapcheck_check_exit(s);
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(__kmapcheck_exit);
EXPORT_SYMBOL_GPL(__kmapcheck_exit);

notrace void __kmapcheck_return(void)
{
	struct kmapcheck_slot *s;

	if (!static_branch_unlikely(&kmapcheck_key))
		return;
	preempt_disable_notrace();
	if (likely(smp_load_acquire(&kmapcheck_on))) {
		kmapcheck_trust_return();
		s = kmapcheck_slot_mine();
		if (s)
			kmapcheck_check_return(s);
	}
	preempt_enable_notrace();
}
NOKPROBE_SYMBOL(__kmapcheck_return);
EXPORT_SYMBOL_GPL(__kmapcheck_return);
