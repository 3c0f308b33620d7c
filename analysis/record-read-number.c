/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading the pieces that records are made of. The bytes are hostile: see
 * record-read.c.
 */
#include <string.h>

#include "arena.h"
#include "record-reader.h"

void rec_bad(struct record_reader *r, const char *what)
{
	if (!r->error)
		r->error = what;
}

/* Count a number against what the record may hold. */
static bool take(struct record_reader *r)
{
	if (r->error)
		return false;
	if (code_overrun(r->code)) {
		rec_bad(r, "it ends too early");
		return false;
	}
	if (!r->left) {
		rec_bad(r, "it says more than its size allows");
		return false;
	}
	r->left--;
	return true;
}

static uint64_t get(struct record_reader *r, unsigned int kind)
{
	uint32_t more[CODE_MORE];
	uint64_t n;

	if (!take(r))
		return 0;
	record_contexts(&r->context, kind, more);
	n = code_get(r->code, kind, more, CODE_FEW);
	record_note(&r->context, kind, n);
	return n;
}

uint64_t rec_get(struct record_reader *r, enum record_kind kind)
{
	return get(r, kind);
}

uint64_t rec_get_max(struct record_reader *r, enum record_kind kind,
		     uint64_t max, const char *what)
{
	uint64_t n = get(r, kind);

	if (n <= max)
		return n;
	rec_bad(r, what);
	return 0;
}

uint64_t rec_get_wide(struct record_reader *r, enum record_kind kind)
{
	uint64_t n = get(r, kind), high;

	if (n)
		return n - 1;
	high = rec_get_max(r, RECORD_WIDE, UINT32_MAX, "a number is too large");
	return high << 32 | rec_get_max(r, RECORD_WIDE, UINT32_MAX,
					"a number is too large");
}

static int64_t unzigzag(uint64_t n)
{
	return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

int64_t rec_get_signed(struct record_reader *r, enum record_kind kind)
{
	return unzigzag(rec_get_wide(r, kind));
}

uint32_t rec_get_count(struct record_reader *r, enum record_kind kind,
		       unsigned int min)
{
	uint64_t n = get(r, kind);

	if (n <= r->left / min && n <= UINT32_MAX / 2)
		return (uint32_t)n;
	rec_bad(r, "a count is larger than the record");
	return 0;
}

uint32_t rec_near(struct record_reader *r, uint32_t base, int64_t difference)
{
	if (difference < -(int64_t)base ||
	    difference > (int64_t)(UINT32_MAX - base)) {
		rec_bad(r, "a difference is too large");
		return 0;
	}
	return (uint32_t)(base + difference);
}

static const char *get_text(struct record_reader *r)
{
	struct record_text text = { 0, 0 };
	uint32_t more[CODE_MORE];
	unsigned int n = 0, cap = 0;
	uint64_t c = 0;
	char *s = NULL;

	do {
		record_text_contexts(&text, more);
		c = take(r) ? code_get(r->code, RECORD_CHAR, more, CODE_MORE) :
			      0;
		if (c > 255) {
			rec_bad(r, "a character does not exist");
			c = 0;
		}
		s = ARENA_GROW(r->arena, s, n, &cap);
		s[n++] = (char)(unsigned char)c;
		record_text_note(&text, (unsigned char)c);
	} while (c);
	return s;
}

static const char *get_preset(struct record_reader *r, enum record_table table)
{
	uint64_t i = get(r, RECORD_PRESET + table);

	if (i < record_presets(table))
		return record_preset(table, (unsigned int)i);
	rec_bad(r, "a preset string does not exist");
	return "";
}

const char *rec_get_string(struct record_reader *r, enum record_table table)
{
	struct record_strings *t = &r->tables[table];
	uint64_t at = get(r, RECORD_STRING + table);

	if (r->error)
		return "";
	if (at < RECORD_TOLD) {
		t->at = ARENA_GROW(r->arena, t->at, t->n, &t->cap);
		return t->at[t->n++] = at == RECORD_SPELLED ? get_text(r) :
				       get_preset(r, table);
	}
	if (at - RECORD_TOLD < t->n)
		return t->at[at - RECORD_TOLD];
	rec_bad(r, "a string does not exist");
	return "";
}

struct ir_loc rec_get_loc(struct record_reader *r)
{
	uint64_t n = get(r, RECORD_LINE);

	r->loc.line = rec_near(r, r->loc.line, unzigzag(n >> 1));
	if (n & 1)
		r->loc.file = (uint32_t)rec_get_max(r, RECORD_FILE,
						    r->unit->nfiles - 1,
						    "a file does not exist");
	r->loc.col = (uint32_t)rec_get_max(r, RECORD_COL, UINT32_MAX,
					   "a column is too large");
	return r->loc;
}

enum ir_type rec_get_type(struct record_reader *r)
{
	return (enum ir_type)rec_get_max(r, RECORD_TYPE, IR_NTYPES - 1,
					 "a type does not exist");
}
