/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parts of the plugin and what they offer each other. GCC's headers come
 * before this one (gcc-headers.h).
 */
#ifndef KMC_PLUGIN_KMC_H
#define KMC_PLUGIN_KMC_H

/* GCC has a type of this name, too. */
#define ir_type kmc_ir_type

extern "C" {
#include "analyze.h"
#include "arena.h"
#include "finding.h"
#include "intern.h"
#include "ir.h"
#include "known.h"
#include "map.h"
#include "record.h"
#include "site.h"
#include "trim.h"
}

/* ---- options.cc: what the user asked for ---- */

struct kmc_options {
	enum confidence level;
	uint32_t rules;			/* mask of 1 << rule_id */
	bool record_only, no_record, stats, check_only;
	bool all;			/* every function, checked */
	bool instrument;
	const char *api, *srctree, *dump; /* NULL: not given */
};

extern struct kmc_options kmc_options;

/* Read the plugin's arguments into kmc_options. What is wrong is told as an
 * error of the compilation.
 */
void kmc_options_read(const struct plugin_name_args *info);

/* ---- source.cc: names and places of the source ---- */

/* Where names and places of one unit are looked up. */
struct source;

/* For the unit whose main file is @main; @tree is the user's srctree or NULL.
 * All memory from @arena.
 */
struct source *source_new(struct arena *arena, const char *main,
			  const char *tree);

/* @name relative to the kernel tree, in the arena. */
const char *source_relative(struct source *s, const char *name);

/* The unit that source_loc() enters files into. */
void source_unit(struct source *s, struct ir_unit *u);

/* The place @loc: of a macro's use when it comes from one. */
struct ir_loc source_loc(struct source *s, location_t loc);

/* GCC's location of a place that source_loc() gave; UNKNOWN_LOCATION if it is
 * in no file that was seen.
 */
location_t source_gcc_loc(const struct source *s, const char *file,
			  uint32_t line, uint32_t col);

/* ---- target.cc: what the kernel's configuration says ---- */

/* Watch for the enumerators that 6.12 has in place of macros. */
void target_finish_type(void *gcc_data, void *user_data);

/* Fill in @t from the macros of the unit. */
void target_read(struct ir_target *t);

/* Is the unit part of a module? */
bool target_is_module(void);

/* ---- attribs.cc: annotations ---- */

/* Callback of PLUGIN_ATTRIBUTES. */
void attribs_register(void *gcc_data, void *user_data);

/* Enter the annotations of @decl into @f. */
void attribs_read(struct ir_func *f, tree decl);

/* Enter the API rows that annotations gave so far into @u and @t. */
void attribs_api(struct ir_unit *u, struct known_table *t);

/* ---- facts.cc: functions of the unit and their calls ---- */

struct unit_func {
	struct cgraph_node *node;
	const char *name;
	bool chosen;			/* to be lowered */
};

struct unit_funcs {
	unsigned int n, cap;
	struct unit_func *list;		/* in the order of the source */
	unsigned int nchosen;
};

/* Gather the functions with bodies and choose those that could matter. */
struct unit_funcs *funcs_gather(struct arena *arena,
				const struct known_table *t);

struct lower_unit;

/* Write the call facts of all functions into @u. */
void facts_write(struct ir_unit *u, struct lower_unit *lu,
		 const struct unit_funcs *funcs, const struct known_table *t,
		 struct source *s);

/* The name of a function or variable as the IR has it, or NULL. Lives as long
 * as GCC's identifiers, or in @arena.
 */
const char *decl_name(struct arena *arena, tree decl);

/* Is @decl a function whose calls must not be left in the object? */
bool decl_forbidden(const_tree decl);

/* ---- lower.cc: GIMPLE to IR ---- */

/* What lowering keeps between the functions of one unit. */
struct lower_unit *lower_unit_new(struct ir_unit *u, struct source *s);

/* Lower one function into the unit. NULL, or why it was given up: then the
 * unit is as before.
 */
const char *lower_func(struct lower_unit *lu, struct cgraph_node *node,
		       const char *name);

/* Where an indirect call's function @fn was loaded from, or NULL. */
const char *lower_via(struct lower_unit *lu, tree fn);

/* ---- sink.cc: findings to GCC's diagnostics ---- */

void sink_findings(const struct finding_list *l, const struct source *s,
		   const struct unit_funcs *funcs);

/* ---- emit.cc: the record into the object ---- */

/* Keep a copy of the record's bytes until the end of the unit. */
void emit_keep(const unsigned char *bytes, size_t size);

/* Write what was kept into its section, and forget it. */
void emit_section(void);

/* ---- site.cc: what the runtime shim is told of a call ---- */

/* The sites of a unit: memory from @arena, types and variables GCC's. */
struct sites *sites_new(struct arena *arena);

/* The address of the record of @site, of which there is one a unit. */
tree site_address(struct sites *s, const struct site *site);

unsigned int sites_count(const struct sites *s);

/* Leave the symbol by which the shim knows an instrumented module. */
void sites_mark(void);

/* ---- instrument.cc: calls to the runtime shim ---- */

struct instrument_stats {
	unsigned int calls, sites;
};

/* Insert calls to the shim into the functions of the unit whose main file is
 * @unit, relative to the tree.
 */
void instrument_unit(struct arena *arena, const char *unit,
		     const struct known_table *t, struct source *s,
		     struct instrument_stats *stats);

/* ---- stats.cc ---- */

enum stats_stage { STATS_LOWER, STATS_ANALYSIS, STATS_EMIT, STATS_NSTAGES };

/* The time until the next stats_stop() counts for @stage. */
void stats_start(enum stats_stage stage);
void stats_stop(void);

/* Function @func was not lowered. */
void stats_given_up(const char *func, const char *why);

struct unit_stats {
	const char *unit;
	unsigned int functions, lowered, given_up;
	size_t record;			/* bytes */
	struct instrument_stats instrument;
};

/* Print the counters to stderr; @a is NULL when nothing was analysed. */
void stats_print(const struct unit_stats *u, const struct analyze_stats *a);

#endif
