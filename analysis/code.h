/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Coding numbers in few bytes: binary arithmetic coding whose probabilities
 * adapt to what was coded before in the same contexts. Writer and reader make
 * the same calls with the same contexts; integers only, so that every machine
 * gives the same bytes.
 *
 * After M. Mahoney: Adaptive Weighing of Context Models for Lossless Data
 * Compression, Florida Tech CS-2005-16 (mixing of predictions in the logistic
 * domain); the coder is that of G. Nigel N. Martin, 1979, for bits.
 */
#ifndef KMC_CODE_H
#define KMC_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct code;

/* Contexts of one number: what is being said (below CODE_KINDS), and more
 * numbers that may tell something of it, always as many for one kind: few as a
 * rule, at most CODE_MORE.
 */
#define CODE_KINDS 64
#define CODE_FEW 3
#define CODE_MORE 5

/* A writer, and a reader of @size bytes. All memory is @arena's; the bytes read
 * must stay there.
 */
struct code *code_writer(struct arena *arena);
struct code *code_reader(struct arena *arena, const unsigned char *bytes,
			 size_t size);

/* Write or read a number in its kind and @n contexts more. Reading past the end
 * gives anything: see code_overrun().
 */
void code_put(struct code *c, unsigned int kind, const uint32_t *more,
	      unsigned int n, uint64_t number);
uint64_t code_get(struct code *c, unsigned int kind, const uint32_t *more,
		  unsigned int n);

/* All bytes written, and their number in *@size. Ends the writing. */
unsigned char *code_bytes(struct code *c, size_t *size);

/* Has more been read than was there? Numbers after that mean nothing. */
bool code_overrun(const struct code *c);

#endif
