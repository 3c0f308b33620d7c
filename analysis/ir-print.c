/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text form of the IR, as described in ir.h. What is printed here is what
 * ir-parse.c reads; change both.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ir.h"

static void print_string(const char *s, FILE *out)
{
	unsigned char c;

	fputc('"', out);
	for (; s && *s; s++) {
		c = (unsigned char)*s;
		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			fprintf(out, "\\x%02x", c);
		else
			fputc(c, out);
	}
	fputc('"', out);
}

/* A name after a space, nothing for NULL. */
static void print_name(const char *name, FILE *out)
{
	if (!name)
		return;
	fputc(' ', out);
	print_string(name, out);
}

static bool is_plain(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz_.$0123456789"
			  "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return n && !name[n];
}

static void print_global(const char *name, FILE *out)
{
	fputc('@', out);
	if (is_plain(name))
		fputs(name, out);
	else
		print_string(name, out);
}

static void print_loc(const struct ir_loc *loc, FILE *out)
{
	fprintf(out, "%" PRIu32 ":%" PRIu32 ":%" PRIu32, loc->file, loc->line,
		loc->col);
}

static void print_at(const struct ir_loc *loc, FILE *out)
{
	if (!loc->file && !loc->line && !loc->col)
		return;
	fputs(" at ", out);
	print_loc(loc, out);
}

static void print_operand(const struct ir_operand *o, FILE *out)
{
	switch (o->kind) {
	case IR_VALUE:
		fprintf(out, "%%%" PRIu32, o->value);
		break;
	case IR_IMM:
		fprintf(out, "%" PRId64, o->imm);
		break;
	case IR_GLOBAL:
		print_global(o->global, out);
		break;
	case IR_NONE:
		fputc('?', out);
		break;
	}
}

static void print_address(const struct ir_operand *o, int64_t off, FILE *out)
{
	fputc('[', out);
	print_operand(o, out);
	if (off < 0)
		fprintf(out, " - %" PRIu64 "]", -(uint64_t)off);
	else
		fprintf(out, " + %" PRId64 "]", off);
}

static void print_args(const struct ir_insn *i, FILE *out)
{
	unsigned int k;

	fputc('(', out);
	for (k = 0; k < i->nargs; k++) {
		if (k)
			fputs(", ", out);
		print_operand(&i->args[k], out);
	}
	fputc(')', out);
}

/* What follows the address of a load or store. The size stands there only
 * where it is not that of the type.
 */
static void print_access(const struct ir_unit *u, const struct ir_insn *i,
			 FILE *out)
{
	if (i->bits)
		fprintf(out, " bits %u %u", i->bitpos, i->bits);
	if (i->size != (ir_type_bits(u, i->type) + 7) / 8)
		fprintf(out, " size %" PRIu64, i->size);
}

static void print_phi(const struct ir_insn *i, FILE *out)
{
	unsigned int k;

	for (k = 0; k < i->nargs; k++) {
		fprintf(out, "%s b%" PRIu32 ": ", k ? "," : "", i->from[k]);
		print_operand(&i->args[k], out);
	}
}

static void print_call(const struct ir_insn *i, FILE *out)
{
	fputs(i->a.kind == IR_GLOBAL ? " " : " *", out);
	print_operand(&i->a, out);
	print_args(i, out);
	if (i->field) {
		fputs(" via", out);
		print_name(i->field, out);
	}
	if (i->noreturn)
		fputs(" noreturn", out);
}

static void print_targets(const struct ir_insn *i, FILE *out)
{
	const uint32_t *targets = i->op == IR_ANY ? i->any : i->targets;
	const struct ir_case *c;
	unsigned int k;

	if (i->a.kind != IR_NONE) {
		fputc(' ', out);
		print_operand(&i->a, out);
		if (i->ntargets)
			fputc(',', out);
	}
	for (k = 0; k < i->ntargets; k++)
		fprintf(out, "%s b%" PRIu32, k ? "," : "", targets[k]);
	for (k = 0; k < i->ncases; k++) {
		c = &i->cases[k];
		fprintf(out, ", %" PRId64, c->lo);
		if (c->hi != c->lo)
			fprintf(out, "..%" PRId64, c->hi);
		fprintf(out, ": b%" PRIu32, c->target);
	}
}

/* Operands of the operations whose form is a plain list. */
static void print_list(const struct ir_insn *i, FILE *out)
{
	const struct ir_operand *list[3] = { &i->a, &i->b, NULL };
	unsigned int k, n = 1;

	if (ir_op_form(i->op) == IR_FORM_SELECT) {
		list[0] = &i->c;
		list[1] = &i->a;
		list[2] = &i->b;
		n = 3;
	} else if (ir_op_form(i->op) != IR_FORM_UNARY) {
		n = 2;
	}
	for (k = 0; k < n; k++) {
		fputs(k ? ", " : " ", out);
		print_operand(list[k], out);
	}
}

static void print_store(const struct ir_unit *u, const struct ir_insn *i,
			FILE *out)
{
	fprintf(out, " %s ", ir_type_name(i->type));
	print_operand(&i->b, out);
	fputs(", ", out);
	print_address(&i->a, i->off, out);
	print_access(u, i, out);
	print_name(i->field, out);
}

static void print_move(const struct ir_insn *i, FILE *out)
{
	fputc(' ', out);
	print_address(&i->a, i->off, out);
	if (i->op == IR_MOVE) {
		fputs(", ", out);
		print_address(&i->b, i->off2, out);
	}
	fprintf(out, ", %" PRIu64, i->size);
	print_name(i->field, out);
}

