/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reports: the block, repeated pairs, a full ring, and what waits until
 * printing is safe.
 */
#include "test.h"

static struct task_struct task;

static void order(void)
{
	map(1);
	map2(2);
	unmap(1);
	unmap(2);
}

static void test_block(void)
{
	static const char *const lines[] = {
		"kmapcheck: report 1: a mapping is released while a newer one is live [kmap-order, highmem]",
		"kmapcheck:   released: fs/foo/put.c:30 foo_put() kunmap_local",
		"kmapcheck:   mapped: fs/foo/bar.c:10 foo_read() kmap_local_page",
		"kmapcheck:   newer mapping: fs/foo/bar.c:20 foo_read() kmap_local_page",
		"kmapcheck:   task: task1/1 CPU 0 level task",
		"kmapcheck:   expected: release of the newest mapping first",
		"kmapcheck:   seen: release of 40001000 with newer ones live",
		"kmapcheck:   stack: 0x",
		"kmapcheck: end of report 1",
	};
	const char *at;
	unsigned int i;
	char *text;

	order();
	text = user_printed();
	for (i = 0, at = text; at && i < ARRAY_SIZE(lines); i++) {
		at = strstr(at, lines[i]);
		check(at != NULL, lines[i]);
	}
	free(text);
}

static void test_repeated(void)
{
	order();
	check(!was_printed("report"), "a pair of sites is told once");
	check(counted(KMAPCHECK_COUNT_REPEATED) == 1, "then counted");
	kmapcheck_repeat = true;
	order();
	kmapcheck_repeat = false;
	check(was_printed("end of report 2"), "each time if asked");
	kmapcheck_pairs_forget();
	order();
	check(was_printed("end of report 3"), "once more when forgotten");
}

static void test_unsafe(void)
{
	kmapcheck_repeat = true;
	user_irqs_off = true;
	order();
	order();
	check(!was_printed("report"), "nothing is printed where it is not safe");
	user_irqs_on();
	check(was_printed("end of report 5"), "but when it is");
	user_irqs_off = true;
	for (int i = 0; i < KMAPCHECK_RING + 3; i++)
		order();
	user_irqs_on();
	check(counted(KMAPCHECK_COUNT_DROPPED) == 3, "a full ring is counted");
	check(was_printed("some are lost"), "and told");
	kmapcheck_repeat = false;
}

static void test_limited(void)
{
	int i;

	kmapcheck_repeat = true;
	for (i = 0; i < 100; i++)
		order();
	kmapcheck_repeat = false;
	check(counted(KMAPCHECK_COUNT_LIMITED) >= 50, "too many are not printed");
	check(was_printed("too many reports"), "which is told");
}

/* Names that are longer than their places. */
static void test_long(void)
{
	static char file[300], func[300], api[300];
	struct kmapcheck_site site = {
		file, func, api, 4294967295u, KMAPCHECK_LOCAL,
		KMAPCHECK_RELEASES, 1
	};
	static struct kmapcheck_report r;

	memset(file, 'f', sizeof(file) - 5);
	strcat(file, "x.c");
	memset(func, 'g', sizeof(func) - 1);
	memset(api, 'a', sizeof(api) - 1);
	__kmapcheck_unmap(user_address(9), &site);
	for (unsigned int i = 0; i < KMAPCHECK_RING; i++)
		if (kmapcheck_ring[i].number > r.number)
			r = kmapcheck_ring[i];
	check(r.claim.kind == KMAPCHECK_NEVER && strlen(r.release.file) ==
	      sizeof(r.release.file) - 1 &&
	      strstr(r.release.file, "fx.c") != NULL,
	      "long names are cut at their begin");
	free(user_printed());
}

int main(void)
{
	user_task_begin(&task);
	kmapcheck_enable(true, true);
	test_block();
	test_repeated();
	test_unsafe();
	test_long();
	test_limited();
	free(user_printed());
	return 0;
}
