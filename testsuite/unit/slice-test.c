/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of the slice and of control dependence: what must stay of a
 * function, and what must not.
 */
#include <stdlib.h>

#include "arena.h"
#include "control.h"
#include "ir.h"
#include "known.h"
#include "slice.h"
#include "unit-test.h"

#define UNIT "unit \"t.c\" bits 64 page 4096 kmax 16 highmem gfp 0x400\n"

static struct ir_unit *parse(struct arena *arena, const char *text)
{
	const char *error;
	struct ir_unit *u = ir_parse(arena, "t", text, strlen(text), false,
				     &error);

	if (!u) {
		printf("ERROR: %s\n", error);
		exit(2);
	}
	return u;
}

/* The slice of @text, printed. */
static char *slice(struct arena *arena, const char *text)
{
	struct ir_unit *u = parse(arena, text);
	const char *wrong;
	char *out = NULL, *copy;
	size_t size;
	FILE *f;

	slice_unit(u, known_table_new(arena));
	wrong = ir_check_unit(u);
	f = open_memstream(&out, &size);
	ir_print(u, f);
	fclose(f);
	copy = arena_strdup(arena, wrong ? wrong : out);
	free(out);
	return copy;
}

static void check_slice(const char *text, const char *has, const char *hasnt,
			const char *name)
{
	struct arena *arena = arena_new();
	char *got = slice(arena, text);
	bool ok = (!has || strstr(got, has)) && (!hasnt || !strstr(got, hasnt));

	check(ok, name);
	if (!ok)
		printf("%s\n", got);
	arena_free(arena);
}

#define RELEASED						\
	"  %9 \"p\" = ptr call @kmap_local_page(%1)\n"		\
	"  call @__kunmap_local(%9)\n  ret\n}\n"

static void test_what_goes(void)
{
	check_slice(UNIT "func @f(ptr %1, u32 %2) void {\nb1:\n"
		    "  %3 = u1 eq %2, 0\n  if %3, b2, b3\nb2:\n"
		    "  call @other(%2)\n  goto b3\nb3:\n" RELEASED,
		    "@kmap_local_page", "if ",
		    "a branch that decides nothing");
	check_slice(UNIT "func @f(ptr %1, u32 %2) void {\nb1:\n"
		    "  %3 = u1 ne 1, 0\n  if %3, b2, b3\nb2:\n  goto b3\nb3:\n"
		    RELEASED, "@kmap_local_page", "if ", "a constant branch");
	check_slice(UNIT "func @f(ptr %1, ptr %2) void {\nb1:\n"
		    "  %3 = u32 load [%2 + 4] \"s.count\"\n"
		    "  %4 = u32 add %3, 1\n"
		    "  store u32 %4, [%2 + 4] \"s.count\"\n" RELEASED,
		    NULL, "s.count", "memory that nothing asks about");
	check_slice(UNIT "func @g(u32 %1) u32 static {\nb1:\n"
		    "  %2 = u32 mul %1, 3\n  ret %2\n}\n"
		    "func @f(ptr %1, u32 %2) void {\nb1:\n"
		    "  %3 = u32 call @g(%2)\n" RELEASED,
		    NULL, "call @g", "a callee that only computes");
	check_slice(UNIT "func @f(ptr %1, u32 %2) void {\nb1:\n  goto b2\nb2:\n"
		    "  %3 = u32 phi b1: 0, b2: %4\n  %4 = u32 add %3, 1\n"
		    "  %5 = u1 ult %4, %2\n  if %5, b2, b3\nb3:\n" RELEASED,
		    NULL, "phi", "a loop in which nothing is done");
}

