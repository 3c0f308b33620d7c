/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugin's entry, and its one pass.
 *
 * The pass runs once a unit, right after GCC has brought all functions into
 * SSA form: nothing is inlined yet. It changes nothing that GCC knows, unless
 * asked to instrument.
 *
 * The plugin is made of plugin.cc, options.cc, target.cc, source.cc,
 * attribs.cc, facts.cc, lower.cc, lower-edge.cc, lower-expr.cc, lower-mem.cc,
 * lower-call.cc, lower-asm.cc, sink.cc, emit.cc, instrument.cc, site.cc and
 * stats.cc.
 */
#include "gcc-headers.h"
#include "kmc.h"

#define EXPORTED __attribute__((visibility("default")))

EXPORTED int plugin_is_GPL_compatible = 1;

/* ---- may we be here at all? ---- */

/* Length of "MAJOR.MINOR" at the head of a version. */
static size_t version_base(const char *version)
{
	size_t n = strcspn(version, ".");

	if (version[n])
		n += 1 + strcspn(version + n + 1, ".");
	return n;
}

/* The triplet that GCC was configured for, its length in @len; or NULL. */
static const char *configured_target(const char *arguments, size_t *len)
{
	const char *at = strstr(arguments, "--target=");

	if (!at)
		at = strstr(arguments, "--build=");
	if (!at)
		return NULL;
	at = strchr(at, '=') + 1;
	*len = strcspn(at, " '");
	return at;
}

/* A plugin made for another compiler reads structures that are not there. */
static bool version_check(const struct plugin_gcc_version *gcc)
{
	size_t len = 0, n = version_base(KMAPCHECK_GCC);
	const char *target;
	bool same_target;

	target = configured_target(gcc->configuration_arguments, &len);
	same_target = !target || (strlen(KMAPCHECK_TARGET) == len &&
				  !strncmp(target, KMAPCHECK_TARGET, len));
	if (same_target && version_base(gcc->basever) == n &&
	    !strncmp(gcc->basever, KMAPCHECK_GCC, n))
		return true;
	error("this kmapcheck plugin was built for GCC %s (%s) and cannot run "
	      "in GCC %s (%.*s): rebuild it, configured with "
	      "%<--with-target-cc=%> and this compiler", KMAPCHECK_GCC,
	      KMAPCHECK_TARGET, gcc->basever, target ? (int)len : 7,
	      target ? target : "unknown");
	return false;
}

/* clang loads every plugin before it asks what it is, and knows no entry like
 * plugin_init(): say it before it goes on without.
 */
__attribute__((constructor)) static void program_check(void)
{
	if (&plugin_default_version_check)
		return;
	fprintf(stderr, "%s: error: this kmapcheck plugin was built for GCC %s "
		"(%s) and cannot run in %s, which is no GCC: build with gcc, "
		"in a build folder of its own\n",
		program_invocation_short_name, KMAPCHECK_GCC, KMAPCHECK_TARGET,
		program_invocation_short_name);
	_exit(FATAL_EXIT_CODE);
}

/* Preprocessing, probes of compiler flags and other languages: keep still. */
static bool unit_is_ours(void)
{
	const char *name = num_in_fnames == 1 ? in_fnames[0] : "";

	return !flag_preprocess_only && lang_GNU_C() && *name &&
	       strcmp(name, "-") && strcmp(name, "/dev/null");
}

/* ---- the pass ---- */

/* What the stages of one unit hand to each other. */
struct unit {
	struct arena *arena;		/* owns all below */
	struct source *source;
	struct known_table *table;
	struct unit_funcs *funcs;
	struct ir_unit *ir;
	struct lower_unit *lower;
	struct analysis *analysis;	/* NULL: not done */
	struct unit_stats stats;
};

static void unit_table(struct unit *u)
{
	const char *wrong;

	u->table = known_table_new(u->arena);
	if (!kmc_options.api)
		return;
	wrong = known_add_file(u->table, kmc_options.api);
	if (wrong)
		error_at(UNKNOWN_LOCATION, "kmapcheck: %s", wrong);
}

static void unit_lower(struct unit *u)
{
	const char *why;
	unsigned int i;

	for (i = 0; i < u->funcs->n; i++) {
		struct unit_func *f = &u->funcs->list[i];

		if (!f->chosen)
			continue;
		why = lower_func(u->lower, f->node, f->name);
		if (why) {
			u->stats.given_up++;
			stats_given_up(f->name, why);
		} else {
			u->stats.lowered++;
		}
	}
}

/* The invariants of the unit as a whole; each function's were checked. */
static void unit_check(const struct unit *u)
{
	const char *why = kmc_options.all ? ir_check_unit(u->ir) : NULL;

	if (why)
		stats_given_up(u->ir->name, why);
}

static void unit_build(struct unit *u)
{
	u->source = source_new(u->arena, main_input_filename,
			       kmc_options.srctree);
	u->ir = ir_unit_new(u->arena,
			    source_relative(u->source, main_input_filename));
	source_unit(u->source, u->ir);
	target_read(&u->ir->target);
	attribs_api(u->ir, u->table);
	u->funcs = funcs_gather(u->arena, u->table);
	u->stats.unit = u->ir->name;
	u->stats.functions = u->funcs->n;
	u->lower = lower_unit_new(u->ir, u->source);
	facts_write(u->ir, u->lower, u->funcs, u->table, u->source);
	unit_lower(u);
	unit_check(u);
}

