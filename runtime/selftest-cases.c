/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The cases of the self-test. Steps, counted from 1:
 *
 *	L A P K + page	map it: kmap_local_page, kmap_atomic, pte_offset_map,
 *			kmap
 *	I J i j + page	the same by io_mapping_map_local_wc, _atomic_wc
 *	l a p k + page	release it; then + its last byte, > one byte past it,
 *			# the struct page (for k: the address) instead
 *	Y y + key	map, release a page with that protection key
 *	o r c + key	open the key, for reading alone, close it
 *	[ ] ( ) { }	what stands between in another task, in a hardware
 *			interrupt, in a soft interrupt
 *	R X S		return to user space, exit, switch of tasks
 *	!		the checks are switched off and on again
 */
#include "selftest.h"

#define E(kind, release, mapped, other) \
	{ KMAPCHECK_##kind, release, mapped, other }
#define CASE(name, needs, steps, ...) \
	{ name, steps, needs, { __VA_ARGS__ }, \
	  sizeof((struct selftest_expect[]){ __VA_ARGS__ }) / \
		  sizeof(struct selftest_expect) }
#define LEGAL(name, needs, steps) { name, steps, needs, { { 0 } }, 0 }

const struct selftest_case selftest_cases[] = {
	LEGAL("nested mappings", 0, "L0 L1 L2 l2 l1 l0"),
	LEGAL("the same page twice", 0, "L0 L0 l0 l0"),
	LEGAL("one after the other", 0, "L0 l0 L1 l1 L0 l0"),
	LEGAL("any address of the page", 0, "L0 l0+ A1 a1+"),
	LEGAL("families on one stack", 0, "L0 A1 P2 p2 a1 l0"),
	LEGAL("I/O memory on the same stack", 0, "L0 I1 J2 j2 i1 l0"),
	LEGAL("mapped again to keep the order", 0, "L0 L1 l1 l0 L1 L0 l0 l1"),
	LEGAL("an interrupt in between", 0, "L0 ( A1 a1 ) l0"),
	LEGAL("a soft interrupt, and one in it", NEEDS_NO_RT,
	      "L0 { A1 ( A2 a2 ) a1 } l0"),
	LEGAL("an interrupt maps the same page", 0, "L0 ( A0 a0 ) l0"),
	LEGAL("an interrupt alone", 0, "( A0 L1 l1 a0 )"),
	LEGAL("two tasks with the same page", 0, "L0 [ L0 l0 ] l0"),
	LEGAL("a switch with a local mapping", 0, "L0 S l0"),
	LEGAL("hooks with nothing mapped", 0, "L0 l0 S R X"),
	LEGAL("kmap in any order", NEEDS_START, "K0 K1 k0 k1"),
	LEGAL("kmap of a page twice", NEEDS_START, "K0 K0 k0 k0"),
	LEGAL("kmap released by another task", NEEDS_START, "K0 [ k0 ]"),
	LEGAL("kmap over the return", NEEDS_START, "K0 R [ k0 ]"),
	LEGAL("kmap and a local mapping of a page", NEEDS_START, "K0 L0 k0 l0"),
	LEGAL("as deep as the kernel has it", 0,
	      "L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 "
	      "l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0"),

	CASE("order", 0, "L0 L1 l0 l1", E(ORDER, 3, 1, 2)),
	CASE("order of families", 0, "L0 A1 l0 a1", E(ORDER, 3, 1, 2)),
	CASE("order, three mappings", 0, "L0 L1 L2 l0 l2 l1",
	     E(ORDER, 4, 1, 2)),
	CASE("order, first in first out", 0, "L0 L1 L2 l0 l1 l2",
	     E(ORDER, 4, 1, 2), E(ORDER, 5, 2, 3)),
	CASE("order in an interrupt", 0, "( A0 A1 a0 a1 )", E(ORDER, 4, 2, 3)),
	CASE("released twice", 0, "L0 l0 l0", E(TWICE, 3, 0, 2)),
	CASE("released twice, one left", 0, "L0 L1 l1 l1 l0",
	     E(TWICE, 4, 0, 3)),
	CASE("never mapped", 0, "l3", E(NEVER, 1, 0, 0)),
	CASE("never mapped, others are", 0, "L0 l5 l0", E(NEVER, 2, 0, 0)),
	CASE("never mapped, kunmap", NEEDS_START, "k7", E(NEVER, 1, 0, 0)),
	CASE("kunmap twice", NEEDS_START, "K0 k0 k0", E(TWICE, 3, 0, 2)),
	CASE("one past the page", 0, "L0 l0>", E(ADDRESS, 2, 1, 0)),
	CASE("one past the page, and then right", 0, "L0 L1 l1> l1 l0",
	     E(ADDRESS, 3, 2, 0)),
	CASE("one past the page, and the older one", 0, "L0 L1 l1> l0 L2 l2",
	     E(ADDRESS, 3, 2, 0)),
	CASE("local released as atomic", 0, "L0 a0", E(FAMILY, 2, 1, 0)),
	CASE("atomic released as local", 0, "A0 l0", E(FAMILY, 2, 1, 0)),
	LEGAL("a PTE released by what its macro is", 0, "P0 l0 P0 a0"),
	CASE("local released by kunmap", NEEDS_START, "L0 k0",
	     E(FAMILY, 2, 1, 0)),
	CASE("kmap released as local", NEEDS_START, "K0 l0",
	     E(FAMILY, 2, 1, 0)),
	CASE("kunmap of the address", NEEDS_START, "K0 k0#",
	     E(ARGUMENT, 2, 1, 0)),
	CASE("another task releases", 0, "L0 [ l0 ] R", E(TASK, 3, 1, 0)),
	CASE("another task releases, and the owner", 0, "L0 [ l0 ] l0",
	     E(TASK, 3, 1, 0)),
	CASE("another task releases what is below", 0, "L0 L1 [ l0 ] l1 l0",
	     E(TASK, 4, 1, 0)),
	CASE("an interrupt and the interrupted release", 0, "L0 ( l0 ) l0",
	     E(LEVEL, 3, 1, 0)),
	CASE("an interrupt releases", 0, "L0 ( l0 )", E(LEVEL, 3, 1, 0)),
	CASE("an interrupt leaves a mapping", 0, "( A0 ) L1 l1",
	     E(INTERRUPT, 0, 2, 0)),
	CASE("a soft interrupt leaves one on top", NEEDS_NO_RT,
	     "L0 { A1 } l0",
	     E(INTERRUPT, 0, 3, 0)),
	CASE("live at the return", 0, "L0 R", E(RETURN, 0, 1, 0)),
	CASE("two live at the return", 0, "L0 L1 R", E(RETURN, 0, 2, 0),
	     E(RETURN, 0, 1, 0)),
	CASE("live at exit", 0, "L0 X", E(EXIT, 0, 1, 0)),
	CASE("switched in an atomic region of I/O memory", NEEDS_NO_RT,
	     "J0 S j0", E(SWITCH, 0, 1, 0)),
	CASE("local I/O memory released as memory", 0, "I0 l0",
	     E(FAMILY, 2, 1, 0)),
	CASE("switched in an atomic region", NEEDS_NO_RT, "A0 S S a0",
	     E(SWITCH, 0, 1, 0)),
	CASE("deeper than the kernel has it", 0,
	     "L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 L0 "
	     "l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0 l0",
	     E(DEEP, 17, 1, 0)),

	LEGAL("mapped before the checks", NEEDS_NO_START, "L0 ! l0"),
	LEGAL("nested in what was mapped before", NEEDS_NO_START,
	      "L0 ! L1 l1 l0"),
	CASE("order within what was mapped before", NEEDS_NO_START,
	     "L0 ! L1 L2 l1 l2 l0", E(ORDER, 5, 3, 4)),
	CASE("believed after a return", NEEDS_NO_START, "L0 ! l0 R l0",
	     E(NEVER, 5, 0, 0)),

	LEGAL("key open while mapped", NEEDS_KEYS, "o1 Y1 y1 c1 S"),
	LEGAL("two mappings of a key", NEEDS_KEYS, "o1 Y1 Y1 y1 y1 c1 S"),
	LEGAL("a key for reading", NEEDS_KEYS | NEEDS_NO_GUARD,
	      "r1 Y1 y1 c1 S"),
	LEGAL("a key opened again", NEEDS_KEYS, "o1 Y1 y1 Y1 y1 c1 R"),
	CASE("key closed while mapped", NEEDS_KEYS, "o1 Y1 c1 y1 S",
	     E(KEY_SHUT, 4, 2, 0)),
	CASE("key not for writing any more", NEEDS_KEYS, "o1 Y1 r1 y1 c1 S",
	     E(KEY_SHUT, 4, 2, 0)),
	CASE("key left open", NEEDS_KEYS | NEEDS_NO_GUARD, "o1 Y1 y1 S c1",
	     E(KEY_OPEN, 3, 2, 0)),
	CASE("key left open, seen at the next mapping",
	     NEEDS_KEYS | NEEDS_NO_GUARD, "o1 Y1 y1 L0 l0 c1",
	     E(KEY_OPEN, 3, 2, 0)),
	CASE("order of keys", NEEDS_KEYS, "o1 Y1 o2 Y2 y1 c1 y2 c2 S",
	     E(ORDER, 5, 2, 4)),
};

const unsigned int selftest_ncases =
	sizeof(selftest_cases) / sizeof(*selftest_cases);
