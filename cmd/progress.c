/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define BAR 20
#define REDRAW_MS 100

static struct {
	const char *what;
	unsigned int total;
	bool active, drawn;
	long long started, last;	/* milliseconds */
} bar;

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

bool progress_wanted(void)
{
	return isatty(STDERR_FILENO);
}

static unsigned int screen_width(void)
{
	struct winsize w;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &w) || !w.ws_col)
		return 80;
	return w.ws_col;
}

void progress_start(const char *what, unsigned int total)
{
	bar.what = what;
	bar.total = total;
	bar.active = progress_wanted();
	bar.started = now_ms();
	bar.last = 0;
	progress_show(0, 0, "");
}

/* "[#####...............]  12/256" into @buf; without a total, the count. */
static int draw_bar(char *buf, size_t size, unsigned int done)
{
	char marks[BAR + 1];
	unsigned int full;

	if (!bar.total)
		return snprintf(buf, size, "%s: %u done", bar.what, done);
	full = (unsigned long long)done * BAR / bar.total;
	full = full > BAR ? BAR : full;
	memset(marks, '.', BAR);
	memset(marks, '#', full);
	marks[BAR] = 0;
	return snprintf(buf, size, "%s [%s] %u/%u", bar.what, marks, done,
			bar.total);
}

/* ", 1:20 left", once there is enough to judge by. */
static int draw_left(char *buf, size_t size, unsigned int done)
{
	long long spent = bar.last - bar.started, left;

	buf[0] = 0;
	if (!bar.total || done < 3 || done > bar.total || spent < 1000)
		return 0;
	left = spent * (bar.total - done) / done / 1000;
	return snprintf(buf, size, ", %lld:%02lld left", left / 60, left % 60);
}

void progress_show(unsigned int done, unsigned int findings, const char *name)
{
	char line[256], left[32];
	unsigned int width;
	long long now;
	int n;

	if (!bar.active)
		return;
	now = now_ms();
	if (bar.drawn && now - bar.last < REDRAW_MS)
		return;
	bar.last = now;
	n = draw_bar(line, sizeof(line), done);
	draw_left(left, sizeof(left), done);
	snprintf(line + n, sizeof(line) - n, ", %u finding%s%s  %s", findings,
		 findings == 1 ? "" : "s", left, name);
	width = screen_width();
	if (width < sizeof(line))
		line[width - 1] = 0;
	fprintf(stderr, "\r\033[K%s", line);
	fflush(stderr);
	bar.drawn = true;
}

void progress_hide(void)
{
	if (!bar.drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	bar.drawn = false;
}

void progress_end(void)
{
	progress_hide();
	bar.active = false;
}
