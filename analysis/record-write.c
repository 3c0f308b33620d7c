/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing records; see doc/format.md.
 */
#include <string.h>

#include "arena.h"
#include "intern.h"
#include "record-writer.h"
#include "record.h"

/* ---- the unit ---- */

static void put_fact_call(struct record_writer *w, const struct ir_fact_call *c)
{
	const char *name = c->callee ? c->callee : c->via;

	rec_put(w, RECORD_CALL, (c->callee ? 0 : RECORD_VIA) |
				(c->gfp_param ? RECORD_HAS_GFP : 0) |
				(name ? 0 : RECORD_UNNAMED));
	if (name)
		rec_put_string(w, c->callee ? RECORD_SYMBOLS : RECORD_FIELDS,
			       name);
	rec_put_loc(w, &c->loc);
	if (c->gfp_param)
		rec_put(w, RECORD_GFP, (uint64_t)c->gfp_param);
}

static void put_facts(struct record_writer *w, const struct ir_facts *f)
{
	unsigned int k;

	record_op(&w->context, RECORD_AT_FUNC);
	rec_put_string(w, RECORD_SYMBOLS, f->func);
	rec_put(w, RECORD_CALLS, (uint64_t)f->ncalls << 1 | f->is_static);
	rec_put_loc(w, &f->loc);
	record_op(&w->context, RECORD_AT_FACTS);
	for (k = 0; k < f->ncalls; k++)
		put_fact_call(w, &f->calls[k]);
}

static void put_target(struct record_writer *w)
{
	const struct ir_target *t = &w->unit->target;

	rec_put(w, RECORD_TARGET, (t->highmem ? RECORD_HIGHMEM : 0) |
				  (t->highpte ? RECORD_HIGHPTE : 0) |
				  (t->rt ? RECORD_RT : 0) |
				  (t->forcemap ? RECORD_FORCEMAP : 0) |
				  (t->debugkmap ? RECORD_DEBUGKMAP : 0) |
				  (t->bits == 64 ? RECORD_BITS64 : 0));
	rec_put_wide(w, RECORD_NUMBER, t->page);
	rec_put(w, RECORD_NUMBER, t->kmax);
	rec_put_wide(w, RECORD_NUMBER, t->gfp_reclaim);
}

static void put_globals(struct record_writer *w)
{
	const struct ir_global *g;
	unsigned int k;

	rec_put(w, RECORD_COUNT, w->unit->nglobals);
	for (k = 0; k < w->unit->nglobals; k++) {
		g = &w->unit->globals[k];
		rec_put_string(w, RECORD_SYMBOLS, g->name);
		rec_put(w, RECORD_FLAGS, g->is_const);
		rec_put_wide(w, RECORD_SIZE, g->size);
	}
}

static void put_list(struct record_writer *w, enum record_table table,
		     const char *const *list, unsigned int n)
{
	unsigned int k;

	rec_put(w, RECORD_COUNT, n);
	for (k = 0; k < n; k++)
		rec_put_string(w, table, list[k]);
}

static void put_unit(struct record_writer *w, const char *build_id)
{
	const struct ir_unit *u = w->unit;
	unsigned int k;

	record_op(&w->context, RECORD_AT_UNIT);
	rec_put_string(w, RECORD_TEXTS, build_id);
	rec_put_string(w, RECORD_FILES, u->name);
	put_list(w, RECORD_FILES, u->files + 1, u->nfiles - 1);
	put_target(w);
	put_list(w, RECORD_TEXTS, u->api, u->napi);
	put_globals(w);
	rec_put(w, RECORD_COUNT, u->nfacts);
	for (k = 0; k < u->nfacts; k++)
		put_facts(w, &u->facts[k]);
	rec_put(w, RECORD_COUNT, u->nfuncs);
	for (k = 0; k < u->nfuncs; k++)
		rec_put_func(w, u->funcs[k]);
}

/* ---- the head ---- */

static void put_u32(unsigned char *at, uint32_t n)
{
	unsigned int k;

	for (k = 0; k < 4; k++)
		at[k] = (unsigned char)(n >> 8 * k);
}

static void put_head(unsigned char *bytes, size_t n)
{
	memcpy(bytes, RECORD_MAGIC, 4);
	bytes[4] = RECORD_VERSION;
	put_u32(bytes + 6, (uint32_t)n);
	put_u32(bytes + 10, record_checksum(bytes + RECORD_HEAD, n));
}

unsigned char *record_write(struct arena *arena, const struct ir_unit *u,
			    const char *build_id, size_t *size)
{
	struct record_writer w;
	unsigned char *payload, *bytes;
	unsigned int k;
	size_t n, least;

	memset(&w, 0, sizeof(w));
	w.scratch = arena_new();
	w.unit = u;
	w.code = code_writer(w.scratch);
	for (k = 0; k < RECORD_TABLES; k++)
		w.strings[k] = intern_new(w.scratch);
	put_unit(&w, build_id);
	payload = code_bytes(w.code, &n);
	least = w.numbers < RECORD_GROWTH_BASE ? 0 :
		(size_t)((w.numbers - RECORD_GROWTH_BASE) / RECORD_GROWTH + 1);
	bytes = (unsigned char *)arena_alloc(arena, RECORD_HEAD +
					     (n < least ? least : n));
	memcpy(bytes + RECORD_HEAD, payload, n);
	n = n < least ? least : n;
	put_head(bytes, n);
	*size = RECORD_HEAD + n;
	arena_free(w.scratch);
	return bytes;
}
