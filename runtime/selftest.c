/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The self-test's runner: steps become calls of the hooks with sites of their
 * own, whose line is the number of the step; claims on these are compared with
 * what is expected. The pages are not really mapped: it is the shim that is
 * tested, and the kernel's own stack of mappings stays as it is.
 */
#include "selftest.h"

#include "pks.h"

static const char file[] = "selftest";

static const struct {
	char map, release;
	u8 family;
	const char *map_api, *release_api;
} letters[] = {
	{ 'K', 'k', KMAPCHECK_KMAP, "kmap", "kunmap" },
	{ 'L', 'l', KMAPCHECK_LOCAL, "kmap_local_page", "kunmap_local" },
	{ 'A', 'a', KMAPCHECK_ATOMIC, "kmap_atomic", "kunmap_atomic" },
	{ 'P', 'p', KMAPCHECK_PTE, "pte_offset_map", "pte_unmap" },
	{ 'I', 'i', KMAPCHECK_IOLOCAL, "io_mapping_map_local_wc",
	  "io_mapping_unmap_local" },
	{ 'J', 'j', KMAPCHECK_IOATOMIC, "io_mapping_map_atomic_wc",
	  "io_mapping_unmap_atomic" },
	{ 'Y', 'y', KMAPCHECK_LOCAL, "kmap_local_page", "kunmap_local" },
};

/* A case that runs. */
static struct {
	const struct selftest_case *c;
	struct kmapcheck_site sites[SELFTEST_STEPS];
	struct selftest_expect seen[SELFTEST_EXPECTS];
	atomic_t nseen;
	bool failed;			/* a step could not be done */
} run;

/* Steps from @text on, the first of which is number @n. */
struct part {
	const char *text;
	const char *end;
	unsigned int n;
};

static void run_part(void *ctx);

static u8 step_of(const struct kmapcheck_site *site)
{
	return site && site->file == file ? site->line : 0;
}

/* kmapcheck_watch: other tasks' claims are theirs. */
static void watch(const struct kmapcheck_claim *c)
{
	struct selftest_expect seen = {
		c->kind, step_of(c->release), step_of(c->mapped),
		step_of(c->other)
	};
	unsigned int n;

	if (!seen.release && !seen.mapped)
		return;
	n = atomic_inc_return(&run.nseen);
	if (n <= SELFTEST_EXPECTS)
		run.seen[n - 1] = seen;
}

static const char *find_end(const char *text, const char *end, char open,
			    char close, unsigned int *steps)
{
	unsigned int depth = 0;

	for (*steps = 0; text < end; text++) {
		*steps += *text == ' ';
		depth += *text == open;
		if (*text == close && !depth--)
			return text;
	}
	return end;
}

/* A block: run what is in it elsewhere. @p is left behind its end. */
static void run_block(struct part *p)
{
	struct part inner = { p->text + 2, p->end, p->n + 1 };
	char open = *p->text;
	char close = open == '[' ? ']' : open == '(' ? ')' : '}';
	unsigned int steps;
	bool ok;

	inner.end = find_end(inner.text, p->end, open, close, &steps);
	if (open == '[')
		ok = selftest_thread(run_part, &inner);
	else
		ok = selftest_interrupt(open == '(' ? 2 : 1, run_part, &inner);
	if (!ok)
		run.failed = true;
	p->text = inner.end;
	p->n += steps + 1;
}

static unsigned long address_of(char letter, unsigned int page)
{
	if (letter == 'Y' || letter == 'y')
		return selftest_keyed(page);
	return selftest_address(page);
}

static const void *argument(const char *step, u8 family)
{
	unsigned int page = step[1] - '0';
	unsigned long addr = address_of(step[0], page);
	bool other = step[2] == '#';

	if (family == KMAPCHECK_KMAP ? !other : other)
		return selftest_page(page);
	if (step[2] == '+')
		addr += PAGE_SIZE - 1;
	if (step[2] == '>')
		addr += PAGE_SIZE;
	return (const void *)addr;
}

static struct kmapcheck_site *site_of(unsigned int n, unsigned int i, u8 op)
{
	struct kmapcheck_site *site = &run.sites[n - 1];

	site->file = file;
	site->func = run.c->name;
	site->api = op == KMAPCHECK_MAPS ? letters[i].map_api :
		letters[i].release_api;
	site->line = n;
	site->family = letters[i].family;
	site->op = op;
	site->version = KMAPCHECK_SITE_VERSION;
	return site;
}

static bool run_call(const char *step, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(letters); i++) {
		if (step[0] == letters[i].map)
			__kmapcheck_map((void *)address_of(step[0],
							   step[1] - '0'),
					site_of(n, i, KMAPCHECK_MAPS));
		else if (step[0] == letters[i].release)
			__kmapcheck_unmap(argument(step, letters[i].family),
					  site_of(n, i, KMAPCHECK_RELEASES));
		else
			continue;
		return true;
	}
	return false;
}

