/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The API table: the kernel functions that mean something to the rules.
 * known.def is the one list; a user's file (api=FILE) and annotations add rows.
 *
 * A row is a name and up to KNOWN_EFFECTS effects. In known.def:
 *
 *   KNOWN("name", E1, E2, ..., "what it does")      sorted by name (strcmp)
 *
 * and in an API file, one row a line, '#' starts a comment:
 *
 *   name effect [effect...]
 *
 * where an effect is written as in known_effect_text(): "maps-local page=1",
 * "releases-local address=1", "sleeps", "sleeps-gfp arg=2", ... Numbers count
 * arguments from 1; 0 is the result.
 */
#ifndef KMC_KNOWN_H
#define KMC_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Families of mappings. All but KMAP share the thread's one stack. */
enum known_family {
	KNOWN_LOCAL,		/* kmap_local_* */
	KNOWN_ATOMIC,		/* kmap_atomic*: also preemption, page faults off */
	KNOWN_KMAP,		/* kmap: global, no order, released by page */
	KNOWN_IOLOCAL,		/* io_mapping_map_local_wc */
	KNOWN_IOATOMIC,		/* io_mapping_map_atomic_wc */
	KNOWN_PTE,		/* pte_offset_map and family (CONFIG_HIGHPTE) */
	KNOWN_NFAMILIES
};

enum known_what {
	/* maps: the result is the address; arg = the page (or pfn, pmd) */
	KNOWN_MAPS,
	/* as MAPS, and the result may be NULL: then nothing is mapped */
	KNOWN_MAPS_OR_NULL,
	/* as MAPS, and arg2's value modulo the page is in the result */
	KNOWN_MAPS_AT,
	/* releases: arg = any address in the page (KMAP: the page) */
	KNOWN_RELEASES,
	/* the mapping that the object at pointer arg holds: taken, dropped;
	   its address is in the object's field (name), if one is told */
	KNOWN_HOLDS,
	KNOWN_DROPS,
	/* may map anew at arg's page: the result replaces address arg; with
	   nothing left to do it is arg itself, maybe one past the page */
	KNOWN_TAIL,
	/* sleeps always, or as the bits of the gfp argument arg say */
	KNOWN_SLEEPS,
	KNOWN_SLEEPS_GFP,
	/* user access: needs page faults; result (arg 0) or nothing tells of
	   what was not copied */
	KNOWN_FAULTS,
	/* hands the object that arg points into to another context */
	KNOWN_HANDS_OVER,
	/* takes arg for a linear-map address */
	KNOWN_LINEAR,
	/* gives the linear-map address of the page arg */
	KNOWN_PAGE_ADDRESS,
	/* gives the page of address arg, also of mapped addresses */
	KNOWN_TO_PAGE,
	/* maps and releases on its own; needs arg free slots (arg = a count) */
	KNOWN_TRANSIENT,
	/* maps a page; accesses arg2 = length bytes at arg = offset of it */
	KNOWN_WITHIN,
	/* reads or writes arg2 = length bytes at address arg */
	KNOWN_READS,
	KNOWN_WRITES,
	/* advances the pointer in the field (name) of the object at arg */
	KNOWN_ADVANCES,
	/* a fresh object or NULL; releases the object at arg */
	KNOWN_ALLOCATES,
	KNOWN_FREES,
	/* page faults off, on (explicit, nesting) */
	KNOWN_FAULTS_OFF,
	KNOWN_FAULTS_ON,
	/* does not come back */
	KNOWN_STOPS,
	/* core function that does nothing the rules look at: not entered */
	KNOWN_PLAIN,
	/* an implementation of a primitive: not analysed and no caller */
	KNOWN_INTERNAL,
	KNOWN_NWHAT
};

#define KNOWN_EFFECTS 4

struct known_effect {
	enum known_what what;
	enum known_family family;	/* MAPS* RELEASES HOLDS DROPS */
	int arg, arg2;			/* 1-based, 0 = result or none */
	const char *field;		/* ADVANCES, HOLDS: field name, or NULL */
};

struct known {
	const char *name;
	unsigned int neffects;
	struct known_effect effects[KNOWN_EFFECTS];
	const char *doc;		/* one line */
};

/* A table: the built-in rows and rows added. Read-only while analysing. */
struct known_table;

/* A table with the built-in rows. @arena owns it. */
struct known_table *known_table_new(struct arena *arena);

/* Add one row in the file syntax. A row of a name already there replaces it.
 * Returns NULL, or a sentence in the arena saying what is wrong (without file
 * and line; the caller puts those before it).
 */
const char *known_add(struct known_table *t, const char *row);

/* Read a file of rows. Returns NULL, or "file:line: what is wrong" (in the
 * arena), with no row of the file added.
 */
const char *known_add_file(struct known_table *t, const char *path);

/* The row of @name, or NULL. */
const struct known *known_find(const struct known_table *t, const char *name);

/* The effect @what of row @k (NULL allowed), or NULL. */
const struct known_effect *known_effect(const struct known *k,
					enum known_what what);

/* Is @field ("sg_mapping_iter.addr", as the IR names a place; or NULL) the one
 * that @e tells?
 */
bool known_is_field(const struct known_effect *e, const char *field);

/* Does a source or unit that names this function use a mapping API? True for
 * rows that map, release, hold or drop, and for those that map a page and
 * access it where they are told.
 */
bool known_is_mapping(const struct known *k);

/* Built-in rows in order: index 0..known_count()-1, for docs and tests. */
unsigned int known_count(void);
const struct known *known_row(unsigned int index);

/* "kmap_local", "kmap_atomic", "kmap", ...: how a family is called, and how
 * its release is called ("kunmap_local").
 */
const char *known_family_name(enum known_family f);
const char *known_family_release(enum known_family f);

/* Are mappings of @f on the thread's stack? Does it turn preemption off? */
bool known_family_stacked(enum known_family f);
bool known_family_atomic(enum known_family f);

/* The text of an effect as in an API file, in a buffer of @size bytes. */
void known_effect_text(const struct known_effect *e, char *buf, size_t size);

#endif
