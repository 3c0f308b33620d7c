/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The API table. The built-in rows are known.def, sorted by name and searched
 * by halving; rows added by the user are few and lie in a sorted array of
 * their own that is looked at first.
 */
#include "known.h"

#include <assert.h>
#include <string.h>

#include "arena.h"
#include "known-file.h"

/* Effects as written in known.def: the initializer of a known_effect, in
 * parentheses so that it stays one argument until BRACES() takes it.
 */
#define ON_STACK(what, family, arg, arg2) \
	(KNOWN_##what, KNOWN_##family, arg, arg2, NULL)
#define EFFECT(what, arg, arg2)		ON_STACK(what, LOCAL, arg, arg2)

#define MAPS(family, page)		ON_STACK(MAPS, family, page, 0)
#define MAPS_OR_NULL(family, page)	ON_STACK(MAPS_OR_NULL, family, page, 0)
#define MAPS_AT(family, page, off)	ON_STACK(MAPS_AT, family, page, off)
#define RELEASES(family, addr)		ON_STACK(RELEASES, family, addr, 0)
#define HOLDS(family, object)		ON_STACK(HOLDS, family, object, 0)
#define HOLDS_IN(family, object, field) \
	(KNOWN_HOLDS, KNOWN_##family, object, 0, field)
#define DROPS(family, object)		ON_STACK(DROPS, family, object, 0)
#define TAIL(addr)			EFFECT(TAIL, addr, 0)
#define SLEEPS				EFFECT(SLEEPS, 0, 0)
#define SLEEPS_GFP(gfp)			EFFECT(SLEEPS_GFP, gfp, 0)
#define FAULTS				EFFECT(FAULTS, 0, 0)
#define HANDS_OVER(object)		EFFECT(HANDS_OVER, object, 0)
#define LINEAR(addr)			EFFECT(LINEAR, addr, 0)
#define PAGE_ADDRESS(page)		EFFECT(PAGE_ADDRESS, page, 0)
#define TO_PAGE(addr)			EFFECT(TO_PAGE, addr, 0)
#define TRANSIENT(slots)		EFFECT(TRANSIENT, slots, 0)
#define WITHIN(off, length)		EFFECT(WITHIN, off, length)
#define READS(addr, length)		EFFECT(READS, addr, length)
#define WRITES(addr, length)		EFFECT(WRITES, addr, length)
#define ADVANCES(object, field) \
	(KNOWN_ADVANCES, KNOWN_LOCAL, object, 0, field)
#define ALLOCATES			EFFECT(ALLOCATES, 0, 0)
#define FREES(object)			EFFECT(FREES, object, 0)
#define FAULTS_OFF			EFFECT(FAULTS_OFF, 0, 0)
#define FAULTS_ON			EFFECT(FAULTS_ON, 0, 0)
#define STOPS				EFFECT(STOPS, 0, 0)
#define PLAIN				EFFECT(PLAIN, 0, 0)
#define INTERNAL			EFFECT(INTERNAL, 0, 0)

/* A row of one to KNOWN_EFFECTS effects: pick the ROW macro by their number. */
#define BRACES(...) { __VA_ARGS__ }
#define ROW1(name, a, doc) { name, 1, { BRACES a }, doc },
#define ROW2(name, a, b, doc) { name, 2, { BRACES a, BRACES b }, doc },
#define ROW3(name, a, b, c, doc) \
	{ name, 3, { BRACES a, BRACES b, BRACES c }, doc },
#define ROW4(name, a, b, c, d, doc) \
	{ name, 4, { BRACES a, BRACES b, BRACES c, BRACES d }, doc },
#define PICK(a, b, c, d, doc, row, ...) row
#define KNOWN(name, ...) \
	PICK(__VA_ARGS__, ROW4, ROW3, ROW2, ROW1, 0)(name, __VA_ARGS__)

static const struct known rows[] = {
#include "known.def"
};

#define NROWS (sizeof(rows) / sizeof(rows[0]))

struct known_table {
	struct arena *arena;
	unsigned int n, cap;		/* rows added */
	const struct known **added;	/* sorted by name, each name once */
};

/* Is known.def in the order that known_find() relies on? */
static bool rows_sorted(void)
{
	size_t i;

	for (i = 1; i < NROWS; i++)
		if (strcmp(rows[i - 1].name, rows[i].name) >= 0)
			return false;
	return true;
}

struct known_table *known_table_new(struct arena *arena)
{
	struct known_table *t;

	assert(rows_sorted());
	t = (struct known_table *)arena_alloc(arena, sizeof(*t));
	t->arena = arena;
	return t;
}

/* The place of @name among the added rows, or where it would be. */
static unsigned int added_place(const struct known_table *t, const char *name)
{
	unsigned int lo = 0, hi = t->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (strcmp(t->added[mid]->name, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool added_is(const struct known_table *t, unsigned int place,
		     const char *name)
{
	return place < t->n && !strcmp(t->added[place]->name, name);
}

static void row_insert(struct known_table *t, const struct known *row)
{
	unsigned int place = added_place(t, row->name);

	if (added_is(t, place, row->name)) {
		t->added[place] = row;
		return;
	}
	t->added = (const struct known **)arena_grow(t->arena, t->added,
						     sizeof(*t->added), t->n,
						     &t->cap);
	memmove(t->added + place + 1, t->added + place,
		(t->n - place) * sizeof(*t->added));
	t->added[place] = row;
	t->n++;
}

const char *known_add(struct known_table *t, const char *row)
{
	const char *error;
	const struct known *k = known_parse(t->arena, row, &error);

	if (!k)
		return error;
	row_insert(t, k);
	return NULL;
}

const char *known_add_file(struct known_table *t, const char *path)
{
	struct known_rows file = { 0, 0, NULL };
	const char *error = known_read(t->arena, path, &file);
	unsigned int i;

	if (error)
		return error;
	for (i = 0; i < file.n; i++)
		row_insert(t, file.rows[i]);
	return NULL;
}

static const struct known *builtin_find(const char *name)
{
	size_t lo = 0, hi = NROWS, mid;
	int order;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		order = strcmp(rows[mid].name, name);
		if (!order)
			return &rows[mid];
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct known *known_find(const struct known_table *t, const char *name)
{
	unsigned int place = added_place(t, name);

	return added_is(t, place, name) ? t->added[place] : builtin_find(name);
}

const struct known_effect *known_effect(const struct known *k,
					enum known_what what)
{
	unsigned int i;

	for (i = 0; k && i < k->neffects; i++)
		if (k->effects[i].what == what)
			return &k->effects[i];
	return NULL;
}

bool known_is_field(const struct known_effect *e, const char *field)
{
	const char *dot = field && e->field ? strrchr(field, '.') : NULL;

	return dot && strcmp(dot + 1, e->field) == 0;
}

bool known_is_mapping(const struct known *k)
{
	unsigned int i;

	for (i = 0; k && i < k->neffects; i++) {
		switch (k->effects[i].what) {
		case KNOWN_MAPS:
		case KNOWN_MAPS_OR_NULL:
		case KNOWN_MAPS_AT:
		case KNOWN_RELEASES:
		case KNOWN_HOLDS:
		case KNOWN_DROPS:
		case KNOWN_TAIL:
		case KNOWN_WITHIN:
			return true;
		default:
			break;
		}
	}
	return false;
}

unsigned int known_count(void)
{
	return NROWS;
}

const struct known *known_row(unsigned int index)
{
	assert(index < NROWS);
	return &rows[index];
}

static const struct {
	const char *name, *release;
	bool stacked, atomic;
} families[KNOWN_NFAMILIES] = {
	{ "kmap_local", "kunmap_local", true, false },
	{ "kmap_atomic", "kunmap_atomic", true, true },
	{ "kmap", "kunmap", false, false },
	{ "io_mapping_map_local_wc", "io_mapping_unmap_local", true, false },
	{ "io_mapping_map_atomic_wc", "io_mapping_unmap_atomic", true, true },
	{ "pte_offset_map", "pte_unmap", true, false },
};

const char *known_family_name(enum known_family f)
{
	return families[f].name;
}

const char *known_family_release(enum known_family f)
{
	return families[f].release;
}

bool known_family_stacked(enum known_family f)
{
	return families[f].stacked;
}

bool known_family_atomic(enum known_family f)
{
	return families[f].atomic;
}
