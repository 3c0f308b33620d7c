/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The invariants of a finished function:
 *
 *  1. There is a block; every block ends in a terminator and has no other.
 *  2. Terminators have as many targets as their operation wants, and these
 *     blocks exist.
 *  3. Every value is defined at most once, by an instruction or as a
 *     parameter, and every value that is used is defined.
 *  4. A definition dominates its uses; that of a phi's argument dominates the
 *     end of the block the argument comes from. Blocks that cannot be reached
 *     are exempt.
 *  5. Phis come first in their block and have exactly one argument for each
 *     predecessor.
 *  6. Operands are there where the operation wants them and nowhere else; so
 *     is the value defined, which only calls and opaques may leave out. The
 *     object of a local exists.
 *  7. The type of an instruction is that of the value it defines, or of what
 *     it stores, else void; comparisons give u1, local gives a pointer, and
 *     agg is only copied, loaded, stored, passed and returned.
 *  8. Bit fields lie within 64 bits and fit their type; stores and loads have
 *     a size; no case is empty. Offsets, sizes and fields stand only where
 *     memory is accessed, and the field of a call where it is indirect.
 *  9. Names are there, and locations name files that exist.
 * 10. The entry has no predecessor.
 *
 * and of a unit:
 *
 * 11. The target has 32 or 64 bits, a page that is a power of two and at least
 *     one slot.
 * 12. No two functions have one name; the same holds for globals and facts.
 * 13. Names of globals and facts are there; locations name files that exist;
 *     a call fact does not name a function and a field at once.
 */
#include <stdarg.h>
#include <stdio.h>

#include "arena.h"
#include "intern.h"
#include "ir-dom.h"
#include "ir.h"

struct check {
	struct ir_func *f;
	struct arena *scratch;
	struct ir_dom *dom;
	uint32_t *place;		/* by value: of its definition in its
					   block, from 1; 0 = not defined */
	uint32_t *from;			/* by block: see check_phi_args() */
	uint32_t stamp;			/* of the phi at hand, in from[] */
	uint32_t block, at;		/* what is being checked */
	const char *wrong;		/* the first finding */
};

