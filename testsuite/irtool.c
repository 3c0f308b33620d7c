/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The analysis on text IR, for the tests:
 *
 *   irtool print FILE.ir            parse, print
 *   irtool check FILE.ir            print what is wrong, or nothing
 *   irtool roundtrip FILE.ir        text and record give the same again
 *   irtool corrupt FILE.ir SEED N   read N broken records; count what happens
 *   irtool size FILE.ir             bytes of the record
 *   irtool analyze [--level=LEVEL] [--only=RULES] [--disable=RULES]
 *                  [--stats] [--no-slice] FILE.ir
 *   irtool slice FILE.ir            what the slice leaves
 *
 * Exit status: 0, 1 when a round trip differs, 2 for bad usage or input.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze.h"
#include "arena.h"
#include "ir.h"
#include "known.h"
#include "record.h"
#include "slice.h"

#define BUILD_ID "irtool"

static void fail(const char *what, const char *detail)
{
	fprintf(stderr, "irtool: %s%s%s\n", what, detail ? ": " : "",
		detail ? detail : "");
	exit(2);
}

/* ---- text in and out ---- */

static char *read_file(struct arena *arena, const char *name, size_t *size)
{
	FILE *in = fopen(name, "rb");
	char *text = NULL;
	unsigned int n = 0, cap = 0;
	int c;

	if (!in)
		fail("cannot open the file", name);
	while ((c = getc(in)) != EOF) {
		text = ARENA_GROW(arena, text, n, &cap);
		text[n++] = (char)c;
	}
	if (ferror(in))
		fail("cannot read the file", name);
	fclose(in);
	*size = n;
	return text;
}

/* Tell of the mistake @error in the text @name, which it may begin with:
 * "NAME:LINE: TEXT". Printed in the form of a compiler.
 */
static void print_error(const char *name, const char *error)
{
	size_t len = strlen(name);
	unsigned long line = 1;
	char *rest;

	if (!strncmp(error, name, len) && error[len] == ':') {
		line = strtoul(error + len + 1, &rest, 10);
		error = rest + strspn(rest, ": ");
	}
	printf("%s:%lu:1: error: %s\n", name, line, error);
}

/* The unit of a text; a message and the end when it is wrong. */
static struct ir_unit *parse(struct arena *arena, const char *name,
			     const char *text, size_t size, bool text_locs)
{
	const char *error;
	struct ir_unit *u;

	u = ir_parse(arena, name, text, size, text_locs, &error);
	if (!u) {
		print_error(name, error);
		exit(2);
	}
	return u;
}

static struct ir_unit *parse_file(struct arena *arena, const char *name,
				  bool text_locs)
{
	size_t size;
	const char *text = read_file(arena, name, &size);

	return parse(arena, name, text, size, text_locs);
}

static char *print(struct arena *arena, const struct ir_unit *u, size_t *size)
{
	char *text, *copy;
	FILE *out = open_memstream(&text, size);

	if (!out)
		fail("out of memory", NULL);
	ir_print(u, out);
	if (fclose(out))
		fail("out of memory", NULL);
	copy = (char *)arena_dup(arena, text, *size + 1);
	free(text);
	return copy;
}

/* Print the first line that differs. Returns whether there is one. */
static bool differ(const char *what, const char *a, const char *b)
{
	unsigned int line = 1;
	size_t na, nb;

	for (;; line++) {
		na = strcspn(a, "\n");
		nb = strcspn(b, "\n");
		if (na != nb || memcmp(a, b, na)) {
			printf("%s: line %u: '%.*s' became '%.*s'\n", what,
			       line, (int)na, a, (int)nb, b);
			return true;
		}
		if (!a[na] || !b[nb])
			break;
		a += na + 1;
		b += nb + 1;
	}
	if (a[na] || b[nb])
		printf("%s: line %u: the rest is missing\n", what, line);
	return a[na] || b[nb];
}

/* ---- commands on one file ---- */

static int cmd_print(struct arena *arena, char **args)
{
	ir_print(parse_file(arena, args[0], false), stdout);
	return 0;
}

static int cmd_check(struct arena *arena, char **args)
{
	const char *error = ir_check_unit(parse_file(arena, args[0], false));

	if (error)
		print_error(args[0], error);
	return error ? 2 : 0;
}

