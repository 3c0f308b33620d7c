/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "known.h"
#include "progress.h"
#include "scan.h"
#include "tree.h"
#include "util.h"
#include "wrappers.h"

/* A search: the names wanted, folders still to be read, what was found. */
struct search {
	const struct tree *tree;
	const struct known_table *table;
	struct set wrappers;		/* of the headers, also looked for */
	struct strings todo;		/* folders and files, relative */
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

/* ---- folders ---- */

/* Folders that hold no kernel objects, or those of another architecture. */
static bool is_foreign(const struct search *s, const char *name)
{
	static const char *const skip[] = { "Documentation", "scripts",
		"tools", "usr", "debian" };
	const char *below = path_below(name, "arch");
	unsigned int i;

	for (i = 0; i < sizeof(skip) / sizeof(*skip); i++)
		if (!strcmp(name, skip[i]))
			return true;
	return below && *below && !path_below(below, s->tree->srcarch);
}

static bool is_out(const struct search *s, const char *name)
{
	const char *out = path_below(s->tree->out, s->tree->src);

	return out && *out && !strcmp(name, out);
}

static void search_entry(struct search *s, const char *dir, const char *entry)
{
	char *name = *dir ? xprintf("%s/%s", dir, entry) : xstrdup(entry);
	char *path = xprintf("%s/%s", s->tree->src, name);
	size_t n = strlen(entry);
	struct stat st;

	if (!lstat(path, &st) && S_ISDIR(st.st_mode)) {
		if (!is_foreign(s, name) && !is_out(s, name))
			strings_add(&s->todo, name);
	} else if (n > 2 && !strcmp(entry + n - 2, ".c") &&
		   !strstr(entry, ".mod.c")) {
		search_file(s, name);
	}
	free(path);
	free(name);
}

static void search_folder(struct search *s, const char *name)
{
	char *path = xprintf("%s/%s", s->tree->src, name);
	struct dirent *e;
	DIR *d = opendir(path);

	if (!d) {
		tell("cannot read %s: %s", path, strerror(errno));
		free(path);
		return;
	}
	while ((e = readdir(d)))
		if (e->d_name[0] != '.')
			search_entry(s, name, e->d_name);
	closedir(d);
	free(path);
}

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
	char *path;
	size_t i;

	for (i = 0; i < dirs->n; i++)
		strings_take(&s.todo, place_in_tree(tree, dirs->list[i]));
	if (!dirs->n)
		strings_add(&s.todo, "");
	wrappers_find(tree, t, &s.wrappers);
	progress_start("searching", 0);
	for (i = 0; i < s.todo.n; i++) {
		path = xprintf("%s/%s", tree->src, s.todo.list[i]);
		if (path_is_dir(path))
			search_folder(&s, s.todo.list[i]);
		else
			search_file(&s, s.todo.list[i]);
		free(path);
	}
	progress_end();
	strings_free(&s.todo);
	set_free(&s.wrappers);
	strings_sort(found);
	return s.looked_at;
}
