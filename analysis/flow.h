/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dataflow of one function: states are pushed through the blocks until
 * nothing new arrives, and every event on the way is shown to the rules.
 */
#ifndef KMC_FLOW_H
#define KMC_FLOW_H

#include "analyze.h"
#include "event.h"
#include "state.h"
#include "summary.h"

struct intern;

/* What all functions of a unit share. */
struct unit_flow {
	struct arena *arena;		/* lives as long as the results */
	unsigned long effort;		/* that functions took so far */
	struct ir_unit *unit;
	struct known_table *table;
	const struct analyze_options *options;
	struct exprs *es;
	struct intern *names;
	struct summary **summaries;	/* by index of the function */
	struct map *index;		/* interned name to function index + 1 */
	struct finding_list *findings;
	struct analyze_stats *stats;
	unsigned int nspecials, cap_specials, special_depth;
	struct special **specials;	/* summaries for known callbacks */
};

/* Facts on what was there when a call was made. */
struct snapshot {
	unsigned int n;
	struct fact *facts;
};

/* What a call into another unit must have mapped, since we release it. */
struct assumption {
	const struct ir_insn *call;
	ex place;			/* NULL: the result; else its address */
	uint64_t bits;
	enum known_family family;
	struct range result;		/* of the call where it is released */
	unsigned int nshots, cap_shots;
	struct snapshot *shots;		/* what held where it was released */
};

struct flow {
	struct unit_flow *uf;
	struct ir_func *func;
	unsigned int index;
	struct arena *arena;		/* freed when the function is done */
	struct arena *states;		/* what the queues hold, and garbage */
	struct arena *work;		/* reset when a block was run */
	struct arena *scratch;		/* reset after every use */
	struct exprs *es;
	struct blocks *blocks;		/* order, loops, liveness */
	ex *values;			/* memory for cur */
	ex *cur;			/* values at the point looked at */
	struct summary *summary;	/* being made */
	const ex *bound;		/* parameters that are functions */
	struct finding_list found;	/* in this run */
	bool maps;			/* function touches mappings at all */
	unsigned int nassumed, cap_assumed;
	struct assumption *assumed;
	uint64_t mapped_params;		/* parameters that must be mappings */
	bool assumed_more;
	unsigned int nleaks, cap_leaks;
	struct leak *leaks;		/* decided at the end of the function */
	unsigned int nends, cap_ends;
	struct kmap_end *ends;
	unsigned int nreleased, cap_released;
	const struct ir_insn **released; /* sites released on some path */
	unsigned int steps, max_steps, max_states, widest;
	unsigned long effort, max_effort; /* parts of states looked at */
	size_t max_memory;
	unsigned int next_id;
	const char *widened, *given_up;
	const struct ir_insn *insn;	/* being interpreted */
	uint32_t block;
	bool in_loop;			/* the block is in a loop */
	unsigned int depth;		/* in so many */
	uint64_t *used;			/* values that something looks at */
};

/* A mapping that is still live where a path ends. */
struct leak {
	struct event event;
	struct mapping mapping;
	struct state *state;
	bool shared;			/* whoever has the page can release it */
	ex ret;				/* shared: returned here */
};

/* Where a path ends that released what kmap() mapped. */
struct kmap_end {
	struct state *state;
	ex ret;
};

/* Run the dataflow on function @index; its summary is in uf->summaries then.
 * @final: findings are reported (false in the rounds of a recursion before the
 * last one). Fills in the function's statistics.
 */
void flow_function(struct unit_flow *uf, unsigned int index, bool final,
		   struct analyze_func *stats);

/* The same into @sum, where @bound (NULL: none) has for each parameter the
 * function that is passed for it, or NULL.
 */
void flow_function_bound(struct unit_flow *uf, unsigned int index, bool final,
			 struct summary *sum, const ex *bound,
			 struct analyze_func *stats);

/* ---- for the parts of the dataflow ---- */

/* The value of operand @o at this point. */
ex flow_operand(struct flow *fl, const struct ir_operand *o);

/* Take a call: *@out gets the states after it (at most FLOW_FORKS), all with
 * the result stored in fl->cur's place by the caller: out[i].result.
 */
