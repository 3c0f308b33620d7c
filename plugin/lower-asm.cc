/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Assembly: what it writes is not known, what it reads is kept as arguments.
 * Calls that the kernel hides in it (get_user, put_user) become calls.
 */
#include "gcc-headers.h"
#include "lower.h"

/* The user access that @text calls, as the API table names it; or NULL. */
static const char *hidden_call(const char *text)
{
	static const struct {
		const char *in, *name;
	} calls[] = {
		{ "__get_user_", "asm:__get_user" },
		{ "__put_user_", "asm:__put_user" },
	};
	const char *at;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(calls); i++) {
		at = strstr(text, calls[i].in);
		if (!at)
			continue;
		while (at > text && ISSPACE(at[-1]))
			at--;
		if (at - text >= 4 && !strncmp(at - 4, "call", 4))
			return calls[i].name;
		if (at - text >= 2 && !strncmp(at - 2, "bl", 2))
			return calls[i].name;
	}
	return NULL;
}

/* Values and scalars in memory; of other memory the address. */
static struct ir_operand asm_input(struct lower *l, tree t)
{
	if (TREE_CODE(t) != SSA_NAME && is_memory(t) &&
	    (!is_gimple_reg_type(TREE_TYPE(t)) ||
	     lower_memory_type(TREE_TYPE(t)) == IR_AGG))
		return lower_address(l, t, 0);
	return lower_operand(l, t);
}

/* All inputs, and the number of them in *@n. */
static struct ir_operand *asm_inputs(struct lower *l, gasm *stmt,
				     unsigned int *n)
{
	struct ir_operand *args;
	unsigned int i;

	*n = gimple_asm_ninputs(stmt);
	args = (struct ir_operand *)arena_alloc(l->lu->ir->arena,
						(*n + 1) * sizeof(*args));
	for (i = 0; i < *n; i++)
		args[i] = asm_input(l, TREE_VALUE(gimple_asm_input_op(stmt,
								      i)));
	return args;
}

/* A register output is defined by @i, when it is the first one, or else by an
 * opaque value; a memory output is stored to.
 */
static void asm_output(struct lower *l, tree to, struct ir_insn *first)
{
	enum ir_type type = lower_memory_type(TREE_TYPE(to));
	struct ir_insn *i = first;

	if (!i)
		i = lower_opaque(l, type, TREE_CODE(to) == SSA_NAME ?
				 lower_ssa(l, to) : 0);
	else
		i->dest = TREE_CODE(to) == SSA_NAME ? lower_ssa(l, to) :
			ir_value_new(l->f, type, NULL);
	i->type = type;
	if (TREE_CODE(to) != SSA_NAME)
		lower_store(l, to, dest_of(i));
}

static struct ir_insn *asm_insn(struct lower *l, gasm *stmt)
{
	const char *name = hidden_call(gimple_asm_string(stmt));
	unsigned int n, k;
	struct ir_operand *args = asm_inputs(l, stmt, &n);
	struct ir_insn *i;

	if (!name && !n)
		return NULL;
	i = lower_insn(l, name ? IR_CALL : IR_OPAQUE, IR_VOID);
	if (name)
		i->a = ir_global(name);
	for (k = 0; k < n; k++)
		ir_arg_new(l->f, i, args[k], 0);
	return i;
}

/* No code at all, which only keeps the compiler from knowing a value, such as
 * OPTIMIZER_HIDE_VAR() and RELOC_HIDE(): what comes out is what went in.
 */
static bool lower_hidden_copy(struct lower *l, gasm *stmt)
{
	tree to, from, constraint;
	struct ir_insn *i;

	if (*gimple_asm_string(stmt) || gimple_asm_noutputs(stmt) != 1 ||
	    gimple_asm_ninputs(stmt) != 1 || gimple_asm_nlabels(stmt))
		return false;
	to = TREE_VALUE(gimple_asm_output_op(stmt, 0));
	from = TREE_VALUE(gimple_asm_input_op(stmt, 0));
	constraint = TREE_VALUE(TREE_PURPOSE(gimple_asm_input_op(stmt, 0)));
	if (strcmp(TREE_STRING_POINTER(constraint), "0") ||
	    TREE_CODE(to) != SSA_NAME || !is_gimple_val(from) ||
	    lower_memory_type(TREE_TYPE(to)) !=
	    lower_memory_type(TREE_TYPE(from)))
		return false;
	i = lower_insn(l, IR_COPY, lower_memory_type(TREE_TYPE(to)));
	i->a = lower_operand(l, from);
	i->dest = lower_ssa(l, to);
	return true;
}

void lower_asm(struct lower *l, gasm *stmt)
{
	struct ir_insn *first;
	unsigned int i;

	if (lower_hidden_copy(l, stmt))
		return;
	first = asm_insn(l, stmt);

	for (i = 0; i < gimple_asm_noutputs(stmt); i++) {
		asm_output(l, TREE_VALUE(gimple_asm_output_op(stmt, i)), first);
		first = NULL;
	}
}
