/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rows of the API table as text:
 *
 *   row    = name effect { effect } [ '#' comment ]
 *   effect = what [ '-' family ] { key '=' value }
 *
 * The tables below are the whole vocabulary; parsing and printing share them.
 */
#define _POSIX_C_SOURCE 200809L

#include "known-file.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

#define ARG_MAX_NUMBER 99

/* How an effect is written: its word and the keys of its arguments. */
static const struct form {
	const char *word;
	bool family;			/* the word is followed by -FAMILY */
	const char *arg, *arg2;		/* keys, NULL: has none */
	bool field;			/* has a field=NAME */
} forms[KNOWN_NWHAT] = {
	[KNOWN_MAPS]		= { "maps", true, "page", NULL, false },
	[KNOWN_MAPS_OR_NULL]	= { "maps-or-null", true, "page", NULL, false },
	[KNOWN_MAPS_AT]		= { "maps-at", true, "page", "offset", false },
	[KNOWN_RELEASES]	= { "releases", true, "address", NULL, false },
	[KNOWN_HOLDS]		= { "holds", true, "object", NULL, true },
	[KNOWN_DROPS]		= { "drops", true, "object", NULL, false },
	[KNOWN_TAIL]		= { "tail", false, "address", NULL, false },
	[KNOWN_SLEEPS]		= { "sleeps", false, NULL, NULL, false },
	[KNOWN_SLEEPS_GFP]	= { "sleeps-gfp", false, "arg", NULL, false },
	[KNOWN_FAULTS]		= { "faults", false, NULL, NULL, false },
	[KNOWN_HANDS_OVER]	= { "hands-over", false, "arg", NULL, false },
	[KNOWN_LINEAR]		= { "linear", false, "address", NULL, false },
	[KNOWN_PAGE_ADDRESS]	= { "page-address", false, "page", NULL,
				    false },
	[KNOWN_TO_PAGE]		= { "to-page", false, "address", NULL, false },
	[KNOWN_TRANSIENT]	= { "transient", false, "slots", NULL, false },
	[KNOWN_WITHIN]		= { "within", false, "offset", "length",
				    false },
	[KNOWN_READS]		= { "reads", false, "address", "length",
				    false },
	[KNOWN_WRITES]		= { "writes", false, "address", "length",
				    false },
	[KNOWN_ADVANCES]	= { "advances", false, "object", NULL, true },
	[KNOWN_ALLOCATES]	= { "allocates", false, NULL, NULL, false },
	[KNOWN_FREES]		= { "frees", false, "object", NULL, false },
	[KNOWN_FAULTS_OFF]	= { "faults-off", false, NULL, NULL, false },
	[KNOWN_FAULTS_ON]	= { "faults-on", false, NULL, NULL, false },
	[KNOWN_STOPS]		= { "stops", false, NULL, NULL, false },
	[KNOWN_PLAIN]		= { "plain", false, NULL, NULL, false },
	[KNOWN_INTERNAL]	= { "internal", false, NULL, NULL, false },
};

static const char *const family_words[KNOWN_NFAMILIES] = {
	"local", "atomic", "kmap", "iolocal", "ioatomic", "pte",
};

/* kunmap() takes the page: the one effect whose key depends on the family. */
static const char *arg_key(enum known_what what, enum known_family family)
{
	if (what == KNOWN_RELEASES && family == KNOWN_KMAP)
		return "page";
	return forms[what].arg;
}

void known_effect_text(const struct known_effect *e, char *buf, size_t size)
{
	const struct form *f = &forms[e->what];
	char arg[32] = "", arg2[32] = "";

	if (f->arg)
		snprintf(arg, sizeof(arg), " %s=%d",
			 arg_key(e->what, e->family), e->arg);
	if (f->arg2 && e->arg2)
		snprintf(arg2, sizeof(arg2), " %s=%d", f->arg2, e->arg2);
	snprintf(buf, size, "%s%s%s%s%s%s%s", f->word, f->family ? "-" : "",
		 f->family ? family_words[e->family] : "", arg, arg2,
		 e->field ? " field=" : "", e->field ? e->field : "");
}

