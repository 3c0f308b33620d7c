/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading records; see doc/format.md. The bytes are hostile: every length,
 * count and index is checked, and how many numbers a record may hold follows
 * from its size, so that what is allocated is in proportion to it. After an
 * error everything reads as 0 and loops end; the first error is the one that is
 * told.
 */
#include <string.h>

#include "arena.h"
#include "record-reader.h"
#include "record.h"

/* ---- the unit ---- */

static void get_fact_call(struct record_reader *r, struct ir_facts *f)
{
	struct ir_fact_call *c = ir_fact_call_new(r->unit, f);
	uint64_t flags = rec_get(r, RECORD_CALL);
	bool via = flags & RECORD_VIA;
	const char *name = flags & RECORD_UNNAMED ? NULL :
		rec_get_string(r, via ? RECORD_FIELDS : RECORD_SYMBOLS);

	if (via)
		c->via = name;
	else
		c->callee = name;
	c->loc = rec_get_loc(r);
	if (flags & RECORD_HAS_GFP)
		c->gfp_param = (int)rec_get_max(r, RECORD_GFP, INT32_MAX,
						"a parameter does not exist");
}

static void get_facts(struct record_reader *r)
{
	struct ir_facts *f = ir_facts_new(r->unit, "");
	uint64_t n;

	record_op(&r->context, RECORD_AT_FUNC);
	f->func = rec_get_string(r, RECORD_SYMBOLS);
	n = rec_get(r, RECORD_CALLS);
	f->is_static = n & 1;
	f->loc = rec_get_loc(r);
	record_op(&r->context, RECORD_AT_FACTS);
	n >>= 1;
	if (n > r->left / 2)
		rec_bad(r, "a count is larger than the record");
	for (; n && !r->error; n--)
		get_fact_call(r, f);
}

static void get_target(struct record_reader *r)
{
	struct ir_target *t = &r->unit->target;
	uint64_t flags = rec_get(r, RECORD_TARGET);

	t->highmem = flags & RECORD_HIGHMEM;
	t->highpte = flags & RECORD_HIGHPTE;
	t->rt = flags & RECORD_RT;
	t->forcemap = flags & RECORD_FORCEMAP;
	t->debugkmap = flags & RECORD_DEBUGKMAP;
	t->bits = flags & RECORD_BITS64 ? 64 : 32;
	t->page = rec_get_wide(r, RECORD_NUMBER);
	t->kmax = (unsigned int)rec_get_max(r, RECORD_NUMBER, INT32_MAX,
					    "too many slots");
	t->gfp_reclaim = rec_get_wide(r, RECORD_NUMBER);
}

/* An array of strings behind the @first that are there. */
static const char **get_list(struct record_reader *r, enum record_table table,
			     uint32_t first, unsigned int *end)
{
	uint32_t n = rec_get_count(r, RECORD_COUNT, 1), k;
	const char **list = ARENA_ARRAY(r->arena, const char *, first + n);

	for (k = first; k < first + n; k++)
		list[k] = rec_get_string(r, table);
	*end = first + n;
	return list;
}

static void get_globals(struct record_reader *r)
{
	struct ir_unit *u = r->unit;
	uint32_t n = rec_get_count(r, RECORD_COUNT, 3);
	struct ir_global *g;

	u->globals = ARENA_ARRAY(r->arena, struct ir_global, n);
	while (u->nglobals < n && !r->error) {
		g = &u->globals[u->nglobals++];
		g->name = rec_get_string(r, RECORD_SYMBOLS);
		g->is_const = rec_get(r, RECORD_FLAGS) & 1;
		g->size = rec_get_wide(r, RECORD_SIZE);
	}
	u->cap_globals = n;
}

static void get_unit(struct record_reader *r)
{
	struct ir_unit *u = r->unit;
	uint32_t n;

	u->files = get_list(r, RECORD_FILES, 1, &u->nfiles);
	u->cap_files = u->nfiles;
	get_target(r);
	u->api = get_list(r, RECORD_TEXTS, 0, &u->napi);
	u->cap_api = u->napi;
	get_globals(r);
	for (n = rec_get_count(r, RECORD_COUNT, 4); n && !r->error; n--)
		get_facts(r);
	for (n = rec_get_count(r, RECORD_COUNT, 6); n && !r->error; n--)
		rec_get_func(r);
	if (code_overrun(r->code))
		rec_bad(r, "it ends too early");
}

static struct record *read_payload(struct arena *arena,
				   const unsigned char *bytes, size_t size,
				   const char **error)
{
	struct record *record = ARENA_NEW(arena, struct record);
	struct arena *scratch = arena_new();
	struct record_reader r;
	const char *wrong;

	memset(&r, 0, sizeof(r));
	r.arena = arena;
	r.code = code_reader(scratch, bytes, size);
	r.left = (uint64_t)size * RECORD_GROWTH + RECORD_GROWTH_BASE;
	record->unit = r.unit = ir_unit_new(arena, "");
	record_op(&r.context, RECORD_AT_UNIT);
	record->build_id = rec_get_string(&r, RECORD_TEXTS);
	r.unit->name = rec_get_string(&r, RECORD_FILES);
	if (!r.error)
		get_unit(&r);
	arena_free(scratch);
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
