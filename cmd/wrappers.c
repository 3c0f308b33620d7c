/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wrappers.h"

#include <stdlib.h>
#include <string.h>

#include "known.h"
#include "progress.h"
#include "scan.h"
#include "tree.h"
#include "util.h"
#include "walk.h"

#define LEVELS 2		/* a wrapper, and one of a wrapper */
#define MAX_HEADER (512 << 10)	/* more is a list of registers */

/* One reading of all headers. */
struct reading {
	const struct tree *tree;
	const struct known_table *table;
	const struct set *names;	/* of the readings before */
	struct set more;		/* found in this one */
	unsigned int files;
};

/* What is known of the text before a place in a header. */
struct body {
	struct reading *r;
	struct scan s, before;
	unsigned int braces, parens;
	char name[64];			/* last name before an opening one */
	bool maps;
};

static void name_set(char name[64], const struct scan *s)
{
	size_t len = s->word && scan_is_name(s) && s->len < 64 ? s->len : 0;

	if (len)
		memcpy(name, s->word, len);
	name[len] = 0;
}

/* The word is a name, but none of a structure's field: does it map? */
static void note_word(struct body *b)
{
	char name[64];

	if (!scan_is_name(&b->s) || scan_is(&b->before, '.') ||
	    scan_is(&b->before, '>'))
		return;
	name_set(name, &b->s);
	b->maps |= known_is_mapping(known_find(b->r->table, name)) ||
		   set_has(b->r->names, name, strlen(name));
}

static void forget(struct body *b)
{
	b->braces = b->parens = 0;
	b->name[0] = 0;
	b->maps = false;
}

static void end_body(struct body *b)
{
	size_t len = strlen(b->name);

	if (b->maps && len && !known_find(b->r->table, b->name) &&
	    !set_has(b->r->names, b->name, len))
		set_add(&b->r->more, b->name, len);
	forget(b);
}

/* The end of the line of a directive, which goes on after a backslash. */
static const char *line_end(const char *p)
{
	for (; *p && *p != '\n'; p++)
		if (*p == '\\' && p[1])
			p++;
	return p;
}

/* A macro has its body on its line; other directives have none. */
static void directive(struct body *b)
{
	const char *end = line_end(b->s.word);
	struct body macro = { .r = b->r, .s = b->s, .before = b->s };
	bool defines = scan_next(&macro.s) && macro.s.len == 6 &&
		       !memcmp(macro.s.word, "define", 6);

	if (defines && scan_next(&macro.s) && macro.s.word < end) {
		name_set(macro.name, &macro.s);
		macro.before = macro.s;
		for (; scan_next(&macro.s) && macro.s.word < end;
		     macro.before = macro.s)
			note_word(&macro);
		end_body(&macro);
	}
	/* a comment that began there may be longer */
	b->s.next = macro.s.word > end ? macro.s.word : end;
}

/* Outside of bodies: the name before the first "(" is the function's. */
static void outside(struct body *b)
{
	if (scan_is(&b->s, '(') && !b->parens++)
		name_set(b->name, &b->before);
	else if (scan_is(&b->s, ')') && b->parens)
		b->parens--;
	else if (scan_is(&b->s, ';'))
		forget(b);
	else if (scan_is(&b->s, '{'))
		b->braces = 1;
}

/* A brace in the first column ends a function, whatever #ifdef made of those
 * before it.
 */
static void inside(struct body *b, const char *text)
{
	if (scan_is(&b->s, '{'))
		b->braces++;
	else if (scan_is(&b->s, '}') &&
		 (!--b->braces || b->s.word == text || b->s.word[-1] == '\n'))
		end_body(b);
	else
		note_word(b);
}

static void read_text(struct reading *r, const char *text)
{
	struct body b = { .r = r, .s = { .next = text } };

	for (b.before.word = ""; scan_next(&b.s); b.before = b.s)
		if (scan_is(&b.s, '#'))
			directive(&b);
		else if (b.braces)
			inside(&b, text);
		else
			outside(&b);
}

static void read_header(void *ctx, const char *name, size_t size)
{
	struct reading *r = ctx;
	char *path, *text;

	if (size > MAX_HEADER)
		return;
	path = xprintf("%s/%s", r->tree->src, name);
	text = file_read(path, &size);
	if (text)
		read_text(r, text);
	progress_show(++r->files, 0, name);
	free(text);
	free(path);
}

/* The first two folders of @name, which is one itself or a file. */
static char *place_of(const char *name, bool file)
{
	char *place = xstrdup(name), *slash = strrchr(place, '/');

	if (file)
		(slash ? slash : place)[0] = 0;
	slash = strchr(place, '/');
	slash = slash ? strchr(slash + 1, '/') : NULL;
	if (slash)
		*slash = 0;
	return place;
}

/* Folders for one reading; none twice, since walks would read it twice. */
static void places(const struct tree *tree, const struct strings *folders,
		   const struct strings *files, struct strings *list)
{
	struct strings all = { 0 };
	size_t i, j;

	strings_add(&all, "include");
	strings_take(&all, xprintf("arch/%s/include", tree->srcarch));
	for (i = 0; i < folders->n; i++)
		strings_take(&all, place_of(folders->list[i], false));
	for (i = 0; i < files->n; i++)
		strings_take(&all, place_of(files->list[i], true));
	strings_sort(&all);
	for (i = 0; i < all.n; i++) {
		char *path = xprintf("%s/%s", tree->src, all.list[i]);
		bool below = !path_is_dir(path);

		for (j = 0; j < i && !below; j++)
			below = !*all.list[j] ||
				path_below(all.list[i], all.list[j]);
		if (!below)
			strings_add(list, all.list[i]);
		free(path);
	}
	strings_free(&all);
}

static void add_all(struct set *names, const struct set *more)
{
	size_t i;

	for (i = 0; i < more->cap; i++)
		if (more->slots[i])
			set_add(names, more->slots[i], strlen(more->slots[i]));
}

void wrappers_find(const struct tree *tree, const struct known_table *t,
		   const struct strings *folders, const struct strings *files,
		   struct set *names)
{
	unsigned int level;

	progress_start("reading headers", 0);
	for (level = 0; level < LEVELS; level++) {
		struct reading r = { .tree = tree, .table = t,
				     .names = names };
		struct strings todo = { 0 };

		places(tree, folders, files, &todo);
		walk_folders(tree, &todo, ".h", read_header, &r);
		add_all(names, &r.more);
		strings_free(&todo);
		set_free(&r.more);
	}
	progress_end();
}
