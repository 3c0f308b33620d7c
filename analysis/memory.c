/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory of a path state: cells, found by address and size.
 *
 * Two addresses that are based on different symbols are taken to be apart.
 * What was never stored is a symbol named by its place (SYM_CELL), so that
 * loading it twice gives the same value; what a call may have changed is a
 * symbol that remembers what it was (SYM_HAVOC).
 *
 * Invariants:
 *  1 no two cells of a state overlap and have the same base
 *  2 a cell's base has no constant
 */
#include <string.h>

#include "arena.h"
#include "segment.h"

#define MAX_CELLS 64		/* both are enforced where blocks end */
#define MAX_FACTS 96

/* What reaches further is cut: nothing is so large. */
#define MAX_BITS (UINT64_C(1) << 61)

static int64_t bytes_of(ex addr)
{
	return addr->c > EXPR_MAX_PART ? EXPR_MAX_PART :
	       addr->c < -EXPR_MAX_PART ? -EXPR_MAX_PART : addr->c;
}

int64_t state_bit(ex addr)
{
	return bytes_of(addr) * 8;
}

static ex address_split(struct state *s, ex addr, int64_t *bytes)
{
	*bytes = bytes_of(addr);
	return expr_base(s->es, addr);
}

static bool overlaps(const struct cell *c, int64_t bit, uint64_t bits)
{
	return c->bits && c->bit < bit + (int64_t)bits &&
	       bit < c->bit + (int64_t)c->bits;
}

/* Mappings whose last known holder this was may be held elsewhere now. */
static void mark_lost(struct state *s, ex val)
{
	const struct sym *root = val->n ? expr_root(val) : NULL;
	uint32_t number;
	unsigned int i;

	if (!root)
		return;
	number = root->number;
	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live && (s->maps[i].sym == number ||
					s->maps[i].page == val))
			s->maps[i].lost = true;
}

static void cell_drop(struct state *s, unsigned int i)
{
	s->ncells--;
	memmove(&s->cells[i], &s->cells[i + 1],
		(s->ncells - i) * sizeof(*s->cells));
}

/* Same root, another index: gone unless it is certainly elsewhere. */
static bool may_alias(struct state *s, const struct cell *c, ex base,
		      int64_t bit, uint64_t bits)
{
	const struct sym *a = expr_root(c->base);
	const struct sym *b = expr_root(base);
	struct range d;

	if (!a || a != b)
		return false;
	d = state_range(s, expr_sub(s->es, c->base, base));
	if (d.lo == INT64_MIN || d.hi == INT64_MAX ||
	    d.lo < -(INT64_C(1) << 40) || d.hi > (INT64_C(1) << 40))
		return d.lo <= 0 && d.hi >= 0 && !d.nz;
	return d.lo * 8 + c->bit < bit + (int64_t)bits &&
	       d.hi * 8 + c->bit + (int64_t)c->bits > bit && !d.nz;
}

static struct cell *cell_add(struct state *s)
{
	s->cells = ARENA_GROW(s->arena, s->cells, s->ncells, &s->cap_cells);
	memset(&s->cells[s->ncells], 0, sizeof(*s->cells));
	return &s->cells[s->ncells++];
}

/* What is left of a block of zeros around a store into it. */
static void keep_zeros(struct state *s, struct cell was, int64_t bit,
		       uint64_t bits)
{
	int64_t end = was.bit + (int64_t)was.bits, to = bit + (int64_t)bits;
	struct cell *c;

	if (was.val->n || was.val->c)
		return;
	if (was.bit < bit) {
		c = cell_add(s);
		*c = was;
		c->bits = (uint64_t)(bit - was.bit);
	}
	if (end > to) {
		c = cell_add(s);
		*c = was;
		c->bit = to;
		c->bits = (uint64_t)(end - to);
	}
}

/* Make room for a cell: what is certainly there goes. */
static void cells_split(struct state *s, ex base, int64_t bit, uint64_t bits)
{
	unsigned int i;

	for (i = s->ncells; i-- > 0;) {
		struct cell c = s->cells[i];

		if (c.base != base || !overlaps(&c, bit, bits))
			continue;
		cell_drop(s, i);
		keep_zeros(s, c, bit, bits);
	}
}

