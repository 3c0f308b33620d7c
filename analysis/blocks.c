/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reverse postorder, loops and liveness (backward iterative dataflow; see
 * Aho, Lam, Sethi, Ullman: Compilers, 9.2 and 9.6).
 */
#include "arena.h"
#include "blocks.h"

struct frame {
	uint32_t block;
	unsigned int next;
};

static void order_blocks(struct arena *a, const struct ir_func *f,
			 struct blocks *b)
{
	struct frame *stack = ARENA_ARRAY(a, struct frame, f->nblocks + 1);
	bool *seen = ARENA_ARRAY(a, bool, f->nblocks + 1);
	uint32_t *post = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	unsigned int depth = 0, n = 0, i;

	stack[depth++].block = 1;
	seen[1] = true;
	while (depth) {
		struct frame *top = &stack[depth - 1];
		const struct ir_block *bb = &f->blocks[top->block];

		if (top->next < bb->nsuccs) {
			uint32_t to = bb->succs[top->next++];

			if (!seen[to]) {
				seen[to] = true;
				stack[depth].block = to;
				stack[depth++].next = 0;
			}
		} else {
			post[n++] = top->block;
			depth--;
		}
	}
	for (i = 0; i < n; i++) {
		b->order[post[n - 1 - i]] = i + 1;
		b->by_order[i + 1] = post[n - 1 - i];
	}
}

struct body {
	uint32_t *list;			/* of one loop */
	uint32_t *mark;			/* the search it was last found in */
	uint32_t search;
};

static unsigned int add_block(struct body *l, unsigned int n, uint32_t block)
{
	if (l->mark[block] == l->search)
		return n;
	l->mark[block] = l->search;
	l->list[n] = block;
	return n + 1;
}

/* Find the blocks of the loop that @h heads, itself first; 0: it heads none. */
static unsigned int loop_body(const struct ir_func *f, struct blocks *b,
			      struct body *l, uint32_t h)
{
	unsigned int n, done, i;

	l->search++;
	n = add_block(l, 0, h);
	for (i = 0; i < f->blocks[h].npreds; i++) {
		uint32_t p = f->blocks[h].preds[i];

		if (!b->order[p] || !b->order[h] || !blocks_back_edge(b, p, h))
			continue;
		b->header[h] = true;
		n = add_block(l, n, p);
	}
	for (done = 1; done < n; done++) {
		const struct ir_block *bb = &f->blocks[l->list[done]];

		for (i = 0; i < bb->npreds; i++)
			if (b->order[bb->preds[i]] >= b->order[h])
				n = add_block(l, n, bb->preds[i]);
	}
	return b->header[h] ? n : 0;
}

/* Count for every block the natural loops it is in, and find the innermost. */
static void find_loops(struct arena *a, const struct ir_func *f,
		       struct blocks *b)
{
	struct body l;
	uint32_t h;
	unsigned int n;

	l.list = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	l.mark = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	l.search = 0;
	for (h = 1; h < f->nblocks; h++)
		for (n = loop_body(f, b, &l, h); n;)
			b->loop[l.list[--n]]++;
	for (h = 1; h < f->nblocks; h++) {
		if (!b->header[h])
			continue;
		for (n = loop_body(f, b, &l, h); n;) {
			uint32_t *in = &b->inner[l.list[--n]];

			if (l.list[n] == h)
				continue;
			if (!*in || b->loop[*in] < b->loop[h])
				*in = h;
		}
	}
}

bool blocks_in_loop(const struct blocks *b, uint32_t block, uint32_t header)
{
	while (block && block != header)
		block = b->inner[block];
	return block != 0;
}

static void use(uint64_t *set, const struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		set[o->value / 64] |= UINT64_C(1) << (o->value % 64);
}

static void phi_uses(const struct ir_func *f, uint32_t from, uint32_t to,
		     uint64_t *set)
{
	const struct ir_block *bb = &f->blocks[to];
	unsigned int i, j;

	for (i = 0; i < bb->ninsns && bb->insns[i]->op == IR_PHI; i++)
		for (j = 0; j < bb->insns[i]->nargs; j++)
			if (bb->insns[i]->from[j] == from)
				use(set, &bb->insns[i]->args[j]);
}

