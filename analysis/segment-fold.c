/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making array segments, where a loop goes round.
 *
 * In a filling loop the top of the stack looks like a b a b a b, with a and b
 * made at one place each, once a round (one or more places: lanes). When the
 * cells that hold the a's are as far from each other each time, they are one
 * segment, and what the next rounds add belongs to it.
 *
 * Invariants:
 *  1 only what is newest is folded, so the order in the stack stays
 *  2 only mappings of rounds that follow each other are folded: the distance
 *    between two of their cells is then that of one round
 *  3 only mappings that nothing but their cells holds are folded
 */
#include <string.h>

#include "segment.h"

#define MAX_LANES 3
#define MAX_STACK 64		/* entries that are looked at */
#define MAX_HOLDERS 4

struct fold {
	struct state *s;
	unsigned int ptr_bits;
	unsigned int n;			/* entries in question, newest last */
	struct mapping *list[MAX_STACK];
};

/* ---- who holds it ---- */

/* Is @v an address based on @m, perhaps as before a call? */
static bool is_based(ex v, const struct mapping *m)
{
	const struct sym *y = v->n ? expr_root(v) : NULL;

	while (y && y->kind == SYM_HAVOC && y->y)
		y = y->y->n ? expr_root(y->y) : NULL;
	return y && y->number == m->sym;
}

/* Where the elements are: addresses of the cells, or of the page's cell. */
static unsigned int holders(const struct fold *f, const struct mapping *m,
			    struct track *t)
{
	struct state *s = f->s;
	const struct sym *page = m->page && m->page->n && !m->page->c ?
				 expr_root(m->page) : NULL;
	unsigned int i, n = 0;

	for (i = 0; i < s->ncells && n < MAX_HOLDERS; i++) {
		const struct cell *c = &s->cells[i];

		if (c->bits != f->ptr_bits || c->bit % 8 ||
		    !expr_root(c->base) || !is_based(c->val, m))
			continue;
		memset(&t[n], 0, sizeof(t[n]));
		t[n].field = c->field;
		t[n++].base = expr_addc(s->es, c->base, c->bit / 8);
	}
	if (m->family == KNOWN_KMAP && page && page->x && n < MAX_HOLDERS &&
	    (page->kind == SYM_CELL || page->kind == SYM_HAVOC)) {
		memset(&t[n], 0, sizeof(t[n]));
		t[n].page = true;
		t[n++].base = page->x;
	}
	return n;
}

/* The cell at @addr that holds @m, or -1. */
static int cell_at(const struct fold *f, ex addr, const struct mapping *m)
{
	struct state *s = f->s;
	ex base = expr_base(s->es, addr);
	unsigned int i;

	for (i = 0; i < s->ncells; i++)
		if (s->cells[i].base == base && s->cells[i].bits &&
		    s->cells[i].bit == state_bit(addr) &&
		    is_based(s->cells[i].val, m))
			return (int)i;
	return -1;
}

static bool is_at(const struct fold *f, const struct track *t, ex addr,
		  const struct mapping *m)
{
	const struct sym *y;

	if (!t->page)
		return cell_at(f, addr, m) >= 0;
	y = m->page && m->page->n && !m->page->c ? expr_root(m->page) : NULL;
	return y && y->x == addr;
}

/* Do values, or cells other than those of @g, hold element number @k of it? */
static bool is_held_elsewhere(const struct fold *f, const struct segment *g,
			      const struct mapping *m, ex k)
{
	struct state *s = f->s;
	unsigned int i, j;

	for (i = 0; i < s->nlive; i++)
		if (expr_holds(s->es, s->live[i].val, m->sym))
			return true;
	for (i = 0; i < s->ncells; i++) {
		if (!expr_holds(s->es, s->cells[i].val, m->sym))
			continue;
		for (j = 0; j < g->ntracks; j++)
			if (!g->t[j].page && cell_at(f, expr_add(s->es,
					g->t[j].base, expr_scale(s->es, k,
					g->t[j].stride)), m) == (int)i)
				break;
		if (j == g->ntracks)
			return true;
	}
	return false;
}

