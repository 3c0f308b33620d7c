/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "compiler.h"
#include "kconfig.h"
#include "util.h"

#define FULL_BYTES (1 << 20)		/* less is no space for an object */

/* ---- make ---- */

void make_log_line(struct make_log *l, const char *line)
{
	if (strstr(line, "No space left on device"))
		l->no_space = true;
	if (strstr(line, "Read-only file system") ||
	    strstr(line, "Permission denied"))
		l->read_only = true;
	if (!l->first && (strstr(line, "rror:") || strstr(line, "*** ")))
		l->first = xstrdup(line);
}

void make_log_free(struct make_log *l)
{
	free(l->first);
	memset(l, 0, sizeof(*l));
}

/* Not every tool says that it could not write: bison does not. */
static bool is_full(const char *dir)
{
	struct statvfs fs;

	return !statvfs(dir, &fs) &&
		fs.f_bavail * fs.f_frsize < FULL_BYTES;
}

void make_log_die(const struct make_log *l, const char *what, const char *dir)
{
	if (l->no_space || is_full(dir))
		die("%s in %s failed: no space left on the device; free some and run the same command again",
		    what, dir);
	if (l->read_only)
		die("%s in %s failed: it may not write there; name a folder that can be written with -O DIR",
		    what, dir);
	die("%s in %s failed: %s", what, dir,
	    l->first ? l->first : "make does not say why");
}

void tree_make(const struct tree *t, struct strings *argv)
{
	strings_add(argv, "make");
	strings_add(argv, "-C");
	strings_add(argv, t->src);
	if (strcmp(t->src, t->out))
		strings_take(argv, xprintf("O=%s", t->out));
	if (t->arch)
		strings_take(argv, xprintf("ARCH=%s", t->arch));
	if (*t->cross)
		strings_take(argv, xprintf("CROSS_COMPILE=%s", t->cross));
	strings_take(argv, xprintf("CC=%s", t->cc));
}

/* ---- the folders ---- */

static bool has(const char *dir, const char *name)
{
	char *path = xprintf("%s/%s", dir, name);
	bool found = !access(path, F_OK);

	free(path);
	return found;
}

static bool is_kernel(const char *dir)
{
	return has(dir, "Kconfig") && has(dir, "Kbuild") &&
		has(dir, "Makefile") && has(dir, "scripts/Makefile.build") &&
		has(dir, "include/linux");
}

/* The tree that a build folder was made from: its link "source". */
static char *source_of(const char *dir)
{
	char *link = xprintf("%s/source", dir);
	char *src = path_real(link);

	free(link);
	if (src && (!is_kernel(src) || !strcmp(src, dir))) {
		free(src);
		src = NULL;
	}
	return src;
}

static void find_source(struct tree *t, const char *path)
{
	char *real = path_real(path);

	if (!real)
		die("no kernel tree at %s: %s", path, strerror(errno));
	if (!path_is_dir(real))
		die("%s is no folder; name the top folder of a kernel tree",
		    path);
	if (is_kernel(real)) {
		t->src = real;
		return;
	}
	t->src = source_of(real);
	if (!t->src)
		die("%s is not the top folder of a Linux kernel tree", path);
	t->out = real;
}

/* kbuild splits such a path, and so does the compiler what is in KCFLAGS. */
static void need_kbuild_path(const char *path)
{
	if (strchr(path, ':'))
		die("make cannot build in '%s', since the path holds a colon; use another folder",
		    path);
	need_plain_path(path);
}

static void make_folder(const char *path)
{
	need_kbuild_path(path);
	if (mkdir(path, 0777) && errno != EEXIST)
		die("cannot make the folder %s: %s; name another with -O DIR",
		    path, strerror(errno));
}

/* The default build folder for a configuration made here: git and find skip
 * it, since its name starts with a dot.
 */
static char *default_out(const struct tree *t, const char *config)
{
	char *parent = xprintf("%s/.kmapcheck", t->src), *out;

	make_folder(parent);
	out = xprintf("%s/%s", parent, config);
	free(parent);
	return out;
}

static void find_out(struct tree *t, const char *out, const char *config)
{
	char *wanted = NULL;

	if (out)
		wanted = xstrdup(out);
	else if (!t->out && config)
		wanted = default_out(t, config);
	else if (!t->out && !has(t->src, ".config"))
		out = getenv("KBUILD_OUTPUT");
	if (!wanted && out && *out)
		wanted = xstrdup(out);
	if (!wanted && !t->out)
		wanted = xstrdup(t->src);
	if (!wanted)
		return;
	if (config)
		make_folder(wanted);
	free(t->out);
	t->out = path_real(wanted);
	if (!t->out || !path_is_dir(t->out))
		die("no build folder %s: %s", wanted,
		    t->out ? "it is no folder" : strerror(errno));
	need_kbuild_path(t->out);
	free(wanted);
}

/* ---- the configuration ---- */

/* "x86" of "# Linux/x86 6.12 Kernel Configuration". */
static char *config_arch(const char *text)
{
	const char *p = strstr(text, "\n# Linux/");
	size_t n;

	if (!p)
		return NULL;
	p += strlen("\n# Linux/");
	n = strcspn(p, " \n");
	return n && n < 32 ? xprintf("%.*s", (int)n, p) : NULL;
}

