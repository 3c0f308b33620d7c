/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls of functions that the API table knows: their effects in the order in
 * which the row lists them.
 */
#include <string.h>

#include "arena.h"
#include "flow.h"
#include "intern.h"

static bool result_unused(struct flow *fl, const struct ir_insn *insn)
{
	return !insn->dest ||
	       !(fl->used[insn->dest / 64] >> (insn->dest % 64) & 1);
}

static void known_event(struct flow *fl, struct state *s,
			const struct ir_insn *insn, const struct known *k,
			const struct known_effect *ef)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_KNOWN;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = k->name;
	e.effect = ef;
	e.addr = flow_argument(fl, insn, ef->arg);
	e.unused = result_unused(fl, insn);
	if (ef->what == KNOWN_SLEEPS_GFP)
		e.value = e.addr;
	flow_event(&e);
}

static void keep_use(struct flow *fl, struct state *s,
		     const struct ir_insn *insn, const struct known *k,
		     const struct known_effect *ef)
{
	struct use u;

	memset(&u, 0, sizeof(u));
	u.insn = insn;
	u.callee = k->name;
	u.effect = ef;
	switch (ef->what) {
	case KNOWN_SLEEPS:
		u.kind = USE_SLEEP;
		break;
	case KNOWN_SLEEPS_GFP:
		u.kind = USE_SLEEP;
		u.gfp = flow_argument(fl, insn, ef->arg);
		break;
	case KNOWN_FAULTS:
		u.kind = USE_FAULT;
		u.unused = result_unused(fl, insn);
		break;
	default:
		u.kind = USE_EFFECT;
		u.addr = flow_argument(fl, insn, ef->arg);
		if (!u.addr || !u.addr->n)
			return;
		break;
	}
	flow_use(fl, s, &u);
}

static void access_use(struct flow *fl, struct state *s,
		       const struct ir_insn *insn, const struct known *k,
		       const struct known_effect *ef, const struct event *e)
{
	struct use u;

	memset(&u, 0, sizeof(u));
	u.kind = USE_EFFECT;
	u.insn = insn;
	u.callee = k->name;
	u.effect = ef;
	u.addr = e->addr;
	u.gfp = e->length;
	if (expr_root(e->addr) && expr_root(e->addr)->kind == SYM_PARAM)
		flow_use(fl, s, &u);
}

static void known_access(struct flow *fl, struct state *s,
			 const struct ir_insn *insn, const struct known *k,
			 const struct known_effect *ef)
{
	struct event e;
	ex addr = flow_argument(fl, insn, ef->arg);

	if (!addr || !addr->n)
		return;
	memset(&e, 0, sizeof(e));
	e.kind = EVENT_ACCESS;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = k->name;
	e.addr = addr;
	e.length = flow_argument(fl, insn, ef->arg2);
	e.write = ef->what == KNOWN_WRITES;
	flow_event(&e);
	access_use(fl, s, insn, k, ef, &e);
	if (e.write) {
		state_forget(s, insn, UINT32_MAX);
		state_havoc(s, addr, insn);
	}
}

static void known_within(struct flow *fl, struct state *s,
			 const struct ir_insn *insn, const struct known *k,
			 const struct known_effect *ef)
{
	struct event e;

	memset(&e, 0, sizeof(e));
	e.kind = EVENT_WITHIN;
	e.flow = fl;
	e.state = s;
	e.insn = insn;
	e.loc = insn->loc;
	e.callee = k->name;
	e.addr = flow_argument(fl, insn, ef->arg);
	e.length = flow_argument(fl, insn, ef->arg2);
	if (e.addr && e.length)
		flow_event(&e);
}

/* An offset modulo the page size. */
static ex in_page(struct flow *fl, struct state *s, ex off)
{
	int64_t page = (int64_t)fl->uf->unit->target.page;
	struct range r = state_range(s, off);

	if (r.lo >= 0 && r.hi < page)
		return off;
	return expr_op(fl->es, IR_AND, IR_U64, off,
		       expr_const(fl->es, page - 1));
}

