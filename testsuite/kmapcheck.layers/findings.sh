# SPDX-License-Identifier: GPL-2.0-or-later
# The reports of doc/findings: their sections, their diffs, and the tables that
# list them.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD
readme=doc/findings/README.md

find doc/findings -name '*.md' ! -name README.md >"$work/reports"
verdict "there are reports" test -s "$work/reports"

sed -n 's/^| \[\([^]]*\)\](\1\.md) .*/doc\/findings\/\1.md/p' "$readme" |
	LC_ALL=C sort >"$work/rows"
LC_ALL=C sort "$work/reports" | verdict "the table lists each report once" \
	cmp -s - "$work/rows"

sed -n 's/^\t\(findings\/[a-z0-9-]*\.md\).*/doc\/\1/p' doc/Makefile.am |
	LC_ALL=C sort >"$work/listed"
LC_ALL=C sort "$work/reports" | verdict "doc/Makefile.am lists each" \
	cmp -s - "$work/listed"

cat >"$work/sections" <<EOF
## What is wrong
## How it is reached
## Effect
## Where it fails
## What kmapcheck says
## Versions
## Suggested fix
EOF
while read -r report; do
	grep '^## ' "$report" | cmp -s - "$work/sections" || echo "$report"
done <"$work/reports" >"$work/bad"
silent "reports have the seven sections in their order" "$work/bad"

# "FILE, RULE, LEVEL." is the third line; the table and a message agree.
while read -r report; do
	set -- $(sed -n '3s/[,.]* *$//; 3s/,//gp' "$report")
	name=${report##*/}
	[ $# = 3 ] && grep -q "\"$2\"" analysis/rule.def &&
		grep "^| \[${name%.md}\]" "$readme" | grep -F "| $1 |" |
			grep -q "| $2 | $3 |" &&
		grep -qE "^    $1:[0-9]+:[0-9]+: warning: .* \[$2\]\$" \
			"$report" || echo "$report"
done <"$work/reports" >"$work/bad"
silent "rule, level and file are those of the table and of a message" \
	"$work/bad"

# One diff of one or more files; each hunk has the lines that it announces.
while read -r report; do
	awk '
	function bad(why) { print FILENAME ":" FNR ": " why; why_not = 1 }
	function hunk_end() { if (old || new) bad("the hunk is cut short") }
	/^```diff$/ { inside = 1; diffs++; next }
	/^```$/ && inside { hunk_end(); inside = 0; old = new = 0; next }
	!inside { next }
	(old || new) && /^ |^$/ { old--; new--; next }
	(old || new) && /^-/ { old--; changes++; next }
	(old || new) && /^\+/ { new--; changes++; next }
	/^--- a\// { hunk_end(); from = substr($0, 7); next }
	/^\+\+\+ b\// { if (substr($0, 7) != from) bad("two names"); files++; next }
	/^@@ -[0-9]+(,[0-9]+)? \+[0-9]+(,[0-9]+)? @@$/ && files {
		hunk_end()
		old = split(substr($2, 2), part, ",") == 2 ? part[2] : 1
		new = split(substr($3, 2), part, ",") == 2 ? part[2] : 1
		next
	}
	{ bad("not of a diff") }
	END { if (diffs != 1 || !files || !changes) bad("no diff") }' "$report"
done <"$work/reports" >"$work/bad"
silent "their diffs are well formed" "$work/bad"
