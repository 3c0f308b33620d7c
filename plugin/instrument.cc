/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Calls to the runtime shim: after each mapping primitive, before each release
 * and at the entry of a few functions of the kernel's core.
 *
 * It runs behind the analysis, which sees and records the code as written.
 * Functions are in SSA form and nothing is inlined: primitives are calls, and
 * what is inserted in a header's inline function goes wherever it is inlined.
 *
 * 1. Which functions are instrumented depends on what they are, not on whether
 *    they map or release: so no pair has one side only.
 * 2. A call is inserted with its edge and references in GCC's call graph, and
 *    virtual operands are renewed once a function.
 */
#include "gcc-headers.h"
#include "kmc.h"

#define MAX_ARGS 3		/* of a hook at an entry */

enum hook { HOOK_MAP, HOOK_UNMAP, NHOOKS };

struct instrument {
	struct arena *arena;
	const struct known_table *table;
	struct source *source;
	struct sites *sites;
	tree hooks[NHOOKS];
	struct cgraph_node *node;	/* the function at work */
	struct instrument_stats *stats;
};

static const struct entry {
	const char *function, *file, *hook;
	unsigned int nargs;
} entries[] = {
#define ENTRY(function, file, hook, n) { function, file, hook, n },
#define UNIT(file)
#define SECTION(name)
#include "instrument.def"
#undef ENTRY
#undef UNIT
#undef SECTION
};

static const char *const units[] = {
#define ENTRY(function, file, hook, n)
#define UNIT(file) file,
#define SECTION(name)
#include "instrument.def"
#undef ENTRY
#undef UNIT
#undef SECTION
};

static const char *const sections[] = {
#define ENTRY(function, file, hook, n)
#define UNIT(file)
#define SECTION(name) name,
#include "instrument.def"
#undef ENTRY
#undef UNIT
#undef SECTION
};

/* ---- what is instrumented ---- */

static const struct known_effect *maps_effect(const struct known *k)
{
	const struct known_effect *e = known_effect(k, KNOWN_MAPS);

	if (!e)
		e = known_effect(k, KNOWN_MAPS_OR_NULL);
	return e ? e : known_effect(k, KNOWN_MAPS_AT);
}

static const struct known_effect *releases_effect(const struct known *k)
{
	return known_effect(k, KNOWN_RELEASES);
}

/* Mappings are told of where primitives are called, not inside of them. */
static bool is_primitive(const struct known *k)
{
	return maps_effect(k) || releases_effect(k) ||
	       known_effect(k, KNOWN_INTERNAL);
}

static bool section_forbids(const char *name)
{
	size_t i, n;

	for (i = 0; name && i < ARRAY_SIZE(sections); i++) {
		n = strlen(sections[i]);
		if (!strncmp(name, sections[i], n) &&
		    (!name[n] || name[n] == '.'))
			return true;
	}
	return false;
}

/* May calls be inserted into the function @decl? */
static bool is_open(const struct instrument *in, tree decl, const char *name)
{
	return !section_forbids(DECL_SECTION_NAME(decl)) &&
	       !is_primitive(known_find(in->table, name));
}

/* The shim's own hooks are never called from where they are defined. */
static bool is_hook(const char *name)
{
	static const char prefix[] = "__kmapcheck_";

	return !strncmp(name, prefix, sizeof(prefix) - 1);
}

static const struct entry *entry_find(const struct instrument *in, tree decl,
				      const char *name)
{
	const char *file;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(entries); i++) {
		if (strcmp(entries[i].function, name))
			continue;
		file = DECL_SOURCE_FILE(decl);
		if (file && !strcmp(source_relative(in->source, file),
				    entries[i].file))
			return &entries[i];
	}
	return NULL;
}

/* The row of the function that @call names, or NULL. */
static const struct known *callee_row(const struct instrument *in,
				      const gcall *call)
{
	tree decl = gimple_call_fndecl(call);
	const char *name = decl ? decl_name(in->arena, decl) : NULL;

	return name ? known_find(in->table, name) : NULL;
}

