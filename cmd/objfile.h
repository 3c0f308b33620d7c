/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Objects and archives: the only user of libelf. Reads hostile input: what is
 * broken is told of with the object's name, and the rest is still read.
 */
#ifndef KMC_CMD_OBJFILE_H
#define KMC_CMD_OBJFILE_H

#include <stddef.h>

/* One ELF object, alone or the member of an archive. */
struct objfile {
	const char *name;		/* "a.o", "lib.a(b.o)" */
	const char *error;		/* what is broken in it, or NULL */
	size_t size;			/* of the object, bytes */
	unsigned int nsections;		/* that hold records */
	const unsigned char **sections;
	size_t *sizes;
};

/* All of @o is valid until the function returns. */
typedef void (*objfile_fn)(void *ctx, const struct objfile *o);

/* Call @fn for each object of the file @path: an ELF file, or an archive,
 * also a thin one. A file that cannot be read is one object with an error.
 */
void objfile_visit(const char *path, objfile_fn fn, void *ctx);

#endif
