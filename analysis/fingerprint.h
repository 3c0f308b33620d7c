/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fingerprints of findings: 64-bit FNV-1a over what names a finding without
 * its line, so that code added above it does not make it a new one.
 */
#ifndef KMC_FINGERPRINT_H
#define KMC_FINGERPRINT_H

#include "finding.h"

/* Write the fingerprint of @f, found in source @unit, into f->fingerprint.
 * f->ordinal must be set. Baselines of users hold these values: a change of
 * what goes in makes every old finding a new one.
 */
void fingerprint_set(struct finding *f, const char *unit);

#endif
