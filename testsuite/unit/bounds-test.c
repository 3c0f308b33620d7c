/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of the bounds of the dataflow (doc/design.md 4.8): what is past
 * one is counted, and does not take findings away that do not rest on it.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "arena.h"
#include "unit-test.h"

static char text[1 << 17];
static size_t length;
static unsigned int block;	/* that the text is in */

static void __attribute__((format(printf, 1, 2))) add(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	length += (size_t)vsnprintf(text + length, sizeof(text) - length, fmt,
				    ap);
	va_end(ap);
}

/* A function @f with a parameter %1 (an object) and %2 (a page). */
static void begin(void)
{
	length = 0;
	block = 1;
	add("unit \"t.c\" bits 64 page 4096 kmax 16 highmem gfp 0x400\n"
	    "func @f(ptr %%1 \"o\", ptr %%2 \"page\") void {\nb1:\n");
}

/* Analyse the text with the bounds of @o; NULL: the default ones. */
static struct analysis *run(struct arena *a, const struct analyze_options *with)
{
	struct analyze_options o;
	struct ir_unit *u;
	const char *error;

	add("}\n");
	u = ir_parse(a, "t.ir", text, length, true, &error);
	if (!u) {
		fprintf(stderr, "%s\n%s", error, text);
		exit(2);
	}
	analyze_options_init(&o);
	o.slice = false;	/* what does nothing is to stay */
	o.check = true;
	if (with) {
		o.max_steps = with->max_steps;
		o.max_effort = with->max_effort;
		o.max_memory = with->max_memory;
		if (with->level)
			o.level = with->level;
	}
	return analyze_unit(a, u, known_table_new(a), &o);
}

/* The first function is in @state, because of @why. */
static void expect(struct analysis *r, enum analyze_state state,
		   const char *why, const char *name)
{
	check_text(r->stats.funcs[0].why, why, name);
	check(r->stats.funcs[0].state == state &&
	      r->stats.widened == (state == ANALYZE_WIDENED) &&
	      r->stats.given_up == (state == ANALYZE_GIVEN_UP),
	      "and it is counted");
}

static bool is_leak(const struct analysis *r, enum confidence c)
{
	return r->findings.n == 1 && r->findings.list[0]->rule == RULE_LEAK &&
	       r->findings.list[0]->confidence == c;
}

/* ---- memory and facts ---- */

static void test_cells_of_one_object(struct arena *a)
{
	struct analysis *r;
	unsigned int i;

	begin();
	for (i = 0; i < 70; i++)
		add("  store u64 %u, [%%1 + %u]\n", i, 8 * i);
	add("  %%3 = ptr call @kmap_local_page(%%2)\n  goto b2\nb2:\n  ret\n");
	r = run(a, NULL);
	expect(r, ANALYZE_WIDENED, "more places in memory than are kept",
	       "many fields of an object");
	check(is_leak(r, CONFIDENCE_CERTAIN), "a leak does not rest on them");
}

static void test_cells_of_many_objects(struct arena *a)
{
	unsigned int i;

	begin();
	for (i = 0; i < 70; i++)
		add("  %%%u = ptr load [%%1 + %u]\n  store u64 1, [%%%u + 0]\n",
		    10 + i, 8 * i, 10 + i);
	add("  %%3 = ptr call @kmap_local_page(%%2)\n  goto b2\n"
	    "b2:\n  call @__kunmap_local(%%3)\n  ret\n");
	expect(run(a, NULL), ANALYZE_WIDENED,
	       "more places in memory than are kept", "many objects");
}

static void test_facts(struct arena *a)
{
	unsigned int i;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n  goto b2\n");
	for (i = 2; i < 120; i++)
		add("b%u:\n  %%%u = u32 load [%%1 + %u]\n"
		    "  %%%u = u1 slt %%%u, 5\n  if %%%u, b%u, b120\n",
		    i, 2 * i, 8 * i, 2 * i + 1, 2 * i, 2 * i + 1, i + 1);
	add("b120:\n  call @__kunmap_local(%%3)\n  ret\n");
	expect(run(a, NULL), ANALYZE_WIDENED, "more conditions than are kept",
	       "many conditions");
}

/* ---- states ---- */

static void test_points(struct arena *a)
{
	unsigned int i;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n");
	for (i = 0; i < 300; i++)
		add("  %%%u = u1 load [%%1 + %u]\n"
		    "  %%%u = ptr select %%%u, %%2, 0\n"
		    "  store u8 1, [%%%u + 0]\n",
		    10 + 2 * i, i, 11 + 2 * i, 10 + 2 * i, 11 + 2 * i);
	add("  call @__kunmap_local(%%3)\n  ret\n");
	expect(run(a, NULL), ANALYZE_WIDENED, "too many paths in a block",
	       "many choices in a block");
}

