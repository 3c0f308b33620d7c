/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-bad-unmap: the released address is not within the mapped page.
 *
 * Any address in the page will do; one past its last byte is another page. A
 * cursor that a library leaves at the end of what it filled stands there when
 * it filled the page.
 */
#include "event.h"
#include "flow.h"

static bool is_advance(void *closure, const struct sym *y, uint32_t number)
{
	(void)closure;
	(void)number;
	return y->kind == SYM_ADVANCE;
}

/* `cursor - n` after a loop: it is right once the loop ran, and that it did is
 * often the caller's promise.
 */
static bool is_stepped_back(struct event *e)
{
	const struct ir_func *f = e->flow->func;
	const struct ir_insn *def;
	unsigned int i, hops;
	uint32_t v;

	for (i = 0; i < e->insn->nargs; i++) {
		if (e->insn->args[i].kind != IR_VALUE)
			continue;
		v = e->insn->args[i].value;
		for (hops = 0; hops < 4; hops++) {
			def = f->vals[v].def;
			if (!def || def->a.kind != IR_VALUE ||
			    (def->op != IR_ADD && def->op != IR_SUB &&
			     def->op != IR_COPY && def->op != IR_CAST))
				break;
			v = def->a.value;
			if (f->vals[v].def && f->vals[v].def->op == IR_PHI)
				return true;
		}
	}
	return false;
}

/* Was the address taken back, by a length, from where it had come? Then it lies
 * before the page unless that length is zero.
 */
static bool is_taken_back(struct event *e, ex off)
{
	const struct sym *y;

	if (off->n != 1 || off->c || off->t[0].coef != -1)
		return false;
	y = expr_symbol(e->state->es, off->t[0].sym);
	return y->kind != SYM_PHI && !is_stepped_back(e);
}

static void check_offset(struct event *e, const struct mapping *m)
{
	int64_t page = (int64_t)event_target(e)->page;
	ex off = event_offset(e, m, e->addr);
	struct range r = state_range(e->state, off);
	const char *name = event_name(e, m);

	if (r.lo >= page || r.hi < 0) {
		event_report(e, RULE_BAD, r.hi < 0 && is_stepped_back(e) ?
			     CONFIDENCE_POSSIBLE : off->n ? CONFIDENCE_LIKELY :
			     CONFIDENCE_CERTAIN, m, NULL,
			     r.lo == page && r.hi == page ?
			     "'%s' is given an address one past the page mapped as '%s'" :
			     "'%s' is given an address outside the page mapped as '%s'",
			     event_callee(e), name);
	} else if (r.hi == 0 && r.lo < 0 && is_taken_back(e, off)) {
		event_report(e, RULE_BAD, CONFIDENCE_LIKELY, m, NULL,
			     "'%s' is given an address which can lie before the page mapped as '%s'",
			     event_callee(e), name);
	} else if ((r.hi == page && !event_related(e, off) &&
		    expr_reaches(e->state->es, off)) ||
		   (r.hi > page &&
		    expr_any(e->state->es, off, is_advance, NULL))) {
		event_report(e, RULE_BAD, CONFIDENCE_LIKELY, m, NULL,
			     "'%s' is given an address which can stand one past the page mapped as '%s'",
			     event_callee(e), name);
	} else if (r.hi >= page && off->n) {
		event_report(e, RULE_BAD, CONFIDENCE_POSSIBLE, m, NULL,
			     "'%s' is given an address which may be outside the page mapped as '%s'",
			     event_callee(e), name);
	}
}

/* An address that came from elsewhere and was moved on by a page or more: if it
 * was in its page, it no longer is. Back by a page is what cursors need.
 */
static void check_moved(struct event *e, const struct mapping *m)
{
	int64_t off;

	if (expr_is_const(event_offset(e, m, e->addr), &off) &&
	    off >= (int64_t)event_target(e)->page)
		event_report(e, RULE_BAD, CONFIDENCE_LIKELY, m, NULL,
			     "'%s' is given an address outside the page mapped as '%s'",
			     event_callee(e), event_name(e, m));
}

/* Addresses that no mapping API gives. */
static bool never_mapped(struct event *e)
{
	const struct sym *root = e->addr->n ?
				 expr_root(e->addr) : NULL;
	const struct ir_insn *call;

	if (!e->addr->n)
		return true;
	if (!root)
		return false;
	if (root->kind == SYM_OBJECT || root->kind == SYM_GLOBAL)
		return true;
	call = (const struct ir_insn *)root->key;
	return root->kind == SYM_CALL && !root->x && call &&
	       call->op == IR_CALL && call->a.kind == IR_GLOBAL &&
	       known_effect(known_find(e->flow->uf->table, call->a.global),
			    KNOWN_ALLOCATES);
}

void check_bad_unmap(struct event *e)
{
	const struct mapping *m = e->mapping;

	if (e->kind != EVENT_RELEASE || e->family == KNOWN_KMAP)
		return;
	if (never_mapped(e)) {
		event_report(e, RULE_BAD, CONFIDENCE_CERTAIN, NULL, NULL,
			     "'%s' is given '%s', which was never mapped",
			     event_callee(e), event_value_name(e, e->addr));
		return;
	}
	if (!m || !m->live || m->seg || e->addr == m->page)
		return;
	if (m->implied)
		check_moved(e, m);
	else
		check_offset(e, m);
}