/* And what may be there. */
static void cells_clobber(struct state *s, ex base, int64_t bit, uint64_t bits,
			  const char *field)
{
	unsigned int i;

	segment_clobber(s, base, bit, bits, field);
	cells_split(s, base, bit, bits);
	for (i = s->ncells; i-- > 0;) {
		struct cell *c = &s->cells[i];

		if (c->base == base || !c->bits ||
		    !may_alias(s, c, base, bit, bits))
			continue;
		mark_lost(s, c->val);
		cell_drop(s, i);
	}
}

void state_store(struct state *s, ex addr, unsigned int bitpos, uint64_t bits,
		 ex val, const char *field)
{
	int64_t bytes, bit;
	ex base = address_split(s, addr, &bytes);
	struct cell *c;

	if (!bits)
		return;
	bits = bits < MAX_BITS ? bits : MAX_BITS;
	bit = bytes * 8 + bitpos;
	cells_clobber(s, base, bit, bits, field);
	c = cell_add(s);
	c->base = base;
	c->bit = bit;
	c->bits = bits;
	c->val = val;
	c->field = field;
}

/* Would a store at @base take the place where a mapping is held for hit, though
 * it is another one, and no other cell for hit that is the same one?
 */
static bool spares_holder(struct state *s, ex base, int64_t bit, uint64_t bits)
{
	unsigned int i;
	bool holder = false;

	for (i = 0; i < s->ncells; i++) {
		const struct cell *c = &s->cells[i];
		const struct mapping *m;

		if (c->base == base && overlaps(c, bit, bits))
			return false;
		if (holder || c->base == base || !c->bits || !c->val->n ||
		    expr_root(c->base) != expr_root(base))
			continue;
		m = state_mapping(s, c->val);
		holder = m && m->live && !m->external && !m->lost;
	}
	return holder;
}

/* A part of what is stored there: only of zeros is it known. */
static ex cell_part(struct state *s, const struct cell *c, int64_t bit,
		    uint64_t bits, ex addr, enum ir_type type)
{
	int64_t v;

	if (expr_is_const(c->val, &v) && v == 0 && c->bit <= bit &&
	    bit + (int64_t)bits <= c->bit + (int64_t)c->bits)
		return c->val;
	if (c->bits <= 64 && c->bit <= bit && expr_is_const(c->val, &v) &&
	    bit + (int64_t)bits <= c->bit + (int64_t)c->bits && bits < 64)
		return expr_const(s->es, (v >> (bit - c->bit)) &
				  (int64_t)((UINT64_C(1) << bits) - 1));
	return expr_sym(s->es, SYM_HAVOC, c, (uint32_t)bits, 1, addr, c->val,
			type);
}

static ex cell_symbol(struct state *s, ex addr, uint32_t id, enum ir_type type)
{
	return expr_sym(s->es, SYM_CELL, NULL, id, 0, addr, NULL, type);
}

/* What a place held before calls: of our own objects there is no "before". */
static ex at_entry(struct state *s, ex addr, uint32_t id, enum ir_type type)
{
	const struct sym *root = expr_root(addr);

	return root && root->kind == SYM_OBJECT ? NULL :
	       cell_symbol(s, addr, id, type);
}

ex state_load(struct state *s, ex addr, unsigned int bitpos, uint64_t bits,
	      enum ir_type type)
{
	int64_t bytes, bit;
	ex base = address_split(s, addr, &bytes);
	const struct cell *rest = NULL;
	uint32_t id = (uint32_t)(bits * 64 + bitpos);
	unsigned int i;

	bits = bits < MAX_BITS ? bits : MAX_BITS;
	bit = bytes * 8 + bitpos;
	for (i = s->ncells; i-- > 0;) {
		struct cell *c = &s->cells[i];

		if (c->base != base)
			continue;
		if (!c->bits) {
			rest = c;
			continue;
		}
		if (c->bit == bit && c->bits == bits)
			return c->val;
		if (overlaps(c, bit, bits))
			return cell_part(s, c, bit, bits, addr, type);
	}
	/* elements stay what they are: the index names them */
	if (!rest || segment_covers(s, addr))
		return cell_symbol(s, addr, id, type);
	return expr_sym(s->es, SYM_HAVOC, rest->by, id, 0, addr,
			at_entry(s, addr, id, type), type);
}

