/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tokens of the IR's text form; used by ir-parse.c only.
 */
#ifndef KMC_IR_LEX_H
#define KMC_IR_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct intern;

/* Single characters, such as '(' or ':', are tokens of their own value. */
enum token {
	TOKEN_END = 256,		/* also after an error */
	TOKEN_WORD,			/* word, ignore-rule, b12 */
	TOKEN_VALUE,			/* %12: number */
	TOKEN_OBJECT,			/* $12: number */
	TOKEN_GLOBAL,			/* @name or @"name": string */
	TOKEN_NUMBER,			/* 12 or 0x1f, without sign: number */
	TOKEN_STRING,			/* "text": string */
	TOKEN_DOTS			/* .. */
};

struct lexer {
	struct arena *arena;
	struct intern *strings;
	const char *name;		/* of the text, for messages */
	const char *pos, *end;
	const char *line_start;
	uint32_t line;
	/* the token at hand */
	int token;
	const char *start;
	size_t len;
	uint32_t token_line, token_col;	/* from 1 */
	uint64_t number;
	const char *string;		/* interned */
	const char *error;		/* the first one; stays */
};

/* Start on @size bytes of @text and read the first token. */
void lex_start(struct lexer *l, struct arena *arena, const char *name,
	       const char *text, size_t size);

/* Read the next token. */
void lex_next(struct lexer *l);

/* Note an error at the token's line unless there is one; input ends here. */
void lex_error(struct lexer *l, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void lex_error_at(struct lexer *l, uint32_t line, const char *what);

/* Is the token the word @word? */
bool lex_is_word(const struct lexer *l, const char *word);

/* A few words naming the token, for messages. In the arena. */
const char *lex_describe(struct lexer *l);

#endif
