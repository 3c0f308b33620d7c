/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unit tests of site records: what the plugin writes and the tool reads is
 * what the shim has.
 */
#include <stddef.h>

#include "../../runtime/kmapcheck.h"
#include "site.h"
#include "unit-test.h"

static const struct {
	enum known_family known;
	unsigned int number;
} families[] = {
	{ KNOWN_KMAP, KMAPCHECK_KMAP },
	{ KNOWN_LOCAL, KMAPCHECK_LOCAL },
	{ KNOWN_ATOMIC, KMAPCHECK_ATOMIC },
	{ KNOWN_PTE, KMAPCHECK_PTE },
	{ KNOWN_IOLOCAL, KMAPCHECK_IOLOCAL },
	{ KNOWN_IOATOMIC, KMAPCHECK_IOATOMIC },
};

#define NFAMILIES (sizeof(families) / sizeof(*families))

static void test_families(void)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < NFAMILIES; i++)
		wrong += site_family(families[i].known) != families[i].number ||
			 site_family_known(families[i].number) !=
				(int)families[i].known;
	check(!wrong, "families have the shim's numbers, and back");
	check(NFAMILIES == KNOWN_NFAMILIES, "all of them");
	check(site_family_known(0) == -1 &&
	      site_family_known(NFAMILIES + 1) == -1, "other numbers are none");
}

static void test_layout(void)
{
	size_t pointers = SITE_POINTERS * sizeof(void *);

	check(SITE_VERSION == KMAPCHECK_SITE_VERSION, "the version");
	check(sizeof(struct kmapcheck_site) == pointers + SITE_BYTES,
	      "the size");
	check(!offsetof(struct kmapcheck_site, file) &&
	      offsetof(struct kmapcheck_site, func) == sizeof(void *) &&
	      offsetof(struct kmapcheck_site, api) == 2 * sizeof(void *) &&
	      offsetof(struct kmapcheck_site, line) == pointers &&
	      offsetof(struct kmapcheck_site, family) == pointers + 4 &&
	      offsetof(struct kmapcheck_site, op) == pointers + 5 &&
	      offsetof(struct kmapcheck_site, version) == pointers + 6,
	      "the places of its members");
	check((int)SITE_MAPS == (int)KMAPCHECK_MAPS &&
	      (int)SITE_RELEASES == (int)KMAPCHECK_RELEASES, "directions");
}

int main(void)
{
	test_families();
	test_layout();
	return check_end();
}
