/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls: of functions by name, through pointers with the field that these were
 * loaded from, and of what GCC expands itself.
 */
#include "gcc-headers.h"
#include "lower.h"

/* ---- names ---- */

static const char *function_name(const_tree decl)
{
	const char *name = IDENTIFIER_POINTER(DECL_NAME(decl));
	const char *prefix = "__builtin_";

	if (fndecl_built_in_p(decl) && !strncmp(name, prefix, strlen(prefix)))
		return name + strlen(prefix);
	return name;
}

/* Functions within functions may be namesakes: GCC numbers their symbols. */
static const char *nested_name(struct arena *arena, tree decl, const_tree scope)
{
	if (DECL_ASSEMBLER_NAME_SET_P(decl))
		return IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl));
	return arena_printf(arena, "%s.%s",
			    DECL_NAME(scope) ? function_name(scope) : "",
			    function_name(decl));
}

const char *decl_name(struct arena *arena, tree decl)
{
	tree scope = DECL_CONTEXT(decl);

	if (!DECL_NAME(decl))
		return HAS_DECL_ASSEMBLER_NAME_P(decl) &&
		       DECL_ASSEMBLER_NAME_SET_P(decl) ?
			IDENTIFIER_POINTER(DECL_ASSEMBLER_NAME(decl)) : NULL;
	if (TREE_CODE(decl) == FUNCTION_DECL)
		return scope && TREE_CODE(scope) == FUNCTION_DECL &&
		       !DECL_EXTERNAL(decl) ? nested_name(arena, decl, scope) :
		       function_name(decl);
	if (scope && TREE_CODE(scope) == FUNCTION_DECL && TREE_STATIC(decl) &&
	    DECL_NAME(scope))
		return arena_printf(arena, "%s.%s",
				    IDENTIFIER_POINTER(DECL_NAME(scope)),
				    IDENTIFIER_POINTER(DECL_NAME(decl)));
	return IDENTIFIER_POINTER(DECL_NAME(decl));
}

bool decl_forbidden(const_tree decl)
{
	return lookup_attribute("error", DECL_ATTRIBUTES(decl)) ||
	       lookup_attribute("warning", DECL_ATTRIBUTES(decl));
}

const char *lower_via(struct lower_unit *lu, tree fn)
{
	gimple *def;
	int hops;

	for (hops = 0; fn && TREE_CODE(fn) == SSA_NAME && hops < 8; hops++) {
		def = SSA_NAME_DEF_STMT(fn);
		if (!is_gimple_assign(def))
			return NULL;
		if (gimple_assign_single_p(def) ||
		    CONVERT_EXPR_CODE_P(gimple_assign_rhs_code(def)))
			fn = gimple_assign_rhs1(def);
		else
			return NULL;
	}
	return fn && handled_component_p(fn) ? lower_field(lu, fn) : NULL;
}

/* ---- results ---- */

/* The result of @call is @o, if it wants one. */
static void call_result(struct lower *l, gcall *call, struct ir_operand o)
{
	tree lhs = gimple_call_lhs(call);

	if (lhs)
		lower_set(l, lhs, o);
}

static void call_result_opaque(struct lower *l, gcall *call)
{
	tree lhs = gimple_call_lhs(call);

	if (lhs && TREE_CODE(lhs) == SSA_NAME)
		lower_opaque(l, lower_type(TREE_TYPE(lhs)), lower_ssa(l, lhs));
	else if (lhs)
		lower_forget(l, lhs);
}

/* The result is argument @index, of another type maybe. */
static void call_result_arg(struct lower *l, gcall *call, unsigned int index)
{
	tree lhs = gimple_call_lhs(call), arg;
	struct ir_operand o;

	if (!lhs || gimple_call_num_args(call) <= index)
		return;
	arg = gimple_call_arg(call, index);
	o = lower_operand(l, arg);
	if (TREE_CODE(lhs) == SSA_NAME)
		lower_convert(l, o, TREE_TYPE(arg), TREE_TYPE(lhs),
			      lower_ssa(l, lhs));
	else
		lower_store(l, lhs, o);
}

/* ---- what is no call ---- */

static bool call_internal(struct lower *l, gcall *call)
{
	if (!gimple_call_internal_p(call))
		return false;
	if (gimple_call_internal_fn(call) == IFN_BUILTIN_EXPECT)
		call_result_arg(l, call, 0);
	else
		call_result_opaque(l, call);
	return true;
}

