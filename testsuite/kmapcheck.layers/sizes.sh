# SPDX-License-Identifier: GPL-2.0-or-later
# Short functions and files, lines of 80 columns, nothing left to do.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD

set -- analysis/*.[ch] cmd/*.[ch] plugin/*.cc plugin/*.h runtime/*.[ch] \
	testsuite/*.c testsuite/runtime/*.[ch]
wc -l "$@" | awk '$1 > 600 && $2 != "total"' >"$work/files"
silent "files have 600 lines or less" "$work/files"

# Not counted are text that users see, which may be grepped for, and a remark
# behind the code.
for file; do
	expand "$file" | sed 's|\([^ ]\) *\/\*.*|\1|' | awk -v file="$file" \
		'length($0) > 80 && !/"/ { print file ":" NR ": " $0 }'
done >"$work/lines"
silent "lines have 80 columns or less" "$work/lines"

grep -nwE 'TODO|FIXME|XXX' "$@" >"$work/todo"
silent "nothing is left to do" "$work/todo"

if ! ctags --version 2>/dev/null | grep -q Universal; then
	unsupported "function lengths: universal-ctags is not installed"
	exit 0
fi

# "LINES FILE FIRST NAME" of each function.
ctags --language-force=C++ --kinds-C++=f --fields=+ne -f - "$@" |
	sed -n 's/^\([^\t]*\)\t\([^\t]*\)\t.*line:\([0-9]*\).*end:\([0-9]*\).*/\1 \2 \3 \4/p' |
	awk '{ print $4 - $3 + 1, $2, $3, $1 }' | sort -n >"$work/functions"

# Over 80 lines only a flat switch: one switch, most of it cases.
awk '$1 > 80' "$work/functions" | while read -r lines file first name; do
	sed -n "$first,$((first + lines - 1))p" "$file" >"$work/body"
	[ "$(grep -c 'switch (' "$work/body")" = 1 ] &&
		[ "$(grep -cE '^\t(case|default)' "$work/body")" -ge \
			$((lines / 6)) ] ||
		echo "$file:$first: $name: $lines lines"
done >"$work/long"
silent "functions have 80 lines or less, or are one flat switch" "$work/long"

median=$(awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }' \
	"$work/functions")
verdict "the median function has 15 lines or less (it is ${median:-none})" \
	test "${median:-99}" -le 15
