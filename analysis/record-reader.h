/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the record's reader share: record-read.c reads heads and
 * units, record-read-func.c functions, record-read-number.c the pieces.
 */
#ifndef KMC_RECORD_READER_H
#define KMC_RECORD_READER_H

#include "ir.h"
#include "record-format.h"

struct record_strings {
	unsigned int n, cap;
	const char **at;
};

struct record_reader {
	struct arena *arena;
	struct code *code;
	uint64_t left;			/* numbers that it may still hold */
	struct record_context context;
	const char *error;		/* a few words */
	struct record_strings tables[RECORD_TABLES];
	struct ir_unit *unit;
	struct ir_loc loc;		/* of what was read before */
	struct ir_func *func;
	uint32_t nblocks;		/* that the function says it has */
	uint32_t block;
};

/* Note what is wrong with the record; it ends here. */
void rec_bad(struct record_reader *r, const char *what);

/* A number; one that is at most @max, or else @what is wrong; any number of 64
 * bits; a signed one. 0 after an error.
 */
uint64_t rec_get(struct record_reader *r, enum record_kind kind);
uint64_t rec_get_max(struct record_reader *r, enum record_kind kind,
		     uint64_t max, const char *what);
uint64_t rec_get_wide(struct record_reader *r, enum record_kind kind);
int64_t rec_get_signed(struct record_reader *r, enum record_kind kind);

/* A number of things that are @min numbers or more each. */
uint32_t rec_get_count(struct record_reader *r, enum record_kind kind,
		       unsigned int min);

/* @base plus a signed difference. */
uint32_t rec_near(struct record_reader *r, uint32_t base, int64_t difference);

const char *rec_get_string(struct record_reader *r, enum record_table table);
struct ir_loc rec_get_loc(struct record_reader *r);
enum ir_type rec_get_type(struct record_reader *r);

/* A function, added to the unit and finished. */
void rec_get_func(struct record_reader *r);

#endif
