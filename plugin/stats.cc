/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters for stats. A line must not hold the words that build robots count.
 */
#include "gcc-headers.h"
#include "kmc.h"

static uint64_t spent[STATS_NSTAGES], started;
static enum stats_stage running;

static uint64_t cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * UINT64_C(1000000000) + t.tv_nsec;
}

void stats_start(enum stats_stage stage)
{
	if (!kmc_options.stats)
		return;
	running = stage;
	started = cpu_ns();
}

void stats_stop(void)
{
	if (kmc_options.stats)
		spent[running] += cpu_ns() - started;
}

void stats_given_up(const char *func, const char *why)
{
	if (kmc_options.stats)
		fprintf(stderr, "kmapcheck: '%s' not lowered: %s\n", func, why);
}

static double ms(enum stats_stage stage)
{
	return spent[stage] / 1e6;
}

static void stats_func(const struct analyze_func *f)
{
	if (f->name && f->state == ANALYZE_GIVEN_UP)
		fprintf(stderr, "kmapcheck: '%s' given up: %s\n", f->name,
			f->why);
}

/* The most states of a block, and all steps. */
static void stats_work(const struct analyze_stats *a)
{
	unsigned int i, states = 0, run = 0;
	unsigned long steps = 0;

	for (i = 0; i < a->nfuncs; i++) {
		stats_func(&a->funcs[i]);
		run += a->funcs[i].name != NULL;
		states = MAX(states, a->funcs[i].states);
		steps += a->funcs[i].steps;
	}
	fprintf(stderr, "kmapcheck: dataflow run on %u, analysed %u, widened "
		"%u, given up %u, most states in a block %u, steps %lu, "
		"indirect calls open %u, findings ignored %u\n", run,
		a->analysed, a->widened, a->given_up, states, steps,
		a->indirect, a->ignored);
}

void stats_print(const struct unit_stats *u, const struct analyze_stats *a)
{
	fprintf(stderr, "kmapcheck: %s: functions %u, lowered %u, not lowered "
		"%u, record %zu bytes\n", u->unit, u->functions, u->lowered,
		u->given_up, u->record);
	if (a)
		stats_work(a);
	if (kmc_options.instrument)
		fprintf(stderr, "kmapcheck: calls inserted %u, sites %u\n",
			u->instrument.calls, u->instrument.sites);
	fprintf(stderr, "kmapcheck: lowering %.2f ms, analysis %.2f ms, "
		"record %.2f ms\n", ms(STATS_LOWER), ms(STATS_ANALYSIS),
		ms(STATS_EMIT));
}
