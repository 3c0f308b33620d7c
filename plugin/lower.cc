/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GIMPLE to IR: functions and blocks. GCC's data is only read.
 */
#include "gcc-headers.h"
#include "lower.h"

/* More than this and the function is left alone. */
#define MAX_BLOCKS 50000
#define MAX_SSA 1000000

/* ---- instructions ---- */

struct ir_insn *lower_insn(struct lower *l, enum ir_op op, enum ir_type type)
{
	struct ir_insn *i = ir_insn_new(l->f, l->block, op);

	i->type = type;
	i->loc = l->loc;
	return i;
}

struct ir_operand lower_def(struct lower *l, enum ir_op op, enum ir_type type,
			    uint32_t dest, struct ir_operand a,
			    struct ir_operand b)
{
	struct ir_insn *i = lower_insn(l, op, type);

	i->dest = dest ? dest : ir_value_new(l->f, type, NULL);
	i->a = a;
	i->b = b;
	return dest_of(i);
}

struct ir_insn *lower_opaque(struct lower *l, enum ir_type type, uint32_t dest)
{
	struct ir_insn *i = lower_insn(l, IR_OPAQUE, type);

	i->dest = dest ? dest : ir_value_new(l->f, type, NULL);
	return i;
}

/* ---- blocks ---- */

static void lower_stmt(struct lower *l, gimple *stmt)
{
	switch (gimple_code(stmt)) {
	case GIMPLE_ASSIGN:
		lower_assign(l, stmt);
		break;
	case GIMPLE_CALL:
		lower_call(l, as_a<gcall *>(stmt));
		break;
	case GIMPLE_ASM:
		lower_asm(l, as_a<gasm *>(stmt));
		break;
	case GIMPLE_COND:
	case GIMPLE_SWITCH:
	case GIMPLE_GOTO:
	case GIMPLE_RETURN:
	case GIMPLE_LABEL:
	case GIMPLE_NOP:
	case GIMPLE_PREDICT:
	case GIMPLE_DEBUG:
		break;
	default:
		l->why = "a statement of an unknown kind";
		break;
	}
}

static void lower_block(struct lower *l, basic_block bb)
{
	gimple_stmt_iterator gsi;
	gimple *last = NULL;

	l->block = l->blocks[bb->index];
	for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi) && !l->why;
	     gsi_next(&gsi)) {
		gimple *stmt = gsi_stmt(gsi);

		if (is_gimple_debug(stmt))
			continue;
		last = stmt;
		l->loc = source_loc(l->lu->source, gimple_location(stmt));
		lower_stmt(l, stmt);
	}
	if (!l->why)
		lower_terminator(l, bb, last);
}

static void block_phis(struct lower *l, basic_block bb)
{
	enum ir_type type;
	struct ir_insn *i;
	gphi_iterator it;
	tree result;

	for (it = gsi_start_phis(bb); !gsi_end_p(it); gsi_next(&it)) {
		result = gimple_phi_result(it.phi());
		if (virtual_operand_p(result))
			continue;
		type = lower_type(TREE_TYPE(result));
		i = ir_insn_new(l->f, l->blocks[bb->index], IR_PHI);
		i->type = type;
		i->dest = lower_ssa(l, result);
	}
}

/* The IR's entry is the function's first block, if nothing else leads there.
 * Then it has no phis either: the entry has no predecessor.
 */
static bool entry_is_first(basic_block first)
{
	return single_pred_p(first) && first->index >= NUM_FIXED_BLOCKS &&
	       gsi_end_p(gsi_start_phis(first)) && !is_leaving(first);
}

static void make_blocks(struct lower *l)
{
	basic_block bb, first = single_succ(ENTRY_BLOCK_PTR_FOR_FN(l->fun));
	uint32_t entry = ir_block_new(l->f);

	if (entry_is_first(first))
		l->blocks[first->index] = entry;
	FOR_EACH_BB_FN(bb, l->fun) {
		if (l->blocks[bb->index] || is_leaving(bb))
			continue;
		l->blocks[bb->index] = ir_block_new(l->f);
	}
}

/* ---- functions ---- */

/* A parameter is a value; one whose address is taken is stored at entry. */
static void lower_param(struct lower *l, tree parm)
{
	const char *name = DECL_NAME(parm) ?
		IDENTIFIER_POINTER(DECL_NAME(parm)) : NULL;
	uint32_t v = ir_param_new(l->f, lower_type(TREE_TYPE(parm)), name);
	tree def = is_gimple_reg(parm) ? ssa_default_def(l->fun, parm) :
		NULL_TREE;

	if (def)
		l->values[SSA_NAME_VERSION(def)] = v;
	else if (!is_gimple_reg(parm) && lower_size(TREE_TYPE(parm)))
		lower_store(l, parm, ir_val(v));
}