/* @n mappings, each made on a condition of its own and put into the object. */
static void add_options(unsigned int n, const char *what, bool store)
{
	unsigned int i, b = block;

	for (i = 0; i < n; i++, b += 2) {
		add("  %%%u = u1 load [%%1 + %u]\n  if %%%u, b%u, b%u\nb%u:\n",
		    10 + 3 * i, 1000 + i, 10 + 3 * i, b + 1, b + 2, b + 1);
		if (store)
			add("  %%%u = ptr call @kmap_local_page(%%2)\n"
			    "  store ptr %%%u, [%%1 + %u]\n",
			    11 + 3 * i, 11 + 3 * i, 8 * i);
		else
			add("  %%%u = ptr load [%%1 + %u]\n  call @%s(%%%u)\n",
			    11 + 3 * i, 8 * i, what, 11 + 3 * i);
		add("  goto b%u\nb%u:\n", b + 2, b + 2);
	}
	add("  ret\n");
}

static void test_outcomes(struct arena *a)
{
	begin();
	add_options(5, "__kunmap_local", false);
	expect(run(a, NULL), ANALYZE_WIDENED, "more outcomes than are kept",
	       "many ways to release mappings of the caller");
}

static void test_combinations(struct arena *a)
{
	begin();
	add_options(7, NULL, true);
	expect(run(a, NULL), ANALYZE_WIDENED, "too many states in a block",
	       "many combinations of mappings made here");
	begin();
	add_options(7, "__kunmap_local", false);
	expect(run(a, NULL), ANALYZE_GIVEN_UP,
	       "mappings in too many combinations",
	       "many combinations of mappings of the caller");
}

/* A leak on a path that ends before states that differ are merged: it rests on
 * none of these, unless the mapping is released somewhere.
 */
static void test_leak_before(struct arena *a)
{
	struct analysis *r;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n"
	    "  %%4 = u1 load [%%1 + 3000]\n  if %%4, b16, b17\n"
	    "b16:\n  ret\nb17:\n");
	add_options(7, NULL, true);
	r = run(a, NULL);
	expect(r, ANALYZE_WIDENED, "too many states in a block",
	       "combinations after a leak");
	check(r->findings.n && r->findings.list[0]->rule == RULE_LEAK &&
	      r->findings.list[0]->confidence == CONFIDENCE_LIKELY,
	      "the leak does not rest on them");
}

/* Flags that tell states with the same mappings apart are forgotten before
 * mappings are.
 */
static void test_room(struct arena *a)
{
	unsigned int i;

	begin();
	for (i = 0; i < 2; i++, block += 2)
		add("  %%%u = u1 load [%%1 + %u]\n  if %%%u, b%u, b%u\n"
		    "b%u:\n  goto b%u\nb%u:\n  %%%u = u32 phi b%u: 0, b%u: 1\n",
		    100 + i, 2000 + i, 100 + i, block + 1, block + 2,
		    block + 1, block + 2, block + 2, 102 + i, block, block + 1);
	add_options(4, NULL, true);
	length -= strlen("  ret\n");
	add("  store u32 %%102, [%%1 + 4000]\n"
	    "  store u32 %%103, [%%1 + 4004]\n  ret\n");
	check(run(a, NULL)->stats.funcs[0].state == ANALYZE_EXACT,
	      "states that agree make room");
}

/* ---- what callers see; rounds; steps ---- */

static void test_uses(struct arena *a)
{
	unsigned int i;

	begin();
	for (i = 0; i < 30; i++)
		add("  %%%u = ptr load [%%1 + %u]\n"
		    "  call @sg_init_one(%%2, %%%u, 4)\n",
		    10 + i, 8 * i, 10 + i);
	add("  %%3 = ptr call @kmap_local_page(%%2)\n"
	    "  call @__kunmap_local(%%3)\n  ret\n");
	expect(run(a, NULL), ANALYZE_WIDENED, "more uses than callers are told of",
	       "many addresses taken for linear ones");
}

static void test_generations(struct arena *a)
{
	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n  goto b2\n"
	    "b2:\n  %%4 = u64 phi b1: 0, b2: %%5\n"
	    "  %%7 = u64 call @next()\n  %%8 = u64 shl %%4, 3\n"
	    "  %%9 = ptr add %%1, %%8\n  store u64 %%7, [%%9 + 0]\n"
	    "  %%5 = u64 add %%4, 1\n  %%6 = u1 ult %%5, 30\n"
	    "  if %%6, b2, b3\n"
	    "b3:\n  call @__kunmap_local(%%3)\n  ret\n");
	expect(run(a, NULL), ANALYZE_WIDENED,
	       "more rounds of a loop than are told apart",
	       "results of many rounds are kept");
}

static void add_loads(unsigned int n)
{
	unsigned int i;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n");
	for (i = 0; i < n; i++)
		add("  %%%u = u32 load [%%1 + %u]\n", 10 + i, 4 * i);
	add("  call @__kunmap_local(%%3)\n  ret\n");
}

