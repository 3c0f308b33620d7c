/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The record: what the plugin leaves in section .discard.kmapcheck of an
 * object, and what the tool reads back. doc/format.md describes the bytes.
 *
 * A section holds one or more records one after the other ("ld -r"
 * concatenates). A record is: magic "KMCR", format version (u8), flags (u8,
 * 0), length of the payload (u32 little endian), payload checksum (u32), then
 * the payload: numbers coded by code.h, that tell of build id, source name,
 * files, target, API rows, globals, call facts, functions. Reading is done on
 * hostile input: every length and index is checked.
 */
#ifndef KMC_RECORD_H
#define KMC_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "ir.h"

#define RECORD_SECTION ".discard.kmapcheck"
#define RECORD_VERSION 3

struct record {
	const char *build_id;		/* of the plugin that wrote it */
	struct ir_unit *unit;		/* finished and checked functions */
	size_t size;			/* bytes in the section */
};

/* Write @u (finished and checked) as one record. Returns its bytes, in @arena,
 * and their number in *@size.
 */
unsigned char *record_write(struct arena *arena, const struct ir_unit *u,
			    const char *build_id, size_t *size);

/* Read the record at @bytes + *@pos of a section of @size bytes, and move
 * *@pos past it. Zero bytes between records (padding) are skipped. Returns
 * NULL at the end (*@error NULL) or on an error: then *@error is a sentence in
 * @arena, and *@pos stands behind the broken record if its end is known, else
 * at @size.
 */
struct record *record_read(struct arena *arena, const unsigned char *bytes,
			   size_t size, size_t *pos, const char **error);

#endif
