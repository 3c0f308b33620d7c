/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A number n below 2^63 is coded as bits: how many bits n + 1 has, in unary,
 * then those bits but the first. Each bit is predicted in all its contexts, and
 * the predictions are mixed with weights that learn. There are weights for each
 * kind and each set of contexts that were seen before.
 *
 * Invariants:
 *  1 low <= high, and all bits that both agree on have been written or read
 *  2 a prediction is never 0 or 1
 */
#include "code.h"

#include <string.h>

#include "arena.h"

#define INPUTS (CODE_MORE + 1)
#define SEEN (1u << CODE_MORE)	/* sets of contexts seen before */
#define SLOTS 65536u		/* predictions, by hash of their context */
#define LIMIT 24		/* observations after which one adapts no slower */
#define ONE 65536		/* weight 1 */

struct slot {
	uint16_t p;			/* that the bit is 1, of 65536 */
	uint8_t n;			/* observations */
	uint8_t check;			/* of the context that it is used by */
};

struct code {
	struct arena *arena;
	bool writing;
	uint32_t low, high, value;	/* value: reading */
	const unsigned char *in, *end;
	unsigned int past;		/* bytes read after the end */
	unsigned char *out;
	unsigned int n, cap;
	struct slot *slots;
	int32_t weights[CODE_KINDS][SEEN][INPUTS];
	/* of the bit at hand */
	unsigned int inputs;
	int32_t *weight;
	struct slot *at[INPUTS];
	int32_t stretched[INPUTS];
	int32_t mixed;			/* the prediction, of 65536 */
	const int16_t *stretch;		/* by p >> 4 */
};

/* ---- logistic functions ---- */

/* 65536 / (1 + e^(-x / 256)), interpolated between 33 points. */
static int32_t squash(int32_t x)
{
	static const uint16_t points[33] = {
		22, 36, 59, 98, 161, 266, 438, 720, 1179, 1925, 3108, 4969,
		7812, 11974, 17625, 24743, 32768, 40793, 47911, 53562, 57724,
		60567, 62428, 63611, 64357, 64816, 65098, 65270, 65375, 65438,
		65477, 65500, 65514
	};
	int32_t at, rest;

	if (x >= 2047)
		return points[32];
	if (x <= -2047)
		return points[0];
	at = (x + 2048) >> 7;
	rest = (x + 2048) & 127;
	return (points[at] * (128 - rest) + points[at + 1] * rest) >> 7;
}

/* Its inverse, as a table: the first x that squash() takes there. */
static const int16_t *stretch_table(struct arena *arena)
{
	int16_t *table = ARENA_ARRAY(arena, int16_t, 4096);
	int32_t x, next = 0, p;

	for (x = -2047; x <= 2047; x++) {
		p = squash(x) >> 4;
		for (; next <= p; next++)
			table[next] = (int16_t)x;
	}
	for (; next < 4096; next++)
		table[next] = 2047;
	return table;
}

/* ---- predictions ---- */

static struct code *code_new(struct arena *arena)
{
	struct code *c = ARENA_NEW(arena, struct code);
	int32_t *weight = &c->weights[0][0][0];
	unsigned int k;

	c->arena = arena;
	c->high = UINT32_MAX;
	c->slots = ARENA_ARRAY(arena, struct slot, SLOTS);
	for (k = 0; k < SLOTS; k++)
		c->slots[k].p = ONE / 2;
	for (k = 0; k < sizeof(c->weights) / sizeof(*weight); k++)
		weight[k] = ONE * 3 / 10;
	c->stretch = stretch_table(arena);
	return c;
}

static uint32_t hash(uint32_t a, uint32_t b)
{
	a = (a ^ b * 0x9e3779b1u) * 0x85ebca6bu;
	return a ^ a >> 15;
}

/* The prediction of context @h; one that another left behind starts anew. */
static struct slot *find(struct code *c, uint32_t h)
{
	struct slot *s = &c->slots[h % SLOTS];
	uint8_t check = (uint8_t)(h >> 24);

	if (s->check != check) {
		s->check = check;
		s->p = ONE / 2;
		s->n = 0;
	}
	return s;
}

static void predict(struct code *c, unsigned int kind,
		    const uint32_t *contexts, uint32_t node)
{
	unsigned int k, seen = 0;
	int64_t sum = 0;

	for (k = 0; k < c->inputs; k++) {
		c->at[k] = find(c, hash(contexts[k], node));
		c->stretched[k] = c->stretch[c->at[k]->p >> 4];
		seen = seen << 1 | (k && c->at[k]->n);
	}
	c->weight = c->weights[kind][seen];
	for (k = 0; k < c->inputs; k++)
		sum += (int64_t)c->weight[k] * c->stretched[k];
	sum /= ONE;
	c->mixed = squash(sum > 2047 ? 2047 : sum < -2047 ? -2047 :
			  (int32_t)sum);
}

