/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of the coding of numbers.
 */
#include <stdlib.h>

#include "arena.h"
#include "record-format.h"
#include "unit-test.h"

#define N 20000

/* SplitMix64: the same numbers everywhere. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* Number @k of a series: small ones, large ones, all lengths. */
static uint64_t number(unsigned int series, uint64_t *state)
{
	uint64_t x = next_random(state);

	return series == 0 ? x % 4 : series == 1 ? x >> 1 >> x % 63 :
	       series == 2 ? 7 : x % 1000;
}

static unsigned char *write_series(struct arena *arena, unsigned int series,
				   size_t *size)
{
	struct code *c = code_writer(arena);
	uint32_t more[CODE_MORE] = { 0 };
	uint64_t state = series, n;
	unsigned int k;

	for (k = 0; k < N; k++) {
		n = number(series, &state);
		code_put(c, k % CODE_KINDS, more, k % CODE_KINDS % 2 ?
			 CODE_FEW : CODE_MORE, n);
		more[k % CODE_MORE] = (uint32_t)n;
	}
	return code_bytes(c, size);
}

/* How many of the numbers come back. */
static unsigned int read_series(struct code *c, unsigned int series)
{
	uint32_t more[CODE_MORE] = { 0 };
	uint64_t state = series, n;
	unsigned int k, same = 0;

	for (k = 0; k < N; k++) {
		n = number(series, &state);
		same += code_get(c, k % CODE_KINDS, more, k % CODE_KINDS % 2 ?
				 CODE_FEW : CODE_MORE) == n;
		more[k % CODE_MORE] = (uint32_t)n;
	}
	return same;
}

static void test_series(unsigned int series, size_t most, const char *name)
{
	struct arena *arena = arena_new();
	size_t size;
	unsigned char *bytes = write_series(arena, series, &size);
	struct code *c = code_reader(arena, bytes, size);

	check(read_series(c, series) == N && !code_overrun(c), name);
	check(size < most, "  and in few bytes");
	arena_free(arena);
}

static void test_overrun(void)
{
	struct arena *arena = arena_new();
	size_t size;
	unsigned char *bytes = write_series(arena, 3, &size);
	struct code *c = code_reader(arena, bytes, size / 2);

	check(read_series(c, 3) < N && code_overrun(c),
	      "the end is noticed when half is missing");
	c = code_reader(arena, bytes, 0);
	read_series(c, 3);
	check(code_overrun(c), "and when there is nothing");
	arena_free(arena);
}

static void test_largest(void)
{
	struct arena *arena = arena_new();
	uint32_t more[CODE_MORE] = { 1, 2, 3 };
	struct code *c = code_writer(arena);
	size_t size;
	unsigned char *bytes;

	code_put(c, 0, more, CODE_MORE, INT64_MAX - 1);
	code_put(c, 63, more, CODE_FEW, 0);
	bytes = code_bytes(c, &size);
	c = code_reader(arena, bytes, size);
	check(code_get(c, 0, more, CODE_MORE) == INT64_MAX - 1 &&
	      code_get(c, 63, more, CODE_FEW) == 0,
	      "the largest and the smallest number");
	arena_free(arena);
}

/* Halving finds each of the strings that every record begins with. */
static void test_presets(void)
{
	unsigned int t, i, n, lost = 0, all = 0;

	for (t = 0; t < RECORD_TABLES; t++) {
		n = record_presets((enum record_table)t);
		all += n;
		for (i = 0; i < n; i++)
			lost += record_preset_find((enum record_table)t,
				record_preset((enum record_table)t, i)) !=
				(int)i;
	}
	check(all > 0 && !lost, "preset strings are in order");
	check(record_preset_find(RECORD_SYMBOLS, "no_such_function") == -1 &&
	      record_preset_find(RECORD_TEXTS, "kfree") == -1 &&
	      record_preset_find(RECORD_SYMBOLS, "kfree") >= 0,
	      "and others are none");
}

int main(void)
{
	/* entropy: 2 bits a number; any; none; 10 bits, learnt 64 times */
	test_series(0, N * 3 / 8, "small numbers");
	test_series(1, N * 6, "numbers of all lengths");
	test_series(2, N / 100, "always the same number");
	test_series(3, N * 13 / 8, "numbers below 1000");
	test_overrun();
	test_largest();
	test_presets();
	return check_end();
}
