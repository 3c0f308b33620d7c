/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "map.h"

#include <stdbool.h>

#include "arena.h"

struct entry {
	uint64_t key, value;
	bool used;
};

struct map {
	struct arena *arena;
	struct entry *entries;
	unsigned int size;		/* a power of two, or 0 */
	unsigned int count;
};

/* The finalizer of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

/* The entry that holds @key, or the free one where it belongs. */
static struct entry *find(const struct map *m, uint64_t key)
{
	unsigned int i = (unsigned int)mix(key) & (m->size - 1);

	while (m->entries[i].used && m->entries[i].key != key)
		i = (i + 1) & (m->size - 1);
	return &m->entries[i];
}

static void grow(struct map *m)
{
	struct entry *old = m->entries;
	unsigned int i, n = m->size;

	m->size = n ? n * 2 : 16;
	m->entries = (struct entry *)arena_alloc(m->arena,
						 m->size * sizeof(*old));
	for (i = 0; i < n; i++)
		if (old[i].used)
			*find(m, old[i].key) = old[i];
}

struct map *map_new(struct arena *arena)
{
	struct map *m = (struct map *)arena_alloc(arena, sizeof(*m));

	m->arena = arena;
	return m;
}

uint64_t *map_get(const struct map *m, uint64_t key)
{
	struct entry *e;

	if (!m->count)
		return NULL;
	e = find(m, key);
	return e->used ? &e->value : NULL;
}

uint64_t *map_put(struct map *m, uint64_t key)
{
	struct entry *e;

	if (m->count >= m->size / 4 * 3)
		grow(m);
	e = find(m, key);
	if (!e->used) {
		e->used = true;
		e->key = key;
		m->count++;
	}
	return &e->value;
}
