/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sites that an instrumented ELF file holds. Reads hostile input.
 */
#ifndef KMC_CMD_OBJFILE_SITES_H
#define KMC_CMD_OBJFILE_SITES_H

#include "site.h"

/* All of @site is valid until the function returns. */
typedef void (*objfile_site_fn)(void *ctx, const struct site *site);

/* Call @fn for each site of the file @path: an object, a module or a linked
 * kernel, of any machine. NULL, or a sentence that says what is wrong, without
 * the file's name; sites before what is broken were told.
 */
const char *objfile_sites(const char *path, objfile_site_fn fn, void *ctx);

#endif
