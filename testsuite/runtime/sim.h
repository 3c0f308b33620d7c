/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Protection keys on a register that is simulated: pages from KEYED_PAGES on
 * are mapped with keys, page KEYED_PAGES + KEY with key KEY.
 */
#ifndef SIM_H
#define SIM_H

#include "pks.h"

#define KEYED_PAGES 1024

/* Keys that the code opens and closes itself, and such that the shim does. */
extern const struct kmapcheck_pks_ops sim_pks, sim_guard;

#endif
