/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Maps from 64-bit keys to 64-bit values or pointers, in an arena.
 * Open addressing, linear probing, at most three quarters full. Entries
 * cannot be removed.
 */
#ifndef KMC_MAP_H
#define KMC_MAP_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct map;

/* An empty map whose memory comes from @arena. Owned by @arena. */
struct map *map_new(struct arena *arena);

/* The value of @key, to be read or set; NULL when @key is not there. Valid
 * until the next map_put().
 */
uint64_t *map_get(const struct map *m, uint64_t key);

/* The same, but @key is added with the value 0 when it is not there. */
uint64_t *map_put(struct map *m, uint64_t key);

/* For values that are pointers: NULL when @key is not there. */
static inline void *map_get_ptr(const struct map *m, uint64_t key)
{
	const uint64_t *v = map_get(m, key);

	return v ? (void *)(uintptr_t)*v : NULL;
}

static inline void map_put_ptr(struct map *m, uint64_t key, const void *p)
{
	*map_put(m, key) = (uint64_t)(uintptr_t)p;
}

/* A key made of a pointer; and of two numbers below 2^32. */
static inline uint64_t map_key_ptr(const void *p)
{
	return (uint64_t)(uintptr_t)p;
}

static inline uint64_t map_key_pair(uint32_t a, uint32_t b)
{
	return (uint64_t)a << 32 | b;
}

#endif
