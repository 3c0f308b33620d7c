/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From events to findings: names, paths, confidence and consequence.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "flow.h"

void flow_event(struct event *e)
{
	if (!e->flow->maps)
		return;
#define RULE(id, name, prefix, what) check_##prefix(e);
#include "rule.def"
#undef RULE
}

const struct ir_target *event_target(const struct event *e)
{
	return &e->flow->uf->unit->target;
}

const char *event_printf(struct event *e, const char *fmt, ...)
{
	char buf[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof(buf), fmt, ap);
	va_end(ap);
	return arena_strdup(e->flow->uf->arena, buf);
}

const char *event_callee(struct event *e)
{
	const char *name = e->callee ? e->callee : "a function";

	if (e->kind == EVENT_RELEASE && name[0] == '_' && name[1] == '_')
		return known_family_release(e->family);
	return name;
}

const char *event_value_name(struct event *e, ex v)
{
	const struct sym *root = v && v->n ? expr_root(v) :
				 NULL;
	const struct mapping *m = v && v->n ? event_mapping(e, v) : NULL;
	int64_t c;

	if (v && expr_is_const(v, &c))
		return c ? event_printf(e, "%lld", (long long)c) : "NULL";
	if (root && root->kind == SYM_PARAM) {
		uint32_t p = e->flow->func->params[root->id];

		if (e->flow->func->vals[p].name)
			return e->flow->func->vals[p].name;
	}
	if (m && m->name)
		return m->name;
	if (root && root->name)
		return root->name;
	return "the address";
}

const char *event_name(struct event *e, const struct mapping *m)
{
	const char *page;

	if (m->name)
		return m->name;
	if (m->external || !m->page)
		return event_value_name(e, expr_of(e->flow->es, m->sym));
	page = event_value_name(e, m->page);
	return strcmp(page, "the address") ?
	       event_printf(e, "the mapping of %s", page) : "the mapping";
}

struct mapping *event_mapping(struct event *e, ex addr)
{
	return state_mapping(e->state, addr);
}

ex event_offset(struct event *e, const struct mapping *m, ex addr)
{
	return expr_sub(e->flow->es, addr, expr_of(e->flow->es, m->sym));
}

bool event_related(struct event *e, ex off)
{
	const struct state *s = e->state;
	unsigned int i;
	uint32_t t;

	for (i = 0; off->n && i < s->nfacts; i++) {
		ex key = s->facts[i].key;

		for (t = 0; key->n > 1 && t < key->n; t++)
			if (key->t[t].sym == off->t[0].sym)
				return true;
	}
	return off->n > 1;
}

/* ---- paths ---- */

static const char *map_text(struct event *e, const struct step *st)
{
	const struct state *s = e->state;
	unsigned int i;

	for (i = 0; i < s->nmaps; i++) {
		const struct mapping *m = &s->maps[i];
		const char *name, *api;

		if (m->sym != st->sym)
			continue;
		name = event_name(e, m);
		if (st->kind == STEP_RELEASE)
			return event_printf(e, "'%s' is released here", name);
		api = m->api ? m->api : known_family_name(m->family);
		if (m->implied)
			return event_printf(e,
				"'%s' must have been mapped by '%s', since it is released",
				name, api);
		return event_printf(e, "'%s' is mapped here by '%s'", name, api);
	}
	return st->kind == STEP_MAP ? "a page is mapped here" :
	       "a mapping is released here";
}

/* How the user writes an operand of a condition; NULL when it has no name. */
static const char *operand_text(struct event *e, const struct ir_func *f,
				const struct ir_operand *o)
{
	const struct ir_val *v;
	const char *dot;
	unsigned int hops;
	uint32_t at = o->value;

	if (o->kind == IR_IMM)
		return event_printf(e, "%lld", (long long)o->imm);
	if (o->kind == IR_GLOBAL)
		return o->global;
	for (hops = 0; o->kind == IR_VALUE && hops < 4; hops++) {
		v = &f->vals[at];
		if (v->name)
			return v->name;
		if (!v->def)
			return NULL;
		if (v->def->op == IR_CALL && v->def->a.kind == IR_GLOBAL)
			return event_printf(e, "%s()", v->def->a.global);
		dot = v->def->op == IR_LOAD && v->def->field ?
		      strrchr(v->def->field, '.') : NULL;
		if (dot)
			return dot + 1;
		if ((v->def->op != IR_CAST && v->def->op != IR_COPY) ||
		    v->def->a.kind != IR_VALUE)
			return NULL;
		at = v->def->a.value;
	}
	return NULL;
}

