/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the target's configuration means for the rules: read from macros,
 * which the preprocessor still has when the pass runs.
 */
#include "gcc-headers.h"
#include "kmc.h"

/* The bit number of __GFP_DIRECT_RECLAIM where an enumerator gives it. */
static int reclaim_bit = -1;

void target_finish_type(void *gcc_data, void *)
{
	const_tree type = (const_tree)gcc_data, t;

	if (reclaim_bit >= 0 || !type || TREE_CODE(type) != ENUMERAL_TYPE)
		return;
	t = TYPE_VALUES(type);
	/* all of this enumeration's names begin alike */
	if (!t || strncmp(IDENTIFIER_POINTER(TREE_PURPOSE(t)), "___GFP_", 7))
		return;
	for (; t; t = TREE_CHAIN(t)) {
		const_tree value = TREE_VALUE(t);

		if (strcmp(IDENTIFIER_POINTER(TREE_PURPOSE(t)),
			   "___GFP_DIRECT_RECLAIM_BIT"))
			continue;
		if (TREE_CODE(value) == CONST_DECL)
			value = DECL_INITIAL(value);
		if (tree_fits_uhwi_p(value) && tree_to_uhwi(value) < 63)
			reclaim_bit = tree_to_uhwi(value);
	}
}

/* The macro @name, or NULL; asking adds nothing to GCC's tables. */
static cpp_hashnode *macro_find(const char *name)
{
	tree id = maybe_get_identifier(name);
	cpp_hashnode *node = id ? C_CPP_HASHNODE(id) : NULL;

	return node && cpp_user_macro_p(node) ? node : NULL;
}

static const cpp_token *macro_token(cpp_hashnode *node)
{
	const cpp_macro *m = node->value.macro;
	const cpp_token *t;
	unsigned int i;

	if (m->fun_like || m->kind != cmk_macro)
		return NULL;
	for (i = 0; i < m->count; i++) {
		t = &m->exp.tokens[i];
		if (t->type != CPP_OPEN_PAREN)
			return t;
	}
	return NULL;
}

/* The number that @name expands to, also by way of other names. */
static bool macro_number(const char *name, uint64_t *value)
{
	cpp_hashnode *node = macro_find(name);
	const cpp_token *t;
	int depth;

	for (depth = 0; node && depth < 8; depth++) {
		t = macro_token(node);
		if (t && t->type == CPP_NUMBER) {
			char digits[32] = "";

			memcpy(digits, t->val.str.text,
			       MIN(t->val.str.len, sizeof(digits) - 1));
			*value = strtoull(digits, NULL, 0);
			return true;
		}
		if (!t || t->type != CPP_NAME)
			return false;
		node = cpp_user_macro_p(t->val.node.node) ?
			t->val.node.node : NULL;
	}
	return false;
}

static bool config(const char *name)
{
	uint64_t value;

	return macro_number(name, &value) && value == 1;
}

bool target_is_module(void)
{
	return &parse_in && parse_in && config("MODULE");
}

void target_read(struct ir_target *t)
{
	uint64_t n;

	t->bits = POINTER_SIZE;
	if (reclaim_bit >= 0)
		t->gfp_reclaim = UINT64_C(1) << reclaim_bit;
	if (!&parse_in || !parse_in)
		return;
	if (macro_number("PAGE_SHIFT", &n) && n < 32)
		t->page = UINT64_C(1) << n;
	if (macro_number("___GFP_DIRECT_RECLAIM", &n) && n)
		t->gfp_reclaim = n;
	t->highmem = config("CONFIG_HIGHMEM");
	t->highpte = config("CONFIG_HIGHPTE");
	t->rt = config("CONFIG_PREEMPT_RT");
	t->debugkmap = config("CONFIG_DEBUG_KMAP_LOCAL");
	t->forcemap = config("CONFIG_DEBUG_KMAP_LOCAL_FORCE_MAP");
	if (t->debugkmap)
		t->kmax = 33;
}
