/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The numbers of the record format that writer and reader share; see
 * doc/format.md for what they mean.
 */
#ifndef KMC_RECORD_FORMAT_H
#define KMC_RECORD_FORMAT_H

#include "code.h"
#include "ir.h"

#define RECORD_MAGIC "KMCR"
#define RECORD_HEAD 14			/* bytes before the payload */

/* Numbers that a byte of the payload can stand for, at most: bounds what a
 * record can grow to. Writers fill up with zeros what would exceed it.
 */
#define RECORD_GROWTH 64
#define RECORD_GROWTH_BASE 4096

/* What a number says: its first context. */
enum record_kind {
	RECORD_CHAR, RECORD_COUNT, RECORD_FLAGS, RECORD_NUMBER, RECORD_WIDE,
	RECORD_FUNC_FLAGS, RECORD_TARGET, RECORD_LINE, RECORD_FILE, RECORD_COL,
	RECORD_CALLS, RECORD_CALL, RECORD_GFP, RECORD_OP, RECORD_INSN,
	RECORD_TYPE, RECORD_ARGS, RECORD_BLOCK, RECORD_OBJECT, RECORD_OFF,
	RECORD_SIZE, RECORD_BITS, RECORD_CASE, RECORD_BLOCKS, RECORD_PARAMS,
	/* an operand: its kind, then one of these */
	RECORD_OPERAND, RECORD_BACK, RECORD_FORWARD, RECORD_IMM,
	/* a string of one of the tables */
	RECORD_STRING,
	/* one that every record begins with */
	RECORD_PRESET = RECORD_STRING + 5,
	RECORD_KINDS = RECORD_PRESET + 5
};

/* Strings are numbered in tables of their own. */
enum record_table {
	RECORD_SYMBOLS,			/* functions and globals */
	RECORD_VALUES,			/* values and objects */
	RECORD_FIELDS,
	RECORD_FILES,
	RECORD_TEXTS,			/* all others */
	RECORD_TABLES
};

/* What stands in the place of a string's number in its table. */
#define RECORD_SPELLED 0		/* its characters follow */
#define RECORD_IS_PRESET 1		/* its number among the presets */
#define RECORD_TOLD 2			/* and more: it was told before */

/* The strings of a table that every record begins with, in the order of
 * strcmp(): how many, number @i of them, and the number of one; -1: it is none.
 */
unsigned int record_presets(enum record_table table);
const char *record_preset(enum record_table table, unsigned int i);
int record_preset_find(enum record_table table, const char *s);

/* An operand's kind, as it is written. */
enum record_operand {
	RECORD_IS_BACK,			/* a value, by distance back */
	RECORD_IS_IMM,
	RECORD_IS_GLOBAL,
	RECORD_IS_NONE,
	RECORD_IS_FORWARD		/* a value not yet defined */
};

/* Flags of an instruction. */
#define RECORD_PLACED 0x01		/* it has a place */
#define RECORD_NAMED 0x02		/* the value defined has a name */
#define RECORD_FIELD 0x04		/* a field or "via" */
#define RECORD_EXTENT 0x08		/* LOAD STORE: bit field or size */
#define RECORD_NORETURN 0x08		/* CALL */
#define RECORD_INDIRECT 0x10		/* CALL */
#define RECORD_OFFSET 0x20		/* an offset that is not 0 */

/* Flags of a function, of facts and of a call fact. */
#define RECORD_STATIC 0x01
#define RECORD_INLINE 0x02
#define RECORD_FUNC_NORETURN 0x04
#define RECORD_NOINSTR 0x08
#define RECORD_IGNORES 0x10
#define RECORD_OBJECTS 0x20

#define RECORD_VIA 0x01
#define RECORD_HAS_GFP 0x02
#define RECORD_UNNAMED 0x04

/* Flags of the target. */
#define RECORD_HIGHMEM 0x01
#define RECORD_HIGHPTE 0x02
#define RECORD_RT 0x04
#define RECORD_FORCEMAP 0x08
#define RECORD_DEBUGKMAP 0x10
#define RECORD_BITS64 0x20

/* Numbers of this many bits are written in one piece. */
#define RECORD_WIDE_BITS 40

/* What numbers are coded in the context of. */
struct record_context {
	uint32_t last[RECORD_KINDS];	/* number of the kind */
	uint32_t op, before;		/* operation at hand, the one before */
	uint32_t number;		/* the last one of any kind */
};

static inline void record_contexts(const struct record_context *x,
				   unsigned int kind, uint32_t *more)
{
	more[0] = x->last[kind];
	more[1] = x->op << 8 | x->before;
	more[2] = x->op << 24 ^ x->number;
}

/* The last four characters of a string, and a word's so far. */
struct record_text {
	uint32_t before, word;
};

static inline void record_text_contexts(const struct record_text *x,
					uint32_t *more)
{
	more[0] = x->before & 0xff;
	more[1] = x->before & 0xffff;
	more[2] = x->before & 0xffffff;
	more[3] = x->before;
	more[4] = x->word;
}

static inline void record_text_note(struct record_text *x, unsigned char c)
{
	x->before = x->before << 8 | c;
	x->word = c == '_' || c == '.' || c == '/' ? 0 :
		  (x->word + c + 1) * 0x2545f491u;
}

static inline void record_note(struct record_context *x, unsigned int kind,
			       uint64_t n)
{
	x->last[kind] = x->number = (uint32_t)n;
}

static inline void record_op(struct record_context *x, unsigned int op)
{
	x->before = x->op;
	x->op = op;
}

/* Operations that stand for what is no instruction. */
#define RECORD_AT_UNIT 64
#define RECORD_AT_FACTS 65
#define RECORD_AT_FUNC 66

/* Does the operation have a type? Compared values are u1, the address of a
 * local is a pointer, and terminators have no type.
 */
static inline bool record_has_type(enum ir_op op)
{
	switch (ir_op_form(op)) {
	case IR_FORM_COMPARE:
	case IR_FORM_LOCAL:
	case IR_FORM_TERM:
		return false;
	default:
		return true;
	}
}

/* May the operation define a value? Only CALL and OPAQUE may also not: then
 * their type is void.
 */
static inline bool record_defines(enum ir_op op, enum ir_type type)
{
	switch (ir_op_form(op)) {
	case IR_FORM_STORE:
	case IR_FORM_MOVE:
	case IR_FORM_CLEAR:
	case IR_FORM_TERM:
		return false;
	case IR_FORM_CALL:
	case IR_FORM_OPAQUE:
		return type != IR_VOID;
	default:
		return true;
	}
}

/* The size of a load or store that need not be said. */
static inline uint64_t record_size(const struct ir_unit *u, enum ir_type type)
{
	return (ir_type_bits(u, type) + 7) / 8;
}

/* FNV-1a over the payload. */
static inline uint32_t record_checksum(const unsigned char *bytes, size_t n)
{
	uint32_t h = 2166136261u;

	while (n--)
		h = (h ^ *bytes++) * 16777619u;
	return h;
}

#endif
