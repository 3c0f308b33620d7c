/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of rules, confidences and consequences, and lists of rules.
 */
#include <string.h>

#include "arena.h"
#include "finding.h"

#define PREFIX "kmap-"
#define PREFIX_LEN (sizeof(PREFIX) - 1)

struct word {
	const char *name, *text;
};

static const struct word rules[RULE_COUNT] = {
#define RULE(id, name, prefix, what) { name, what },
#include "rule.def"
#undef RULE
};

static const char *const confidences[] = { "certain", "likely", "possible" };

static const struct word consequences[] = {
	{ "always", "fails on every machine." },
	{ "highmem", "fails on kernels with CONFIG_HIGHMEM or with kmap "
		     "slots forced for every page." },
	{ "pks", "fails where protection keys guard the mapped page." },
};

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

/* Is @name the @len bytes at @text? */
static bool is(const char *name, const char *text, size_t len)
{
	return strlen(name) == len && !memcmp(name, text, len);
}

const char *rule_name(enum rule_id r)
{
	return rules[r].name;
}

const char *rule_what(enum rule_id r)
{
	return rules[r].text;
}

int rule_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < RULE_COUNT; i++)
		if (is(rules[i].name, name, len) ||
		    is(rules[i].name + PREFIX_LEN, name, len))
			return i;
	return -1;
}

const char *confidence_name(enum confidence c)
{
	return confidences[c];
}

int confidence_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < COUNT(confidences); i++)
		if (is(confidences[i], name, len))
			return i;
	return -1;
}

const char *consequence_name(enum consequence c)
{
	return consequences[c].name;
}

const char *consequence_text(enum consequence c)
{
	return consequences[c].text;
}

int consequence_find(const char *name, size_t len)
{
	int i;

	for (i = 0; i < COUNT(consequences); i++)
		if (is(consequences[i].name, name, len))
			return i;
	return -1;
}

static const char *list_rules(struct arena *arena)
{
	const char *text = "";
	unsigned int i;

	for (i = 0; i < RULE_COUNT; i++)
		text = arena_printf(arena, "%s%s%s", text, i ? ", " : "",
				    rules[i].name);
	return text;
}

const char *rule_parse_list(struct arena *a, const char *text, uint32_t *mask)
{
	uint32_t found = 0;
	size_t len;
	int rule;

	for (;;) {
		len = strcspn(text, ",");
		rule = rule_find(text, len);
		if (rule < 0)
			return arena_printf(a,
				"unknown rule '%.*s' (known: %s)",
				len > 80 ? 80 : (int)len, text, list_rules(a));
		found |= (uint32_t)1 << rule;
		if (!text[len])
			break;
		text += len + 1;
	}
	*mask = found;
	return NULL;
}
