/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The self-test: cases that are written as steps (selftest-cases.c), a runner,
 * and what differs between the kernel and the harness in user space.
 */
#ifndef KMAPCHECK_SELFTEST_H
#define KMAPCHECK_SELFTEST_H

#include "shim.h"

#define SELFTEST_PAGES 10
#define SELFTEST_STEPS 64
#define SELFTEST_EXPECTS 3

enum selftest_needs {
	NEEDS_START = 1,		/* checks that were on from the start */
	NEEDS_NO_START = 2,		/* it switches them off and on */
	NEEDS_KEYS = 4,			/* protection keys */
	NEEDS_NO_GUARD = 8,		/* keys that nobody closes */
	NEEDS_NO_RT = 16,
};

/* A report: its kind, and the steps that it names, from 1; 0: none. */
struct selftest_expect {
	u8 kind, release, mapped, other;
};

struct selftest_case {
	const char *name;
	const char *steps;
	unsigned int needs;
	struct selftest_expect expect[SELFTEST_EXPECTS];
	unsigned int n;			/* how many are expected */
};

extern const struct selftest_case selftest_cases[];
extern const unsigned int selftest_ncases;

/* Run all cases, printing KTAP. Returns how many failed; -EBUSY: it runs. */
int kmapcheck_selftest_run(void);

/* ---- given by the kernel and the harness ---- */

/* Have SELFTEST_PAGES pages; false: there is no memory. */
bool selftest_begin(void);
void selftest_end(void);

/* Page @n, and the address at which it is mapped. */
void *selftest_page(unsigned int n);
unsigned long selftest_address(unsigned int n);

/* An address that is mapped with @key, or 0. */
unsigned long selftest_keyed(int key);

/* Run @fn in another task, or at interrupt level @level, until it ends.
 * false: that cannot be had.
 */
bool selftest_thread(void (*fn)(void *ctx), void *ctx);
bool selftest_interrupt(u8 level, void (*fn)(void *ctx), void *ctx);

/* Nothing else runs on this CPU meanwhile. */
void selftest_pin(bool on);

#endif
