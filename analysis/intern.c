/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "intern.h"

#include <string.h>

#include "arena.h"

struct string {
	const char *text;
	uint32_t len, hash;
};

struct intern {
	struct arena *arena;
	unsigned int n, cap;
	struct string *strings;		/* in the order of first use */
	uint32_t *slots;		/* open hash: index + 1, 0 = free */
	uint32_t size;			/* a power of two, or 0 */
};

/* FNV-1a. */
static uint32_t hash_bytes(const char *s, size_t len)
{
	uint32_t h = 2166136261u;

	while (len--)
		h = (h ^ (unsigned char)*s++) * 16777619u;
	return h;
}

struct intern *intern_new(struct arena *arena)
{
	struct intern *in = (struct intern *)arena_alloc(arena, sizeof(*in));

	in->arena = arena;
	return in;
}

static void rehash(struct intern *in)
{
	uint32_t i, slot;

	in->size = in->size ? in->size * 2 : 64;
	in->slots = (uint32_t *)arena_alloc(in->arena,
					    in->size * sizeof(*in->slots));
	for (i = 0; i < in->n; i++) {
		slot = in->strings[i].hash & (in->size - 1);
		while (in->slots[slot])
			slot = (slot + 1) & (in->size - 1);
		in->slots[slot] = i + 1;
	}
}

static uint32_t add(struct intern *in, const char *s, size_t len, uint32_t h)
{
	struct string *e;
	char *copy = (char *)arena_alloc(in->arena, len + 1);

	memcpy(copy, s, len);
	in->strings = (struct string *)arena_grow(in->arena, in->strings,
						  sizeof(*e), in->n, &in->cap);
	e = &in->strings[in->n];
	e->text = copy;
	e->len = (uint32_t)len;
	e->hash = h;
	return in->n++;
}

static uint32_t find(struct intern *in, const char *s, size_t len)
{
	uint32_t h = hash_bytes(s, len), slot;
	const struct string *e;

	if (in->n >= in->size / 2)
		rehash(in);
	slot = h & (in->size - 1);
	while (in->slots[slot]) {
		e = &in->strings[in->slots[slot] - 1];
		if (e->hash == h && e->len == len && !memcmp(e->text, s, len))
			return in->slots[slot] - 1;
		slot = (slot + 1) & (in->size - 1);
	}
	in->slots[slot] = in->n + 1;
	return add(in, s, len, h);
}

const char *intern_bytes(struct intern *in, const char *s, size_t len)
{
	return intern_at(in, find(in, s, len));
}

const char *intern_string(struct intern *in, const char *s)
{
	return s ? intern_bytes(in, s, strlen(s)) : NULL;
}

uint32_t intern_index(struct intern *in, const char *s)
{
	return find(in, s, strlen(s));
}

uint32_t intern_count(const struct intern *in)
{
	return in->n;
}

const char *intern_at(const struct intern *in, uint32_t index)
{
	return in->strings[index].text;
}
