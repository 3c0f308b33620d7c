/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values: types, operands, assignments.
 */
#include "gcc-headers.h"
#include "lower.h"

/* ---- types ---- */

enum ir_type lower_type(const_tree type)
{
	unsigned int bits;
	bool is_signed;

	if (VOID_TYPE_P(type))
		return IR_VOID;
	if (POINTER_TYPE_P(type) || TREE_CODE(type) == NULLPTR_TYPE)
		return IR_PTR;
	if (!INTEGRAL_TYPE_P(type))
		return IR_AGG;
	bits = TYPE_PRECISION(type);
	is_signed = !TYPE_UNSIGNED(type);
	if (bits <= 1 && !is_signed)
		return IR_U1;
	if (bits <= 8)
		return is_signed ? IR_S8 : IR_U8;
	if (bits <= 16)
		return is_signed ? IR_S16 : IR_U16;
	if (bits <= 32)
		return is_signed ? IR_S32 : IR_U32;
	if (bits <= 64)
		return is_signed ? IR_S64 : IR_U64;
	return IR_AGG;
}

uint64_t lower_size(const_tree type)
{
	HOST_WIDE_INT size = int_size_in_bytes(type);

	return size < 0 ? 0 : size;
}

/* Does a value of @type use all bits of its IR type? */
static bool is_whole(struct lower *l, const_tree type)
{
	return !INTEGRAL_TYPE_P(type) ||
	       TYPE_PRECISION(type) ==
	       ir_type_bits(l->lu->ir, lower_type(type));
}

/* ---- SSA names ---- */

/* A name that the user gave, or NULL. */
static const char *user_name(const_tree decl)
{
	tree id = decl && DECL_P(decl) && !DECL_IGNORED_P(decl) ?
		DECL_NAME(decl) : NULL_TREE;

	return id && !strchr(IDENTIFIER_POINTER(id), '.') ?
		IDENTIFIER_POINTER(id) : NULL;
}

static const char *ssa_own_name(const_tree name)
{
	return user_name(SSA_NAME_VAR(name));
}

/* The variable that the only use of a temporary puts it into. */
static const char *ssa_heir_name(tree name)
{
	use_operand_p use;
	gimple *stmt;
	tree lhs;

	if (!single_imm_use(name, &use, &stmt) || !is_gimple_assign(stmt))
		return NULL;
	if (!gimple_assign_single_p(stmt) &&
	    !CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(stmt)))
		return NULL;
	if (gimple_assign_rhs1(stmt) != name)
		return NULL;
	lhs = gimple_assign_lhs(stmt);
	return TREE_CODE(lhs) == SSA_NAME ? ssa_own_name(lhs) : user_name(lhs);
}

uint32_t lower_ssa(struct lower *l, tree name)
{
	uint32_t *v = &l->values[SSA_NAME_VERSION(name)];
	const char *text;

	if (!*v) {
		text = ssa_own_name(name);
		if (!text)
			text = ssa_heir_name(name);
		*v = ir_value_new(l->f, lower_type(TREE_TYPE(name)), text);
	}
	return *v;
}

bool operand_is_agg(const struct lower *l, const struct ir_operand *o)
{
	return o->kind == IR_VALUE && l->f->vals[o->value].type == IR_AGG;
}

struct ir_operand lower_operand(struct lower *l, tree t)
{
	enum ir_type type = lower_type(TREE_TYPE(t));

	switch (TREE_CODE(t)) {
	case SSA_NAME:
		return ir_val(lower_ssa(l, t));
	case INTEGER_CST:
		if (type == IR_AGG)
			break;
		return ir_imm(TREE_INT_CST_LOW(t));
	case ADDR_EXPR:
		return lower_address(l, TREE_OPERAND(t, 0), 0);
	default:
		if (is_memory(t))
			return lower_load(l, t, 0);
		break;
	}
	return dest_of(lower_opaque(l, type, 0));
}

/* ---- operations ---- */

static enum ir_op signed_op(bool is_unsigned, enum ir_op u, enum ir_op s)
{
	return is_unsigned ? u : s;
}

