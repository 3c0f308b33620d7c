/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arenas: memory of one unit of work, freed at once.
 *
 * Memory is zeroed. Running out of memory calls the handler set by
 * arena_on_failure(), which must not return; the default prints one line
 * and exits with status 2.
 */
#ifndef KMC_ARENA_H
#define KMC_ARENA_H

#include <stddef.h>

struct arena;

/* Make an empty arena. The caller owns it and frees it with arena_free(). */
struct arena *arena_new(void);

/* Free @a and all that was taken from it. NULL is allowed. */
void arena_free(struct arena *a);

/* Take back all that was taken from @a; some memory is kept for later. */
void arena_reset(struct arena *a);

/* @size zeroed bytes, aligned for any object; never NULL. Owned by @a. */
void *arena_alloc(struct arena *a, size_t size);

/* A copy of @size bytes at @from. Owned by @a. */
void *arena_dup(struct arena *a, const void *from, size_t size);

/* A copy of the string @s. Owned by @a. */
char *arena_strdup(struct arena *a, const char *s);

/* A string formatted as by printf. Owned by @a. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Bytes that @a has taken from the system so far. */
size_t arena_used(const struct arena *a);

/* A growing array's next capacity step: make room for one more element.
 * @array is a pointer to elements of @size bytes, *@cap its capacity, @n the
 * number in use. Returns the array, moved when it had to grow.
 */
void *arena_grow(struct arena *a, void *array, size_t size, unsigned int n,
		 unsigned int *cap);

/* The same with types, so that the code is C++ too. */
#define ARENA_NEW(a, type) ((type *)arena_alloc(a, sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc(a, (n) * sizeof(type)))
#define ARENA_GROW(a, array, n, cap)					\
	((__typeof__(array))arena_grow(a, array, sizeof(*(array)), n, cap))

/* Set what is called with the number of bytes wanted when memory runs out.
 * The handler must not return (it exits or jumps).
 */
void arena_on_failure(void (*handler)(size_t wanted));

#endif
