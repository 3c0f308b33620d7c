/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing records; see doc/format.md. The sections are written first, which
 * collects strings and shapes; then these are put in order, and the sections
 * written again with the places in that order.
 */
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "intern.h"
#include "map.h"
#include "record-writer.h"
#include "record.h"

/* ---- the unit ---- */

static void put_fact_call(struct record_writer *w, const struct ir_fact_call *c)
{
	const char *name = c->callee ? c->callee : c->via;
	uint64_t n = name ? rec_string(w, name) + (uint64_t)1 : 0;

	rec_put(w, n << 2 | (c->callee ? 0 : RECORD_VIA) |
	       (c->gfp_param ? RECORD_GFP : 0));
	rec_put_loc(w, &c->loc);
	if (c->gfp_param)
		rec_put(w, (uint64_t)c->gfp_param);
}

static void put_facts(struct record_writer *w, const struct ir_facts *f)
{
	unsigned int k;

	rec_put_string(w, f->func);
	rec_put(w, (uint64_t)f->ncalls << 1 | f->is_static);
	rec_put_loc(w, &f->loc);
	for (k = 0; k < f->ncalls; k++)
		put_fact_call(w, &f->calls[k]);
}

static void put_target(struct record_writer *w)
{
	const struct ir_target *t = &w->unit->target;

	rec_put_byte(w, (t->highmem ? RECORD_HIGHMEM : 0) |
		    (t->highpte ? RECORD_HIGHPTE : 0) |
		    (t->rt ? RECORD_RT : 0) |
		    (t->forcemap ? RECORD_FORCEMAP : 0) |
		    (t->debugkmap ? RECORD_DEBUGKMAP : 0) |
		    (t->bits == 64 ? RECORD_BITS64 : 0));
	rec_put(w, t->page);
	rec_put(w, t->kmax);
	rec_put(w, t->gfp_reclaim);
}

static void put_globals(struct record_writer *w)
{
	const struct ir_global *g;
	unsigned int k;

	rec_put(w, w->unit->nglobals);
	for (k = 0; k < w->unit->nglobals; k++) {
		g = &w->unit->globals[k];
		rec_put_string(w, g->name);
		rec_put_byte(w, g->is_const);
		rec_put(w, g->size);
	}
}

static void put_sections(struct record_writer *w)
{
	const struct ir_unit *u = w->unit;
	unsigned int k;

	rec_put(w, u->nfiles - 1);
	for (k = 1; k < u->nfiles; k++)
		rec_put_string(w, u->files[k]);
	put_target(w);
	rec_put(w, u->napi);
	for (k = 0; k < u->napi; k++)
		rec_put_string(w, u->api[k]);
	put_globals(w);
	rec_put(w, u->nfacts);
	for (k = 0; k < u->nfacts; k++)
		put_facts(w, &u->facts[k]);
	rec_put(w, u->nfuncs);
	for (k = 0; k < u->nfuncs; k++)
		rec_put_func(w, u->funcs[k]);
}

/* ---- tables ---- */

static void put_bytes(struct record_writer *w, const char *s, size_t len)
{
	while (len--)
		rec_put_byte(w, (unsigned char)*s++);
}

static void put_text(struct record_writer *w, const char *s)
{
	rec_put(w, strlen(s));
	put_bytes(w, s, strlen(s));
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (n < RECORD_PREFIX_MAX && a[n] && a[n] == b[n])
		n++;
	return n;
}

/* Write the strings in order, and note each one's place. */
static void put_strings(struct record_writer *w)
{
	uint32_t n = intern_count(w->strings), k;
	const char **sorted = ARENA_ARRAY(w->scratch, const char *, n);
	uint32_t *order = ARENA_ARRAY(w->scratch, uint32_t, n);
	const char *last = "";
	size_t shared;

	for (k = 0; k < n; k++)
		sorted[k] = intern_at(w->strings, k);
	qsort(sorted, n, sizeof(*sorted), compare);
	rec_put(w, n);
	for (k = 0; k < n; k++) {
		order[intern_index(w->strings, sorted[k])] = k;
		shared = common_prefix(last, sorted[k]);
		rec_put_byte(w, (unsigned int)shared);
		put_text(w, sorted[k] + shared);
		last = sorted[k];
	}
	w->order = order;
}

/* The most frequent first: their places take one byte. */
static int compare_counts(const void *a, const void *b)
{
	const struct record_count *x = (const struct record_count *)a;
	const struct record_count *y = (const struct record_count *)b;

	if (x->count != y->count)
		return x->count < y->count ? 1 : -1;
	return x->shape < y->shape ? -1 : x->shape > y->shape;
}

/* Write the shapes in order, and note each one's place. */
static void put_shapes(struct record_writer *w)
{
	unsigned int k, head;

	if (w->nshapes)
		qsort(w->counts, w->nshapes, sizeof(*w->counts),
		      compare_counts);
	rec_put(w, w->nshapes);
	for (k = 0; k < w->nshapes; k++) {
		*map_put(w->shapes, w->counts[k].shape) = k;
		head = w->counts[k].shape & 0xff;
		rec_put_byte(w, head);
		if (record_has_type((enum ir_op)(head & RECORD_OP_MASK)))
			rec_put_byte(w, w->counts[k].shape >> 8);
	}
}

static void put_u32(unsigned char *at, uint32_t n)
{
	unsigned int k;

	for (k = 0; k < 4; k++)
		at[k] = (unsigned char)(n >> 8 * k);
}

static void put_head(struct record_writer *w)
{
	const unsigned char *payload = w->bytes + RECORD_HEAD;
	uint32_t n = w->n - RECORD_HEAD;

	memcpy(w->bytes, RECORD_MAGIC, 4);
	w->bytes[4] = RECORD_VERSION;
	put_u32(w->bytes + 6, n);
	put_u32(w->bytes + 10, record_checksum(payload, n));
}

unsigned char *record_write(struct arena *arena, const struct ir_unit *u,
			    const char *build_id, size_t *size)
{
	struct record_writer w;
	unsigned char *bytes;

	memset(&w, 0, sizeof(w));
	w.scratch = arena_new();
	w.unit = u;
	w.strings = intern_new(w.scratch);
	w.shapes = map_new(w.scratch);
	put_sections(&w);
	w.n = 0;
	memset(&w.loc, 0, sizeof(w.loc));
	while (w.n < RECORD_HEAD)
		rec_put_byte(&w, 0);
	put_text(&w, build_id);
	put_text(&w, u->name);
	put_strings(&w);
	put_shapes(&w);
	put_sections(&w);
	put_head(&w);
	*size = w.n;
	bytes = (unsigned char *)arena_dup(arena, w.bytes, w.n);
	arena_free(w.scratch);
	return bytes;
}
