/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scan.h"

#include <ctype.h>
#include <string.h>

/* The end of the string or character constant at @p. */
static const char *skip_quoted(const char *p)
{
	char quote = *p;

	for (p++; *p && *p != quote && *p != '\n'; p++)
		if (*p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

static const char *skip_comment(const char *p)
{
	const char *end;

	if (p[1] == '/')
		return p + strcspn(p, "\n");
	end = strstr(p + 2, "*/");
	return end ? end + 2 : p + strlen(p);
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

bool scan_next(struct scan *s)
{
	const char *p = s->next;

	for (;;) {
		if (isspace((unsigned char)*p))
			p++;
		else if (*p == '"' || *p == '\'')
			p = skip_quoted(p);
		else if (*p == '/' && (p[1] == '*' || p[1] == '/'))
			p = skip_comment(p);
		else
			break;
	}
	s->word = p;
	if (!*p)
		return false;
	while (in_name(*p))
		p++;
	s->len = p > s->word ? p - s->word : 1;
	s->next = s->word + s->len;
	return true;
}

bool scan_is_name(const struct scan *s)
{
	return in_name(*s->word) && !isdigit((unsigned char)*s->word);
}

bool scan_is(const struct scan *s, char c)
{
	return *s->word == c;
}
