/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the pieces that records are made of. The bytes are hostile: see
 * record-read.c.
 */
#include "arena.h"
#include "record-reader.h"


void rec_bad(struct record_reader *r, const char *what)
{
	if (!r->error)
		r->error = what;
	r->pos = r->end;
}

unsigned int rec_get_byte(struct record_reader *r)
{
	if (r->pos == r->end) {
		rec_bad(r, "it ends too early");
		return 0;
	}
	return *r->pos++;
}

uint64_t rec_get(struct record_reader *r)
{
	unsigned int byte, shift = 0;
	uint64_t n = 0;

	do {
		byte = rec_get_byte(r);
		if (shift == 63 && byte > 1) {
			rec_bad(r, "a number is too large");
			return 0;
		}
		n |= (uint64_t)(byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return r->error ? 0 : n;
}

uint64_t rec_get_max(struct record_reader *r, uint64_t max, const char *what)
{
	uint64_t n = rec_get(r);

	if (n <= max)
		return n;
	rec_bad(r, what);
	return 0;
}

/* A number of things that take @min bytes or more each. */
uint32_t rec_get_count(struct record_reader *r, unsigned int min)
{
	uint64_t n = rec_get(r);

	if (n <= (size_t)(r->end - r->pos) / min && n <= UINT32_MAX / 2)
		return (uint32_t)n;
	rec_bad(r, "a count is larger than the record");
	return 0;
}

int64_t rec_unzigzag(uint64_t n)
{
	return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

int64_t rec_get_signed(struct record_reader *r)
{
	return rec_unzigzag(rec_get(r));
}

/* A number of 32 bits given as a difference to @base. */
uint32_t rec_get_near(struct record_reader *r, uint32_t base,
		      uint64_t difference)
{
	int64_t n = rec_unzigzag(difference);

	if (n < -(int64_t)base || n > (int64_t)(UINT32_MAX - base)) {
		rec_bad(r, "a difference is too large");
		return 0;
	}
	return (uint32_t)(base + n);
}

const char *rec_string_at(struct record_reader *r, uint64_t n)
{
	if (n < r->nstrings)
		return r->strings[n];
	rec_bad(r, "a string does not exist");
	return "";
}

const char *rec_get_string(struct record_reader *r)
{
	return rec_string_at(r, rec_get(r));
}

/* A string, or NULL for 0. */
const char *rec_get_name(struct record_reader *r)
{
	uint64_t n = rec_get(r);

	return n ? rec_string_at(r, n - 1) : NULL;
}

struct ir_loc rec_get_loc(struct record_reader *r)
{
	struct ir_loc none = { 0, 0, 0 };
	uint64_t n = rec_get(r);

	if (!n)
		return none;
	n--;
	r->loc.line = rec_get_near(r, r->loc.line, n >> 1);
	if (n & 1)
		r->loc.file = (uint32_t)rec_get_max(r, r->unit->nfiles - 1,
						"a file does not exist");
	r->loc.col = rec_get_near(r, r->loc.col, rec_get(r));
	return r->loc;
}

enum ir_type rec_get_type(struct record_reader *r, unsigned int type)
{
	if (type < IR_NTYPES)
		return (enum ir_type)type;
	rec_bad(r, "a type does not exist");
	return IR_VOID;
}