/* The sign of a comparison, or of its opposite. */
static const char *compare_sign(enum ir_op op, bool truth)
{
	switch (op) {
	case IR_EQ: return truth ? "==" : "!=";
	case IR_NE: return truth ? "!=" : "==";
	case IR_ULT: case IR_SLT: return truth ? "<" : ">=";
	case IR_ULE: case IR_SLE: return truth ? "<=" : ">";
	case IR_UGT: case IR_SGT: return truth ? ">" : "<=";
	case IR_UGE: case IR_SGE: return truth ? ">=" : "<";
	default: return NULL;
	}
}

static const char *branch_text(struct event *e, const struct step *st)
{
	const struct ir_insn *t = st->insn, *def;
	const char *name, *other = NULL, *sign = NULL;
	bool truth = st->choice == 0;

	if (t->op == IR_SWITCH)
		return st->choice ? "taking one of the cases here" :
		       "taking the default here";
	def = t->a.kind == IR_VALUE ? st->func->vals[t->a.value].def : NULL;
	if (def && ir_op_form(def->op) == IR_FORM_COMPARE) {
		sign = compare_sign(def->op, truth);
		name = operand_text(e, st->func, &def->a);
		other = operand_text(e, st->func, &def->b);
	} else {
		name = operand_text(e, st->func, &t->a);
	}
	if (name && other && def->b.kind == IR_IMM && def->b.imm == 0 &&
	    (def->op == IR_EQ || def->op == IR_NE))
		return event_printf(e, "where '%s' is %szero", name,
				    (def->op == IR_EQ) == truth ? "" : "not ");
	if (name && other && sign)
		return event_printf(e, "where '%s %s %s'", name, sign, other);
	if (name && !sign)
		return event_printf(e, "where '%s' is %s", name,
				    truth ? "true" : "false");
	return truth ? "where the condition holds" :
	       "where the condition does not hold";
}

static struct finding_step step_of(struct event *e, struct ir_loc loc,
				   const char *text, unsigned int depth,
				   const struct ir_func *f)
{
	const struct ir_unit *u = e->flow->uf->unit;
	struct finding_step fs;

	memset(&fs, 0, sizeof(fs));
	fs.file = loc.file && loc.file < u->nfiles ? u->files[loc.file] : NULL;
	fs.line = loc.line;
	fs.col = loc.col;
	fs.depth = depth;
	fs.func = f ? f->name : NULL;
	fs.text = text;
	return fs;
}

static bool concerns(const struct step *st, const struct mapping *m)
{
	return m && (st->kind == STEP_MAP || st->kind == STEP_RELEASE) &&
	       st->sym == m->sym;
}

#define MAX_BRANCHES 8

/* The part of the path that matters: from the first of the two mappings on,
 * with the branches taken since; all of it where the callee maps. Returns how
 * many branches there are.
 */
static unsigned int add_path(struct event *e, struct finding *f,
			     const struct mapping *a, const struct mapping *b)
{
	const struct step *st, *first = NULL, **list;
	struct arena *arena = e->flow->uf->arena;
	unsigned int n = 0, branches = 0, skip, i;

	for (st = e->state->path; st; st = st->prev) {
		n++;
		if (concerns(st, a) || concerns(st, b) ||
		    e->kind == EVENT_WITHIN)
			first = st;
	}
	list = ARENA_ARRAY(arena, const struct step *, n + 1);
	n = 0;
	for (st = e->state->path; first && st; st = st->prev) {
		if (st->kind == STEP_NOTE || st->kind == STEP_BRANCH ||
		    concerns(st, a) || concerns(st, b))
			list[n++] = st;
		branches += st->kind == STEP_BRANCH;
		if (st == first)
			break;
	}
	skip = branches > MAX_BRANCHES ? branches - MAX_BRANCHES : 0;
	for (i = n; i-- > 0;) {
		st = list[i];
		if (st->kind == STEP_BRANCH && skip) {
			skip--;
			continue;
		}
		finding_step_add(arena, f, step_of(e, st->loc, st->text ?
			st->text : st->kind == STEP_BRANCH ?
			branch_text(e, st) : map_text(e, st), st->depth,
			st->func));
	}
	return branches;
}

static void add_chain(struct event *e, struct finding *f)
{
	const struct step *st;
	unsigned int depth = 1;

	for (st = e->chain; st; st = st->prev) {
		const char *text = "through this call";

		if (st->insn && st->insn->a.kind == IR_GLOBAL)
			text = event_printf(e, "'%s' is called here",
					    st->insn->a.global);
		finding_step_add(e->flow->uf->arena, f,
				 step_of(e, st->loc, text, depth++, st->func));
	}
}