static unsigned int known_maps(struct flow *fl, struct state *s,
			       const struct ir_insn *insn,
			       const struct known *k,
			       const struct known_effect *ef,
			       struct flow_out *out)
{
	struct state *none = ef->what == KNOWN_MAPS_OR_NULL ? state_copy(s) :
			     NULL;
	ex page = flow_argument(fl, insn, ef->arg), base, off;

	base = flow_map(fl, s, insn, ef->family, k->name,
			page ? flow_page(fl, page) : NULL);
	off = ef->what == KNOWN_MAPS_AT ? flow_argument(fl, insn, ef->arg2) :
	      NULL;
	out[0].state = s;
	out[0].result = off ? expr_add(fl->es, base, in_page(fl, s, off)) :
			base;
	if (!none)
		return 1;
	out[1].state = none;
	out[1].result = expr_const(fl->es, 0);
	return 2;
}

/* The mapping that an iterator holds: keyed by the iterator's address. */
static unsigned int known_holds(struct flow *fl, struct state *s,
				const struct ir_insn *insn,
				const struct known *k,
				const struct known_effect *ef,
				struct flow_out *out)
{
	ex object = flow_argument(fl, insn, ef->arg);
	ex result = flow_result(fl, s, insn);
	struct range held, none_held;
	struct state *none;
	struct mapping *m;

	out[0].state = s;
	out[0].result = result;
	if (!object)
		return 1;
	state_forget(s, insn, UINT32_MAX);
	m = state_mapping_of_page(s, object, false);
	if (m)
		m->live = false;
	state_havoc(s, object, insn);
	none = result ? state_copy(s) : NULL;
	flow_map(fl, s, insn, ef->family, k->name, object);
	if (!none)
		return 1;
	/* negative is an error, zero the end: nothing is held then */
	held = range_all();
	none_held = range_const(0);
	if (insn->type == IR_PTR) {
		held.nz = held.nerr = true;
		none_held.lo = -4095;
	} else {
		held.lo = 1;
		none_held.lo = INT64_MIN;
	}
	if (!state_fact(s, result, held))
		return 0;
	if (!state_fact(none, result, none_held))
		return 1;
	out[1].state = none;
	out[1].result = result;
	return 2;
}

static void known_drops(struct flow *fl, struct state *s,
			const struct ir_insn *insn, const struct known *k,
			const struct known_effect *ef)
{
	ex object = flow_argument(fl, insn, ef->arg);
	struct mapping *m = object ? state_mapping_of_page(s, object, false) :
			    NULL;

	if (m)
		flow_release(fl, s, insn, ef->family, expr_of(fl->es, m->sym),
			     k->name);
}

/* folio_zero_tail(): with nothing left to do the result is the argument, which
 * then stands where the page ends; else it is in a page that is mapped.
 */
static unsigned int known_tail(struct flow *fl, struct state *s,
			       const struct ir_insn *insn,
			       const struct known_effect *ef,
			       struct flow_out *out)
{
	ex addr = flow_argument(fl, insn, ef->arg), base, off;
	int64_t page = (int64_t)fl->uf->unit->target.page;
	struct mapping *m = addr ? state_mapping(s, addr) : NULL;
	struct state *end;
	struct range r;
	unsigned int n = 1;

	out[0].state = s;
	out[0].result = flow_result(fl, s, insn);
	if (!m)
		return 1;
	base = expr_of(fl->es, m->sym);
	off = expr_sub(fl->es, addr, base);
	end = state_copy(s);
	out[0].result = expr_add(fl->es, base, in_page(fl, s, off));
	r = range_const(page);
	/* that it gets so far is shown, or only not excluded */
	if (!expr_reaches(fl->es, off))
		end->confidence = CONFIDENCE_POSSIBLE;
	if (end->confidence <= fl->uf->options->level &&
	    state_fact(end, off, r)) {
		flow_step(fl, end, STEP_NOTE, insn, 0,
			  "nothing is left to do here: the address stays where the page ends");
		out[n].state = end;
		out[n++].result = expr_addc(fl->es, base, page);
	}
	return n;
}