static void learn(struct code *c, bool bit)
{
	int32_t error = (bit ? ONE - 1 : 0) - c->mixed;
	unsigned int k;

	for (k = 0; k < c->inputs; k++) {
		struct slot *s = c->at[k];
		int32_t target = bit ? ONE - 1 : 0;

		c->weight[k] += (int32_t)((int64_t)c->stretched[k] *
						 error / 16384);
		s->p = (uint16_t)(s->p + (target - s->p) * 4 / (4 * s->n + 5));
		if (s->p < 32)
			s->p = 32;
		if (s->p > ONE - 33)
			s->p = ONE - 33;
		s->n += s->n < LIMIT;
	}
}

/* ---- the coder ---- */

static uint32_t middle(const struct code *c)
{
	return c->low + (uint32_t)(((uint64_t)(c->high - c->low) *
				    (uint32_t)c->mixed) >> 16);
}

static unsigned int byte_in(struct code *c)
{
	if (c->in < c->end)
		return *c->in++;
	c->past++;
	return 0;
}

static void shift(struct code *c)
{
	while (!((c->low ^ c->high) >> 24)) {
		if (c->writing) {
			c->out = ARENA_GROW(c->arena, c->out, c->n, &c->cap);
			c->out[c->n++] = (unsigned char)(c->high >> 24);
		} else {
			c->value = c->value << 8 | byte_in(c);
		}
		c->low <<= 8;
		c->high = c->high << 8 | 255;
	}
}

/* Write @bit, or read one, at @node of the number's tree of bits. */
static bool code_bit(struct code *c, unsigned int kind,
		     const uint32_t *contexts, uint32_t node, bool bit)
{
	uint32_t mid;

	predict(c, kind, contexts, node);
	mid = middle(c);
	if (!c->writing)
		bit = c->value <= mid;
	if (bit)
		c->high = mid;
	else
		c->low = mid + 1;
	learn(c, bit);
	shift(c);
	return bit;
}

/* ---- numbers ---- */

static void contexts_of(unsigned int kind, const uint32_t *more,
			unsigned int n, uint32_t *contexts)
{
	unsigned int k;

	contexts[0] = kind * INPUTS;
	for (k = 0; k < n; k++)
		contexts[k + 1] = hash(more[k] + 1, kind * INPUTS + k + 1);
}

static uint64_t code_number(struct code *c, unsigned int kind,
			    const uint32_t *more, unsigned int nmore,
			    uint64_t n)
{
	uint32_t contexts[INPUTS], node;
	unsigned int bits = 0, k;
	uint64_t got = 1;

	c->inputs = nmore + 1;
	contexts_of(kind, more, nmore, contexts);
	while (bits < 63 && code_bit(c, kind, contexts, bits + 1,
				     (n + 1) >> bits > 1))
		bits++;
	for (k = bits, node = bits << 8; k-- > 0;) {
		bool bit = code_bit(c, kind, contexts,
				    hash(node + 128, (uint32_t)got),
				    (n + 1) >> k & 1);

		got = got << 1 | bit;
	}
	return got - 1;
}

void code_put(struct code *c, unsigned int kind, const uint32_t *more,
	      unsigned int n, uint64_t number)
{
	code_number(c, kind, more, n, number);
}

uint64_t code_get(struct code *c, unsigned int kind, const uint32_t *more,
		  unsigned int n)
{
	return code_number(c, kind, more, n, 0);
}

/* ---- ends ---- */

struct code *code_writer(struct arena *arena)
{
	struct code *c = code_new(arena);

	c->writing = true;
	return c;
}

struct code *code_reader(struct arena *arena, const unsigned char *bytes,
			 size_t size)
{
	struct code *c = code_new(arena);
	unsigned int k;

	c->in = bytes;
	c->end = bytes + size;
	for (k = 0; k < 4; k++)
		c->value = c->value << 8 | byte_in(c);
	return c;
}

unsigned char *code_bytes(struct code *c, size_t *size)
{
	/* the first bytes of low and high differ: this one, and zeros after
	   it, lie between them */
	c->out = ARENA_GROW(c->arena, c->out, c->n, &c->cap);
	c->out[c->n++] = (unsigned char)(c->high >> 24);
	*size = c->n;
	return c->out;
}

/* The reader is up to four bytes ahead. */
bool code_overrun(const struct code *c)
{
	return c->past > 4;
}
