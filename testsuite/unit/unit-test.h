/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the unit tests share: one program includes it once. Results are lines
 * "PASS: name" or "FAIL: name", as of DejaGnu's host tests.
 */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static unsigned int passed, failed;

static void check(bool ok, const char *name)
{
	printf("%s: %s\n", ok ? "PASS" : "FAIL", name);
	if (ok)
		passed++;
	else
		failed++;
}

/* Two strings, either of which may be NULL. */
static void check_text(const char *got, const char *want, const char *name)
{
	bool ok = got && want ? !strcmp(got, want) : got == want;

	check(ok, name);
	if (!ok)
		printf("\tgot:  %s\n\twant: %s\n", got ? got : "(null)",
		       want ? want : "(null)");
}

/* Print the counts; returns the program's exit status. */
static int check_end(void)
{
	printf("\n# of expected passes\t%u\n", passed);
	if (failed)
		printf("# of unexpected failures\t%u\n", failed);
	return failed != 0;
}

#endif
