/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of findings. Order is a total one over what is printed, so that the
 * output never depends on the order in which findings were made.
 */
#include "finding.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fingerprint.h"

/* strcmp() with NULL before everything. */
static int compare_strings(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_places(const char *file, uint32_t line, uint32_t col,
			  const struct finding *f)
{
	int c = compare_strings(file, f->file);

	if (!c)
		c = compare_numbers(line, f->line);
	if (!c)
		c = compare_numbers(col, f->col);
	return c;
}

static bool same(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule &&
	       !compare_places(a->file, a->line, a->col, b) &&
	       !compare_strings(a->objects, b->objects);
}

/* Does @a say more than @b, which is the same finding? */
static bool better(const struct finding *a, const struct finding *b)
{
	if (a->confidence != b->confidence)
		return a->confidence < b->confidence;
	return a->nsteps < b->nsteps;
}

void finding_add(struct finding_list *l, const struct finding *f)
{
	struct finding *copy;
	unsigned int i;

	/* newest first: repeats follow each other closely */
	for (i = l->n; i-- > 0;) {
		if (!same(l->list[i], f))
			continue;
		if (better(f, l->list[i]))
			*l->list[i] = *f;
		return;
	}
	copy = (struct finding *)arena_dup(l->arena, f, sizeof(*f));
	l->list = (struct finding **)arena_grow(l->arena, l->list,
						sizeof(*l->list), l->n,
						&l->cap);
	l->list[l->n++] = copy;
}

void finding_step_add(struct arena *a, struct finding *f,
		      struct finding_step step)
{
	f->steps = (struct finding_step *)arena_grow(a, f->steps,
						     sizeof(*f->steps),
						     f->nsteps, &f->cap_steps);
	f->steps[f->nsteps++] = step;
}

static int compare_findings(const struct finding *a, const struct finding *b)
{
	int c = compare_places(a->file, a->line, a->col, b);

	if (!c)
		c = compare_numbers(a->rule, b->rule);
	if (!c)
		c = compare_strings(a->objects, b->objects);
	if (!c)
		c = compare_strings(a->func, b->func);
	return c ? c : compare_strings(a->message, b->message);
}

static int compare_place(const void *a, const void *b)
{
	return compare_findings(*(struct finding *const *)a,
				*(struct finding *const *)b);
}

/* Equals stand together, each group in the order of the source. */
static int compare_group(const void *a, const void *b)
{
	const struct finding *x = *(struct finding *const *)a;
	const struct finding *y = *(struct finding *const *)b;
	int c = compare_numbers(x->rule, y->rule);

	if (!c)
		c = compare_strings(x->func, y->func);
	if (!c)
		c = compare_strings(x->objects, y->objects);
	return c ? c : compare_findings(x, y);
}

static bool same_group(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && !compare_strings(a->func, b->func) &&
	       !compare_strings(a->objects, b->objects);
}

static void sort(struct finding **list, unsigned int n,
		 int (*compare)(const void *, const void *))
{
	if (n)
		qsort(list, n, sizeof(*list), compare);
}

/* Are all steps of @inner also steps of @outer, in order and further down? The
 * mistake is then told from where the caller can see all of it.
 */
static bool covers(const struct finding *outer, const struct finding *inner)
{
	const struct finding_step *a, *b;
	unsigned int i, j = 0;

	for (i = 0; i < outer->nsteps && j < inner->nsteps; i++) {
		a = &outer->steps[i];
		b = &inner->steps[j];
		if (a->depth > b->depth && a->line == b->line &&
		    a->col == b->col && !compare_strings(a->file, b->file))
			j++;
	}
	return inner->nsteps && j == inner->nsteps;
}

/* The first finding of the sorted list that is not before @step's place. */
static unsigned int first_at(const struct finding_list *l,
			     const struct finding_step *step)
{
	unsigned int lo = 0, hi = l->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (compare_places(step->file, step->line, step->col,
				   l->list[mid]) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Mark the findings at @step, a place in a callee, that @outer covers. */
static void mark_covered(const struct finding_list *l, bool *drop,
			 const struct finding *outer,
			 const struct finding_step *step)
{
	const struct finding *f;
	unsigned int i;

	for (i = first_at(l, step); i < l->n; i++) {
		f = l->list[i];
		if (compare_places(step->file, step->line, step->col, f))
			break;
		if (f != outer && f->rule == outer->rule &&
		    f->confidence >= outer->confidence && covers(outer, f))
			drop[i] = true;
	}
}

/* Drop what others cover; the list is sorted and stays so. */
static void drop_covered(struct finding_list *l)
{
	bool *drop = (bool *)arena_alloc(l->arena, l->n * sizeof(*drop));
	unsigned int i, j, n = 0;

	for (i = 0; i < l->n; i++)
		for (j = 0; j < l->list[i]->nsteps; j++)
			if (l->list[i]->steps[j].depth)
				mark_covered(l, drop, l->list[i],
					     &l->list[i]->steps[j]);
	for (i = 0; i < l->n; i++)
		if (!drop[i])
			l->list[n++] = l->list[i];
	l->n = n;
}

/* Number equals 0, 1, ... in the order of the source. */
static void set_ordinals(struct finding_list *l)
{
	struct finding **g;
	unsigned int i;

	g = (struct finding **)arena_dup(l->arena, l->list,
					 l->n * sizeof(*g));
	sort(g, l->n, compare_group);
	for (i = 0; i < l->n; i++)
		g[i]->ordinal = i && same_group(g[i - 1], g[i]) ?
				g[i - 1]->ordinal + 1 : 0;
}

void finding_finish(struct finding_list *l, const char *unit)
{
	unsigned int i;

	sort(l->list, l->n, compare_place);
	drop_covered(l);
	set_ordinals(l);
	for (i = 0; i < l->n; i++)
		fingerprint_set(l->list[i], unit);
}
