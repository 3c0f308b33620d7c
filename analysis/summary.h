/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Summaries: what a call of a function does, as a list of outcomes.
 *
 * An outcome is an exit state, in the function's own symbols: parameters,
 * contents of memory at entry (SYM_CELL), globals, and what it made itself.
 * Applying it puts the caller's expressions in their place.
 */
#ifndef KMC_SUMMARY_H
#define KMC_SUMMARY_H

#include "state.h"

#define MAX_OUTCOMES 16

struct outcome {
	struct state *state;		/* live[] is empty */
	ex ret;				/* NULL: nothing is returned */
	unsigned int nsteps;		/* path, oldest first: maps, releases */
	const struct step **steps;
};

/* Something that matters when the caller's state is known: a call that may
 * sleep, an address taken for a linear one, a call through a parameter.
 */
enum use_kind { USE_SLEEP, USE_FAULT, USE_EFFECT };

struct use {
	enum use_kind kind;
	const struct ir_insn *insn;	/* in the function itself */
	const char *callee;		/* what is called in the end */
	const struct known_effect *effect;
	ex gfp;				/* SLEEP: flags, or NULL: always;
					   READS, WRITES: length */
	ex addr;			/* EFFECT: address */
	bool unused;			/* FAULT: the result */
	int released;			/* atomic mappings of the caller that
					   were released before */
	unsigned int nfacts;		/* of the state there */
	struct fact *facts;
	const struct step *chain;	/* newest first */
};

struct summary {
	bool done;
	bool partial;			/* given up: outcomes are not all */
	bool lossy;			/* an outcome was dropped */
	bool unlikely;			/* paths were left out that only what
					   callers know makes likely */
	uint64_t calls;			/* parameters that are called */
	bool effects;			/* a caller's mappings are concerned */
	bool maps;			/* reaches a mapping API */
	unsigned int noutcomes, cap_outcomes;
	struct outcome *outcomes;
	unsigned int nuses, cap_uses;
	struct use *uses;
	unsigned int depth;		/* most slots in use at a time */
};

#endif
