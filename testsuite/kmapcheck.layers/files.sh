# SPDX-License-Identifier: GPL-2.0-or-later
# Every file tells its licence and stands in its Makefile.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD

for file in analysis/*.[ch] analysis/*.def cmd/*.[ch] cmd/*.sh plugin/*.cc \
	plugin/*.h plugin/*.map plugin/target.mk.in */Makefile.am Makefile.am \
	runtime/*.[ch] runtime/*.def testsuite/runtime/*.[ch] \
	configure.ac m4/*.m4 bootstrap quickstart run-tests scripts/* \
	testsuite/*.c testsuite/include/*.h testsuite/lib/* \
	testsuite/prepare-kernel testsuite/*/*.exp testsuite/*/*.sh \
	examples/*.c examples/Kbuild; do
	head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0' ||
		echo "$file"
done >"$work/spdx"
silent "sources have an SPDX line at their head" "$work/spdx"

grep -n 'SPDX' analysis/*.[ch] cmd/*.[ch] plugin/*.cc plugin/*.h \
	runtime/*.[ch] runtime/*.def testsuite/runtime/*.[ch] |
	grep -v ':1:/\*' >"$work/form"
silent "it is the first line, in a /* comment */" "$work/form"

for file in analysis/*.[ch] analysis/*.def cmd/*.[ch] plugin/*.cc \
	plugin/*.h runtime/*.[ch] runtime/*.def doc/*; do
	case $file in
	*/Makefile* | cmd/rules-text.c) continue ;;
	esac
	grep -qw -- "${file##*/}" "${file%/*}/Makefile.am" || echo "$file"
done >"$work/listed"
silent "files stand in their Makefile.am" "$work/listed"

find . -path ./.git -prune -o -path './build*' -prune -o -type f -size -200k \
	-print | grep -Ev '\.(o|a|so|log|sum|d|Po)$|/(Makefile|config.*|site.exp|local.exp)$' |
	grep -v kmapcheck.layers | tr '\n' '\0' |
	xargs -0 grep -nIE '/(work|home|root|var/tmp)/[a-z]' >"$work/paths"
silent "no file names a path of somebody's machine" "$work/paths"
