/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck make: make with the plugin added, then the analysis of what lies
 * in the build folder.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler.h"
#include "options.h"
#include "out-text.h"
#include "progress.h"
#include "run.h"
#include "store.h"
#include "tree.h"

struct make {
	struct check_options check;
	struct strings own, args;	/* options of ours; arguments of make */
	unsigned int compiled;
	struct make_log log;
};

/* ---- make's arguments ---- */

/* Options of ours go to argp, everything else to make, in order. */
static void split_arguments(struct make *m, int argc, char **argv)
{
	int i, words;

	strings_add(&m->own, argv[0]);
	for (i = 1; i < argc; i += words) {
		words = check_option_words(argv[i]);
		if (i == 1 && (!strcmp(argv[i], "--help") ||
			       !strcmp(argv[i], "--version")))
			words = 1;
		strings_add(words ? &m->own : &m->args, argv[i]);
		if (words == 2 && i + 1 < argc)
			strings_add(&m->own, argv[i + 1]);
		if (!words)
			words = 1;
	}
}

/* The value of the last NAME=VALUE on make's command line, or NULL. */
static const char *variable(const struct make *m, const char *name)
{
	const char *value = NULL;
	size_t i, n = strlen(name);

	for (i = 0; i < m->args.n; i++)
		if (!strncmp(m->args.list[i], name, n) &&
		    m->args.list[i][n] == '=')
			value = m->args.list[i] + n + 1;
	return value;
}

/* The same, or else that of the environment. */
static const char *setting(const struct make *m, const char *name)
{
	const char *value = variable(m, name);

	return value ? value : getenv(name);
}

/* make takes CC from its command line only; the environment gives the prefix
 * of a cross compiler.
 */
static char *compiler_name(const struct make *m)
{
	const char *cc = variable(m, "CC"), *cross, *llvm;

	if (m->check.cc)
		return xstrdup(m->check.cc);
	if (cc && *cc)
		return xstrdup(cc);
	llvm = setting(m, "LLVM");
	if (llvm && *llvm && strcmp(llvm, "0"))
		die("LLVM=%s builds with clang, which cannot load GCC plugins; build with gcc, in a build folder of its own",
		    llvm);
	cross = setting(m, "CROSS_COMPILE");
	return xprintf("%sgcc", cross ? cross : "");
}

/* The folder that make is told to start in: its last -C. */
static const char *start_folder(const struct make *m)
{
	const char *dir = ".", *arg;
	size_t i;

	for (i = 0; i < m->args.n; i++) {
		arg = m->args.list[i];
		if (!strcmp(arg, "-C") || !strcmp(arg, "--directory"))
			dir = i + 1 < m->args.n ? m->args.list[++i] : dir;
		else if (!strncmp(arg, "-C", 2))
			dir = arg + 2;
		else if (!strncmp(arg, "--directory=", 12))
			dir = arg + 12;
	}
	return dir;
}

/* Where the objects will be: M= or O= below the folder of -C. */
static char *build_folder(const struct make *m)
{
	const char *dir = start_folder(m), *below = setting(m, "M");
	char *path, *real;

	if (!path_is_dir(dir))
		die("no folder %s to run make in", dir);
	if (!below)
		below = setting(m, "O");
	if (!below)
		below = setting(m, "KBUILD_OUTPUT");
	path = below && *below == '/' ? xstrdup(below) :
		xprintf("%s/%s", dir, below ? below : ".");
	real = path_real(path);
	free(path);
	return real ? real : xstrdup(dir);
}

/* The user's KCFLAGS stay, and ours come last. */
static void add_flags(struct make *m, const struct compiler *c)
{
	struct strings flags = { 0 };
	char *option;

	compiler_flags(c, &flags);
	compiler_flag(&flags, "record-only");
	compiler_api(&flags, m->check.api);
	option = compiler_kcflags(setting(m, "KCFLAGS"), &flags);
	strings_take(&m->args, xprintf("KCFLAGS=%s", option));
	if (m->check.cc)
		strings_take(&m->args, xprintf("CC=%s", m->check.cc));
	free(option);
	strings_free(&flags);
}

/* ---- running it ---- */