/* Element @k of @g is no longer a mapping of its own. */
static void forget_cells(const struct fold *f, const struct segment *g,
			 const struct mapping *m, ex k)
{
	struct state *s = f->s;
	unsigned int j;
	int at;

	for (j = 0; j < g->ntracks; j++) {
		at = g->t[j].page ? -1 : cell_at(f, expr_add(s->es,
				g->t[j].base, expr_scale(s->es, k,
				g->t[j].stride)), m);
		if (at < 0)
			continue;
		s->ncells--;
		memmove(&s->cells[at], &s->cells[at + 1],
			(s->ncells - (unsigned int)at) * sizeof(*s->cells));
	}
}

static void join(struct mapping *m, struct mapping *with)
{
	m->given = m->given || with->given;
	m->parked = m->parked || with->parked;
	with->live = false;
	with->sym = UINT32_MAX;		/* to be removed */
}

/* ---- a new segment ---- */

/* The tracks of lane @lane of @lanes in the last @rounds rounds. */
static bool find_tracks(const struct fold *f, unsigned int lanes,
			unsigned int lane, unsigned int rounds,
			struct segment *g)
{
	struct mapping *const *e = &f->list[f->n - rounds * lanes + lane];
	struct track first[MAX_HOLDERS], second[MAX_HOLDERS];
	unsigned int na = holders(f, e[0], first);
	unsigned int nb = holders(f, e[lanes], second), i, j, r;
	struct exprs *es = f->s->es;

	g->ntracks = 0;
	for (i = 0; i < na; i++)
		for (j = 0; j < nb && g->ntracks < SEGMENT_TRACKS; j++) {
			ex d = expr_sub(es, second[j].base, first[i].base);
			struct track t = first[i];

			if (!expr_is_const(d, &t.stride) || !t.stride ||
			    t.page != second[j].page)
				continue;
			for (r = 2; r < rounds; r++)
				if (!is_at(f, &t, expr_addc(es, t.base,
					   t.stride * (int64_t)r),
					   e[r * lanes]))
					break;
			if (r == rounds)
				g->t[g->ntracks++] = t;
		}
	for (r = 0; g->ntracks && r < rounds; r++)
		if (is_held_elsewhere(f, g, e[r * lanes],
				      expr_const(es, r)))
			return false;
	return g->ntracks > 0;
}

/* In how many of the last rounds were the same @lanes mappings made? */
static unsigned int same_rounds(const struct fold *f, unsigned int lanes)
{
	unsigned int r, l;

	for (r = 0; (r + 1) * lanes <= f->n; r++)
		for (l = 0; l < lanes; l++) {
			const struct mapping *m =
				f->list[f->n - (r + 1) * lanes + l];
			const struct mapping *last =
				f->list[f->n - lanes + l];

			if (m->seg || m->site != last->site ||
			    m->family != last->family || m->round != r + 1)
				return r;
		}
	return r;
}

static bool make(const struct fold *f, unsigned int lanes,
		 unsigned int at_least)
{
	unsigned int rounds = same_rounds(f, lanes), l, r;
	struct segment g[MAX_LANES];
	struct exprs *es = f->s->es;

	if (rounds < at_least || rounds < 2)
		return false;
	memset(g, 0, sizeof(g));
	for (l = 0; l < lanes; l++)
		if (!find_tracks(f, lanes, l, rounds, &g[l]))
			return false;
	for (l = 0; l < lanes; l++) {
		struct mapping *const *e =
			&f->list[f->n - rounds * lanes + l];

		g[l].lo = expr_const(es, 0);
		g[l].hi = expr_const(es, rounds);
		g[l].group = lanes > 1 ? f->list[f->n - lanes]->site : NULL;
		for (r = 0; r < rounds; r++) {
			forget_cells(f, &g[l], e[r * lanes],
				     expr_const(es, r));
			if (r)
				join(e[0], e[r * lanes]);
		}
		e[0]->page = NULL;
		e[0]->seg = segment_keep(es, &g[l]);
	}
	return true;
}

/* ---- one round more ---- */