/* The comparison @code, or IR_NOPS. */
static enum ir_op compare_op(enum tree_code code, bool uns)
{
	switch (code) {
	case EQ_EXPR:
		return IR_EQ;
	case NE_EXPR:
		return IR_NE;
	case LT_EXPR:
		return signed_op(uns, IR_ULT, IR_SLT);
	case LE_EXPR:
		return signed_op(uns, IR_ULE, IR_SLE);
	case GT_EXPR:
		return signed_op(uns, IR_UGT, IR_SGT);
	case GE_EXPR:
		return signed_op(uns, IR_UGE, IR_SGE);
	default:
		return IR_NOPS;
	}
}

/* The operation @code on operands that are unsigned or not, or IR_NOPS. */
static enum ir_op binary_op(enum tree_code code, bool uns)
{
	switch (code) {
	case PLUS_EXPR:
	case POINTER_PLUS_EXPR:
		return IR_ADD;
	case MINUS_EXPR:
	case POINTER_DIFF_EXPR:
		return IR_SUB;
	case MULT_EXPR:
		return IR_MUL;
	case TRUNC_DIV_EXPR:
	case EXACT_DIV_EXPR:
		return signed_op(uns, IR_UDIV, IR_SDIV);
	case TRUNC_MOD_EXPR:
		return signed_op(uns, IR_UMOD, IR_SMOD);
	case BIT_AND_EXPR:
	case TRUTH_AND_EXPR:
		return IR_AND;
	case BIT_IOR_EXPR:
	case TRUTH_OR_EXPR:
		return IR_OR;
	case BIT_XOR_EXPR:
	case TRUTH_XOR_EXPR:
		return IR_XOR;
	case LSHIFT_EXPR:
		return IR_SHL;
	case RSHIFT_EXPR:
		return signed_op(uns, IR_LSHR, IR_ASHR);
	case MIN_EXPR:
		return signed_op(uns, IR_UMIN, IR_SMIN);
	case MAX_EXPR:
		return signed_op(uns, IR_UMAX, IR_SMAX);
	default:
		return IR_NOPS;
	}
}

static struct ir_operand opaque_of(struct lower *l, enum ir_type type,
				   uint32_t dest, const struct ir_operand *o,
				   unsigned int n)
{
	struct ir_insn *i = lower_opaque(l, type, dest);
	unsigned int k;

	for (k = 0; k < n; k++)
		ir_arg_new(l->f, i, o[k], 0);
	return dest_of(i);
}

/* Operation @op on @o[0..1] if it has scalar operands and result. */
static struct ir_operand lower_op(struct lower *l, enum ir_op op,
				  enum ir_type type, uint32_t dest,
				  const struct ir_operand *o, unsigned int n)
{
	unsigned int k;

	if (type == IR_AGG)
		op = IR_NOPS;
	for (k = 0; k < n; k++)
		if (operand_is_agg(l, &o[k]))
			op = IR_NOPS;
	if (op == IR_NOPS)
		return opaque_of(l, type, dest, o, n);
	return lower_def(l, op, type, dest, o[0],
			 n > 1 ? o[1] : no_operand());
}

struct ir_operand lower_compare(struct lower *l, enum tree_code code, tree lhs,
				tree rhs, uint32_t dest)
{
	struct ir_operand o[2];
	const_tree type = TREE_TYPE(lhs);
	enum ir_op op = compare_op(code, POINTER_TYPE_P(type) ||
				   TYPE_UNSIGNED(type));

	o[0] = lower_operand(l, lhs);
	o[1] = lower_operand(l, rhs);
	return lower_op(l, op, IR_U1, dest, o, 2);
}

struct ir_operand lower_convert(struct lower *l, struct ir_operand from,
				const_tree from_type, const_tree to,
				uint32_t dest)
{
	enum ir_type a = lower_type(from_type), b = lower_type(to);
	unsigned int bits = ir_type_bits(l->lu->ir, b);
	/* a byte's sign is looked at for its highest bit: "(s8)flags < 0" */
	bool same = ir_type_bits(l->lu->ir, a) == bits &&
		    (a == b || bits >= 32);

	if (a == IR_AGG || b == IR_AGG)
		return opaque_of(l, b, dest, &from, 1);
	if (!is_whole(l, to) &&
	    TYPE_PRECISION(to) < TYPE_PRECISION(from_type)) {
		if (!TYPE_UNSIGNED(to))
			return opaque_of(l, b, dest, &from, 1);
		from = lower_def(l, same ? IR_COPY : IR_CAST, b, 0, from,
				 no_operand());
		return lower_def(l, IR_AND, b, dest, from,
				 ir_imm((HOST_WIDE_INT_1U <<
					 TYPE_PRECISION(to)) - 1));
	}
	return lower_def(l, same ? IR_COPY : IR_CAST, b, dest, from,
			 no_operand());
}

