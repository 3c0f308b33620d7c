/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making and releasing mappings.
 *
 * What a function releases was mapped. Where the address came from decides
 * where: a parameter or a field was mapped before the function began; the
 * result of a call into another file, or what it stored through a pointer, was
 * mapped there, which is noted, and the function is run once more.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "segment.h"

ex flow_page(struct flow *fl, ex page)
{
	(void)fl;
	return page;
}

static void map_event(struct flow *fl, struct state *s,
		      const struct ir_insn *insn, struct mapping *m)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_MAP;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = m->api;
	e.mapping = m;
	flow_event(&e);
}

ex flow_map(struct flow *fl, struct state *s, const struct ir_insn *insn,
	    enum known_family family, const char *api, ex page)
{
	struct range there;
	struct mapping m;
	uint32_t gen = flow_generation(fl, s, SYM_MAP, insn, 0, IR_PTR);
	ex base = expr_sym(fl->es, SYM_MAP, insn, 0, gen, NULL, NULL, IR_PTR);

	memset(&m, 0, sizeof(m));
	m.sym = base->t[0].sym;
	m.family = family;
	m.site = insn;
	m.api = api;
	m.page = page;
	m.live = true;
	m.depth = (unsigned char)(fl->depth < 255 ? fl->depth : 255);
	/* what could be mapped is a page: it is not NULL */
	there = range_all();
	there.nz = there.nerr = true;
	if (page && page->n && family != KNOWN_PTE)
		state_fact(s, page, there);
	flow_step(fl, s, STEP_MAP, insn, m.sym, NULL);
	m.made = s->path;
	map_event(fl, s, insn, state_push(s, &m));
	return base;
}

static void note_released(struct flow *fl, struct state *s,
			  const struct mapping *m)
{
	unsigned int i;

	for (i = 0; i < fl->nreleased; i++)
		if (fl->released[i] == m->site)
			break;
	if (i == fl->nreleased) {
		fl->released = ARENA_GROW(fl->arena, fl->released,
					  fl->nreleased, &fl->cap_released);
		fl->released[fl->nreleased++] = m->site;
	}
	if (m->family != KNOWN_KMAP || m->external)
		return;
	if (i < 64)
		s->kunmapped |= UINT64_C(1) << i;
	else
		flow_widen(fl, "more releases by kunmap() than are kept");
}

/* ---- what nobody saw being mapped ---- */

/* An element of an array, at an index that is not known: which of the mappings
 * in it is released we cannot tell. True when the place is in an object of
 * ours, or holds mappings made here.
 */
static bool blur_object(struct state *s, const struct sym *from)
{
	const struct sym *object = from->x && from->x->n ?
				   expr_root(from->x) : NULL;
	bool ours = object && (object->kind == SYM_OBJECT ||
			       segment_in(s, object));
	unsigned int i;

	for (i = 0; object && i < s->ncells; i++) {
		const struct cell *c = &s->cells[i];
		struct mapping *m;

		if (!c->bits || !c->val->n || expr_root(c->base) != object)
			continue;
		m = state_mapping(s, c->val);
		if (m && m->live && !m->external)
			m->lost = ours = true;
	}
	return ours;
}

static struct mapping *push_implied(struct flow *fl, struct state *s,
				    const struct ir_insn *insn,
				    enum known_family family, ex addr,
				    const struct sym *root, const char *via)
{
	struct mapping m;
	unsigned int i;

	memset(&m, 0, sizeof(m));
	if (family == KNOWN_KMAP) {
		m.sym = expr_sym(fl->es, SYM_MAP, insn, 9, 0, addr, NULL,
				 IR_PTR)->t[0].sym;
		m.page = addr;
	} else {
		m.sym = root->number;
	}
	m.family = family;
	m.site = insn;
	m.api = via;
	m.name = root->name;
	m.live = m.implied = true;
	m.external = (root->kind == SYM_PARAM || root->kind == SYM_CELL) &&
		     !blur_object(s, root);
	m.lost = !m.external;
	if (!m.external) {
		blur_object(s, root);
		if (root->kind != SYM_CALL && root->kind != SYM_CELL &&
		    root->kind != SYM_HAVOC)
			segment_lose(s, NULL);
		return state_push(s, &m);
	}
	m.seq = 1;
	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].external && s->maps[i].seq >= m.seq)
			m.seq = s->maps[i].seq + 1;
	return state_push_below(s, &m);
}

