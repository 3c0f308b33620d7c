/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strings that every record begins with: preset.def.
 *
 * Invariant: of each table they stand in the order of strcmp()
 */
#include <string.h>

#include "record-format.h"

struct preset {
	enum record_table table;
	const char *text;
};

#define PRESET(table, text) { table, text },

static const struct preset presets[] = {
#include "preset.def"
};

#define NPRESETS (sizeof(presets) / sizeof(presets[0]))

/* Where @table's begin. */
static unsigned int first_of(enum record_table table)
{
	unsigned int i = 0;

	while (i < NPRESETS && presets[i].table < table)
		i++;
	return i;
}

unsigned int record_presets(enum record_table table)
{
	return first_of((enum record_table)(table + 1)) - first_of(table);
}

const char *record_preset(enum record_table table, unsigned int i)
{
	return presets[first_of(table) + i].text;
}

int record_preset_find(enum record_table table, const char *s)
{
	unsigned int first = first_of(table), low = first;
	unsigned int high = first_of((enum record_table)(table + 1));

	while (low < high) {
		unsigned int at = low + (high - low) / 2;
		int cmp = strcmp(s, presets[at].text);

		if (!cmp)
			return (int)(at - first);
		if (cmp < 0)
			high = at;
		else
			low = at + 1;
	}
	return -1;
}
