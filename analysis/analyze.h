/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Analysis of one unit: the pipeline from IR to findings.
 */
#ifndef KMC_ANALYZE_H
#define KMC_ANALYZE_H

#include "finding.h"
#include "ir.h"
#include "known.h"

struct analyze_options {
	enum confidence level;		/* weakest confidence to report */
	uint32_t rules;			/* mask of 1 << rule_id */
	unsigned int max_states;	/* of a block; 0 = default */
	unsigned int max_steps;		/* instructions of a function; 0 = default */
	unsigned long max_effort;	/* for its states too (flow.c); the same */
	size_t max_memory;		/* bytes for its states; 0 = default */
	bool check;			/* ir_check() after every stage */
	bool slice;			/* reduce the unit first (slice.h) */
	bool all;			/* run functions that map nothing, too */
};

/* Level likely, all rules, default limits, sliced. */
void analyze_options_init(struct analyze_options *o);

/* Why the analysis of a function is less than exact. */
enum analyze_state { ANALYZE_EXACT, ANALYZE_WIDENED, ANALYZE_GIVEN_UP };

struct analyze_func {
	const char *name;		/* NULL: the dataflow was not run */
	enum analyze_state state;
	const char *why;		/* NULL when exact */
	unsigned int states;		/* largest number in a block */
	unsigned int steps;		/* instructions interpreted */
	unsigned long effort;		/* for the states too (flow.c) */
};

struct analyze_stats {
	unsigned int functions;		/* with IR */
	unsigned int analysed;		/* by the dataflow */
	unsigned int widened;
	unsigned int given_up;
	unsigned int indirect;		/* indirect calls not resolved */
	unsigned int ignored;		/* findings silenced by annotations */
	unsigned int nfuncs;
	struct analyze_func *funcs;	/* analysed ones, in the unit's order */
};

struct analysis {
	struct finding_list findings;	/* finished; filtered by the options */
	struct analyze_stats stats;
};

/* Analyse @u (functions finished). @t is the API table, to which the unit's
 * own api rows are added. All results live in @arena, which may be the unit's.
 * Never fails: a function that defeats the analysis is counted in the stats.
 */
struct analysis *analyze_unit(struct arena *arena, struct ir_unit *u,
			      struct known_table *t,
			      const struct analyze_options *o);

/* Which functions of a call graph could matter: used by the plugin before it
 * lowers. Calls are given by name; see select_*() below.
 *
 * A selection is made from the names of all functions of a unit and their
 * direct calls. Chosen are the functions that reach a mapping API of the table
 * (also through other functions of the unit), and what these call in the unit.
 */
struct select;
struct select *select_new(struct arena *arena, const struct known_table *t);

/* Add a function with a body; returns its index (0, 1, ...). One with a row in
 * the table is left out when it is an inline function of a header.
 */
unsigned int select_func(struct select *s, const char *name, bool from_header);

/* Function @caller calls (or takes the address of) @callee, by name. */
void select_call(struct select *s, unsigned int caller, const char *callee);

/* Decide. Returns the number chosen; then select_chosen() tells of each. */
unsigned int select_solve(struct select *s);
bool select_chosen(const struct select *s, unsigned int func);

#endif
