/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parser of the IR's text form, as described in ir.h. It takes any bytes:
 * the first error ends the text (the lexer then gives nothing but TOKEN_END,
 * on which every loop here stops), and memory is bounded by the text's size.
 *
 * Values, blocks and objects may bear any numbers in the text. They get their
 * indexes in the order of definition; until a function is complete, operands
 * hold indexes of references instead.
 */
#include "arena.h"
#include "ir-parse.h"
#include "map.h"

/* ---- functions ---- */

static void finish_func(struct ir_parser *p, uint32_t line)
{
	struct ir_func *f = p->func;
	const char *wrong;
	unsigned int k;
	uint32_t b;

	ref_check(p, &p->values);
	ref_check(p, &p->blocks);
	ref_check(p, &p->objects);
	if (p->lex.error)
		return;
	for (b = 1; b < f->nblocks; b++)
		for (k = 0; k < f->blocks[b].ninsns; k++)
			parse_resolve(p, f->blocks[b].insns[k]);
	ir_finish(f);
	wrong = ir_check(f);
	if (wrong)
		lex_error_at(&p->lex, line, wrong);
}

static void parse_object(struct ir_parser *p)
{
	uint32_t ref, index;

	if (p->lex.token != TOKEN_OBJECT) {
		parse_unexpected(p, "$object");
		return;
	}
	ref = ref_find(p, &p->objects, p->lex.number);
	index = ir_object_new(p->func, NULL, 0);
	ref_define(p, &p->objects, ref, index);
	lex_next(&p->lex);
	p->func->objects[index].name = parse_name(p);
	parse_expect_word(p, "size");
	p->func->objects[index].size = parse_number(p, UINT64_MAX);
}

static void parse_body(struct ir_parser *p)
{
	uint32_t ref;

	parse_expect(p, '{');
	while (!p->lex.error && !parse_accept(p, '}')) {
		if (parse_is_block(&p->lex)) {
			ref = parse_block(p);
			p->block = ir_block_new(p->func);
			ref_define(p, &p->blocks, ref, p->block);
			parse_expect(p, ':');
		} else if (parse_accept_word(p, "object")) {
			parse_object(p);
		} else {
			parse_insn(p);
		}
	}
}

static void parse_params(struct ir_parser *p)
{
	enum ir_type type;
	uint32_t v;

	parse_expect(p, '(');
	if (parse_accept(p, ')'))
		return;
	do {
		type = parse_type(p);
		if (p->lex.token != TOKEN_VALUE) {
			parse_unexpected(p, "%value");
			return;
		}
		v = ir_param_new(p->func, type, NULL);
		ref_define(p, &p->values,
			   ref_find(p, &p->values, p->lex.number), v);
		lex_next(&p->lex);
		p->func->vals[v].name = parse_name(p);
	} while (parse_accept(p, ','));
	parse_expect(p, ')');
}

static void parse_ignore(struct ir_parser *p, bool with_rule)
{
	struct ir_func *f = p->func;
	struct ir_ignore *ignore;

	f->ignores = (struct ir_ignore *)
		arena_grow(p->arena, f->ignores, sizeof(*ignore), f->nignores,
			   &f->cap_ignores);
	ignore = &f->ignores[f->nignores++];
	if (with_rule)
		ignore->rule = parse_string(p);
	ignore->why = parse_string(p);
}

static bool parse_func_word(struct ir_parser *p)
{
	struct ir_func *f = p->func;

	if (parse_accept_word(p, "static"))
		f->is_static = true;
	else if (parse_accept_word(p, "inline"))
		f->is_inline = true;
	else if (parse_accept_word(p, "noreturn"))
		f->is_noreturn = true;
	else if (parse_accept_word(p, "noinstr"))
		f->is_noinstr = true;
	else if (parse_accept_word(p, "ignore"))
		parse_ignore(p, false);
	else if (parse_accept_word(p, "ignore-rule"))
		parse_ignore(p, true);
	else
		return parse_accept_at(p, &f->loc);
	return true;
}

static void parse_func(struct ir_parser *p, struct ir_loc loc)
{
	uint32_t line = p->lex.token_line;

	p->func = ir_func_new(p->unit, parse_global(p));
	p->func->loc = loc;
	p->block = 0;
	p->values.n = p->blocks.n = p->objects.n = 0;
	parse_params(p);
	p->func->ret = parse_type(p);
	while (parse_func_word(p))
		;
	parse_body(p);
	finish_func(p, line);
}

/* ---- the unit ---- */

