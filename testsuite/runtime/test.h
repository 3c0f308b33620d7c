/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the programs here: a line a test, as unit-test.h has it, sites, and the
 * claims that were made.
 */
#ifndef TEST_H
#define TEST_H

#include <stdlib.h>

#include "shim.h"

static const struct kmapcheck_site test_map = {
	"fs/foo/bar.c", "foo_read", "kmap_local_page", 10, KMAPCHECK_LOCAL,
	KMAPCHECK_MAPS, KMAPCHECK_SITE_VERSION
};
static const struct kmapcheck_site test_map2 = {
	"fs/foo/bar.c", "foo_read", "kmap_local_page", 20, KMAPCHECK_LOCAL,
	KMAPCHECK_MAPS, KMAPCHECK_SITE_VERSION
};
static const struct kmapcheck_site test_unmap = {
	"fs/foo/put.c", "foo_put", "kunmap_local", 30, KMAPCHECK_LOCAL,
	KMAPCHECK_RELEASES, KMAPCHECK_SITE_VERSION
};
static const struct kmapcheck_site test_atomic = {
	"fs/foo/bar.c", "foo_end", "kmap_atomic", 40, KMAPCHECK_ATOMIC,
	KMAPCHECK_MAPS, KMAPCHECK_SITE_VERSION
};
static const struct kmapcheck_site test_unatomic = {
	"fs/foo/bar.c", "foo_end", "kunmap_atomic", 50, KMAPCHECK_ATOMIC,
	KMAPCHECK_RELEASES, KMAPCHECK_SITE_VERSION
};

static inline void map(unsigned int page)
{
	__kmapcheck_map(user_address(page), &test_map);
}

static inline void map2(unsigned int page)
{
	__kmapcheck_map(user_address(page), &test_map2);
}

static inline void unmap(unsigned int page)
{
	__kmapcheck_unmap(user_address(page), &test_unmap);
}

static inline void check(int ok, const char *what)
{
	printf("%s: %s\n", ok ? "PASS" : "FAIL", what);
}

/* All claims that were made. */
static inline int all_claims(void)
{
	int i, n = 0;

	for (i = 0; i < KMAPCHECK_NKINDS; i++)
		n += atomic_read(&kmapcheck_by_kind[i]);
	return n;
}

/* Claims of @kind, and no other, since the last call: their number, or -1. */
static inline int claims(enum kmapcheck_kind kind)
{
	int i, n, found = 0, others = 0;

	for (i = 0; i < KMAPCHECK_NKINDS; i++) {
		n = atomic_read(&kmapcheck_by_kind[i]);
		atomic_set(&kmapcheck_by_kind[i], 0);
		if (i == (int)kind)
			found = n;
		else
			others += n;
	}
	return others ? -1 : found;
}

static inline int counted(enum kmapcheck_count id)
{
	int n = atomic_read(&kmapcheck_counts[id]);

	atomic_set(&kmapcheck_counts[id], 0);
	return n;
}

/* What was printed since the last call holds @text. */
static inline int was_printed(const char *text)
{
	char *printed = user_printed();
	int found = strstr(printed, text) != NULL;

	free(printed);
	return found;
}

#endif
