/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The switch. A hook that has seen the static key looks at kmapcheck_on once
 * preemption is off: so none works on what is being reset.
 */
#include "pks.h"

DEFINE_STATIC_KEY_FALSE(kmapcheck_key);

bool kmapcheck_on;

static DEFINE_MUTEX(lock);

bool kmapcheck_enabled(void)
{
	return READ_ONCE(kmapcheck_on);
}

static void enable(bool from_start)
{
	kmapcheck_shadow_reset();
	kmapcheck_kmap_reset();
	kmapcheck_trust_begin(from_start);
	static_branch_enable(&kmapcheck_key);
	smp_store_release(&kmapcheck_on, true);
	kmapcheck_hooks_wait();
	kmapcheck_trust_settle();
	pr_info("kmapcheck: checks are on\n");
}

/* Where there is guard mode, its file has the real one. */
void __weak kmapcheck_guard_disable(void)
{
}

static void disable(void)
{
	kmapcheck_guard_disable();
	static_branch_disable(&kmapcheck_key);
	WRITE_ONCE(kmapcheck_on, false);
	kmapcheck_hooks_wait();
	pr_info("kmapcheck: checks are off\n");
}

void kmapcheck_enable(bool on, bool from_start)
{
	mutex_lock(&lock);
	if (on && !kmapcheck_enabled())
		enable(from_start);
	else if (!on && kmapcheck_enabled())
		disable();
	mutex_unlock(&lock);
}
