/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory: GCC's nested references become a pointer plus a constant offset.
 */
#include "gcc-headers.h"
#include "lower.h"

#define MAX_TERMS 8

/* What a reference denotes. */
struct place {
	tree base;			/* declaration, constant or pointer */
	bool deref;			/* base is a pointer to it */
	int64_t off;			/* bytes */
	int64_t bit;			/* bits on top of these */
	unsigned int bits;		/* of a bit field, or 0 */
	unsigned int nterms;		/* index times bytes, to be added */
	struct {
		tree index;
		int64_t scale;
	} terms[MAX_TERMS];
};

/* ---- names of fields ---- */

static const char *type_name(const_tree type)
{
	tree name = TYPE_NAME(type);

	if (name && TREE_CODE(name) == TYPE_DECL)
		name = DECL_NAME(name);
	return name && TREE_CODE(name) == IDENTIFIER_NODE ?
		IDENTIFIER_POINTER(name) : NULL;
}

/* The tag of @type, or a typedef's name for it, or NULL. */
static const char *type_tag(const_tree type)
{
	const char *tag = NULL;

	type = TYPE_MAIN_VARIANT(type);
	for (; type && !tag; type = TYPE_NEXT_VARIANT(type))
		tag = type_name(type);
	return tag;
}

/* The tag of the nearest struct around @ref's field that has one. */
static const char *enclosing_tag(tree ref)
{
	const char *tag = NULL;

	for (; handled_component_p(ref) && !tag; ref = TREE_OPERAND(ref, 0))
		if (TREE_CODE(ref) == COMPONENT_REF)
			tag = type_tag(DECL_CONTEXT(TREE_OPERAND(ref, 1)));
	return tag;
}

const char *lower_field(struct lower_unit *lu, tree ref)
{
	const char *text, *tag;
	tree field;

	while (handled_component_p(ref) &&
	       (TREE_CODE(ref) != COMPONENT_REF ||
		!DECL_NAME(TREE_OPERAND(ref, 1))))
		ref = TREE_OPERAND(ref, 0);
	if (TREE_CODE(ref) != COMPONENT_REF)
		return NULL;
	field = TREE_OPERAND(ref, 1);
	text = (const char *)map_get_ptr(lu->fields, map_key_ptr(field));
	if (text)
		return text;
	tag = enclosing_tag(ref);
	text = arena_printf(lu->ir->arena, "%s.%s", tag ? tag : "",
			    IDENTIFIER_POINTER(DECL_NAME(field)));
	map_put_ptr(lu->fields, map_key_ptr(field), text);
	return text;
}

/* ---- walking a reference ---- */

/* Of a wider constant the low 64 bits: addresses have no more. */
static int64_t signed_cst(const_tree t)
{
	return sext_hwi(TREE_INT_CST_LOW(t),
			MIN(TYPE_PRECISION(TREE_TYPE(t)),
			    HOST_BITS_PER_WIDE_INT));
}

/* Offsets are counted modulo 2^64, as addresses are. */
static void add_bytes(struct place *p, uint64_t n)
{
	p->off = (int64_t)((uint64_t)p->off + n);
}

static bool add_component(struct place *p, const_tree ref)
{
	const_tree field = TREE_OPERAND(ref, 1);

	if (TREE_OPERAND(ref, 2) || !tree_fits_shwi_p(DECL_FIELD_OFFSET(field)))
		return false;
	add_bytes(p, tree_to_shwi(DECL_FIELD_OFFSET(field)));
	p->bit += tree_to_shwi(DECL_FIELD_BIT_OFFSET(field));
	return true;
}

static bool add_term(struct place *p, tree index, int64_t scale)
{
	if (TREE_CODE(index) == INTEGER_CST) {
		add_bytes(p, (uint64_t)signed_cst(index) * scale);
		return true;
	}
	if (p->nterms == MAX_TERMS || lower_type(TREE_TYPE(index)) == IR_AGG)
		return false;
	p->terms[p->nterms].index = index;
	p->terms[p->nterms++].scale = scale;
	return true;
}

static bool add_element(struct place *p, const_tree ref)
{
	const_tree array = TREE_TYPE(TREE_OPERAND(ref, 0));
	const_tree size = TYPE_SIZE_UNIT(TREE_TYPE(array));

	return !TREE_OPERAND(ref, 3) && size && tree_fits_shwi_p(size) &&
	       add_term(p, TREE_OPERAND(ref, 1), tree_to_shwi(size));
}

