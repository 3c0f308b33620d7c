/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shim's own: shadow stacks, claims, reports. doc/design.md, section 9,
 * says what is promised.
 *
 * Invariants of a slot:
 *  1. Only its owner writes to it, and what interrupts the owner, except that
 *     another task may set ENTRY_TAKEN by cmpxchg, and that a module's end
 *     replaces the sites that lay in it.
 *  2. Entries from depth on have state 0. An entry below depth has state 0
 *     only while its push, which an interrupt broke off, is under way.
 *  3. An interrupt takes away and moves entries of its own level alone, and
 *     leaves depth as it found it, or with entries of its own on top, which is
 *     a mistake that the next hook tells.
 *  4. A slot is given back at depth 0, by the level that claimed it or by the
 *     task itself, and never while a key is to be seen closed.
 */
#ifndef KMAPCHECK_SHIM_H
#define KMAPCHECK_SHIM_H

#include "env.h"
#include "kmapcheck.h"

#define KMAPCHECK_WAYS 4		/* slots that a task can have */
#define KMAPCHECK_SLOTS 256		/* tasks with mappings, at one time */
#define KMAPCHECK_DEPTH 20		/* entries of a slot */
#define KMAPCHECK_LIMIT 16		/* what the kernel has: KM_MAX_IDX */
#define KMAPCHECK_PAST 4		/* releases that a slot remembers */

#define ENTRY_TAKEN 1u			/* released by another task */

struct kmapcheck_entry {
	unsigned long page;		/* address of the mapped page */
	const struct kmapcheck_site *site;
	u32 state;			/* 0: free; else sequence, ENTRY_TAKEN */
	u16 kind;			/* ENTRY_KIND(family, level) */
	u8 key;				/* 0: none that is watched */
	bool told;			/* a report named it: no second one */
	u32 pkrs;			/* when it was mapped; valid with key */
	const struct kmapcheck_site *passed;	/* released an older one */
};

#define ENTRY_KIND(family, level) ((u16)((level) << 8 | (family)))

static inline u8 entry_family(const struct kmapcheck_entry *e)
{
	return READ_ONCE(e->kind) & 0xff;
}

static inline u8 entry_level(const struct kmapcheck_entry *e)
{
	return READ_ONCE(e->kind) >> 8;
}

/* Its mappings keep preemption off, but for PREEMPT_RT. */
static inline bool family_is_atomic(u8 family)
{
	return family == KMAPCHECK_ATOMIC || family == KMAPCHECK_IOATOMIC;
}

struct kmapcheck_past {
	unsigned long page;
	const struct kmapcheck_site *site;
	struct task_struct *task;
	int pid;
};

struct kmapcheck_slot {
	u16 depth;
	u16 lost;			/* live mappings that found it full */
	u8 key;				/* to be seen closed, or 0 */
	u8 claim_level;
	u8 npast;
	int pid;
	u32 sequence;
	const struct kmapcheck_site *key_mapped, *key_release;	/* with key */
	struct kmapcheck_past past[KMAPCHECK_PAST];
	struct kmapcheck_entry entries[KMAPCHECK_DEPTH];
};

/* ---- shadow.c: the slots ---- */

extern struct task_struct *kmapcheck_owners[KMAPCHECK_SLOTS];
extern struct kmapcheck_slot kmapcheck_slots[KMAPCHECK_SLOTS];

static inline unsigned int kmapcheck_hash(const void *p)
{
	unsigned long h = (unsigned long)p >> 6;

	return (u32)(h * 0x9e3779b1u) >> 16;
}

static inline unsigned int kmapcheck_bucket(const void *task)
{
	return kmapcheck_hash(task) % (KMAPCHECK_SLOTS / KMAPCHECK_WAYS) *
		KMAPCHECK_WAYS;
}

/* The slot of current, or NULL. */
static __always_inline struct kmapcheck_slot *kmapcheck_slot_mine(void)
{
	struct task_struct *task = current;
	unsigned int b = kmapcheck_bucket(task), i;

	for (i = b; i < b + KMAPCHECK_WAYS; i++)
		if (READ_ONCE(kmapcheck_owners[i]) == task)
			return &kmapcheck_slots[i];
	return NULL;
}

