/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The IR: the one thing that plugin, analysis and tool speak.
 *
 * A unit is one translation unit. A function has parameters, SSA values,
 * local objects in memory, and blocks of instructions of which the last is
 * the terminator. Memory is addressed by a pointer operand plus a constant
 * byte offset; variable offsets are added to the pointer first. Names of
 * variables and fields are kept for messages only.
 *
 * Text form (white space separates; '#' starts a comment):
 *
 *   unit "fs/foo/bar.c" bits 64 page 4096 kmax 16 [highmem] [highpte] [rt]
 *        [forcemap] [debugkmap] gfp 0x400
 *   file 1 "fs/foo/bar.c"
 *   api "NAME what=..."                  a row of the API table (see known.h)
 *   global @name size 8 [const]          data objects; functions need no line
 *   facts @name at 1:10:1 [static] calls @a 1:11:2, @b 1:12:2 gfp 1,
 *         via "file_operations.read" 1:13:2
 *   func @name(ptr %1 "page", s32 %2 "len") s32 [static] [inline] [noreturn]
 *        [noinstr] [ignore "why"] [ignore-rule "kmap-leak" "why"] at 1:10:1 {
 *     object $1 "buf" size 64
 *   b1:
 *     %3 "src" = ptr call @kmap_local_page(%1) at 1:12:8
 *     %4 = u1 eq %3, 0
 *     if %4, b2, b3
 *   b2:
 *     %5 = ptr local $1
 *     %6 "x" = u32 load [%5 + 8] "walk.addr"
 *     %7 = u1 load [%5 + 8] bits 3 1 "walk.flag"        a bit field
 *     store ptr %3, [%5 + 16] "walk.addr"
 *     move [%5 + 0], [%1 + 0], 64
 *     clear [%5 + 0], 64
 *     %8 = s32 call *%6(%1, 4) via "ops.read"
 *     call @f(@g, 1) noreturn
 *     %9 = s32 phi b1: %2, b2: 0
 *     %10 = u64 select %4, %2, 7
 *     %11 = s32 opaque (%2)
 *     switch %2, b9, 1: b2, 3..5: b3                   default first
 *     any b1, b2
 *     goto b3
 *     ret %2
 *     ret
 *     unreachable
 *   }
 *
 * Operands are %value, an integer (decimal or 0x hex, may be negative) or
 * @global (the address of a global object or function). "at FILE:LINE:COL"
 * may follow any instruction; without it the instruction has no location.
 */
#ifndef KMC_IR_H
#define KMC_IR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Types of values. AGG is a struct by value or anything that is no scalar. */
enum ir_type {
	IR_VOID, IR_PTR, IR_U1, IR_U8, IR_S8, IR_U16, IR_S16, IR_U32, IR_S32,
	IR_U64, IR_S64, IR_AGG, IR_NTYPES
};

enum ir_op {
#define OP(name, text, form) IR_##name,
#include "op.def"
#undef OP
	IR_NOPS
};

enum ir_form {
	IR_FORM_UNARY, IR_FORM_BINARY, IR_FORM_COMPARE, IR_FORM_SELECT,
	IR_FORM_PHI, IR_FORM_LOCAL, IR_FORM_LOAD, IR_FORM_STORE, IR_FORM_MOVE,
	IR_FORM_CLEAR, IR_FORM_CALL, IR_FORM_OPAQUE, IR_FORM_TERM
};

enum ir_kind { IR_NONE, IR_VALUE, IR_IMM, IR_GLOBAL };

/* A place in the source; file is an index into the unit's files, 0 = none. */
struct ir_loc {
	uint32_t file, line, col;
};

struct ir_operand {
	enum ir_kind kind;
	uint32_t value;			/* IR_VALUE: index of the value */
	int64_t imm;			/* IR_IMM */
	const char *global;		/* IR_GLOBAL: name */
};

struct ir_case {
	int64_t lo, hi;			/* inclusive */
	uint32_t target;		/* block */
};

