/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What differs between versions of GCC (10 and later). Included at the end of
 * gcc-headers.h only; the rest of the plugin knows no version number.
 */
#ifndef KMC_GCC_COMPAT_H
#define KMC_GCC_COMPAT_H

#include "bversion.h"

#if BUILDING_GCC_MAJOR < 10
#error "GCC 10 or later is needed"
#endif

/* 16 builds paths out of classes of its own: there, notes tell the path. */
#if BUILDING_GCC_MAJOR < 16
#include "diagnostic-path.h"
#define KMC_HAVE_PATH 1
#else
#define KMC_HAVE_PATH 0
#endif

/* 15 has no printer member any more and paths in a header of their own. */
#if BUILDING_GCC_MAJOR >= 15 && KMC_HAVE_PATH
#include "simple-diagnostic-path.h"
#define KMC_PRINTER (global_dc->get_reference_printer())
#elif KMC_HAVE_PATH
#define KMC_PRINTER (global_dc->printer)
#endif

/* 14 gave attribute tables a namespace and a length. */
#if BUILDING_GCC_MAJOR >= 14
#define KMC_REGISTER_SCOPED(table, ns) do {				\
	static const scoped_attribute_specs specs_ = { ns, { table } };	\
	register_scoped_attributes(specs_, false);			\
} while (0)
#else
#define KMC_REGISTER_SCOPED(table, ns)					\
	register_scoped_attributes(table, ns, false)
#endif

/* 12 gave it a parameter. */
#if BUILDING_GCC_MAJOR < 12
#undef KMC_REGISTER_SCOPED
#define KMC_REGISTER_SCOPED(table, ns)					\
	register_scoped_attributes(table, ns)
#endif

/* __builtin_dynamic_object_size() is as old as 12. */
#if BUILDING_GCC_MAJOR >= 12
#define KMC_DYNAMIC_OBJECT_SIZE BUILT_IN_DYNAMIC_OBJECT_SIZE
#endif

/* 15 made it a member. */
#if BUILDING_GCC_MAJOR >= 15
#define KMC_MACRO_USE(map) ((map)->get_expansion_point_location())
#else
#define KMC_MACRO_USE(map) MACRO_MAP_EXPANSION_POINT_LOCATION(map)
#endif

/* SHF_EXCLUDE alone: GCC sets SHF_ALLOC on all that is not for debugging. */
#define KMC_SECTION_FLAGS (SECTION_EXCLUDE | SECTION_DEBUG)

/* All symbols of the compiler are weak in the end (see Makefile.am). These two
 * are looked at: only the C family's compilers have the one, only GCC's have
 * the other.
 */
extern cpp_reader *parse_in __attribute__((weak));
extern bool plugin_default_version_check(struct plugin_gcc_version *,
					 struct plugin_gcc_version *)
	__attribute__((weak));

#endif
