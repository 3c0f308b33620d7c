/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tree.h"
#include "util.h"

struct walk {
	const struct tree *tree;
	struct strings *todo;
	const char *suffix;
	walk_file *file;
	void *ctx;
};

/* Folders that hold no kernel objects, or those of another architecture. */
static bool is_foreign(const struct tree *tree, const char *name)
{
	static const char *const skip[] = { "Documentation", "scripts",
		"tools", "usr", "debian" };
	const char *below = path_below(name, "arch");
	unsigned int i;

	for (i = 0; i < sizeof(skip) / sizeof(*skip); i++)
		if (!strcmp(name, skip[i]))
			return true;
	return below && *below && !path_below(below, tree->srcarch);
}

static bool is_out(const struct tree *tree, const char *name)
{
	const char *out = path_below(tree->out, tree->src);

	return out && *out && !strcmp(name, out);
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t n = strlen(name), len = strlen(suffix);

	return n > len && !strcmp(name + n - len, suffix);
}

static void walk_entry(const struct walk *w, const char *dir,
		       const char *entry)
{
	char *name = *dir ? xprintf("%s/%s", dir, entry) : xstrdup(entry);
	char *path = xprintf("%s/%s", w->tree->src, name);
	struct stat st;

	if (!lstat(path, &st) && S_ISDIR(st.st_mode)) {
		if (!is_foreign(w->tree, name) && !is_out(w->tree, name))
			strings_add(w->todo, name);
	} else if (has_suffix(entry, w->suffix)) {
		w->file(w->ctx, name, (size_t)st.st_size);
	}
	free(path);
	free(name);
}

static void walk_folder(const struct walk *w, const char *name)
{
	char *path = xprintf("%s/%s", w->tree->src, name);
	struct dirent *e;
	DIR *d = opendir(path);

	if (!d) {
		tell("cannot read %s: %s", path, strerror(errno));
		free(path);
		return;
	}
	while ((e = readdir(d)))
		if (e->d_name[0] != '.')
			walk_entry(w, name, e->d_name);
	closedir(d);
	free(path);
}

void walk_folders(const struct tree *tree, struct strings *todo,
		  const char *suffix, walk_file *file, void *ctx)
{
	struct walk w = { tree, todo, suffix, file, ctx };
	size_t i;

	for (i = 0; i < todo->n; i++)
		walk_folder(&w, todo->list[i]);
}