/* Was the call that @root results from one that nothing is known of? */
static bool is_unknown_call(struct flow *fl, const struct sym *root)
{
	const struct ir_insn *call = (const struct ir_insn *)root->key;

	if (!call || root->gen >= 1 || call->op != IR_CALL)
		return false;
	return call->a.kind != IR_GLOBAL ||
	       (!known_find(fl->uf->table, call->a.global) &&
		!flow_summary(fl->uf, call->a.global));
}

static struct range call_result(struct flow *fl, struct state *s,
				const struct ir_insn *call)
{
	if (!call->dest)
		return range_all();
	return state_range(s, expr_sym(fl->es, SYM_CALL, call, 0, 0, NULL, NULL,
				       call->type));
}

/* Could the call that made the mapping have looked at this? What later calls
 * gave is independent of it.
 */
static bool made_later(void *closure, const struct sym *y, uint32_t number)
{
	(void)number;
	if (y->kind == SYM_PHI || y->kind == SYM_MAP)
		return true;
	return (y->kind == SYM_CALL || y->kind == SYM_FOREIGN ||
		y->kind == SYM_HAVOC) && y->key != closure;
}

static bool snapshot_same(const struct snapshot *a, const struct snapshot *b)
{
	unsigned int i;

	for (i = 0; i < a->n && i < b->n; i++)
		if (a->facts[i].key != b->facts[i].key ||
		    !range_equal(a->facts[i].range, b->facts[i].range))
			return false;
	return a->n == b->n;
}

static void take_snapshot(struct flow *fl, struct state *s,
			  struct assumption *a)
{
	struct snapshot sh;
	unsigned int i;

	sh.facts = ARENA_ARRAY(fl->uf->arena, struct fact, s->nfacts + 1);
	sh.n = 0;
	for (i = 0; i < s->nfacts; i++)
		if (!expr_any(fl->es, s->facts[i].key, made_later,
			      (void *)(uintptr_t)a->call))
			sh.facts[sh.n++] = s->facts[i];
	for (i = 0; i < a->nshots; i++)
		if (snapshot_same(&a->shots[i], &sh))
			return;
	a->shots = ARENA_GROW(fl->uf->arena, a->shots, a->nshots,
			      &a->cap_shots);
	a->shots[a->nshots++] = sh;
}

static bool contradicts(struct state *s, const struct snapshot *sh)
{
	unsigned int i;

	for (i = 0; i < sh->n; i++) {
		struct range r = state_range(s, sh->facts[i].key);

		if (!range_meet(&r, sh->facts[i].range))
			return true;
	}
	return false;
}

bool flow_assumption_holds(struct flow *fl, struct state *s,
			   const struct assumption *a)
{
	unsigned int i;

	(void)fl;
	for (i = 0; i < a->nshots; i++)
		if (!contradicts(s, &a->shots[i]))
			return true;
	return a->nshots == 0;
}

/* Note that @call must have mapped its result or what is at @place. */
static void assume(struct flow *fl, struct state *s, const struct ir_insn *call,
		   ex place, uint64_t bits, enum known_family family)
{
	struct assumption *a = flow_assumption(fl, call, place);
	struct range r = call_result(fl, s, call);

	if (a) {
		a->result = range_join(a->result, r);
		return;
	}
	fl->assumed = ARENA_GROW(fl->uf->arena, fl->assumed, fl->nassumed,
				 &fl->cap_assumed);
	a = &fl->assumed[fl->nassumed++];
	memset(a, 0, sizeof(*a));
	a->call = call;
	a->place = place;
	a->bits = bits;
	a->family = family;
	a->result = r;
	fl->assumed_more = true;
}

/* A mapping that we assumed is released in @s: on what condition? */
static void note_condition(struct flow *fl, struct state *s,
			   const struct mapping *m)
{
	unsigned int i;

	for (i = 0; i < fl->nassumed; i++)
		if (fl->assumed[i].call == m->site)
			take_snapshot(fl, s, &fl->assumed[i]);
}