/* Targets that ask the user need the terminal to themselves. */
static bool is_interactive(const struct make *m)
{
	const char *arg;
	size_t i, n;

	for (i = 0; i < m->args.n; i++) {
		arg = m->args.list[i];
		n = strlen(arg);
		if (n >= 6 && !strcmp(arg + n - 6, "config") &&
		    !strchr(arg, '='))
			return true;
	}
	return false;
}

/* On stderr, whatever make prints: on stdout there are findings only. */
static void pass_line(void *ctx, int stream, char *line)
{
	struct make *m = ctx;

	(void)stream;
	progress_hide();
	fprintf(stderr, "%s\n", line);
	make_log_line(&m->log, line);
	if (!strncmp(line, "  CC ", 5)) {
		m->compiled++;
		progress_show(m->compiled, 0, strrchr(line, ' ') + 1);
	}
}

static void run_make(struct make *m, const char *folder)
{
	struct run r = { .line = pass_line, .ctx = m };
	struct strings argv = { 0 };
	size_t i;
	int status;

	strings_add(&argv, "make");
	for (i = 0; i < m->args.n; i++)
		strings_add(&argv, m->args.list[i]);
	r.argv = strings_argv(&argv);
	if (is_interactive(m))
		r.line = NULL;
	progress_start("building", 0);
	status = run_command(&r);
	progress_end();
	if (status == 127)
		die("cannot run make: %s", errno ? strerror(errno) : "it is not there");
	if (status)
		make_log_die(&m->log, "make", folder);
	strings_free(&argv);
	make_log_free(&m->log);
}

/* ---- what was built ---- */

static bool is_object(const char *name)
{
	size_t n = strlen(name);

	return n > 2 && !strcmp(name + n - 2, ".o") && name[0] != '.';
}

static void list_folder(const char *dir, struct strings *dirs,
			struct strings *objects)
{
	struct dirent *e;
	struct stat st;
	DIR *d = opendir(dir);
	char *path;

	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		path = xprintf("%s/%s", dir, e->d_name);
		if (lstat(path, &st))
			free(path);
		else if (S_ISDIR(st.st_mode))
			strings_take(dirs, path);
		else if (S_ISREG(st.st_mode) && is_object(e->d_name))
			strings_take(objects, path);
		else
			free(path);
	}
	if (d)
		closedir(d);
}

static void read_folder(struct store *s, const char *folder)
{
	struct strings dirs = { 0 }, objects = { 0 };
	size_t i;

	strings_add(&dirs, folder);
	for (i = 0; i < dirs.n; i++)
		list_folder(dirs.list[i], &dirs, &objects);
	strings_sort(&objects);
	progress_start("analysing", objects.n);
	for (i = 0; i < objects.n; i++) {
		store_object(s, objects.list[i]);
		progress_show(i + 1, s->findings.n, objects.list[i]);
	}
	progress_end();
	strings_free(&dirs);
	strings_free(&objects);
}

static const struct argp_child children[] = {
	{ .argp = &check_argp }, { 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct make *m = state->input;

	(void)arg;
	if (key != ARGP_KEY_INIT)
		return ARGP_ERR_UNKNOWN;
	state->child_inputs[0] = &m->check;
	return 0;
}

static const struct argp argp = {
	.parser = parse, .args_doc = "[ARGUMENT OF MAKE...]",
	.doc = "Run make with the plugin added, then analyse the objects in the build folder. All options but these are make's.",
	.children = children,
};

int cmd_make(int argc, char **argv)
{
	struct make m = { 0 };
	struct compiler *c;
	struct store *s;
	char *folder, *cc;
	int status;

	check_options_init(&m.check);
	split_arguments(&m, argc, argv);
	strings_argv(&m.own);
	parse_command(&argp, m.own.n, m.own.list, &m);
	cc = compiler_name(&m);
	c = compiler_open(cc);
	folder = build_folder(&m);
	add_flags(&m, c);
	run_make(&m, folder);
	free(folder);
	folder = build_folder(&m);
	s = store_new(&m.check.analyze, m.check.api);
	store_set_plugin(s, c);
	read_folder(s, folder);
	m.check.summary = true;
	status = out_check(s, &m.check,
			   "no object in the build folder holds a record; did make build kernel code?");
	store_free(s);
	compiler_free(c);
	strings_free(&m.args);
	free(folder);
	free(cc);
	return status;
}
