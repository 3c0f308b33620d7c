/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The path state: what is known at a point of a path.
 *
 * Values of SSA names, contents of memory places, facts about expressions, and
 * the mappings in the order in which they were made. Live mappings of stacked
 * families, in that order, are the thread's stack.
 */
#ifndef KMC_STATE_H
#define KMC_STATE_H

#include "expr.h"
#include "finding.h"
#include "known.h"

struct arena;

/* A step of the path, newest first; shared between states, never changed. */
enum step_kind { STEP_MAP, STEP_RELEASE, STEP_BRANCH, STEP_CALL, STEP_NOTE };

struct step {
	const struct step *prev;
	enum step_kind kind;
	const struct ir_func *func;
	struct ir_loc loc;
	unsigned int depth;		/* calls below the analysed function */
	uint32_t sym;			/* MAP, RELEASE: the mapping */
	const char *text;		/* NULL: made from the rest on demand */
	const struct ir_insn *insn;	/* BRANCH: the terminator */
	unsigned int choice;		/* BRANCH: which target */
};

struct mapping {
	uint32_t sym;			/* the symbol its addresses are based on */
	enum known_family family;
	const struct ir_insn *site;	/* made here; implied: released here */
	const char *api;		/* name of the function called */
	const char *name;		/* the user's name for it, or NULL */
	ex page;			/* what was mapped, or NULL */
	bool external;			/* made before this function began */
	bool implied;			/* nobody saw it being made */
	bool live;
	bool given;			/* an unknown function has the address */
	bool parked;			/* a callee left it in memory */
	bool lost;			/* we no longer know who holds it */
	const struct ir_insn *released;	/* by */
	const char *release_api;
	unsigned int seq;		/* external: order of releases, from 1 */
	const struct step *made, *undone;
	const struct segment *seg;	/* many mappings in an array, or NULL */
	unsigned char round;		/* times round its loop since made */
	unsigned char depth;		/* loops that the place is in */
};

struct cell {
	ex base;			/* address without its constant */
	int64_t bit;			/* constant part, in bits */
	uint64_t bits;			/* size; 0: all else at base was left
					   to call `by` */
	ex val;
	const char *field;		/* as written in the source, or NULL */
	const struct ir_insn *by;
};

struct fact {
	ex key;				/* no constant, first coefficient > 0 */
	struct range range;
	const struct ir_insn *by;	/* the branch that told, or NULL */
};

/* A call on the path that may have slept, while no atomic mapping was known or
 * only such as callees left somewhere.
 */
#define SLEPT_WITH 2
struct slept {
	uint32_t with[SLEPT_WITH];	/* their symbols, or 0 */
	const struct ir_insn *insn;
	const char *callee;
	const struct known_effect *effect;
	const struct step *chain;	/* in a callee, or NULL */
};

struct live {
	uint32_t value;
	ex val;
};

#define STATE_LOOPS 6
#define STATE_HINTS 128

struct state {
	struct exprs *es;
	struct arena *arena;
	unsigned int id;
	unsigned int nlive, cap_live;
	struct live *live;		/* values live into the block, by number */
	unsigned int ncells, cap_cells;
	struct cell *cells;
	unsigned int nfacts, cap_facts;
	struct fact *facts;
	unsigned char fact_at[STATE_HINTS];	/* by the key's last bits: 0, or
					   where it may stand, plus one */
	unsigned int nmaps, cap_maps;
	struct mapping *maps;
	unsigned int faults_off;	/* explicit pagefault_disable() depth */
	enum confidence confidence;	/* best that a finding can have here */
	bool widened;
	uint64_t blurred;		/* parameters that memory may hold */
	uint64_t kunmapped;		/* of the sites in flow.released */
	bool kunmapped_other;		/* also what we saw no live mapping of */
	const char *dropped;		/* past which bound; NULL: nothing */
	bool open;			/* left or stayed in a loop by choice */
	uint32_t entered;		/* header just entered, from outside */
	unsigned int visits;		/* times merged into */
	struct ir_loc at;		/* last place passed */
	const struct step *path;
	const struct slept *slept;	/* or NULL */
	const struct ir_insn *asking;	/* the branch being looked at */
	bool deaf;			/* facts that it told do not count */
	unsigned int loop[STATE_LOOPS];	/* header states passed, by depth */
};

/* An empty state in @arena. */
struct state *state_new(struct arena *arena, struct exprs *es);

/* A copy that can be changed on its own. */
struct state *state_copy(const struct state *s);

/* How much there is to look at in a state: values, cells, facts, mappings. */
static inline unsigned int state_size(const struct state *s)
{
	return s->nlive + s->ncells + s->nfacts + s->nmaps;
}