static void known_advances(struct flow *fl, struct state *s,
			   const struct ir_insn *insn,
			   const struct known_effect *ef)
{
	ex object = flow_argument(fl, insn, ef->arg);
	const struct sym *root = object && object->n ?
				 expr_root(object) : NULL;
	unsigned int i;
	uint32_t gen;

	if (!root || !ef->field)
		return;
	for (i = 0; i < s->ncells; i++) {
		struct cell *c = &s->cells[i];
		ex place;

		if (!c->bits || expr_root(c->base) != root ||
		    !known_is_field(ef, c->field) || !state_mapping(s, c->val))
			continue;
		gen = flow_generation(fl, s, SYM_ADVANCE, insn, i, IR_U64);
		place = expr_addc(fl->es, c->base, c->bit / 8);
		c->val = expr_add(fl->es, c->val,
				  expr_sym(fl->es, SYM_ADVANCE, insn, i, gen,
					   place, NULL, IR_U64));
	}
}

static ex page_address_result(struct flow *fl, const struct ir_insn *insn,
			      const struct known_effect *ef)
{
	ex page = flow_argument(fl, insn, ef->arg);

	return expr_sym(fl->es, SYM_CALL,
			intern_string(fl->uf->names,
				      "the linear address of a page"), 0, 0,
			page, NULL, IR_PTR);
}

static ex to_page_result(struct flow *fl, struct state *s,
			 const struct ir_insn *insn,
			 const struct known_effect *ef)
{
	ex addr = flow_argument(fl, insn, ef->arg);
	struct mapping *m = addr ? state_mapping(s, addr) : NULL;

	return m && m->page ? m->page : flow_result(fl, s, insn);
}

unsigned int flow_call_known(struct flow *fl, struct state *s,
			     const struct ir_insn *insn, const struct known *k,
			     struct flow_out *out)
{
	unsigned int i, n = 1;
	ex arg;

	out[0].state = s;
	out[0].result = flow_result(fl, s, insn);
	for (i = 0; i < k->neffects; i++) {
		const struct known_effect *ef = &k->effects[i];

		switch (ef->what) {
		case KNOWN_MAPS:
		case KNOWN_MAPS_OR_NULL:
		case KNOWN_MAPS_AT:
			n = known_maps(fl, s, insn, k, ef, out);
			break;
		case KNOWN_RELEASES:
			arg = flow_argument(fl, insn, ef->arg);
			if (arg && !flow_release(fl, s, insn, ef->family, arg,
						 k->name))
				return 0;
			break;
		case KNOWN_HOLDS:
			n = known_holds(fl, s, insn, k, ef, out);
			break;
		case KNOWN_DROPS:
			known_drops(fl, s, insn, k, ef);
			break;
		case KNOWN_TAIL:
			n = known_tail(fl, s, insn, ef, out);
			break;
		case KNOWN_SLEEPS:
		case KNOWN_SLEEPS_GFP:
		case KNOWN_FAULTS:
		case KNOWN_HANDS_OVER:
		case KNOWN_LINEAR:
			known_event(fl, s, insn, k, ef);
			keep_use(fl, s, insn, k, ef);
			break;
		case KNOWN_PAGE_ADDRESS:
			known_event(fl, s, insn, k, ef);
			out[0].result = page_address_result(fl, insn, ef);
			break;
		case KNOWN_TO_PAGE:
			out[0].result = to_page_result(fl, s, insn, ef);
			break;
		case KNOWN_TRANSIENT:
			known_event(fl, s, insn, k, ef);
			break;
		case KNOWN_WITHIN:
			known_within(fl, s, insn, k, ef);
			break;
		case KNOWN_READS:
		case KNOWN_WRITES:
			known_access(fl, s, insn, k, ef);
			break;
		case KNOWN_ADVANCES:
			known_advances(fl, s, insn, ef);
			break;
		case KNOWN_FAULTS_OFF:
			s->faults_off++;
			break;
		case KNOWN_FAULTS_ON:
			s->faults_off -= s->faults_off > 0;
			break;
		case KNOWN_STOPS:
			return 0;
		default:
			break;
		}
	}
	return n;
}
