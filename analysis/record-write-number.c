/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing the pieces that records are made of; see doc/format.md.
 */
#include <string.h>

#include "arena.h"
#include "intern.h"
#include "record-writer.h"

static void put(struct record_writer *w, unsigned int kind, uint64_t n)
{
	uint32_t more[CODE_MORE];

	record_contexts(&w->context, kind, more);
	code_put(w->code, kind, more, n);
	record_note(&w->context, kind, n);
	w->numbers++;
}

void rec_put(struct record_writer *w, enum record_kind kind, uint64_t n)
{
	put(w, kind, n);
}

void rec_put_wide(struct record_writer *w, enum record_kind kind, uint64_t n)
{
	if (!(n >> RECORD_WIDE_BITS)) {
		put(w, kind, n + 1);
		return;
	}
	put(w, kind, 0);
	put(w, RECORD_WIDE, n >> 32);
	put(w, RECORD_WIDE, n & UINT32_MAX);
}

/* 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
void rec_put_signed(struct record_writer *w, enum record_kind kind, int64_t n)
{
	rec_put_wide(w, kind, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

static void put_text(struct record_writer *w, const char *s)
{
	uint32_t more[CODE_MORE], before = 0;

	do {
		more[0] = before & 0xff;
		more[1] = before & 0xffff;
		more[2] = before & 0xffffff;
		code_put(w->code, RECORD_CHAR, more, (unsigned char)*s);
		w->numbers++;
		before = before << 8 | (unsigned char)*s;
	} while (*s++);
}

/* 0: a new one follows; else its place in the table, from 1. */
void rec_put_string(struct record_writer *w, enum record_table table,
		    const char *s)
{
	struct intern *in = w->strings[table];
	uint32_t n = intern_count(in), at = intern_index(in, s ? s : "");

	put(w, RECORD_STRING + table, at < n ? at + 1 : 0);
	if (at == n)
		put_text(w, s ? s : "");
}

void rec_put_loc(struct record_writer *w, const struct ir_loc *loc)
{
	bool same = loc->file == w->loc.file;
	int64_t line = (int64_t)loc->line - w->loc.line;

	put(w, RECORD_LINE, ((uint64_t)line << 1 ^
			     (line < 0 ? UINT64_MAX : 0)) << 1 | !same);
	if (!same)
		put(w, RECORD_FILE, loc->file);
	put(w, RECORD_COL, loc->col);
	w->loc = *loc;
}
