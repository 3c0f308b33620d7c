/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sites of an ELF file, found by their symbols. Their pointers are addresses
 * in what is linked, and relocations in objects and modules.
 */
#include "objfile-sites.h"

#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

/* A relocation of the section at work: what it makes of a pointer. */
struct reloc {
	uint64_t at;
	size_t symbol;
	int64_t addend;
	bool in_place;			/* the addend stands in the section */
};

/* A section, read when it is first asked for. */
struct section {
	GElf_Shdr sh;
	const unsigned char *bytes;	/* NULL: none in the file */
	struct reloc *relocs;		/* sorted by at */
	size_t nrelocs;
	bool sorted;			/* the above are there */
};

struct reader {
	objfile_site_fn fn;
	void *ctx;
	Elf *elf;
	size_t size;			/* of the file */
	unsigned int word;		/* bytes of a pointer */
	bool big, linked;
	struct section *sections;
	size_t nsections;
	Elf_Data *symbols, *extended;	/* of the one symbol table */
	size_t nsymbols, strings;	/* number of its section of names */
};

/* ---- numbers and text ---- */

static uint64_t number(const struct reader *r, const unsigned char *p,
		       unsigned int n)
{
	uint64_t v = 0;
	unsigned int i;

	for (i = 0; i < n; i++)
		v |= (uint64_t)p[r->big ? n - 1 - i : i] << (8 * i);
	return v;
}

/* @size bytes at @at of @s, or NULL when they are not all there. */
static const unsigned char *bytes_at(const struct section *s, uint64_t at,
				     size_t size)
{
	if (!s->bytes || at > s->sh.sh_size || s->sh.sh_size - at < size)
		return NULL;
	return s->bytes + at;
}

static const char *text_at(const struct section *s, uint64_t at)
{
	const unsigned char *p = bytes_at(s, at, 1);

	return p && memchr(p, 0, s->sh.sh_size - at) ? (const char *)p : NULL;
}

/* ---- sections and symbols ---- */

static const char *sections_read(struct reader *r)
{
	Elf_Scn *scn = NULL;
	struct section *s;
	GElf_Ehdr eh;
	Elf_Data *d;

	if (!gelf_getehdr(r->elf, &eh) || eh.e_shoff > r->size ||
	    elf_getshdrnum(r->elf, &r->nsections) || !r->nsections)
		return "its section headers are broken";
	r->big = eh.e_ident[EI_DATA] == ELFDATA2MSB;
	r->word = eh.e_ident[EI_CLASS] == ELFCLASS64 ? 8 : 4;
	r->linked = eh.e_type != ET_REL;
	r->sections = xalloc(r->nsections * sizeof(*r->sections));
	memset(r->sections, 0, r->nsections * sizeof(*r->sections));
	while ((scn = elf_nextscn(r->elf, scn))) {
		s = &r->sections[elf_ndxscn(scn)];
		if (!gelf_getshdr(scn, &s->sh))
			return "its section headers are broken";
		if (s->sh.sh_type == SHT_NOBITS || !s->sh.sh_size)
			continue;
		d = elf_rawdata(scn, NULL);
		if (d && d->d_buf && d->d_size == s->sh.sh_size)
			s->bytes = d->d_buf;
	}
	return NULL;
}

static const char *symbols_find(struct reader *r)
{
	size_t i, table = 0, entry = gelf_fsize(r->elf, ELF_T_SYM, 1,
						EV_CURRENT);

	for (i = 1; i < r->nsections; i++)
		if (r->sections[i].sh.sh_type == SHT_SYMTAB)
			table = i;
	if (!table)
		return "it has no symbol table: it was stripped";
	r->symbols = elf_getdata(elf_getscn(r->elf, table), NULL);
	if (!r->symbols || !r->symbols->d_buf ||
	    r->sections[table].sh.sh_link >= r->nsections)
		return "its symbol table is broken";
	r->nsymbols = r->sections[table].sh.sh_size / entry;
	r->strings = r->sections[table].sh.sh_link;
	for (i = 1; i < r->nsections; i++)
		if (r->sections[i].sh.sh_type == SHT_SYMTAB_SHNDX &&
		    r->sections[i].sh.sh_link == table)
			r->extended = elf_getdata(elf_getscn(r->elf, i), NULL);
	return NULL;
}

/* Symbol @n and its section; false when it is in none of this file. */
static bool symbol_get(const struct reader *r, size_t n, GElf_Sym *sym,
		       struct section **s)
{
	Elf32_Word extended = 0;
	size_t index;

	if (n >= r->nsymbols ||
	    !gelf_getsymshndx(r->symbols, r->extended, n, sym, &extended))
		return false;
	index = sym->st_shndx == SHN_XINDEX ? extended : sym->st_shndx;
	if (index == SHN_UNDEF || index >= r->nsections ||
	    (sym->st_shndx >= SHN_LORESERVE && sym->st_shndx != SHN_XINDEX))
		return false;
	*s = &r->sections[index];
	return true;
}

/* ---- relocations ---- */

