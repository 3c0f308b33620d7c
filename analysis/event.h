/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Events: what the dataflow shows to the rules. One rule is one file with one
 * function check_<rule>(); it looks at the events it cares about and reports.
 */
#ifndef KMC_EVENT_H
#define KMC_EVENT_H

#include "finding.h"
#include "known.h"
#include "state.h"

struct flow;

enum event_kind {
	EVENT_MAP,		/* mapping was made (it is in the state) */
	EVENT_RELEASE,		/* addr is released; the state is as before */
	EVENT_ACCESS,		/* length bytes at addr are read or written */
	EVENT_WITHIN,		/* `callee` maps a page, and length bytes at
				   offset addr of it are read or written */
	EVENT_STORE,		/* value is stored at addr */
	EVENT_PASS,		/* value is passed to function `callee` */
	EVENT_KNOWN,		/* effect of a row of the API table, arg addr */
	EVENT_NEST,		/* `callee` maps `slots` pages at a time on its
				   own; 0: it calls itself, so without end */
	EVENT_RETURN,		/* value is returned (or NULL) */
	EVENT_LEAK		/* mapping is live where its last holder goes */
};

struct event {
	enum event_kind kind;
	struct flow *flow;
	struct state *state;
	const struct ir_insn *insn;
	struct ir_loc loc;		/* where a finding is shown */
	const char *callee;		/* function called, or NULL */
	struct mapping *mapping;	/* MAP LEAK; RELEASE: NULL if unknown */
	enum known_family family;	/* RELEASE: of the API called */
	const struct known_effect *effect; /* KNOWN */
	ex addr, value;
	ex length;			/* ACCESS: bytes */
	unsigned int slots;		/* NEST */
	bool write;
	bool below;			/* RELEASE: newer elements of the
					   mapping's segment are live */
	bool anywhere;			/* ACCESS, WITHIN: it fails without
					   high memory as well */
	bool unused;			/* KNOWN: nobody looks at the result */
	const char *field;		/* STORE: the user's name of the place */
	const struct step *chain;	/* steps inside a callee, or NULL */
};

#define RULE(id, name, prefix, what) void check_##prefix(struct event *e);
#include "rule.def"
#undef RULE

/* ---- for the rules ---- */

/* Report @rule at the event. @a and @b are the mappings the finding is about
 * (@b may be NULL): their steps are in the path. @fmt is the message.
 */
void event_report(struct event *e, enum rule_id rule, enum confidence c,
		  const struct mapping *a, const struct mapping *b,
		  const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* The function called, as it is written in the source: "kunmap_local" is a
 * macro over __kunmap_local.
 */
const char *event_callee(struct event *e);

/* How the user calls mapping @m, without quotes. */
const char *event_name(struct event *e, const struct mapping *m);

/* How the user calls the value @v (an address or page), without quotes. */
const char *event_value_name(struct event *e, ex v);

/* The offset of @addr into the page that mapping @m maps. */
ex event_offset(struct event *e, const struct mapping *m, ex addr);

/* Is offset @off bounded by another value, such as the end of the data less the
 * size of an entry? Then that it can reach the end of the page is not known.
 */
bool event_related(struct event *e, ex off);

/* The mapping that @addr is based on, or NULL. */
struct mapping *event_mapping(struct event *e, ex addr);

/* PAGE_SIZE and the target's other properties. */
const struct ir_target *event_target(const struct event *e);

/* printf into memory that lives as long as the findings. */
const char *event_printf(struct event *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