static void unit_dump(const struct unit *u)
{
	FILE *out;

	if (!kmc_options.dump)
		return;
	out = fopen(kmc_options.dump, "w");
	if (out)
		ir_print(u->ir, out);
	if (!out || ferror(out) || fclose(out))
		error_at(UNKNOWN_LOCATION, "kmapcheck: cannot write %qs: %m",
			 kmc_options.dump);
}

static void unit_analyse(struct unit *u)
{
	struct analyze_options o;

	if (!u->ir->nfuncs)
		return;
	analyze_options_init(&o);
	o.level = kmc_options.level;
	o.rules = kmc_options.rules;
	/* whoever reads the record may want to know all that is possible */
	if (kmc_options.record_only) {
		o.level = CONFIDENCE_POSSIBLE;
		o.rules = 0;
	}
	if (kmc_options.all) {
		o.all = o.check = true;
		o.slice = false;
	}
	u->analysis = analyze_unit(u->arena, u->ir, u->table, &o);
}

static void unit_record(struct unit *u)
{
	unsigned char *bytes;

	if (kmc_options.no_record)
		return;
	unit_trim(u->ir, u->analysis, u->table);
	bytes = record_write(u->arena, u->ir, KMAPCHECK_BUILD_ID,
			     &u->stats.record);
	emit_keep(bytes, u->stats.record);
}

static void unit_tell(const struct unit *u)
{
	if (u->analysis && !kmc_options.record_only)
		sink_findings(&u->analysis->findings, u->source, u->funcs);
}

/* After the record, which is of the code as written. */
static void unit_instrument(struct unit *u)
{
	if (kmc_options.instrument && !kmc_options.check_only && !seen_error())
		instrument_unit(u->arena, u->stats.unit, u->table, u->source,
				&u->stats.instrument);
}

static void unit_count(const struct unit *u)
{
	if (kmc_options.stats)
		stats_print(&u->stats,
			    u->analysis ? &u->analysis->stats : NULL);
}

/* A wrong row of the table or a dump that cannot be written is an error: it
 * ends the compilation, and nothing is told of code that was read wrongly.
 */
static void unit_run(void)
{
	struct unit u = {};

	u.arena = arena_new();
	unit_table(&u);
	stats_start(STATS_LOWER);
	unit_build(&u);
	stats_stop();
	unit_dump(&u);
	stats_start(STATS_ANALYSIS);
	if (!seen_error())
		unit_analyse(&u);
	stats_stop();
	/* trimming for the record comes after the findings, which name files */
	unit_tell(&u);
	stats_start(STATS_EMIT);
	unit_record(&u);
	stats_stop();
	unit_instrument(&u);
	unit_count(&u);
	arena_free(u.arena);
	/* all that follows makes code that nobody asked for */
	if (kmc_options.check_only)
		exit(seen_error() || werrorcount ? FATAL_EXIT_CODE :
		     SUCCESS_EXIT_CODE);
}

static const pass_data kmapcheck_pass_data = {
	SIMPLE_IPA_PASS, "kmapcheck", OPTGROUP_NONE, TV_NONE, 0, 0, 0, 0, 0
};

class kmapcheck_pass : public simple_ipa_opt_pass {
public:
	kmapcheck_pass(gcc::context *ctxt)
		: simple_ipa_opt_pass(kmapcheck_pass_data, ctxt) {}

	bool gate(function *) final override { return !seen_error(); }

	unsigned int execute(function *) final override
	{
		unit_run();
		return 0;
	}
};

/* ---- callbacks ---- */

/* Text that was preprocessed before (-save-temps, ccache) takes no macros. */
static void start_unit(void *, void *)
{
	if (&parse_in && parse_in && !cpp_get_options(parse_in)->preprocessed)
		cpp_define(parse_in, "__KMAPCHECK__");
}

static void finish_unit(void *, void *)
{
	emit_section();
}

static void out_of_memory(size_t wanted)
{
	fatal_error(UNKNOWN_LOCATION,
		    "kmapcheck: out of memory allocating %wu bytes",
		    (unsigned HOST_WIDE_INT)wanted);
}

EXPORTED int plugin_init(struct plugin_name_args *info,
			 struct plugin_gcc_version *version)
{
	static struct plugin_info about = {
		KMAPCHECK_VERSION,
		"checks the use of the kernel's temporary mappings"
	};
	struct register_pass_info pass;

	if (!version_check(version))
		return 1;
	register_callback(info->base_name, PLUGIN_INFO, NULL, &about);
	if (!unit_is_ours())
		return 0;
	kmc_options_read(info);
	arena_on_failure(out_of_memory);
	pass.pass = new kmapcheck_pass(g);
	pass.reference_pass_name = "build_ssa_passes";
	pass.ref_pass_instance_number = 1;
	pass.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(info->base_name, PLUGIN_PASS_MANAGER_SETUP, NULL,
			  &pass);
	register_callback(info->base_name, PLUGIN_START_UNIT, start_unit, NULL);
	register_callback(info->base_name, PLUGIN_ATTRIBUTES, attribs_register,
			  NULL);
	register_callback(info->base_name, PLUGIN_FINISH_TYPE,
			  target_finish_type, NULL);
	register_callback(info->base_name, PLUGIN_FINISH_UNIT, finish_unit,
			  NULL);
	return 0;
}