static void print_operands(const struct ir_unit *u, const struct ir_insn *i,
			   FILE *out)
{
	switch (ir_op_form(i->op)) {
	case IR_FORM_UNARY:
	case IR_FORM_BINARY:
	case IR_FORM_COMPARE:
	case IR_FORM_SELECT:
		print_list(i, out);
		break;
	case IR_FORM_PHI:
		print_phi(i, out);
		break;
	case IR_FORM_LOCAL:
		fprintf(out, " $%" PRIu32, i->object);
		break;
	case IR_FORM_LOAD:
		fputc(' ', out);
		print_address(&i->a, i->off, out);
		print_access(u, i, out);
		print_name(i->field, out);
		break;
	case IR_FORM_STORE:
		print_store(u, i, out);
		break;
	case IR_FORM_MOVE:
	case IR_FORM_CLEAR:
		print_move(i, out);
		break;
	case IR_FORM_CALL:
		print_call(i, out);
		break;
	case IR_FORM_OPAQUE:
		fputc(' ', out);
		print_args(i, out);
		break;
	case IR_FORM_TERM:
		print_targets(i, out);
		break;
	}
}

static void print_insn(const struct ir_func *f, const struct ir_insn *i,
		       FILE *out)
{
	fputs("  ", out);
	if (i->dest) {
		fprintf(out, "%%%" PRIu32, i->dest);
		if (i->dest < f->nvals)
			print_name(f->vals[i->dest].name, out);
		fprintf(out, " = %s ", ir_type_name(i->type));
	}
	fputs(ir_op_name(i->op), out);
	print_operands(f->unit, i, out);
	print_at(&i->loc, out);
	fputc('\n', out);
}

static void print_head(const struct ir_func *f, FILE *out)
{
	const struct ir_val *v;
	unsigned int k;

	fputs("func ", out);
	print_global(f->name, out);
	fputc('(', out);
	for (k = 0; k < f->nparams; k++) {
		v = &f->vals[f->params[k]];
		fprintf(out, "%s%s %%%" PRIu32, k ? ", " : "",
			ir_type_name(v->type), f->params[k]);
		print_name(v->name, out);
	}
	fprintf(out, ") %s%s%s%s%s", ir_type_name(f->ret),
		f->is_static ? " static" : "", f->is_inline ? " inline" : "",
		f->is_noreturn ? " noreturn" : "",
		f->is_noinstr ? " noinstr" : "");
	for (k = 0; k < f->nignores; k++) {
		fputs(f->ignores[k].rule ? " ignore-rule" : " ignore", out);
		print_name(f->ignores[k].rule, out);
		fputc(' ', out);
		print_string(f->ignores[k].why, out);
	}
	print_at(&f->loc, out);
	fputs(" {\n", out);
}

void ir_print_func(const struct ir_func *f, FILE *out)
{
	unsigned int k;
	uint32_t b;

	print_head(f, out);
	for (b = 1; b < f->nobjects; b++) {
		fprintf(out, "  object $%" PRIu32, b);
		print_name(f->objects[b].name, out);
		fprintf(out, " size %" PRIu64 "\n", f->objects[b].size);
	}
	for (b = 1; b < f->nblocks; b++) {
		fprintf(out, "b%" PRIu32 ":\n", b);
		for (k = 0; k < f->blocks[b].ninsns; k++)
			print_insn(f, f->blocks[b].insns[k], out);
	}
	fputs("}\n", out);
}

static void print_facts(const struct ir_facts *f, FILE *out)
{
	const struct ir_fact_call *c;
	unsigned int k;

	fputs("facts ", out);
	print_global(f->func, out);
	print_at(&f->loc, out);
	fputs(f->is_static ? " static" : "", out);
	for (k = 0; k < f->ncalls; k++) {
		c = &f->calls[k];
		fputs(k ? ",\n      " : " calls ", out);
		if (c->callee) {
			print_global(c->callee, out);
		} else {
			fputs("via ", out);
			print_string(c->via, out);
		}
		fputc(' ', out);
		print_loc(&c->loc, out);
		if (c->gfp_param)
			fprintf(out, " gfp %d", c->gfp_param);
	}
	fputc('\n', out);
}

static void print_target(const struct ir_unit *u, FILE *out)
{
	const struct ir_target *t = &u->target;

	fputs("unit ", out);
	print_string(u->name, out);
	fprintf(out, " bits %u page %" PRIu64 " kmax %u%s%s%s%s%s gfp 0x%"
		PRIx64 "\n", t->bits, t->page, t->kmax,
		t->highmem ? " highmem" : "", t->highpte ? " highpte" : "",
		t->rt ? " rt" : "", t->forcemap ? " forcemap" : "",
		t->debugkmap ? " debugkmap" : "", t->gfp_reclaim);
}

static void print_globals(const struct ir_unit *u, FILE *out)
{
	unsigned int k;

	for (k = 0; k < u->nglobals; k++) {
		fputs("global ", out);
		print_global(u->globals[k].name, out);
		fprintf(out, " size %" PRIu64 "%s\n", u->globals[k].size,
			u->globals[k].is_const ? " const" : "");
	}
}

void ir_print(const struct ir_unit *u, FILE *out)
{
	unsigned int k;

	print_target(u, out);
	for (k = 1; k < u->nfiles; k++) {
		fprintf(out, "file %u", k);
		print_name(u->files[k], out);
		fputc('\n', out);
	}
	for (k = 0; k < u->napi; k++) {
		fputs("api", out);
		print_name(u->api[k], out);
		fputc('\n', out);
	}
	print_globals(u, out);
	for (k = 0; k < u->nfacts; k++)
		print_facts(&u->facts[k], out);
	for (k = 0; k < u->nfuncs; k++) {
		fputc('\n', out);
		ir_print_func(u->funcs[k], out);
	}
}