static bool wrong(struct check *c, int invariant, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Note what is wrong. Returns false. */
static bool wrong(struct check *c, int invariant, const char *fmt, ...)
{
	char what[160];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	if (!c->wrong)
		c->wrong = arena_printf(c->f->unit->arena,
					"%s: invariant %d: b%u: %s",
					c->f->name ? c->f->name : "?",
					invariant, c->block, what);
	return false;
}

/* ---- blocks and edges ---- */

static unsigned int targets_wanted(enum ir_op op)
{
	return op == IR_IF ? 2 : op == IR_GOTO || op == IR_SWITCH ? 1 : 0;
}

static bool check_target(struct check *c, uint32_t to)
{
	if (!to || to >= c->f->nblocks)
		return wrong(c, 2, "block %u does not exist", to);
	if (to == 1)
		return wrong(c, 10, "the entry has a predecessor");
	return true;
}

static bool check_term(struct check *c, const struct ir_insn *i)
{
	const uint32_t *targets = i->op == IR_ANY ? i->any : i->targets;
	unsigned int k;

	if (i->op == IR_ANY ? !i->ntargets :
	    i->ntargets != targets_wanted(i->op))
		return wrong(c, 2, "%s has %u targets", ir_op_name(i->op),
			     i->ntargets);
	if (i->ncases && i->op != IR_SWITCH)
		return wrong(c, 2, "%s has cases", ir_op_name(i->op));
	for (k = 0; k < i->ntargets; k++)
		if (!check_target(c, targets[k]))
			return false;
	for (k = 0; k < i->ncases; k++) {
		if (!check_target(c, i->cases[k].target))
			return false;
		if (i->cases[k].lo > i->cases[k].hi)
			return wrong(c, 8, "an empty case");
	}
	return true;
}

static bool check_shape(struct check *c)
{
	const struct ir_block *b = &c->f->blocks[c->block];
	const struct ir_insn *i;
	unsigned int k;

	for (k = 0; k < b->ninsns; k++) {
		i = b->insns[k];
		if ((ir_op_form(i->op) == IR_FORM_TERM) != (k + 1 == b->ninsns))
			return wrong(c, 1, "%s is at the wrong place",
				     ir_op_name(i->op));
		if (i->op == IR_PHI && k && b->insns[k - 1]->op != IR_PHI)
			return wrong(c, 5, "a phi is not first");
	}
	if (!b->ninsns)
		return wrong(c, 1, "the block is empty");
	return check_term(c, b->insns[b->ninsns - 1]);
}

/* ---- definitions and uses ---- */

static bool define(struct check *c, uint32_t v, uint32_t place)
{
	if (v >= c->f->nvals)
		return wrong(c, 3, "%%%u does not exist", v);
	if (c->place[v])
		return wrong(c, 3, "%%%u is defined twice", v);
	c->place[v] = place;
	return true;
}

static bool define_all(struct check *c)
{
	const struct ir_block *b;
	unsigned int k;
	uint32_t v;

	for (k = 0; k < c->f->nparams; k++) {
		v = c->f->params[k];
		if (!v || !define(c, v, 1))
			return wrong(c, 3, "parameter %u is no value", k + 1);
		if (c->f->vals[v].type == IR_VOID)
			return wrong(c, 7, "parameter %u is void", k + 1);
	}
	for (c->block = 1; c->block < c->f->nblocks; c->block++) {
		b = &c->f->blocks[c->block];
		for (k = 0; k < b->ninsns; k++)
			if (b->insns[k]->dest &&
			    !define(c, b->insns[k]->dest, k + 1))
				return false;
	}
	return true;
}

/* A use at the end of block @b (phi arguments), or else before @at. */
static bool check_use(struct check *c, const struct ir_operand *o, uint32_t b,
		      uint32_t at)
{
	uint32_t def;

	if (o->kind == IR_GLOBAL && !o->global)
		return wrong(c, 9, "a global has no name");
	if (o->kind != IR_VALUE)
		return true;
	if (!o->value || o->value >= c->f->nvals || !c->place[o->value])
		return wrong(c, 3, "%%%u is not defined", o->value);
	def = c->f->vals[o->value].block;
	if (!def || !ir_dom_reached(c->dom, b))
		return true;
	if (def == b ? c->place[o->value] >= at :
	    !ir_dom_reached(c->dom, def) || !ir_dom_dominates(c->dom, def, b))
		return wrong(c, 4, "%%%u is used where it may not be defined",
			     o->value);
	return true;
}

static bool is_scalar(const struct check *c, const struct ir_operand *o)
{
	return o->kind != IR_VALUE || c->f->vals[o->value].type != IR_AGG;
}

/* One operand: there if and only if it is wanted, and no aggregate. */
static bool check_operand(struct check *c, const struct ir_insn *i,
			  const struct ir_operand *o, bool wanted, bool agg)
{
	if ((o->kind != IR_NONE) != wanted)
		return wrong(c, 6, "%s has %s operand", ir_op_name(i->op),
			     wanted ? "too few" : "a needless");
	if (!wanted)
		return true;
	if (!check_use(c, o, c->block, c->at))
		return false;
	return agg || is_scalar(c, o) ||
	       wrong(c, 7, "%s of an aggregate", ir_op_name(i->op));
}

static bool wants_a(const struct ir_insn *i)
{
	switch (i->op) {
	case IR_PHI:
	case IR_LOCAL:
	case IR_OPAQUE:
	case IR_GOTO:
	case IR_ANY:
	case IR_UNREACHABLE:
		return false;
	case IR_RET:
		return i->a.kind != IR_NONE;
	default:
		return true;
	}
}

static bool wants_b(enum ir_form form)
{
	return form == IR_FORM_BINARY || form == IR_FORM_COMPARE ||
	       form == IR_FORM_SELECT || form == IR_FORM_STORE ||
	       form == IR_FORM_MOVE;
}

static bool check_operands(struct check *c, const struct ir_insn *i)
{
	enum ir_form form = ir_op_form(i->op);
	bool agg = i->op == IR_COPY || i->op == IR_SELECT || i->op == IR_RET;

	return check_operand(c, i, &i->a, wants_a(i), agg) &&
	       check_operand(c, i, &i->b, wants_b(form),
			     agg || form == IR_FORM_STORE) &&
	       check_operand(c, i, &i->c, form == IR_FORM_SELECT, false);
}

/* from[] gets the number of the phi for each predecessor, and loses it for
 * each argument: so all must be there, and none twice.
 */
static bool check_phi_args(struct check *c, const struct ir_insn *i)
{
	const struct ir_block *b = &c->f->blocks[c->block];
	unsigned int k;

	if (i->nargs != b->npreds || !i->nargs)
		return wrong(c, 5, "a phi has %u arguments for %u "
			     "predecessors", i->nargs, b->npreds);
	c->stamp++;
	for (k = 0; k < b->npreds; k++)
		c->from[b->preds[k]] = c->stamp;
	for (k = 0; k < i->nargs; k++) {
		if (i->from[k] >= c->f->nblocks ||
		    c->from[i->from[k]] != c->stamp)
			return wrong(c, 5, "b%u is no predecessor, or twice "
				     "in a phi", i->from[k]);
		c->from[i->from[k]] = 0;
		if (!check_use(c, &i->args[k], i->from[k], UINT32_MAX))
			return false;
	}
	return true;
}

static bool check_args(struct check *c, const struct ir_insn *i)
{
	unsigned int k;

	if (i->op == IR_PHI)
		return check_phi_args(c, i);
	if (i->nargs && i->op != IR_CALL && i->op != IR_OPAQUE)
		return wrong(c, 6, "%s has arguments", ir_op_name(i->op));
	for (k = 0; k < i->nargs; k++) {
		if (i->args[k].kind == IR_NONE)
			return wrong(c, 6, "argument %u is missing", k + 1);
		if (!check_use(c, &i->args[k], c->block, c->at))
			return false;
	}
	return true;
}

/* ---- types and sizes ---- */

static bool has_dest(const struct ir_insn *i)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_STORE:
	case IR_FORM_MOVE:
	case IR_FORM_CLEAR:
	case IR_FORM_TERM:
		return false;
	case IR_FORM_CALL:
	case IR_FORM_OPAQUE:
		return i->dest;
	default:
		return true;
	}
}