struct ir_insn {
	enum ir_op op;
	enum ir_type type;		/* of dest, or of what is stored */
	uint32_t dest;			/* value defined, 0 = none */
	struct ir_loc loc;
	struct ir_operand a, b, c;	/* LOAD/STORE: address in a; STORE: what
					   in b; MOVE: dest address a, source b;
					   CALL: callee in a (GLOBAL: direct) */
	int64_t off, off2;		/* bytes added to address a (and b) */
	uint64_t size;			/* LOAD STORE MOVE CLEAR: bytes */
	uint8_t bitpos, bits;		/* a bit field when bits != 0 */
	bool noreturn;			/* CALL: does not come back */
	uint32_t object;		/* LOCAL: index of the object */
	const char *field;		/* "struct.field", or of an indirect
					   call where it was loaded from */
	unsigned int nargs, cap_args;	/* CALL OPAQUE PHI */
	struct ir_operand *args;
	uint32_t *from;			/* PHI: block of each argument */
	unsigned int ntargets;		/* terminators: IF then, else; SWITCH
					   default; ANY; GOTO */
	uint32_t targets[2];		/* IF GOTO SWITCH */
	uint32_t *any;			/* ANY: ntargets blocks */
	unsigned int ncases, cap_cases;	/* SWITCH */
	struct ir_case *cases;
};

struct ir_val {
	enum ir_type type;
	const char *name;		/* the user's variable, or NULL */
	struct ir_insn *def;		/* NULL: parameter (after ir_finish) */
	uint32_t block;			/* of the definition, 0 = parameter */
};

struct ir_object {
	const char *name;		/* the user's variable, or NULL */
	uint64_t size;
};

struct ir_block {
	unsigned int ninsns, cap;
	struct ir_insn **insns;
	/* made by ir_finish(); each block once, also if two cases go there */
	unsigned int nsuccs, npreds;
	uint32_t *succs, *preds;
};

struct ir_ignore {
	const char *rule;		/* full name, or NULL: every rule */
	const char *why;
};

struct ir_func {
	struct ir_unit *unit;
	const char *name;
	struct ir_loc loc;
	enum ir_type ret;
	bool is_static, is_inline, is_noreturn;
	bool is_noinstr;		/* .noinstr.text, .entry.text, .head.text */
	unsigned int nignores, cap_ignores;
	struct ir_ignore *ignores;	/* annotations */
	unsigned int nparams, cap_params;
	uint32_t *params;		/* values */
	unsigned int nvals, cap_vals;	/* index 0 is not used */
	struct ir_val *vals;
	unsigned int nobjects, cap_objects; /* index 0 is not used */
	struct ir_object *objects;
	unsigned int nblocks, cap_blocks; /* index 0 is not used, 1 is entry */
	struct ir_block *blocks;
};

struct ir_global {
	const char *name;
	uint64_t size;
	bool is_const;
};

/* A call fact: what is kept of every call, also of functions without IR. */
struct ir_fact_call {
	const char *callee;		/* direct, or NULL */
	const char *via;		/* indirect: "struct.field" or NULL */
	struct ir_loc loc;
	int gfp_param;			/* 1-based parameter passed as gfp, 0 */
};

struct ir_facts {
	const char *func;
	struct ir_loc loc;
	bool is_static;
	unsigned int ncalls, cap_calls;
	struct ir_fact_call *calls;
};

/* What the target's configuration means for the rules. */
struct ir_target {
	unsigned int bits;		/* of a pointer */
	uint64_t page;			/* PAGE_SIZE, bytes */
	unsigned int kmax;		/* KM_MAX_IDX; 16, 33 with DEBUG_KMAP_LOCAL */
	uint64_t gfp_reclaim;		/* the bit of __GFP_DIRECT_RECLAIM */
	bool highmem, highpte, rt, forcemap, debugkmap;
};

struct ir_unit {
	struct arena *arena;		/* owns all below; not owned */
	const char *name;		/* source file, relative to the tree */
	struct ir_target target;
	unsigned int nfiles, cap_files;	/* index 0 is not used */
	const char **files;
	uint32_t last_file;		/* ir_file()'s last answer */
	unsigned int napi, cap_api;
	const char **api;		/* rows, text */
	unsigned int nglobals, cap_globals;
	struct ir_global *globals;
	unsigned int nfuncs, cap_funcs;
	struct ir_func **funcs;
	unsigned int nfacts, cap_facts;
	struct ir_facts *facts;
};

/* ---- building (all memory from the unit's arena) ---- */

/* An empty unit for source @name, target 64 bits, 4096, 16, gfp 0x400. */
struct ir_unit *ir_unit_new(struct arena *arena, const char *name);

/* The index of source file @name, added when new. @name is copied. */
uint32_t ir_file(struct ir_unit *u, const char *name);

/* Add a function; @name is copied. Blocks, values and objects start empty. */
struct ir_func *ir_func_new(struct ir_unit *u, const char *name);

