/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Claims become reports in a fixed ring. It is filled in any context, also
 * under the lock of a run queue; an irq_work prints it where that is safe.
 */
#include "shim.h"

#ifdef __KERNEL__
#define CREATE_TRACE_POINTS
#include "trace.h"
#endif

#define NPAIRS 512
#define PROBES 8

struct kmapcheck_report kmapcheck_ring[KMAPCHECK_RING];

const struct kmapcheck_kind_info kmapcheck_kinds[KMAPCHECK_NKINDS] = {
#define KIND(id, rule, what) [KMAPCHECK_##id] = { #id, rule, what },
#include "kind.def"
#undef KIND
};

const char *const kmapcheck_count_names[KMAPCHECK_NCOUNTS] = {
#define COUNT(id, name, sentence) name,
#include "count.def"
#undef COUNT
};

void (*kmapcheck_watch)(const struct kmapcheck_claim *c);
EXPORT_SYMBOL_GPL(kmapcheck_watch);
bool kmapcheck_repeat;

atomic_t kmapcheck_counts[KMAPCHECK_NCOUNTS];
atomic_t kmapcheck_by_kind[KMAPCHECK_NKINDS];

static atomic_t numbers;
static unsigned int pairs[NPAIRS];	/* hashes, 0: free */

#ifdef CONFIG_IRQ_WORK
static void print_work(struct irq_work *work)
{
	(void)work;
	kmapcheck_print_ready();
}

static DEFINE_IRQ_WORK(printer, print_work);

static notrace void wake_printer(void)
{
	irq_work_queue(&printer);
}

/* The shim goes: nothing is queued any more. */
void kmapcheck_report_stop(void)
{
	irq_work_sync(&printer);
}
#else
/* Without irq_work only what is safe at once, and the rest with the next. */
static notrace void wake_printer(void)
{
	if (!irqs_disabled())
		kmapcheck_print_ready();
}

void kmapcheck_report_stop(void)
{
}
#endif

notrace void kmapcheck_count(enum kmapcheck_count id)
{
	if (atomic_inc_return(&kmapcheck_counts[id]) == 1)
		wake_printer();
}

/* FNV-1a, as for the fingerprints of findings. */
static notrace u32 hash_text(u32 h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (u8)*s) * 0x01000193;
	return h * 0x01000193;
}

static notrace u32 hash_site(u32 h, const struct kmapcheck_site *site)
{
	if (!site)
		return h * 0x01000193;
	h = hash_text(h, site->file);
	h = hash_text(h, site->func);
	return (h ^ site->line) * 0x01000193;
}

static notrace u32 hash_claim(const struct kmapcheck_claim *c)
{
	u32 h = (0x811c9dc5 ^ c->kind) * 0x01000193;

	h = hash_site(h, c->release);
	h = hash_site(h, c->mapped);
	if (!c->mapped)
		h = hash_site(h, c->other);
	return h ? h : 1;
}

/* The first claim of its kind and pair of sites? A full table says yes. */
static notrace bool is_new(const struct kmapcheck_claim *c)
{
	u32 h = hash_claim(c), i, old;

	for (i = 0; i < PROBES; i++) {
		old = cmpxchg(&pairs[(h + i) % NPAIRS], 0, h);
		if (!old)
			return true;
		if (old == h)
			return false;
	}
	return true;
}

void kmapcheck_pairs_forget(void)
{
	unsigned int i;

	for (i = 0; i < NPAIRS; i++)
		WRITE_ONCE(pairs[i], 0);
}

/* On which machines it fails: as the consequence of a finding. */
static notrace const char *fails(const struct kmapcheck_claim *c)
{
	switch (c->kind) {
	case KMAPCHECK_KEY_SHUT:
	case KMAPCHECK_KEY_OPEN:
	case KMAPCHECK_KEY_STRAY:
		return "pks";
	case KMAPCHECK_SWITCH:
		return "always";
	default:
		break;
	}
	if ((c->mapped && family_is_atomic(c->mapped->family)) ||
	    (c->release && family_is_atomic(c->release->family)))
		return KMAPCHECK_RT ? "highmem" : "always";
	return "highmem";
}

/* The end of a name that is too long tells more than its begin. */
static notrace void copy_tail(char *to, const char *from, size_t size)
{
	size_t n = strlen(from);

	memcpy(to, n < size ? from : from + n - size + 1,
	       n < size ? n + 1 : size);
}

static notrace void copy_site(struct kmapcheck_where *w,
			      const struct kmapcheck_site *site)
{
	w->api[0] = '\0';
	if (!site)
		return;
	copy_tail(w->file, site->file, sizeof(w->file));
	copy_tail(w->func, site->func, sizeof(w->func));
	copy_tail(w->api, site->api, sizeof(w->api));
	w->line = site->line;
}

static notrace void fill(struct kmapcheck_report *r,
			 const struct kmapcheck_claim *c, u32 number)
{
	r->number = number;
	r->claim = *c;
	copy_site(&r->release, c->release);
	copy_site(&r->mapped, c->mapped);
	copy_site(&r->other, c->other);
	r->fails = fails(c);
	r->pid = current->pid;
	r->cpu = raw_smp_processor_id();
	memcpy(r->comm, current->comm, sizeof(r->comm));
	r->comm[sizeof(r->comm) - 1] = '\0';
	r->nstack = kmapcheck_stack(r->stack, KMAPCHECK_STACK);
}

/* Take the ring's next place, unless it waits to be printed. */
static notrace struct kmapcheck_report *ring_next(u32 *number)
{
	struct kmapcheck_report *r;
	int state;

	*number = atomic_inc_return(&numbers);
	r = &kmapcheck_ring[*number % KMAPCHECK_RING];
	state = atomic_read(&r->state);
	if (state != REPORT_FREE && state != REPORT_TOLD)
		return NULL;
	return atomic_cmpxchg(&r->state, state, REPORT_FILLING) == state ?
		r : NULL;
}

notrace void kmapcheck_report(const struct kmapcheck_claim *c)
{
	void (*watch)(const struct kmapcheck_claim *c) =
		READ_ONCE(kmapcheck_watch);
	struct kmapcheck_report *r;
	u32 number;

	if (watch)
		watch(c);
	atomic_inc(&kmapcheck_by_kind[c->kind]);
	if (!READ_ONCE(kmapcheck_repeat) && !is_new(c)) {
		kmapcheck_count(KMAPCHECK_COUNT_REPEATED);
		return;
	}
	r = ring_next(&number);
	if (!r) {
		kmapcheck_count(KMAPCHECK_COUNT_DROPPED);
		return;
	}
	fill(r, c, number);
#ifdef __KERNEL__
	trace_kmapcheck_report(r);
#endif
	atomic_set_release(&r->state, REPORT_READY);
	wake_printer();
}