/* The outermost reference alone can be of bits. */
static void place_bits(struct place *p, const_tree ref)
{
	if (TREE_CODE(ref) == BIT_FIELD_REF)
		p->bits = tree_to_uhwi(TREE_OPERAND(ref, 1));
	else if (TREE_CODE(ref) == COMPONENT_REF &&
		 DECL_BIT_FIELD(TREE_OPERAND(ref, 1)))
		p->bits = tree_to_uhwi(DECL_SIZE(TREE_OPERAND(ref, 1)));
}

/* One level of @ref; false when it has no constant layout. */
static bool add_level(struct place *p, const_tree ref)
{
	switch (TREE_CODE(ref)) {
	case COMPONENT_REF:
		return add_component(p, ref);
	case ARRAY_REF:
		return add_element(p, ref);
	case BIT_FIELD_REF:
		p->bit += tree_to_shwi(TREE_OPERAND(ref, 2));
		return true;
	case IMAGPART_EXPR:
		add_bytes(p, int_size_in_bytes(TREE_TYPE(ref)));
		return true;
	case REALPART_EXPR:
	case VIEW_CONVERT_EXPR:
		return true;
	default:
		return false;
	}
}

static bool add_target_mem(struct place *p, tree ref)
{
	add_bytes(p, signed_cst(TMR_OFFSET(ref)));
	if (TMR_INDEX(ref) &&
	    !add_term(p, TMR_INDEX(ref),
		      TMR_STEP(ref) ? signed_cst(TMR_STEP(ref)) : 1))
		return false;
	return !TMR_INDEX2(ref) || add_term(p, TMR_INDEX2(ref), 1);
}

/* Split @ref. False when it cannot be told as base and offset. */
static bool place_of(struct place *p, tree ref)
{
	memset(p, 0, sizeof(*p));
	place_bits(p, ref);
	for (;;) {
		for (; handled_component_p(ref); ref = TREE_OPERAND(ref, 0))
			if (!add_level(p, ref))
				return false;
		if (TREE_CODE(ref) == MEM_REF)
			add_bytes(p, signed_cst(TREE_OPERAND(ref, 1)));
		else if (TREE_CODE(ref) != TARGET_MEM_REF)
			break;
		else if (!add_target_mem(p, ref))
			return false;
		ref = TREE_OPERAND(ref, 0);
		p->deref = TREE_CODE(ref) != ADDR_EXPR;
		if (p->deref)
			break;
		ref = TREE_OPERAND(ref, 0);
	}
	add_bytes(p, p->bit >> 3);
	p->bit &= 7;
	p->base = ref;
	return p->bit + p->bits <= 64 && (p->bits || !p->bit);
}

bool is_memory(tree ref)
{
	while (handled_component_p(ref))
		ref = TREE_OPERAND(ref, 0);
	switch (TREE_CODE(ref)) {
	case MEM_REF:
	case TARGET_MEM_REF:
	case VAR_DECL:
	case PARM_DECL:
	case RESULT_DECL:
	case CONST_DECL:
	case STRING_CST:
		return true;
	default:
		return false;
	}
}

/* ---- addresses ---- */

static const char *global_enter(struct lower_unit *lu, const char *name,
				uint64_t size, bool is_const)
{
	struct ir_unit *u = lu->ir;
	struct ir_global *g;

	u->globals = (struct ir_global *)
		arena_grow(u->arena, u->globals, sizeof(*u->globals),
			   u->nglobals, &u->cap_globals);
	g = &u->globals[u->nglobals++];
	g->name = name;
	g->size = size;
	g->is_const = is_const;
	return name;
}

/* Enter @name unless it is there; a namesake that is another variable (a
 * static one in another scope) gets a number.
 */
static const char *global_named(struct lower_unit *lu, const char *name,
				const_tree decl, uint64_t size, bool is_const)
{
	bool same = !decl || TREE_PUBLIC(decl) || DECL_EXTERNAL(decl);
	const char *try_name = name;
	uint32_t n = intern_count(lu->names), k;

	for (k = 2; intern_index(lu->names, try_name) < n; k++) {
		if (same)
			return intern_string(lu->names, name);
		try_name = arena_printf(lu->ir->arena, "%s.%u", name, k);
	}
	return global_enter(lu, intern_string(lu->names, try_name), size,
			    is_const);
}

