/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sources.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "known.h"
#include "progress.h"
#include "scan.h"
#include "tree.h"
#include "util.h"
#include "walk.h"
#include "wrappers.h"

/* A search: the names wanted, and what was found. */
struct search {
	const struct tree *tree;
	const struct known_table *table;
	struct set wrappers;		/* of the headers, also looked for */
	struct strings *found;
	size_t looked_at;
};

/* ---- one file ---- */

static bool is_mapping_name(const struct search *s, const struct scan *w)
{
	char name[64];

	if (!scan_is_name(w) || w->len >= sizeof(name))
		return false;
	memcpy(name, w->word, w->len);
	name[w->len] = 0;
	return known_is_mapping(known_find(s->table, name)) ||
		set_has(&s->wrappers, name, w->len);
}

/* Does the text name a mapping API outside of comments and strings? */
static bool text_uses_mapping(const struct search *s, const char *text)
{
	struct scan w = { .next = text };

	while (scan_next(&w))
		if (is_mapping_name(s, &w))
			return true;
	return false;
}

static void search_file(struct search *s, const char *name)
{
	char *path = xprintf("%s/%s", s->tree->src, name), *text;
	size_t size;

	text = file_read(path, &size);
	if (!text)
		tell("cannot read %s: %s", path, strerror(errno));
	else if (text_uses_mapping(s, text))
		strings_add(s->found, name);
	s->looked_at++;
	progress_show(s->looked_at, 0, name);
	free(text);
	free(path);
}

static void search_entry(void *ctx, const char *name, size_t size)
{
	(void)size;
	if (!strstr(name, ".mod.c"))
		search_file(ctx, name);
}

/* ---- places ---- */

/* "." and what begins with "./" or "../" is the shell's. */
static bool is_dotted(const char *name)
{
	size_t len = strcspn(name, "/");

	return len && len <= 2 && !strncmp(name, "..", len);
}

/* What the user names: a path in the tree, or one that the shell knows. */
static char *place_in_tree(const struct tree *tree, const char *name)
{
	char *path = xprintf("%s/%s", tree->src, name);
	char *real = is_dotted(name) ? NULL : path_real(path);
	const char *below;
	char *place;

	free(path);
	if (!real)
		real = path_real(name);
	if (!real)
		die("no %s in the kernel tree %s", name, tree->src);
	below = path_below(real, tree->src);
	if (!below)
		die("%s is not in the kernel tree %s", name, tree->src);
	place = xstrdup(below);
	free(real);
	return place;
}

size_t sources_find(const struct tree *tree, const struct known_table *t,
		    const struct strings *dirs, struct strings *found)
{
	struct search s = { .tree = tree, .table = t, .found = found };
	struct strings folders = { 0 }, files = { 0 };
	char *place, *path;
	size_t i;

	for (i = 0; i < dirs->n; i++) {
		place = place_in_tree(tree, dirs->list[i]);
		path = xprintf("%s/%s", tree->src, place);
		strings_take(path_is_dir(path) ? &folders : &files, place);
		free(path);
	}
	if (!dirs->n)
		strings_add(&folders, "");
	wrappers_find(tree, t, &folders, &files, &s.wrappers);
	progress_start("searching", 0);
	walk_folders(tree, &folders, ".c", search_entry, &s);
	for (i = 0; i < files.n; i++)
		search_file(&s, files.list[i]);
	progress_end();
	strings_free(&folders);
	strings_free(&files);
	set_free(&s.wrappers);
	strings_sort(found);
	return s.looked_at;
}
