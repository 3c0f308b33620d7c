/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Run the fixtures of kmapcheck.plugin, which bench/kfixtures.py has compiled
 * and linked to this, and tell what the shim claims of each.
 *
 * A run is a thread of its own. It gets pages, buffers and structures made by
 * their types, under one of the contracts that the fixture's form leaves open,
 * with one choice of what pages contain, helpers return and numbers are. A line
 *
 *   fixtures: FIXTURE CONTRACT KIND RELEASED MAPPED BITS
 *
 * is a claim of the shim with the lines at fault and, a bit each, the choices
 * with which it was made; "ran" instead of KIND ends a contract, with the
 * number of runs, "unbalanced" if one of them left the preempt count changed,
 * and the choices that were run. A thread that does not come back ends it all:
 * "stuck". "which" is the number of the fixture to begin with; with a "g" behind
 * it, that one runs gently: nothing fails, numbers are few
 * and small, and so is what pages hold.
 */
#include <linux/completion.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/module.h>

#include "shim.h"
#include "fixtures.h"

static char *which = "0";
module_param(which, charp, 0);
static bool gently;

#define NPAGES 16
#define ORDER 5			/* twice that: what goes past the last one */
#define NPOINTERS 8192
#define NBUFFERS 4
#define NELEMENTS 8
#define ARENA (512 << 10)
#define NESTED 3
#define NCLAIMS 64
#define NLATER 8
#define NOBJECTS 16
#define NSLEEPS 3

/* Pages hold zeroes, ones, or in each word a number that grows or falls from
 * page to page: that of the next one, or of those that are left.
 */
enum content { ZEROES, ONES, GROWS, FALLS, CONTENTS };

/* Of the numbers that a fixture gets, the first, third... and the others. */
static const unsigned long firsts[] = { 0, 1, 2, 6, 20, 4096 };
static const unsigned long others[] = { 0, 2, 20 };

#define NFIRSTS ARRAY_SIZE(firsts)
#define NOTHERS ARRAY_SIZE(others)
#define NCHOICES (CONTENTS * FX_STYLES * NFIRSTS * NOTHERS)

struct claim {
	enum kmapcheck_kind kind;
	const struct kmapcheck_site *release, *mapped;
	DECLARE_BITMAP(choices, NCHOICES);
};

/* ---- the environment of a run ---- */

static struct env {
	const struct fx_fixture *fixture;
	const struct fx_function *only;	/* or all, in sequence */
	unsigned int contract, content, style, first, second;
	/* what was handed out */
	unsigned int pages, buffers, arrays, numbers, calls, sleeps, fails;
	unsigned int used, nlater, nobjects;
	bool unbalanced, inside;
	struct completion done;
	struct {
		void (*code)(void *data);
		void *data;
	} later[NLATER];
	struct {
		const struct fx_type *type;
		void *at;
	} objects[NOBJECTS];		/* of parameters */
} env;

static struct page *pages;
static char *buffers[NBUFFERS];
static void **pointers;
static char *arena;

enum fx_style fx_style(void)
{
	if (env.style == FX_FAILS_LATER)
		return env.fails++ ? FX_FAILS : FX_GOES_WELL;
	return env.style;
}

bool fx_gives_error(void)
{
	return env.fixture->asks && fx_style() == FX_FAILS;
}

static struct page *next_page(void)
{
	return pages + env.pages++ % NPAGES;
}

void *fx_page(void)
{
	return next_page();
}

void *fx_buffer(void)
{
	return buffers[env.buffers++ % NBUFFERS];
}

static bool is_mapped(unsigned long addr)
{
	unsigned long begin = (unsigned long)page_address(pages);

	return addr >= begin && addr < begin + NPAGES * PAGE_SIZE;
}

static unsigned long next_number(void)
{
	return env.numbers++ & 1 ? others[env.second] : firsts[env.first];
}

static void *arena_take(size_t size)
{
	void *p = arena + env.used;

	if (env.used + size + 128 > ARENA)
		return buffers[0];
	env.used += ALIGN(size, 64) + 64;	/* zeroes end a list */
	return p;
}

static void *raw_make(unsigned int contract)
{
	if (contract == FX_FIELDS && env.contract & FX_EMPTY)
		return NULL;
	if (env.contract & contract)
		return kmap_local_page(next_page());
	return fx_buffer();
}

/* Pointers to pages, or to memory: more than any number asks for. */
static void *pointers_make(const struct fx_type *to)
{
	void **p = pointers + (env.arrays & 1) * NPOINTERS;
	unsigned int i, n = NPAGES / 2 + 5 * env.arrays++;

	for (i = 0; i < NPOINTERS; i++)
		p[i] = to->kind == FX_PAGE ? (void *)(pages + (n + i) % NPAGES) :
			buffers[(n + i) % NBUFFERS];
	return p;
}

