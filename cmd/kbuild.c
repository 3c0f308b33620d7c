/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kbuild.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "run.h"
#include "tree.h"

/*
 * "make fs/foo/bar.o" also compiles what the configuration leaves out: a
 * pattern rule of a folder above does it, with the wrong flags. So each
 * folder's Makefile is asked first, by the method of the kernel's own
 * scripts/Makefile.clean: included alone, it only sets variables.
 */
static const char reader[] =
	"include .config\n"
	"BITS := $(if $(CONFIG_64BIT),64,32)\n"
	"include $(srctree)/scripts/Kbuild.include\n"
	"include $(file)\n"
	"kmc := $(obj-y) $(obj-m) $(lib-y) $(lib-m) $(extra-y)\n"
	"parts = $($(1:.o=-objs)) $($(1:.o=-y)) $($(1:.o=-m))\n"
	"kmc += $(foreach o,$(filter %.o,$(kmc)),$(call parts,$(o)))\n"
	"kmc += $(foreach o,$(filter %.o,$(kmc)),$(call parts,$(o)))\n"
	"kmc += $(addsuffix /,$(subdir-y) $(subdir-m))\n"
	".PHONY: kmapcheck-list\n"
	"kmapcheck-list: ; @:\n"
	"$(foreach o,$(sort $(kmc)),$(info $(o)))\n";

/* One folder of the tree. */
struct folder {
	char *name;
	bool has_makefile, failed;
	struct set lists;		/* objects and folders, from the top */
};

struct kbuild {
	const struct tree *tree;
	bool src_is_path;		/* $(src) holds $(srctree), since 6.10 */
	size_t n, cap;
	struct folder **folders;
};

struct kbuild *kbuild_new(const struct tree *t)
{
	struct kbuild *k = xalloc(sizeof(*k));
	char *path = xprintf("%s/scripts/Makefile.build", t->src), *text;
	size_t size;

	k->tree = t;
	text = file_read(path, &size);
	k->src_is_path = text && !strstr(text, "\nsrc := $(obj)\n");
	free(text);
	free(path);
	return k;
}

void kbuild_free(struct kbuild *k)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		set_free(&k->folders[i]->lists);
		free(k->folders[i]->name);
		free(k->folders[i]);
	}
	free(k->folders);
	free(k);
}

/* The file that kbuild reads in a folder, or NULL. */
static char *makefile_of(const struct tree *t, const char *dir)
{
	char *path = xprintf("%s/%s/Kbuild", t->src, dir);

	if (path_is_file(path))
		return path;
	free(path);
	path = xprintf("%s/%s/Makefile", t->src, dir);
	if (path_is_file(path))
		return path;
	free(path);
	return NULL;
}

/* Enter one word of a folder's lists, as a path from the tree's top. */
static void enter_word(void *ctx, int stream, char *word)
{
	struct folder *f = ctx;
	char *path, *clean;

	if (stream != 1)
		return;
	path = xprintf("%s/%s", f->name, word);
	clean = path_clean(path);
	set_add(&f->lists, clean, strlen(clean));
	free(clean);
	free(path);
}

static void read_folder(const struct kbuild *k, struct folder *f, char *file)
{
	const struct tree *t = k->tree;
	struct run r = {
		.dir = t->out, .plain = true, .line = enter_word, .ctx = f,
	};
	struct strings argv = { 0 };

	strings_add(&argv, "make");
	strings_add(&argv, "-rRs");
	strings_add(&argv, "--no-print-directory");
	strings_add(&argv, "-f");
	strings_add(&argv, "/dev/null");
	strings_take(&argv, xprintf("--eval=%s", reader));
	strings_take(&argv, xprintf("srctree=%s", t->src));
	strings_add(&argv, "objtree=.");
	strings_take(&argv, xprintf("ARCH=%s", t->arch));
	strings_take(&argv, xprintf("SRCARCH=%s", t->srcarch));
	strings_take(&argv, xprintf("CC=%s", t->cc));
	strings_take(&argv, xprintf("obj=%s", f->name));
	strings_take(&argv, xprintf("src=%s%s%s", k->src_is_path ? t->src : "",
				    k->src_is_path ? "/" : "", f->name));
	strings_take(&argv, xprintf("file=%s", file));
	strings_add(&argv, "kmapcheck-list");
	r.argv = strings_argv(&argv);
	f->failed = run_command(&r) != 0;
	strings_free(&argv);
}

static struct folder *folder_get(struct kbuild *k, const char *name, size_t len)
{
	struct folder *f;
	char *file;
	size_t i;

	for (i = 0; i < k->n; i++)
		if (!strncmp(k->folders[i]->name, name, len) &&
		    !k->folders[i]->name[len])
			return k->folders[i];
	f = xalloc(sizeof(*f));
	f->name = xprintf("%.*s", (int)len, name);
	file = makefile_of(k->tree, f->name);
	f->has_makefile = file != NULL;
	if (file)
		read_folder(k, f, file);
	free(file);
	if (k->n == k->cap) {
		k->cap = k->cap ? 2 * k->cap : 64;
		k->folders = xrealloc(k->folders,
				      k->cap * sizeof(*k->folders));
	}
	k->folders[k->n++] = f;
	return f;
}

/* How deep a folder lies: 0 at the tree's top. */
static size_t depth_of(const char *name, size_t len)
{
	size_t i, slashes = 0;

	for (i = 0; i < len; i++)
		slashes += name[i] == '/';
	return slashes;
}

/* Is the folder one that the top Makefile names itself? Those of the
 * architecture are all taken as such, since its Makefile lists some, but for
 * what lies below a folder that has a Makefile, @inside.
 */
static bool is_root(const char *name, size_t len, bool inside)
{
	return !depth_of(name, len) ||
	       (!inside && !strncmp(name, "arch/", 5));
}

enum kbuild_enabled kbuild_enabled(struct kbuild *k, const char *name)
{
	size_t len, listed = 0, total = strlen(name);
	bool unknown = false, inside = false;
	struct folder *f;

	/* @listed: how long a part of the path the Makefiles lead to */
	for (len = 1; len < total; len++) {
		if (name[len] != '/' || !strncmp(name, "arch/", len + 1))
			continue;
		if (!is_root(name, len, inside) && listed < len && !unknown)
			return KBUILD_NO;
		f = folder_get(k, name, len);
		if (!f->has_makefile)
			continue;
		unknown |= f->failed;
		inside |= depth_of(name, len) >= 2;
		for (size_t end = len + 1; end <= total; end++)
			if ((!name[end] || name[end] == '/') &&
			    set_has(&f->lists, name, end))
				listed = end;
	}
	if (listed == total)
		return KBUILD_YES;
	return unknown ? KBUILD_UNKNOWN : KBUILD_NO;
}
