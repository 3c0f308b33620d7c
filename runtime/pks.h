/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Protection keys of supervisor pages, as the checks see them: an MSR, a
 * kernel's own support, or a register that is simulated.
 */
#ifndef KMAPCHECK_PKS_H
#define KMAPCHECK_PKS_H

#include "shim.h"

/* PKRS has two bits a key. Key 0 is always open. */
#define PKS_AD(key) (1u << 2 * (key))	/* no access */
#define PKS_WD(key) (2u << 2 * (key))	/* no writes */

struct kmapcheck_pks_ops {
	const char *name;
	bool (*present)(void);
	u32 (*read)(void);		/* PKRS of this thread */
	void (*write)(u32 pkrs);
	int (*key_of)(const void *addr);	/* from the PTE; 0: none */

	/* For those that open and close themselves; may be NULL. Called with
	 * preemption off: when the first mapping of a key at this interrupt
	 * level was made and when the last one is gone, when a thread runs
	 * again, and when a mapping could not be recorded.
	 */
	void (*open)(int key);
	void (*close)(int key);
	void (*switched)(void);
	void (*overflow)(void);
};

extern const struct kmapcheck_pks_ops kmapcheck_pks_msr;	/* pks-msr.c */
extern const struct kmapcheck_pks_ops kmapcheck_pks_guard;	/* guard.c */

DECLARE_STATIC_KEY_FALSE(kmapcheck_pks_key);
extern const struct kmapcheck_pks_ops *kmapcheck_pks;

/* Watch keys through @ops, or through nothing (NULL). They are not to change
 * while a mapping with a key is live. 0, or -ENODEV: not present. It may sleep.
 */
int kmapcheck_pks_register(const struct kmapcheck_pks_ops *ops);

/* Called once at the start: register what the machine has. pks-msr.c has it;
 * without that file it does nothing.
 */
void kmapcheck_pks_start(void);

/* The checks are about to be switched off: all keys are opened. */
void kmapcheck_guard_disable(void);

/* ---- for hooks.c ---- */

/* @e of @s was just made, of the page at @addr. */
void kmapcheck_pks_map(struct kmapcheck_slot *s, struct kmapcheck_entry *e,
		       const void *addr);

/* The release of @e at @site is about to be done: its key must be open. */
void kmapcheck_pks_unmap(struct kmapcheck_slot *s,
			 const struct kmapcheck_entry *e,
			 const struct kmapcheck_site *site);

/* An entry with @key is gone from @s: if it was the last one, close the key or
 * see later that it was closed.
 */
void kmapcheck_pks_dropped(struct kmapcheck_slot *s, int key,
			   const struct kmapcheck_site *mapped,
			   const struct kmapcheck_site *release, u8 level);

/* See that the keys whose last mapping went are closed. */
void kmapcheck_pks_verify(struct kmapcheck_slot *s);

/* The owner of the live mapping of @key that was made last, for reports of
 * stray accesses: its site and pid, or NULL.
 */
const struct kmapcheck_site *kmapcheck_pks_owner(int key, unsigned long page,
						 int *pid);

#endif
