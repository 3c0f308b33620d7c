/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What bench/kfixtures.py knows of the fixtures of kmapcheck.plugin, by their
 * debug information, and tells fixtures.c: types, functions, and functions that
 * a fixture calls and nobody defines.
 */
#ifndef KMC_FIXTURES_H
#define KMC_FIXTURES_H

enum fx_kind {
	FX_VOID,
	FX_NUMBER,
	FX_RAW,			/* memory of no known form: void, characters */
	FX_PAGE,		/* struct page, struct folio */
	FX_LINK,		/* a number that holds the address of a page */
	FX_CODE,
	FX_POINTER,		/* to "to" */
	FX_ARRAY,		/* "count" of "to" */
	FX_STRUCT,
};

struct fx_type;

struct fx_field {
	unsigned int offset;
	const struct fx_type *type;
};

struct fx_type {
	enum fx_kind kind;
	unsigned int size, count;
	const struct fx_type *to;
	const struct fx_field *fields;
};

#define FX_ARGS 6

struct fx_function {
	const char *name;
	void *code;
	const struct fx_type *result;
	unsigned int nargs;
	const struct fx_type *args[FX_ARGS];
};

/* What an environment may do beside calling: contracts. */
enum fx_contract {
	FX_SEQUENCE = 1,	/* all functions in one thread, with the same
				 * objects, instead of each in its own */
	FX_PARAMETERS = 2,	/* raw parameters are mapped addresses */
	FX_FIELDS = 4,		/* raw fields are */
	FX_RESULT = 8,		/* the caller releases a raw result */
	FX_GETTERS = 16,	/* helpers' raw results are mapped addresses */
	FX_PUTTERS = 32,	/* helpers release raw arguments */
	FX_EMPTY = 64,		/* raw fields are NULL */
	FX_CONTRACTS = 128,
};

struct fx_fixture {
	const char *name;
	unsigned int contracts;	/* those that can make a difference */
	unsigned int numbers;	/* that it takes: 0, 1, more */
	_Bool may_fail;		/* something that it calls */
	_Bool asks;		/* IS_ERR() of what it gets */
	const struct fx_function *functions;	/* ended by one without name */
};

extern const struct fx_fixture fx_fixtures[];	/* ended likewise */

/* Called by what stands for a helper. */
unsigned long fx_helper(const struct fx_function *f, const unsigned long *args);

/* For fixture-core.c. */
/* Numbers that helpers return: 0; an error; an error but for the first time; the
 * last one they got, or else 1.
 */
enum fx_style {
	FX_GOES_WELL, FX_FAILS, FX_FAILS_LATER, FX_SAYS_MORE, FX_STYLES
};

enum fx_style fx_style(void);
_Bool fx_gives_error(void);		/* instead of an address */
void fx_may_sleep(void);
void fx_later(void (*code)(void *data), void *data);
void *fx_page(void);
void *fx_buffer(void);

#endif
