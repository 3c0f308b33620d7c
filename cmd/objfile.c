/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "objfile.h"

#include <ar.h>
#include <ctype.h>
#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "util.h"

#define THINMAG "!<thin>\n"
#define MAX_ARCHIVES 4096		/* archives in archives, at most */

/* Files still to be read: archives name others. */
struct visit {
	objfile_fn fn;
	void *ctx;
	struct strings todo;
	struct set seen;
	unsigned int archives;
};

/* An archive being read: its bytes and the table of long names. */
struct archive {
	const char *path;
	const char *bytes;
	size_t size;
	bool thin;
	const char *names;
	size_t names_size;
};

static void report(struct visit *v, const char *name, size_t size, char *error)
{
	struct objfile o = { .name = name, .error = error, .size = size };

	v->fn(v->ctx, &o);
	free(error);
}

static void add_section(struct objfile *o, const Elf_Data *d)
{
	unsigned int n = o->nsections + 1;

	o->sections = xrealloc(o->sections, n * sizeof(*o->sections));
	o->sizes = xrealloc(o->sizes, n * sizeof(*o->sizes));
	o->sections[n - 1] = d->d_buf;
	o->sizes[n - 1] = d->d_size;
	o->nsections = n;
}

/* Note section @scn if it holds records; a sentence when it is broken. */
static const char *look_at_section(Elf *elf, Elf_Scn *scn, size_t names,
				   struct objfile *o)
{
	const char *name;
	GElf_Shdr sh;
	Elf_Data *d;

	if (!gelf_getshdr(scn, &sh))
		return elf_errmsg(-1);
	name = elf_strptr(elf, names, sh.sh_name);
	if (!name || strcmp(name, RECORD_SECTION))
		return NULL;
	if (sh.sh_type != SHT_PROGBITS || (sh.sh_flags & SHF_COMPRESSED))
		return "its record section is not plain data";
	d = elf_rawdata(scn, NULL);
	if (!d || (d->d_size && !d->d_buf))
		return "its record section lies outside the file";
	add_section(o, d);
	return NULL;
}

/* libelf sees no sections where their headers lie outside of the file. */
static bool is_whole(Elf *elf, size_t size)
{
	GElf_Ehdr eh;
	size_t n;

	return gelf_getehdr(elf, &eh) && !elf_getshdrnum(elf, &n) &&
		eh.e_shoff <= size && (!eh.e_shoff || n);
}

static const char *look_at_sections(Elf *elf, struct objfile *o)
{
	const char *error = NULL;
	Elf_Scn *scn = NULL;
	size_t names;

	if (elf_kind(elf) != ELF_K_ELF)
		return "it is no ELF object";
	if (!is_whole(elf, o->size) || elf_getshdrstrndx(elf, &names))
		return "its section headers are broken";
	while (!error && (scn = elf_nextscn(elf, scn)))
		error = look_at_section(elf, scn, names, o);
	return error;
}

/* One ELF image, in memory that is aligned for any object. */
static void visit_elf(struct visit *v, const char *name, char *image,
		      size_t size)
{
	struct objfile o = { .name = name, .size = size };
	Elf *elf;

	elf_version(EV_CURRENT);
	elf = elf_memory(image, size);
	o.error = elf ? look_at_sections(elf, &o) : elf_errmsg(-1);
	v->fn(v->ctx, &o);
	elf_end(elf);
	free(o.sections);
	free(o.sizes);
}

/* Members lie at even offsets: a copy is aligned. */
static void visit_image(struct visit *v, const char *name, const char *bytes,
			size_t size)
{
	char *copy = xalloc(size);

	memcpy(copy, bytes, size);
	visit_elf(v, name, copy, size);
	free(copy);
}

/* A number in a field of an archive's header; false when it is none. */
static bool ar_number(const char *field, size_t width, size_t *value)
{
	size_t n = 0, i;

	for (i = 0; i < width && isdigit((unsigned char)field[i]); i++)
		n = n * 10 + (field[i] - '0');
	*value = n;
	return i > 0 && (i == width || field[i] == ' ' || field[i] == ':');
}

