/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How it begins: off by default. The boot parameter kmapcheck=on turns the
 * checks on before anything could be mapped; debugfs does it later.
 */
#include "shim.h"

#include <linux/init.h>
#include <linux/module.h>

#include "parts.h"
#include "pks.h"

static bool at_start;

#ifndef MODULE

static int __init setup(char *text)
{
	if (!text || kstrtobool(text, &at_start))
		pr_warn("kmapcheck: the boot parameter is kmapcheck=on or kmapcheck=off\n");
	return 0;
}
early_param("kmapcheck", setup);

/* No task holds a mapping over initcalls, few tasks are there, and no module.
 */
static int __init start_early(void)
{
	kmapcheck_modules_start();
	if (at_start)
		kmapcheck_enable(true, true);
	return 0;
}
early_initcall(start_early);

#else

module_param_named(on, at_start, bool, 0444);
MODULE_PARM_DESC(on, "switch the checks on");
MODULE_DESCRIPTION("checks of temporary mappings at run time");
MODULE_LICENSE("GPL");

static void __exit stop(void)
{
	kmapcheck_enable(false, false);
	kmapcheck_debugfs_stop();
	kmapcheck_modules_stop();
	kmapcheck_pks_register(NULL);
	kmapcheck_report_stop();
}
module_exit(stop);

#endif

/* Where there is an MSR, its file has the real one. */
void __weak kmapcheck_pks_start(void)
{
}

static int __init start(void)
{
	kmapcheck_pks_start();
	kmapcheck_debugfs_start();
	if (KMAPCHECK_MODULE) {
		kmapcheck_modules_start();
		if (at_start)
			kmapcheck_enable(true, false);
	}
	kmapcheck_selftest_start();
	return 0;
}
late_initcall(start);
