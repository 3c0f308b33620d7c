/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The units whose records were read: analysed one by one, their findings
 * collected, everything that was not analysed counted.
 */
#ifndef KMC_CMD_STORE_H
#define KMC_CMD_STORE_H

#include "analyze.h"
#include "util.h"

struct arena;
struct compiler;

struct store {
	/* what to do; set by the caller */
	struct analyze_options options;
	const char *api;		/* file of rows, or NULL */
	const char *plugin;		/* bytes of the plugin in use, or NULL */
	size_t plugin_size;

	/* what came of it */
	struct arena *arena;
	struct finding_list findings;
	unsigned int objects, without;	/* looked at; of these, no record */
	unsigned int units, broken;	/* records read; objects with bad ones */
	unsigned int stale;		/* records of another build's plugin */
	struct analyze_stats stats;	/* sums; funcs: those not exact */
	unsigned int cap_funcs;

	struct set records;		/* seen, by their content */
	struct set names;		/* functions called */
};

/* An empty store; @api is a file of rows that was checked, or NULL. */
struct store *store_new(const struct analyze_options *o, const char *api);
void store_free(struct store *s);

/* Records not written by the plugin of @c are stale. */
void store_set_plugin(struct store *s, const struct compiler *c);

/* Read and analyse all records of the object or archive @path. A record that
 * was seen before (a module's parts and the module) is not taken again. What
 * is broken is told on stderr.
 */
void store_object(struct store *s, const char *path);

/* Keep the findings whose consequence is in the mask @consequences, sort them
 * and drop those that several units show.
 */
void store_finish(struct store *s, unsigned int consequences);

/* Rows of the API table that map or release and that no unit calls: appended
 * to @unseen. Returns the number of such rows in the table.
 */
unsigned int store_unseen(const struct store *s, struct strings *unseen);

#endif