static void test_what_stays(void)
{
	check_slice(UNIT "func @f(ptr %1, ptr %2) void {\nb1:\n"
		    "  %3 = u32 load [%2 + 4] \"s.on\"\n  %4 = u1 ne %3, 0\n"
		    "  if %4, b2, b3\nb2:\n  goto b4\nb3:\n  ret\nb4:\n"
		    RELEASED, "if ", "s.on",
		    "a branch that decides; what it asks once is opaque");
	check_slice(UNIT "func @f(ptr %1, ptr %2, ptr %8) void {\nb1:\n"
		    "  %3 = u32 load [%2 + 4] \"s.on\"\n  %4 = u1 ne %3, 0\n"
		    "  if %4, b2, b3\nb2:\n"
		    "  %5 \"p\" = ptr call @kmap_local_page(%1)\n  goto b3\n"
		    "b3:\n  %6 \"p\" = ptr phi b1: 0, b2: %5\n"
		    "  %7 = u32 load [%2 + 4] \"s.on\"\n  %10 = u1 ne %7, 0\n"
		    "  if %10, b4, b5\nb4:\n  call @__kunmap_local(%6)\n"
		    "  goto b5\nb5:\n  ret\n}\n", "load", "opaque",
		    "what is asked twice is the same place");
	check_slice(UNIT "func @g(ptr %1) void static {\nb1:\n"
		    "  call @mutex_lock(%1)\n  ret\n}\n"
		    "func @f(ptr %1, ptr %2) void {\nb1:\n"
		    "  %3 \"p\" = ptr call @kmap_atomic(%1)\n"
		    "  call @g(%2)\n  call @__kunmap_atomic(%3)\n  ret\n}\n",
		    "@mutex_lock", NULL, "a sleeper below kmap_atomic()");
	check_slice(UNIT "func @g(ptr %1) void static {\nb1:\n"
		    "  call @mutex_lock(%1)\n  ret\n}\n"
		    "func @f(ptr %1, ptr %2) void {\nb1:\n  call @g(%2)\n"
		    RELEASED, NULL, "@mutex_lock",
		    "but not one where nothing is atomic");
	check_slice(UNIT "func @f(ptr %1, u64 %2) void {\nb1:\n"
		    "  %3 = u1 ugt %2, 4096\n  if %3, b2, b3\nb2:\n"
		    "  call @panic() noreturn\n  unreachable\nb3:\n"
		    "  %4 \"p\" = ptr call @kmap_local_page(%1)\n"
		    "  %5 = ptr add %4, %2\n  call @__kunmap_local(%5)\n  ret\n}\n",
		    "ugt", "@panic", "what a dead end tells of an offset");
}

/* Block 4 hangs on the branch of 1; 5, where all meet, on none. */
static void test_control(void)
{
	struct arena *arena = arena_new();
	struct ir_unit *u = parse(arena, UNIT
		"func @f(u1 %1, u1 %2) void {\nb1:\n  if %1, b2, b5\nb2:\n"
		"  if %2, b3, b4\nb3:\n  goto b4\nb4:\n  goto b5\nb5:\n"
		"  ret\n}\n");
	struct control *c = control_new(arena, u->funcs[0], NULL);

	check(c->next[1] == 5 && c->next[2] == 4 && c->next[3] == 4 &&
	      c->next[4] == 5 && c->next[5] == 0, "immediate postdominators");
	check(c->start[5] - c->start[4] == 1 && c->branch[c->start[4]] == 1,
	      "a block hangs on the branch that can avoid it");
	check(c->start[4] - c->start[3] == 1 && c->branch[c->start[3]] == 2,
	      "an inner one on the inner branch");
	check(c->start[6] == c->start[5], "where all meet, on none");
	arena_free(arena);
}

static void test_endless(void)
{
	struct arena *arena = arena_new();
	struct ir_unit *u = parse(arena, UNIT
		"func @f(u1 %1) void {\nb1:\n  if %1, b2, b3\nb2:\n  goto b2\n"
		"b3:\n  ret\n}\n");
	struct control *c = control_new(arena, u->funcs[0], NULL);

	check(c->next[1] == 0 && c->start[3] - c->start[2] == 1,
	      "an endless loop hangs on the branch before it");
	arena_free(arena);
}

int main(void)
{
	test_what_goes();
	test_what_stays();
	test_control();
	test_endless();
	return check_end();
}
