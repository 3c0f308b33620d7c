/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Protection keys: open for the thread while it has a mapping with that key,
 * closed after the last one. The release that closes a key comes after our
 * hook, so that it did is seen at the thread's next hook: until then the slot
 * is kept.
 */
#include "pks.h"

DEFINE_STATIC_KEY_FALSE(kmapcheck_pks_key);

static bool none(void)
{
	return false;
}

static const struct kmapcheck_pks_ops no_pks = {
	.name = "none", .present = none,
};

const struct kmapcheck_pks_ops *kmapcheck_pks = &no_pks;

int kmapcheck_pks_register(const struct kmapcheck_pks_ops *ops)
{
	if (ops && !ops->present())
		return -ENODEV;
	static_branch_disable(&kmapcheck_pks_key);
	kmapcheck_hooks_wait();
	WRITE_ONCE(kmapcheck_pks, ops ? ops : &no_pks);
	if (ops)
		static_branch_enable(&kmapcheck_pks_key);
	return 0;
}

/* Entries of @s with @key that are live at @level. */
static notrace unsigned int count_key(const struct kmapcheck_slot *s, int key,
				      u8 level)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->depth; i++)
		n += s->entries[i].state && s->entries[i].key == key &&
			entry_level(&s->entries[i]) == level;
	return n;
}

notrace void kmapcheck_pks_map(struct kmapcheck_slot *s,
			       struct kmapcheck_entry *e, const void *addr)
{
	int key = kmapcheck_pks->key_of(addr);
	u8 level = entry_level(e);

	/* A key that this mapping has opened again tells nothing. */
	if (!level && key == s->key)
		s->key = 0;
	kmapcheck_pks_verify(s);
	if (key <= 0 || key > 15)
		return;
	WRITE_ONCE(e->key, key);
	if (kmapcheck_pks->open && count_key(s, key, level) == 1)
		kmapcheck_pks->open(key);
	e->pkrs = kmapcheck_pks->read();
}
NOKPROBE_SYMBOL(kmapcheck_pks_map);

/* Code that is not instrumented may map or release pages with the same key. */
static notrace void claim_key(const struct kmapcheck_claim *c)
{
	if (kmapcheck_trust_partial())
		kmapcheck_count(KMAPCHECK_COUNT_UNSURE);
	else
		kmapcheck_report(c);
}

notrace void kmapcheck_pks_unmap(struct kmapcheck_slot *s,
				 const struct kmapcheck_entry *e,
				 const struct kmapcheck_site *site)
{
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_KEY_SHUT, .release = site, .mapped = e->site,
		.page = e->page, .addr = e->page, .key = e->key,
		.mapped_pkrs = e->pkrs, .level = interrupt_context_level(),
		.mapped_level = entry_level(e),
	};

	kmapcheck_pks_verify(s);
	if (!e->key || c.level != c.mapped_level)
		return;
	c.pkrs = kmapcheck_pks->read();
	if (c.pkrs & PKS_AD(e->key) ||
	    (c.pkrs & PKS_WD(e->key) && !(e->pkrs & PKS_WD(e->key))))
		claim_key(&c);
}
NOKPROBE_SYMBOL(kmapcheck_pks_unmap);

static notrace void check_closed(int key, const struct kmapcheck_site *mapped,
				 const struct kmapcheck_site *release, u8 level)
{
	struct kmapcheck_claim c = {
		.kind = KMAPCHECK_KEY_OPEN, .release = release,
		.mapped = mapped, .key = key, .level = level,
		.mapped_level = level,
	};

	c.pkrs = kmapcheck_pks->read();
	if (!(c.pkrs & PKS_AD(key)))
		claim_key(&c);
}

notrace void kmapcheck_pks_dropped(struct kmapcheck_slot *s, int key,
				   const struct kmapcheck_site *mapped,
				   const struct kmapcheck_site *release,
				   u8 level)
{
	if (count_key(s, key, level))
		return;
	if (kmapcheck_pks->close) {
		kmapcheck_pks->close(key);
		if (level == interrupt_context_level())
			check_closed(key, mapped, release, level);
	} else if (!level) {
		s->key = key;
		WRITE_ONCE(s->key_mapped, mapped);
		WRITE_ONCE(s->key_release, release);
	}
}
NOKPROBE_SYMBOL(kmapcheck_pks_dropped);

notrace void kmapcheck_pks_verify(struct kmapcheck_slot *s)
{
	u8 key = s->key;

	if (!key || interrupt_context_level())
		return;
	s->key = 0;
	check_closed(key, READ_ONCE(s->key_mapped), READ_ONCE(s->key_release),
		     0);
}
NOKPROBE_SYMBOL(kmapcheck_pks_verify);

static notrace const struct kmapcheck_site *
owner_in(const struct kmapcheck_slot *s, int key, unsigned long page)
{
	const struct kmapcheck_entry *e;
	unsigned int i = READ_ONCE(s->depth);

	while (i-- > 0) {
		e = &s->entries[i];
		if (smp_load_acquire(&e->state) && READ_ONCE(e->key) == key &&
		    READ_ONCE(e->page) == page)
			return READ_ONCE(e->site);
	}
	return NULL;
}

notrace const struct kmapcheck_site *
kmapcheck_pks_owner(int key, unsigned long page, int *pid)
{
	const struct kmapcheck_site *site;
	struct task_struct *owner;
	unsigned int i;

	for (i = 0; i < KMAPCHECK_SLOTS; i++) {
		owner = READ_ONCE(kmapcheck_owners[i]);
		if (!owner || owner == current)
			continue;
		site = owner_in(&kmapcheck_slots[i], key, page);
		if (site) {
			*pid = READ_ONCE(kmapcheck_slots[i].pid);
			return site;
		}
	}
	return NULL;
}
NOKPROBE_SYMBOL(kmapcheck_pks_owner);
