/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Annotations of functions, in two spellings: [[kmapcheck::ignore("why")]] and
 * __attribute__((kmapcheck_ignore("why"))).
 */
#include "gcc-headers.h"
#include "kmc.h"

/* Rows that "api" annotations gave, in the order of the source. They come
 * while the unit is parsed and live as long as the compiler.
 */
static struct row {
	char *text;
	location_t loc;
} *rows;
static unsigned int nrows, cap_rows;

static const char *string_arg(tree args)
{
	tree s = args ? TREE_VALUE(args) : NULL_TREE;

	while (s && (CONVERT_EXPR_P(s) || TREE_CODE(s) == ADDR_EXPR))
		s = TREE_OPERAND(s, 0);
	return s && TREE_CODE(s) == STRING_CST ? TREE_STRING_POINTER(s) : NULL;
}

static bool refuse(bool *no_add, tree name, const char *why)
{
	warning(OPT_Wattributes, "attribute %qE ignored: %s", name, why);
	*no_add = true;
	return false;
}

static bool handle_texts(tree *node, tree name, tree args, bool *no_add)
{
	if (TREE_CODE(*node) != FUNCTION_DECL)
		return refuse(no_add, name, "it belongs to functions");
	for (; args; args = TREE_CHAIN(args))
		if (!string_arg(args))
			return refuse(no_add, name,
				      "its arguments are strings");
	return true;
}

static tree handle_ignore(tree *node, tree name, tree args, int, bool *no_add)
{
	handle_texts(node, name, args, no_add);
	return NULL_TREE;
}

static tree handle_ignore_rule(tree *node, tree name, tree args, int,
			       bool *no_add)
{
	const char *rule, *wrong;
	struct arena *arena;
	uint32_t mask;

	if (!handle_texts(node, name, args, no_add))
		return NULL_TREE;
	rule = string_arg(args);
	if (rule_find(rule, strlen(rule)) >= 0)
		return NULL_TREE;
	arena = arena_new();
	wrong = rule_parse_list(arena, rule, &mask);
	refuse(no_add, name, wrong ? wrong : "it takes one rule");
	arena_free(arena);
	return NULL_TREE;
}

static void row_add(tree decl, const char *effects)
{
	if (nrows == cap_rows) {
		cap_rows = cap_rows ? 2 * cap_rows : 16;
		rows = XRESIZEVEC(struct row, rows, cap_rows);
	}
	rows[nrows].text = concat(IDENTIFIER_POINTER(DECL_NAME(decl)), " ",
				  effects, NULL);
	rows[nrows++].loc = DECL_SOURCE_LOCATION(decl);
}

static tree handle_api(tree *node, tree name, tree args, int, bool *no_add)
{
	if (handle_texts(node, name, args, no_add))
		row_add(*node, string_arg(args));
	return NULL_TREE;
}

#define SPEC(name, nargs, handler)					\
	{ name, nargs, nargs, true, false, false, false, handler, NULL }
#define SPEC_END							\
	{ NULL, 0, 0, false, false, false, false, NULL, NULL }

static const struct attribute_spec scoped[] = {
	SPEC("ignore", 1, handle_ignore),
	SPEC("ignore_rule", 2, handle_ignore_rule),
	SPEC("api", 1, handle_api),
	SPEC_END
};

static const struct attribute_spec plain[] = {
	SPEC("kmapcheck_ignore", 1, handle_ignore),
	SPEC("kmapcheck_ignore_rule", 2, handle_ignore_rule),
	SPEC("kmapcheck_api", 1, handle_api),
};

void attribs_register(void *, void *)
{
	size_t i;

	KMC_REGISTER_SCOPED(scoped, "kmapcheck");
	for (i = 0; i < ARRAY_SIZE(plain); i++)
		register_attribute(&plain[i]);
}

/* Is @attr our attribute @name, in either spelling? */
static bool is_ours(tree attr, const char *name)
{
	const char *prefix = "kmapcheck_";
	const char *given = IDENTIFIER_POINTER(get_attribute_name(attr));
	tree ns = get_attribute_namespace(attr);

	if (ns && !strcmp(IDENTIFIER_POINTER(ns), "kmapcheck"))
		return !strcmp(given, name);
	return !strncmp(given, prefix, strlen(prefix)) &&
	       !strcmp(given + strlen(prefix), name);
}

static void ignore_add(struct ir_func *f, const char *rule, const char *why)
{
	struct ir_ignore *i;

	f->ignores = (struct ir_ignore *)
		arena_grow(f->unit->arena, f->ignores, sizeof(*f->ignores),
			   f->nignores, &f->cap_ignores);
	i = &f->ignores[f->nignores++];
	i->rule = rule;
	i->why = ir_string(f->unit, why);
}

void attribs_read(struct ir_func *f, tree decl)
{
	tree attr, args;
	const char *rule;

	for (attr = DECL_ATTRIBUTES(decl); attr; attr = TREE_CHAIN(attr)) {
		args = TREE_VALUE(attr);
		if (is_ours(attr, "ignore")) {
			ignore_add(f, NULL, string_arg(args));
		} else if (is_ours(attr, "ignore_rule")) {
			rule = string_arg(args);
			ignore_add(f, rule_name((enum rule_id)
						rule_find(rule, strlen(rule))),
				   string_arg(TREE_CHAIN(args)));
		}
	}
}

void attribs_api(struct ir_unit *u, struct known_table *t)
{
	const char *wrong;
	unsigned int i;

	for (i = 0; i < nrows; i++) {
		wrong = known_add(t, rows[i].text);
		if (wrong) {
			error_at(rows[i].loc, "kmapcheck: %s", wrong);
			continue;
		}
		u->api = (const char **)arena_grow(u->arena, u->api,
						   sizeof(*u->api), u->napi,
						   &u->cap_api);
		u->api[u->napi++] = ir_string(u, rows[i].text);
	}
}