/* A parameter is released without a look at whether it is NULL: it never is. */
static void note_parameter(struct flow *fl, struct state *s,
			   const struct sym *root)
{
	struct range r = state_range(s, root->self);

	if (root->id >= 64 || r.nz || (fl->mapped_params >> root->id & 1))
		return;
	fl->mapped_params |= UINT64_C(1) << root->id;
	fl->assumed_more = true;
}

/* Decide where @addr, that no mapping is known of, was mapped. Returns false
 * when the path cannot be.
 */
static bool imply(struct flow *fl, struct state *s, const struct ir_insn *insn,
		  enum known_family family, ex addr, const char *via,
		  struct mapping **m)
{
	const struct sym *root = addr->n ? expr_root(addr) : NULL;
	const struct sym *place;
	struct range r;

	*m = NULL;
	if (!root || root->kind == SYM_OBJECT || root->kind == SYM_GLOBAL)
		return true;
	r = state_range(s, addr);
	if (root->kind == SYM_CALL && is_unknown_call(fl, root) &&
	    family != KNOWN_KMAP) {
		if (flow_assumption(fl, (const struct ir_insn *)root->key,
				    NULL) && r.lo >= -4095 && r.hi <= 0)
			return false;
		assume(fl, s, (const struct ir_insn *)root->key, NULL, 0,
		       family);
	}
	if (root->kind == SYM_HAVOC && family != KNOWN_KMAP) {
		place = expr_root(root->x);
		if (place && place->kind == SYM_OBJECT && !root->y &&
		    is_unknown_call(fl, root))
			assume(fl, s, (const struct ir_insn *)root->key,
			       root->x, root->id / 64, family);
	}
	if (root->kind == SYM_PARAM && family != KNOWN_KMAP)
		note_parameter(fl, s, root);
	*m = push_implied(fl, s, insn, family, addr, root, via);
	return true;
}

/* ---- releases ---- */

static struct mapping *find(struct flow *fl, struct state *s,
			    enum known_family family, ex addr)
{
	struct mapping *m;

	if (family == KNOWN_KMAP) {
		addr = flow_page(fl, addr);
		m = state_mapping_of_page(s, addr, false);
		if (!m)
			m = state_mapping(s, addr);
		return m ? m : state_mapping_of_page(s, addr, true);
	}
	m = state_mapping(s, addr);
	return m ? m : state_mapping_of_page(s, addr, false);
}

static void release_event(struct flow *fl, struct state *s,
			  const struct ir_insn *insn, enum known_family family,
			  ex addr, struct mapping *m, bool below,
			  const char *via)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_RELEASE;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = via;
	e.family = family;
	e.addr = addr;
	e.mapping = m;
	e.below = below;
	flow_event(&e);
}

static void release_done(struct flow *fl, struct state *s,
			 const struct ir_insn *insn, struct mapping *m,
			 const char *via)
{
	flow_step(fl, s, STEP_RELEASE, insn, m->sym, NULL);
	m->released = insn;
	m->release_api = via;
	m->undone = s->path;
	note_released(fl, s, m);
}

/* Element @k of a segment, or NULL: one of its elements. */
static void release_element(struct flow *fl, struct state *s,
			    const struct ir_insn *insn,
			    enum known_family family, ex addr,
			    struct mapping *m, ex k, const char *via)
{
	bool below;

	segment_name_ends(s, m);
	below = k && segment_is_top(s, m, k) == 0;
	release_event(fl, s, insn, family, addr, m, below, via);
	if (k)
		segment_drop(s, m, k);
	else
		segment_lost(s, m);
	release_done(fl, s, insn, m, via);
}

bool flow_release(struct flow *fl, struct state *s, const struct ir_insn *insn,
		  enum known_family family, ex addr, const char *via)
{
	struct mapping *m = find(fl, s, family, addr);
	ex k = NULL;

	if (!m)
		m = segment_find(s, addr, family == KNOWN_KMAP, &k);
	if (m && m->seg && m->live) {
		release_element(fl, s, insn, family, addr, m, k, via);
		return true;
	}
	if (!m && !imply(fl, s, insn, family, addr, via, &m))
		return false;
	release_event(fl, s, insn, family, addr, m, false, via);
	if (family == KNOWN_KMAP && (!m || m->external))
		s->kunmapped_other = true;
	if (!m)
		return true;
	if (m->implied && !m->external && m->live)
		note_condition(fl, s, m);
	m->live = false;
	release_done(fl, s, insn, m, via);
	return true;
}
