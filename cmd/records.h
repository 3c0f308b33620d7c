/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The records of one object, read one after the other.
 */
#ifndef KMC_CMD_RECORDS_H
#define KMC_CMD_RECORDS_H

struct arena;
struct objfile;
struct record;

/* @bytes are those that @r was read from; @a owns @r, and is freed afterwards.
 */
typedef void (*records_fn)(void *ctx, const struct objfile *o,
			   struct record *r, const unsigned char *bytes,
			   struct arena *a);

/* Call @fn for each record of @o. What is broken is told on stderr and the rest
 * still read; returns how often that was so.
 */
unsigned int records_visit(const struct objfile *o, records_fn fn, void *ctx);

#endif
