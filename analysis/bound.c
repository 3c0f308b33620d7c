/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The most that a sum can be, where facts have to be chained: from size <= rest
 * and offset + rest <= 4096 follows offset + size <= 4096.
 *
 * Facts are intervals of sums (facts.c), and state_range() asks for the sum
 * itself and for its symbols. Here the sum is split into one that a fact tells
 * of and what is left, in every way that leaves no more symbols, a few times
 * over. That takes too long to be done for every question.
 */
#include "state.h"

#define CHAIN 3

static int64_t upper(const struct state *s, ex e, unsigned int depth);

/* Do both have a symbol with the same coefficient? */
static bool shares(ex e, ex key, int64_t sign)
{
	uint32_t i = 0, j = 0;

	while (i < e->n && j < key->n) {
		if (e->t[i].sym == key->t[j].sym) {
			if (e->t[i].coef == sign * key->t[j].coef)
				return true;
			i++;
			j++;
		} else if (e->t[i].sym < key->t[j].sym) {
			i++;
		} else {
			j++;
		}
	}
	return false;
}

static int64_t sum(int64_t a, int64_t b)
{
	int64_t r;

	if (a == INT64_MAX || b == INT64_MAX ||
	    __builtin_add_overflow(a, b, &r))
		return INT64_MAX;
	return r;
}

/* The bound that @f gives: @e is @sign times its key, and the rest. */
static int64_t split(const struct state *s, ex e, const struct fact *f,
		     int64_t sign, unsigned int depth)
{
	int64_t most = sign > 0 ? f->range.hi : f->range.lo;
	ex rest;

	if (most == INT64_MAX || most == INT64_MIN || !shares(e, f->key, sign))
		return INT64_MAX;
	rest = sign > 0 ? expr_sub(s->es, e, f->key) :
			  expr_add(s->es, e, f->key);
	if (rest->n > e->n)
		return INT64_MAX;
	return sum(sign * most, upper(s, rest, depth - 1));
}

static int64_t upper(const struct state *s, ex e, unsigned int depth)
{
	int64_t most = state_range(s, e).hi, other;
	unsigned int i;

	for (i = 0; depth && e->n && i < s->nfacts; i++) {
		const struct fact *f = &s->facts[i];

		if (f->key->n < 2)
			continue;
		other = split(s, e, f, 1, depth);
		most = other < most ? other : most;
		other = split(s, e, f, -1, depth);
		most = other < most ? other : most;
	}
	return most;
}

int64_t state_upper(const struct state *s, ex e)
{
	return upper(s, e, CHAIN);
}
