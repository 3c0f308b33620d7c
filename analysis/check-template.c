/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmap-template: copy this file to begin a rule.
 *
 * 1 Copy it to check-<prefix>.c and add a line to rule.def; its prefix is the
 *   name of the function: check_<prefix>().
 * 2 Add the file to analysis/Makefile.am.
 * 3 Add a heading with the rule's name to doc/rules.md.
 * 4 Add a wrong fixture and its silent twin to testsuite/kmapcheck.ir and
 *   testsuite/kmapcheck.plugin.
 *
 * A rule looks at the kinds of event that concern it, decides on what the state
 * tells (state_range(), event_mapping(), ...), and reports. The engine adds the
 * path, lowers the confidence to that of the path, and drops duplicates. It is
 * not compiled: rule.def has no line for it.
 */
#include "event.h"

void check_template(struct event *e)
{
	const struct mapping *m;

	if (e->kind != EVENT_ACCESS || !e->write)
		return;
	m = event_mapping(e, e->addr);
	if (m && m->live)
		event_report(e, RULE_COUNT, CONFIDENCE_POSSIBLE, m, NULL,
			     "'%s' is written", event_name(e, m));
}
