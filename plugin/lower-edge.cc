/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GIMPLE to IR: how blocks are left.
 *
 * GCC has merged all return statements of a function into one. A block that
 * only returns, or that does nothing and then only leads to one that does, is
 * a leaving block: it is repeated for each edge that leads to it, so that every
 * "ret" has the value and the place of one return statement.
 *
 * Invariants:
 *  1. blocks[b] is 0 for leaving blocks and set for all others.
 *  2. All phis are there before the first edge is lowered; an edge adds its
 *     argument to each phi of its target, once.
 */
#include "gcc-headers.h"
#include "lower.h"

/* Blocks on a way out that are looked through. */
#define MAX_HOPS 16

/* ---- returns ---- */

static bool stmt_is_nothing(gimple *stmt)
{
	switch (gimple_code(stmt)) {
	case GIMPLE_LABEL:
	case GIMPLE_NOP:
	case GIMPLE_PREDICT:
	case GIMPLE_DEBUG:
		return true;
	default:
		return gimple_clobber_p(stmt);
	}
}

static gimple *last_stmt_of(basic_block bb)
{
	gimple_stmt_iterator gsi = gsi_last_nondebug_bb(bb);

	return gsi_end_p(gsi) ? NULL : gsi_stmt(gsi);
}

static bool ends_in_return(basic_block bb)
{
	gimple *last = last_stmt_of(bb);

	return last && gimple_code(last) == GIMPLE_RETURN;
}

/* Does @bb nothing, apart from its return if it has one? */
static bool block_is_nothing(basic_block bb)
{
	gimple_stmt_iterator gsi;

	for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi))
		if (!stmt_is_nothing(gsi_stmt(gsi)) &&
		    gimple_code(gsi_stmt(gsi)) != GIMPLE_RETURN)
			return false;
	return true;
}

/* Is @bb a leaving block? */
bool is_leaving(basic_block bb)
{
	int hops;

	for (hops = 0; hops < MAX_HOPS && bb->index >= NUM_FIXED_BLOCKS &&
	     block_is_nothing(bb); hops++) {
		if (ends_in_return(bb))
			return true;
		if (!single_succ_p(bb))
			return false;
		bb = single_succ(bb);
	}
	return false;
}

static bool is_phi_of(tree value, basic_block bb)
{
	gimple *def = value && TREE_CODE(value) == SSA_NAME ?
		SSA_NAME_DEF_STMT(value) : NULL;

	return def && gimple_code(def) == GIMPLE_PHI && gimple_bb(def) == bb;
}

/* A way out of the function: edges through leaving blocks. */
struct way_out {
	edge edges[MAX_HOPS];
	int n;
	tree value;			/* returned, as the first edge has it */
	location_t loc;			/* of the return statement */
};

static bool loc_known(location_t loc)
{
	return LOCATION_LOCUS(loc) != UNKNOWN_LOCATION;
}

/* Take the value, and places where none is known, back over edge @e. */
static void way_out_back(struct way_out *w, edge e)
{
	gphi *phi;

	if (is_phi_of(w->value, e->dest)) {
		phi = as_a<gphi *>(SSA_NAME_DEF_STMT(w->value));
		w->value = PHI_ARG_DEF_FROM_EDGE(phi, e);
		if (loc_known(gimple_phi_arg_location_from_edge(phi, e)))
			w->loc = gimple_phi_arg_location_from_edge(phi, e);
	}
	if (loc_known(e->goto_locus))
		w->loc = e->goto_locus;
}

/* The way out that begins with edge @e to a leaving block. */
static void way_out(struct lower *l, edge e, struct way_out *w)
{
	greturn *ret;
	int i;

	w->n = 0;
	w->edges[w->n++] = e;
	for (; !ends_in_return(e->dest); w->edges[w->n++] = e)
		e = single_succ_edge(e->dest);
	ret = as_a<greturn *>(last_stmt_of(e->dest));
	w->value = gimple_return_retval(ret);
	w->loc = gimple_location(ret);
	if (!loc_known(w->loc))
		w->loc = l->fun->function_end_locus;
	for (i = w->n; i-- > 0;)
		way_out_back(w, w->edges[i]);
}

/* Return at the place at hand, with @value or nothing. */
static void lower_return(struct lower *l, tree value, location_t loc)
{
	struct ir_operand o = no_operand();

	l->loc = source_loc(l->lu->source, loc);
	if (value && l->f->ret != IR_VOID)
		o = lower_operand(l, value);
	lower_insn(l, IR_RET, IR_VOID)->a = o;
}

/* ---- edges ---- */

/* Give each phi of the edge's target its argument, which comes from @from. */
static void edge_phis(struct lower *l, edge e, uint32_t from)
{
	const struct ir_block *to = &l->f->blocks[l->blocks[e->dest->index]];
	struct ir_operand o;
	unsigned int n = 0;
	gphi_iterator it;

	for (it = gsi_start_phis(e->dest); !gsi_end_p(it); gsi_next(&it)) {
		if (virtual_operand_p(gimple_phi_result(it.phi())))
			continue;
		o = lower_operand(l, PHI_ARG_DEF_FROM_EDGE(it.phi(), e));
		/* blocks may have moved, the instruction has not */
		to = &l->f->blocks[l->blocks[e->dest->index]];
		ir_arg_new(l->f, to->insns[n++], o, from);
	}
}

static void term_goto(struct lower *l, uint32_t to)
{
	struct ir_insn *i = lower_insn(l, IR_GOTO, IR_VOID);

	i->targets[i->ntargets++] = to;
}

