/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings: what is told to the user. The core prints nothing; findings are
 * collected, deduplicated and sorted into a list, and given to a sink.
 */
#ifndef KMC_FINDING_H
#define KMC_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum rule_id {
#define RULE(id, name, prefix, what) RULE_##id,
#include "rule.def"
#undef RULE
	RULE_COUNT
};

enum confidence { CONFIDENCE_CERTAIN, CONFIDENCE_LIKELY, CONFIDENCE_POSSIBLE };

enum consequence { CONSEQUENCE_ALWAYS, CONSEQUENCE_HIGHMEM, CONSEQUENCE_PKS };

/* A step of the path that leads to a finding, in order of execution. */
struct finding_step {
	const char *file;		/* as in the unit's file list */
	uint32_t line, col;		/* 0: not known */
	unsigned int depth;		/* calls below the finding's function */
	const char *func;		/* function that holds the step */
	const char *text;		/* "'src' is mapped here", ... */
};

struct finding {
	enum rule_id rule;
	enum confidence confidence;
	enum consequence consequence;
	const char *file;		/* where it is shown */
	uint32_t line, col;
	const char *func;
	const char *message;		/* without rule and place */
	const char *objects;		/* the objects named, for the fingerprint */
	unsigned int nsteps, cap_steps;
	struct finding_step *steps;	/* the last one is the finding itself */
	unsigned int ordinal;		/* among equals, in source order */
	char fingerprint[17];		/* 16 hex digits, made at the end */
};

struct finding_list {
	struct arena *arena;		/* owns the findings; not owned */
	unsigned int n, cap;
	struct finding **list;
};

/* Add a copy of @f (its strings must live in the list's arena) unless the list
 * has one of the same rule, place and objects; then the one with the higher
 * confidence, or else the shorter path, stays.
 */
void finding_add(struct finding_list *l, const struct finding *f);

/* Append a step to a finding that is being made; strings are not copied. */
void finding_step_add(struct arena *a, struct finding *f,
		      struct finding_step step);

/* Drop findings that another one covers (the same mistake told at its
 * outermost place that can be fixed), sort by file, line, column, rule, set
 * ordinals and fingerprints. @unit is the source name put into fingerprints.
 */
void finding_finish(struct finding_list *l, const char *unit);

/* Names: "kmap-order"; "certain"; "highmem". Lookups take names with or
 * without "kmap-" and return -1 when there is none.
 */
const char *rule_name(enum rule_id r);
const char *rule_what(enum rule_id r);
int rule_find(const char *name, size_t len);
const char *confidence_name(enum confidence c);
int confidence_find(const char *name, size_t len);
const char *consequence_name(enum consequence c);
int consequence_find(const char *name, size_t len);

/* One sentence on a consequence: on which machines it fails. */
const char *consequence_text(enum consequence c);

/* Parse "RULE[,RULE]" into a mask of 1 << rule. Returns NULL or a sentence
 * naming the unknown rule and the valid ones, in @a.
 */
const char *rule_parse_list(struct arena *a, const char *text, uint32_t *mask);

#endif
