/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the record's writer share: record-write.c writes heads,
 * facts and units, record-write-func.c functions, record-write-number.c the
 * pieces.
 */
#ifndef KMC_RECORD_WRITER_H
#define KMC_RECORD_WRITER_H

#include "ir.h"
#include "record-format.h"

struct intern;

struct record_writer {
	struct arena *scratch;
	const struct ir_unit *unit;
	struct code *code;
	uint64_t numbers;		/* written */
	struct record_context context;
	struct intern *strings[RECORD_TABLES];
	struct ir_loc loc;		/* of what was written before */
	const struct ir_func *func;
	uint32_t *number;		/* by value of the function */
	uint32_t next;			/* number of the next value */
	uint32_t block;
};

/* A number below 2^63; any number; a signed one. */
void rec_put(struct record_writer *w, enum record_kind kind, uint64_t n);
void rec_put_wide(struct record_writer *w, enum record_kind kind, uint64_t n);
void rec_put_signed(struct record_writer *w, enum record_kind kind, int64_t n);

/* A string (NULL: the empty one). */
void rec_put_string(struct record_writer *w, enum record_table table,
		    const char *s);

/* A place that is there: file, line, column. */
void rec_put_loc(struct record_writer *w, const struct ir_loc *loc);

void rec_put_func(struct record_writer *w, const struct ir_func *f);

#endif