static bool has_calls(const struct instrument *in)
{
	struct cgraph_edge *e;
	const char *name;

	for (e = in->node->callees; e; e = e->next_callee) {
		name = decl_name(in->arena, e->callee->decl);
		if (name && is_primitive(known_find(in->table, name)))
			return true;
	}
	return false;
}

/* ---- sites ---- */

static const struct known_effect *op_effect(const struct known *k,
					    enum site_op op)
{
	return op == SITE_MAPS ? maps_effect(k) : releases_effect(k);
}

/* The row that the source means at @loc, where @k is called: that of the
 * outermost macro around the call that has one and does the same. A macro of
 * another family may be made of @k's.
 */
static const struct known *written_row(const struct instrument *in,
				       const struct known *k, location_t loc,
				       enum site_op op)
{
	const struct known *row;
	const line_map_macro *map;

	while (linemap_location_from_macro_expansion_p(line_table, loc)) {
		map = linemap_check_macro(linemap_lookup(line_table, loc));
		row = known_find(in->table, linemap_map_get_macro_name(map));
		if (op_effect(row, op))
			k = row;
		loc = KMC_MACRO_USE(map);
	}
	return k;
}

/* What the source calls a primitive: macros call inner names. */
static const char *api_name(const char *name)
{
	return name + strspn(name, "_");
}

static tree site_of(struct instrument *in, gcall *call, const struct known *k,
		    enum site_op op)
{
	location_t loc = LOCATION_LOCUS(gimple_location(call));
	expanded_location at;
	struct site site;

	if (loc <= BUILTINS_LOCATION)
		loc = DECL_SOURCE_LOCATION(in->node->decl);
	k = written_row(in, k, loc, op);
	at = expand_location(loc);
	site.file = at.file ? source_relative(in->source, at.file) : "";
	site.line = at.line;
	site.func = decl_name(in->arena, in->node->decl);
	site.api = api_name(k->name);
	site.family = site_family(op_effect(k, op)->family);
	site.op = op;
	return site_address(in->sites, &site);
}

/* ---- calls ---- */

static tree hook_decl(const char *name, unsigned int nargs, tree *types)
{
	return build_fn_decl(name, build_function_type_array(void_type_node,
							     nargs, types));
}

static tree hook_get(struct instrument *in, enum hook hook)
{
	static const char *const names[NHOOKS] = {
		"__kmapcheck_map", "__kmapcheck_unmap"
	};
	tree types[2] = { ptr_type_node, const_ptr_type_node };

	if (!in->hooks[hook])
		in->hooks[hook] = hook_decl(names[hook], 2, types);
	return in->hooks[hook];
}

/* Enter a call that now stands in its block into GCC's call graph. */
static void graph_add(struct instrument *in, gcall *call)
{
	tree decl = gimple_call_fndecl(call);

	in->node->create_edge(cgraph_node::get_create(decl), call,
			      gimple_bb(call)->count);
	in->node->record_stmt_references(call);
	in->stats->calls++;
}

/* Append to @seq a call of @hook with @value, as a pointer, and @site. */
static gcall *hook_call(struct instrument *in, gimple_seq *seq, enum hook hook,
			tree value, tree site, gcall *at)
{
	tree p = gimple_convert(seq, gimple_location(at), ptr_type_node, value);
	gcall *call = gimple_build_call(hook_get(in, hook), 2, p, site);

	gimple_set_location(call, gimple_location(at));
	gimple_set_block(call, gimple_block(at));
	gimple_seq_add_stmt(seq, call);
	return call;
}

static bool is_address(tree type)
{
	return POINTER_TYPE_P(type) || INTEGRAL_TYPE_P(type);
}

/* ---- releases ---- */