void state_provide(struct state *s, ex base, const struct cell *c, bool keep)
{
	ex addr = expr_addc(s->es, base, c->bit / 8);
	ex val = c->bits ? state_load(s, addr, (unsigned int)(c->bit & 7),
				      c->bits, IR_PTR) : NULL;
	struct cell *n;

	if (!c->bits) {
		state_havoc(s, base, c->by);
		return;
	}
	if (!keep && !spares_holder(s, base, c->bit, c->bits))
		cells_clobber(s, base, c->bit, c->bits, c->field);
	n = cell_add(s);
	n->base = base;
	n->bit = c->bit;
	n->bits = c->bits;
	n->val = val;
	n->field = c->field;
}

bool state_cell_matters(struct state *s, const struct cell *c)
{
	const struct sym *root;
	unsigned int i;

	if (!c->bits || !c->val->n)
		return false;
	root = expr_root(c->val);
	if ((root && root->kind == SYM_PARAM && root->type == IR_PTR) ||
	    state_mapping(s, c->val))
		return true;
	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live && s->maps[i].page == c->val)
			return true;
	return false;
}

/* What is in object @root is not known any more, as after a call, but for the
 * mappings in it.
 */
static void forget_object(struct state *s, const struct sym *root,
			  const struct ir_insn *by)
{
	unsigned int i, n = 0;
	struct cell *rest;

	for (i = 0; i < s->ncells; i++)
		if (expr_root(s->cells[i].base) != root ||
		    state_cell_matters(s, &s->cells[i]))
			s->cells[n++] = s->cells[i];
	s->ncells = n;
	rest = cell_add(s);
	rest->base = expr_of(s->es, root->number);
	rest->val = expr_const(s->es, 0);
	rest->by = by;
}

struct object_cells {
	const struct sym *root;
	unsigned int n;			/* cells that do not matter */
};

/* Forget the objects with most cells that do not matter, as long as there are
 * too many.
 */
static void forget_fullest(struct state *s, const struct ir_insn *by)
{
	struct object_cells *list = ARENA_ARRAY(s->arena, struct object_cells,
						s->ncells + 1), *most;
	unsigned int i, j, n = 0;

	for (i = 0; i < s->ncells; i++) {
		const struct sym *root = expr_root(s->cells[i].base);

		if (!root || state_cell_matters(s, &s->cells[i]))
			continue;
		for (j = 0; j < n && list[j].root != root; j++)
			;
		list[j].root = root;
		list[j].n++;
		n += j == n;
	}
	while (n && s->ncells > MAX_CELLS) {
		for (most = list, i = 1; i < n; i++)
			if (list[i].n > most->n)
				most = &list[i];
		if (most->n < 2)
			return;
		forget_object(s, most->root, by);
		most->n = 0;
	}
}

void state_trim(struct state *s, const struct ir_insn *by)
{
	if (s->ncells > MAX_CELLS) {
		s->dropped = "more places in memory than are kept";
		state_forget(s, by, UINT32_MAX);
		forget_fullest(s, by);
	}
	while (s->ncells > MAX_CELLS) {
		mark_lost(s, s->cells[0].val);
		cell_drop(s, 0);
		s->widened = true;
	}
	if (s->nfacts > MAX_FACTS) {
		memmove(s->facts, &s->facts[s->nfacts - MAX_FACTS],
			MAX_FACTS * sizeof(*s->facts));
		state_facts_keep(s, MAX_FACTS);
		s->widened = true;
		s->dropped = "more conditions than are kept";
	}
}

void state_clear(struct state *s, ex to, uint64_t size)
{
	if (size && size < (UINT64_C(1) << 32))
		state_store(s, to, 0, size * 8, expr_const(s->es, 0), NULL);
}