static bool may_be_agg(const struct ir_insn *i)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_UNARY:
		return i->op == IR_COPY;
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
	case IR_FORM_LOCAL:
		return false;
	default:
		return true;
	}
}

static bool check_type(struct check *c, const struct ir_insn *i)
{
	const char *name = ir_op_name(i->op);
	bool typed = i->dest || i->op == IR_STORE;

	if (!!i->dest != has_dest(i))
		return wrong(c, 6, "%s with%s a result", name,
			     i->dest ? "" : "out");
	if ((unsigned int)i->type >= IR_NTYPES ||
	    (i->type != IR_VOID) != typed)
		return wrong(c, 7, "%s of type %s", name,
			     ir_type_name(i->type));
	if (i->dest && c->f->vals[i->dest].type != i->type)
		return wrong(c, 7, "%%%u and its definition differ in type",
			     i->dest);
	if (ir_op_form(i->op) == IR_FORM_COMPARE && i->type != IR_U1)
		return wrong(c, 7, "%s does not give u1", name);
	if (i->op == IR_LOCAL && i->type != IR_PTR)
		return wrong(c, 7, "local does not give a pointer");
	if (i->type == IR_AGG && !may_be_agg(i))
		return wrong(c, 7, "%s gives an aggregate", name);
	return true;
}

static bool check_size(struct check *c, const struct ir_insn *i)
{
	unsigned int bits = ir_type_bits(c->f->unit, i->type);
	enum ir_form form = ir_op_form(i->op);
	bool access = form == IR_FORM_LOAD || form == IR_FORM_STORE;

	if (!access && (i->bits || i->bitpos))
		return wrong(c, 8, "%s of a bit field", ir_op_name(i->op));
	if (i->bits ? i->bits > bits || i->bitpos + i->bits > 64 : i->bitpos)
		return wrong(c, 8, "bits %u %u of %s", i->bitpos, i->bits,
			     ir_type_name(i->type));
	if (access && !i->size && i->type != IR_AGG)
		return wrong(c, 8, "%s of no bytes", ir_op_name(i->op));
	return true;
}

/* What the text form has no place for must not be there. */
static bool check_extras(struct check *c, const struct ir_insn *i)
{
	enum ir_form form = ir_op_form(i->op);
	bool memory = form == IR_FORM_LOAD || form == IR_FORM_STORE ||
		      form == IR_FORM_MOVE || form == IR_FORM_CLEAR;

	if ((!memory && (i->off || i->size)) ||
	    (form != IR_FORM_MOVE && i->off2))
		return wrong(c, 8, "%s has an offset or a size",
			     ir_op_name(i->op));
	if (i->field && !memory &&
	    (form != IR_FORM_CALL || i->a.kind == IR_GLOBAL))
		return wrong(c, 8, "%s has a field", ir_op_name(i->op));
	if (i->noreturn && form != IR_FORM_CALL)
		return wrong(c, 8, "%s is noreturn", ir_op_name(i->op));
	return true;
}

/* ---- all of it ---- */