static void release_tell(struct instrument *in, gcall *call,
			 const struct known *k, const struct known_effect *e)
{
	gimple_stmt_iterator gsi = gsi_for_stmt(call);
	gimple_seq seq = NULL;
	gcall *told;
	tree arg;

	if (e->arg < 1 || (unsigned int)e->arg > gimple_call_num_args(call))
		return;
	arg = gimple_call_arg(call, e->arg - 1);
	if (!is_address(TREE_TYPE(arg)) || !is_gimple_val(arg))
		return;
	told = hook_call(in, &seq, HOOK_UNMAP, arg,
			 site_of(in, call, k, SITE_RELEASES), call);
	gsi_insert_seq_before(&gsi, seq, GSI_SAME_STMT);
	graph_add(in, told);
}

/* ---- maps ---- */

/* The result of @call in a register; what must be stored now is in @seq. */
static tree result_of(gcall *call, gimple_seq *seq)
{
	tree lhs = gimple_call_lhs(call), type, result;
	gassign *store;

	if (lhs && TREE_CODE(lhs) == SSA_NAME)
		return is_address(TREE_TYPE(lhs)) ? lhs : NULL_TREE;
	type = lhs ? TREE_TYPE(lhs) : gimple_call_return_type(call);
	if (!is_address(type))
		return NULL_TREE;
	result = make_ssa_name(type, call);
	gimple_call_set_lhs(call, result);
	update_stmt(call);
	if (lhs) {
		store = gimple_build_assign(lhs, result);
		gimple_set_location(store, gimple_location(call));
		gimple_set_block(store, gimple_block(call));
		gimple_seq_add_stmt(seq, store);
	}
	return result;
}

/* Put @seq behind @call: on the edge that is left by, if it ends its block. */
static void insert_behind(gcall *call, gimple_seq seq)
{
	gimple_stmt_iterator gsi = gsi_for_stmt(call);

	if (stmt_ends_bb_p(call))
		gsi_insert_seq_on_edge_immediate(
			find_fallthru_edge(gimple_bb(call)->succs), seq);
	else
		gsi_insert_seq_after(&gsi, seq, GSI_SAME_STMT);
}

/* Does control come back to behind @call? */
static bool has_behind(gcall *call)
{
	if (gimple_call_noreturn_p(call) || gimple_call_must_tail_p(call))
		return false;
	return !stmt_ends_bb_p(call) ||
	       find_fallthru_edge(gimple_bb(call)->succs);
}

static void map_tell(struct instrument *in, gcall *call, const struct known *k)
{
	gimple_seq seq = NULL;
	gcall *told;
	tree result;

	if (!has_behind(call))
		return;
	result = result_of(call, &seq);
	if (!result)
		return;
	told = hook_call(in, &seq, HOOK_MAP, result,
			 site_of(in, call, k, SITE_MAPS), call);
	insert_behind(call, seq);
	graph_add(in, told);
}

/* ---- functions ---- */

static void call_tell(struct instrument *in, gcall *call)
{
	const struct known *k = callee_row(in, call);
	const struct known_effect *e;

	e = releases_effect(k);
	if (e)
		release_tell(in, call, k, e);
	if (maps_effect(k))
		map_tell(in, call, k);
}

/* The calls of primitives, first: inserting splits blocks. */
static void calls_tell(struct instrument *in)
{
	unsigned int i, n = 0, cap = 0;
	gimple_stmt_iterator gsi;
	gcall **calls = NULL;
	basic_block bb;

	FOR_EACH_BB_FN(bb, cfun) {
		for (gsi = gsi_start_bb(bb); !gsi_end_p(gsi); gsi_next(&gsi)) {
			gcall *call = dyn_cast<gcall *>(gsi_stmt(gsi));

			if (!call || !is_primitive(callee_row(in, call)))
				continue;
			calls = (gcall **)arena_grow(in->arena, calls,
						     sizeof(*calls), n, &cap);
			calls[n++] = call;
		}
	}
	for (i = 0; i < n; i++)
		call_tell(in, calls[i]);
}

