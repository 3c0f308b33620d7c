/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names and places of the source. Names are made relative to the kernel tree,
 * so that a finding reads the same wherever the tree or the build folder is.
 */
#include "gcc-headers.h"
#include "kmc.h"

struct source {
	struct arena *arena;
	const char *cwd, *tree;		/* absolute, without '/' at the end */
	struct ir_unit *unit;
	struct map *files;		/* GCC's file name to our index */
	location_t last_loc;		/* the last answer of source_loc() */
	struct ir_loc last;
};

/* ---- names ---- */

/* @path made absolute, without "//", "." and ".." (as text: no symlinks). */
static char *path_normal(struct source *s, const char *path)
{
	char *out = arena_printf(s->arena, "%s/%s",
				 *path == '/' ? "" : s->cwd, path);
	char *from = out, *to = out;

	while (*from) {
		size_t n;

		from += strspn(from, "/");
		n = strcspn(from, "/");
		if (n == 2 && !strncmp(from, "..", 2)) {
			while (to > out && *--to != '/')
				;
		} else if (n && !(n == 1 && *from == '.')) {
			*to++ = '/';
			memmove(to, from, n);
			to += n;
		}
		from += n;
	}
	*to = '\0';
	return out;
}

static bool file_exists(struct source *s, const char *dir, const char *name)
{
	return !access(arena_printf(s->arena, "%s/%s", dir, name), F_OK);
}

static bool has_makefile(struct source *s, const char *dir)
{
	return file_exists(s, dir, "Kbuild") || file_exists(s, dir, "Makefile");
}

/* The kernel tree that holds the file @path; else the uppermost folder around
 * it that is built, of a module from outside the tree; else its own folder.
 */
static const char *tree_guess(struct source *s, const char *path)
{
	char *dir = arena_strdup(s->arena, path), *slash;
	size_t built = 0;
	bool module = true;

	while ((slash = strrchr(dir, '/')) != NULL && slash > dir) {
		*slash = '\0';
		if (!has_makefile(s, dir))
			module = false;
		else if (file_exists(s, dir, "scripts/Kbuild.include"))
			return dir;
		if (module || !built)
			built = slash - dir;
	}
	dir = arena_strdup(s->arena, path);
	dir[built] = '\0';
	return dir;
}

/* What is left of @path below @dir, or NULL. */
static const char *path_below(const char *path, const char *dir)
{
	size_t n = strlen(dir);

	return !strncmp(path, dir, n) && path[n] == '/' ? path + n + 1 : NULL;
}

const char *source_relative(struct source *s, const char *name)
{
	const char *path, *below;

	if (*name == '<')		/* <built-in>, <command-line> */
		return name;
	path = path_normal(s, name);
	below = path_below(path, s->tree);
	if (!below)
		below = path_below(path, s->cwd);
	if (below)
		return below;
	return *name == '/' ? path : name;
}

struct source *source_new(struct arena *arena, const char *main,
			  const char *tree)
{
	struct source *s = (struct source *)arena_alloc(arena, sizeof(*s));

	s->arena = arena;
	s->cwd = getpwd();
	s->cwd = path_normal(s, s->cwd ? s->cwd : "/");
	s->tree = path_normal(s, tree ? tree : main);
	if (!tree)
		s->tree = tree_guess(s, s->tree);
	s->files = map_new(arena);
	return s;
}

void source_unit(struct source *s, struct ir_unit *u)
{
	s->unit = u;
}

/* ---- places ---- */

static uint32_t file_index(struct source *s, const char *name)
{
	uint64_t *index = map_put(s->files, map_key_ptr(name));

	if (!*index)
		*index = ir_file(s->unit, source_relative(s, name));
	return *index;
}

struct ir_loc source_loc(struct source *s, location_t loc)
{
	struct ir_loc none = { 0, 0, 0 };
	expanded_location at;

	loc = LOCATION_LOCUS(loc);
	if (loc <= BUILTINS_LOCATION)
		return none;
	if (loc == s->last_loc)
		return s->last;
	at = expand_location(loc);
	if (!at.file || at.line <= 0)
		return none;
	s->last_loc = loc;
	s->last.file = file_index(s, at.file);
	s->last.line = at.line;
	s->last.col = at.column > 0 ? at.column : 0;
	return s->last;
}

/* Does map @i of GCC's line table cover @line? */
static bool map_covers(unsigned int i, uint32_t line)
{
	const line_map_ordinary *map = LINEMAPS_ORDINARY_MAP_AT(line_table, i);
	location_t end = line_table->highest_location + 1;

	if (ORDINARY_MAP_STARTING_LINE_NUMBER(map) > line)
		return false;
	if (i + 1 < LINEMAPS_ORDINARY_USED(line_table))
		end = MAP_START_LOCATION(LINEMAPS_ORDINARY_MAP_AT(line_table,
								  i + 1));
	return end > MAP_START_LOCATION(map) &&
	       SOURCE_LINE(map, end - 1) >= line;
}

location_t source_gcc_loc(const struct source *s, const char *file,
			  uint32_t line, uint32_t col)
{
	unsigned int i, n = LINEMAPS_ORDINARY_USED(line_table);
	const line_map_ordinary *map;
	const uint64_t *index;

	if (!file || !line)
		return UNKNOWN_LOCATION;
	for (i = 0; i < n; i++) {
		map = LINEMAPS_ORDINARY_MAP_AT(line_table, i);
		index = map_get(s->files,
				map_key_ptr(ORDINARY_MAP_FILE_NAME(map)));
		if (index && !strcmp(s->unit->files[*index], file) &&
		    map_covers(i, line))
			return linemap_position_for_line_and_column(line_table,
								    map, line,
								    col);
	}
	return UNKNOWN_LOCATION;
}
