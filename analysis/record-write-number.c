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
	code_put(w->code, kind, more, CODE_FEW, n);
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
	struct record_text text = { 0, 0 };
	uint32_t more[CODE_MORE];

	do {
		record_text_contexts(&text, more);
		code_put(w->code, RECORD_CHAR, more, CODE_MORE,
			 (unsigned char)*s);
		w->numbers++;
		record_text_note(&text, (unsigned char)*s);
	} while (*s++);
}

void rec_put_string(struct record_writer *w, enum record_table table,
		    const char *s)
{
	struct intern *in = w->strings[table];
	const char *text = s ? s : "";
	uint32_t n = intern_count(in), at = intern_index(in, text);
	int preset = at < n ? -1 : record_preset_find(table, text);

	put(w, RECORD_STRING + table, at < n ? at + RECORD_TOLD :
	    preset < 0 ? RECORD_SPELLED : RECORD_IS_PRESET);
	if (preset >= 0)
		put(w, RECORD_PRESET + table, (unsigned int)preset);
	else if (at == n)
		put_text(w, text);
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