/* The same in another arena. */
struct state *state_copy_to(struct arena *arena, const struct state *s);

/* ---- facts ---- */

/* What is known of @e here. */
struct range state_range(const struct state *s, ex e);

/* The most that @e can be, also where several facts have to be put together. */
int64_t state_upper(const struct state *s, ex e);

/* Is condition @e (a value that is tested against zero) known? 0, 1, or -1. */
int state_decide(const struct state *s, ex e);

/* Assume that @e is nonzero (@truth) or zero. Returns false when that cannot
 * be. Conjunctions that are false are left undivided (see state_split()).
 */
bool state_assume(struct state *s, ex e, bool truth);

/* As state_assume(), but an "or" that is true (an "and" that is false) makes
 * two states: *@other is the second, or NULL. Returns s, or NULL when it cannot
 * be (then *@other may still be a state).
 */
struct state *state_split(struct state *s, ex e, bool truth,
			  struct state **other);

/* Keep what is known of @key to @r as well; false if nothing is left. */
bool state_fact(struct state *s, ex e, struct range r);

/* Facts were taken out of the list: the first @n are those that are left. */
void state_facts_keep(struct state *s, unsigned int n);

#define ERR_LOW (-4095)	/* ERR_PTR()s are from here to -1 */

/* Make what follows from one part visible in the others. False: empty. */
bool range_settle(struct range *r);

bool range_meet(struct range *r, struct range with);
struct range range_join(struct range a, struct range b);
bool range_equal(struct range a, struct range b);
struct range range_const(int64_t c);
struct range range_all(void);

/* Forget facts on what call @by defines again (loops): its results of
 * generation @gen, and what it leaves in memory.
 */
void state_forget(struct state *s, const struct ir_insn *by, uint32_t gen);

/* @e with every symbol that a call may have changed replaced by what it was;
 * @e itself when there is none.
 */
ex state_before(struct state *s, ex e);

/* ---- memory ---- */

/* The constant part of @addr, in bits. */
int64_t state_bit(ex addr);

/* Content of @bits bits at bit @bitpos of @addr. */
ex state_load(struct state *s, ex addr, unsigned int bitpos, uint64_t bits,
	      enum ir_type type);

/* Store @val there. @field is the user's name of the place, or NULL. */
void state_store(struct state *s, ex addr, unsigned int bitpos, uint64_t bits,
		 ex val, const char *field);

/* Copy or clear @size bytes. */
void state_move(struct state *s, ex to, ex from, uint64_t size);
void state_clear(struct state *s, ex to, uint64_t size);

/* Give @s a cell of its own for what it holds at the place of @c, whose base is
 * @base there. @keep: behind the others, which stay where they are, also when
 * they overlap; so does, in any case, one that holds a mapping.
 */
void state_provide(struct state *s, ex base, const struct cell *c, bool keep);

/* Does @c hold a mapping, its page, or what a caller may have mapped? */
bool state_cell_matters(struct state *s, const struct cell *c);

/* Call @by may have changed what @addr points into. */
void state_havoc(struct state *s, ex addr, const struct ir_insn *by);

/* The cell that holds an address based on symbol @sym, or NULL. */
const struct cell *state_holder(const struct state *s, uint32_t sym);

/* ---- mappings ---- */

/* Add a mapping below all others; returns it. */
struct mapping *state_push_below(struct state *s, const struct mapping *m);

/* Add a mapping on top; returns it (valid until the next one is added). */
struct mapping *state_push(struct state *s, const struct mapping *m);

/* The newest mapping that @addr is based on (live before released), or NULL.
 * Looks through what calls may have left unchanged.
 */
struct mapping *state_mapping(struct state *s, ex addr);

/* The live mapping of page @page, newest first, or NULL. */
struct mapping *state_mapping_of_page(struct state *s, ex page,
				      bool released);

/* The live stacked mapping that is newest; NULL if there is none. */
struct mapping *state_top(struct state *s);

/* The newest live mapping that keeps preemption off, or NULL. */
struct mapping *state_atomic(struct state *s);

/* Forget facts about values that nothing holds any more, and mappings that were
 * released and that nothing points to. @scratch is for temporary memory.
 */
void state_prune(struct state *s, struct arena *scratch);

/* Keep no more cells and facts than the bounds allow. Objects with many cells
 * are forgotten as if @by (no call) had changed them; s->dropped says what was
 * too much.
 */
void state_trim(struct state *s, const struct ir_insn *by);

/* Is symbol number @sym referred to by values, memory or mappings? */
bool state_refers(const struct state *s, uint32_t sym);

#endif
