/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's self-test in user space, once for each way in which the checks
 * can be on and keys be there. Prints KTAP.
 */
#include "selftest.h"
#include "sim.h"

#include <stdlib.h>

struct work {
	void (*fn)(void *ctx);
	void *ctx;
};

bool selftest_begin(void)
{
	return true;
}

void selftest_end(void)
{
}

void *selftest_page(unsigned int n)
{
	return &user_pages[4 * n];
}

unsigned long selftest_address(unsigned int n)
{
	return (unsigned long)user_address(4 * n);
}

unsigned long selftest_keyed(int key)
{
	return (unsigned long)user_address(KEYED_PAGES + key);
}

static void *run_thread(void *arg)
{
	struct task_struct *task = malloc(sizeof(*task));
	struct work *w = arg;

	user_task_begin(task);
	w->fn(w->ctx);
	__kmapcheck_exit();
	user_task_end();
	free(task);
	return NULL;
}

bool selftest_thread(void (*fn)(void *ctx), void *ctx)
{
	struct work w = { fn, ctx };
	pthread_t thread;

	return !pthread_create(&thread, NULL, run_thread, &w) &&
		!pthread_join(thread, NULL);
}

bool selftest_interrupt(u8 level, void (*fn)(void *ctx), void *ctx)
{
	u8 before = user_level;

	user_level = level;
	fn(ctx);
	user_level = before;
	return true;
}

void selftest_pin(bool on)
{
	(void)on;
}

/* Modes: on from the start or not, keys: none, plain, guarded. */
int main(int argc, char **argv)
{
	static const struct kmapcheck_pks_ops *const keys[] = {
		NULL, &sim_pks, &sim_guard
	};
	struct task_struct task;
	unsigned int mode;
	int failed;
	char *text;

	if (argc != 2)
		return 2;
	mode = atoi(argv[1]);
	user_task_begin(&task);
	kmapcheck_pks_register(keys[mode / 2 % 3]);
	kmapcheck_enable(true, mode % 2);
	failed = kmapcheck_selftest_run();
	text = user_printed();
	fputs(text, stdout);
	free(text);
	user_task_end();
	return failed != 0;
}
