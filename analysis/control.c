/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Postdominators by the dominators of the reversed graph, in which block 1 is
 * a common end and block b is number b + 1.
 */
#include <string.h>

#include "arena.h"
#include "control.h"
#include "ir-dom.h"
#include "ir.h"

struct build {
	struct arena *arena, *scratch;
	const struct ir_func *f;
	const bool *dead;
	bool *ends; /* by block: an edge to the end */
	struct ir_func reversed;
};

static bool is_dead(const struct build *b, uint32_t block)
{
	return b->dead && b->dead[block];
}

/* Note the blocks that reach an end, from @from backwards. */
static void reach_back(const struct build *b, uint32_t from, bool *reaches,
		       uint32_t *todo)
{
	unsigned int n = 0, k;

	if (reaches[from])
		return;
	reaches[from] = true;
	todo[n++] = from;
	while (n) {
		const struct ir_block *at = &b->f->blocks[todo[--n]];

		for (k = 0; k < at->npreds; k++) {
			if (reaches[at->preds[k]])
				continue;
			reaches[at->preds[k]] = true;
			todo[n++] = at->preds[k];
		}
	}
}

/* Blocks without a way on end the path; so may those that never reach one. */
static void find_ends(struct build *b)
{
	uint32_t n = b->f->nblocks, i;
	bool *reaches = ARENA_ARRAY(b->scratch, bool, n);
	uint32_t *todo = ARENA_ARRAY(b->scratch, uint32_t, n);
	unsigned int k, ways;

	b->ends = ARENA_ARRAY(b->scratch, bool, n);
	for (i = 1; i < n; i++) {
		const struct ir_block *at = &b->f->blocks[i];

		for (k = 0, ways = 0; k < at->nsuccs; k++)
			ways += !is_dead(b, at->succs[k]);
		b->ends[i] = !ways;
		if (!ways && !is_dead(b, i))
			reach_back(b, i, reaches, todo);
	}
	for (i = 1; i < n; i++)
		b->ends[i] = b->ends[i] || !reaches[i];
}

/* In the reversed graph: successors are predecessors, and so on. */
static void reverse_block(struct build *b, uint32_t block)
{
	const struct ir_block *at = &b->f->blocks[block];
	struct ir_block *r = &b->reversed.blocks[block + 1];
	unsigned int k;

	r->succs = ARENA_ARRAY(b->scratch, uint32_t, at->npreds + 1);
	r->preds = ARENA_ARRAY(b->scratch, uint32_t, at->nsuccs + 1);
	if (b->ends[block])
		r->preds[r->npreds++] = 1;
	for (k = 0; k < at->nsuccs; k++)
		if (!is_dead(b, at->succs[k]))
			r->preds[r->npreds++] = at->succs[k] + 1;
	for (k = 0; !is_dead(b, block) && k < at->npreds; k++)
		r->succs[r->nsuccs++] = at->preds[k] + 1;
}

static void reverse(struct build *b)
{
	struct ir_block *end;
	uint32_t n = b->f->nblocks, i;

	b->reversed.nblocks = n + 1;
	b->reversed.blocks = ARENA_ARRAY(b->scratch, struct ir_block, n + 2);
	end = &b->reversed.blocks[1];
	end->succs = ARENA_ARRAY(b->scratch, uint32_t, n);
	for (i = 1; i < n; i++) {
		reverse_block(b, i);
		if (b->ends[i])
			end->succs[end->nsuccs++] = i + 1;
	}
}

/* Call @note for each dependence: of the edge from @from to @to, the blocks
 * from @to up the tree of postdominators to that of @from.
 */
static void count_edge(struct control *c, uint32_t from, uint32_t to)
{
	for (; to && to != c->next[from]; to = c->next[to])
		c->start[to]++;
}

static void put_edge(struct control *c, uint32_t from, uint32_t to)
{
	for (; to && to != c->next[from]; to = c->next[to])
		c->branch[--c->start[to]] = from;
}

static void each_edge(const struct build *b, struct control *c,
		      void (*note)(struct control *, uint32_t, uint32_t))
{
	uint32_t i;
	unsigned int k;

	for (i = 1; i < b->f->nblocks; i++) {
		const struct ir_block *at = &b->f->blocks[i];

		if (at->nsuccs < 2)
			continue;
		for (k = 0; k < at->nsuccs; k++)
			if (!is_dead(b, at->succs[k]))
				note(c, i, at->succs[k]);
	}
}

struct control *control_new(struct arena *arena, const struct ir_func *f,
			    const bool *dead)
{
	struct control *c = ARENA_NEW(arena, struct control);
	struct ir_dom *dom;
	struct build b;
	uint32_t i;

	memset(&b, 0, sizeof(b));
	b.arena = arena;
	b.scratch = arena_new();
	b.f = f;
	b.dead = dead;
	find_ends(&b);
	reverse(&b);
	dom = ir_dom_new(b.scratch, &b.reversed);
	c->next = ARENA_ARRAY(arena, uint32_t, f->nblocks + 1);
	for (i = 1; i < f->nblocks; i++)
		if (dom->idom[i + 1] > 1)
			c->next[i] = dom->idom[i + 1] - 1;
	c->start = ARENA_ARRAY(arena, uint32_t, f->nblocks + 2);
	each_edge(&b, c, count_edge);
	for (i = 1; i <= f->nblocks; i++)
		c->start[i] += c->start[i - 1];
	c->branch = ARENA_ARRAY(arena, uint32_t, c->start[f->nblocks] + 1);
	/* counting down turns the end of each range into its start */
	each_edge(&b, c, put_edge);
	arena_free(b.scratch);
	return c;
}
