# SPDX-License-Identifier: GPL-2.0-or-later
# What is missing when configure runs: one sentence with the packages' names.
. "$TESTSUITE/lib/script.sh"

# A copy, since a source folder that is configured itself takes no other.
mkdir source source/analysis
cp -R "$TOP/configure" "$TOP/build-aux" source/
cp "$TOP/analysis/ir.h" source/analysis/

# missing WHAT RE ARGUMENT...: configure stops, and RE is in its last line.
missing() {
	missing_what=$1
	missing_re=$2
	shift 2
	mkdir work
	status=0
	(cd work && ../source/configure CC="$CC" CXX="$CXX" "$@") \
		>out 2>err </dev/null || status=$?
	if [ "$status" != 0 ] && [ ! -e work/Makefile ] &&
		tail -n 1 err | grep -Eq -- "error: .*$missing_re"; then
		pass "configure: $missing_what"
	else
		tail -n 3 err | sed 's/^/    /'
		fail "configure: $missing_what"
	fi
	rm -rf work
}

# library NAME DEBIAN FEDORA CACHE-VARIABLE
library() {
	missing "no $1" "$1 is missing: install $2 .*Debian.* or $3 .*Fedora" \
		"$4=no"
}

library GMP libgmp-dev gmp-devel ac_cv_header_gmp_h
library libelf libelf-dev elfutils-libelf-devel ac_cv_header_gelf_h
library jansson libjansson-dev jansson-devel ac_cv_header_jansson_h
missing "no DejaGnu" "DejaGnu.*install dejagnu" ac_cv_prog_KMC_RUNTEST=
missing "no C++ compiler" "C.. compiler is missing: install g.. " CXX=nowhere

missing "no such compiler" "gcc-99 is missing: install gcc-99 " \
	--with-target-cc=gcc-99
missing "no such cross compiler, by its package's name" \
	"install gcc-99-arm-linux-gnueabi " \
	--with-target-cc="$TARGET_CC arm-linux-gnueabi-gcc-99"
missing "no GCC" "/bin/true is no GCC" --with-target-cc=/bin/true
mkdir bare
cat >bare/gcc-99 <<'END'
#!/bin/sh
case $* in
*-dumpversion*) echo 99.1.0 ;;
*-dumpmachine*) echo x86_64-linux-gnu ;;
*-print-file-name*) echo plugin ;;
esac
END
chmod +x bare/gcc-99
missing "no plugin headers" "plugin headers.*install gcc-99-plugin-dev" \
	--with-target-cc="$PWD/bare/gcc-99"