static void run_key(char what, int key)
{
	u32 pkrs = kmapcheck_pks->read() & ~(PKS_AD(key) | PKS_WD(key));

	if (what == 'c')
		pkrs |= PKS_AD(key) | PKS_WD(key);
	else if (what == 'r')
		pkrs |= PKS_WD(key);
	kmapcheck_pks->write(pkrs);
}

static void run_step(const char *step, unsigned int n)
{
	if (run_call(step, n))
		return;
	switch (*step) {
	case 'o':
	case 'r':
	case 'c':
		run_key(*step, step[1] - '0');
		break;
	case 'R':
		__kmapcheck_return();
		break;
	case 'X':
		__kmapcheck_exit();
		break;
	case 'S':
		__kmapcheck_switch();
		break;
	case '!':
		kmapcheck_enable(false, false);
		kmapcheck_enable(true, false);
		break;
	default:
		run.failed = true;
	}
}

static void run_part(void *ctx)
{
	struct part *p = ctx;

	for (; p->text < p->end; p->text++) {
		if (*p->text == ' ') {
			p->n++;
			continue;
		}
		if (p->text[0] && strchr("[({", *p->text)) {
			run_block(p);
			continue;
		}
		run_step(p->text, p->n);
		while (p->text + 1 < p->end && p->text[1] != ' ')
			p->text++;
	}
}

/* Preemption would switch tasks in a region that only seems atomic. */
static void run_steps(void *ctx)
{
	const char *steps = run.c->steps;
	struct part p = { steps, steps + strlen(steps), 1 };
	bool pin = !strpbrk(steps, "[!");

	(void)ctx;
	if (pin)
		selftest_pin(true);
	run_part(&p);
	if (pin)
		selftest_pin(false);
}

/* Why the case cannot be run here; NULL: it can. */
static const char *why_not(const struct selftest_case *c)
{
	bool keys = c->needs & NEEDS_KEYS;

	if (c->needs & NEEDS_START && !kmapcheck_trust_kmap())
		return "the checks were not on from the start";
	if (c->needs & NEEDS_NO_START && kmapcheck_trust_kmap())
		return "what is known from the start would be lost";
	if (c->needs & NEEDS_NO_RT && KMAPCHECK_RT)
		return "not atomic with PREEMPT_RT";
	if (keys && !READ_ONCE(kmapcheck_pks)->present())
		return "no protection keys";
	if (keys && (!selftest_keyed(1) || !selftest_keyed(2)))
		return "no page with a protection key";
	if (c->needs & NEEDS_NO_GUARD && READ_ONCE(kmapcheck_pks)->close)
		return "keys are closed by the guard";
	return NULL;
}

static bool as_expected(const struct selftest_case *c)
{
	return !run.failed && atomic_read(&run.nseen) == (int)c->n &&
		!memcmp(run.seen, c->expect, c->n * sizeof(*c->expect));
}

static void print_expects(const char *what, const struct selftest_expect *e,
			  unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n && i < SELFTEST_EXPECTS; i++)
		pr_info("# %s: %s, steps %u %u %u\n", what,
			kmapcheck_kinds[e[i].kind].name, e[i].release,
			e[i].mapped, e[i].other);
}

/* 1: it failed. */
static int run_case(const struct selftest_case *c, unsigned int n)
{
	memset(&run, 0, sizeof(run));
	run.c = c;
	WRITE_ONCE(kmapcheck_watch, watch);
	if (!selftest_thread(run_steps, NULL))
		run.failed = true;
	WRITE_ONCE(kmapcheck_watch, NULL);
	if (as_expected(c)) {
		pr_info("ok %u %s\n", n, c->name);
		return 0;
	}
	print_expects("expected", c->expect, c->n);
	print_expects("seen", run.seen, atomic_read(&run.nseen));
	pr_info("not ok %u %s\n", n, c->name);
	return 1;
}

static int run_all(void)
{
	const struct selftest_case *c = selftest_cases;
	unsigned int i, skipped = 0, failed = 0;
	const char *why;

	pr_info("KTAP version 1\n");
	pr_info("1..%u\n", selftest_ncases);
	for (i = 1; i <= selftest_ncases; i++, c++) {
		why = why_not(c);
		if (why)
			pr_info("ok %u %s # SKIP %s\n", i, c->name, why);
		else
			failed += run_case(c, i);
		skipped += !!why;
	}
	pr_info("# kmapcheck: pass:%u fail:%u skip:%u total:%u\n",
		selftest_ncases - failed - skipped, failed, skipped,
		selftest_ncases);
	return failed;
}

int kmapcheck_selftest_run(void)
{
	static atomic_t running;
	int failed = -ENOMEM;

	if (!kmapcheck_enabled()) {
		pr_info("kmapcheck: the self-test needs the checks switched on\n");
		return -EINVAL;
	}
	if (atomic_cmpxchg(&running, 0, 1))
		return -EBUSY;
	kmapcheck_pairs_forget();
	if (selftest_begin())
		failed = run_all();
	selftest_end();
	atomic_set_release(&running, 0);
	return failed;
}
