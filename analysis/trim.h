/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Leaving out of a unit what its record need not hold.
 */
#ifndef KMC_TRIM_H
#define KMC_TRIM_H

#include "analyze.h"
#include "ir.h"
#include "known.h"

/* Reduce @u, in place, to what whoever reads its record could need: functions
 * that the dataflow of @a ran (all if @a is NULL), globals and files that are
 * named; and facts on calls that could matter under a mapping.
 *
 * Of calls are left out those of functions that @t knows to do nothing of the
 * kind, and of static functions that call nothing else. What a static function
 * of another file (an inline of a header) calls stands in the facts of its
 * callers, at the place of their call.
 */
void unit_trim(struct ir_unit *u, const struct analysis *a,
	       const struct known_table *t);

#endif
