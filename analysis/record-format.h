/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The numbers of the record format that writer and reader share; see
 * doc/format.md for what they mean.
 */
#ifndef KMC_RECORD_FORMAT_H
#define KMC_RECORD_FORMAT_H

#include "ir.h"

#define RECORD_MAGIC "KMCR"
#define RECORD_HEAD 14			/* bytes before the payload */

/* Longest prefix that a string takes over from the one before it: this bounds
 * what a few bytes can grow to.
 */
#define RECORD_PREFIX_MAX 127

/* An operand's low two bits. */
enum record_operand {
	RECORD_VALUE,			/* distance back from the next value */
	RECORD_IMM,			/* zigzag */
	RECORD_GLOBAL,			/* string */
	RECORD_OTHER			/* one of the below in the upper bits */
};

enum record_other {
	RECORD_NONE,
	RECORD_LONG_IMM,		/* zigzag of 64 bits follows */
	RECORD_FORWARD			/* value minus the next value follows */
};

/* An instruction's shape: what a table of the record holds of it, and the
 * instruction names by its place there. First byte: the operation and these.
 */
#define RECORD_OP_MASK 0x3f
#define RECORD_SAME_LOC 0x40		/* as the instruction before */
#define RECORD_NAMED 0x80		/* the value defined has a name */

/* Second byte, where the operation has one: the type and these. */
#define RECORD_TYPE_MASK 0x0f
#define RECORD_FIELD 0x10		/* a field or "via" */
#define RECORD_EXTENT 0x20		/* LOAD STORE: bit field or size */
#define RECORD_NORETURN 0x20		/* CALL */
#define RECORD_INDIRECT 0x40		/* CALL */
#define RECORD_OFFSET 0x80		/* an offset that is not 0 */

/* Flags of a function, of facts and of a call fact. */
#define RECORD_STATIC 0x01
#define RECORD_INLINE 0x02
#define RECORD_FUNC_NORETURN 0x04
#define RECORD_NOINSTR 0x08
#define RECORD_IGNORES 0x10
#define RECORD_OBJECTS 0x20

#define RECORD_VIA 0x01
#define RECORD_GFP 0x02

/* Flags of the target. */
#define RECORD_HIGHMEM 0x01
#define RECORD_HIGHPTE 0x02
#define RECORD_RT 0x04
#define RECORD_FORCEMAP 0x08
#define RECORD_DEBUGKMAP 0x10
#define RECORD_BITS64 0x20

static inline uint16_t record_shape(unsigned int head, unsigned int flags)
{
	return (uint16_t)(flags << 8 | head);
}

/* Does the operation have the second byte? Compared values are u1, the address
 * of a local is a pointer, and terminators have no type.
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
