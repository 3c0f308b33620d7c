/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every file of the tool needs: messages and memory that never fails.
 */
#ifndef KMC_CMD_UTIL_H
#define KMC_CMD_UTIL_H

#include <stdbool.h>
#include <stddef.h>

/* Exit statuses of all commands. */
enum { STATUS_CLEAN, STATUS_FINDINGS, STATUS_USAGE };

/* Print "kmapcheck: SENTENCE" on stderr, after clearing the progress bar. */
void tell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* tell(), then exit with STATUS_USAGE. */
void die(const char *fmt, ...)
	__attribute__((format(printf, 1, 2), noreturn));

/* Memory from malloc(); running out of it ends the program. */
void *xalloc(size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *s);
char *xprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A growing list of strings, which it owns. Zero is an empty list. */
struct strings {
	size_t n, cap;
	char **list;
};

/* Append a copy of @s; strings_take() takes @s itself. */
void strings_add(struct strings *l, const char *s);
void strings_take(struct strings *l, char *s);

/* Append a NULL that is not counted, so that the list can be an argv. */
char **strings_argv(struct strings *l);

/* Sort, and drop equal ones. */
void strings_sort(struct strings *l);

void strings_free(struct strings *l);

/* A set of strings, which it owns. Zero is an empty set. */
struct set {
	size_t n, cap;
	char **slots;
};

/* Add a copy of the @len bytes at @s; true when they were not in it. */
bool set_add(struct set *s, const char *str, size_t len);
bool set_has(const struct set *s, const char *str, size_t len);
void set_free(struct set *s);

/* FNV-1a over @size bytes. */
unsigned long long hash_bytes(const void *bytes, size_t size);

/* @path made absolute with all links resolved, or NULL (errno tells why). */
char *path_real(const char *path);

/* @path without "." and ".." and doubled slashes, by text alone. */
char *path_clean(const char *path);

bool path_is_dir(const char *path);
bool path_is_file(const char *path);

/* @path without the folder @base before it, or NULL when it is not below. */
const char *path_below(const char *path, const char *base);

/* The whole file, with a NUL after its *@size bytes; NULL: errno tells why. */
char *file_read(const char *path, size_t *size);

#endif
