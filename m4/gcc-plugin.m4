# SPDX-License-Identifier: GPL-2.0-or-later
#
# KMC_GCC_PLUGIN
#
# Find the target compilers named by --with-target-cc (default: gcc). A
# compiler's plugin loads into nothing else, so each gets one of its own:
#
#   TARGETS            COMPILER:TRIPLET:VERSION:INCLUDE of each, for the tests
#   plugin/targets.mk  the make rules of each, included by plugin/Makefile
#
# Two names of one compiler (gcc and gcc-12) give one plugin.

# KMC_NO_PLUGIN_HEADERS: stop, and name the package for $kmc_cc.
AC_DEFUN([KMC_NO_PLUGIN_HEADERS],
[kmc_deb=gcc-$kmc_major-plugin-dev
AS_CASE([$kmc_cc], [*$kmc_machine*], [kmc_deb=$kmc_deb-$kmc_machine])
KMC_MISSING([the plugin headers of $kmc_cc $kmc_version], [$kmc_deb],
	[gcc-plugin-devel])])

# KMC_NO_COMPILER: stop, and name the package of $kmc_cc. Debian puts the target
# of a cross compiler last.
AC_DEFUN([KMC_NO_COMPILER],
[AS_CASE([$kmc_cc], [*/*],
	[AC_MSG_ERROR([$kmc_cc is no GCC: name one with --with-target-cc])])
kmc_deb=`AS_ECHO(["$kmc_cc"]) |
	sed -e 's/^\(.*\)-gcc-\(.*\)/gcc-\2-\1/' -e 's/^\(.*\)-gcc$/gcc-\1/'`
KMC_MISSING([the compiler $kmc_cc], [$kmc_deb], [gcc])])

# KMC_TRY_HEADERS: do they compile with the host's C++ compiler?
AC_DEFUN([KMC_TRY_HEADERS],
[AC_LANG_PUSH([C++])
kmc_save=$CPPFLAGS
CPPFLAGS="$CPPFLAGS -isystem $kmc_include"
AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <gcc-plugin.h>
#include <plugin-version.h>]])], [],
	[AC_MSG_ERROR([the plugin headers of $kmc_cc in $kmc_include do not compile with $CXX: see config.log])])
CPPFLAGS=$kmc_save
AC_LANG_POP([C++])])

AC_DEFUN([KMC_GCC_PLUGIN],
[AC_ARG_WITH([target-cc],
	[AS_HELP_STRING([--with-target-cc="CC..."],
		[GCCs to build plugins for @<:@gcc@:>@])],
	[], [with_target_cc=gcc])
AS_CASE([$with_target_cc], [yes|no|''], [with_target_cc=gcc])
TARGETS=
kmc_seen=
for kmc_cc in $with_target_cc
do
	AC_MSG_CHECKING([for the plugin headers of $kmc_cc])
	kmc_version=`$kmc_cc -dumpfullversion -dumpversion 2>/dev/null`
	AS_IF([test -z "$kmc_version"], [KMC_NO_COMPILER])
	AS_IF([$kmc_cc -dM -E -x c /dev/null | grep __clang__ >/dev/null],
		[AC_MSG_ERROR([$kmc_cc is clang, which cannot load GCC plugins: name a GCC with --with-target-cc])])
	kmc_machine=`$kmc_cc -dumpmachine`
	kmc_major=`AS_ECHO(["$kmc_version"]) | sed 's/\..*//'`
	kmc_include=`$kmc_cc -print-file-name=plugin`/include
	AS_IF([test ! -f "$kmc_include/gcc-plugin.h"], [KMC_NO_PLUGIN_HEADERS])
	AC_MSG_RESULT([$kmc_include])
	AS_CASE([" $kmc_seen "],
		[*" $kmc_machine/$kmc_major "*],
		[AC_MSG_NOTICE([$kmc_cc is $kmc_machine $kmc_major, named before])],
		[KMC_TRY_HEADERS
		kmc_seen="$kmc_seen $kmc_machine/$kmc_major"
		TARGETS="$TARGETS $kmc_cc:$kmc_machine:$kmc_version:$kmc_include"])
done
TARGET_CC=$with_target_cc
AC_SUBST([TARGETS])
AC_SUBST([TARGET_CC])
AC_CONFIG_COMMANDS([plugin/targets.mk],
[for kmc in $TARGETS
do
	kmc_machine=`AS_ECHO(["$kmc"]) | cut -d: -f2`
	kmc_version=`AS_ECHO(["$kmc"]) | cut -d: -f3`
	kmc_include=`AS_ECHO(["$kmc"]) | cut -d: -f4`
	sed -e '1,/^$/d' -e "s|@TRIPLET@|$kmc_machine|g" \
		-e "s|@VERSION@|$kmc_version|g" \
		-e "s|@MAJOR@|`AS_ECHO(["$kmc_version"]) | sed 's/\..*//'`|g" \
		-e "s|@INCLUDE@|$kmc_include|g" $srcdir/plugin/target.mk.in
done >plugin/targets.mk], [TARGETS="$TARGETS"])
])
