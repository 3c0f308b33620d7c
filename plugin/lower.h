/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lowering, between its files: lower.cc (functions, blocks), lower-edge.cc (how
 * blocks are left), lower-expr.cc (values), lower-mem.cc (memory),
 * lower-call.cc (calls), lower-asm.cc (assembly).
 */
#ifndef KMC_PLUGIN_LOWER_H
#define KMC_PLUGIN_LOWER_H

#include "kmc.h"

struct lower_unit {
	struct ir_unit *ir;
	struct source *source;
	struct map *fields;		/* FIELD_DECL to "struct.field" */
	struct map *globals;		/* variable to its name in the unit */
	struct intern *names;		/* those of globals */
};

/* The last block that took the address of an object, and the value. */
struct local_cache {
	uint32_t block, value;
};

/* One function on its way. */
struct lower {
	struct lower_unit *lu;
	struct ir_func *f;
	struct function *fun;
	uint32_t *values;		/* by SSA version; 0: not met yet */
	uint32_t *blocks;		/* by GCC's block; 0: has none */
	uint32_t *targets;		/* by GCC's block: where the edge of the
					   switch at hand goes in the IR */
	struct map *objects;		/* local variable to object */
	unsigned int cap_locals;
	struct local_cache *locals;	/* by object */
	uint32_t block;			/* where instructions go */
	struct ir_loc loc;		/* of the statement at hand */
	const char *why;		/* given up */
};

/* ---- lower.cc ---- */

/* Append an instruction at the place at hand. @type is void for none. */
struct ir_insn *lower_insn(struct lower *l, enum ir_op op, enum ir_type type);

/* The same for one that defines value @dest, or a new one for 0. */
struct ir_operand lower_def(struct lower *l, enum ir_op op, enum ir_type type,
			    uint32_t dest, struct ir_operand a,
			    struct ir_operand b);

/* A value of @type nothing is known of; NULL ends the operands it has. */
struct ir_insn *lower_opaque(struct lower *l, enum ir_type type, uint32_t dest);

/* No operand: for the second one of a unary operation. */
static inline struct ir_operand no_operand(void)
{
	struct ir_operand o = { IR_NONE, 0, 0, NULL };

	return o;
}

static inline struct ir_operand dest_of(const struct ir_insn *i)
{
	return ir_val(i->dest);
}

/* ---- lower-edge.cc ---- */

/* Does @bb nothing but lead out of the function? Such a block has none in the
 * IR.
 */
bool is_leaving(basic_block bb);

/* Leave the block at hand by edge @e. */
void lower_goto(struct lower *l, edge e);

/* Leave it as @bb is left, whose last statement is @last (or NULL). */
void lower_terminator(struct lower *l, basic_block bb, gimple *last);

/* ---- lower-expr.cc ---- */

enum ir_type lower_type(const_tree type);

/* Bytes of a value of GCC's @type; 0 when that is not known. */
uint64_t lower_size(const_tree type);

/* The value of an SSA name. */
uint32_t lower_ssa(struct lower *l, tree name);

/* A GIMPLE operand: constants, SSA names, addresses; aggregates are loaded. */
struct ir_operand lower_operand(struct lower *l, tree t);

/* Is @o of a type that is no scalar? */
bool operand_is_agg(const struct lower *l, const struct ir_operand *o);

/* @lhs @code @rhs as a u1 into @dest (0: a new value). */
struct ir_operand lower_compare(struct lower *l, enum tree_code code, tree lhs,
				tree rhs, uint32_t dest);

/* @from into @dest of GCC's type @to. */
struct ir_operand lower_convert(struct lower *l, struct ir_operand from,
				const_tree from_type, const_tree to,
				uint32_t dest);

void lower_assign(struct lower *l, gimple *stmt);

/* Put @what, of GCC's type @type, where @lhs (SSA name or memory) says. */
void lower_set(struct lower *l, tree lhs, struct ir_operand what);

/* ---- lower-mem.cc ---- */

/* Is @ref in memory, rather than a part of a register? */
bool is_memory(tree ref);

/* The address of @ref; a value @dest is defined by it unless 0. */
struct ir_operand lower_address(struct lower *l, tree ref, uint32_t dest);

/* The type of what is in memory as GCC's @type. */
enum ir_type lower_memory_type(const_tree type);

struct ir_operand lower_load(struct lower *l, tree ref, uint32_t dest);
void lower_store(struct lower *l, tree ref, struct ir_operand what);

/* @to = @from for memory both; clear @to. */
void lower_move(struct lower *l, tree to, tree from);
void lower_clear(struct lower *l, tree to);

/* What is in @to now is not known. */
void lower_forget(struct lower *l, tree to);

/* The object of a local variable. */
uint32_t lower_object(struct lower *l, tree decl);

/* "struct.field" of the innermost named component of @ref, or NULL. */
const char *lower_field(struct lower_unit *lu, tree ref);

/* ---- lower-call.cc, lower-asm.cc ---- */

void lower_call(struct lower *l, gcall *call);
void lower_asm(struct lower *l, gasm *stmt);

#endif
