/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Vertices are depth-first numbers 1..n; arrays are indexed by them. Nothing
 * recurses: a hostile function can be a chain of a million blocks.
 */
#include "ir-dom.h"

#include "arena.h"
#include "ir.h"

struct lt {
	const struct ir_func *f;
	uint32_t n;			/* reachable blocks */
	uint32_t *number;		/* by block: vertex, 0 = not reached */
	uint32_t *block;		/* by vertex */
	uint32_t *parent;		/* in the depth-first tree */
	uint32_t *semi;			/* semidominator */
	uint32_t *ancestor, *label;	/* the forest of eval() and link() */
	uint32_t *bucket, *next;	/* lists of vertices by semidominator */
	uint32_t *idom;
	uint32_t *stack, *todo;		/* scratch */
};

static uint32_t *array(struct arena *a, const struct ir_func *f)
{
	return (uint32_t *)arena_alloc(a, (f->nblocks + 1) * sizeof(uint32_t));
}

static void lt_init(struct lt *lt, struct arena *a, const struct ir_func *f)
{
	lt->f = f;
	lt->n = 0;
	lt->number = array(a, f);
	lt->block = array(a, f);
	lt->parent = array(a, f);
	lt->semi = array(a, f);
	lt->ancestor = array(a, f);
	lt->label = array(a, f);
	lt->bucket = array(a, f);
	lt->next = array(a, f);
	lt->idom = array(a, f);
	lt->stack = array(a, f);
	lt->todo = array(a, f);
}

static void visit(struct lt *lt, uint32_t block, uint32_t parent)
{
	uint32_t v = ++lt->n;

	lt->number[block] = v;
	lt->block[v] = block;
	lt->parent[v] = parent;
	lt->semi[v] = v;
	lt->label[v] = v;
}

/* Number the reachable blocks; @todo holds the next successor of each block
 * on the stack.
 */
static void search(struct lt *lt)
{
	const struct ir_block *b;
	uint32_t depth = 0, v, to;

	visit(lt, 1, 0);
	lt->stack[depth++] = 1;
	while (depth) {
		v = lt->stack[depth - 1];
		b = &lt->f->blocks[lt->block[v]];
		if (lt->todo[v] == b->nsuccs) {
			depth--;
			continue;
		}
		to = b->succs[lt->todo[v]++];
		if (!lt->number[to]) {
			visit(lt, to, v);
			lt->stack[depth++] = lt->n;
		}
	}
}

/* Shorten the path from @v to the root of its tree in the forest, keeping in
 * label[] the vertex of the smallest semidominator on what was skipped.
 */
static void compress(struct lt *lt, uint32_t v)
{
	uint32_t depth = 0, up;

	while (lt->ancestor[lt->ancestor[v]]) {
		lt->stack[depth++] = v;
		v = lt->ancestor[v];
	}
	while (depth) {
		v = lt->stack[--depth];
		up = lt->ancestor[v];
		if (lt->semi[lt->label[up]] < lt->semi[lt->label[v]])
			lt->label[v] = lt->label[up];
		lt->ancestor[v] = lt->ancestor[up];
	}
}

static uint32_t eval(struct lt *lt, uint32_t v)
{
	if (!lt->ancestor[v])
		return v;
	compress(lt, v);
	return lt->label[v];
}

static void find_semi(struct lt *lt, uint32_t w)
{
	const struct ir_block *b = &lt->f->blocks[lt->block[w]];
	unsigned int k;
	uint32_t v, u;

	for (k = 0; k < b->npreds; k++) {
		v = lt->number[b->preds[k]];
		if (!v)
			continue;
		u = eval(lt, v);
		if (lt->semi[u] < lt->semi[w])
			lt->semi[w] = lt->semi[u];
	}
	lt->next[w] = lt->bucket[lt->semi[w]];
	lt->bucket[lt->semi[w]] = w;
	lt->ancestor[w] = lt->parent[w];
}

static void find_idoms(struct lt *lt)
{
	uint32_t w, v, u, p;

	for (w = lt->n; w > 1; w--) {
		find_semi(lt, w);
		p = lt->parent[w];
		for (v = lt->bucket[p]; v; v = lt->next[v]) {
			u = eval(lt, v);
			lt->idom[v] = lt->semi[u] < lt->semi[v] ? u : p;
		}
		lt->bucket[p] = 0;
	}
	for (w = 2; w <= lt->n; w++)
		if (lt->idom[w] != lt->semi[w])
			lt->idom[w] = lt->idom[lt->idom[w]];
}

/* Preorder intervals: a dominator has a smaller number than what it dominates,
 * so sizes add up from the end and places follow from the front.
 */
static void number_tree(struct lt *lt, struct ir_dom *d)
{
	uint32_t *size = lt->stack, *place = lt->todo;
	uint32_t v, b;

	for (v = 1; v <= lt->n; v++)
		size[v] = 1;
	for (v = lt->n; v > 1; v--)
		size[lt->idom[v]] += size[v];
	for (v = 1; v <= lt->n; v++) {
		b = lt->block[v];
		d->first[b] = v == 1 ? 1 : place[lt->idom[v]];
		d->last[b] = d->first[b] + size[v] - 1;
		place[v] = d->first[b] + 1;
		if (v == 1)
			continue;
		place[lt->idom[v]] += size[v];
		d->idom[b] = lt->block[lt->idom[v]];
	}
}

struct ir_dom *ir_dom_new(struct arena *arena, const struct ir_func *f)
{
	struct ir_dom *d = (struct ir_dom *)arena_alloc(arena, sizeof(*d));
	struct arena *scratch = arena_new();
	struct lt lt;

	d->idom = array(arena, f);
	d->first = array(arena, f);
	d->last = array(arena, f);
	lt_init(&lt, scratch, f);
	search(&lt);
	find_idoms(&lt);
	number_tree(&lt, d);
	arena_free(scratch);
	return d;
}
