/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck users: check just the objects whose sources use a mapping API.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "compiler.h"
#include "kbuild.h"
#include "options.h"
#include "out-text.h"
#include "progress.h"
#include "sources.h"
#include "store.h"
#include "tree.h"

#define SHOWN 20			/* objects listed before "and N more" */

struct users {
	struct check_options check;
	struct tree_wish wish;
	const char *path, *kcflags;
	unsigned int jobs;
	struct strings dirs;

	struct tree *tree;
	struct compiler *compiler;
	struct store *store;
	struct strings sources;
	struct strings objects, off;	/* off: not enabled */
	struct set done;		/* objects that were read */
};

/* ---- which objects ---- */

static void find_sources(struct users *u)
{
	struct arena *a = arena_new();
	struct known_table *t = known_table_new(a);
	size_t files;

	if (u->check.api && known_add_file(t, u->check.api))
		die("cannot read the API file %s any more", u->check.api);
	files = sources_find(u->tree, t, &u->dirs, &u->sources);
	arena_free(a);
	if (!u->sources.n)
		die("nothing to analyse: none of the %zu source files there uses a mapping API",
		    files);
}

/* Objects that the configuration builds, and those that it leaves out. */
static void choose_objects(struct users *u)
{
	struct kbuild *k = kbuild_new(u->tree);
	char *object;
	size_t i;

	progress_start("reading Makefiles", u->sources.n);
	for (i = 0; i < u->sources.n; i++) {
		object = xstrdup(u->sources.list[i]);
		object[strlen(object) - 1] = 'o';
		progress_show(i, 0, object);
		strings_take(kbuild_enabled(k, object) == KBUILD_NO ?
			     &u->off : &u->objects, object);
	}
	progress_end();
	kbuild_free(k);
	if (!u->objects.n)
		die("nothing to analyse: none of the %zu sources that use a mapping API is enabled by %s/.config; try --config allmod with -O DIR",
		    u->sources.n, u->tree->out);
}

/* ---- build and analyse ---- */

static unsigned int object_done(void *ctx, const char *object)
{
	struct users *u = ctx;
	char *path = xprintf("%s/%s", u->tree->out, object);

	if (set_add(&u->done, object, strlen(object)))
		store_object(u->store, path);
	free(path);
	return u->store->findings.n;
}

/* The flags depend on what changes the records and on nothing else, so that
 * another level or choice of rules compiles nothing again.
 */
static char *record_flags(const struct users *u)
{
	struct strings flags = { 0 };
	char *option, *text;

	compiler_flags(u->compiler, &flags);
	compiler_flag(&flags, "record-only");
	option = xprintf("srctree=%s", u->tree->src);
	compiler_flag(&flags, option);
	free(option);
	compiler_api(&flags, u->check.api);
	text = compiler_kcflags(u->kcflags, &flags);
	strings_free(&flags);
	return text;
}

static void read_objects(struct users *u, const struct kbuild_result *r)
{
	unsigned int findings = u->store->findings.n;
	struct set failed = { 0 };
	const char *name;
	size_t i;

	for (i = 0; i < r->nfailed; i++)
		set_add(&failed, r->failed[i].object,
			strlen(r->failed[i].object));
	progress_start("analysing", u->objects.n);
	for (i = 0; i < u->objects.n; i++) {
		name = u->objects.list[i];
		if (!set_has(&failed, name, strlen(name)))
			findings = object_done(u, name);
		progress_show(i + 1, findings, name);
	}
	progress_end();
	set_free(&failed);
}

/* ---- what to say at the end ---- */

static void tell_objects(const struct users *u, const struct kbuild_result *r)
{
	size_t i;

	fprintf(stderr, "\nkernel %s, built in %s with %s:\n", u->tree->src,
		u->tree->out, u->tree->cc);
	fprintf(stderr, "  sources that use a mapping API: %zu; objects built: %zu, not built: %zu, not enabled: %zu\n",
		u->sources.n, u->objects.n - r->nfailed, r->nfailed, u->off.n);
	for (i = 0; i < r->nfailed && i < SHOWN; i++)
		fprintf(stderr, "    not built: %s (%s)\n",
			r->failed[i].object, r->failed[i].why);
	for (i = 0; i < u->off.n && i < SHOWN; i++)
		fprintf(stderr, "    not enabled: %s\n", u->off.list[i]);
	if (r->nfailed > SHOWN || u->off.n > SHOWN)
		fprintf(stderr, "    and more\n");
}

/* The same without names. */
static void tell_missing(const struct users *u, const struct kbuild_result *r)
{
	if (r->nfailed)
		tell("%zu of %zu objects could not be built; --stats names them",
		     r->nfailed, u->objects.n);
	if (u->off.n)
		tell("not enabled by the configuration: %zu of %zu objects; --stats names them",
		     u->off.n, u->off.n + u->objects.n);
}

static void tell_next(const struct users *u)
{
	const struct finding_list *l = &u->store->findings;

	if (l->n)
		fprintf(stderr, "\nnext: kmapcheck explain %s\n",
			rule_name(l->list[0]->rule));
	else if (u->check.analyze.level != CONFIDENCE_POSSIBLE)
		fprintf(stderr, "\nnext: kmapcheck users --level=possible %s\n",
			u->path);
}