/* The parser: words are cut from the row one by one. */
struct parse {
	struct arena *arena;
	const char *at;			/* rest of the row */
	char *word;			/* the one read last, NULL at the end */
	const char *error;		/* the first mistake */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Read the next word into p->word; a comment ends the row. */
static void word_next(struct parse *p)
{
	size_t len = 0;

	while (is_blank(*p->at))
		p->at++;
	p->word = NULL;
	if (!*p->at || *p->at == '#')
		return;
	while (p->at[len] && !is_blank(p->at[len]) && p->at[len] != '#')
		len++;
	p->word = (char *)arena_alloc(p->arena, len + 1);
	memcpy(p->word, p->at, len);
	p->at += len;
}

static bool is_identifier(const char *s)
{
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_')
		s++;
	return !*s;
}

/* Functions are identifiers, with the suffixes of clones ("f.part.0") and the
 * prefix "asm:" of those called from inline assembly.
 */
static bool is_function(const char *s)
{
	if (!strncmp(s, "asm:", 4))
		s += 4;
	if (!isalpha((unsigned char)*s) && *s != '_')
		return false;
	while (isalnum((unsigned char)*s) || *s == '_' || *s == '.')
		s++;
	return !*s;
}

/* "maps-FAMILY, maps-or-null-FAMILY, ..." for the message on a wrong one. */
static const char *list_effects(struct arena *a)
{
	const char *text = "";
	unsigned int i;

	for (i = 0; i < KNOWN_NWHAT; i++)
		text = arena_printf(a, "%s%s%s%s", text, i ? ", " : "",
				    forms[i].word,
				    forms[i].family ? "-FAMILY" : "");
	return text;
}

static const char *list_families(struct arena *a)
{
	const char *text = "";
	unsigned int i;

	for (i = 0; i < KNOWN_NFAMILIES; i++)
		text = arena_printf(a, "%s%s%s", text, i ? ", " : "",
				    family_words[i]);
	return text;
}

/* The form whose word is @len bytes at @word, or -1. */
static int form_find(const char *word, size_t len, bool family)
{
	int i;

	for (i = 0; i < KNOWN_NWHAT; i++)
		if (forms[i].family == family &&
		    strlen(forms[i].word) == len &&
		    !memcmp(forms[i].word, word, len))
			return i;
	return -1;
}

static int family_find(const char *word)
{
	int i;

	for (i = 0; i < KNOWN_NFAMILIES; i++)
		if (!strcmp(family_words[i], word))
			return i;
	return -1;
}

/* Read an effect's word into @e: "sleeps", "maps-local". */
static bool parse_what(struct parse *p, struct known_effect *e)
{
	const char *dash = strrchr(p->word, '-');
	int what = form_find(p->word, strlen(p->word), false), family = 0;

	if (what < 0 && dash) {
		what = form_find(p->word, (size_t)(dash - p->word), true);
		family = family_find(dash + 1);
		if (what >= 0 && family < 0) {
			p->error = arena_printf(p->arena,
				"unknown family '%s' in '%s' (known: %s)",
				dash + 1, p->word, list_families(p->arena));
			return false;
		}
	}
	if (what < 0) {
		p->error = arena_printf(p->arena,
					"unknown effect '%s' (known: %s)",
					p->word, list_effects(p->arena));
		return false;
	}
	e->what = (enum known_what)what;
	e->family = (enum known_family)family;
	return true;
}

/* Where the value of @key goes: &e->arg, &e->arg2 or NULL. */
static int *number_slot(struct known_effect *e, const char *key)
{
	const struct form *f = &forms[e->what];

	if (f->arg && !strcmp(key, arg_key(e->what, e->family)))
		return &e->arg;
	if (f->arg2 && !strcmp(key, f->arg2))
		return &e->arg2;
	return NULL;
}

static bool parse_number(struct parse *p, const char *key, const char *value,
			 int *slot)
{
	int n = 0;
	const char *s;

	for (s = value; isdigit((unsigned char)*s) && n <= ARG_MAX_NUMBER; s++)
		n = n * 10 + (*s - '0');
	if (*s || n < 1 || n > ARG_MAX_NUMBER) {
		p->error = arena_printf(p->arena,
			"'%s=%s' is no number from 1 to %d", key, value,
			ARG_MAX_NUMBER);
		return false;
	}
	*slot = n;
	return true;
}

/* Read "key=value" (split at @equals) into @e, whose word was @what. */
static bool parse_key(struct parse *p, struct known_effect *e,
		      const char *what, char *equals)
{
	const char *key = p->word, *value = equals + 1;
	bool field = forms[e->what].field;
	int *slot;

	*equals = '\0';
	slot = number_slot(e, key);
	field = field && !strcmp(key, "field");
	if (!slot && !field)
		p->error = arena_printf(p->arena, "'%s' takes no '%s'", what,
					key);
	else if (field ? e->field != NULL : *slot != 0)
		p->error = arena_printf(p->arena, "'%s' has '%s' twice", what,
					key);
	else if (field && !is_identifier(value))
		p->error = arena_printf(p->arena,
					"'%s=%s' is no name of a field", key,
					value);
	else if (field)
		e->field = value;
	else
		return parse_number(p, key, value, slot);
	return !p->error;
}

/* How much is read or written need not be known. */
static bool needs_arg2(const struct known_effect *e)
{
	return forms[e->what].arg2 && e->what != KNOWN_READS &&
	       e->what != KNOWN_WRITES;
}

/* Nor in which field an object holds a mapping. */
static bool needs_field(const struct known_effect *e)
{
	return forms[e->what].field && e->what != KNOWN_HOLDS;
}

/* Has @e all that its form asks for? */
static bool effect_whole(struct parse *p, const struct known_effect *e,
			 const char *what)
{
	const struct form *f = &forms[e->what];
	const char *missing = NULL;

	if (f->arg && !e->arg)
		missing = arg_key(e->what, e->family);
	else if (needs_arg2(e) && !e->arg2)
		missing = f->arg2;
	if (missing)
		p->error = arena_printf(p->arena, "'%s' needs %s=NUMBER", what,
					missing);
	else if (needs_field(e) && !e->field)
		p->error = arena_printf(p->arena, "'%s' needs field=NAME",
					what);
	return !p->error;
}

static bool effect_equal(const struct known_effect *a,
			 const struct known_effect *b)
{
	return a->what == b->what && a->family == b->family &&
	       a->arg == b->arg && a->arg2 == b->arg2 &&
	       !strcmp(a->field ? a->field : "", b->field ? b->field : "");
}

/* Put @e into the row unless it is there or the row is full. */
static bool effect_add(struct parse *p, struct known *k,
		       const struct known_effect *e, const char *what)
{
	unsigned int i;

	for (i = 0; i < k->neffects; i++)
		if (effect_equal(&k->effects[i], e))
			p->error = arena_printf(p->arena,
				"'%s' has the same effect '%s' twice", k->name,
				what);
	if (k->neffects == KNOWN_EFFECTS)
		p->error = arena_printf(p->arena,
					"'%s' has more than %d effects",
					k->name, KNOWN_EFFECTS);
	if (!p->error)
		k->effects[k->neffects++] = *e;
	return !p->error;
}

/* Read one effect with its arguments; p->word is its first word. */
static bool parse_effect(struct parse *p, struct known *k)
{
	struct known_effect e = { KNOWN_MAPS, KNOWN_LOCAL, 0, 0, NULL };
	const char *what = p->word;
	char *equals;

	if (strchr(what, '=')) {
		p->error = arena_printf(p->arena,
					"'%s' stands before any effect", what);
		return false;
	}
	if (!parse_what(p, &e))
		return false;
	for (word_next(p); p->word; word_next(p)) {
		equals = strchr(p->word, '=');
		if (!equals)
			break;
		if (!parse_key(p, &e, what, equals))
			return false;
	}
	return effect_whole(p, &e, what) && effect_add(p, k, &e, what);
}

static void parse_row(struct parse *p, struct known *k)
{
	word_next(p);
	if (!p->word) {
		p->error = "a row without a name";
		return;
	}
	if (!is_function(p->word)) {
		p->error = arena_printf(p->arena,
					"'%s' is no name of a function",
					p->word);
		return;
	}
	k->name = p->word;
	word_next(p);
	if (!p->word) {
		p->error = arena_printf(p->arena, "'%s' has no effect",
					k->name);
		return;
	}
	while (p->word && parse_effect(p, k))
		;
}

struct known *known_parse(struct arena *a, const char *row, const char **error)
{
	struct parse p = { a, row, NULL, NULL };
	struct known *k = (struct known *)arena_alloc(a, sizeof(*k));

