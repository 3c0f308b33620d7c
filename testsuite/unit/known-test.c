/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of the API table: the built-in rows, rows as text, API files.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <unistd.h>

#include "arena.h"
#include "known.h"
#include "unit-test.h"

/* ---- the built-in table ---- */

static void test_sorted(void)
{
	unsigned int i, wrong = 0;

	for (i = 1; i < known_count(); i++)
		wrong += strcmp(known_row(i - 1)->name,
				known_row(i)->name) >= 0;
	check(!wrong, "built-in rows are sorted, each name once");
}

static void test_rows_whole(void)
{
	const struct known *k;
	unsigned int i, wrong = 0;

	for (i = 0; i < known_count(); i++) {
		k = known_row(i);
		wrong += !k->neffects || k->neffects > KNOWN_EFFECTS ||
			 !k->doc || !*k->doc;
	}
	check(!wrong, "built-in rows have effects and a text");
}

static void test_lookup(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	unsigned int i, wrong = 0, n = known_count();

	for (i = 0; i < n; i++)
		wrong += known_find(t, known_row(i)->name) != known_row(i);
	check(!wrong, "every built-in row is found");
	check(known_find(t, known_row(0)->name) == known_row(0),
	      "the first row is found");
	check(known_find(t, known_row(n / 2)->name) == known_row(n / 2),
	      "the middle row is found");
	check(known_find(t, known_row(n - 1)->name) == known_row(n - 1),
	      "the last row is found");
	check(!known_find(t, "") && !known_find(t, "zzzz") &&
	      !known_find(t, "kmap_local_pag") &&
	      !known_find(t, "kmap_local_pagee"), "missing names are not found");
}

/* The mapping primitives, as the rules rely on them. */
static void test_primitives(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	const struct known_effect *e;

	e = known_effect(known_find(t, "kmap_local_folio"), KNOWN_MAPS_AT);
	check(e && e->family == KNOWN_LOCAL && e->arg == 1 && e->arg2 == 2,
	      "kmap_local_folio maps at its offset");
	e = known_effect(known_find(t, "__kunmap_atomic"), KNOWN_RELEASES);
	check(e && e->family == KNOWN_ATOMIC && e->arg == 1,
	      "__kunmap_atomic releases by address");
	check(known_effect(known_find(t, "kunmap"), KNOWN_SLEEPS) != NULL,
	      "kunmap sleeps");
	e = known_effect(known_find(t, "zlib_inflate"), KNOWN_ADVANCES);
	check(e && !strcmp(e->field, "next_in"), "zlib_inflate advances");
	check(!known_effect(NULL, KNOWN_MAPS), "no row has no effect");
	check(known_is_mapping(known_find(t, "sg_miter_stop")) &&
	      known_is_mapping(known_find(t, "folio_zero_tail")),
	      "dropping and moving a mapping is mapping");
	check(known_is_mapping(known_find(t, "memcpy_page")),
	      "so is to access a page that is mapped for it");
	check(!known_is_mapping(known_find(t, "copy_highpage")) &&
	      !known_is_mapping(known_find(t, "mutex_lock")) &&
	      !known_is_mapping(NULL), "transient use is not");
}

static void test_families(void)
{
	check_text(known_family_name(KNOWN_ATOMIC), "kmap_atomic",
		   "family's name");
	check_text(known_family_release(KNOWN_PTE), "pte_unmap",
		   "family's release");
	check(!known_family_stacked(KNOWN_KMAP) &&
	      known_family_stacked(KNOWN_PTE), "only kmap has no order");
	check(known_family_atomic(KNOWN_IOATOMIC) &&
	      !known_family_atomic(KNOWN_LOCAL), "atomic families");
}

/* ---- rows as text ---- */

static bool effects_equal(const struct known *a, const struct known *b)
{
	const struct known_effect *x, *y;
	unsigned int i;

	if (a->neffects != b->neffects)
		return false;
	for (i = 0; i < a->neffects; i++) {
		x = &a->effects[i];
		y = &b->effects[i];
		if (x->what != y->what || x->family != y->family ||
		    x->arg != y->arg || x->arg2 != y->arg2 ||
		    !x->field != !y->field ||
		    (x->field && strcmp(x->field, y->field)))
			return false;
	}
	return true;
}

/* The row as a line of an API file. */
static const char *row_text(struct arena *a, const struct known *k)
{
	const char *text = k->name;
	char effect[128];
	unsigned int i;

	for (i = 0; i < k->neffects; i++) {
		known_effect_text(&k->effects[i], effect, sizeof(effect));
		text = arena_printf(a, "%s %s", text, effect);
	}
	return text;
}

