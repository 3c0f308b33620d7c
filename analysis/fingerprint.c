/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FNV-1a with 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv). Each string goes
 * in with its NUL, so that "ab" "c" and "a" "bc" differ.
 */
#include "fingerprint.h"

#define FNV_OFFSET 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static uint64_t hash_byte(uint64_t h, unsigned char byte)
{
	return (h ^ byte) * FNV_PRIME;
}

/* NULL counts as "". */
static uint64_t hash_string(uint64_t h, const char *s)
{
	for (; s && *s; s++)
		h = hash_byte(h, (unsigned char)*s);
	return hash_byte(h, 0);
}

/* Byte by byte, least first: the same on every machine. */
static uint64_t hash_number(uint64_t h, uint32_t n)
{
	unsigned int i;

	for (i = 0; i < 4; i++)
		h = hash_byte(h, (unsigned char)(n >> 8 * i));
	return h;
}

void fingerprint_set(struct finding *f, const char *unit)
{
	uint64_t h = FNV_OFFSET;
	unsigned int i;

	h = hash_string(h, rule_name(f->rule));
	h = hash_string(h, unit);
	h = hash_string(h, f->func);
	h = hash_string(h, f->objects);
	h = hash_number(h, f->ordinal);
	for (i = 0; i < 16; i++)
		f->fingerprint[i] = "0123456789abcdef"[h >> (60 - 4 * i) & 15];
	f->fingerprint[16] = '\0';
}