static struct ir_unit *through_record(struct arena *arena,
				      const struct ir_unit *u)
{
	size_t size, pos = 0;
	unsigned char *bytes = record_write(arena, u, BUILD_ID, &size);
	const char *error;
	struct record *r = record_read(arena, bytes, size, &pos, &error);

	if (!r)
		fail("the record cannot be read", error ? error : "no record");
	if (pos != size || r->size != size || strcmp(r->build_id, BUILD_ID))
		fail("the record is not what was written", NULL);
	return r->unit;
}

static int cmd_roundtrip(struct arena *arena, char **args)
{
	struct ir_unit *u = parse_file(arena, args[0], false);
	const char *first, *again;
	size_t size, n;

	first = print(arena, u, &size);
	again = print(arena, parse(arena, "printed", first, size, false), &n);
	if (differ("text", first, again) ||
	    differ("record", first, print(arena, through_record(arena, u), &n)))
		return 1;
	puts("ok");
	return 0;
}

static int cmd_size(struct arena *arena, char **args)
{
	size_t size;

	record_write(arena, parse_file(arena, args[0], false), BUILD_ID, &size);
	printf("%zu\n", size);
	return 0;
}

/* ---- corruption ---- */

/* SplitMix64: the same numbers everywhere for one seed. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* Put the right length and checksum (FNV-1a) into a changed record, so that
 * the change reaches the reader behind them.
 */
static void mend_head(unsigned char *bytes, size_t size)
{
	uint32_t n = (uint32_t)size - 14, sum = 2166136261u;
	size_t k;

	for (k = 14; k < size; k++)
		sum = (sum ^ bytes[k]) * 16777619u;
	for (k = 0; k < 4; k++) {
		bytes[6 + k] = (unsigned char)(n >> 8 * k);
		bytes[10 + k] = (unsigned char)(sum >> 8 * k);
	}
}

/* Change up to eight bytes, and cut some records short. Returns the size. */
static size_t corrupt(unsigned char *bytes, size_t size, uint64_t *state)
{
	unsigned int n = 1 + next_random(state) % 8;
	size_t at;

	if (next_random(state) % 4 == 0)
		size = next_random(state) % size;
	while (n-- && size) {
		at = next_random(state) % size;
		if (next_random(state) % 2)
			bytes[at] ^= (unsigned char)(1 << next_random(state) %
						     8);
		else
			bytes[at] = (unsigned char)next_random(state);
	}
	if (size > 14 && next_random(state) % 8)
		mend_head(bytes, size);
	return size;
}

/* A copy of its own for each try, so that a sanitizer sees the ends. Returns
 * whether any record could be read; all that can be is printed as well.
 */
static bool try_corrupt(const unsigned char *record, size_t size,
			uint64_t *state, FILE *sink)
{
	struct arena *arena = arena_new();
	unsigned char *bytes = (unsigned char *)malloc(size);
	const char *error = NULL;
	struct record *r;
	size_t pos = 0;
	bool any = false;

	if (!bytes)
		fail("out of memory", NULL);
	memcpy(bytes, record, size);
	size = corrupt(bytes, size, state);
	bytes = (unsigned char *)realloc(bytes, size ? size : 1);
	do {
		r = record_read(arena, bytes, size, &pos, &error);
		if (!r && !error)
			break;
		if (!r)
			continue;
		any = true;
		ir_print(r->unit, sink);
	} while (pos < size);
	free(bytes);
	arena_free(arena);
	return any;
}

static int cmd_corrupt(struct arena *arena, char **args)
{
	const struct ir_unit *u = parse_file(arena, args[0], false);
	uint64_t state = strtoull(args[1], NULL, 0);
	unsigned long n = strtoul(args[2], NULL, 0), k, readable = 0;
	FILE *sink = fopen("/dev/null", "w");
	unsigned char *bytes;
	size_t size;

	if (!sink)
		fail("cannot open the file", "/dev/null");
	bytes = record_write(arena, u, BUILD_ID, &size);
	for (k = 0; k < n; k++)
		readable += try_corrupt(bytes, size, &state, sink);
	fclose(sink);
	printf("%lu tries, %lu readable, %lu broken\n", n, readable,
	       n - readable);
	return 0;
}

/* ---- analysis ---- */

