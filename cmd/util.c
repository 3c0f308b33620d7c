/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "progress.h"

static void message(const char *fmt, va_list ap)
{
	progress_hide();
	fflush(stdout);
	fputs("kmapcheck: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void tell(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap);
	va_end(ap);
}

void die(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	message(fmt, ap);
	va_end(ap);
	exit(STATUS_USAGE);
}

void *xrealloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		die("out of memory (%zu bytes wanted)", size);
	return p;
}

void *xalloc(size_t size)
{
	return memset(xrealloc(NULL, size), 0, size);
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xalloc(size), s, size);
}

char *xprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("out of memory");
	return s;
}

void strings_take(struct strings *l, char *s)
{
	/* one slot is always left for strings_argv() */
	if (l->n + 2 > l->cap) {
		l->cap = l->cap ? 2 * l->cap : 16;
		l->list = xrealloc(l->list, l->cap * sizeof(*l->list));
	}
	l->list[l->n++] = s;
}

void strings_add(struct strings *l, const char *s)
{
	strings_take(l, xstrdup(s));
}

char **strings_argv(struct strings *l)
{
	strings_take(l, NULL);
	l->n--;
	return l->list;
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void strings_sort(struct strings *l)
{
	size_t i, n = 0;

	if (!l->n)
		return;
	qsort(l->list, l->n, sizeof(*l->list), compare_strings);
	for (i = 0; i < l->n; i++) {
		if (n && !strcmp(l->list[n - 1], l->list[i]))
			free(l->list[i]);
		else
			l->list[n++] = l->list[i];
	}
	l->n = n;
}

void strings_free(struct strings *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->list[i]);
	free(l->list);
	memset(l, 0, sizeof(*l));
}

unsigned long long hash_bytes(const void *bytes, size_t size)
{
	const unsigned char *p = bytes;
	uint64_t h = 0xcbf29ce484222325u;

	for (; size; size--)
		h = (h ^ *p++) * 0x100000001b3u;
	return h;
}

/* The slot that holds the string or where it belongs; cap is a power of two
 * and never full.
 */
static char **set_slot(const struct set *s, const char *str, size_t len)
{
	size_t i = hash_bytes(str, len) & (s->cap - 1);

	while (s->slots[i] && (strncmp(s->slots[i], str, len) ||
			       s->slots[i][len]))
		i = (i + 1) & (s->cap - 1);
	return &s->slots[i];
}

static void set_grow(struct set *s)
{
	struct set old = *s;
	size_t i;

	s->cap = old.cap ? 2 * old.cap : 64;
	s->slots = xalloc(s->cap * sizeof(*s->slots));
	for (i = 0; i < old.cap; i++)
		if (old.slots[i])
			*set_slot(s, old.slots[i], strlen(old.slots[i])) =
				old.slots[i];
	free(old.slots);
}

bool set_has(const struct set *s, const char *str, size_t len)
{
	return s->n && *set_slot(s, str, len);
}

bool set_add(struct set *s, const char *str, size_t len)
{
	char **slot;

	if (2 * (s->n + 1) > s->cap)
		set_grow(s);
	slot = set_slot(s, str, len);
	if (*slot)
		return false;
	*slot = xprintf("%.*s", (int)len, str);
	s->n++;
	return true;
}

void set_free(struct set *s)
{
	size_t i;

	for (i = 0; i < s->cap; i++)
		free(s->slots[i]);
	free(s->slots);
	memset(s, 0, sizeof(*s));
}

char *path_real(const char *path)
{
	return realpath(path, NULL);
}

char *path_clean(const char *path)
{
	char *out = xalloc(strlen(path) + 2), *end = out;
	const char *p = path, *q;

	for (; *p; p = *q ? q + 1 : q) {
		q = strchrnul(p, '/');
		if (q == p && p == path)
			*end++ = '/';		/* absolute */
		if (q == p || (q - p == 1 && *p == '.'))
			continue;
		if (q - p == 2 && !strncmp(p, "..", 2) && end > out) {
			*end = 0;
			end = strrchr(out, '/');
			end = end ? end : out;
			continue;
		}
		if (end > out && end[-1] != '/')
			*end++ = '/';
		memcpy(end, p, q - p);
		end += q - p;
	}
	*end = 0;
	return out;
}

bool path_is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

bool path_is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode);
}

const char *path_below(const char *path, const char *base)
{
	size_t n = strlen(base);

	if (strncmp(path, base, n))
		return NULL;
	if (!path[n])
		return path + n;
	return path[n] == '/' ? path + n + 1 : NULL;
}

static char *read_all(int fd, size_t *size)
{
	size_t cap = 1 << 16, n = 0;
	char *buf = xrealloc(NULL, cap);
	ssize_t got;

	while ((got = read(fd, buf + n, cap - n - 1)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			free(buf);
			return NULL;
		}
		n += got;
		if (cap - n < 2) {
			cap *= 2;
			buf = xrealloc(buf, cap);
		}
	}
	buf[n] = 0;
	*size = n;
	return buf;
}

char *file_read(const char *path, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *buf;
	int err;

	if (fd < 0)
		return NULL;
	buf = read_all(fd, size);
	err = errno;
	close(fd);
	errno = err;
	return buf;
}
