/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interrupts at any instruction of a hook: a timer's signal maps and releases
 * on the same stack, as an interrupt does.
 */
#include "test.h"

#include <signal.h>
#include <sys/time.h>

#include "sim.h"

static struct task_struct task;
static volatile unsigned int interrupts;

/* What interrupts starts with its keys closed, and leaves PKRS as it was. */
static void interrupt(int sig)
{
	u32 pkrs = user_pkrs;
	u8 level = user_level;

	(void)sig;
	if (level)
		return;
	user_level = 2;
	user_pkrs = 0x55555554;
	__kmapcheck_map(user_address(1), &test_atomic);
	map(2);
	map(KEYED_PAGES + 1);
	unmap(KEYED_PAGES + 1);
	unmap(2);
	__kmapcheck_unmap(user_address(1), &test_unatomic);
	interrupts++;
	user_pkrs = pkrs;
	user_level = level;
}

static void set_timer(unsigned int us)
{
	struct itimerval t = { { 0, us }, { 0, us } };

	setitimer(ITIMER_REAL, &t, NULL);
}

int main(void)
{
	struct sigaction act = { .sa_handler = interrupt };
	unsigned int i, n, bad = 0;

	user_task_begin(&task);
	kmapcheck_pks_register(&sim_guard);
	kmapcheck_enable(true, true);
	sigaction(SIGALRM, &act, NULL);
	set_timer(30);
	for (i = 0; interrupts < 20000 && i < 20000000; i++) {
		for (n = 0; n < i % 4; n++)
			map(n);
		map(KEYED_PAGES + 1);
		bad += !!(user_pkrs & PKS_AD(1));
		map(KEYED_PAGES + 1);
		unmap(KEYED_PAGES + 1);
		bad += !!(user_pkrs & PKS_AD(1));
		unmap(KEYED_PAGES + 1);
		bad += !(user_pkrs & PKS_AD(1));
		while (n-- > 0)
			unmap(n);
	}
	set_timer(0);
	check(interrupts >= 1000, "there were interrupts");
	check(all_claims() == 0, "interrupts in the hooks: no report");
	check(bad == 0, "the key of the interrupted stays as it was");
	check(counted(KMAPCHECK_COUNT_UNSEEN) == 0, "nothing is lost");
	check(!kmapcheck_slot_mine(), "the slot is given back");
	free(user_printed());
	return 0;
}