/* ---- objects by their types ---- */

/* What is still to be filled. */
static struct todo {
	const struct fx_type *type;
	char *at;
	unsigned int depth;
} todo[4096];
static unsigned int ntodo;

static void todo_add(const struct fx_type *type, void *at, unsigned int depth)
{
	if (ntodo < ARRAY_SIZE(todo))
		todo[ntodo++] = (struct todo){ type, at, depth };
}

static unsigned long nothing(void)
{
	enum fx_style style = fx_style();

	return style == FX_FAILS ? -EIO : style == FX_SAYS_MORE;
}

static void *pointer_make(const struct fx_type *to, unsigned int depth,
			  unsigned int contract)
{
	unsigned int i;
	char *p;

	switch (to->kind) {
	case FX_PAGE:
		return next_page();
	case FX_CODE:
		return nothing;
	case FX_POINTER:
		return pointers_make(to->to);
	case FX_STRUCT:
		if (depth >= NESTED)
			return NULL;
		p = arena_take(max(to->size, 64u) * NELEMENTS);
		for (i = 0; i < NELEMENTS; i++)
			todo_add(to, p + i * to->size, depth + 1);
		return p;
	default:
		return raw_make(contract);
	}
}

static void number_store(char *at, unsigned int size, unsigned long value)
{
	memcpy(at, &value, min_t(size_t, size, sizeof(value)));
}

static void object_fill(const struct todo *t)
{
	const struct fx_type *type = t->type;
	unsigned int i;

	switch (type->kind) {
	case FX_NUMBER:
		number_store(t->at, type->size, next_number());
		break;
	case FX_LINK:
		*(void **)t->at = next_page();
		break;
	case FX_POINTER:
		*(void **)t->at = pointer_make(type->to, t->depth, FX_FIELDS);
		break;
	case FX_ARRAY:
		for (i = 0; i < type->count; i++)
			todo_add(type->to, t->at + i * type->to->size,
				 t->depth);
		break;
	case FX_STRUCT:
		/* the first is taken first */
		for (i = 0; type->fields && type->fields[i].type; i++)
			;
		while (i--)
			todo_add(type->fields[i].type,
				 t->at + type->fields[i].offset, t->depth);
		break;
	default:
		break;
	}
}

static unsigned long value_make(const struct fx_type *type,
				unsigned int contract)
{
	unsigned long value;
	struct todo t;

	ntodo = 0;
	if (type->kind == FX_NUMBER)
		return next_number();
	if (type->kind != FX_POINTER)
		return 0;
	value = (unsigned long)pointer_make(type->to, 0, contract);
	while (ntodo) {
		t = todo[--ntodo];
		object_fill(&t);
	}
	return value;
}

/* ---- what fixtures call ---- */

static bool is_raw(const struct fx_type *type)
{
	return type->kind == FX_POINTER && type->to->kind <= FX_RAW;
}

/* More, for a while. */
static unsigned long helper_number(const struct fx_function *f,
				   const unsigned long *args)
{
	unsigned int i = f->nargs;

	if (env.style != FX_SAYS_MORE)
		return nothing();
	if (env.calls++ >= 3)
		return 0;
	while (i--)
		if (f->args[i]->kind == FX_NUMBER)
			return args[i];
	return 1;
}

unsigned long fx_helper(const struct fx_function *f, const unsigned long *args)
{
	unsigned int i;

	for (i = 0; i < f->nargs && (env.contract & FX_PUTTERS); i++)
		if (is_raw(f->args[i]) && is_mapped(args[i]))
			kunmap_local((void *)args[i]);
	if (f->result->kind == FX_NUMBER)
		return helper_number(f, args);
	if (f->result->kind != FX_POINTER)
		return 0;
	if (fx_gives_error())
		return -EIO;
	return value_make(f->result, FX_GETTERS);
}

/* In a region that forbids it, since elsewhere nobody minds. The scheduler, which
 * would tell it, does not get to see that.
 */
void fx_may_sleep(void)
{
	int count = preempt_count();

	if (!count || in_hardirq() || env.sleeps++ >= NSLEEPS)
		return;
	preempt_count_set(0);
	schedule_timeout_uninterruptible(1);
	preempt_count_set(count);
}

void fx_later(void (*code)(void *data), void *data)
{
	unsigned int n = env.nlater;

	if (n == NLATER)
		return;
	env.later[n].code = code;
	env.later[n].data = data;
	env.nlater = n + 1;
}

static struct completion later_done;

static int run_later(void *unused)
{
	unsigned int i;

	for (i = 0; i < env.nlater; i++)
		env.later[i].code(env.later[i].data);
	complete(&later_done);
	return 0;
}

