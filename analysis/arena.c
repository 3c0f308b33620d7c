/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arenas: chunks of memory, cut from the front and zeroed as they are cut.
 * Chunks double in size up to CHUNK_MAX, so that a small unit of work stays
 * small.
 */
#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_MIN ((size_t)4 << 10)
#define CHUNK_MAX ((size_t)1 << 20)
#define ALIGN alignof(max_align_t)

struct chunk {
	struct chunk *next;
	size_t size, used;		/* of the bytes behind the head */
	alignas(ALIGN) unsigned char bytes[];
};

struct arena {
	struct chunk *chunks;		/* the first one is being filled */
	size_t next_size;
	size_t total;
};

static void fail_default(size_t wanted)
{
	fprintf(stderr, "kmapcheck: out of memory (%zu bytes wanted)\n",
		wanted);
	exit(2);
}

static void (*fail_handler)(size_t wanted) = fail_default;

void arena_on_failure(void (*handler)(size_t wanted))
{
	fail_handler = handler ? handler : fail_default;
}

/* Memory ran out: the handler does not return, and if it does we stop. */
static void fail(size_t wanted)
{
	fail_handler(wanted);
	abort();
}

static void *taken(size_t size)
{
	void *p = malloc(size);

	if (!p)
		fail(size);
	return p;
}

struct arena *arena_new(void)
{
	struct arena *a = (struct arena *)taken(sizeof(*a));

	a->chunks = NULL;
	a->next_size = CHUNK_MIN;
	a->total = sizeof(*a);
	return a;
}

void arena_reset(struct arena *a)
{
	struct chunk *c, *next;

	if (!a->chunks)
		return;
	for (c = a->chunks->next; c; c = next) {
		next = c->next;
		a->total -= c->size + sizeof(*c);
		free(c);
	}
	a->chunks->next = NULL;
	a->chunks->used = 0;
}

void arena_free(struct arena *a)
{
	struct chunk *c, *next;

	if (!a)
		return;
	for (c = a->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	free(a);
}

static struct chunk *chunk_new(struct arena *a, size_t size)
{
	struct chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		fail(size);
	c = (struct chunk *)taken(sizeof(*c) + size);
	c->size = size;
	c->used = 0;
	a->total += sizeof(*c) + size;
	return c;
}

/* A chunk for @size bytes. Large objects get one of their own, which goes
 * behind the first so that what is left there is still used.
 */
static struct chunk *chunk_add(struct arena *a, size_t size)
{
	struct chunk *c;

	if (size > a->next_size / 4 && a->chunks) {
		c = chunk_new(a, size);
		c->next = a->chunks->next;
		a->chunks->next = c;
		return c;
	}
	c = chunk_new(a, size > a->next_size ? size : a->next_size);
	c->next = a->chunks;
	a->chunks = c;
	if (a->next_size < CHUNK_MAX)
		a->next_size *= 2;
	return c;
}

/* @size bytes of any contents. */
static void *cut(struct arena *a, size_t size)
{
	struct chunk *c = a->chunks;
	void *p;

	if (size > SIZE_MAX - ALIGN)
		fail(size);
	size = (size + ALIGN - 1) & ~(ALIGN - 1);
	if (!size)
		size = ALIGN;
	if (!c || c->size - c->used < size)
		c = chunk_add(a, size);
	p = c->bytes + c->used;
	c->used += size;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(cut(a, size), 0, size);
}

void *arena_dup(struct arena *a, const void *from, size_t size)
{
	void *p = cut(a, size);

	if (size)
		memcpy(p, from, size);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return (char *)arena_dup(a, s, strlen(s) + 1);
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return arena_strdup(a, "");
	s = (char *)cut(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}

size_t arena_used(const struct arena *a)
{
	return a->total;
}

void *arena_grow(struct arena *a, void *array, size_t size, unsigned int n,
		 unsigned int *cap)
{
	unsigned int want;
	void *p;

	if (n < *cap)
		return array;
	want = *cap ? *cap * 2 : 4;
	if (want <= n || (size && want > SIZE_MAX / size))
		fail(SIZE_MAX);
	p = cut(a, want * size);
	if (n)
		memcpy(p, array, n * size);
	memset((char *)p + n * size, 0, (want - n) * size);
	*cap = want;
	return p;
}
