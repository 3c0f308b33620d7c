/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The record into the object: a section that linkers keep in relocatable
 * output and drop from everything else.
 */
#include "gcc-headers.h"
#include "kmc.h"

static unsigned char *kept;
static size_t kept_size;

void emit_keep(const unsigned char *bytes, size_t size)
{
	kept = XNEWVEC(unsigned char, size + 1);
	memcpy(kept, bytes, size);
	kept_size = size;
}

void emit_section(void)
{
	const size_t chunk = 4096;
	size_t at;

	if (kept && asm_out_file && !seen_error()) {
		switch_to_section(get_section(RECORD_SECTION,
					      KMC_SECTION_FLAGS, NULL_TREE));
		for (at = 0; at < kept_size; at += chunk)
			assemble_string((const char *)kept + at,
					MIN(chunk, kept_size - at));
	}
	XDELETEVEC(kept);
	kept = NULL;
}