/* The number that @m would have in segment @of, or NULL; the tracks in which it
 * has it are left in @g.
 */
static ex next_element(const struct fold *f, const struct mapping *of,
		       const struct mapping *m, struct segment *g)
{
	struct exprs *es = f->s->es;
	unsigned int i, n = 0;

	*g = *of->seg;
	for (i = 0; i < g->ntracks; i++)
		if (is_at(f, &g->t[i], expr_add(es, g->t[i].base,
				expr_scale(es, g->hi, g->t[i].stride)), m))
			g->t[n++] = g->t[i];
	g->ntracks = n;
	if (!n || is_held_elsewhere(f, g, m, g->hi))
		return NULL;
	return expr_addc(es, g->hi, 1);
}

static bool extend(const struct fold *f, unsigned int lanes)
{
	struct mapping *const *e = &f->list[f->n - 2 * lanes];
	struct segment g[MAX_LANES];
	ex hi[MAX_LANES];
	unsigned int l;

	if (f->n < 2 * lanes)
		return false;
	for (l = 0; l < lanes; l++) {
		const struct mapping *of = e[l], *m = e[lanes + l];

		if (!of->seg || m->seg || of->site != m->site ||
		    of->family != m->family || m->round != 1)
			return false;
		hi[l] = next_element(f, of, m, &g[l]);
		if (!hi[l])
			return false;
	}
	for (l = 0; l < lanes; l++) {
		forget_cells(f, &g[l], e[lanes + l], g[l].hi);
		g[l].hi = hi[l];
		join(e[l], e[lanes + l]);
		e[l]->seg = segment_keep(f->s->es, &g[l]);
	}
	return true;
}

/* ---- all of the state ---- */

static bool can_fold(const struct mapping *m)
{
	return m->live && !m->external && !m->implied && !m->lost;
}

/* The stack; or the kmap() mappings made at @site, which have no order. */
static void collect(struct fold *f, const struct ir_insn *site)
{
	struct state *s = f->s;
	unsigned int i;

	f->n = 0;
	for (i = s->nmaps; i-- > 0 && f->n < MAX_STACK;) {
		struct mapping *m = &s->maps[i];

		if (!m->live || m->lost ||
		    known_family_stacked(m->family) == (site != NULL) ||
		    (site && m->site != site))
			continue;
		if (!can_fold(m))
			break;
		f->list[f->n++] = m;
	}
	for (i = 0; i < f->n / 2; i++) {
		struct mapping *m = f->list[i];

		f->list[i] = f->list[f->n - 1 - i];
		f->list[f->n - 1 - i] = m;
	}
}

static void remove_joined(struct state *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].sym != UINT32_MAX)
			s->maps[n++] = s->maps[i];
	s->nmaps = n;
}

static void fold_list(struct fold *f, const struct ir_insn *site,
		      unsigned int at_least)
{
	unsigned int lanes;

	collect(f, site);
	for (lanes = 1; lanes <= (site ? 1 : MAX_LANES); lanes++)
		if (extend(f, lanes) || make(f, lanes, at_least))
			break;
	remove_joined(f->s);
}

/* Returns whether anything was made in the loop and is live. */
static bool count_rounds(struct state *s, unsigned int depth)
{
	unsigned int i;
	bool any = false;

	for (i = 0; i < s->nmaps; i++) {
		struct mapping *m = &s->maps[i];

		if (!m->live || m->external || m->depth < depth)
			continue;
		any = true;
		if (m->round < UINT8_MAX)
			m->round++;
	}
	return any;
}

void segment_fold(struct state *s, unsigned int depth, unsigned int at_least,
		  unsigned int ptr_bits)
{
	struct fold f;
	unsigned int i;

	if (!count_rounds(s, depth))
		return;
	f.s = s;
	f.ptr_bits = ptr_bits;
	fold_list(&f, NULL, at_least);
	for (i = 0; i < s->nmaps; i++)
		if (s->maps[i].live && s->maps[i].round == 1 &&
		    s->maps[i].family == KNOWN_KMAP && !s->maps[i].seg) {
			fold_list(&f, s->maps[i].site, at_least);
			break;
		}
}
