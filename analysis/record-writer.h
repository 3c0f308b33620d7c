/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the record's writer share: record-write.c writes heads,
 * tables and units, record-write-func.c functions and the pieces.
 */
#ifndef KMC_RECORD_WRITER_H
#define KMC_RECORD_WRITER_H

#include "ir.h"
#include "record-format.h"

struct intern;
struct map;

/* How often an instruction's shape was met. */
struct record_count {
	uint16_t shape;
	uint32_t count;
};

struct record_writer {
	struct arena *scratch;
	const struct ir_unit *unit;
	unsigned char *bytes;
	unsigned int n, cap;
	struct intern *strings;
	uint32_t *order;		/* by string: its place; NULL: first
					   round */
	struct map *shapes;		/* index + 1 in counts[]; in the second
					   round the place in the table */
	unsigned int nshapes, cap_shapes;
	struct record_count *counts;
	struct ir_loc loc;		/* of what was written before */
	const struct ir_func *func;
	uint32_t *number;		/* by value of the function */
	uint32_t next;			/* number of the next value */
	uint32_t block;
};

/* A byte; a number; a signed number. */
void rec_put_byte(struct record_writer *w, unsigned int byte);
void rec_put(struct record_writer *w, uint64_t n);
void rec_put_signed(struct record_writer *w, int64_t n);

/* The number of a string; a string (NULL: the empty one); a string or NULL. */
uint32_t rec_string(struct record_writer *w, const char *s);
void rec_put_string(struct record_writer *w, const char *s);
void rec_put_name(struct record_writer *w, const char *s);

void rec_put_loc(struct record_writer *w, const struct ir_loc *loc);
void rec_put_func(struct record_writer *w, const struct ir_func *f);

#endif
