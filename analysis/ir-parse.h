/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the two halves of the parser share: ir-parse.c reads units and
 * functions, ir-parse-insn.c instructions and the small pieces.
 */
#ifndef KMC_IR_PARSE_H
#define KMC_IR_PARSE_H

#include "ir-lex.h"
#include "ir.h"

struct map;

/* A number used in a function's text. */
struct ir_ref {
	uint32_t number;
	uint32_t line;			/* of the first mention */
	uint32_t index;			/* 0: not defined so far */
};

/* The references of one kind in a function. */
struct ir_refs {
	char sigil;
	unsigned int n, cap;
	struct ir_ref *list;
	struct map *map;		/* function and number to place + 1 */
};

struct ir_parser {
	struct lexer lex;
	struct arena *arena;
	struct ir_unit *unit;
	bool text_locs;
	bool unit_seen;
	uint32_t first_file;		/* index of file 1 of the text */
	struct ir_func *func;
	uint32_t block;			/* the one being filled, 0 = none */
	struct ir_refs values, blocks, objects;
};

/* Note an error: @wanted should stand where the token is. */
void parse_unexpected(struct ir_parser *p, const char *wanted);

/* Skip the token (the word) if it is this one; complain if it is not. */
bool parse_accept(struct ir_parser *p, int token);
bool parse_accept_word(struct ir_parser *p, const char *word);
void parse_expect(struct ir_parser *p, char punct);
void parse_expect_word(struct ir_parser *p, const char *word);

/* A string; a string or NULL; @name. */
const char *parse_string(struct ir_parser *p);
const char *parse_name(struct ir_parser *p);
const char *parse_global(struct ir_parser *p);

/* A number up to @max; 0 on an error. */
uint64_t parse_number(struct ir_parser *p, uint64_t max);

enum ir_type parse_type(struct ir_parser *p);

/* FILE:LINE:COL; the same after "at"; the place of the token at hand, if the
 * text's own places are wanted.
 */
void parse_loc(struct ir_parser *p, struct ir_loc *loc);
bool parse_accept_at(struct ir_parser *p, struct ir_loc *loc);
struct ir_loc parse_here(const struct ir_parser *p);

/* The reference to @number in the function at hand, made when new; what it
 * refers to has @index; complain of those without one.
 */
uint32_t ref_find(struct ir_parser *p, struct ir_refs *refs, uint64_t number);
void ref_define(struct ir_parser *p, struct ir_refs *refs, uint32_t ref,
		uint32_t index);
void ref_check(struct ir_parser *p, const struct ir_refs *refs);

/* Is the token bN? Read it as a reference. */
bool parse_is_block(const struct lexer *l);
uint32_t parse_block(struct ir_parser *p);

/* One instruction, into the block at hand. */
void parse_insn(struct ir_parser *p);

/* Turn the references of @i into indexes. */
void parse_resolve(struct ir_parser *p, struct ir_insn *i);

#endif
