/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings to GCC's diagnostics: one line with the rule at its end, the path,
 * and a note on how sure it is and where it fails.
 */
#include "gcc-headers.h"
#include "kmc.h"

struct sink {
	const struct source *source;
	const struct unit_funcs *funcs;
};

/* The declaration of function @name of the unit; NULL_TREE if it has none. */
static tree func_decl(const struct sink *s, const char *name)
{
	unsigned int i;

	for (i = 0; name && i < s->funcs->n; i++)
		if (!strcmp(s->funcs->list[i].name, name))
			return s->funcs->list[i].node->decl;
	return NULL_TREE;
}

static location_t step_loc(const struct sink *s,
			   const struct finding_step *step)
{
	return source_gcc_loc(s->source, step->file, step->line, step->col);
}

#if KMC_HAVE_PATH

static bool tell(const struct sink *s, const struct finding *f, location_t loc)
{
	simple_diagnostic_path path(KMC_PRINTER);
	rich_location where(line_table, loc);
	unsigned int i;

	/* what the last diagnostic left there would head each event */
	pp_set_prefix(KMC_PRINTER, NULL);
	for (i = 0; i < f->nsteps; i++) {
		const struct finding_step *step = &f->steps[i];

		path.add_event(step_loc(s, step), func_decl(s, step->func),
			       step->depth, "%s", step->text);
	}
	if (f->nsteps)
		where.set_path(&path);
	return warning_at(&where, 0, "%s [%s]", f->message,
			  rule_name(f->rule));
}

#else

static bool tell(const struct sink *s, const struct finding *f, location_t loc)
{
	unsigned int i;

	if (!warning_at(loc, 0, "%s [%s]", f->message, rule_name(f->rule)))
		return false;
	for (i = 0; i < f->nsteps; i++)
		inform(step_loc(s, &f->steps[i]), "(%u) %s", i + 1,
		       f->steps[i].text);
	return true;
}

#endif

/* How sure it is and where it fails: a sentence put behind another word. */
static void tell_consequence(const struct finding *f, location_t loc)
{
	const char *text = consequence_text(f->consequence);
	int len = strlen(text);

	if (len && text[len - 1] == '.')
		len--;
	inform(loc, "%s; %c%.*s", confidence_name(f->confidence),
	       TOLOWER(*text), len ? len - 1 : 0, text + 1);
}

static void sink_finding(const struct sink *s, const struct finding *f)
{
	auto_diagnostic_group group;
	location_t loc = source_gcc_loc(s->source, f->file, f->line, f->col);

	if (tell(s, f, loc))
		tell_consequence(f, loc);
}

void sink_findings(const struct finding_list *l, const struct source *s,
		   const struct unit_funcs *funcs)
{
	struct sink sink = { s, funcs };
	tree old = current_function_decl;
	unsigned int i;

	/* GCC heads a finding with "In function" of this declaration */
	for (i = 0; i < l->n; i++) {
		current_function_decl = func_decl(&sink, l->list[i]->func);
		sink_finding(&sink, l->list[i]);
	}
	current_function_decl = old;
}
