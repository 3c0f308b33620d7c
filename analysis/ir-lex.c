/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ir-lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "intern.h"

/* isalpha() and its kin depend on the locale: these do not. */
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

void lex_error_at(struct lexer *l, uint32_t line, const char *what)
{
	if (!l->error)
		l->error = arena_printf(l->arena, "%s:%u: %s", l->name, line,
					what);
	l->token = TOKEN_END;
	l->pos = l->end;
}

void lex_error(struct lexer *l, const char *fmt, ...)
{
	char what[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	lex_error_at(l, l->token_line, what);
}

static void skip_space(struct lexer *l)
{
	bool comment = false;

	for (; l->pos < l->end; l->pos++) {
		if (*l->pos == '\n') {
			l->line++;
			l->line_start = l->pos + 1;
			comment = false;
		} else if (*l->pos == '#') {
			comment = true;
		} else if (!comment && *l->pos != ' ' && *l->pos != '\t' &&
			   *l->pos != '\r') {
			break;
		}
	}
}

static void lex_number(struct lexer *l)
{
	unsigned int base = 10;
	const char *first;
	int digit;

	if (l->end - l->pos > 2 && l->pos[0] == '0' && l->pos[1] == 'x') {
		base = 16;
		l->pos += 2;
	}
	l->number = 0;
	for (first = l->pos; l->pos < l->end; l->pos++) {
		digit = hex_digit(*l->pos);
		if (digit < 0 || (unsigned int)digit >= base)
			break;
		if (l->number > (UINT64_MAX - (unsigned int)digit) / base) {
			lex_error(l, "the number is too large");
			return;
		}
		l->number = l->number * base + (unsigned int)digit;
	}
	if (l->pos == first)
		lex_error(l, "a number is missing here");
}

/* One character of a string, after a backslash when there is one; -1 when the
 * escape is not known.
 */
static int unescape(struct lexer *l)
{
	int high, low;

	if (*l->pos != '\\')
		return (unsigned char)*l->pos++;
	if (l->end - l->pos < 2)
		return -1;
	l->pos += 2;
	if (l->pos[-1] == '"' || l->pos[-1] == '\\')
		return l->pos[-1];
	if (l->pos[-1] != 'x' || l->end - l->pos < 2)
		return -1;
	high = hex_digit(l->pos[0]);
	low = hex_digit(l->pos[1]);
	l->pos += 2;
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* The length of the string at hand between its quotes and before escapes are
 * replaced: no less than what it becomes.
 */
static size_t string_room(const struct lexer *l)
{
	const char *p = l->pos + 1;

	while (p < l->end && *p != '"' && *p != '\n')
		p += *p == '\\' && p + 1 < l->end ? 2 : 1;
	return (size_t)(p - l->pos) - 1;
}

static void lex_string(struct lexer *l)
{
	char *text = (char *)arena_alloc(l->arena, string_room(l) + 1);
	size_t n = 0;
	int c;

	for (l->pos++; l->pos < l->end && *l->pos != '"'; n++) {
		if (*l->pos == '\n')
			break;
		c = unescape(l);
		if (c <= 0) {
			lex_error(l, "a bad character or escape in a string");
			return;
		}
		text[n] = (char)c;
	}
	if (l->pos >= l->end || *l->pos != '"') {
		lex_error(l, "the string does not end on its line");
		return;
	}
	l->pos++;
	l->string = intern_bytes(l->strings, text, n);
}

static void lex_global(struct lexer *l)
{
	const char *first = l->pos;

	if (l->pos < l->end && *l->pos == '"') {
		lex_string(l);
		return;
	}
	while (l->pos < l->end && (is_letter(*l->pos) || is_digit(*l->pos) ||
				   *l->pos == '.' || *l->pos == '$'))
		l->pos++;
	if (l->pos == first)
		lex_error(l, "a name is missing after '@'");
	else
		l->string = intern_bytes(l->strings, first,
					 (size_t)(l->pos - first));
}

static void lex_word(struct lexer *l)
{
	while (l->pos < l->end && (is_letter(*l->pos) || is_digit(*l->pos) ||
				   *l->pos == '-'))
		l->pos++;
}

/* What kind of token begins here; its first character is consumed if it does
 * not belong to a number, word or string.
 */
static int classify(struct lexer *l)
{
	char c = *l->pos;

	if (is_letter(c))
		return TOKEN_WORD;
	if (is_digit(c))
		return TOKEN_NUMBER;
	if (c == '"')
		return TOKEN_STRING;
	l->pos++;
	if (c == '.' && l->pos < l->end && *l->pos == '.') {
		l->pos++;
		return TOKEN_DOTS;
	}
	return c == '%' ? TOKEN_VALUE : c == '$' ? TOKEN_OBJECT :
	       c == '@' ? TOKEN_GLOBAL : (unsigned char)c;
}

void lex_next(struct lexer *l)
{
	int token;

	skip_space(l);
	l->start = l->pos;
	l->token_line = l->line;
	l->token_col = (uint32_t)(l->pos - l->line_start) + 1;
	if (l->pos >= l->end) {
		l->token = TOKEN_END;
		return;
	}
	token = l->token = classify(l);
	if (token == TOKEN_WORD)
		lex_word(l);
	else if (token == TOKEN_STRING)
		lex_string(l);
	else if (token == TOKEN_GLOBAL)
		lex_global(l);
	else if (token == TOKEN_NUMBER || token == TOKEN_VALUE ||
		 token == TOKEN_OBJECT)
		lex_number(l);
	l->len = (size_t)(l->pos - l->start);
}

void lex_start(struct lexer *l, struct arena *arena, const char *name,
	       const char *text, size_t size)
{
	memset(l, 0, sizeof(*l));
	l->arena = arena;
	l->strings = intern_new(arena);
	l->name = name;
	l->pos = l->line_start = text;
	l->end = text + size;
	l->line = 1;
	lex_next(l);
}

bool lex_is_word(const struct lexer *l, const char *word)
{
	return l->token == TOKEN_WORD && strlen(word) == l->len &&
	       !memcmp(word, l->start, l->len);
}

const char *lex_describe(struct lexer *l)
{
	int len = l->len > 40 ? 40 : (int)l->len, k;

	if (l->token == TOKEN_END)
		return "the end of the text";
	for (k = 0; k < len; k++)
		if ((unsigned char)l->start[k] < 0x20)
			return "a control character";
	return arena_printf(l->arena, "'%.*s'", len, l->start);
}
