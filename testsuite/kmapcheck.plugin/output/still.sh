# SPDX-License-Identifier: GPL-2.0-or-later
# Where the plugin is to keep still: it prints nothing, and what the compiler
# writes is what it writes without it. kbuild probes flags on /dev/null with
# -Werror; a word there drops a flag from the whole build.
. "$TESTSUITE/lib/script.sh"

cat >wrong.c <<'END'
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
END
printf '.text\nfoo:\tnop\n' >plain.s
printf '/* comes from cpp */\n.text\nfoo:\tnop\n' >plain.S
echo 'int f();' >plain.cc

# compile OUTPUT ARGUMENT...: with the plugin, and arguments that it would
# refuse if it listened.
compile() {
	output=$1
	shift
	# shellcheck disable=SC2086
	$AROUND "$TARGET_CC" -I"$TESTSUITE/include" -Werror \
		-fplugin="$PLUGIN" -fplugin-arg-kmapcheck-stats \
		-fplugin-arg-kmapcheck-dump=dump.ir "$@" -o "$output"
}

# still WHAT INPUT ARGUMENT...: INPUT is standard input.
still() {
	still_what=$1
	still_input=$2
	shift 2
	"$TARGET_CC" -I"$TESTSUITE/include" "$@" -o plain <"$still_input"
	status=0
	compile with "$@" <"$still_input" >out 2>&1 || status=$?
	if [ "$status" = 0 ] && [ ! -s out ] && [ ! -e dump.ir ] &&
		cmp -s plain with; then
		pass "$still_what"
	else
		echo "    status $status"
		sed 's/^/    /' out
		fail "$still_what"
	fi
	rm -f plain with out dump.ir
}

still "preprocessing" /dev/null -E wrong.c
still "dependencies" /dev/null -M wrong.c
still "assembler" /dev/null -c plain.s
still "assembler that is preprocessed" /dev/null -c plain.S
still "a probe on /dev/null" /dev/null -c -x c /dev/null
still "a probe that stops at the assembler" /dev/null -S -x c /dev/null
still "standard input" wrong.c -c -x c -
still "standard input, preprocessed" wrong.c -E -x c -

# told WHAT ARGUMENT...: here it must not keep still, so the above means a
# thing.
told() {
	told_what=$1
	shift
	# shellcheck disable=SC2086
	run $AROUND "$TARGET_CC" -I"$TESTSUITE/include" -fplugin="$PLUGIN" "$@"
	verdict "$told_what" grep -q \
		'wrong.c:8:.*warning: .*\[kmap-double-unmap\]$' err
}

# record WHAT FILE: it holds the section.
record() {
	verdict "$1" sh -c \
		'readelf -SW "$0" 2>/dev/null | grep -q "[.]discard[.]kmapcheck "' "$2"
}

told "a plain compilation tells" -O2 -c wrong.c -o wrong.o
record "and leaves a record" wrong.o
told "-S tells" -O2 -S wrong.c -o wrong.s
verdict "and leaves a record" grep -q '[.]discard[.]kmapcheck' wrong.s
"$TARGET_CC" -I"$TESTSUITE/include" -O2 -E wrong.c -o wrong.i
told "what was preprocessed before is checked" -O2 -c wrong.i -o wrong-i.o
record "and leaves a record" wrong-i.o
told "-save-temps changes nothing" -O2 -save-temps=obj -c wrong.c -o temps.o
told "-flto changes nothing" -O2 -flto -c wrong.c -o lto.o
record "and leaves a record" lto.o
mkdir "a folder"
cp wrong.c "a folder"
told "a path with a blank" -O2 -c "a folder/wrong.c" -o "a folder/wrong.o"

run compile quiet.o -O2 -fplugin-arg-kmapcheck-record-only \
	-fplugin-arg-kmapcheck-build=1 -c wrong.c
verdict "record-only is no failure under -Werror" test "$status" = 0
record "and leaves a record" quiet.o

if ! "$CXX" -x c++ -fsyntax-only /dev/null ||
	[ "$("$CXX" -dumpmachine)$("$CXX" -dumpversion)" != \
		"$("$TARGET_CC" -dumpmachine)$("$TARGET_CC" -dumpversion)" ]
then
	unsupported "another language: no C++ compiler of the same version"
	exit 0
fi
# shellcheck disable=SC2086
run $AROUND "$CXX" -Werror -fplugin="$PLUGIN" -c plain.cc -o plain.o
verdict "another language" test "$status" = 0 -a ! -s out -a ! -s err