/* The name of a member: short, "name/", or "/OFFSET" into the long names. */
static char *member_name(const struct archive *a, const struct ar_hdr *h)
{
	size_t off, len;

	if (h->ar_name[0] != '/') {
		len = strcspn(h->ar_name, "/ ");
		if (len > sizeof(h->ar_name))
			len = sizeof(h->ar_name);
		return xprintf("%.*s", (int)len, h->ar_name);
	}
	if (!ar_number(h->ar_name + 1, sizeof(h->ar_name) - 1, &off) ||
	    off >= a->names_size)
		return NULL;
	for (len = 0; off + len < a->names_size; len++)
		if (a->names[off + len] == '\n')
			break;
	if (len && a->names[off + len - 1] == '/')
		len--;
	return xprintf("%.*s", (int)len, a->names + off);
}

/* Tables that are no members: symbols "/" and "/SYM64/", long names "//". */
static bool is_table(const struct ar_hdr *h)
{
	return !strncmp(h->ar_name, "/ ", 2) ||
		!strncmp(h->ar_name, "// ", 3) ||
		!strncmp(h->ar_name, "/SYM64/ ", 8);
}

/* The member of a thin archive is another file, relative to the archive. One
 * that is an archive stands there once for each of its own members.
 */
static void visit_thin_member(struct visit *v, const struct archive *a,
			      const char *name)
{
	const char *slash = strrchr(a->path, '/');
	int len = name[0] != '/' && slash ? slash - a->path + 1 : 0;
	char *path = xprintf("%.*s%s", len, a->path, name);

	if (set_add(&v->seen, path, strlen(path)))
		strings_add(&v->todo, path);
	free(path);
}

/* Read the member at @pos; the position of the next, 0 when it is broken. */
static size_t visit_member(struct visit *v, struct archive *a, size_t pos)
{
	const struct ar_hdr *h = (const void *)(a->bytes + pos);
	size_t size, data = pos + sizeof(*h), end;
	bool table = is_table(h);
	char *name, *full;

	if (memcmp(h->ar_fmag, ARFMAG, sizeof(h->ar_fmag)) ||
	    !ar_number(h->ar_size, sizeof(h->ar_size), &size))
		return 0;
	end = a->thin && !table ? data : data + size;
	if (end < data || end > a->size)
		return 0;
	if (!strncmp(h->ar_name, "// ", 3)) {
		a->names = a->bytes + data;
		a->names_size = size;
	}
	if (table)
		return end + (end & 1);
	name = member_name(a, h);
	if (!name)
		return 0;
	full = xprintf("%s(%s)", a->path, name);
	if (a->thin)
		visit_thin_member(v, a, name);
	else
		visit_image(v, full, a->bytes + data, size);
	free(full);
	free(name);
	return end + (end & 1);
}

static void visit_archive(struct visit *v, struct archive *a)
{
	size_t pos = SARMAG;

	if (++v->archives > MAX_ARCHIVES) {
		report(v, a->path, a->size,
		       xstrdup("it is one of too many archives in archives"));
		return;
	}
	while (pos < a->size) {
		if (a->size - pos < sizeof(struct ar_hdr))
			break;
		pos = visit_member(v, a, pos);
		if (!pos)
			break;
	}
	if (pos < a->size)
		report(v, a->path, a->size,
		       xstrdup("the archive is broken"));
}

static void visit_file(struct visit *v, const char *path)
{
	struct archive a = { .path = path };
	char *bytes = NULL;

	if (path_is_dir(path))
		errno = EISDIR;
	else
		bytes = file_read(path, &a.size);
	if (!bytes) {
		report(v, path, 0, xstrdup(strerror(errno)));
		return;
	}
	a.bytes = bytes;
	a.thin = a.size >= SARMAG && !memcmp(bytes, THINMAG, SARMAG);
	if (a.thin || (a.size >= SARMAG && !memcmp(bytes, ARMAG, SARMAG)))
		visit_archive(v, &a);
	else
		visit_elf(v, path, bytes, a.size);
	free(bytes);
}

void objfile_visit(const char *path, objfile_fn fn, void *ctx)
{
	struct visit v = { .fn = fn, .ctx = ctx };
	size_t i;

	strings_add(&v.todo, path);
	for (i = 0; i < v.todo.n; i++)
		visit_file(&v, v.todo.list[i]);
	strings_free(&v.todo);
	set_free(&v.seen);
}