/* Add an empty block; returns its index (the first one, 1, is the entry). */
uint32_t ir_block_new(struct ir_func *f);

/* Add a value; @name may be NULL and is copied. Returns its index. */
uint32_t ir_value_new(struct ir_func *f, enum ir_type type, const char *name);

/* Add a parameter: a value without definition. Returns the value's index. */
uint32_t ir_param_new(struct ir_func *f, enum ir_type type, const char *name);

/* Add a local object of @size bytes; @name may be NULL and is copied. */
uint32_t ir_object_new(struct ir_func *f, const char *name, uint64_t size);

/* Append an instruction to block @b and return it to be filled in. Strings
 * put into it must live as long as the arena (see ir_string()).
 */
struct ir_insn *ir_insn_new(struct ir_func *f, uint32_t b, enum ir_op op);

/* Append an argument (CALL, OPAQUE); for PHI, @from is the block. */
void ir_arg_new(struct ir_func *f, struct ir_insn *i, struct ir_operand a,
		uint32_t from);

/* Append a case to a SWITCH. */
void ir_case_new(struct ir_func *f, struct ir_insn *i, int64_t lo, int64_t hi,
		 uint32_t target);

/* Add facts of function @func (copied) and return them to be filled in;
 * calls are appended by ir_fact_call_new(). The pointer is valid until the
 * next ir_facts_new().
 */
struct ir_facts *ir_facts_new(struct ir_unit *u, const char *func);
struct ir_fact_call *ir_fact_call_new(struct ir_unit *u, struct ir_facts *f);

/* A copy of @s in the unit's arena; NULL gives NULL. */
const char *ir_string(struct ir_unit *u, const char *s);

static inline struct ir_operand ir_val(uint32_t v)
{
	struct ir_operand o = { IR_VALUE, v, 0, NULL };
	return o;
}

static inline struct ir_operand ir_imm(int64_t n)
{
	struct ir_operand o = { IR_IMM, 0, n, NULL };
	return o;
}

static inline struct ir_operand ir_global(const char *name)
{
	struct ir_operand o = { IR_GLOBAL, 0, 0, name };
	return o;
}

/* ---- after building ---- */

/* Compute successors, predecessors, and definitions of values. Call it once a
 * function is complete, before any analysis, and again after every change.
 * Returns false when a block has no terminator or a target does not exist (then
 * ir_check() says which).
 */
bool ir_finish(struct ir_func *f);

/* Check the numbered invariants (listed in ir-check.c) of a finished function.
 * Returns NULL when all hold, else a sentence in the unit's arena that begins
 * with the function's name and the number of the invariant, such as
 * "foo: invariant 3: ...".
 */
const char *ir_check(struct ir_func *f);

/* ir_check() over all functions of the unit, and the unit's own invariants. */
const char *ir_check_unit(struct ir_unit *u);

/* ---- text ---- */

/* Print the unit in the text form. Printing what was parsed gives the same
 * unit again when parsed. @out is a FILE; errors are left in it.
 */
struct _IO_FILE;
void ir_print(const struct ir_unit *u, struct _IO_FILE *out);
void ir_print_func(const struct ir_func *f, struct _IO_FILE *out);

/* Parse @size bytes of text into a new unit in @arena; functions are finished
 * and checked. @name is used in messages. With @text_locs, functions and
 * instructions without "at" get the place in the text itself (file @name), so
 * that fixtures can hold expectations on the line. Returns NULL on the first
 * error and sets *@error to a sentence in @arena: "name:line: what is wrong".
 */
struct ir_unit *ir_parse(struct arena *arena, const char *name,
			 const char *text, size_t size, bool text_locs,
			 const char **error);

/* Names of operations and types ("add", "u32"); lookups return -1 if none. */
const char *ir_op_name(enum ir_op op);
enum ir_form ir_op_form(enum ir_op op);
const char *ir_type_name(enum ir_type t);
int ir_op_find(const char *name, size_t len);
int ir_type_find(const char *name, size_t len);

/* Bits of a type (PTR: the target's), 0 for VOID and AGG; signedness. */
unsigned int ir_type_bits(const struct ir_unit *u, enum ir_type t);
bool ir_type_signed(enum ir_type t);

/* The function @name of the unit that has a body, or NULL. */
struct ir_func *ir_func_find(const struct ir_unit *u, const char *name);

#endif