static int report(struct users *u, const struct kbuild_result *r)
{
	bool tables = u->check.stats || progress_wanted();
	char *nothing;
	int status;

	if (r->nfailed)
		nothing = xprintf("%zu of %zu objects could not be built; the first, %s: %s",
				  r->nfailed, u->objects.n,
				  r->failed[0].object, r->failed[0].why);
	else
		nothing = xprintf("no object in %s holds a record; is the plugin %s broken?",
				  u->tree->out, u->compiler->plugin);
	if (tables)
		tell_objects(u, r);
	else
		tell_missing(u, r);
	status = out_check(u->store, &u->check, nothing);
	if (progress_wanted())
		tell_next(u);
	free(nothing);
	return status;
}

/* ---- options ---- */

enum { OPT_CONFIG = 256 };

static const struct argp_option options[] = {
	{ .name = "config", .key = OPT_CONFIG, .arg = "KIND", .doc =
	  "Make a configuration where there is none: allmod or def" },
	{ .name = "output", .key = 'O', .arg = "DIR", .doc =
	  "The build folder (make's O=)" },
	{ .name = "jobs", .key = 'j', .arg = "N", .doc =
	  "Jobs of make (default: one a processor)" },
	{ 0 }
};

/* Where the value of a variable of make goes, or NULL. */
static const char **find_variable(struct users *u, const char *name, size_t n)
{
	const struct {
		const char *name, **value;
	} variables[] = {
		{ "ARCH", &u->wish.arch },
		{ "CC", &u->check.cc },
		{ "CROSS_COMPILE", &u->wish.cross },
		{ "KCFLAGS", &u->kcflags },
		{ "O", &u->wish.out },
	};
	unsigned int i;

	for (i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		if (strlen(variables[i].name) == n &&
		    !strncmp(variables[i].name, name, n))
			return variables[i].value;
	return NULL;
}

/* "ARCH=arm", as make takes it. */
static void parse_variable(struct users *u, const char *arg, size_t n)
{
	const char **value = find_variable(u, arg, n);

	if (!value)
		die("unknown variable '%.*s'; valid ones are ARCH, CC, CROSS_COMPILE, KCFLAGS and O; others go into the configuration or to 'kmapcheck make'",
		    (int)n, arg);
	*value = arg[n + 1] ? arg + n + 1 : NULL;
}

static void parse_argument(struct users *u, const char *arg)
{
	size_t n = strspn(arg, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	if (n && arg[n] == '=')
		parse_variable(u, arg, n);
	else if (u->path)
		strings_add(&u->dirs, arg);
	else
		u->path = arg;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct users *u = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &u->check;
		return 0;
	case OPT_CONFIG:
		if (strcmp(arg, "allmod") && strcmp(arg, "def"))
			die("unknown configuration '%s'; valid ones are allmod and def",
			    arg);
		u->wish.config = arg;
		return 0;
	case 'O':
		u->wish.out = arg;
		return 0;
	case 'j':
		u->jobs = parse_jobs(arg);
		return 0;
	case ARGP_KEY_ARG:
		parse_argument(u, arg);
		return 0;
	case ARGP_KEY_END:
		if (u->path)
			return 0;
		die("name the kernel tree to check, such as 'kmapcheck users ~/linux fs'");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_child children[] = {
	{ .argp = &check_argp }, { 0 }
};

static const struct argp argp = {
	.options = options, .parser = parse, .args_doc = "[VARIABLE=VALUE...] TREE [DIR...]",
	.doc = "Check the objects of the kernel TREE whose sources, below each DIR, use a mapping API. The variables are make's: ARCH, CC, CROSS_COMPILE, KCFLAGS and O.",
	.children = children,
};

int cmd_users(int argc, char **argv)
{
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	struct users u = {
		.jobs = cpus > 0 ? cpus : 1, .kcflags = getenv("KCFLAGS"),
	};
	struct kbuild_result *built;
	char *flags;
	int status;

	check_options_init(&u.check);
	parse_command(&argp, argc, argv, &u);
	u.wish.cc = u.check.cc;
	u.tree = tree_open(u.path, &u.wish);
	u.compiler = compiler_open(u.tree->cc);
	tree_configure(u.tree, u.jobs);
	find_sources(&u);
	choose_objects(&u);
	u.store = store_new(&u.check.analyze, u.check.api);
	store_set_plugin(u.store, u.compiler);
	flags = record_flags(&u);
	built = kbuild_make(u.tree, &u.objects, flags, u.jobs, object_done, &u);
	read_objects(&u, built);
	status = report(&u, built);
	kbuild_result_free(built);
	store_free(u.store);
	compiler_free(u.compiler);
	tree_free(u.tree);
	free(flags);
	strings_free(&u.sources);
	strings_free(&u.objects);
	strings_free(&u.off);
	strings_free(&u.dirs);
	set_free(&u.done);
	return status;
}
