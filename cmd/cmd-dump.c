/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck dump: the records of objects, as the text of the IR.
 */
#include <stdio.h>
#include <string.h>

#include "objfile.h"
#include "options.h"
#include "record.h"
#include "records.h"
#include "util.h"

struct dump {
	bool sizes;			/* --stats: sizes only */
	struct strings paths;
	unsigned int objects, records, broken;
	size_t object_bytes, record_bytes;
};

static void dump_record(void *ctx, const struct objfile *o, struct record *r,
			const unsigned char *bytes, struct arena *a)
{
	struct dump *d = ctx;

	(void)bytes;
	(void)a;
	d->records++;
	if (d->sizes)
		return;
	printf("# %s: source %s, plugin %s, %zu bytes\n", o->name,
	       r->unit->name, r->build_id, r->size);
	ir_print(r->unit, stdout);
}

static void print_sizes(const char *name, size_t records, size_t object)
{
	printf("%s: %zu bytes of records, %zu bytes of object, %.2f %%\n", name,
	       records, object, object ? 100.0 * records / object : 0.0);
}

/* Records are dropped from modules and from vmlinux. */
static bool is_linked(const char *name)
{
	size_t n = strlen(name);

	return (n > 3 && !strcmp(name + n - 3, ".ko")) ||
		(n >= 7 && !strcmp(name + n - 7, "vmlinux"));
}

static void dump_object(void *ctx, const struct objfile *o)
{
	struct dump *d = ctx;
	size_t bytes = 0;
	unsigned int i;

	d->objects++;
	d->object_bytes += o->size;
	if (o->error) {
		tell("%s: %s", o->name, o->error);
		d->broken++;
		return;
	}
	for (i = 0; i < o->nsections; i++)
		bytes += o->sizes[i];
	d->broken += records_visit(o, dump_record, d);
	d->record_bytes += bytes;
	if (!o->nsections)
		tell("%s: no record; compile it with the flags that 'kmapcheck cflags' prints%s",
		     o->name, is_linked(o->name) ?
		     ", and dump its .o: linking drops records" : "");
	else if (d->sizes)
		print_sizes(o->name, bytes, o->size);
}

enum { OPT_STATS = 256 };

static const struct argp_option options[] = {
	{ .name = "stats", .key = OPT_STATS, .doc =
	  "Print the sizes of records and objects only" },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct dump *d = state->input;

	switch (key) {
	case OPT_STATS:
		d->sizes = true;
		return 0;
	case ARGP_KEY_ARG:
		strings_add(&d->paths, arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		die("name at least one object, archive or module to dump");
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp argp = {
	.options = options, .parser = parse, .args_doc = "OBJECT...",
	.doc = "Print the records that the plugin left in objects and archives.",
};

int cmd_dump(int argc, char **argv)
{
	struct dump d = { 0 };
	size_t i;

	parse_command(&argp, argc, argv, &d);
	for (i = 0; i < d.paths.n; i++)
		objfile_visit(d.paths.list[i], dump_object, &d);
	if (d.sizes && d.objects > 1)
		print_sizes("total", d.record_bytes, d.object_bytes);
	strings_free(&d.paths);
	return d.records && !d.broken ? STATUS_CLEAN : STATUS_USAGE;
}