static void test_round_trip(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	const struct known *k, *again;
	unsigned int i, wrong = 0;
	const char *error;

	for (i = 0; i < known_count(); i++) {
		k = known_row(i);
		error = known_add(t, row_text(a, k));
		again = known_find(t, k->name);
		if (error || again == k || !effects_equal(k, again)) {
			printf("\t%s: %s\n", row_text(a, k),
			       error ? error : "differs");
			wrong++;
		}
	}
	check(!wrong, "every built-in row survives print and parse");
}

/* Every effect there is, built-in row or not. */
static const char *const good_rows[] = {
	"f maps-local page=1",
	"f maps-or-null-pte page=2",
	"f maps-at-iolocal page=1 offset=99",
	"f releases-ioatomic address=1",
	"f releases-kmap page=1",
	"f holds-atomic object=3 drops-atomic object=3",
	"f tail address=3",
	"f sleeps",
	"f sleeps-gfp arg=2 allocates",
	"f faults reads address=2 length=3",
	"f hands-over arg=6",
	"f linear address=2 frees object=2",
	"f page-address page=1",
	"f to-page address=1",
	"f transient slots=2",
	"f transient slots=1 within offset=2 length=4",
	"f writes address=1 length=3",
	"f reads address=1 writes address=2",
	"f holds-local object=1 field=addr holds-local object=2",
	"f advances object=1 field=next_in advances object=1 field=next_out",
	"f faults-off faults-on stops plain",
	"f.part.0 internal",
	"asm:f plain",
};

static void test_good_rows(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	const char *error;
	unsigned int i;
	char *name;

	for (i = 0; i < sizeof(good_rows) / sizeof(good_rows[0]); i++) {
		error = known_add(t, good_rows[i]);
		name = arena_strdup(a, good_rows[i]);
		*strchr(name, ' ') = '\0';
		check_text(error ? error : row_text(a, known_find(t, name)),
			   good_rows[i],
			   arena_printf(a, "good row \"%s\"", good_rows[i]));
	}
	check_text(known_add(t, "\tg  maps-at-local\toffset=2 page=1 # why\n"),
		   NULL, "blanks, comment, arguments in any order");
	check_text(row_text(a, known_find(t, "g")),
		   "g maps-at-local page=1 offset=2", "arguments in any order are read");
}

#define FAMILIES "local, atomic, kmap, iolocal, ioatomic, pte"
#define EFFECTS "maps-FAMILY, maps-or-null-FAMILY, maps-at-FAMILY, " \
	"releases-FAMILY, holds-FAMILY, drops-FAMILY, tail, sleeps, " \
	"sleeps-gfp, faults, hands-over, linear, page-address, to-page, " \
	"transient, within, reads, writes, advances, allocates, frees, " \
	"faults-off, faults-on, stops, plain, internal"

static const struct {
	const char *row, *error;
} bad_rows[] = {
	{ "", "a row without a name" },
	{ "  # only a comment", "a row without a name" },
	{ "1f sleeps", "'1f' is no name of a function" },
	{ "asm: sleeps", "'asm:' is no name of a function" },
	{ "f", "'f' has no effect" },
	{ "f # sleeps", "'f' has no effect" },
	{ "f page=1", "'page=1' stands before any effect" },
	{ "f jumps", "unknown effect 'jumps' (known: " EFFECTS ")" },
	{ "f maps", "unknown effect 'maps' (known: " EFFECTS ")" },
	{ "f sleeps-local", "unknown effect 'sleeps-local' (known: " EFFECTS
	  ")" },
	{ "f maps-high page=1",
	  "unknown family 'high' in 'maps-high' (known: " FAMILIES ")" },
	{ "f maps-local", "'maps-local' needs page=NUMBER" },
	{ "f maps-at-local page=1", "'maps-at-local' needs offset=NUMBER" },
	{ "f advances object=1", "'advances' needs field=NAME" },
	{ "f drops-local object=1 field=addr", "'drops-local' takes no 'field'" },
	{ "f releases-kmap address=1", "'releases-kmap' takes no 'address'" },
	{ "f sleeps arg=1", "'sleeps' takes no 'arg'" },
	{ "f sleeps-gfp arg=1 arg=2", "'sleeps-gfp' has 'arg' twice" },
	{ "f advances object=1 field=a field=b",
	  "'advances' has 'field' twice" },
	{ "f advances object=1 field=1a", "'field=1a' is no name of a field" },
	{ "f maps-local page=0", "'page=0' is no number from 1 to 99" },
	{ "f maps-local page=-1", "'page=-1' is no number from 1 to 99" },
	{ "f maps-local page=", "'page=' is no number from 1 to 99" },
	{ "f maps-local page=99999999999",
	  "'page=99999999999' is no number from 1 to 99" },
	{ "f sleeps sleeps", "'f' has the same effect 'sleeps' twice" },
	{ "f sleeps stops plain internal allocates",
	  "'f' has more than 4 effects" },
};