static bool loc_ok(const struct ir_unit *u, const struct ir_loc *loc)
{
	return loc->file < u->nfiles;
}

static bool check_insn(struct check *c, const struct ir_insn *i)
{
	if (!loc_ok(c->f->unit, &i->loc))
		return wrong(c, 9, "file %u does not exist", i->loc.file);
	if (i->op == IR_LOCAL && (!i->object || i->object >= c->f->nobjects))
		return wrong(c, 6, "object %u does not exist", i->object);
	return check_type(c, i) && check_size(c, i) && check_extras(c, i) &&
	       check_operands(c, i) && check_args(c, i);
}

static bool check_blocks(struct check *c)
{
	const struct ir_block *b;
	unsigned int k;

	for (c->block = 1; c->block < c->f->nblocks; c->block++) {
		b = &c->f->blocks[c->block];
		for (k = 0; k < b->ninsns; k++) {
			c->at = k + 1;
			if (!check_insn(c, b->insns[k]))
				return false;
		}
	}
	return true;
}

static bool check_all(struct check *c)
{
	struct ir_func *f = c->f;

	c->block = 1;
	if (!f->name || !*f->name || !loc_ok(f->unit, &f->loc))
		return wrong(c, 9, "no name, or a place in no file");
	if (f->nblocks < 2)
		return wrong(c, 1, "there is no block");
	for (; c->block < f->nblocks; c->block++)
		if (!check_shape(c))
			return false;
	c->block = 1;
	if (!define_all(c))
		return false;
	c->dom = ir_dom_new(c->scratch, f);
	return check_blocks(c);
}

const char *ir_check(struct ir_func *f)
{
	struct check c = { f, NULL, NULL, NULL, NULL, 0, 0, 0, NULL };

	c.scratch = arena_new();
	c.place = (uint32_t *)arena_alloc(c.scratch,
					  f->nvals * sizeof(*c.place));
	c.from = (uint32_t *)arena_alloc(c.scratch,
					 f->nblocks * sizeof(*c.from));
	check_all(&c);
	arena_free(c.scratch);
	return c.wrong;
}

/* ---- units ---- */

static const char *check_target_facts(const struct ir_unit *u)
{
	const struct ir_target *t = &u->target;

	if ((t->bits != 32 && t->bits != 64) || !t->page ||
	    (t->page & (t->page - 1)) || !t->kmax)
		return "invariant 11: the target has no sane pointer, page "
		       "or slots";
	return NULL;
}

/* Is @name there, and for the first time? */
static bool name_new(struct intern *names, const char *name)
{
	uint32_t n = intern_count(names);

	return name && *name && intern_index(names, name) == n;
}

static const char *check_facts(struct ir_unit *u, const struct ir_facts *f)
{
	unsigned int k;

	if (!loc_ok(u, &f->loc))
		return "invariant 13: facts at a place in no file";
	for (k = 0; k < f->ncalls; k++)
		if (!loc_ok(u, &f->calls[k].loc) || f->calls[k].gfp_param < 0 ||
		    (f->calls[k].callee && f->calls[k].via))
			return arena_printf(u->arena, "invariant 13: %s: call "
					    "fact %u is not sane", f->func, k);
	return NULL;
}

static const char *check_names(struct ir_unit *u, struct arena *scratch)
{
	const char *what = "invariant 12: a name is missing or there twice: ";
	struct intern *funcs = intern_new(scratch);
	struct intern *globals = intern_new(scratch);
	struct intern *facts = intern_new(scratch);
	unsigned int k;

	for (k = 0; k < u->nfuncs; k++)
		if (!name_new(funcs, u->funcs[k]->name))
			return arena_printf(u->arena, "%sfunction %u", what, k);
	for (k = 0; k < u->nglobals; k++)
		if (!name_new(globals, u->globals[k].name))
			return arena_printf(u->arena, "%sglobal %u", what, k);
	for (k = 0; k < u->nfacts; k++)
		if (!name_new(facts, u->facts[k].func))
			return arena_printf(u->arena, "%sfacts %u", what, k);
	return NULL;
}

const char *ir_check_unit(struct ir_unit *u)
{
	struct arena *scratch = arena_new();
	const char *error = check_target_facts(u);
	unsigned int k;

	if (!error)
		error = check_names(u, scratch);
	arena_free(scratch);
	for (k = 0; k < u->nfacts && !error; k++)
		error = check_facts(u, &u->facts[k]);
	for (k = 0; k < u->nfuncs && !error; k++)
		error = ir_check(u->funcs[k]);
	return error;
}
