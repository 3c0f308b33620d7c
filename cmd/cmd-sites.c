/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck sites: where an instrumented object, module or kernel tells the
 * runtime shim of mappings.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "objfile-sites.h"
#include "options.h"
#include "util.h"

struct sites {
	bool json;
	struct strings paths;
	struct site *list;		/* texts are ours */
	size_t n, cap;
};

static void site_add(void *ctx, const struct site *site)
{
	struct sites *s = ctx;
	struct site *to;

	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 256;
		s->list = xrealloc(s->list, s->cap * sizeof(*s->list));
	}
	to = &s->list[s->n++];
	*to = *site;
	to->file = xstrdup(site->file);
	to->func = xstrdup(site->func);
	to->api = xstrdup(site->api);
}

static void site_free(struct site *site)
{
	free((char *)site->file);
	free((char *)site->func);
	free((char *)site->api);
}

static int number_cmp(uint32_t a, uint32_t b)
{
	return a < b ? -1 : a > b;
}

static int site_cmp(const void *a, const void *b)
{
	const struct site *x = a, *y = b;
	int order = strcmp(x->file, y->file);

	if (!order)
		order = number_cmp(x->line, y->line);
	if (!order)
		order = strcmp(x->func, y->func);
	if (!order)
		order = strcmp(x->api, y->api);
	if (!order)
		order = number_cmp(x->op, y->op);
	return order ? order : number_cmp(x->family, y->family);
}

/* Sort; what a header's functions tell in each unit is told once. */
static void sites_sort(struct sites *s)
{
	size_t i, n = 0;

	if (s->n)
		qsort(s->list, s->n, sizeof(*s->list), site_cmp);
	for (i = 0; i < s->n; i++)
		if (n && !site_cmp(&s->list[n - 1], &s->list[i]))
			site_free(&s->list[i]);
		else
			s->list[n++] = s->list[i];
	s->n = n;
}

static const char *op_text(const struct site *site)
{
	return site->op == SITE_MAPS ? "maps" : "releases";
}

static const char *family_text(const struct site *site)
{
	return known_family_name(site_family_known(site->family));
}

static void print_text(const struct sites *s)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct site *site = &s->list[i];

		printf("%s:%u: %s %s with %s [%s]\n", site->file, site->line,
		       site->func, op_text(site), site->api, family_text(site));
	}
}

static void print_json(const struct sites *s)
{
	json_t *all = json_array(), *one;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct site *site = &s->list[i];

		one = json_pack("{s:s, s:i, s:s, s:s, s:s, s:s}", "file",
				site->file, "line", (int)site->line,
				"function", site->func, "op", op_text(site),
				"api", site->api, "family", family_text(site));
		if (!one)
			die("a site's text is no UTF-8; print it without --json");
		json_array_append_new(all, one);
	}
	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

/* The sites of all files: true when each holds some. */
static bool sites_gather(struct sites *s)
{
	bool all = true;
	size_t i, before;

	for (i = 0; i < s->paths.n; i++) {
		const char *path = s->paths.list[i], *error;

		before = s->n;
		error = objfile_sites(path, site_add, s);
		if (!error && s->n == before)
			error = "it has no sites: compile it with -fplugin-arg-kmapcheck-instrument";
		if (error) {
			tell("%s: %s", path, error);
			all = false;
		}
	}
	return all;
}

enum { OPT_JSON = 256 };

static const struct argp_option options[] = {
	{ .name = "json", .key = OPT_JSON, .doc = "Print an array of objects" },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct sites *s = state->input;

	switch (key) {
	case OPT_JSON:
		s->json = true;
		return 0;
	case ARGP_KEY_ARG:
		strings_add(&s->paths, arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		die("name at least one object, module or vmlinux to list the sites of");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options, .parser = parse, .args_doc = "FILE...",
	.doc = "List the sites of instrumented objects, modules or a vmlinux.",
};

int cmd_sites(int argc, char **argv)
{
	struct sites s = { 0 };
	bool all;
	size_t i;

	parse_command(&argp, argc, argv, &s);
	all = sites_gather(&s);
	sites_sort(&s);
	if (s.json && s.n)
		print_json(&s);
	else
		print_text(&s);
	for (i = 0; i < s.n; i++)
		site_free(&s.list[i]);
	free(s.list);
	strings_free(&s.paths);
	return all ? STATUS_CLEAN : STATUS_USAGE;
}
