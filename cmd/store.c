/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "compiler.h"
#include "objfile.h"
#include "record.h"
#include "records.h"

struct store *store_new(const struct analyze_options *o, const char *api)
{
	struct store *s = xalloc(sizeof(*s));

	s->options = *o;
	s->api = api;
	s->arena = arena_new();
	s->findings.arena = s->arena;
	return s;
}

void store_free(struct store *s)
{
	arena_free(s->arena);
	set_free(&s->records);
	set_free(&s->names);
	free((void *)s->plugin);
	free(s);
}

void store_set_plugin(struct store *s, const struct compiler *c)
{
	s->plugin = file_read(c->plugin, &s->plugin_size);
}

/* ---- findings ---- */

static const char *copy(struct arena *a, const char *s)
{
	return s ? arena_strdup(a, s) : NULL;
}

static void keep_finding(struct store *s, const struct finding *from)
{
	struct finding_list *l = &s->findings;
	struct finding *f = arena_dup(s->arena, from, sizeof(*from));
	unsigned int i;

	f->file = copy(s->arena, f->file);
	f->func = copy(s->arena, f->func);
	f->message = copy(s->arena, f->message);
	f->objects = copy(s->arena, f->objects);
	f->steps = arena_dup(s->arena, from->steps,
			     from->nsteps * sizeof(*from->steps));
	for (i = 0; i < f->nsteps; i++) {
		f->steps[i].file = copy(s->arena, f->steps[i].file);
		f->steps[i].func = copy(s->arena, f->steps[i].func);
		f->steps[i].text = copy(s->arena, f->steps[i].text);
	}
	l->list = arena_grow(s->arena, l->list, sizeof(*l->list), l->n,
			     &l->cap);
	l->list[l->n++] = f;
}