/* ---- assignments to registers ---- */

/* The call of an overflow builtin that made the pair @pair, or NULL. */
static gcall *overflow_call(tree pair, enum tree_code *code)
{
	gimple *def = TREE_CODE(pair) == SSA_NAME ? SSA_NAME_DEF_STMT(pair) :
		NULL;

	if (!def || !is_gimple_call(def) || !gimple_call_internal_p(def))
		return NULL;
	switch (gimple_call_internal_fn(def)) {
	case IFN_ADD_OVERFLOW:
		*code = PLUS_EXPR;
		break;
	case IFN_SUB_OVERFLOW:
		*code = MINUS_EXPR;
		break;
	case IFN_MUL_OVERFLOW:
		*code = MULT_EXPR;
		break;
	default:
		return NULL;
	}
	return as_a<gcall *>(def);
}

/* The result of an overflow builtin is the plain one, modulo its type. */
static bool lower_overflow(struct lower *l, tree rhs, uint32_t dest)
{
	tree pair = TREE_OPERAND(rhs, 0), type = TREE_TYPE(rhs), arg;
	enum tree_code code = ERROR_MARK;
	gcall *call = overflow_call(pair, &code);
	struct ir_operand o[2];
	unsigned int k;

	if (!call || TREE_CODE(rhs) != REALPART_EXPR ||
	    lower_type(type) == IR_AGG)
		return false;
	for (k = 0; k < 2; k++) {
		arg = gimple_call_arg(call, k);
		o[k] = lower_operand(l, arg);
		if (o[k].kind == IR_VALUE)
			o[k] = lower_convert(l, o[k], TREE_TYPE(arg), type, 0);
	}
	lower_op(l, binary_op(code, TYPE_UNSIGNED(type)), lower_type(type),
		 dest, o, 2);
	return true;
}

static void assign_part(struct lower *l, tree rhs, uint32_t dest)
{
	enum ir_type type = l->f->vals[dest].type;
	tree of = TREE_OPERAND(rhs, 0);
	struct ir_operand o;

	if (lower_overflow(l, rhs, dest))
		return;
	o = lower_operand(l, of);
	if (TREE_CODE(rhs) == VIEW_CONVERT_EXPR)
		lower_convert(l, o, TREE_TYPE(of), TREE_TYPE(rhs), dest);
	else
		opaque_of(l, type, dest, &o, 1);
}

static void assign_single(struct lower *l, tree rhs, uint32_t dest)
{
	enum ir_type type = l->f->vals[dest].type;

	if (TREE_CODE(rhs) == ADDR_EXPR && type == IR_PTR)
		lower_address(l, TREE_OPERAND(rhs, 0), dest);
	else if (is_memory(rhs))
		lower_load(l, rhs, dest);
	else if (handled_component_p(rhs))
		assign_part(l, rhs, dest);
	else
		lower_def(l, IR_COPY, type, dest, lower_operand(l, rhs),
			  no_operand());
}

static void assign_unary(struct lower *l, enum tree_code code, tree rhs,
			 tree to, uint32_t dest)
{
	enum ir_type type = l->f->vals[dest].type;
	struct ir_operand o = lower_operand(l, rhs);

	if (CONVERT_EXPR_CODE_P(code)) {
		lower_convert(l, o, TREE_TYPE(rhs), to, dest);
		return;
	}
	switch (code) {
	case PAREN_EXPR:
		lower_def(l, IR_COPY, type, dest, o, no_operand());
		break;
	case NEGATE_EXPR:
		lower_op(l, is_whole(l, to) ? IR_NEG : IR_NOPS, type, dest,
			 &o, 1);
		break;
	case BIT_NOT_EXPR:
		lower_op(l, is_whole(l, to) ? IR_NOT : IR_NOPS, type, dest,
			 &o, 1);
		break;
	case TRUTH_NOT_EXPR:
		lower_op(l, type == IR_U1 ? IR_NOT : IR_NOPS, type, dest, &o,
			 1);
		break;
	default:
		opaque_of(l, type, dest, &o, 1);
		break;
	}
}

