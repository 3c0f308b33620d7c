/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records.h"

#include "arena.h"
#include "objfile.h"
#include "record.h"
#include "util.h"

static unsigned int visit_section(const struct objfile *o, unsigned int index,
				  records_fn fn, void *ctx)
{
	const unsigned char *bytes = o->sections[index];
	size_t size = o->sizes[index], pos = 0;
	unsigned int broken = 0;
	const char *error;
	struct record *r;
	struct arena *a;

	while (pos < size) {
		a = arena_new();
		error = NULL;
		r = record_read(a, bytes, size, &pos, &error);
		if (error) {
			tell("%s: %s", o->name, error);
			broken++;
		} else if (r) {
			fn(ctx, o, r, bytes + pos - r->size, a);
		}
		arena_free(a);
	}
	return broken;
}

unsigned int records_visit(const struct objfile *o, records_fn fn, void *ctx)
{
	unsigned int i, broken = 0;

	for (i = 0; i < o->nsections; i++)
		broken += visit_section(o, i, fn, ctx);
	return broken;
}