static bool parse_unit_word(struct ir_parser *p)
{
	struct ir_target *t = &p->unit->target;

	if (parse_accept_word(p, "bits"))
		t->bits = (unsigned int)parse_number(p, 64);
	else if (parse_accept_word(p, "page"))
		t->page = parse_number(p, UINT64_MAX);
	else if (parse_accept_word(p, "kmax"))
		t->kmax = (unsigned int)parse_number(p, INT32_MAX);
	else if (parse_accept_word(p, "gfp"))
		t->gfp_reclaim = parse_number(p, UINT64_MAX);
	else if (parse_accept_word(p, "highmem"))
		t->highmem = true;
	else if (parse_accept_word(p, "highpte"))
		t->highpte = true;
	else if (parse_accept_word(p, "rt"))
		t->rt = true;
	else if (parse_accept_word(p, "forcemap"))
		t->forcemap = true;
	else if (parse_accept_word(p, "debugkmap"))
		t->debugkmap = true;
	else
		return false;
	return true;
}

static void parse_unit(struct ir_parser *p)
{
	if (p->unit_seen)
		lex_error(&p->lex, "there is a second unit");
	p->unit_seen = true;
	p->unit->name = parse_string(p);
	while (parse_unit_word(p))
		;
}

/* Files of the text are numbered 1, 2, ... in this order. */
static void parse_file(struct ir_parser *p)
{
	struct ir_unit *u = p->unit;

	if (parse_number(p, UINT64_MAX) != u->nfiles - p->first_file + 1)
		lex_error(&p->lex, "the next file should be %u",
			  u->nfiles - p->first_file + 1);
	u->files = (const char **)arena_grow(p->arena, u->files,
					     sizeof(*u->files), u->nfiles,
					     &u->cap_files);
	u->files[u->nfiles++] = parse_string(p);
}

static void parse_api(struct ir_parser *p)
{
	struct ir_unit *u = p->unit;

	u->api = (const char **)arena_grow(p->arena, u->api, sizeof(*u->api),
					   u->napi, &u->cap_api);
	u->api[u->napi++] = parse_string(p);
}

static void parse_data(struct ir_parser *p)
{
	struct ir_unit *u = p->unit;
	struct ir_global *g;

	u->globals = (struct ir_global *)
		arena_grow(p->arena, u->globals, sizeof(*g), u->nglobals,
			   &u->cap_globals);
	g = &u->globals[u->nglobals++];
	g->name = parse_global(p);
	parse_expect_word(p, "size");
	g->size = parse_number(p, UINT64_MAX);
	g->is_const = parse_accept_word(p, "const");
}

static void parse_fact_call(struct ir_parser *p, struct ir_facts *f)
{
	struct ir_fact_call *c = ir_fact_call_new(p->unit, f);

	c->loc = parse_here(p);
	if (parse_accept_word(p, "via")) {
		c->via = parse_string(p);
		if (!*c->via)
			c->via = NULL;
	} else {
		c->callee = parse_global(p);
	}
	if (p->lex.token == TOKEN_NUMBER)
		parse_loc(p, &c->loc);
	if (parse_accept_word(p, "gfp"))
		c->gfp_param = (int)parse_number(p, INT32_MAX);
}

static void parse_facts(struct ir_parser *p, struct ir_loc loc)
{
	struct ir_facts *f = ir_facts_new(p->unit, parse_global(p));

	f->loc = loc;
	for (;;) {
		if (parse_accept_word(p, "static")) {
			f->is_static = true;
		} else if (parse_accept_word(p, "calls")) {
			do
				parse_fact_call(p, f);
			while (parse_accept(p, ','));
		} else if (!parse_accept_at(p, &f->loc)) {
			return;
		}
	}
}

static void parse_top(struct ir_parser *p)
{
	struct ir_loc loc = parse_here(p);

	if (parse_accept_word(p, "func"))
		parse_func(p, loc);
	else if (parse_accept_word(p, "facts"))
		parse_facts(p, loc);
	else if (parse_accept_word(p, "unit"))
		parse_unit(p);
	else if (parse_accept_word(p, "file"))
		parse_file(p);
	else if (parse_accept_word(p, "api"))
		parse_api(p);
	else if (parse_accept_word(p, "global"))
		parse_data(p);
	else
		parse_unexpected(p, "unit, file, api, global, facts or func");
}

static void refs_start(struct ir_parser *p, struct ir_refs *refs, char sigil)
{
	refs->sigil = sigil;
	refs->map = map_new(p->arena);
}

struct ir_unit *ir_parse(struct arena *arena, const char *name,
			 const char *text, size_t size, bool text_locs,
			 const char **error)
{
	struct ir_parser *p = ARENA_NEW(arena, struct ir_parser);
	const char *wrong;

	p->arena = arena;
	p->unit = ir_unit_new(arena, name);
	p->text_locs = text_locs;
	if (text_locs)
		ir_file(p->unit, name);
	p->first_file = p->unit->nfiles;
	refs_start(p, &p->values, '%');
	refs_start(p, &p->blocks, 'b');
	refs_start(p, &p->objects, '$');
	lex_start(&p->lex, arena, name, text, size);
	while (p->lex.token != TOKEN_END)
		parse_top(p);
	wrong = p->lex.error ? NULL : ir_check_unit(p->unit);
	if (wrong)
		lex_error(&p->lex, "%s", wrong);
	*error = p->lex.error;
	return p->lex.error ? NULL : p->unit;
}
