/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Logs are cut, mixed with other lines, and written by whoever likes: a line
 * counts from "kmapcheck: " on, and what is not understood in it is left out.
 */
#include "console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

#define PREFIX "kmapcheck: "

static const char *const roles[CONSOLE_ROLES] = {
	[CONSOLE_RELEASED] = "released", [CONSOLE_MAPPED] = "mapped",
	[CONSOLE_NEWER] = "newer mapping", [CONSOLE_FIRST] = "first released",
	[CONSOLE_AT] = "at",
};

/* @text without @head before it, or NULL. */
static char *after(char *text, const char *head)
{
	size_t n = strlen(head);

	return strncmp(text, head, n) ? NULL : text + n;
}

/* Nothing that a terminal would obey: the shim writes ASCII. */
static void make_plain(char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			*text = '?';
}

/* The number at @text, behind which @end stands; NULL: there is none. */
static char *read_number(char *text, char end, uint32_t *number)
{
	unsigned long long n;
	char *stop;

	if (*text < '0' || *text > '9')
		return NULL;
	n = strtoull(text, &stop, 10);
	if (*stop != end || n > UINT32_MAX)
		return NULL;
	*number = (uint32_t)n;
	return stop;
}

/* "FILE:LINE FUNCTION() API" */
static bool read_place(struct arena *a, char *text, struct console_place *p)
{
	char *colon = text, *func = NULL, *end;

	while (!func && (colon = strchr(colon, ':')))
		func = read_number(++colon, ' ', &p->line);
	if (!func || colon - 1 == text)
		return false;
	colon[-1] = '\0';
	*func++ = '\0';
	end = strstr(func, "() ");
	if (!end || end == func || !end[3])
		return false;
	*end = '\0';
	p->file = arena_strdup(a, text);
	p->func = arena_strdup(a, func);
	p->api = arena_strdup(a, end + 3);
	return true;
}

static void finish(struct console *c)
{
	if (!c->open)
		return;
	c->open = false;
	c->report(c->ctx, &c->now);
}

/* "WHAT [RULE, CONSEQUENCE]" */
static void begin(struct console *c, char *what)
{
	struct console_report *r = &c->now;
	char *bracket = strrchr(what, '['), *comma, *end;

	finish(c);
	memset(r, 0, sizeof(*r));
	r->rule = r->consequence = -1;
	c->open = true;
	if (!bracket || bracket < what + 2 || bracket[-1] != ' ')
		return;
	comma = strstr(bracket, ", ");
	end = strchr(bracket, ']');
	if (!comma || !end || end < comma + 2)
		return;
	r->rule = rule_find(bracket + 1, comma - bracket - 1);
	r->consequence = consequence_find(comma + 2, end - comma - 2);
	bracket[-1] = '\0';
	r->what = arena_strdup(c->arena, what);
}

static bool read_role(struct console *c, char *text)
{
	unsigned int i;
	char *rest;

	for (i = 0; i < CONSOLE_ROLES; i++) {
		rest = after(text, roles[i]);
		if (!rest || !(rest = after(rest, ": ")))
			continue;
		if (!read_place(c->arena, rest, &c->now.places[i]))
			c->now.places[i].api = NULL;
		return true;
	}
	return false;
}

/* A line within a report. */
static void read_part(struct console *c, char *text)
{
	struct console_report *r = &c->now;
	char *rest;

	if (read_role(c, text))
		return;
	if ((rest = after(text, "task: ")))
		r->task = arena_strdup(c->arena, rest);
	else if ((rest = after(text, "expected: ")))
		r->expected = arena_strdup(c->arena, rest);
	else if ((rest = after(text, "seen: ")))
		r->seen = arena_strdup(c->arena, rest);
}

void console_line(struct console *c, char *line)
{
	char *text = strstr(line, PREFIX), *rest;
	uint32_t number;

	if (!text)
		return;
	c->any = true;
	text += strlen(PREFIX);
	text[strcspn(text, "\r\n")] = '\0';
	make_plain(text);
	if ((rest = after(text, "report ")) &&
	    (rest = read_number(rest, ':', &number)) && rest[1] == ' ') {
		begin(c, rest + 2);
	} else if (after(text, "end of report ") && c->open) {
		c->now.whole = true;
		finish(c);
	} else if ((rest = after(text, "  ")) && c->open) {
		read_part(c, rest);
	}
}

void console_end(struct console *c)
{
	finish(c);
}
