/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading records; see doc/format.md. The bytes are hostile: every length,
 * count and index is checked, and what is allocated is in proportion to what
 * was read. After an error everything reads as 0 and loops end; the first
 * error is the one that is told.
 */
#include <string.h>

#include "arena.h"
#include "record-reader.h"
#include "record.h"

/* ---- strings ---- */

static char *get_text(struct record_reader *r, size_t shared, const char *last)
{
	uint64_t len = rec_get(r);
	char *s;

	if (len > (size_t)(r->end - r->pos) ||
	    memchr(r->pos, '\0', (size_t)len)) {
		rec_bad(r, "a string is too long or has a NUL in it");
		len = shared = 0;
	}
	s = (char *)arena_alloc(r->arena, shared + (size_t)len + 1);
	memcpy(s, last, shared);
	memcpy(s + shared, r->pos, (size_t)len);
	r->pos += len;
	return s;
}

static void get_strings(struct record_reader *r)
{
	uint32_t n = rec_get_count(r, 2), k;
	const char *last = "";
	unsigned int shared;

	r->strings = ARENA_ARRAY(r->arena, const char *, n);
	for (k = 0; k < n && !r->error; k++) {
		shared = rec_get_byte(r);
		if (shared > RECORD_PREFIX_MAX || shared > strlen(last)) {
			rec_bad(r, "a prefix is longer than its string");
			return;
		}
		last = r->strings[k] = get_text(r, shared, last);
	}
	r->nstrings = r->error ? 0 : n;
}

/* ---- the unit ---- */

static void get_fact_call(struct record_reader *r, struct ir_facts *f)
{
	struct ir_fact_call *c = ir_fact_call_new(r->unit, f);
	uint64_t n = rec_get(r);
	const char *name = n >> 2 ? rec_string_at(r, (n >> 2) - 1) : NULL;

	if (n & RECORD_VIA)
		c->via = name;
	else
		c->callee = name;
	c->loc = rec_get_loc(r);
	if (n & RECORD_GFP)
		c->gfp_param = (int)rec_get_max(r, INT32_MAX,
					    "a parameter does not exist");
}

static void get_facts(struct record_reader *r)
{
	struct ir_facts *f = ir_facts_new(r->unit, "");
	uint64_t n;

	f->func = rec_get_string(r);
	n = rec_get(r);
	f->is_static = n & 1;
	f->loc = rec_get_loc(r);
	n >>= 1;
	if (n > (size_t)(r->end - r->pos) / 2)
		rec_bad(r, "a count is larger than the record");
	for (; n && !r->error; n--)
		get_fact_call(r, f);
}

static void get_target(struct record_reader *r)
{
	struct ir_target *t = &r->unit->target;
	unsigned int flags = rec_get_byte(r);

	t->highmem = flags & RECORD_HIGHMEM;
	t->highpte = flags & RECORD_HIGHPTE;
	t->rt = flags & RECORD_RT;
	t->forcemap = flags & RECORD_FORCEMAP;
	t->debugkmap = flags & RECORD_DEBUGKMAP;
	t->bits = flags & RECORD_BITS64 ? 64 : 32;
	t->page = rec_get(r);
	t->kmax = (unsigned int)rec_get_max(r, INT32_MAX, "too many slots");
	t->gfp_reclaim = rec_get(r);
}

/* An array of strings behind the @n that are there. */
static const char **get_list(struct record_reader *r, uint32_t first,
			     uint32_t n)
{
	const char **list = ARENA_ARRAY(r->arena, const char *, first + n);
	uint32_t k;

	for (k = first; k < first + n; k++)
		list[k] = rec_get_string(r);
	return list;
}

static void get_globals(struct record_reader *r)
{
	struct ir_unit *u = r->unit;
	uint32_t n = rec_get_count(r, 3);
	struct ir_global *g;

	u->globals = ARENA_ARRAY(r->arena, struct ir_global, n);
	while (u->nglobals < n && !r->error) {
		g = &u->globals[u->nglobals++];
		g->name = rec_get_string(r);
		g->is_const = rec_get_byte(r) & 1;
		g->size = rec_get(r);
	}
	u->cap_globals = n;
}

static void get_sections(struct record_reader *r)
{
	struct ir_unit *u = r->unit;
	uint32_t n;

	n = rec_get_count(r, 1);
	u->files = get_list(r, 1, n);
	u->nfiles = u->cap_files = n + 1;
	get_target(r);
	n = rec_get_count(r, 1);
	u->api = get_list(r, 0, n);
	u->napi = u->cap_api = n;
	get_globals(r);
	for (n = rec_get_count(r, 3); n && !r->error; n--)
		get_facts(r);
	for (n = rec_get_count(r, 6); n && !r->error; n--)
		rec_get_func(r);
	if (r->pos != r->end)
		rec_bad(r, "there are bytes after its end");
}

static struct record *read_payload(struct arena *arena,
				   const unsigned char *bytes, size_t size,
				   const char **error)
{
	struct record *record = ARENA_NEW(arena, struct record);
	struct record_reader r;
	const char *wrong;

	memset(&r, 0, sizeof(r));
	r.arena = arena;
	r.pos = bytes;
	r.end = bytes + size;
	record->build_id = get_text(&r, 0, "");
	record->unit = r.unit = ir_unit_new(arena, "");
	r.unit->name = get_text(&r, 0, "");
	get_strings(&r);
	rec_get_shapes(&r);
	if (!r.error)
		get_sections(&r);
	wrong = r.error ? r.error : ir_check_unit(r.unit);
	if (!wrong)
		return record;
	*error = arena_printf(arena, "the record of '%s' is broken: %s",
			      r.unit->name, wrong);
	return NULL;
}

/* ---- the head ---- */

static uint32_t get_u32(const unsigned char *at)
{
	return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

struct record *record_read(struct arena *arena, const unsigned char *bytes,
			   size_t size, size_t *pos, const char **error)
{
	const unsigned char *head;
	struct record *record;
	size_t start, len;

	*error = NULL;
	while (*pos < size && !bytes[*pos])
		++*pos;
	start = *pos;
	if (start >= size)
		return NULL;
	*pos = size;
	head = bytes + start;
	if (size - start < RECORD_HEAD || memcmp(head, RECORD_MAGIC, 4)) {
		*error = arena_printf(arena, "there is no record at byte %zu",
				      start);
		return NULL;
	}
	len = get_u32(head + 6);
	if (len > size - start - RECORD_HEAD) {
		*error = arena_printf(arena, "the record at byte %zu is cut "
				      "off", start);
		return NULL;
	}
	*pos = start + RECORD_HEAD + len;
	if (head[4] != RECORD_VERSION || head[5]) {
		*error = arena_printf(arena, "the record at byte %zu has "
				      "format %u.%u, not %u.0", start, head[4],
				      head[5], RECORD_VERSION);
		return NULL;
	}
	if (record_checksum(head + RECORD_HEAD, len) != get_u32(head + 10)) {
		*error = arena_printf(arena, "the record at byte %zu has a "
				      "wrong checksum", start);
		return NULL;
	}
	record = read_payload(arena, head + RECORD_HEAD, len, error);
	if (record)
		record->size = RECORD_HEAD + len;
	return record;
}