/* What GCC itself makes of a builtin; the others are calls by their names. */
static bool call_builtin(struct lower *l, gcall *call, tree decl)
{
	if (!decl || !fndecl_built_in_p(decl, BUILT_IN_NORMAL))
		return false;
	switch (DECL_FUNCTION_CODE(decl)) {
	case BUILT_IN_EXPECT:
	case BUILT_IN_EXPECT_WITH_PROBABILITY:
	case BUILT_IN_ASSUME_ALIGNED:
		call_result_arg(l, call, 0);
		return true;
	case BUILT_IN_CONSTANT_P:
		call_result(l, call,
			    ir_imm(CONSTANT_CLASS_P(gimple_call_arg(call, 0))));
		return true;
	case BUILT_IN_OBJECT_SIZE:
#ifdef KMC_DYNAMIC_OBJECT_SIZE
	case KMC_DYNAMIC_OBJECT_SIZE:
#endif
	case BUILT_IN_STACK_SAVE:
	case BUILT_IN_RETURN_ADDRESS:
	case BUILT_IN_FRAME_ADDRESS:
	case BUILT_IN_EXTRACT_RETURN_ADDR:
	case BUILT_IN_VA_ARG_PACK:
		call_result_opaque(l, call);
		return true;
	case BUILT_IN_UNREACHABLE:
	case BUILT_IN_TRAP:
	case BUILT_IN_STACK_RESTORE:
	case BUILT_IN_PREFETCH:
	case BUILT_IN_VA_START:
	case BUILT_IN_VA_END:
		return true;
	default:
		return false;
	}
}

/* What must not be left in the object (BUILD_BUG_ON(), fortify's checks) is no
 * call: it goes once constants are folded.
 */
static bool call_forbidden(struct lower *l, gcall *call, tree decl)
{
	if (!decl || !decl_forbidden(decl))
		return false;
	call_result_opaque(l, call);
	return true;
}

/* ---- calls ---- */

/* The operand called; *@via is set for one through a pointer. */
static struct ir_operand call_callee(struct lower *l, gcall *call,
				     const char **via)
{
	tree decl = gimple_call_fndecl(call), fn = gimple_call_fn(call);
	struct ir_operand o;

	if (decl)
		return ir_global(decl_name(l->lu->ir->arena, decl));
	*via = lower_via(l->lu, fn);
	o = lower_operand(l, fn);
	if (o.kind == IR_VALUE)
		return o;
	/* a constant address: a value all the same */
	return lower_def(l, IR_COPY, IR_PTR, 0, o, no_operand());
}

static struct ir_operand *call_args(struct lower *l, gcall *call)
{
	unsigned int i, n = gimple_call_num_args(call);
	struct ir_operand *args;

	args = (struct ir_operand *)arena_alloc(l->lu->ir->arena,
						(n + 1) * sizeof(*args));
	for (i = 0; i < n; i++)
		args[i] = lower_operand(l, gimple_call_arg(call, i));
	return args;
}

static void call_emit(struct lower *l, gcall *call)
{
	unsigned int k, n = gimple_call_num_args(call);
	struct ir_operand *args = call_args(l, call);
	tree lhs = gimple_call_lhs(call);
	const char *via = NULL;
	struct ir_operand fn = call_callee(l, call, &via);
	enum ir_type type = lhs ? lower_type(TREE_TYPE(lhs)) : IR_VOID;
	struct ir_insn *i = lower_insn(l, IR_CALL, type);

	i->a = fn;
	i->field = via;
	i->noreturn = gimple_call_flags(call) & ECF_NORETURN;
	for (k = 0; k < n; k++)
		ir_arg_new(l->f, i, args[k], 0);
	if (!lhs)
		return;
	if (TREE_CODE(lhs) == SSA_NAME) {
		i->dest = lower_ssa(l, lhs);
		return;
	}
	i->dest = ir_value_new(l->f, type, NULL);
	lower_store(l, lhs, ir_val(i->dest));
}

void lower_call(struct lower *l, gcall *call)
{
	tree decl = gimple_call_fndecl(call);

	if (!call_internal(l, call) && !call_builtin(l, call, decl) &&
	    !call_forbidden(l, call, decl))
		call_emit(l, call);
}