/* Live-in of one block into @set from what its successors need. */
static void block_live(const struct ir_func *f, const struct blocks *b,
		       uint32_t block, uint64_t *set)
{
	const struct ir_block *bb = &f->blocks[block];
	unsigned int i, j, w;

	for (i = 0; i < bb->nsuccs; i++)
		for (w = 0; w < b->words; w++)
			set[w] |= b->live_in[(size_t)bb->succs[i] * b->words +
					     w];
	/* what a successor's phis define is not live on the edge */
	for (i = 0; i < bb->nsuccs; i++)
		phi_uses(f, block, bb->succs[i], set);
	for (i = bb->ninsns; i-- > 0;) {
		const struct ir_insn *in = bb->insns[i];

		if (in->dest)
			set[in->dest / 64] &= ~(UINT64_C(1) << (in->dest % 64));
		if (in->op == IR_PHI)
			continue;
		use(set, &in->a);
		use(set, &in->b);
		use(set, &in->c);
		for (j = 0; j < in->nargs; j++)
			use(set, &in->args[j]);
	}
}

static void liveness(struct arena *a, const struct ir_func *f, struct blocks *b)
{
	uint64_t *set = ARENA_ARRAY(a, uint64_t, b->words);
	bool again = true;
	unsigned int i, w;

	while (again) {
		again = false;
		for (i = f->nblocks; i-- > 1;) {
			uint32_t block = i < b->n ? b->by_order[i] : 0;
			uint64_t *row;

			if (!block)
				continue;
			for (w = 0; w < b->words; w++)
				set[w] = 0;
			block_live(f, b, block, set);
			row = &b->live_in[(size_t)block * b->words];
			for (w = 0; w < b->words; w++) {
				if (row[w] != set[w])
					again = true;
				row[w] = set[w];
			}
		}
	}
}

/* Phis of a block are defined on the edge, so they are live into it. */
static void phis_live(const struct ir_func *f, struct blocks *b)
{
	uint32_t i;
	unsigned int j;

	for (i = 1; i < f->nblocks; i++) {
		const struct ir_block *bb = &f->blocks[i];

		for (j = 0; j < bb->ninsns && bb->insns[j]->op == IR_PHI; j++) {
			uint32_t d = bb->insns[j]->dest;

			b->live_in[(size_t)i * b->words + d / 64] |=
				UINT64_C(1) << (d % 64);
		}
	}
}

struct blocks *blocks_new(struct arena *a, const struct ir_func *f)
{
	struct blocks *b = ARENA_NEW(a, struct blocks);

	b->n = f->nblocks;
	b->order = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	b->by_order = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	b->header = ARENA_ARRAY(a, bool, f->nblocks + 1);
	b->loop = ARENA_ARRAY(a, unsigned int, f->nblocks + 1);
	b->inner = ARENA_ARRAY(a, uint32_t, f->nblocks + 1);
	b->words = f->nvals / 64 + 1;
	b->live_in = ARENA_ARRAY(a, uint64_t, (size_t)b->words * f->nblocks);
	order_blocks(a, f, b);
	find_loops(a, f, b);
	liveness(a, f, b);
	phis_live(f, b);
	return b;
}

static void use_operand(uint64_t *used, const struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		used[o->value / 64] |= UINT64_C(1) << (o->value % 64);
}

uint64_t *blocks_used_values(struct arena *a, const struct ir_func *f)
{
	uint64_t *used = ARENA_ARRAY(a, uint64_t, f->nvals / 64 + 1);
	unsigned int b, i, j;

	for (b = 1; b < f->nblocks; b++)
		for (i = 0; i < f->blocks[b].ninsns; i++) {
			const struct ir_insn *in = f->blocks[b].insns[i];

			use_operand(used, &in->a);
			use_operand(used, &in->b);
			use_operand(used, &in->c);
			for (j = 0; j < in->nargs; j++)
				use_operand(used, &in->args[j]);
		}
	return used;
}