	k->doc = "a row that the user added";
	parse_row(&p, k);
	*error = p.error;
	return p.error ? NULL : k;
}

/* Is there nothing on the line but white space and a comment? */
static bool is_empty(const char *line)
{
	while (is_blank(*line))
		line++;
	return !*line || *line == '#';
}

static const char *read_line(struct arena *a, const char *line, size_t len,
			     struct known_rows *out)
{
	const char *error;
	struct known *k;

	if (memchr(line, '\0', len))
		return "a NUL byte: this is no text file";
	if (is_empty(line))
		return NULL;
	k = known_parse(a, line, &error);
	if (!k)
		return error;
	out->rows = (struct known **)arena_grow(a, out->rows,
						sizeof(*out->rows), out->n,
						&out->cap);
	out->rows[out->n++] = k;
	return NULL;
}

const char *known_read(struct arena *a, const char *path,
		       struct known_rows *out)
{
	FILE *f = fopen(path, "r");
	const char *error = NULL;
	char *line = NULL;
	size_t cap = 0;
	unsigned int number = 0;
	ssize_t len;

	if (!f)
		return arena_printf(a, "%s: %s", path, strerror(errno));
	errno = 0;
	while (!error && (len = getline(&line, &cap, f)) >= 0) {
		number++;
		error = read_line(a, line, (size_t)len, out);
	}
	if (error)
		error = arena_printf(a, "%s:%u: %s", path, number, error);
	else if (!feof(f))
		error = arena_printf(a, "%s: %s", path, strerror(errno));
	free(line);
	fclose(f);
	return error;
}