static struct ir_operand global_operand(struct lower_unit *lu, tree decl)
{
	const char *name;

	name = (const char *)map_get_ptr(lu->globals, map_key_ptr(decl));
	if (!name) {
		name = decl_name(lu->ir->arena, decl);
		name = global_named(lu, name ? name : "$const", decl,
				    DECL_SIZE_UNIT(decl) &&
				    tree_fits_uhwi_p(DECL_SIZE_UNIT(decl)) ?
				    tree_to_uhwi(DECL_SIZE_UNIT(decl)) : 0,
				    TREE_READONLY(decl));
		map_put_ptr(lu->globals, map_key_ptr(decl), name);
	}
	return ir_global(name);
}

uint32_t lower_object(struct lower *l, tree decl)
{
	uint64_t *object = map_put(l->objects, map_key_ptr(decl));

	if (!*object)
		*object = ir_object_new(l->f, DECL_NAME(decl) &&
					!DECL_IGNORED_P(decl) ?
					IDENTIFIER_POINTER(DECL_NAME(decl)) :
					NULL, lower_size(TREE_TYPE(decl)));
	return *object;
}

static struct local_cache *local_cache(struct lower *l, uint32_t object)
{
	while (l->cap_locals <= object)
		l->locals = (struct local_cache *)
			arena_grow(l->lu->ir->arena, l->locals,
				   sizeof(*l->locals), l->cap_locals,
				   &l->cap_locals);
	return &l->locals[object];
}

/* Its address, taken once a block. */
static struct ir_operand local_operand(struct lower *l, tree decl)
{
	uint32_t object = lower_object(l, decl);
	struct local_cache *cache = local_cache(l, object);
	struct ir_insn *i;

	if (cache->block != l->block) {
		i = lower_insn(l, IR_LOCAL, IR_PTR);
		i->dest = ir_value_new(l->f, IR_PTR, NULL);
		i->object = object;
		cache->block = l->block;
		cache->value = i->dest;
	}
	return ir_val(cache->value);
}

static struct ir_operand decl_operand(struct lower *l, tree decl)
{
	if (TREE_CODE(decl) == CONST_DECL || is_global_var(decl))
		return global_operand(l->lu, decl);
	return local_operand(l, decl);
}

/* The address of what has no known layout. */
static struct ir_operand unknown_address(struct lower *l, uint32_t dest)
{
	return dest_of(lower_opaque(l, IR_PTR, dest));
}

/* The operand that the place's base stands for. */
static struct ir_operand base_operand(struct lower *l, const struct place *p)
{
	tree base = p->base;

	if (p->deref)
		return lower_operand(l, base);
	switch (TREE_CODE(base)) {
	case VAR_DECL:
		if (DECL_HARD_REGISTER(base) || DECL_HAS_VALUE_EXPR_P(base))
			break;
		return decl_operand(l, base);
	case PARM_DECL:
	case RESULT_DECL:
	case CONST_DECL:
		return decl_operand(l, base);
	case FUNCTION_DECL:
		return ir_global(decl_name(l->lu->ir->arena, base));
	case STRING_CST:
		return ir_global(global_named(l->lu, "$str", NULL_TREE, 0,
					      true));
	default:
		break;
	}
	return unknown_address(l, 0);
}

static struct ir_operand term_operand(struct lower *l, tree index,
				      int64_t scale)
{
	struct ir_operand o = lower_operand(l, index);
	bool is_signed = !TYPE_UNSIGNED(TREE_TYPE(index));
	enum ir_type type = l->lu->ir->target.bits == 64 ?
		(is_signed ? IR_S64 : IR_U64) : (is_signed ? IR_S32 : IR_U32);
	enum ir_type from = lower_type(TREE_TYPE(index));

	if (ir_type_bits(l->lu->ir, from) != ir_type_bits(l->lu->ir, type))
		o = lower_def(l, IR_CAST, type, 0, o, no_operand());
	if (scale != 1)
		o = lower_def(l, IR_MUL, type, 0, o, ir_imm(scale));
	return o;
}