#define FLOW_FORKS 24
struct flow_out {
	struct state *state;
	ex result;			/* NULL: none */
};
unsigned int flow_call(struct flow *fl, struct state *s,
		       const struct ir_insn *insn, struct flow_out *out);

/* The same for a row of the API table and for a function of the unit. */
unsigned int flow_call_known(struct flow *fl, struct state *s,
			     const struct ir_insn *insn, const struct known *k,
			     struct flow_out *out);
unsigned int flow_call_apply(struct flow *fl, struct state *s,
			     const struct ir_insn *insn,
			     const struct summary *sum, const char *callee,
			     struct flow_out *out);

/* And for a function that nothing is known of. */
unsigned int flow_call_unknown(struct flow *fl, struct state *s,
			       const struct ir_insn *insn, const char *callee,
			       struct flow_out *out);

/* Call @insn is given objects in which callees parked mappings; @all: it may
 * release any mapping in them.
 */
void flow_give_parked(struct flow *fl, struct state *s,
		      const struct ir_insn *insn, bool all);

/* Show the rules that @arg is passed to @callee. */
void flow_pass(struct flow *fl, struct state *s, const struct ir_insn *insn,
	       const char *callee, ex arg);

/* Argument number @n (from 1) of a call; NULL when there is none. */
ex flow_argument(struct flow *fl, const struct ir_insn *insn, int n);

/* What call @insn results in when nothing is known of it. */
ex flow_result(struct flow *fl, struct state *s, const struct ir_insn *insn);

/* A bound was reached: the analysis of the function is not exact. @why says
 * what was too much.
 */
void flow_widen(struct flow *fl, const char *why);

/* The same if @s dropped anything since the last call. */
void flow_note_dropped(struct flow *fl, struct state *s);

/* Keep @u for the callers of this function. */
void flow_use(struct flow *fl, struct state *s, struct use *u);

/* A symbol generation of @kind made at @insn that nothing refers to yet. */
uint32_t flow_generation(struct flow *fl, struct state *s, enum sym_kind kind,
			 const struct ir_insn *insn, uint32_t id,
			 enum ir_type type);

/* There are so many, told apart by rounds; past it the last one is used again,
 * which is noted in @s.
 */
#define GENERATIONS 20
uint32_t flow_last_generation(struct state *s);

/* The address of global @name. */
ex flow_global(struct unit_flow *uf, const char *name);

/* Map: push a mapping of @family made by call @insn, returning the base. */
ex flow_map(struct flow *fl, struct state *s, const struct ir_insn *insn,
	    enum known_family family, const char *api, ex page);

/* Release @addr (for KMAP: the page) by @family's release. @via: the function
 * called. Returns false when the path cannot be (release of a getter's NULL).
 */
bool flow_release(struct flow *fl, struct state *s, const struct ir_insn *insn,
		  enum known_family family, ex addr, const char *via);

/* Pages are compared by value: the page or the folio it is in. */
ex flow_page(struct flow *fl, ex page);

/* The assumption about @call (its result when @place is NULL), or NULL. */
struct assumption *flow_assumption(struct flow *fl, const struct ir_insn *call,
				   ex place);

/* May the mapping that @a tells of be there in @s? Not when every release was
 * on condition of something that is otherwise here.
 */
bool flow_assumption_holds(struct flow *fl, struct state *s,
			   const struct assumption *a);

/* Is @place a plain variable of this function whose address was taken? */
bool flow_is_variable(struct flow *fl, ex place);

/* A step of the path is added to @s. */
void flow_step(struct flow *fl, struct state *s, enum step_kind kind,
	       const struct ir_insn *insn, uint32_t sym, const char *text);

/* Show @e to the rules. */
void flow_event(struct event *e);

/* @sum, or what it is for a call @insn that passes functions which the callee
 * calls. Notes which parameters of the function itself are called there.
 */
const struct summary *flow_special(struct flow *fl, const struct ir_insn *insn,
				   const char *callee,
				   const struct summary *sum);

/* The index of the function that @callee names in this unit, or -1. */
int flow_index(struct unit_flow *uf, const char *callee);

/* The summary of the function that @callee names in this unit, or NULL. */
const struct summary *flow_summary(struct unit_flow *uf, const char *callee);

#endif
