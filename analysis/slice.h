/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The slice: a unit reduced to what the rules can see.
 *
 * Kept are the instructions that map, release, hold, drop, access, pass on or
 * store a mapping, that may sleep or fault where that matters, the branches
 * that decide whether these are run, and what all of them compute with; the
 * rest is cut out, and what only a branch asks becomes opaque. Everything after
 * it works on less: the dataflow, and the record. doc/design.md, "The slice".
 *
 * After M. Weiser: Program Slicing, ICSE 1981, over the whole unit, with the
 * places of memory by storage shape analysis (B. Steensgaard: Points-to
 * Analysis in Almost Linear Time, POPL 1996; here with offsets).
 */
#ifndef KMC_SLICE_H
#define KMC_SLICE_H

#include "ir.h"
#include "known.h"

/* Reduce all functions of @u (finished, and holding the invariants) in place;
 * they are finished and hold the invariants again. @t is the API table with the
 * unit's rows. What was cut out stays in the unit's arena. A unit sliced again
 * may lose more, never the rules' events.
 */
void slice_unit(struct ir_unit *u, const struct known_table *t);

#endif
