/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parsing instructions and the pieces of the text form.
 */
#include <string.h>

#include "arena.h"
#include "ir-parse.h"
#include "map.h"

/* ---- small pieces ---- */

void parse_unexpected(struct ir_parser *p, const char *wanted)
{
	lex_error(&p->lex, "%s expected, not %s", wanted,
		  lex_describe(&p->lex));
}

bool parse_accept(struct ir_parser *p, int token)
{
	if (p->lex.token != token)
		return false;
	lex_next(&p->lex);
	return true;
}

bool parse_accept_word(struct ir_parser *p, const char *word)
{
	if (!lex_is_word(&p->lex, word))
		return false;
	lex_next(&p->lex);
	return true;
}

void parse_expect(struct ir_parser *p, char punct)
{
	char wanted[] = { '\'', punct, '\'', '\0' };

	if (!parse_accept(p, punct))
		parse_unexpected(p, wanted);
}

void parse_expect_word(struct ir_parser *p, const char *word)
{
	if (!parse_accept_word(p, word))
		parse_unexpected(p, word);
}

const char *parse_string(struct ir_parser *p)
{
	const char *s = p->lex.string;

	if (parse_accept(p, TOKEN_STRING))
		return s;
	parse_unexpected(p, "a string");
	return "";
}

const char *parse_name(struct ir_parser *p)
{
	const char *s = p->lex.string;

	return parse_accept(p, TOKEN_STRING) ? s : NULL;
}

const char *parse_global(struct ir_parser *p)
{
	const char *s = p->lex.string;

	if (parse_accept(p, TOKEN_GLOBAL))
		return s;
	parse_unexpected(p, "@name");
	return "";
}

uint64_t parse_number(struct ir_parser *p, uint64_t max)
{
	uint64_t n = p->lex.number;

	if (p->lex.token != TOKEN_NUMBER)
		parse_unexpected(p, "a number");
	else if (n > max)
		lex_error(&p->lex, "the number is too large");
	else
		lex_next(&p->lex);
	return p->lex.error ? 0 : n;
}

/* A number with an optional sign; those above INT64_MAX wrap. */
static int64_t parse_int(struct ir_parser *p)
{
	if (parse_accept(p, '-'))
		return (int64_t)-parse_number(p, (uint64_t)1 << 63);
	return (int64_t)parse_number(p, UINT64_MAX);
}

enum ir_type parse_type(struct ir_parser *p)
{
	int t = -1;

	if (p->lex.token == TOKEN_WORD)
		t = ir_type_find(p->lex.start, p->lex.len);
	if (t < 0) {
		parse_unexpected(p, "a type");
		return IR_VOID;
	}
	lex_next(&p->lex);
	return (enum ir_type)t;
}

/* The place of the token at hand, if the text's own places are wanted. */
struct ir_loc parse_here(const struct ir_parser *p)
{
	struct ir_loc loc = { 0, 0, 0 };

	if (p->text_locs) {
		loc.file = 1;
		loc.line = p->lex.token_line;
		loc.col = p->lex.token_col;
	}
	return loc;
}

void parse_loc(struct ir_parser *p, struct ir_loc *loc)
{
	uint32_t known = p->unit->nfiles - p->first_file;

	loc->file = (uint32_t)parse_number(p, known);
	if (loc->file)
		loc->file += p->first_file - 1;
	parse_expect(p, ':');
	loc->line = (uint32_t)parse_number(p, UINT32_MAX);
	parse_expect(p, ':');
	loc->col = (uint32_t)parse_number(p, UINT32_MAX);
}

bool parse_accept_at(struct ir_parser *p, struct ir_loc *loc)
{
	if (!parse_accept_word(p, "at"))
		return false;
	parse_loc(p, loc);
	return true;
}

/* ---- references ---- */

/* The reference to @number in the function at hand, made when new. */
uint32_t ref_find(struct ir_parser *p, struct ir_refs *refs, uint64_t number)
{
	struct ir_ref *r;
	uint64_t *slot;

	if (number > UINT32_MAX) {
		lex_error(&p->lex, "the number is too large");
		number = 0;
	}
	slot = map_put(refs->map, map_key_pair(p->unit->nfuncs,
					       (uint32_t)number));
	if (*slot)
		return (uint32_t)*slot - 1;
	refs->list = (struct ir_ref *)arena_grow(p->arena, refs->list,
					      sizeof(*r), refs->n, &refs->cap);
	r = &refs->list[refs->n++];
	r->number = (uint32_t)number;
	r->line = p->lex.token_line;
	r->index = 0;
	*slot = refs->n;
	return refs->n - 1;
}

/* Note that the reference is what has @index in the function. */
void ref_define(struct ir_parser *p, struct ir_refs *refs, uint32_t ref,
		       uint32_t index)
{
	if (refs->list[ref].index)
		lex_error(&p->lex, "%c%u is defined twice", refs->sigil,
			  refs->list[ref].number);
	refs->list[ref].index = index;
}

