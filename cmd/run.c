/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util.h"

static volatile sig_atomic_t got_signal;
static volatile pid_t child;

/* One captured stream and the line that is not complete yet. */
struct stream {
	int fd;
	size_t n, cap;
	char *buf;
};

/* make removes the targets it was making when it is told to end; without a
 * child there is nothing to clean up.
 */
static void on_signal(int sig)
{
	static const char text[] = "\nkmapcheck: interrupted; run the same command to go on\n";
	int err = errno;

	got_signal = sig;
	if (child > 0)
		kill(child, SIGTERM);
	else if (write(STDERR_FILENO, text, sizeof(text) - 1) >= -1)
		_exit(STATUS_USAGE);
	errno = err;
}

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

#define NSIGNALS (sizeof(signals) / sizeof(*signals))

static void catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };
	unsigned int i;

	for (i = 0; i < NSIGNALS; i++)
		sigaction(signals[i], &sa, NULL);
}

static void mask_signals(int how)
{
	sigset_t set;
	unsigned int i;

	sigemptyset(&set);
	for (i = 0; i < NSIGNALS; i++)
		sigaddset(&set, signals[i]);
	sigprocmask(how, &set, NULL);
}

static void child_environment(const struct run *r)
{
	static const char *const drop[] = { "MAKEFLAGS", "MFLAGS", "MAKELEVEL",
		"MAKEOVERRIDES", "KBUILD_OUTPUT", "KCFLAGS" };
	unsigned int i;
	int fd;

	if (!r->plain)
		return;
	setenv("LC_ALL", "C", 1);
	for (i = 0; i < sizeof(drop) / sizeof(*drop); i++)
		unsetenv(drop[i]);
	fd = open("/dev/null", O_RDONLY);
	if (fd >= 0)
		dup2(fd, STDIN_FILENO);
}

/* In the child: on failure errno goes up the pipe @report. */
static void child_exec(const struct run *r, const int *fds, int report)
{
	unsigned int i;
	int err;

	for (i = 0; i < NSIGNALS; i++)
		signal(signals[i], SIG_DFL);
	mask_signals(SIG_UNBLOCK);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	child_environment(r);
	if (r->line && (dup2(fds[0], STDOUT_FILENO) < 0 ||
			dup2(fds[1], STDERR_FILENO) < 0))
		goto fail;
	if (r->dir && chdir(r->dir))
		goto fail;
	execvp(r->argv[0], r->argv);
fail:
	err = errno;
	if (write(report, &err, sizeof(err)) < 0)
		_exit(126);
	_exit(127);
}

static void stream_lines(struct stream *s, const struct run *r, int number)
{
	char *start = s->buf, *end;

	while ((end = memchr(start, '\n', s->buf + s->n - start))) {
		*end = 0;
		r->line(r->ctx, number, start);
		start = end + 1;
	}
	s->n -= start - s->buf;
	memmove(s->buf, start, s->n);
}

/* Take what can be read; at the end hand out the unfinished line. */
static void stream_read(struct stream *s, const struct run *r, int number)
{
	ssize_t got;

	if (s->cap - s->n < 4096) {
		s->cap += 1 << 16;
		s->buf = xrealloc(s->buf, s->cap);
	}
	got = read(s->fd, s->buf + s->n, s->cap - s->n - 1);
	if (got < 0 && errno == EINTR)
		return;
	if (got > 0) {
		s->n += got;
		stream_lines(s, r, number);
		return;
	}
	if (s->n) {
		s->buf[s->n] = 0;
		r->line(r->ctx, number, s->buf);
	}
	close(s->fd);
	s->fd = -1;
	free(s->buf);
}

static void read_output(const struct run *r, const int *fds)
{
	struct stream s[2] = { { .fd = fds[0] }, { .fd = fds[1] } };
	struct pollfd p[2];
	int i;

	while (s[0].fd >= 0 || s[1].fd >= 0) {
		for (i = 0; i < 2; i++) {
			p[i].fd = s[i].fd;
			p[i].events = POLLIN;
			p[i].revents = 0;
		}
		if (poll(p, 2, -1) < 0)
			continue;
		for (i = 0; i < 2; i++)
			if (s[i].fd >= 0 && p[i].revents)
				stream_read(&s[i], r, i + 1);
	}
}

static int wait_child(void)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	child = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) :
		128 + WTERMSIG(status);
}

static void make_pipe(int *fds)
{
	if (pipe2(fds, O_CLOEXEC))
		die("cannot make a pipe: %s", strerror(errno));
}

/* Start the child; what it prints comes out of @fds when it is captured.
 * Returns 0, or the reason why it could not be started.
 */
static int start_child(const struct run *r, int *fds)
{
	int out[2] = { -1, -1 }, err[2] = { -1, -1 }, report[2];
	int ends[2], why = 0;

	make_pipe(report);
	if (r->line) {
		make_pipe(out);
		make_pipe(err);
	}
	ends[0] = out[1];
	ends[1] = err[1];
	fflush(NULL);
	/* the handler is ours alone, and it must know the child */
	mask_signals(SIG_BLOCK);
	child = fork();
	if (child < 0)
		die("cannot start %s: %s", r->argv[0], strerror(errno));
	if (!child)
		child_exec(r, ends, report[1]);
	mask_signals(SIG_UNBLOCK);
	close(report[1]);
	close(out[1]);
	close(err[1]);
	while (read(report[0], &why, sizeof(why)) < 0 && errno == EINTR)
		;
	close(report[0]);
	fds[0] = out[0];
	fds[1] = err[0];
	return why;
}

int run_command(const struct run *r)
{
	int fds[2], why, status;

	catch_signals();
	why = start_child(r, fds);
	if (r->line)
		read_output(r, fds);
	status = wait_child();
	if (got_signal)
		die("interrupted; run the same command to go on");
	errno = why;
	return why ? 127 : status;
}

static void collect(void *ctx, int stream, char *line)
{
	char **all = ctx, *old = *all;

	if (stream != 1)
		return;
	*all = xprintf("%s%s\n", old ? old : "", line);
	free(old);
}

char *run_output(char **argv)
{
	char *all = NULL;
	struct run r = {
		.argv = argv, .plain = true, .line = collect, .ctx = &all,
	};

	if (run_command(&r)) {
		free(all);
		return NULL;
	}
	return all ? all : xstrdup("");
}