void state_move(struct state *s, ex to, ex from, uint64_t size)
{
	int64_t tb, fb;
	ex tbase = address_split(s, to, &tb);
	ex fbase = address_split(s, from, &fb);
	struct cell *found = NULL;
	unsigned int i, n = 0;

	if (!size || size >= (UINT64_C(1) << 32))
		return;
	found = ARENA_ARRAY(s->arena, struct cell, s->ncells + 1);
	for (i = 0; i < s->ncells; i++)
		if (s->cells[i].base == fbase && s->cells[i].bits &&
		    s->cells[i].bit >= fb * 8 &&
		    s->cells[i].bit + (int64_t)s->cells[i].bits <=
		    (fb + (int64_t)size) * 8)
			found[n++] = s->cells[i];
	cells_clobber(s, tbase, tb * 8, size * 8, NULL);
	for (i = 0; i < n; i++) {
		struct cell *c = cell_add(s);

		*c = found[i];
		c->base = tbase;
		c->bit = c->bit - fb * 8 + tb * 8;
	}
}

/* A value before the first of a chain of calls, each of which may have left it
 * as it was, and by how much it was moved on in between.
 */
static ex before_calls(struct state *s, ex val)
{
	const struct sym *root = val->n ? expr_root(val) : NULL;
	ex moved;

	if (!root || root->kind != SYM_HAVOC || !root->y)
		return val;
	moved = expr_add(s->es, root->y, expr_sub(s->es, val, root->self));
	return expr_type(s->es, moved) == root->type ? moved : val;
}

/* Facts about what was loaded before a call are remembered through y. */
static ex havoc_value(struct state *s, const struct cell *c,
		      const struct ir_insn *by)
{
	ex addr = expr_addc(s->es, c->base, c->bit / 8);

	return expr_sym(s->es, SYM_HAVOC, by,
			(uint32_t)(c->bits * 64 + (uint64_t)(c->bit & 7)), 0,
			addr, before_calls(s, c->val),
			expr_type(s->es, c->val));
}

static void havoc_root(struct state *s, uint32_t root, const struct ir_insn *by)
{
	ex base = expr_of(s->es, root);
	struct cell *rest = NULL;
	unsigned int i;

	for (i = 0; i < s->ncells; i++) {
		struct cell *c = &s->cells[i];
		const struct sym *r = expr_root(c->base);

		if (!r || r->number != root)
			continue;
		if (c->bits)
			c->val = havoc_value(s, c, by);
		else if (c->base == base)
			rest = c;
	}
	if (!rest) {
		rest = cell_add(s);
		rest->base = base;
		rest->val = expr_const(s->es, 0);
	}
	rest->by = by;
}

/* Add the local objects that cells of object @from point to. */
static unsigned int reach(const struct state *s, uint32_t from, uint32_t *todo,
			  unsigned int n)
{
	unsigned int i, j;

	for (i = 0; i < s->ncells; i++) {
		const struct cell *c = &s->cells[i];
		const struct sym *in = c->val->n ? expr_root(c->val) : NULL;

		if (!in || in->kind != SYM_OBJECT || !c->bits ||
		    !expr_root(c->base) || expr_root(c->base)->number != from)
			continue;
		for (j = 0; j < n && todo[j] != in->number; j++)
			;
		if (j == n)
			todo[n++] = in->number;
	}
	return n;
}

void state_havoc(struct state *s, ex addr, const struct ir_insn *by)
{
	const struct sym *root = addr->n ? expr_root(addr) : NULL;
	unsigned int n = 1, done;
	uint32_t *todo;

	if (!root)
		return;
	/* each but the first is what a cell holds */
	todo = ARENA_ARRAY(s->arena, uint32_t, s->ncells + 1);
	todo[0] = root->number;
	/* what local objects point to can be changed through them */
	for (done = 0; done < n; done++)
		n = reach(s, todo[done], todo, n);
	while (n)
		havoc_root(s, todo[--n], by);
}

const struct cell *state_holder(const struct state *s, uint32_t sym)
{
	unsigned int i;

	for (i = 0; i < s->ncells; i++) {
		const struct sym *root;

		if (!s->cells[i].bits || !s->cells[i].val->n)
			continue;
		root = expr_root(s->cells[i].val);
		while (root && root->kind == SYM_HAVOC && root->y)
			root = root->y->n ? expr_root(root->y) :
			       NULL;
		if (root && root->number == sym)
			return &s->cells[i];
	}
	return NULL;
}
