/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mappings that are live where none may be: at the return to user space, at
 * the end of the task, over a switch to another one.
 */
#include "pks.h"

static notrace bool is_live(const struct kmapcheck_entry *e)
{
	u32 state = READ_ONCE(e->state);

	return state && !(state & ENTRY_TAKEN);
}

static notrace void tell(enum kmapcheck_kind kind, struct kmapcheck_entry *e)
{
	struct kmapcheck_claim c = {
		.kind = kind, .mapped = e->site, .page = e->page,
		.addr = e->page, .mapped_level = entry_level(e),
		.key = e->key, .mapped_pkrs = e->pkrs,
	};

	if (e->told)
		return;
	e->told = true;
	if (kmapcheck_trust_partial())
		kmapcheck_count(KMAPCHECK_COUNT_UNSURE);
	else
		kmapcheck_report(&c);
}

/* Tell all that is live, and drop it. */
static notrace void check_none(struct kmapcheck_slot *s,
			       enum kmapcheck_kind kind, bool silent)
{
	struct kmapcheck_entry *e;

	while (s->depth) {
		e = &s->entries[s->depth - 1];
		if (is_live(e) && !silent)
			tell(kind, e);
		kmapcheck_entry_drop(s, s->depth - 1);
	}
	s->lost = 0;
	if (static_branch_unlikely(&kmapcheck_pks_key))
		kmapcheck_pks_verify(s);
	s->key = 0;
	kmapcheck_slot_leave(s, 0);
}

notrace void kmapcheck_check_return(struct kmapcheck_slot *s)
{
	check_none(s, KMAPCHECK_RETURN, s->pid != current->pid);
}
NOKPROBE_SYMBOL(kmapcheck_check_return);

/* A task that dies of an oops could not release. */
notrace void kmapcheck_check_exit(struct kmapcheck_slot *s)
{
	check_none(s, KMAPCHECK_EXIT,
		   s->pid != current->pid || kmapcheck_dying());
}
NOKPROBE_SYMBOL(kmapcheck_check_exit);

notrace void kmapcheck_check_switch(struct kmapcheck_slot *s)
{
	unsigned int i;

	for (i = 0; i < s->depth && !KMAPCHECK_RT; i++)
		if (is_live(&s->entries[i]) && !entry_level(&s->entries[i]) &&
		    family_is_atomic(entry_family(&s->entries[i])))
			tell(KMAPCHECK_SWITCH, &s->entries[i]);
	if (static_branch_unlikely(&kmapcheck_pks_key))
		kmapcheck_pks_verify(s);
	kmapcheck_slot_leave(s, 0);
}
NOKPROBE_SYMBOL(kmapcheck_check_switch);