/* A slot for current, which has none; NULL: all are taken. */
struct kmapcheck_slot *kmapcheck_slot_claim(u8 level);

/* Give @s back if that is due: see invariant 4. */
void kmapcheck_slot_leave(struct kmapcheck_slot *s, u8 level);

/* Forget what @s holds of a task that is no more. */
void kmapcheck_slot_renew(struct kmapcheck_slot *s);

/* Take entry @i out, those above move down. */
void kmapcheck_entry_drop(struct kmapcheck_slot *s, unsigned int i);

/* Remember that current released @page at @site. */
static __always_inline void
kmapcheck_past_add(struct kmapcheck_slot *s, unsigned long page,
		   const struct kmapcheck_site *site)
{
	struct kmapcheck_past *p;
	u8 n = s->npast;

	s->npast = n + 1;
	barrier();
	p = &s->past[n % KMAPCHECK_PAST];
	p->page = page;
	WRITE_ONCE(p->site, site);
	p->task = current;
	p->pid = current->pid;
}

/* The site at which current released @page not long ago, or NULL. */
const struct kmapcheck_site *kmapcheck_past_find(unsigned long page);

/* A live mapping of @page in the slot of another task. */
struct kmapcheck_entry *kmapcheck_entry_elsewhere(unsigned long page, int *pid);

/* Mappings that no slot could hold, by a hash of their task. */
void kmapcheck_lost_add(void);
bool kmapcheck_lost_take(void);
bool kmapcheck_lost_any(void);

/* Nothing is mapped: all slots, counts and tables as at the start. */
void kmapcheck_shadow_reset(void);

/* Sites in [start, start + size) go away: @site, or all in the slots. */
void kmapcheck_site_forget(const struct kmapcheck_site **site,
			   unsigned long start, unsigned long size);
void kmapcheck_shadow_forget(unsigned long start, unsigned long size);

/* ---- kmap.c: mappings by kmap(), which no task owns ---- */

void kmapcheck_kmap_add(unsigned long page, const struct kmapcheck_site *site);
bool kmapcheck_kmap_del(unsigned long page, const struct kmapcheck_site *site);
const struct kmapcheck_site *kmapcheck_kmap_find(unsigned long page);
const struct kmapcheck_site *kmapcheck_kmap_released(unsigned long page);
bool kmapcheck_kmap_lossy(void);
void kmapcheck_kmap_reset(void);
void kmapcheck_kmap_forget(unsigned long start, unsigned long size);

/* ---- trust.c: what may be claimed ---- */

#define KMAPCHECK_NRETURNED 1024

extern struct task_struct *kmapcheck_returned[KMAPCHECK_NRETURNED];

/* Current returns to user space, where it holds nothing. */
static __always_inline void kmapcheck_trust_return(void)
{
	struct task_struct **p = &kmapcheck_returned[kmapcheck_hash(current) %
						     KMAPCHECK_NRETURNED];

	if (READ_ONCE(*p) != current)
		WRITE_ONCE(*p, current);
}

/* All that current holds at @level was seen when it was mapped: a release of
 * something else by @family is wrong.
 */
bool kmapcheck_trust_task(u8 family, u8 level);

/* The same of kmap(), whose mappings no task owns. */
bool kmapcheck_trust_kmap(void);

/* There is, or was since the checks began, code that is not instrumented:
 * releases may be unseen.
 */
bool kmapcheck_trust_partial(void);

/* Such a module comes or goes. */
void kmapcheck_trust_module(const char *name, bool comes);

/* The checks are about to begin; @from_start: nothing was mapped before. */
void kmapcheck_trust_begin(bool from_start);

/* They have begun, and all regions with preemption off that were there before
 * are over.
 */
void kmapcheck_trust_settle(void);

/* ---- check.c, live.c: the slow paths ---- */

/* The release of @page by @site is not that of the top entry of @s. */
void kmapcheck_check_unmap(struct kmapcheck_slot *s, unsigned long page,
			   const void *addr, const struct kmapcheck_site *site,
			   u8 level);

/* kunmap() of a page. */
void kmapcheck_check_kunmap(struct kmapcheck_slot *s, const void *page,
			    const struct kmapcheck_site *site, u8 level);

