/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Site records as variables of the unit (analysis/site.h tells their layout).
 */
#include "gcc-headers.h"
#include "kmc.h"

enum { FIELD_FILE, FIELD_FUNC, FIELD_API, FIELD_LINE, FIELD_FAMILY, FIELD_OP,
       FIELD_VERSION, NFIELDS };

struct sites {
	struct arena *arena;
	struct intern *keys;		/* a site's number */
	tree *decls;			/* its variable, by number */
	unsigned int cap;
	tree type, fields[NFIELDS];
};

static tree text_type(void)
{
	return build_pointer_type(build_qualified_type(char_type_node,
						       TYPE_QUAL_CONST));
}

static void field_add(struct sites *s, int field, const char *name, tree type)
{
	tree f = build_decl(UNKNOWN_LOCATION, FIELD_DECL, get_identifier(name),
			    type);

	DECL_CONTEXT(f) = s->type;
	if (field)
		DECL_CHAIN(s->fields[field - 1]) = f;
	s->fields[field] = f;
}

static void type_build(struct sites *s)
{
	s->type = make_node(RECORD_TYPE);
	TYPE_NAME(s->type) = get_identifier("kmapcheck_site");
	field_add(s, FIELD_FILE, "file", text_type());
	field_add(s, FIELD_FUNC, "func", text_type());
	field_add(s, FIELD_API, "api", text_type());
	field_add(s, FIELD_LINE, "line", unsigned_type_node);
	field_add(s, FIELD_FAMILY, "family", unsigned_char_type_node);
	field_add(s, FIELD_OP, "op", unsigned_char_type_node);
	field_add(s, FIELD_VERSION, "version", short_unsigned_type_node);
	TYPE_FIELDS(s->type) = s->fields[0];
	layout_type(s->type);
}

struct sites *sites_new(struct arena *arena)
{
	struct sites *s = (struct sites *)arena_alloc(arena, sizeof(*s));

	s->arena = arena;
	s->keys = intern_new(arena);
	type_build(s);
	return s;
}

unsigned int sites_count(const struct sites *s)
{
	return intern_count(s->keys);
}

static tree text_value(const char *text)
{
	return build_string_literal(strlen(text) + 1, text);
}

static tree site_value(const struct sites *s, const struct site *site)
{
	vec<constructor_elt, va_gc> *v = NULL;
	tree value[NFIELDS], ctor;
	int i;

	value[FIELD_FILE] = text_value(site->file);
	value[FIELD_FUNC] = text_value(site->func);
	value[FIELD_API] = text_value(site->api);
	value[FIELD_LINE] = build_int_cst(unsigned_type_node, site->line);
	value[FIELD_FAMILY] = build_int_cst(unsigned_char_type_node,
					    site->family);
	value[FIELD_OP] = build_int_cst(unsigned_char_type_node, site->op);
	value[FIELD_VERSION] = build_int_cst(short_unsigned_type_node,
					     SITE_VERSION);
	for (i = 0; i < NFIELDS; i++)
		CONSTRUCTOR_APPEND_ELT(v, s->fields[i], value[i]);
	ctor = build_constructor(s->type, v);
	TREE_CONSTANT(ctor) = 1;
	TREE_STATIC(ctor) = 1;
	return ctor;
}

/* Position independent code has its addresses filled in when it is loaded. */
static const char *site_section(void)
{
	return flag_pic || flag_pie ? ".data.rel.ro.kmapcheck_site" :
				      ".rodata.kmapcheck_site";
}

/* A static constant, without alignment beyond that of its type: sites can be
 * read in a row.
 */
static tree constant_build(const char *name, tree type, tree value)
{
	tree decl = build_decl(UNKNOWN_LOCATION, VAR_DECL, get_identifier(name),
			       build_qualified_type(type, TYPE_QUAL_CONST));

	SET_DECL_ASSEMBLER_NAME(decl, DECL_NAME(decl));
	TREE_STATIC(decl) = 1;
	TREE_READONLY(decl) = 1;
	TREE_ADDRESSABLE(decl) = 1;
	TREE_USED(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	DECL_IGNORED_P(decl) = 1;
	SET_DECL_ALIGN(decl, TYPE_ALIGN(type));
	DECL_USER_ALIGN(decl) = 1;
	DECL_INITIAL(decl) = value;
	return decl;
}

static void constant_enter(tree decl)
{
	varpool_node *node;

	varpool_node::finalize_decl(decl);
	node = varpool_node::get(decl);
	if (!node->analyzed)
		node->analyze();
}

static tree site_build(const struct sites *s, const struct site *site,
		       unsigned int number)
{
	const char *name = arena_printf(s->arena, SITE_SYMBOL "%u", number);
	tree decl = constant_build(name, s->type, site_value(s, site));

	set_decl_section_name(decl, site_section());
	constant_enter(decl);
	return decl;
}

void sites_mark(void)
{
	tree decl = constant_build("__kmapcheck_instrumented",
				   unsigned_char_type_node,
				   build_int_cst(unsigned_char_type_node,
						 SITE_VERSION));

	DECL_PRESERVE_P(decl) = 1;
	constant_enter(decl);
}

tree site_address(struct sites *s, const struct site *site)
{
	unsigned int n = intern_count(s->keys), number;

	number = intern_index(s->keys,
			      arena_printf(s->arena, "%s:%u:%s:%s:%u:%u",
					   site->file, site->line, site->func,
					   site->api, site->family, site->op));
	if (number == n) {
		s->decls = (tree *)arena_grow(s->arena, s->decls,
					      sizeof(*s->decls), n, &s->cap);
		s->decls[n] = site_build(s, site, n);
	}
	return build_fold_addr_expr(s->decls[number]);
}
