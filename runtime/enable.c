/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The switch: off by default. The boot parameter kmapcheck=on turns the checks
 * on before anything could be mapped; debugfs does it, on and off, later.
 */
#include "pks.h"

#include <linux/init.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>

#include "parts.h"

static DEFINE_MUTEX(lock);
static bool at_start;

/* Hooks run with preemption off. */
void kmapcheck_hooks_wait(void)
{
	synchronize_rcu();
}

bool kmapcheck_enabled(void)
{
	return static_key_enabled(&kmapcheck_key);
}

static void enable(bool from_start)
{
	kmapcheck_shadow_reset();
	kmapcheck_kmap_reset();
	kmapcheck_trust_begin(from_start);
	static_branch_enable(&kmapcheck_key);
	kmapcheck_hooks_wait();
	kmapcheck_trust_settle();
	pr_info("kmapcheck: checks are on\n");
}

static void disable(void)
{
	static_branch_disable(&kmapcheck_key);
	kmapcheck_hooks_wait();
	pr_info("kmapcheck: checks are off\n");
}

int kmapcheck_enable(bool on)
{
	mutex_lock(&lock);
	if (on && !kmapcheck_enabled())
		enable(false);
	else if (!on && kmapcheck_enabled())
		disable();
	mutex_unlock(&lock);
	return 0;
}

#ifndef MODULE

static int __init setup(char *text)
{
	if (!text || kstrtobool(text, &at_start))
		pr_warn("kmapcheck: the boot parameter is kmapcheck=on or kmapcheck=off\n");
	return 0;
}
early_param("kmapcheck", setup);

/* No task holds a mapping over initcalls, and few tasks are there. */
static int __init start_early(void)
{
	if (at_start)
		enable(true);
	return 0;
}
early_initcall(start_early);

#else

module_param_named(on, at_start, bool, 0444);
MODULE_PARM_DESC(on, "switch the checks on");
MODULE_DESCRIPTION("checks of temporary mappings at run time");
MODULE_LICENSE("GPL");

#endif

/* Where there is an MSR, its file has the real one. */
void __weak kmapcheck_pks_start(void)
{
}

static int __init start(void)
{
	kmapcheck_pks_start();
	kmapcheck_modules_start();
	kmapcheck_debugfs_start();
	if (IS_ENABLED(MODULE) && at_start)
		kmapcheck_enable(true);
	return 0;
}

#ifdef MODULE
static void __exit stop(void)
{
	kmapcheck_enable(false);
	kmapcheck_debugfs_stop();
	kmapcheck_modules_stop();
	kmapcheck_pks_register(NULL);
	kmapcheck_report_stop();
}
module_exit(stop);
#endif
late_initcall(start);