static void test_steps(struct arena *a)
{
	struct analyze_options o = { .max_steps = 10 };

	add_loads(20);
	expect(run(a, &o), ANALYZE_GIVEN_UP, "too many steps",
	       "many instructions");
}

/* @n tests, of which nothing but the facts is left: states that are merged. */
static void add_tests(unsigned int n)
{
	unsigned int i;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n  goto b2\n");
	for (i = 2; i < n + 2; i++)
		add("b%u:\n  %%%u = u1 load [%%1 + %u]\n"
		    "  if %%%u, b%u, b%u\nb%u:\n  store u64 %u, [%%2 + %u]\n"
		    "  goto b%u\n", 2 * i - 2, 8 + i, i, 8 + i, 2 * i - 1,
		    2 * i, 2 * i - 1, i, 8 * i, 2 * i);
	add("b%u:\n  call @__kunmap_local(%%3)\n  ret\n", 2 * n + 2);
}

static void test_effort(struct arena *a)
{
	struct analyze_options o = { .max_effort = 2000 };

	add_tests(4);
	expect(run(a, &o), ANALYZE_EXACT, NULL, "a few tests");
	add_tests(20);
	expect(run(a, &o), ANALYZE_GIVEN_UP, "too much effort", "many tests");
	add_tests(20);
	expect(run(a, NULL), ANALYZE_EXACT, NULL, "they are not too many");
}

static void test_memory(struct arena *a)
{
	struct analyze_options o = { .max_memory = 1 << 16 };

	add_tests(4);
	expect(run(a, &o), ANALYZE_EXACT, NULL, "little memory");
	add_tests(20);
	expect(run(a, &o), ANALYZE_GIVEN_UP, "too much memory", "much memory");
}

/* Two functions that call each other, each with one more mapping live. */
static void test_recursion(struct arena *a)
{
	struct analysis *r;

	begin();
	add("  %%3 = ptr call @kmap_local_page(%%2)\n"
	    "  call @g(%%1, %%2)\n"
	    "  call @__kunmap_local(%%3)\n  ret\n}\n"
	    "func @g(ptr %%1 \"o\", ptr %%2 \"page\") void {\nb1:\n"
	    "  %%3 = u1 load [%%1 + 0]\n  if %%3, b2, b3\n"
	    "b2:\n  %%4 = ptr call @kmap_local_page(%%2)\n"
	    "  call @f(%%1, %%2)\n"
	    "  call @__kunmap_local(%%4)\n  ret\nb3:\n  ret\n");
	r = run(a, NULL);
	check_text(r->stats.funcs[0].why,
		   "a recursion that shows more with every round",
		   "a recursion that maps");
	check(r->stats.widened > 0, "and it is counted");
}

/* A path that skips a loop, which only the weakest level follows, ends in too
 * many combinations. On the others a mapping is released twice.
 */
static void test_level(struct arena *a)
{
	struct analyze_options o = { .level = CONFIDENCE_POSSIBLE };
	enum analyze_state state[] = { ANALYZE_EXACT, ANALYZE_GIVEN_UP };
	struct analysis *r;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		begin();
		add("  %%3 = ptr call @kmap_local_page(%%2)\n"
		    "  %%4 = u64 load [%%1 + 3000]\n  goto b16\n"
		    "b16:\n  %%5 = u64 phi b1: 0, b17: %%6\n"
		    "  %%7 = u1 ult %%5, %%4\n  if %%7, b17, b18\n"
		    "b17:\n  %%6 = u64 add %%5, 1\n  goto b16\n"
		    "b18:\n  call @__kunmap_local(%%3)\n"
		    "  %%8 = u1 ne %%5, 0\n  if %%8, b19, b20\n"
		    "b19:\n  call @__kunmap_local(%%3)\n  ret\nb20:\n");
		add_options(7, "__kunmap_local", false);
		r = run(a, i ? &o : NULL);
		check(r->stats.funcs[0].state == state[i] &&
		      r->findings.n == 1 &&
		      r->findings.list[0]->rule == RULE_DOUBLE,
		      i ? "a finding at the weakest level, too" :
		      "a finding at the default level");
		check(r->stats.analysed == 1 && r->stats.given_up == i,
		      "functions are counted once");
	}
}

int main(void)
{
	struct arena *a = arena_new();

	test_cells_of_one_object(a);
	test_cells_of_many_objects(a);
	test_facts(a);
	test_points(a);
	test_outcomes(a);
	test_combinations(a);
	test_leak_before(a);
	test_room(a);
	test_uses(a);
	test_generations(a);
	test_steps(a);
	test_effort(a);
	test_memory(a);
	test_recursion(a);
	test_level(a);
	arena_free(a);
	return check_end();
}
