/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making a kernel configuration in a build folder.
 */
#ifndef KMC_CMD_KCONFIG_H
#define KMC_CMD_KCONFIG_H

struct tree;

/* Configure the build folder: @kind is "allmod" or "def". The configuration
 * gets its name only when it is complete. Then make what objects need.
 */
void kconfig_make(const struct tree *t, const char *kind, unsigned int jobs);

#endif