/* Leave the block at hand by its only edge. */
void lower_goto(struct lower *l, edge e)
{
	struct way_out w;

	if (e->dest == EXIT_BLOCK_PTR_FOR_FN(l->fun)) {
		lower_return(l, NULL_TREE, l->fun->function_end_locus);
	} else if (!l->blocks[e->dest->index]) {
		way_out(l, e, &w);
		lower_return(l, w.value, w.loc);
	} else {
		l->loc = source_loc(l->lu->source, e->goto_locus);
		edge_phis(l, e, l->block);
		term_goto(l, l->blocks[e->dest->index]);
	}
}

/* The IR's target for one of several edges. It gets a block of its own where
 * there is a place to keep; the terminator is not yet there.
 */
static uint32_t lower_edge(struct lower *l, edge e)
{
	bool own = e->dest == EXIT_BLOCK_PTR_FOR_FN(l->fun) ||
		   !l->blocks[e->dest->index] ||
		   (ends_in_return(e->dest) && loc_known(e->goto_locus));
	struct ir_loc loc = l->loc;
	uint32_t from = l->block, to;

	if (!own) {
		edge_phis(l, e, from);
		return l->blocks[e->dest->index];
	}
	to = ir_block_new(l->f);
	l->block = to;
	lower_goto(l, e);
	l->block = from;
	l->loc = loc;
	return to;
}

/* ---- terminators ---- */

/* The condition as a u1. */
static struct ir_operand cond_operand(struct lower *l, gcond *stmt)
{
	tree lhs = gimple_cond_lhs(stmt), rhs = gimple_cond_rhs(stmt);

	if (gimple_cond_code(stmt) == NE_EXPR && integer_zerop(rhs) &&
	    TREE_CODE(lhs) == SSA_NAME && lower_type(TREE_TYPE(lhs)) == IR_U1)
		return lower_operand(l, lhs);
	return lower_compare(l, gimple_cond_code(stmt), lhs, rhs, 0);
}

static void lower_cond(struct lower *l, gcond *stmt, basic_block bb)
{
	struct ir_operand cond = cond_operand(l, stmt);
	edge then_edge, else_edge;
	uint32_t targets[2];
	struct ir_insn *i;

	extract_true_false_edges_from_block(bb, &then_edge, &else_edge);
	targets[0] = lower_edge(l, then_edge);
	targets[1] = lower_edge(l, else_edge);
	i = lower_insn(l, IR_IF, IR_VOID);
	i->a = cond;
	i->ntargets = 2;
	memcpy(i->targets, targets, sizeof(targets));
}

/* One label: an unsigned range may wrap as the IR's numbers are signed. */
static void switch_case(struct lower *l, struct ir_insn *i, tree label,
			uint32_t target)
{
	int64_t lo = TREE_INT_CST_LOW(CASE_LOW(label)), hi = lo;

	if (CASE_HIGH(label))
		hi = TREE_INT_CST_LOW(CASE_HIGH(label));
	if (lo <= hi) {
		ir_case_new(l->f, i, lo, hi, target);
	} else {
		ir_case_new(l->f, i, lo, INT64_MAX, target);
		ir_case_new(l->f, i, INT64_MIN, hi, target);
	}
}

/* Not so of 128 bits: then any case may be the one. */
static bool switch_is_scalar(const gswitch *stmt)
{
	return lower_type(TREE_TYPE(gimple_switch_index(stmt))) != IR_AGG;
}

static void lower_switch(struct lower *l, gswitch *stmt, basic_block bb)
{
	struct ir_operand index = lower_operand(l, gimple_switch_index(stmt));
	struct ir_insn *i;
	unsigned int k;
	uint32_t to;
	tree label;
	edge_iterator ei;
	edge e;

	FOR_EACH_EDGE(e, ei, bb->succs)
		l->targets[e->dest->index] = lower_edge(l, e);
	i = lower_insn(l, IR_SWITCH, IR_VOID);
	i->a = index;
	i->ntargets = 1;
	for (k = 0; k < gimple_switch_num_labels(stmt); k++) {
		label = gimple_switch_label(stmt, k);
		to = l->targets[label_to_block(l->fun,
					       CASE_LABEL(label))->index];
		if (!k)
			i->targets[0] = to;
		else
			switch_case(l, i, label, to);
	}
}

static void lower_any(struct lower *l, basic_block bb)
{
	unsigned int k, n = EDGE_COUNT(bb->succs);
	struct ir_insn *i;
	uint32_t *any;

	any = (uint32_t *)arena_alloc(l->lu->ir->arena, n * sizeof(*any));
	for (k = 0; k < n; k++)
		any[k] = lower_edge(l, EDGE_SUCC(bb, k));
	i = lower_insn(l, IR_ANY, IR_VOID);
	i->ntargets = n;
	i->any = any;
}

/* A return statement in a block that does more. */
static void lower_return_stmt(struct lower *l, greturn *ret)
{
	location_t loc = gimple_location(ret);

	if (!loc_known(loc))
		loc = l->fun->function_end_locus;
	lower_return(l, gimple_return_retval(ret), loc);
}

void lower_terminator(struct lower *l, basic_block bb, gimple *last)
{
	unsigned int n = EDGE_COUNT(bb->succs);

	if (last && gimple_code(last) == GIMPLE_COND)
		lower_cond(l, as_a<gcond *>(last), bb);
	else if (last && gimple_code(last) == GIMPLE_SWITCH &&
		 switch_is_scalar(as_a<gswitch *>(last)))
		lower_switch(l, as_a<gswitch *>(last), bb);
	else if (last && gimple_code(last) == GIMPLE_RETURN)
		lower_return_stmt(l, as_a<greturn *>(last));
	else if (!n)
		lower_insn(l, IR_UNREACHABLE, IR_VOID);
	else if (n == 1)
		lower_goto(l, single_succ_edge(bb));
	else
		lower_any(l, bb);
}