/* Parameter @parm's value at entry. */
static tree entry_arg(gimple_seq *seq, tree parm)
{
	tree value;

	if (is_gimple_reg(parm))
		return get_or_create_ssa_default_def(cfun, parm);
	value = make_ssa_name(TREE_TYPE(parm));
	gimple_seq_add_stmt(seq, gimple_build_assign(value, parm));
	return value;
}

static void entry_tell(struct instrument *in, const struct entry *entry)
{
	tree parm = DECL_ARGUMENTS(in->node->decl);
	tree args[MAX_ARGS] = {}, types[MAX_ARGS], hook;
	gimple_seq seq = NULL;
	unsigned int n = 0;
	gcall *call;

	for (; parm && n < entry->nargs; parm = DECL_CHAIN(parm)) {
		if (!is_address(TREE_TYPE(parm)))
			break;
		types[n] = TREE_TYPE(parm);
		args[n++] = entry_arg(&seq, parm);
	}
	if (n < entry->nargs)
		return;
	hook = hook_decl(entry->hook, n, types);
	call = gimple_build_call(hook, n, args[0], args[1], args[2]);
	gimple_set_location(call, DECL_SOURCE_LOCATION(in->node->decl));
	gimple_seq_add_stmt(&seq, call);
	gsi_insert_seq_on_edge_immediate(
		single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(cfun)), seq);
	graph_add(in, call);
}

static void function_tell(struct instrument *in, const struct entry *entry)
{
	push_cfun(DECL_STRUCT_FUNCTION(in->node->decl));
	if (entry)
		entry_tell(in, entry);
	calls_tell(in);
	mark_virtual_operands_for_renaming(cfun);
	update_ssa(TODO_update_ssa_only_virtuals);
	free_dominance_info(CDI_DOMINATORS);
	free_dominance_info(CDI_POST_DOMINATORS);
	pop_cfun();
}

/* ---- the unit ---- */

static int order_cmp(const void *a, const void *b)
{
	const cgraph_node *f = *(cgraph_node *const *)a;
	const cgraph_node *g = *(cgraph_node *const *)b;

	return f->order < g->order ? -1 : f->order > g->order;
}

/* All functions with bodies in the order of the source; false if one of them
 * is the shim's.
 */
static bool functions_gather(struct instrument *in, cgraph_node ***list,
			     unsigned int *n)
{
	unsigned int cap = 0;
	cgraph_node *node;
	const char *name;

	*list = NULL;
	*n = 0;
	FOR_EACH_FUNCTION_WITH_GIMPLE_BODY(node) {
		name = decl_name(in->arena, node->decl);
		if (name && is_hook(name))
			return false;
		*list = (cgraph_node **)arena_grow(in->arena, *list,
						   sizeof(**list), *n, &cap);
		(*list)[(*n)++] = node;
	}
	if (*n)
		qsort(*list, *n, sizeof(**list), order_cmp);
	return true;
}

static bool unit_is_open(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(units); i++)
		if (!strcmp(units[i], name))
			return false;
	return true;
}

void instrument_unit(struct arena *arena, const char *unit,
		     const struct known_table *t, struct source *s,
		     struct instrument_stats *stats)
{
	struct instrument in = { arena, t, s, NULL, {}, NULL, stats };
	struct cgraph_node **list;
	const struct entry *entry;
	unsigned int i, n;
	const char *name;

	if (!unit_is_open(unit) || !functions_gather(&in, &list, &n))
		return;
	in.sites = sites_new(arena);
	for (i = 0; i < n; i++) {
		in.node = list[i];
		name = decl_name(arena, in.node->decl);
		if (!name || !is_open(&in, in.node->decl, name))
			continue;
		entry = entry_find(&in, in.node->decl, name);
		if (entry || has_calls(&in))
			function_tell(&in, entry);
	}
	stats->sites = sites_count(in.sites);
	if (target_is_module())
		sites_mark();
}