static void test_bad_rows(struct arena *a)
{
	struct known_table *t = known_table_new(a);
	unsigned int i;

	for (i = 0; i < sizeof(bad_rows) / sizeof(bad_rows[0]); i++)
		check_text(known_add(t, bad_rows[i].row), bad_rows[i].error,
			   arena_printf(a, "bad row \"%s\"", bad_rows[i].row));
	check(!known_find(t, "f"), "bad rows add nothing");
}

static void test_replace(struct arena *a)
{
	struct known_table *t = known_table_new(a);

	known_add(t, "kmap_local_page sleeps");
	known_add(t, "b_getter maps-local page=1");
	known_add(t, "a_getter maps-local page=1");
	known_add(t, "b_getter maps-atomic page=2");
	check_text(row_text(a, known_find(t, "kmap_local_page")),
		   "kmap_local_page sleeps", "a row replaces a built-in one");
	check_text(row_text(a, known_find(t, "b_getter")),
		   "b_getter maps-atomic page=2", "a row replaces an added one");
	check(known_find(t, "a_getter") && !known_find(t, "c_getter"),
	      "added rows are found, others not");
	check(known_find(known_table_new(a), "kmap_local_page")->neffects == 1 &&
	      !known_effect(known_find(known_table_new(a), "kmap_local_page"),
			    KNOWN_SLEEPS), "tables are independent");
}

/* ---- API files ---- */

/* Write @size bytes to a temporary file; returns its name. */
static const char *file_new(struct arena *a, const char *text, size_t size)
{
	char *path = arena_strdup(a, "known-test-XXXXXX");
	int fd = mkstemp(path);
	bool ok = fd >= 0 && write(fd, text, size) == (ssize_t)size;

	if (fd >= 0)
		close(fd);
	if (!ok) {
		perror(path);
		exit(2);
	}
	return path;
}

static const char *add_text(struct arena *a, struct known_table *t,
			    const char *text, size_t size, const char **path)
{
	const char *error;

	*path = file_new(a, text, size);
	error = known_add_file(t, *path);
	unlink(*path);
	return error;
}

static void test_good_file(struct arena *a)
{
	static const char text[] = "# our getters\n\n"
		"  get_it maps-local page=1\t# as kmap_local_page\n"
		"put_it releases-local address=1\r\n"
		"get_it maps-atomic page=1";
	struct known_table *t = known_table_new(a);
	const char *path;

	check_text(add_text(a, t, text, sizeof(text) - 1, &path), NULL,
		   "a good file is read");
	check_text(row_text(a, known_find(t, "get_it")),
		   "get_it maps-atomic page=1", "the last row of a name counts");
	check(known_find(t, "put_it") != NULL, "a line may end as in DOS");
	check_text(add_text(a, t, "", 0, &path), NULL, "an empty file is read");
}

static void test_bad_file(struct arena *a)
{
	static const char text[] = "good sleeps\n\nbad jump=1\ngood2 sleeps\n";
	struct known_table *t = known_table_new(a);
	const char *error, *path;

	error = add_text(a, t, text, sizeof(text) - 1, &path);
	check_text(error, arena_printf(a, "%s:3: 'jump=1' stands before any "
				       "effect", path),
		   "a bad file is refused with file and line");
	check(!known_find(t, "good") && !known_find(t, "good2"),
	      "a bad file adds none of its rows");
	error = add_text(a, t, "f sleeps\n\0\n", 11, &path);
	check_text(error, arena_printf(a, "%s:2: a NUL byte: this is no text "
				       "file", path), "a NUL byte is refused");
	check_text(known_add_file(t, "no-such-folder/api"),
		   "no-such-folder/api: No such file or directory",
		   "a missing file is named");
}

int main(void)
{
	struct arena *a = arena_new();

	test_sorted();
	test_rows_whole();
	test_lookup(a);
	test_primitives(a);
	test_families();
	test_round_trip(a);
	test_good_rows(a);
	test_bad_rows(a);
	test_replace(a);
	test_good_file(a);
	test_bad_file(a);
	arena_free(a);
	return check_end();
}
