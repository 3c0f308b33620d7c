# SPDX-License-Identifier: GPL-2.0-or-later
# Tables are sorted, and hold each name once.
. "$TESTSUITE/lib/script.sh"

sed -n 's/^KNOWN("\([^"]*\)".*/\1/p' "$TOP/analysis/known.def" >known
verdict "known.def has rows" test -s known
verdict "known.def is sorted, each name once" sort -c -u known

sed -n 's/^RULE(\([A-Z]*\),[ \t]*"\([^"]*\)".*/\2/p' \
	"$TOP/analysis/rule.def" >rules
sort rules | uniq -d >twice
verdict "rule.def has rows" test -s rules
silent "rule.def holds each rule once" twice
