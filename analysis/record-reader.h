/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the record's reader share: record-read.c reads heads and
 * units, record-read-func.c functions, record-read-bytes.c the pieces.
 */
#ifndef KMC_RECORD_READER_H
#define KMC_RECORD_READER_H

#include "ir.h"
#include "record-format.h"

struct record_reader {
	struct arena *arena;
	const unsigned char *pos, *end;
	const char *error;		/* a few words */
	uint32_t nstrings;
	const char **strings;
	uint32_t nshapes;
	uint16_t *shapes;		/* see record_shape() */
	struct ir_unit *unit;
	struct ir_loc loc;		/* of what was read before */
	struct ir_func *func;
	uint32_t nblocks;		/* that the function says it has */
	uint32_t block;
};

/* Note what is wrong with the record; it ends here. */
void rec_bad(struct record_reader *r, const char *what);

/* A byte; a number; one that is at most @max, or else @what is wrong. */
unsigned int rec_get_byte(struct record_reader *r);
uint64_t rec_get(struct record_reader *r);
uint64_t rec_get_max(struct record_reader *r, uint64_t max, const char *what);

/* A number of things that take @min bytes or more each. */
uint32_t rec_get_count(struct record_reader *r, unsigned int min);

/* A signed number; one of 32 bits given as its difference to @base. */
int64_t rec_unzigzag(uint64_t n);
int64_t rec_get_signed(struct record_reader *r);
uint32_t rec_get_near(struct record_reader *r, uint32_t base,
		      uint64_t difference);

/* The string of a number; a string; a string or NULL. */
const char *rec_string_at(struct record_reader *r, uint64_t n);
const char *rec_get_string(struct record_reader *r);
const char *rec_get_name(struct record_reader *r);

struct ir_loc rec_get_loc(struct record_reader *r);

/* Check that a byte is a type. */
enum ir_type rec_get_type(struct record_reader *r, unsigned int type);

/* The table of shapes; a function, added to the unit and finished. */
void rec_get_shapes(struct record_reader *r);
void rec_get_func(struct record_reader *r);

#endif
