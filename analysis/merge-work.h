/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of merging share: merge.c and merge-value.c.
 */
#ifndef KMC_MERGE_WORK_H
#define KMC_MERGE_WORK_H

#include "merge.h"

#define MAX_PAIRS 64

struct pair {
	ex o, n, r;
	ex renamed;			/* n in the merged state's symbols */
	ex moved, moved_renamed;	/* n - o, renamed - o */
};

struct merge {
	struct state *h;		/* becomes the merged state */
	struct state *was;		/* h as it was */
	struct state *s;
	struct exprs *es;
	const void *key;		/* function */
	uint32_t block;
	bool widen, changed;
	bool probe;			/* only asking whether it changes */
	unsigned int npairs;
	uint64_t paired, renamed;	/* which symbols, by their last bits */
	struct pair pairs[MAX_PAIRS];
	unsigned int nrenames;		/* symbols of s to the merged state's */
	struct { uint32_t from; ex to; } renames[MAX_PAIRS];
};

/* An expression of the new state in the merged one's symbols. */
ex merge_renamed(struct merge *m, ex e);

/* Symbol @from of the new state is @to in the merged one. */
void merge_rename(struct merge *m, uint32_t from, ex to);

/* The range @now of @key, with what moved since @was widened if it is time, but
 * no further than @key can be.
 */
struct range merge_widen(const struct merge *m, ex key, struct range was,
			 struct range now);

/* What @o and @n (@there in the merged state's symbols) are instances of, if
 * they moved like an earlier pair; else NULL.
 */
ex merge_related(struct merge *m, ex o, ex n, ex there);

/* What both @o (of the old state) and @n (of the new) are instances of. @place,
 * @slot and @type are for a symbol that is made for it.
 */
ex merge_values(struct merge *m, ex o, ex n, ex place, uint32_t slot,
		enum ir_type type);

#endif