/* ---- consequence ---- */

static bool is_arch(struct event *e)
{
	return strncmp(e->flow->uf->unit->name, "arch/", 5) == 0;
}

/* On which kernels it fails: from the rule, the API, and the target. */
static enum consequence consequence_of(struct event *e, enum rule_id rule,
				       const struct mapping *a)
{
	bool atomic = (a && known_family_atomic(a->family)) ||
		      (e->kind == EVENT_RELEASE &&
		       known_family_atomic(e->family));

	switch (rule) {
	case RULE_SLEEP:
		return event_target(e)->rt ? CONSEQUENCE_HIGHMEM :
		       CONSEQUENCE_ALWAYS;
	case RULE_FAULT:
		return CONSEQUENCE_ALWAYS;
	case RULE_LEAK:
	case RULE_DOUBLE:
	case RULE_MISMATCH:
		/* the preempt and page fault counts go wrong */
		return atomic ? CONSEQUENCE_ALWAYS : CONSEQUENCE_HIGHMEM;
	case RULE_ORDER:
	case RULE_DEPTH:
		return CONSEQUENCE_HIGHMEM;
	case RULE_BOUNDS:
		if (e->anywhere)
			return CONSEQUENCE_ALWAYS;
		/* fallthrough */
	default:
		/* code of a 64-bit architecture never sees high memory */
		return event_target(e)->bits == 64 && is_arch(e) ?
		       CONSEQUENCE_PKS : CONSEQUENCE_HIGHMEM;
	}
}

static bool is_ignored(struct event *e, enum rule_id rule)
{
	const struct ir_func *f = e->flow->func;
	unsigned int i;

	for (i = 0; i < f->nignores; i++)
		if (!f->ignores[i].rule ||
		    !strcmp(f->ignores[i].rule, rule_name(rule)))
			return true;
	return false;
}

/* What is found on a path can be no surer than the path. */
static enum confidence confidence_of(struct event *e, enum confidence c,
				     const struct mapping *a,
				     const struct mapping *b,
				     unsigned int branches)
{
	if (e->state->confidence > c)
		c = e->state->confidence;
	/* a callee has its conditions, too */
	if (c == CONFIDENCE_CERTAIN &&
	    (branches || e->chain || (a && a->implied) || (b && b->implied)))
		c = CONFIDENCE_LIKELY;
	if (e->state->widened)
		c = CONFIDENCE_POSSIBLE;
	return c;
}

static struct ir_loc place_of(struct event *e)
{
	if (e->loc.file)
		return e->loc;
	return e->state->at.file ? e->state->at : e->flow->func->loc;
}

/* One finding of a rule at a place is enough for a user. */
static bool was_told(struct event *e, enum rule_id rule)
{
	const struct finding_list *l = &e->flow->found;
	struct ir_loc loc = place_of(e);
	unsigned int i;

	for (i = 0; i < l->n; i++)
		if (l->list[i]->rule == rule && l->list[i]->line == loc.line &&
		    l->list[i]->col == loc.col && e->kind != EVENT_LEAK &&
		    l->list[i]->confidence < CONFIDENCE_POSSIBLE)
			return true;
	return false;
}

void event_report(struct event *e, enum rule_id rule, enum confidence c,
		  const struct mapping *a, const struct mapping *b,
		  const char *fmt, ...)
{
	struct arena *arena = e->flow->uf->arena;
	const struct analyze_options *o = e->flow->uf->options;
	struct finding_step last;
	struct finding f;
	char text[512];
	va_list ap;

	if (!(o->rules >> rule & 1))
		return;
	if (was_told(e, rule))
		return;
	if (is_ignored(e, rule)) {
		e->flow->uf->stats->ignored++;
		return;
	}
	memset(&f, 0, sizeof(f));
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	f.confidence = confidence_of(e, c, a, b, add_path(e, &f, a, b));
	if (f.confidence > o->level)
		return;
	f.rule = rule;
	f.message = arena_strdup(arena, text);
	f.func = e->flow->func->name;
	f.consequence = consequence_of(e, rule, a);
	f.objects = event_printf(e, "%s/%s/%s", a ? event_name(e, a) : "",
				 b ? event_name(e, b) : "",
				 e->callee ? e->callee : "");
	last = step_of(e, place_of(e), f.message, 0, e->flow->func);
	f.file = last.file;
	f.line = last.line;
	f.col = last.col;
	add_chain(e, &f);
	finding_step_add(arena, &f, last);
	finding_add(&e->flow->found, &f);
}