void ref_check(struct ir_parser *p, const struct ir_refs *refs)
{
	const struct ir_ref *r;
	unsigned int k;

	for (k = 0; k < refs->n; k++) {
		r = &refs->list[k];
		if (r->index)
			continue;
		lex_error_at(&p->lex, r->line,
			     arena_printf(p->arena, "%c%u is not defined",
					  refs->sigil, r->number));
		return;
	}
}

/* ---- operands ---- */

bool parse_is_block(const struct lexer *l)
{
	size_t k;

	if (l->token != TOKEN_WORD || l->len < 2 || l->len > 11 ||
	    l->start[0] != 'b')
		return false;
	for (k = 1; k < l->len; k++)
		if (l->start[k] < '0' || l->start[k] > '9')
			return false;
	return true;
}

/* bN, as a reference. */
uint32_t parse_block(struct ir_parser *p)
{
	uint64_t n = 0;
	uint32_t ref;
	size_t k;

	if (!parse_is_block(&p->lex)) {
		parse_unexpected(p, "a block");
		return 0;
	}
	for (k = 1; k < p->lex.len; k++)
		n = n * 10 + (uint64_t)(p->lex.start[k] - '0');
	ref = ref_find(p, &p->blocks, n);
	lex_next(&p->lex);
	return ref;
}

static struct ir_operand parse_operand(struct ir_parser *p)
{
	struct ir_operand o = { IR_NONE, 0, 0, NULL };

	if (p->lex.token == TOKEN_VALUE) {
		o = ir_val(ref_find(p, &p->values, p->lex.number));
		lex_next(&p->lex);
	} else if (p->lex.token == TOKEN_GLOBAL) {
		o = ir_global(parse_global(p));
	} else if (p->lex.token == TOKEN_NUMBER || p->lex.token == '-') {
		o = ir_imm(parse_int(p));
	} else {
		parse_unexpected(p, "an operand");
	}
	return o;
}

/* [operand], [operand + N] or [operand - N] */
static void parse_address(struct ir_parser *p, struct ir_operand *o,
			  int64_t *off)
{
	parse_expect(p, '[');
	*o = parse_operand(p);
	*off = 0;
	if (parse_accept(p, '+') || p->lex.token == '-')
		*off = parse_int(p);
	parse_expect(p, ']');
}

/* What follows the address of a load or store. */
static void parse_access(struct ir_parser *p, struct ir_insn *i)
{
	i->size = (ir_type_bits(p->unit, i->type) + 7) / 8;
	if (parse_accept_word(p, "bits")) {
		i->bitpos = (uint8_t)parse_number(p, UINT8_MAX);
		i->bits = (uint8_t)parse_number(p, UINT8_MAX);
	}
	if (parse_accept_word(p, "size"))
		i->size = parse_number(p, UINT64_MAX);
	i->field = parse_name(p);
}

static void parse_args(struct ir_parser *p, struct ir_insn *i)
{
	parse_expect(p, '(');
	if (parse_accept(p, ')'))
		return;
	do
		ir_arg_new(p->func, i, parse_operand(p), 0);
	while (parse_accept(p, ','));
	parse_expect(p, ')');
}

static void parse_phi(struct ir_parser *p, struct ir_insn *i)
{
	uint32_t from;

	do {
		from = parse_block(p);
		parse_expect(p, ':');
		ir_arg_new(p->func, i, parse_operand(p), from);
	} while (parse_accept(p, ','));
}

static void parse_call(struct ir_parser *p, struct ir_insn *i)
{
	if (parse_accept(p, '*'))
		i->a = parse_operand(p);
	else
		i->a = ir_global(parse_global(p));
	parse_args(p, i);
	if (parse_accept_word(p, "via"))
		i->field = parse_string(p);
	i->noreturn = parse_accept_word(p, "noreturn");
}

static void parse_move(struct ir_parser *p, struct ir_insn *i)
{
	parse_address(p, &i->a, &i->off);
	parse_expect(p, ',');
	if (i->op == IR_MOVE) {
		parse_address(p, &i->b, &i->off2);
		parse_expect(p, ',');
	}
	i->size = parse_number(p, UINT64_MAX);
	i->field = parse_name(p);
}

/* ---- terminators ---- */

static void parse_any(struct ir_parser *p, struct ir_insn *i)
{
	unsigned int cap = 0;

	do {
		i->any = (uint32_t *)arena_grow(p->arena, i->any,
						sizeof(*i->any), i->ntargets,
						&cap);
		i->any[i->ntargets++] = parse_block(p);
	} while (parse_accept(p, ','));
}

static void parse_cases(struct ir_parser *p, struct ir_insn *i)
{
	int64_t lo, hi;

	while (parse_accept(p, ',')) {
		lo = hi = parse_int(p);
		if (parse_accept(p, TOKEN_DOTS))
			hi = parse_int(p);
		parse_expect(p, ':');
		ir_case_new(p->func, i, lo, hi, parse_block(p));
	}
}

