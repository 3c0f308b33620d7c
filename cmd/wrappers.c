/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "wrappers.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "known.h"
#include "progress.h"
#include "scan.h"
#include "tree.h"

/* What is known of the text before a place in a header. */
struct body {
	unsigned int braces, parens;
	char name[64];			/* last name before an opening one */
	bool maps, releases;
};

static bool any_effect(const struct known *k, const enum known_what *what,
		       unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (known_effect(k, what[i]))
			return true;
	return false;
}

static void note_call(struct body *b, const struct known *k)
{
	static const enum known_what maps[] = { KNOWN_MAPS,
		KNOWN_MAPS_OR_NULL, KNOWN_MAPS_AT, KNOWN_HOLDS };
	static const enum known_what releases[] = { KNOWN_RELEASES,
		KNOWN_DROPS };

	b->maps |= any_effect(k, maps, 4);
	b->releases |= any_effect(k, releases, 2);
}

static const struct known *known_word(const struct known_table *t,
				      const char *word, size_t len)
{
	char name[64];

	if (len >= sizeof(name))
		return NULL;
	memcpy(name, word, len);
	name[len] = 0;
	return known_find(t, name);
}

/* A body ends: one that maps and does not release, or the other way round, is
 * a wrapper.
 */
static void end_body(struct body *b, const struct known_table *t,
		     struct set *names)
{
	if (b->maps != b->releases && !known_find(t, b->name))
		set_add(names, b->name, strlen(b->name));
	memset(b, 0, sizeof(*b));
}

/* Outside of bodies: the name before the first "(" is the function's. */
static void outside(struct body *b, const struct scan *s,
		    const struct scan *before)
{
	if (scan_is(s, '(') && !b->parens++ && before->word &&
	    scan_is_name(before) && before->len < sizeof(b->name)) {
		memcpy(b->name, before->word, before->len);
		b->name[before->len] = 0;
	} else if (scan_is(s, ')') && b->parens) {
		b->parens--;
	} else if (scan_is(s, ';') || scan_is(s, '#')) {
		memset(b, 0, sizeof(*b));
	} else if (scan_is(s, '{')) {
		b->braces = 1;
	}
}

static void scan_header(const char *text, const struct known_table *t,
			struct set *names)
{
	struct scan s = { .next = text }, before = { 0 };
	struct body b = { 0 };

	for (; scan_next(&s); before = s) {
		if (!b.braces)
			outside(&b, &s, &before);
		else if (scan_is(&s, '{'))
			b.braces++;
		else if (scan_is(&s, '}') && !--b.braces)
			end_body(&b, t, names);
		else if (scan_is_name(&s))
			note_call(&b, known_word(t, s.word, s.len));
	}
}

static void look_at(const char *path, struct strings *todo,
		    const struct known_table *t, struct set *names)
{
	size_t n = strlen(path), size;
	struct stat st;
	char *text;

	if (lstat(path, &st))
		return;
	if (S_ISDIR(st.st_mode)) {
		strings_add(todo, path);
		return;
	}
	if (strcmp(path + n - 2, ".h"))
		return;
	text = file_read(path, &size);
	if (text)
		scan_header(text, t, names);
	free(text);
}

void wrappers_find(const struct tree *tree, const struct known_table *t,
		   struct set *names)
{
	struct strings todo = { 0 };
	struct dirent *e;
	char *path;
	size_t i;
	DIR *d;

	strings_take(&todo, xprintf("%s/include", tree->src));
	progress_start("reading headers", 0);
	for (i = 0; i < todo.n; i++) {
		d = opendir(todo.list[i]);
		while (d && (e = readdir(d))) {
			if (e->d_name[0] == '.')
				continue;
			path = xprintf("%s/%s", todo.list[i], e->d_name);
			look_at(path, &todo, t, names);
			free(path);
		}
		if (d)
			closedir(d);
		progress_show(i, 0, todo.list[i]);
	}
	progress_end();
	strings_free(&todo);
}
