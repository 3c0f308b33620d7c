/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the symbolic values share: expr.c and expr-op.c.
 */
#ifndef KMC_EXPR_TABLE_H
#define KMC_EXPR_TABLE_H

#include "expr.h"

struct exprs {
	struct arena *arena;
	const struct ir_unit *unit;
	unsigned int nsyms, cap_syms;
	struct sym **syms;
	uint32_t *sym_table;		/* number + 1 */
	unsigned int sym_slots;
	struct expr **expr_table;
	unsigned int nexprs, expr_slots;
};

/* a + k * b, or NULL on overflow or with too many terms. */
ex expr_combine(struct exprs *es, ex a, ex b, int64_t k);

/* The symbol of operation @op on @a and @b (NULL: it has one operand). */
ex expr_op_symbol(struct exprs *es, enum ir_op op, enum ir_type type, ex a,
		  ex b);

#endif