/* Base and variable terms of a place; off is left to the access. */
static struct ir_operand place_pointer(struct lower *l, const struct place *p)
{
	struct ir_operand o = base_operand(l, p);
	unsigned int i;

	for (i = 0; i < p->nterms; i++)
		o = lower_def(l, IR_ADD, IR_PTR, 0, o,
			      term_operand(l, p->terms[i].index,
					   p->terms[i].scale));
	return o;
}

struct ir_operand lower_address(struct lower *l, tree ref, uint32_t dest)
{
	struct ir_operand o;
	struct place p;

	if (!place_of(&p, ref))
		return unknown_address(l, dest);
	o = place_pointer(l, &p);
	if (p.off)
		return lower_def(l, IR_ADD, IR_PTR, dest, o, ir_imm(p.off));
	if (dest)
		return lower_def(l, IR_COPY, IR_PTR, dest, o, no_operand());
	return o;
}

/* ---- accesses ---- */

/* A value that a register variable holds, or the like. */
static bool is_access(const struct place *p)
{
	return p->deref || TREE_CODE(p->base) != VAR_DECL ||
	       !DECL_HARD_REGISTER(p->base);
}

static void access_fill(struct lower *l, struct ir_insn *i,
			const struct place *p, tree ref)
{
	i->off = p->off;
	i->field = lower_field(l->lu, ref);
	i->bitpos = p->bits ? p->bit : 0;
	i->bits = p->bits;
	i->size = p->bits ? (p->bit + p->bits + 7) / 8 :
		lower_size(TREE_TYPE(ref));
}

/* What assembly is told of as *(void *)p has a place, but no size. */
enum ir_type lower_memory_type(const_tree type)
{
	return VOID_TYPE_P(type) ? IR_AGG : lower_type(type);
}

struct ir_operand lower_load(struct lower *l, tree ref, uint32_t dest)
{
	enum ir_type type = lower_memory_type(TREE_TYPE(ref));
	struct ir_operand pointer;
	struct ir_insn *i;
	struct place p;

	if (!place_of(&p, ref) || !is_access(&p) ||
	    p.bits > ir_type_bits(l->lu->ir, type))
		return dest_of(lower_opaque(l, type, dest));
	pointer = place_pointer(l, &p);
	i = lower_insn(l, IR_LOAD, type);
	i->dest = dest ? dest : ir_value_new(l->f, type, NULL);
	i->a = pointer;
	access_fill(l, i, &p, ref);
	return dest_of(i);
}

void lower_store(struct lower *l, tree ref, struct ir_operand what)
{
	enum ir_type type = lower_memory_type(TREE_TYPE(ref));
	struct ir_operand pointer;
	struct ir_insn *i;
	struct place p;

	if (!place_of(&p, ref) || !is_access(&p) ||
	    p.bits > ir_type_bits(l->lu->ir, type))
		return;
	pointer = place_pointer(l, &p);
	i = lower_insn(l, IR_STORE, type);
	i->a = pointer;
	i->b = what;
	access_fill(l, i, &p, ref);
}

void lower_move(struct lower *l, tree to, tree from)
{
	struct ir_operand a, b;
	struct place p, q;
	struct ir_insn *i;

	if (!place_of(&p, to))
		return;
	if (!place_of(&q, from)) {
		lower_forget(l, to);
		return;
	}
	a = place_pointer(l, &p);
	b = place_pointer(l, &q);
	i = lower_insn(l, IR_MOVE, IR_VOID);
	i->a = a;
	i->b = b;
	access_fill(l, i, &p, to);
	i->bits = i->bitpos = 0;
	i->off2 = q.off;
}

void lower_clear(struct lower *l, tree to)
{
	struct ir_operand a;
	struct ir_insn *i;
	struct place p;

	if (!place_of(&p, to))
		return;
	a = place_pointer(l, &p);
	i = lower_insn(l, IR_CLEAR, IR_VOID);
	i->a = a;
	access_fill(l, i, &p, to);
	i->bits = i->bitpos = 0;
}

void lower_forget(struct lower *l, tree to)
{
	struct ir_insn *i = lower_opaque(l, lower_type(TREE_TYPE(to)), 0);

	lower_store(l, to, dest_of(i));
}