/* ---- a run ---- */

static void balance(int count)
{
	if (preempt_count() != count || current->pagefault_disabled)
		env.unbalanced = true;
	preempt_count_set(count);
	current->pagefault_disabled = 0;
}

/* A structure is the same for all functions that take one of its type; the bits
 * of @taken are those that this one has already.
 */
static unsigned long argument_make(const struct fx_type *type,
				   unsigned int *taken)
{
	bool kept = type->kind == FX_POINTER && type->to->kind == FX_STRUCT;
	unsigned long value;
	unsigned int i;

	for (i = 0; i < env.nobjects && kept; i++)
		if (env.objects[i].type == type && !(*taken & BIT(i))) {
			*taken |= BIT(i);
			return (unsigned long)env.objects[i].at;
		}
	value = value_make(type, FX_PARAMETERS);
	if (kept && env.nobjects < NOBJECTS) {
		*taken |= BIT(env.nobjects);
		env.objects[env.nobjects].type = type;
		env.objects[env.nobjects++].at = (void *)value;
	}
	return value;
}

static void function_run(const struct fx_function *f)
{
	unsigned long (*code)(unsigned long, unsigned long, unsigned long,
			      unsigned long, unsigned long, unsigned long);
	unsigned long a[FX_ARGS] = {}, result;
	unsigned int i, taken = 0;
	int count = preempt_count();

	for (i = 0; i < f->nargs; i++)
		a[i] = argument_make(f->args[i], &taken);
	code = f->code;
	env.inside = true;
	result = code(a[0], a[1], a[2], a[3], a[4], a[5]);
	env.inside = false;
	if (env.contract & FX_RESULT && is_raw(f->result) && is_mapped(result))
		kunmap_local((void *)result);
	balance(count);
}

/* Start @t, and wait until it has ended; false: it does not. */
static bool thread_end(struct task_struct *t, struct completion *done)
{
	get_task_struct(t);
	wake_up_process(t);
	if (!wait_for_completion_timeout(done, 3 * HZ))
		return false;
	kthread_stop(t);
	put_task_struct(t);
	return true;
}

static int run(void *unused)
{
	const struct fx_function *f;
	struct task_struct *t;

	for (f = env.fixture->functions; f->name; f++) {
		if (env.only && f != env.only)
			continue;
		/* the same pages and numbers for each */
		env.pages = env.buffers = env.arrays = env.numbers = 0;
		function_run(f);
	}
	if (env.nlater) {
		reinit_completion(&later_done);
		t = kthread_create(run_later, NULL, "fixture-later");
		if (!IS_ERR(t))
			thread_end(t, &later_done);
	}
	complete(&env.done);
	return 0;
}

static unsigned int word_of(unsigned int i)
{
	switch ((enum content)env.content) {
	case ZEROES:
		return 0;
	case ONES:
		return -1;
	case GROWS:
		return (i + 1) % NPAGES;
	default:
		return NPAGES - 1 - i % NPAGES;
	}
}

static void memory_fill(void)
{
	static unsigned int last = -1;
	size_t n = env.content == last ? 256 : PAGE_SIZE;
	unsigned int i;

	for (i = 0; i < NPAGES; i++)
		memset32(page_address(pages + i), word_of(i), n / 4);
	for (i = 0; i < NBUFFERS; i++)
		memset32((u32 *)buffers[i], word_of(i), n / 2);
	memset(arena, 0, env.content == last ? 16384 : ARENA);
	last = env.content;
}

/* False: it did not come back. */
static bool run_thread(void)
{
	struct task_struct *t;

	env.calls = env.sleeps = env.fails = 0;
	env.used = env.nlater = env.nobjects = 0;
	memory_fill();
	reinit_completion(&env.done);
	t = kthread_create(run, NULL, "fixture");
	return !IS_ERR(t) && thread_end(t, &env.done);
}

/* ---- claims ---- */

static struct claim claims[NCLAIMS];
static DECLARE_BITMAP(ran, NCHOICES);
static unsigned int nclaims, choice;

static void watch(const struct kmapcheck_claim *c)
{
	unsigned int i;

	/* balance() has put the preempt count right: any switch may come */
	if (c->kind == KMAPCHECK_SWITCH && !env.inside)
		return;
	for (i = 0; i < nclaims; i++)
		if (claims[i].kind == c->kind &&
		    claims[i].release == c->release &&
		    claims[i].mapped == c->mapped)
			break;
	if (i == NCLAIMS)
		return;
	if (i == nclaims) {
		claims[i].kind = c->kind;
		claims[i].release = c->release;
		claims[i].mapped = c->mapped;
		bitmap_zero(claims[i].choices, NCHOICES);
		nclaims++;
	}
	__set_bit(choice, claims[i].choices);
}

