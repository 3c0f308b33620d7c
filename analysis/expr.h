/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbolic values: linear expressions over symbols, hash-consed.
 *
 * An expression is constant + sum of coefficient * symbol; equal expressions
 * are the same pointer. What is not linear is a symbol of kind SYM_OP over its
 * operands, also hash-consed, so that the same computation on the same
 * operands is the same symbol: conditions that are tested twice agree.
 * Integers are taken as mathematical integers in 64 bits; unsigned values of
 * 64 bits and pointers are seen as signed (ERR_PTR(-4095..-1) is negative).
 */
#ifndef KMC_EXPR_H
#define KMC_EXPR_H

#include "ir.h"

struct arena;

enum sym_kind {
	SYM_PARAM,	/* parameter id, as the function was entered */
	SYM_OBJECT,	/* address of local object id of function key */
	SYM_GLOBAL,	/* address of the global that name names */
	SYM_CELL,	/* content at entry of the memory at x, bits id */
	SYM_CALL,	/* result of call key, generation id */
	SYM_HAVOC,	/* what call key may have left at address x; y: before */
	SYM_MAP,	/* base address of a mapping made at key, generation id */
	SYM_PHI,	/* merged at block id of function key: value gen */
	SYM_FOREIGN,	/* symbol x of a callee, seen from call key */
	SYM_ADVANCE,	/* how far call key advanced the pointer x: 0 or more */
	SYM_OP,		/* op over x, y */
	SYM_NKINDS
};

struct range {
	int64_t lo, hi;
	bool nz;			/* not zero */
	bool nerr;			/* not in -4095..-1 */
};

typedef const struct expr *ex;

struct term {
	uint32_t sym;
	int64_t coef;
};

struct expr {
	int64_t c;
	uint32_t n;			/* number of terms, by symbol */
	uint32_t id;
	const struct sym *root;		/* what expr_root() gives */
	struct term t[];
};

struct sym {
	enum sym_kind kind;
	enum ir_op op;
	enum ir_type type;
	uint32_t id, gen;
	const void *key;
	ex x, y;
	struct range range;		/* always true */
	const char *name;		/* for messages, or NULL */
	uint8_t depth;			/* of nested operations */
	uint32_t number;
	ex self;			/* the expression that is just it */
};

struct exprs;

/* A table of symbols and expressions in @arena, for one unit. */
struct exprs *exprs_new(struct arena *arena, const struct ir_unit *unit);

/* The symbol of these attributes; op, type and range are set when it is new. */
ex expr_sym(struct exprs *es, enum sym_kind kind, const void *key, uint32_t id,
	    uint32_t gen, ex x, ex y, enum ir_type type);

const struct sym *expr_symbol(const struct exprs *es, uint32_t sym);

/* How many symbols there are; they are numbered from 0. */
uint32_t expr_symbols(const struct exprs *es);

/* The expression that is just symbol number @sym. */
ex expr_of(struct exprs *es, uint32_t sym);

ex expr_const(struct exprs *es, int64_t c);

/* The largest constant and factor of a sum; a mere constant has no limit. */
#define EXPR_MAX_PART (INT64_C(1) << 59)

/* @a without its constant. */
ex expr_base(struct exprs *es, ex a);

/* Sums; with too large a part or too many terms a SYM_OP symbol results. */
ex expr_add(struct exprs *es, ex a, ex b);
ex expr_sub(struct exprs *es, ex a, ex b);
ex expr_addc(struct exprs *es, ex a, int64_t c);
ex expr_scale(struct exprs *es, ex a, int64_t k);

/* Any operation, folded where that is possible without facts. Comparisons
 * give 0, 1, a symbol of op EQ, SLE or ULE, or one minus such a symbol.
 */
ex expr_op(struct exprs *es, enum ir_op op, enum ir_type type, ex a, ex b);

/* Give the symbol that @e is (plus a constant) a name, if it has none yet. */
void expr_name(struct exprs *es, ex e, const char *name);

/* Is @e constant? Then *@c is its value. */
bool expr_is_const(ex e, int64_t *c);

/* The symbol when @e is one symbol with coefficient 1 plus a constant (in *@c,
 * which may be NULL), else NULL.
 */
const struct sym *expr_is_sym(const struct exprs *es, ex e, int64_t *c);

/* The symbol of @e that is a pointer with coefficient 1, or its only symbol:
 * what an address is based on. NULL when there is none.
 */
static inline const struct sym *expr_root(ex e)
{
	return e->root;
}

/* What kind of value @e is: an address with an index is an address. */
enum ir_type expr_type(const struct exprs *es, ex e);

/* Replace symbols: @map gives the expression for a symbol number, or NULL to
 * keep it. Operands of operations are replaced as well.
 */
typedef ex (*expr_map)(void *closure, uint32_t sym);
ex expr_subst(struct exprs *es, ex e, expr_map map, void *closure);

/* Does @pred hold for any symbol in @e, also inside operations? */
typedef bool (*expr_pred)(void *closure, const struct sym *s, uint32_t sym);
bool expr_any(const struct exprs *es, ex e, expr_pred pred, void *closure);

/* Does @e hold the value of symbol number @sym: as a term, in an operation, or
 * in what a call may have left unchanged? What was only loaded from memory at
 * an address made with it does not count.
 */
bool expr_holds(const struct exprs *es, ex e, uint32_t sym);

/* Memory that lives as long as the expressions. */
void *expr_memory(struct exprs *es, const void *from, size_t size);

/* Does the code itself take @e to a bound of its: is a part of it the smaller
 * of something and a constant, computed modulo one, moved by a library, merged,
 * or what a call made of a constant: one it was given to change, or the page's
 * size as a limit? Else a bound is only what a branch has excluded, and that it
 * is reached nothing shows.
 */
bool expr_reaches(const struct exprs *es, ex e);

/* The range that a type allows. */
struct range range_of_type(const struct ir_unit *u, enum ir_type t);

#endif
