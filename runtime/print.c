/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports as text: doc/format.md has the block's form, which 'kmapcheck
 * decode' reads.
 */
#include "shim.h"

#define BURST 40			/* blocks printed in PERIOD */
#define PERIOD (5 * HZ)

static const char *const sentences[KMAPCHECK_NCOUNTS] = {
#define COUNT(id, name, sentence) sentence,
#include "count.def"
#undef COUNT
};

static const char *const levels[] = {
	"task", "softirq", "hardirq", "NMI"
};

struct block {
	void (*line)(void *ctx, const char *text);
	void *ctx;
	char text[256];
};

static __printf(2, 3) void put(struct block *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(b->text, sizeof(b->text), fmt, args);
	va_end(args);
	b->line(b->ctx, b->text);
}

static void put_where(struct block *b, const char *what,
		      const struct kmapcheck_where *w)
{
	if (w->api[0])
		put(b, "  %s: %s:%u %s() %s", what, w->file, w->line, w->func,
		    w->api);
}

/* What the place in "other" is. */
static const char *other_of(enum kmapcheck_kind kind)
{
	return kind == KMAPCHECK_TWICE ? "first released" : "newer mapping";
}

static void put_key(struct block *b, const struct kmapcheck_claim *c)
{
	unsigned int now = c->pkrs >> 2 * c->key & 3;
	unsigned int then = c->mapped_pkrs >> 2 * c->key & 3;

	switch (c->kind) {
	case KMAPCHECK_KEY_SHUT:
		put(b, "  expected: key %u open as at map time, PKRS %08x (%u)",
		    c->key, c->mapped_pkrs, then);
		put(b, "  seen: key %u closed%s, PKRS %08x (%u)", c->key,
		    now == 2 ? " for writing" : "", c->pkrs, now);
		break;
	case KMAPCHECK_KEY_OPEN:
		put(b, "  expected: key %u closed after its last mapping",
		    c->key);
		put(b, "  seen: key %u open, PKRS %08x (%u)", c->key, c->pkrs,
		    now);
		break;
	default:
		if (c->mapped)
			put(b, "  expected: access by the owner of the mapping, pid %d",
			    c->owner);
		else
			put(b, "  expected: no access, since nobody has it mapped");
		put(b, "  seen: access to %lx with key %u closed, PKRS %08x (%u)",
		    c->addr, c->key, c->pkrs, now);
	}
}

static void put_families(struct block *b, const struct kmapcheck_report *r)
{
	put(b, "  expected: a release that fits %s", r->mapped.api);
	put(b, "  seen: %s", r->release.api);
}

/* What a kind expects and sees: two lines. */
static void put_seen(struct block *b, const struct kmapcheck_report *r)
{
	const struct kmapcheck_claim *c = &r->claim;

	switch (c->kind) {
	case KMAPCHECK_ORDER:
		put(b, "  expected: release of the newest mapping first");
		put(b, "  seen: release of %lx with newer ones live", c->page);
		break;
	case KMAPCHECK_TWICE:
	case KMAPCHECK_NEVER:
		put(b, "  expected: a live mapping of %lx", c->page);
		put(b, "  seen: none of this task");
		break;
	case KMAPCHECK_ADDRESS:
		put(b, "  expected: an address in %lx-%lx", c->page,
		    c->page + PAGE_SIZE - 1);
		put(b, "  seen: %lx", c->addr);
		break;
	case KMAPCHECK_FAMILY:
	case KMAPCHECK_ARGUMENT:
		put_families(b, r);
		break;
	case KMAPCHECK_TASK:
		put(b, "  expected: release by the owner, pid %d", c->owner);
		put(b, "  seen: release by pid %d", r->pid);
		break;
	case KMAPCHECK_LEVEL:
	case KMAPCHECK_INTERRUPT:
		put(b, "  expected: release at level %s",
		    levels[c->mapped_level & 3]);
		put(b, "  seen: level %s", levels[c->level & 3]);
		break;
	case KMAPCHECK_RETURN:
	case KMAPCHECK_EXIT:
	case KMAPCHECK_SWITCH:
		put(b, "  expected: release before that");
		put(b, "  seen: %lx is live", c->page);
		break;
	case KMAPCHECK_DEEP:
		put(b, "  expected: at most %d nested mappings",
		    KMAPCHECK_LIMIT);
		put(b, "  seen: %d", c->depth);
		break;
	default:
		put_key(b, c);
	}
}

