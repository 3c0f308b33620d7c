/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compiler.h"

#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "util.h"

#define PLUGIN "kmapcheck.so"

/* What "$CC @option" prints, without the newline at its end; NULL: failed. */
static char *ask(const char *cc, const char *option)
{
	struct strings argv = { 0 };
	char *words = xstrdup(cc), *save, *word, *out;

	for (word = strtok_r(words, " \t", &save); word;
	     word = strtok_r(NULL, " \t", &save))
		strings_add(&argv, word);
	if (!argv.n)
		die("the compiler's name is empty; name one with --cc");
	strings_add(&argv, option);
	out = run_output(strings_argv(&argv));
	strings_free(&argv);
	free(words);
	if (out)
		out[strcspn(out, "\n")] = 0;
	return out;
}

void need_plain_path(const char *path)
{
	if (path[strcspn(path, " \t\n'\"\\$#`")])
		die("the path '%s' cannot stand in KCFLAGS, since it holds a blank, quote or $; move it to another folder",
		    path);
}

char *compiler_prefix(const char *cc)
{
	const char *word = strrchr(cc, ' '), *slash, *gcc;

	word = word ? word + 1 : cc;
	slash = strrchr(word, '/');
	gcc = strstr(slash ? slash + 1 : word, "gcc");
	if (!gcc || gcc == (slash ? slash + 1 : word) || gcc[-1] != '-')
		return xstrdup("");
	return xprintf("%.*s", (int)(gcc - word), word);
}

/* The folders that plugins are searched in, best first. */
static void plugin_folders(struct strings *dirs)
{
	const char *env = getenv("KMAPCHECK_PLUGIN_DIR");
	char *exe = path_real("/proc/self/exe"), *end;

	if (env && *env)
		strings_add(dirs, env);
	end = exe ? strrchr(exe, '/') : NULL;
	if (end) {
		*end = 0;
		strings_take(dirs, xprintf("%s/../plugin", exe));
	}
	free(exe);
	strings_add(dirs, PLUGINDIR);
}

static char *find_plugin(const struct compiler *c, const struct strings *dirs)
{
	char *path, *real;
	size_t i;

	for (i = 0; i < dirs->n; i++) {
		path = xprintf("%s/%s/%u/" PLUGIN, dirs->list[i], c->target,
			       c->major);
		real = path_is_file(path) ? path_real(path) : NULL;
		free(path);
		if (real)
			return real;
	}
	return NULL;
}

/* "x86_64-linux-gnu GCC 12" of "DIR/x86_64-linux-gnu/12/kmapcheck.so". */
static char *plugin_name(const char *path, const char *dir)
{
	const char *target = path + strlen(dir) + 1;
	const char *major = strchr(target, '/') + 1;

	return xprintf("%.*s GCC %.*s", (int)(major - 1 - target), target,
		       (int)strcspn(major, "/"), major);
}

/* The plugins that do exist: "there are plugins for A, B". */
static char *other_plugins(const struct strings *dirs)
{
	struct strings found = { 0 };
	char *text = NULL, *old, *pattern;
	glob_t g;
	size_t i, k;

	for (i = 0; i < dirs->n; i++) {
		pattern = xprintf("%s/*/*/" PLUGIN, dirs->list[i]);
		if (!glob(pattern, 0, NULL, &g)) {
			for (k = 0; k < g.gl_pathc; k++)
				strings_take(&found,
					     plugin_name(g.gl_pathv[k],
							 dirs->list[i]));
			globfree(&g);
		}
		free(pattern);
	}
	strings_sort(&found);
	for (i = 0; i < found.n; i++) {
		old = text;
		text = xprintf("%s%s%s", old ? old : "there are plugins for ",
			       old ? ", " : "", found.list[i]);
		free(old);
	}
	strings_free(&found);
	return text ? text : xstrdup("there is no plugin at all");
}

static void no_plugin(const struct compiler *c, const struct strings *dirs)
{
	die("no plugin for %s (%s GCC %u), %s; build it with ./configure --with-target-cc=\"%s\" and make",
	    c->cc, c->target, c->major, other_plugins(dirs), c->cc);
}

static void refuse_others(const char *cc)
{
	char *version = ask(cc, "--version");

	if (!version)
		die("cannot run the compiler '%s' (%s); name another with --cc",
		    cc, errno ? strerror(errno) : "it fails");
	if (strstr(version, "clang"))
		die("the compiler %s is a clang, which cannot load GCC plugins; build with gcc (--cc gcc), in a build folder of its own",
		    cc);
	free(version);
}

static char *content_id(const char *path)
{
	size_t size;
	char *bytes = file_read(path, &size), *id;

	if (!bytes)
		die("cannot read %s: %s", path, strerror(errno));
	id = xprintf("%016llx", hash_bytes(bytes, size));
	free(bytes);
	return id;
}

struct compiler *compiler_open(const char *cc)
{
	struct compiler *c = xalloc(sizeof(*c));
	struct strings dirs = { 0 };
	char *version;

	refuse_others(cc);
	c->cc = xstrdup(cc);
	c->target = ask(cc, "-dumpmachine");
	version = ask(cc, "-dumpversion");
	if (!c->target || !*c->target || !version || !isdigit(*version))
		die("'%s' is no GCC: it does not tell its version", cc);
	c->major = strtoul(version, NULL, 10);
	free(version);
	plugin_folders(&dirs);
	c->plugin = find_plugin(c, &dirs);
	if (!c->plugin)
		no_plugin(c, &dirs);
	need_plain_path(c->plugin);
	c->build_id = content_id(c->plugin);
	strings_free(&dirs);
	return c;
}

void compiler_free(struct compiler *c)
{
	if (!c)
		return;
	free(c->cc);
	free(c->target);
	free(c->plugin);
	free(c->build_id);
	free(c);
}

void compiler_flag(struct strings *flags, const char *option)
{
	strings_take(flags, xprintf("-fplugin-arg-kmapcheck-%s", option));
}

void compiler_flags(const struct compiler *c, struct strings *flags)
{
	strings_take(flags, xprintf("-fplugin=%s", c->plugin));
	strings_take(flags, xprintf("-fplugin-arg-kmapcheck-build=%s",
				    c->build_id));
}

void compiler_api(struct strings *flags, const char *api)
{
	char *id;

	if (!api)
		return;
	id = content_id(api);
	strings_take(flags, xprintf("-fplugin-arg-kmapcheck-api=%s", api));
	strings_take(flags, xprintf("-fplugin-arg-kmapcheck-build=%s", id));
	free(id);
}

char *compiler_kcflags(const char *user, const struct strings *flags)
{
	char *all = xstrdup(user ? user : ""), *old;
	size_t i;

	for (i = 0; i < flags->n; i++) {
		old = all;
		all = xprintf("%s%s%s", old, *old ? " " : "", flags->list[i]);
		free(old);
	}
	return all;
}
