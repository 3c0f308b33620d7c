/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Interned strings: one copy each in an arena, so that equal strings are equal
 * pointers. Strings are numbered 0, 1, ... in the order of their first use.
 */
#ifndef KMC_INTERN_H
#define KMC_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct intern;

/* An empty set of strings. All of it is owned by @arena. */
struct intern *intern_new(struct arena *arena);

/* The one copy of the string @s; NULL gives NULL. */
const char *intern_string(struct intern *in, const char *s);

/* The one copy of the @len bytes at @s (no NUL among them), as a string. */
const char *intern_bytes(struct intern *in, const char *s, size_t len);

/* The number of the string @s, added when new. */
uint32_t intern_index(struct intern *in, const char *s);

/* How many strings there are, and the one with number @index. */
uint32_t intern_count(const struct intern *in);
const char *intern_at(const struct intern *in, uint32_t index);

#endif