static void parse_term(struct ir_parser *p, struct ir_insn *i, uint32_t line)
{
	if (i->op == IR_ANY) {
		parse_any(p, i);
		return;
	}
	if (i->op == IR_RET) {
		if (p->lex.token_line == line && p->lex.token != '}' &&
		    p->lex.token != TOKEN_WORD)
			i->a = parse_operand(p);
		return;
	}
	if (i->op == IR_UNREACHABLE)
		return;
	if (i->op != IR_GOTO) {
		i->a = parse_operand(p);
		parse_expect(p, ',');
	}
	i->targets[i->ntargets++] = parse_block(p);
	if (i->op == IR_IF) {
		parse_expect(p, ',');
		i->targets[i->ntargets++] = parse_block(p);
	} else if (i->op == IR_SWITCH) {
		parse_cases(p, i);
	}
}

/* ---- instructions ---- */

static void parse_object_ref(struct ir_parser *p, struct ir_insn *i)
{
	if (p->lex.token != TOKEN_OBJECT) {
		parse_unexpected(p, "$object");
		return;
	}
	i->object = ref_find(p, &p->objects, p->lex.number);
	lex_next(&p->lex);
}

static void parse_select(struct ir_parser *p, struct ir_insn *i)
{
	i->c = parse_operand(p);
	parse_expect(p, ',');
	i->a = parse_operand(p);
	parse_expect(p, ',');
	i->b = parse_operand(p);
}

static void parse_operands(struct ir_parser *p, struct ir_insn *i,
			   uint32_t line)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_UNARY:
		i->a = parse_operand(p);
		break;
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
		i->a = parse_operand(p);
		parse_expect(p, ',');
		i->b = parse_operand(p);
		break;
	case IR_FORM_SELECT:
		parse_select(p, i);
		break;
	case IR_FORM_PHI:
		parse_phi(p, i);
		break;
	case IR_FORM_LOCAL:
		parse_object_ref(p, i);
		break;
	case IR_FORM_LOAD:
		parse_address(p, &i->a, &i->off);
		parse_access(p, i);
		break;
	case IR_FORM_STORE:
		i->type = parse_type(p);
		i->b = parse_operand(p);
		parse_expect(p, ',');
		parse_address(p, &i->a, &i->off);
		parse_access(p, i);
		break;
	case IR_FORM_MOVE:
	case IR_FORM_CLEAR:
		parse_move(p, i);
		break;
	case IR_FORM_CALL:
		parse_call(p, i);
		break;
	case IR_FORM_OPAQUE:
		parse_args(p, i);
		break;
	case IR_FORM_TERM:
		parse_term(p, i, line);
		break;
	}
}

/* %N ["name"] = type */
static void parse_dest(struct ir_parser *p, uint32_t *dest, enum ir_type *type)
{
	uint32_t ref = ref_find(p, &p->values, p->lex.number);
	const char *name;

	lex_next(&p->lex);
	name = parse_name(p);
	parse_expect(p, '=');
	*type = parse_type(p);
	*dest = ir_value_new(p->func, *type, NULL);
	p->func->vals[*dest].name = name;
	ref_define(p, &p->values, ref, *dest);
}

void parse_insn(struct ir_parser *p)
{
	struct ir_loc loc = parse_here(p);
	enum ir_type type = IR_VOID;
	uint32_t line, dest = 0;
	struct ir_insn *i;
	int op = -1;

	if (p->lex.token == TOKEN_VALUE)
		parse_dest(p, &dest, &type);
	if (p->lex.token == TOKEN_WORD)
		op = ir_op_find(p->lex.start, p->lex.len);
	if (op < 0) {
		parse_unexpected(p, "an operation");
		return;
	}
	if (!p->block) {
		lex_error(&p->lex, "an instruction stands before any block");
		return;
	}
	line = p->lex.token_line;
	lex_next(&p->lex);
	i = ir_insn_new(p->func, p->block, (enum ir_op)op);
	i->loc = loc;
	i->type = type;
	i->dest = dest;
	parse_operands(p, i, line);
	parse_accept_at(p, &i->loc);
}

static void resolve_operand(struct ir_parser *p, struct ir_operand *o)
{
	if (o->kind == IR_VALUE)
		o->value = p->values.list[o->value].index;
}

static void resolve_blocks(struct ir_parser *p, uint32_t *blocks,
			   unsigned int n)
{
	while (n--)
		blocks[n] = p->blocks.list[blocks[n]].index;
}

/* Turn references into indexes. */
void parse_resolve(struct ir_parser *p, struct ir_insn *i)
{
	unsigned int k;

	resolve_operand(p, &i->a);
	resolve_operand(p, &i->b);
	resolve_operand(p, &i->c);
	for (k = 0; k < i->nargs; k++)
		resolve_operand(p, &i->args[k]);
	if (i->op == IR_PHI)
		resolve_blocks(p, i->from, i->nargs);
	if (i->op == IR_LOCAL)
		i->object = p->objects.list[i->object].index;
	resolve_blocks(p, i->op == IR_ANY ? i->any : i->targets, i->ntargets);
	for (k = 0; k < i->ncases; k++)
		resolve_blocks(p, &i->cases[k].target, 1);
}