static void assign_compare(struct lower *l, gimple *stmt, tree to,
			   uint32_t dest)
{
	bool u1 = l->f->vals[dest].type == IR_U1;
	struct ir_operand o;

	o = lower_compare(l, gimple_assign_rhs_code(stmt),
			  gimple_assign_rhs1(stmt), gimple_assign_rhs2(stmt),
			  u1 ? dest : 0);
	if (!u1)
		lower_convert(l, o, boolean_type_node, to, dest);
}

static void assign_binary(struct lower *l, gimple *stmt, tree to,
			  uint32_t dest)
{
	enum tree_code code = gimple_assign_rhs_code(stmt);
	tree a = gimple_assign_rhs1(stmt), b = gimple_assign_rhs2(stmt);
	struct ir_operand o[2];
	enum ir_op op;

	if (TREE_CODE_CLASS(code) == tcc_comparison) {
		assign_compare(l, stmt, to, dest);
		return;
	}
	op = binary_op(code, TYPE_UNSIGNED(TREE_TYPE(a)));
	o[0] = lower_operand(l, a);
	o[1] = lower_operand(l, b);
	lower_op(l, is_whole(l, to) ? op : IR_NOPS, l->f->vals[dest].type,
		 dest, o, 2);
}

static void assign_ternary(struct lower *l, gimple *stmt, uint32_t dest)
{
	enum ir_type type = l->f->vals[dest].type;
	tree cond = gimple_assign_rhs1(stmt);
	struct ir_operand o[3];
	struct ir_insn *i;

	if (COMPARISON_CLASS_P(cond))
		o[0] = lower_compare(l, TREE_CODE(cond), TREE_OPERAND(cond, 0),
				     TREE_OPERAND(cond, 1), 0);
	else
		o[0] = lower_operand(l, cond);
	o[1] = lower_operand(l, gimple_assign_rhs2(stmt));
	o[2] = lower_operand(l, gimple_assign_rhs3(stmt));
	if (gimple_assign_rhs_code(stmt) != COND_EXPR ||
	    operand_is_agg(l, &o[0])) {
		opaque_of(l, type, dest, o, 3);
		return;
	}
	i = lower_insn(l, IR_SELECT, type);
	i->dest = dest;
	i->c = o[0];
	i->a = o[1];
	i->b = o[2];
}

static void assign_register(struct lower *l, gimple *stmt, tree lhs)
{
	tree to = TREE_TYPE(lhs), rhs = gimple_assign_rhs1(stmt);
	uint32_t dest = lower_ssa(l, lhs);

	switch (gimple_assign_rhs_class(stmt)) {
	case GIMPLE_SINGLE_RHS:
		assign_single(l, rhs, dest);
		break;
	case GIMPLE_UNARY_RHS:
		assign_unary(l, gimple_assign_rhs_code(stmt), rhs, to, dest);
		break;
	case GIMPLE_BINARY_RHS:
		assign_binary(l, stmt, to, dest);
		break;
	case GIMPLE_TERNARY_RHS:
		assign_ternary(l, stmt, dest);
		break;
	default:
		l->why = "an assignment of an unknown kind";
		break;
	}
}

/* ---- assignments to memory ---- */

static void assign_aggregate(struct lower *l, tree lhs, tree rhs)
{
	if (TREE_CODE(rhs) == CONSTRUCTOR) {
		if (CONSTRUCTOR_NELTS(rhs))
			lower_forget(l, lhs);
		else
			lower_clear(l, lhs);
	} else if (is_memory(rhs)) {
		lower_move(l, lhs, rhs);
	} else {
		lower_forget(l, lhs);
	}
}

void lower_assign(struct lower *l, gimple *stmt)
{
	tree lhs = gimple_assign_lhs(stmt), rhs = gimple_assign_rhs1(stmt);

	if (gimple_clobber_p(stmt))
		return;
	if (TREE_CODE(lhs) == SSA_NAME)
		assign_register(l, stmt, lhs);
	else if (!is_gimple_reg_type(TREE_TYPE(lhs)))
		assign_aggregate(l, lhs, rhs);
	else
		lower_store(l, lhs, lower_operand(l, rhs));
}

void lower_set(struct lower *l, tree lhs, struct ir_operand what)
{
	enum ir_type type = lower_type(TREE_TYPE(lhs));

	if (TREE_CODE(lhs) == SSA_NAME)
		lower_def(l, IR_COPY, type, lower_ssa(l, lhs), what,
			  no_operand());
	else
		lower_store(l, lhs, what);
}
