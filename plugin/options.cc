/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plugin's arguments.
 */
#include "gcc-headers.h"
#include "kmc.h"

struct kmc_options kmc_options = {
	CONFIDENCE_LIKELY, (1u << RULE_COUNT) - 1, false, false, false,
	false, false, false, NULL, NULL, NULL
};

/* How an argument is written. */
enum form { FORM_FLAG, FORM_VALUE };

/* What an argument sets; reading the value may find it wrong. */
static void set_level(const char *value)
{
	int level = confidence_find(value, strlen(value));

	if (level < 0)
		error("kmapcheck: unknown level %qs: valid ones are "
		      "%<certain%>, %<likely%> and %<possible%>", value);
	else
		kmc_options.level = (enum confidence)level;
}

static uint32_t rules_of(const char *value)
{
	struct arena *arena = arena_new();
	uint32_t mask = 0;
	const char *wrong = rule_parse_list(arena, value, &mask);

	if (wrong)
		error("kmapcheck: %s", wrong);
	arena_free(arena);
	return mask;
}

static void set_disable(const char *value)
{
	kmc_options.rules &= ~rules_of(value);
}

static void set_only(const char *value)
{
	kmc_options.rules &= rules_of(value);
}

static void set_record_only(const char *)
{
	kmc_options.record_only = true;
}

static void set_no_record(const char *)
{
	kmc_options.no_record = true;
}

static void set_check_only(const char *)
{
	kmc_options.check_only = true;
}

static void set_stats(const char *)
{
	kmc_options.stats = true;
}

/* For tests of the plugin itself: whatever a unit holds is worked on. */
static void set_all(const char *)
{
	kmc_options.all = true;
}

static void set_instrument(const char *)
{
	kmc_options.instrument = true;
}

static void set_api(const char *value)
{
	kmc_options.api = value;
}

static void set_srctree(const char *value)
{
	kmc_options.srctree = value;
}

static void set_dump(const char *value)
{
	kmc_options.dump = value;
}

/* A new value on the command line makes kbuild compile again: no more. */
static void set_build(const char *)
{
}

static const struct {
	const char *name;
	enum form form;
	void (*set)(const char *value);
} arguments[] = {
	{ "level",	 FORM_VALUE, set_level },
	{ "disable",	 FORM_VALUE, set_disable },
	{ "only",	 FORM_VALUE, set_only },
	{ "record-only", FORM_FLAG,  set_record_only },
	{ "no-record",	 FORM_FLAG,  set_no_record },
	{ "check-only",	 FORM_FLAG,  set_check_only },
	{ "all",	 FORM_FLAG,  set_all },
	{ "instrument",	 FORM_FLAG,  set_instrument },
	{ "api",	 FORM_VALUE, set_api },
	{ "srctree",	 FORM_VALUE, set_srctree },
	{ "dump",	 FORM_VALUE, set_dump },
	{ "stats",	 FORM_FLAG,  set_stats },
	{ "build",	 FORM_VALUE, set_build },
};

/* Those for users: "all" is not one. */
#define VALID_ARGUMENTS "valid ones are level, disable, only, record-only, " \
	"no-record, check-only, instrument, api, srctree, dump, stats and build"

static void argument_read(const struct plugin_argument *a)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(arguments); i++)
		if (!strcmp(arguments[i].name, a->key))
			break;
	if (i == ARRAY_SIZE(arguments)) {
		error("kmapcheck: unknown argument %qs: " VALID_ARGUMENTS,
		      a->key);
		return;
	}
	if (arguments[i].form == FORM_VALUE && (!a->value || !*a->value))
		error("kmapcheck: argument %qs needs a value", a->key);
	else if (arguments[i].form == FORM_FLAG && a->value)
		error("kmapcheck: argument %qs takes no value", a->key);
	else
		arguments[i].set(a->value);
}

void kmc_options_read(const struct plugin_name_args *info)
{
	int i;

	for (i = 0; i < info->argc; i++)
		argument_read(&info->argv[i]);
	if (kmc_options.record_only && kmc_options.no_record)
		error("kmapcheck: %<record-only%> and %<no-record%> together "
		      "leave nothing to do");
	if (kmc_options.check_only && (!asm_file_name ||
				       strcmp(asm_file_name, "/dev/null")))
		error("kmapcheck: %<check-only%> leaves no object: use it with "
		      "%<-S -o /dev/null%>");
}