static int compare_names(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* By place, rule and text: what is equal is the same mistake. */
static int compare_places(const struct finding *a, const struct finding *b)
{
	int c = compare_names(a->file, b->file);

	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	if (!c)
		c = (a->col > b->col) - (a->col < b->col);
	if (!c)
		c = (a->rule > b->rule) - (a->rule < b->rule);
	return c ? c : compare_names(a->message, b->message);
}

/* Of equal ones the surest and shortest comes first, and is kept. */
static int compare_findings(const void *x, const void *y)
{
	const struct finding *a = *(struct finding *const *)x;
	const struct finding *b = *(struct finding *const *)y;
	int c = compare_places(a, b);

	if (!c)
		c = (int)a->confidence - (int)b->confidence;
	if (!c)
		c = (a->nsteps > b->nsteps) - (a->nsteps < b->nsteps);
	return c ? c : strcmp(a->fingerprint, b->fingerprint);
}

/* Keep the findings whose consequence is in the mask. */
static void choose(struct finding_list *l, unsigned int consequences)
{
	unsigned int i, n = 0;

	for (i = 0; i < l->n; i++)
		if (consequences & (1u << l->list[i]->consequence))
			l->list[n++] = l->list[i];
	l->n = n;
}

void store_finish(struct store *s, unsigned int consequences)
{
	struct finding_list *l = &s->findings;
	unsigned int i, n = 0;

	choose(l, consequences);
	if (l->n)
		qsort(l->list, l->n, sizeof(*l->list), compare_findings);
	for (i = 0; i < l->n; i++)
		if (!n || compare_places(l->list[n - 1], l->list[i]))
			l->list[n++] = l->list[i];
	l->n = n;
}

/* ---- units ---- */

static void note_names(struct store *s, const struct ir_unit *u)
{
	const struct ir_facts *f;
	const char *name;
	unsigned int i, k;

	for (i = 0; i < u->nfacts; i++) {
		f = &u->facts[i];
		set_add(&s->names, f->func, strlen(f->func));
		for (k = 0; k < f->ncalls; k++) {
			name = f->calls[k].callee;
			if (name)
				set_add(&s->names, name, strlen(name));
		}
	}
}

static void keep_inexact(struct store *s, const struct ir_unit *u,
			 const struct analyze_func *f)
{
	struct analyze_stats *sum = &s->stats;
	struct analyze_func *to;

	sum->funcs = arena_grow(s->arena, sum->funcs, sizeof(*sum->funcs),
				sum->nfuncs, &s->cap_funcs);
	to = &sum->funcs[sum->nfuncs++];
	*to = *f;
	to->name = arena_printf(s->arena, "%s: %s", u->name, f->name);
	to->why = copy(s->arena, f->why);
}

static void add_stats(struct store *s, const struct ir_unit *u,
		      const struct analyze_stats *from)
{
	struct analyze_stats *sum = &s->stats;
	unsigned int i;

	sum->functions += from->functions;
	sum->analysed += from->analysed;
	sum->widened += from->widened;
	sum->given_up += from->given_up;
	sum->indirect += from->indirect;
	sum->ignored += from->ignored;
	for (i = 0; i < from->nfuncs; i++)
		if (from->funcs[i].state != ANALYZE_EXACT)
			keep_inexact(s, u, &from->funcs[i]);
}

/* Each unit has a table of its own: it adds the rows of its annotations. */
static void analyse(struct store *s, struct arena *a, struct ir_unit *u)
{
	struct known_table *t = known_table_new(a);
	struct analysis *r;
	const char *error = NULL;
	unsigned int i;

	if (s->api)
		error = known_add_file(t, s->api);
	if (error)
		die("%s", error);
	r = analyze_unit(a, u, t, &s->options);
	note_names(s, u);
	add_stats(s, u, &r->stats);
	for (i = 0; i < r->findings.n; i++)
		keep_finding(s, r->findings.list[i]);
}

static bool is_stale(const struct store *s, const char *id)
{
	return s->plugin && !memmem(s->plugin, s->plugin_size, id,
				    strlen(id) + 1);
}

/* The records that "ld -r" copies are the same to the byte. */
static bool seen_before(struct store *s, const unsigned char *bytes,
			size_t size)
{
	char key[40];

	snprintf(key, sizeof(key), "%zx:%llx", size, hash_bytes(bytes, size));
	return !set_add(&s->records, key, strlen(key));
}

static void read_record(void *ctx, const struct objfile *o, struct record *r,
			const unsigned char *bytes, struct arena *a)
{
	struct store *s = ctx;

	(void)o;
	if (seen_before(s, bytes, r->size))
		return;
	s->units++;
	s->stale += is_stale(s, r->build_id);
	analyse(s, a, r->unit);
}

static void read_object(void *ctx, const struct objfile *o)
{
	struct store *s = ctx;

	s->objects++;
	if (o->error) {
		tell("%s: %s", o->name, o->error);
		s->broken++;
	} else if (!o->nsections) {
		s->without++;
	}
	s->broken += records_visit(o, read_record, s);
}

void store_object(struct store *s, const char *path)
{
	objfile_visit(path, read_object, s);
}

/* kunmap_local() is a macro: its calls arrive as __kunmap_local(). */
static bool is_macro_over_seen(const struct store *s, const char *name)
{
	char inner[128];
	int n = snprintf(inner, sizeof(inner), "__%s", name);

	return n > 0 && (size_t)n < sizeof(inner) &&
	       set_has(&s->names, inner, (size_t)n);
}

unsigned int store_unseen(const struct store *s, struct strings *unseen)
{
	unsigned int i, n = 0;
	const struct known *k;

	for (i = 0; i < known_count(); i++) {
		k = known_row(i);
		if (!known_is_mapping(k))
			continue;
		n++;
		if (!set_has(&s->names, k->name, strlen(k->name)) &&
		    !is_macro_over_seen(s, k->name))
			strings_add(unseen, k->name);
	}
	return n;
}