/* "gcc-12" of CONFIG_CC_VERSION_TEXT="gcc-12 (Debian ...) 12.2.0". */
static char *config_cc(const char *text)
{
	static const char key[] = "\nCONFIG_CC_VERSION_TEXT=\"";
	const char *p = strstr(text, key);
	size_t n;

	if (!p)
		return NULL;
	p += sizeof(key) - 1;
	n = strcspn(p, " \"\n");
	return n ? xprintf("%.*s", (int)n, p) : NULL;
}

/* Several values of ARCH share one folder below arch/. */
static const struct arch_alias {
	const char *name, *folder;
	unsigned int bits;
} aliases[] = {
	{ "i386", "x86", 32 }, { "x86_64", "x86", 64 },
	{ "sparc32", "sparc", 32 }, { "sparc64", "sparc", 64 },
	{ "parisc64", "parisc", 64 },
};

static const struct arch_alias *find_alias(const char *arch)
{
	unsigned int i;

	for (i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (!strcmp(arch, aliases[i].name))
			return &aliases[i];
	return NULL;
}

static const char *source_arch(const char *arch)
{
	const struct arch_alias *alias = find_alias(arch);

	return alias ? alias->folder : arch;
}

/* Does a configuration fit the architecture that was asked for? make would
 * turn one of 64 bits into one of 32 otherwise, and the other way round.
 */
static void check_arch(const struct tree *t, const char *text)
{
	unsigned int bits = strstr(text, "\nCONFIG_64BIT=y\n") ? 64 : 32;
	const struct arch_alias *alias;

	if (!t->wish.arch)
		return;
	alias = find_alias(t->wish.arch);
	if (strcmp(source_arch(t->wish.arch), t->srcarch) ||
	    (alias && alias->bits != bits))
		die("%s/.config is for %s, %u bits, not for ARCH=%s; name another build folder with -O DIR",
		    t->out, t->arch, bits, t->wish.arch);
}

static void set_cross(struct tree *t)
{
	free(t->cross);
	t->cross = t->wish.cross ? xstrdup(t->wish.cross) :
		compiler_prefix(t->cc);
}

static void read_config(struct tree *t)
{
	char *path = xprintf("%s/.config", t->out), *text;
	size_t size;

	text = file_read(path, &size);
	if (!text)
		die("cannot read %s: %s", path, strerror(errno));
	free(t->arch);
	t->arch = config_arch(text);
	if (!t->arch)
		die("%s is no kernel configuration: its first lines do not name the architecture",
		    path);
	free(t->srcarch);
	t->srcarch = xstrdup(source_arch(t->arch));
	check_arch(t, text);
	if (!t->cc)
		t->cc = config_cc(text);
	if (!t->cc)
		t->cc = xstrdup("gcc");
	set_cross(t);
	free(text);
	free(path);
}

static void need_config(const struct tree *t, const char *out)
{
	if (has(t->out, ".config"))
		return;
	if (out)
		die("the build folder %s is not configured; configure it with 'make O=%s defconfig', or let kmapcheck do it: --config allmod",
		    out, out);
	die("the tree %s is not configured; run 'make defconfig' in it, name its build folder with -O DIR, or let kmapcheck make a configuration: --config allmod",
	    t->src);
}

/* Anything is written into the build folder, so look before. */
static void need_writable(const struct tree *t)
{
	if (access(t->out, W_OK))
		die("cannot write into %s: %s; name a folder that can be written with -O DIR",
		    t->out, strerror(errno));
	if (strcmp(t->src, t->out) && has(t->src, ".config"))
		die("the tree %s is configured itself, so make cannot use the build folder %s; run 'make mrproper' in the tree, or check it without -O and --config",
		    t->src, t->out);
}

/* A value of the environment, or NULL. */
static const char *environment(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The compiler and architecture that a configuration will be made for. */
static void expect_config(struct tree *t)
{
	const char *cross = environment("CROSS_COMPILE");

	if (!t->wish.arch)
		t->wish.arch = environment("ARCH");
	if (!t->cc)
		t->cc = xprintf("%sgcc", cross ? cross : "");
	t->arch = t->wish.arch ? xstrdup(t->wish.arch) : NULL;
	set_cross(t);
}

/* As in the kernel's Makefile: CC, or else gcc with the prefix. */
static char *wanted_cc(const struct tree_wish *w)
{
	if (w->cc)
		return xstrdup(w->cc);
	return w->cross ? xprintf("%sgcc", w->cross) : NULL;
}

struct tree *tree_open(const char *path, const struct tree_wish *wish)
{
	struct tree *t = xalloc(sizeof(*t));

	t->wish = *wish;
	t->cc = wanted_cc(wish);
	find_source(t, path);
	need_kbuild_path(t->src);
	find_out(t, wish->out, wish->config);
	if (!wish->config)
		need_config(t, wish->out);
	need_writable(t);
	t->configured = has(t->out, ".config");
	if (t->configured)
		read_config(t);
	else
		expect_config(t);
	return t;
}

void tree_configure(struct tree *t, unsigned int jobs)
{
	if (t->configured)
		return;
	kconfig_make(t, t->wish.config, jobs);
	read_config(t);
	t->configured = true;
}

void tree_free(struct tree *t)
{
	free(t->src);
	free(t->out);
	free(t->arch);
	free(t->srcarch);
	free(t->cc);
	free(t->cross);
	free(t);
}