/* The first entry of the stack that is not the shim's: behind its hook. */
static unsigned int stack_begin(const struct kmapcheck_report *r)
{
	static const char hook[] = "__kmapcheck_";
	char name[64];
	unsigned int i;

	for (i = 0; i < r->nstack && i < KMAPCHECK_STACK / 2; i++) {
		snprintf(name, sizeof(name), KMAPCHECK_SYMBOL,
			 (void *)r->stack[i]);
		if (!strncmp(name, hook, sizeof(hook) - 1))
			return i + 1;
	}
	return 0;
}

void kmapcheck_print_block(const struct kmapcheck_report *r,
			   void (*line)(void *ctx, const char *text),
			   void *ctx)
{
	const struct kmapcheck_kind_info *k = &kmapcheck_kinds[r->claim.kind];
	struct block b = { .line = line, .ctx = ctx };
	unsigned int i;

	put(&b, "report %u: %s [%s, %s]", r->number, k->what, k->rule,
	    r->fails);
	put_where(&b, r->claim.kind == KMAPCHECK_DEEP ? "at" : "released",
		  &r->release);
	put_where(&b, "mapped", &r->mapped);
	put_where(&b, other_of(r->claim.kind), &r->other);
	put(&b, "  task: %s/%d CPU %d level %s", r->comm, r->pid, r->cpu,
	    levels[r->claim.level & 3]);
	put_seen(&b, r);
	for (i = stack_begin(r); i < r->nstack; i++)
		put(&b, "  stack: " KMAPCHECK_SYMBOL, (void *)r->stack[i]);
	put(&b, "end of report %u", r->number);
}

static void print_line(void *ctx, const char *text)
{
	(void)ctx;
	pr_warn("kmapcheck: %s\n", text);
}

/* May one more block be printed? Called by one at a time. */
static bool may_print(void)
{
	static unsigned long begin;
	static unsigned int n;

	if (!n || time_after(jiffies, begin + PERIOD)) {
		begin = jiffies;
		n = 0;
	}
	return n++ < BURST;
}

static void print_sentences(void)
{
	static bool told[KMAPCHECK_NCOUNTS];
	unsigned int i;

	for (i = 0; i < KMAPCHECK_NCOUNTS; i++) {
		if (told[i] || !sentences[i] ||
		    !atomic_read(&kmapcheck_counts[i]))
			continue;
		told[i] = true;
		pr_info("kmapcheck: %s\n", sentences[i]);
	}
}

/* The report with the lowest number that is ready. */
static struct kmapcheck_report *next_ready(void)
{
	struct kmapcheck_report *r, *found = NULL;
	unsigned int i;

	for (i = 0; i < KMAPCHECK_RING; i++) {
		r = &kmapcheck_ring[i];
		if (atomic_read_acquire(&r->state) == REPORT_READY &&
		    (!found || (int)(r->number - found->number) < 0))
			found = r;
	}
	return found;
}

static void print_all(void)
{
	struct kmapcheck_report *r;

	while ((r = next_ready())) {
		if (may_print())
			kmapcheck_print_block(r, print_line, NULL);
		else
			kmapcheck_count(KMAPCHECK_COUNT_LIMITED);
		atomic_set_release(&r->state, REPORT_TOLD);
	}
	print_sentences();
}

/* One prints at a time; what comes meanwhile, it prints as well. */
void kmapcheck_print_ready(void)
{
	static atomic_t busy;

	if (atomic_inc_return(&busy) > 1)
		return;
	do {
		atomic_set(&busy, 1);
		print_all();
	} while (atomic_cmpxchg(&busy, 1, 0) != 1);
}
