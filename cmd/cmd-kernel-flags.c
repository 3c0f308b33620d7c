/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck kernel-flags: the arguments of make that build an instrumented
 * kernel, and the runtime shim into it.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "compiler.h"
#include "options.h"
#include "util.h"

/* A way from any folder to the root: more steps do not harm. */
#define UP "../../../../../../../../../../../../../../../.."

struct kernel_flags {
	const char *cc;
	const char *runtime;		/* where the shim is built, or NULL */
	char *api;
	bool record_only;
};

enum { OPT_CC = 256, OPT_RUNTIME, OPT_API, OPT_RECORD_ONLY };

static const struct argp_option options[] = {
	{ .name = "cc", .key = OPT_CC, .arg = "CC", .doc =
	  "The compiler of the build (default: $CC, or gcc)" },
	{ .name = "runtime", .key = OPT_RUNTIME, .arg = "DIR", .doc =
	  "Build the runtime shim into the kernel as well, in DIR, where its sources are put" },
	{ .name = "api", .key = OPT_API, .arg = "FILE", .doc =
	  "Read more rows of the API table from FILE" },
	{ .name = "record-only", .key = OPT_RECORD_ONLY, .doc =
	  "Print no findings while the kernel is built" },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct kernel_flags *f = state->input;

	switch (key) {
	case OPT_CC:
		f->cc = arg;
		return 0;
	case OPT_RUNTIME:
		f->runtime = arg;
		return 0;
	case OPT_API:
		f->api = parse_api(arg);
		return 0;
	case OPT_RECORD_ONLY:
		f->record_only = true;
		return 0;
	case ARGP_KEY_ARG:
		die("kernel-flags takes no argument, but '%s' was given; name the compiler with --cc",
		    arg);
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options, .parser = parse,
	.doc = "Print the arguments of make for a kernel whose mappings are checked while it runs, as for eval make $(kmapcheck kernel-flags --runtime=DIR).",
};

/* The sources of the shim: where the user says, in the build tree that the
 * program lies in, or where they were installed.
 */
static char *shim_folder(void)
{
	const char *env = getenv("KMAPCHECK_RUNTIME_DIR");
	char *exe = path_real("/proc/self/exe"), *end, *list[3];
	unsigned int i, n = 0;
	char *kbuild;
	bool found;

	if (env && *env)
		list[n++] = xstrdup(env);
	end = exe ? strrchr(exe, '/') : NULL;
	if (end)
		list[n++] = xprintf("%.*s/../runtime", (int)(end - exe), exe);
	list[n++] = xstrdup(RUNTIMEDIR);
	free(exe);
	for (i = 0; i < n; i++) {
		kbuild = xprintf("%s/Kbuild", list[i]);
		found = path_is_file(kbuild);
		free(kbuild);
		if (found)
			return list[i];
	}
	die("the shim's sources are not in %s; name their folder in KMAPCHECK_RUNTIME_DIR",
	    RUNTIMEDIR);
}

static bool is_source(const char *name)
{
	const char *dot = strrchr(name, '.');

	return !strcmp(name, "Kbuild") ||
	       (dot && (!strcmp(dot, ".c") || !strcmp(dot, ".h") ||
			!strcmp(dot, ".def")) && !strstr(name, ".mod."));
}

/* Copy unless it is the same already, so that make has nothing to do then. */
static void copy_file(const char *from, const char *to)
{
	size_t size, old_size;
	char *bytes = file_read(from, &size), *old = file_read(to, &old_size);
	FILE *f;

	if (!bytes)
		die("cannot read %s: %s", from, strerror(errno));
	if (!old || old_size != size || memcmp(old, bytes, size)) {
		f = fopen(to, "w");
		if (!f || fwrite(bytes, 1, size, f) != size || fclose(f))
			die("cannot write %s: %s", to, strerror(errno));
	}
	free(bytes);
	free(old);
}

static void copy_shim(const char *from, const char *to)
{
	DIR *dir = opendir(from);
	struct dirent *e;
	char *source, *copy;

	if (!dir)
		die("cannot read %s: %s", from, strerror(errno));
	if (mkdir(to, 0777) && errno != EEXIST)
		die("cannot make the folder %s: %s", to, strerror(errno));
	while ((e = readdir(dir))) {
		if (!is_source(e->d_name))
			continue;
		source = xprintf("%s/%s", from, e->d_name);
		copy = xprintf("%s/%s", to, e->d_name);
		copy_file(source, copy);
		free(source);
		free(copy);
	}
	closedir(dir);
}

/* A list of folders that is given on make's command line replaces the one that
 * the kernel's Makefiles make: where that holds something, it would be lost.
 * So it is the list that the architecture leaves empty.
 */
static const char *folder_list(const struct compiler *c)
{
	if (!strncmp(c->target, "arm", 3))
		return "ARCH_DRIVERS";
	if (strstr(c->target, "86"))	/* x86_64-, i386-, i686- */
		return "ARCH_CORE";
	die("for %s the shim cannot be added by arguments of make; apply kmapcheck.patch to the tree and leave out --runtime",
	    c->target);
}

/* kbuild takes this folder from its source and from its object folder. */
static char *shim_argument(const struct compiler *c, const char *runtime)
{
	const char *list = folder_list(c);
	char *from = shim_folder(), *real, *text;

	copy_shim(from, runtime);
	real = path_real(runtime);
	if (!real)
		die("no folder %s for --runtime", runtime);
	need_plain_path(real);
	text = xprintf(" %s=" UP "%s/", list, real);
	free(real);
	free(from);
	return text;
}

int cmd_kernel_flags(int argc, char **argv)
{
	struct kernel_flags f = { .cc = getenv("CC") };
	struct strings flags = { 0 };
	struct compiler *compiler;
	char *api, *shim;
	size_t i;

	parse_command(&argp, argc, argv, &f);
	compiler = compiler_open(f.cc && *f.cc ? f.cc : "gcc");
	compiler_flags(compiler, &flags);
	compiler_flag(&flags, "instrument");
	if (f.record_only)
		compiler_flag(&flags, "record-only");
	if (f.api) {
		api = xprintf("api=%s", f.api);
		compiler_flag(&flags, api);
		free(api);
	}
	/* Nothing is printed unless all of it can be. */
	shim = f.runtime ? shim_argument(compiler, f.runtime) : xstrdup("");
	fputs("KCFLAGS='", stdout);
	for (i = 0; i < flags.n; i++)
		printf("%s%s", i ? " " : "", flags.list[i]);
	printf("'%s\n", shim);
	free(shim);
	compiler_free(compiler);
	return STATUS_CLEAN;
}