static const char *const kinds[] = {
#define KIND(id, rule, what) [KMAPCHECK_##id] = #id,
#include "kind.def"
#undef KIND
};

static void site_text(char *to, size_t size, const struct kmapcheck_site *s)
{
	if (s)
		snprintf(to, size, "%s:%u", kbasename(s->file), s->line);
	else
		strscpy(to, "-", size);
}

static void claims_tell(unsigned int number)
{
	char released[64], mapped[64];
	unsigned int i;

	for (i = 0; i < nclaims; i++) {
		site_text(released, sizeof(released), claims[i].release);
		site_text(mapped, sizeof(mapped), claims[i].mapped);
		pr_notice("fixtures: %u %u %s %s %s %*pb\n", number,
			  env.contract, kinds[claims[i].kind],
			  released, mapped, (int)NCHOICES, claims[i].choices);
	}
}

/* ---- all of a fixture ---- */

/* Does choice @i make a difference, and may it be made? It is in env then. */
static bool choice_take(unsigned int i)
{
	const struct fx_fixture *f = env.fixture;

	choice = i;
	env.first = i % NFIRSTS;
	i /= NFIRSTS;
	env.second = i % NOTHERS;
	i /= NOTHERS;
	env.style = i % FX_STYLES;
	env.content = i / FX_STYLES;
	if ((f->numbers < 1 && env.first) || (f->numbers < 2 && env.second) ||
	    (!f->may_fail && env.style))
		return false;
	return !gently || (env.style != FX_FAILS &&
			   env.style != FX_FAILS_LATER &&
			   (env.content == ZEROES || env.content == GROWS) &&
			   (!f->numbers || (env.first && firsts[env.first] < 7)));
}

/* All choices under one contract. Negative: a thread did not come back. */
static int contract_run(const struct fx_function *only)
{
	unsigned int i, runs = 0;

	env.only = only;
	for (i = 0; i < NCHOICES; i++) {
		if (!choice_take(i))
			continue;
		if (!run_thread())
			return -1;
		__set_bit(i, ran);
		runs++;
	}
	return runs;
}

static bool fixture_run(unsigned int number)
{
	const struct fx_fixture *f = &fx_fixtures[number];
	const struct fx_function *one;
	unsigned int c;
	int runs, n;

	env.fixture = f;
	for (c = 0; c < FX_CONTRACTS; c++) {
		if (c & ~f->contracts || (c & FX_FIELDS && c & FX_EMPTY))
			continue;
		env.contract = c;
		env.unbalanced = false;
		nclaims = 0;
		bitmap_zero(ran, NCHOICES);
		runs = 0;
		for (one = f->functions; one->name && runs >= 0; one++) {
			n = contract_run(c & FX_SEQUENCE ? NULL : one);
			runs = n < 0 ? n : runs + n;
			if (c & FX_SEQUENCE)
				break;
		}
		claims_tell(number);
		if (runs < 0) {
			pr_notice("fixtures: %u %u stuck\n", number, c);
			return false;
		}
		pr_notice("fixtures: %u %u ran %d %s %*pb\n", number, c, runs,
			  env.unbalanced ? "unbalanced" : "balanced",
			  (int)NCHOICES, ran);
	}
	return true;
}

static bool memory_take(void)
{
	unsigned int i;

	pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, ORDER);
	pointers = kvcalloc(2 * NPOINTERS, sizeof(*pointers), GFP_KERNEL);
	arena = kvzalloc(ARENA, GFP_KERNEL);
	for (i = 0; i < NBUFFERS; i++) {
		buffers[i] = (char *)__get_free_pages(GFP_KERNEL, 2);
		if (!buffers[i])
			return false;
	}
	for (i = 0; i < NPAGES && pages; i++)
		SetPageUptodate(pages + i);
	return pages && pointers && arena;
}

static int __init fixtures_init(void)
{
	unsigned int i = 0;

	if (!memory_take())
		return -ENOMEM;
	init_completion(&env.done);
	init_completion(&later_done);
	WRITE_ONCE(kmapcheck_watch, watch);
	gently = strchr(which, 'g');
	sscanf(which, "%u", &i);
	for (; fx_fixtures[i].name; i++) {
		if (!fixture_run(i))
			break;
		gently = false;
	}
	WRITE_ONCE(kmapcheck_watch, NULL);
	pr_notice("fixtures: end\n");
	/* Threads that did not come back may be in here: stay. */
	return fx_fixtures[i].name ? 0 : -EAGAIN;
}
module_init(fixtures_init);

MODULE_DESCRIPTION("The fixtures of the analysis under the shim");
MODULE_LICENSE("GPL");