/* Variables that are read before they are set have some value. */
static void lower_unset(struct lower *l)
{
	unsigned int i;
	tree name;

	FOR_EACH_SSA_NAME(i, name, l->fun) {
		if (!SSA_NAME_IS_DEFAULT_DEF(name) || virtual_operand_p(name) ||
		    has_zero_uses(name) || l->values[i])
			continue;
		lower_opaque(l, lower_type(TREE_TYPE(name)),
			     lower_ssa(l, name));
	}
}

static bool is_noinstr(struct cgraph_node *node)
{
	static const char *const sections[] = {
		".noinstr.text", ".entry.text", ".head.text"
	};
	const char *section = node->get_section();
	size_t i;

	for (i = 0; section && i < ARRAY_SIZE(sections); i++)
		if (!strncmp(section, sections[i], strlen(sections[i])))
			return true;
	return false;
}

static void lower_head(struct lower *l, struct cgraph_node *node)
{
	tree decl = node->decl, parm;
	struct ir_func *f = l->f;

	f->loc = source_loc(l->lu->source, DECL_SOURCE_LOCATION(decl));
	f->ret = lower_type(TREE_TYPE(TREE_TYPE(decl)));
	f->is_static = !TREE_PUBLIC(decl);
	f->is_inline = DECL_DECLARED_INLINE_P(decl);
	f->is_noreturn = TREE_THIS_VOLATILE(decl);
	f->is_noinstr = is_noinstr(node);
	attribs_read(f, decl);
	l->block = 1;
	for (parm = DECL_ARGUMENTS(decl); parm; parm = DECL_CHAIN(parm))
		lower_param(l, parm);
	lower_unset(l);
}

static void lower_body(struct lower *l)
{
	basic_block entry = ENTRY_BLOCK_PTR_FOR_FN(l->fun), bb;

	FOR_EACH_BB_FN(bb, l->fun)
		if (l->blocks[bb->index])
			block_phis(l, bb);
	if (l->blocks[single_succ(entry)->index] != 1)
		lower_goto(l, single_succ_edge(entry));
	FOR_EACH_BB_FN(bb, l->fun) {
		if (l->why)
			return;
		if (l->blocks[bb->index])
			lower_block(l, bb);
	}
}

static const char *lower_finish(struct lower *l)
{
	if (!l->why && !ir_finish(l->f))
		l->why = "its blocks do not fit together";
	if (!l->why && (kmc_options.dump || kmc_options.all)) {
		l->why = ir_check(l->f);
		if (l->why)
			l->why = arena_printf(l->lu->ir->arena, "invalid: %s",
					      l->why);
	}
	return l->why;
}

static const char *refuse(struct function *fun)
{
	if (!fun || !fun->cfg || !gimple_in_ssa_p(fun))
		return "it is not in SSA form";
	if (n_basic_blocks_for_fn(fun) > MAX_BLOCKS ||
	    vec_safe_length(SSANAMES(fun)) > MAX_SSA)
		return "it is too large";
	return NULL;
}

struct lower_unit *lower_unit_new(struct ir_unit *u, struct source *s)
{
	struct lower_unit *lu;

	lu = (struct lower_unit *)arena_alloc(u->arena, sizeof(*lu));
	lu->ir = u;
	lu->source = s;
	lu->fields = map_new(u->arena);
	lu->globals = map_new(u->arena);
	lu->names = intern_new(u->arena);
	return lu;
}

/* An array with an element for each of GCC's blocks. */
static uint32_t *by_block(struct arena *arena, struct function *fun)
{
	return (uint32_t *)arena_alloc(arena, last_basic_block_for_fn(fun) *
					      sizeof(uint32_t));
}

const char *lower_func(struct lower_unit *lu, struct cgraph_node *node,
		       const char *name)
{
	struct function *fun = DECL_STRUCT_FUNCTION(node->decl);
	struct arena *arena = lu->ir->arena;
	const char *why = refuse(fun);
	struct lower l = {};

	if (why)
		return why;
	l.lu = lu;
	l.fun = fun;
	l.objects = map_new(arena);
	l.values = (uint32_t *)arena_alloc(arena, SSANAMES(fun)->length() *
						  sizeof(*l.values));
	l.blocks = by_block(arena, fun);
	l.targets = by_block(arena, fun);
	l.f = ir_func_new(lu->ir, name);
	make_blocks(&l);
	lower_head(&l, node);
	lower_body(&l);
	why = lower_finish(&l);
	if (why)
		lu->ir->nfuncs--;
	return why;
}