static void print_finding(const struct finding *f)
{
	const struct finding_step *s;
	unsigned int k;

	printf("%s:%" PRIu32 ":%" PRIu32 ": warning: %s [%s]\n", f->file,
	       f->line, f->col, f->message, rule_name(f->rule));
	for (k = 0; k < f->nsteps; k++) {
		s = &f->steps[k];
		printf("%s:%" PRIu32 ":%" PRIu32 ": note:   (%u) %s\n",
		       s->file ? s->file : f->file, s->line, s->col, s->depth,
		       s->text);
	}
	printf("  confidence: %s, consequence: %s\n",
	       confidence_name(f->confidence),
	       consequence_name(f->consequence));
}

static void print_stats(const struct analyze_stats *s)
{
	static const char *const states[] = { "exact", "widened", "given up" };
	const struct analyze_func *f;
	unsigned int k;

	printf("functions %u, analysed %u, widened %u, given up %u, "
	       "indirect %u, ignored %u\n", s->functions, s->analysed,
	       s->widened, s->given_up, s->indirect, s->ignored);
	for (k = 0; k < s->nfuncs; k++) {
		f = &s->funcs[k];
		printf("  %s: %s%s%s, states %u, steps %u, effort %lu\n", f->name,
		       states[f->state], f->why ? ": " : "",
		       f->why ? f->why : "", f->states, f->steps, f->effort);
	}
}

static uint32_t parse_rules(struct arena *arena, const char *list)
{
	uint32_t mask;
	const char *error = rule_parse_list(arena, list, &mask);

	if (error)
		fail(error, NULL);
	return mask;
}

/* Take one option. Returns false when it is none. */
static bool parse_option(struct arena *arena, const char *arg,
			 struct analyze_options *o, bool *stats)
{
	int level;

	if (!strcmp(arg, "--stats")) {
		*stats = true;
	} else if (!strcmp(arg, "--no-slice")) {
		o->slice = false;
	} else if (!strncmp(arg, "--only=", 7)) {
		o->rules = parse_rules(arena, arg + 7);
	} else if (!strncmp(arg, "--disable=", 10)) {
		o->rules &= ~parse_rules(arena, arg + 10);
	} else if (!strncmp(arg, "--level=", 8)) {
		level = confidence_find(arg + 8, strlen(arg + 8));
		if (level < 0)
			fail("no such level", arg + 8);
		o->level = (enum confidence)level;
	} else {
		return false;
	}
	return true;
}

static int cmd_analyze(struct arena *arena, char **args)
{
	struct analyze_options o;
	struct analysis *a;
	bool stats = false;
	unsigned int k;

	analyze_options_init(&o);
	o.check = true;
	while (*args && parse_option(arena, *args, &o, &stats))
		args++;
	if (!args[0] || args[1])
		fail("analyze [options] FILE.ir", NULL);
	a = analyze_unit(arena, parse_file(arena, args[0], true),
			 known_table_new(arena), &o);
	for (k = 0; k < a->findings.n; k++)
		print_finding(a->findings.list[k]);
	if (stats)
		print_stats(&a->stats);
	return 0;
}

/* What the slice leaves of a unit, as text. */
static int cmd_slice(struct arena *arena, char **args)
{
	struct ir_unit *u = parse_file(arena, args[0], false);
	const char *wrong;

	slice_unit(u, known_table_new(arena));
	wrong = ir_check_unit(u);
	if (wrong)
		fail("the slice is broken", wrong);
	ir_print(u, stdout);
	return 0;
}

static const struct command {
	const char *name;
	int nargs;			/* -1: its own business */
	int (*run)(struct arena *arena, char **args);
} commands[] = {
	{ "analyze", -1, cmd_analyze },
	{ "check", 1, cmd_check },
	{ "corrupt", 3, cmd_corrupt },
	{ "print", 1, cmd_print },
	{ "roundtrip", 1, cmd_roundtrip },
	{ "size", 1, cmd_size },
	{ "slice", 1, cmd_slice },
};

int main(int argc, char **argv)
{
	const struct command *c;
	struct arena *arena;
	int status;
	size_t k;

	for (k = 0; k < sizeof(commands) / sizeof(*commands); k++) {
		c = &commands[k];
		if (argc < 2 || strcmp(argv[1], c->name) ||
		    (c->nargs >= 0 && argc != c->nargs + 2))
			continue;
		arena = arena_new();
		status = c->run(arena, argv + 2);
		arena_free(arena);
		if (fflush(stdout))
			fail("cannot write", NULL);
		return status;
	}
	fail("analyze|check|corrupt|print|roundtrip|size|slice FILE.ir", NULL);
	return 2;
}