/* Drop what others released, tell what an interrupt left. */
void kmapcheck_check_top(struct kmapcheck_slot *s, u8 level);

/* A mapping that finds @s full or beyond what the kernel has. */
bool kmapcheck_check_depth(struct kmapcheck_slot *s,
			   const struct kmapcheck_site *site);

void kmapcheck_check_return(struct kmapcheck_slot *s);
void kmapcheck_check_exit(struct kmapcheck_slot *s);
void kmapcheck_check_switch(struct kmapcheck_slot *s);

/* ---- report.c: claims become reports ---- */

enum kmapcheck_kind {
#define KIND(id, rule, what) KMAPCHECK_##id,
#include "kind.def"
#undef KIND
	KMAPCHECK_NKINDS
};

struct kmapcheck_kind_info {
	const char *name;
	const char *rule;
	const char *what;
};

extern const struct kmapcheck_kind_info kmapcheck_kinds[KMAPCHECK_NKINDS];

/* What is wrong, as the checks see it. */
struct kmapcheck_claim {
	enum kmapcheck_kind kind;
	const struct kmapcheck_site *release;	/* or NULL: no call */
	const struct kmapcheck_site *mapped;	/* or NULL: not known */
	const struct kmapcheck_site *other;	/* newer mapping, first release */
	unsigned long addr;			/* released or accessed */
	unsigned long page;			/* of the mapping */
	int owner;				/* pid, if it is another's */
	u16 depth;
	u8 level, mapped_level;
	u8 key;
	u32 pkrs, mapped_pkrs;
};

void kmapcheck_report(const struct kmapcheck_claim *c);

#define KMAPCHECK_STACK 16

struct kmapcheck_where {
	char file[112];
	char func[56];
	char api[40];			/* empty: no such place */
	u32 line;
};

/* A report: sites are copied, since modules go away. */
struct kmapcheck_report {
	atomic_t state;			/* enum report_state */
	u32 number;
	struct kmapcheck_claim claim;	/* its sites are not to be followed */
	struct kmapcheck_where release, mapped, other;
	const char *fails;		/* always, highmem, pks */
	int pid, cpu;
	char comm[16];
	unsigned int nstack;
	unsigned long stack[KMAPCHECK_STACK];
};

enum report_state { REPORT_FREE, REPORT_FILLING, REPORT_READY, REPORT_TOLD };

#define KMAPCHECK_RING 32

extern struct kmapcheck_report kmapcheck_ring[KMAPCHECK_RING];

/* Told at each claim, before repeated ones are left out: for tests. */
extern void (*kmapcheck_watch)(const struct kmapcheck_claim *c);

/* Wait until nothing is being printed. */
void kmapcheck_report_stop(void);

/* Print a claim's pair of sites each time, not once. */
extern bool kmapcheck_repeat;
void kmapcheck_pairs_forget(void);

/* ---- print.c ---- */

/* Print what is ready in the ring, oldest first. */
void kmapcheck_print_ready(void);

/* Print @r as a block, each line by @line. */
void kmapcheck_print_block(const struct kmapcheck_report *r,
			   void (*line)(void *ctx, const char *text),
			   void *ctx);

/* ---- counters ---- */

enum kmapcheck_count {
#define COUNT(id, name, sentence) KMAPCHECK_COUNT_##id,
#include "count.def"
#undef COUNT
	KMAPCHECK_NCOUNTS
};

extern atomic_t kmapcheck_counts[KMAPCHECK_NCOUNTS];
extern atomic_t kmapcheck_by_kind[KMAPCHECK_NKINDS];
extern const char *const kmapcheck_count_names[KMAPCHECK_NCOUNTS];
extern u16 kmapcheck_high;		/* deepest stack seen */

/* Count; say it in a sentence the first time. */
void kmapcheck_count(enum kmapcheck_count id);

/* ---- switch.c ---- */

DECLARE_STATIC_KEY_FALSE(kmapcheck_key);
extern bool kmapcheck_on;		/* for hooks, with preemption off */

bool kmapcheck_enabled(void);

/* Switch the checks on or off; @from_start: nothing was mapped yet. It may
 * sleep.
 */
void kmapcheck_enable(bool on, bool from_start);

#endif
