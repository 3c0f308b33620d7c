/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parts of the shim that exist in the kernel alone.
 */
#ifndef KMAPCHECK_PARTS_H
#define KMAPCHECK_PARTS_H

#include <linux/types.h>

void kmapcheck_modules_start(void);
void kmapcheck_modules_stop(void);

void kmapcheck_debugfs_start(void);
void kmapcheck_debugfs_stop(void);

/* If the boot parameter asks for it, run the self-test. */
void kmapcheck_selftest_start(void);

#endif