static int reloc_cmp(const void *a, const void *b)
{
	const struct reloc *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static void relocs_add(struct reader *r, struct section *s, size_t from)
{
	const struct section *table = &r->sections[from];
	bool rela = table->sh.sh_type == SHT_RELA;
	Elf_Data *d = elf_getdata(elf_getscn(r->elf, from), NULL);
	size_t i, n = table->sh.sh_size /
		gelf_fsize(r->elf, rela ? ELF_T_RELA : ELF_T_REL, 1,
			   EV_CURRENT);
	GElf_Rela a;
	GElf_Rel l;

	if (!d || !table->bytes)
		return;
	s->relocs = xrealloc(s->relocs,
			     (s->nrelocs + n) * sizeof(*s->relocs));
	for (i = 0; i < n; i++) {
		struct reloc *to = &s->relocs[s->nrelocs];

		if (rela && gelf_getrela(d, i, &a))
			*to = (struct reloc){ a.r_offset,
					      GELF_R_SYM(a.r_info),
					      a.r_addend, false };
		else if (!rela && gelf_getrel(d, i, &l))
			*to = (struct reloc){ l.r_offset,
					      GELF_R_SYM(l.r_info), 0, true };
		else
			break;
		s->nrelocs++;
	}
}

static void relocs_read(struct reader *r, struct section *s)
{
	size_t i, n = s - r->sections;

	for (i = 1; i < r->nsections; i++)
		if ((r->sections[i].sh.sh_type == SHT_REL ||
		     r->sections[i].sh.sh_type == SHT_RELA) &&
		    r->sections[i].sh.sh_info == n)
			relocs_add(r, s, i);
	if (s->nrelocs)
		qsort(s->relocs, s->nrelocs, sizeof(*s->relocs), reloc_cmp);
	s->sorted = true;
}

/* The text that the pointer at @at of @s points to in an object, or NULL. */
static const char *relocated_text(struct reader *r, struct section *s,
				  uint64_t at)
{
	struct reloc key = { .at = at }, *found;
	struct section *to;
	GElf_Sym sym;
	int64_t add;

	if (!s->sorted)
		relocs_read(r, s);
	found = s->nrelocs ? bsearch(&key, s->relocs, s->nrelocs,
				     sizeof(key), reloc_cmp) : NULL;
	if (!found || !symbol_get(r, found->symbol, &sym, &to))
		return NULL;
	add = found->in_place ? (int64_t)number(r, s->bytes + at, r->word) :
				found->addend;
	return text_at(to, sym.st_value + add);
}

/* The same in what is linked: an address. */
static const char *linked_text(struct reader *r, struct section *s, uint64_t at)
{
	uint64_t address = number(r, s->bytes + at, r->word);
	size_t i;

	for (i = 1; i < r->nsections; i++) {
		const GElf_Shdr *sh = &r->sections[i].sh;

		if ((sh->sh_flags & SHF_ALLOC) && address >= sh->sh_addr &&
		    address - sh->sh_addr < sh->sh_size)
			return text_at(&r->sections[i], address - sh->sh_addr);
	}
	return NULL;
}

/* ---- sites ---- */

static const char *site_read(struct reader *r, struct section *s, uint64_t at)
{
	size_t size = SITE_POINTERS * r->word + SITE_BYTES;
	const unsigned char *p = bytes_at(s, at, size);
	const char *text[SITE_POINTERS];
	struct site site;
	unsigned int i;

	if (!p)
		return "a site lies outside of its section";
	for (i = 0; i < SITE_POINTERS; i++) {
		text[i] = r->linked ? linked_text(r, s, at + i * r->word) :
				      relocated_text(r, s, at + i * r->word);
		if (!text[i])
			return "a site's text is not in the file";
	}
	p += SITE_POINTERS * r->word;
	if (number(r, p + 6, 2) != SITE_VERSION)
		return "its sites are of another version of kmapcheck";
	site = (struct site){ text[0], text[1], text[2], number(r, p, 4),
			      p[4], p[5] };
	if (site_family_known(site.family) < 0 ||
	    (site.op != SITE_MAPS && site.op != SITE_RELEASES))
		return "a site is broken";
	r->fn(r->ctx, &site);
	return NULL;
}

static const char *sites_read(struct reader *r)
{
	const char *error = NULL, *name;
	struct section *s;
	GElf_Sym sym;
	size_t i;

	for (i = 0; !error && i < r->nsymbols; i++) {
		if (!symbol_get(r, i, &sym, &s))
			continue;
		name = text_at(&r->sections[r->strings], sym.st_name);
		if (name && !strncmp(name, SITE_SYMBOL, strlen(SITE_SYMBOL)))
			error = site_read(r, s, sym.st_value -
					  (r->linked ? s->sh.sh_addr : 0));
	}
	return error;
}

static const char *image_read(struct reader *r)
{
	const char *error;

	if (!r->elf)
		return elf_errmsg(-1);
	if (elf_kind(r->elf) == ELF_K_AR)
		return "it is an archive: name an object of it";
	if (elf_kind(r->elf) != ELF_K_ELF)
		return "it is no ELF file";
	error = sections_read(r);
	if (!error)
		error = symbols_find(r);
	return error ? error : sites_read(r);
}

const char *objfile_sites(const char *path, objfile_site_fn fn, void *ctx)
{
	struct reader r = { .fn = fn, .ctx = ctx };
	const char *error;
	char *bytes;
	size_t i;

	if (path_is_dir(path))
		return strerror(EISDIR);
	bytes = file_read(path, &r.size);
	if (!bytes)
		return strerror(errno);
	elf_version(EV_CURRENT);
	r.elf = elf_memory(bytes, r.size);
	error = image_read(&r);
	for (i = 0; r.sections && i < r.nsections; i++)
		free(r.sections[i].relocs);
	free(r.sections);
	elf_end(r.elf);
	free(bytes);
	return error;
}
