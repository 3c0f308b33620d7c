/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one make that builds many objects, and what it says of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "kbuild.h"
#include "progress.h"
#include "run.h"
#include "tree.h"

#define MAX_GOALS 60000			/* bytes */

/* A make that is running. */
struct build {
	struct set wanted, seen;
	struct kbuild_result *result;
	kbuild_done_fn done;
	void *ctx;
	const struct tree *tree;
	time_t started;
	unsigned int findings;
	struct make_log log;
	char *error;			/* of the object being told of */
};

static void add_failure(struct build *b, const char *object, size_t len,
			const char *why)
{
	struct kbuild_result *r = b->result;
	struct kbuild_failure *f;

	r->failed = xrealloc(r->failed, (r->nfailed + 1) * sizeof(*r->failed));
	f = &r->failed[r->nfailed++];
	f->object = xprintf("%.*s", (int)len, object);
	f->why = xstrdup(why);
	set_add(&b->seen, object, len);
}

/* Was the object written since make was started? A compile that failed leaves
 * the one of an earlier run.
 */
static bool is_fresh(const struct build *b, const char *object)
{
	char *path = xprintf("%s/%s", b->tree->out, object);
	struct stat st;
	bool fresh = !stat(path, &st) && st.st_mtime >= b->started;

	free(path);
	return fresh;
}

/* "  CC [M]  fs/ext2/dir.o": the last word, when it is one of ours. make prints
 * it when the object is done (-Otarget).
 */
static void see_progress(struct build *b, const char *line)
{
	const char *word = strrchr(line, ' ');

	if (!word || !set_has(&b->wanted, word + 1, strlen(word + 1)))
		return;
	if (set_add(&b->seen, word + 1, strlen(word + 1)) &&
	    is_fresh(b, word + 1))
		b->findings = b->done(b->ctx, word + 1);
	progress_show(b->seen.n, b->findings, word + 1);
}

/* "make[2]: *** [FILE:LINE: fs/ext2/dir.o] Error 1" and
 * "make[2]: *** No rule to make target 'fs/ext2/dir.o'."
 */
static void see_failure(struct build *b, const char *line)
{
	const char *end = strstr(line, "] Error "), *p;

	if (end) {
		for (p = end; p > line && p[-1] != ' ' && p[-1] != '['; p--)
			;
	} else {
		p = strstr(line, "target '");
		if (!p)
			return;
		p += strlen("target '");
		end = p + strcspn(p, "'");
	}
	if (!set_has(&b->wanted, p, end - p))
		return;
	add_failure(b, p, end - p, b->error ? b->error : line);
	free(b->error);
	b->error = NULL;
}

static void see_line(void *ctx, int stream, char *line)
{
	struct build *b = ctx;

	(void)stream;
	make_log_line(&b->log, line);
	if (strstr(line, "*** "))
		see_failure(b, line);
	else if (!b->error && strstr(line, "error: "))
		b->error = xstrdup(line);
	else
		see_progress(b, line);
}

/* make failed: was it at the objects, or before it came to them? */
static void check_failure(const struct build *b)
{
	if (!b->seen.n || b->log.no_space)
		make_log_die(&b->log, "make", b->tree->out);
}

/* Append objects from @i on, as many as one command line may hold (the kernel
 * passes them on in one argument); returns the first that is left.
 */
static size_t add_goals(struct strings *argv, const struct strings *objects,
			size_t i)
{
	size_t room = MAX_GOALS;

	for (; i < objects->n; i++) {
		if (strlen(objects->list[i]) >= room)
			break;
		room -= strlen(objects->list[i]) + 1;
		strings_add(argv, objects->list[i]);
	}
	return i;
}

static size_t make_some(struct build *b, const struct strings *objects,
			size_t first, const char *kcflags, unsigned int jobs)
{
	struct run r = { .plain = true, .line = see_line, .ctx = b };
	struct strings argv = { 0 };
	size_t next;

	tree_make(b->tree, &argv);
	strings_add(&argv, "-k");
	strings_add(&argv, "-Otarget");
	strings_take(&argv, xprintf("-j%u", jobs));
	strings_take(&argv, xprintf("KCFLAGS=%s", kcflags));
	next = add_goals(&argv, objects, first);
	r.argv = strings_argv(&argv);
	if (run_command(&r))
		check_failure(b);
	strings_free(&argv);
	return next;
}

struct kbuild_result *kbuild_make(const struct tree *t,
				  const struct strings *objects,
				  const char *kcflags, unsigned int jobs,
				  kbuild_done_fn done, void *ctx)
{
	struct build b = {
		.result = xalloc(sizeof(*b.result)), .done = done, .ctx = ctx,
		.tree = t, .started = time(NULL),
	};
	size_t i;

	for (i = 0; i < objects->n; i++)
		set_add(&b.wanted, objects->list[i], strlen(objects->list[i]));
	progress_start("building", objects->n);
	for (i = 0; i < objects->n;)
		i = make_some(&b, objects, i, kcflags, jobs);
	progress_end();
	make_log_free(&b.log);
	set_free(&b.wanted);
	set_free(&b.seen);
	free(b.error);
	return b.result;
}

void kbuild_result_free(struct kbuild_result *r)
{
	size_t i;

	for (i = 0; i < r->nfailed; i++) {
		free(r->failed[i].object);
		free(r->failed[i].why);
	}
	free(r->failed);
	free(r);
}
