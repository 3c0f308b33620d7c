# SPDX-License-Identifier: GPL-2.0-or-later
# Table, checks, catalogue and fixtures agree on the rules.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD

sed -n 's/^RULE([A-Z]*,[ \t]*"\([^"]*\)".*/\1/p' analysis/rule.def \
	>"$work/rules"
sed -n 's/^## \(kmap-[a-z-]*\).*/\1/p' doc/rules.md >"$work/catalogue"
verdict "doc/rules.md has the rules of rule.def, in that order" \
	cmp -s "$work/rules" "$work/catalogue"

sed -n 's/^RULE([A-Z]*,[ \t]*"[^"]*",[ \t]*\([a-z_]*\),.*/\1/p' \
	analysis/rule.def | sort >"$work/wanted"
for check in analysis/check-*.c; do
	check=${check#analysis/check-}
	echo "${check%.c}"
done | grep -vx template | sort >"$work/checks"
verdict "each rule has its check-<rule>.c, and no other is there" \
	cmp -s "$work/wanted" "$work/checks"

# wrong FOLDER EXTENSION RULE: a file in which a warning of RULE is expected;
# quiet: one of the rule's folder, kmap-order or order, in which none is.
wrong() {
	find "$1" -type f -name "*.$2" -exec grep -l 'dg-warning.*'"$3" {} + |
		head -n 1
}

quiet() {
	find "$1/$3" "$1/${3#kmap-}" -type f -name "*.$2" \
		-exec grep -L dg-warning {} + 2>/dev/null | head -n 1
}

while read -r rule; do
	for suite in ir:ir plugin:c; do
		folder=testsuite/kmapcheck.${suite%:*}
		verdict "$rule has a wrong fixture in ${folder#*/}" \
			test -n "$(wrong "$folder" "${suite#*:}" "$rule")"
		verdict "$rule has a silent fixture in ${folder#*/}" \
			test -n "$(quiet "$folder" "${suite#*:}" "$rule")"
	done
done <"$work/rules"

# What the shim reports has rules of the analysis, and is provoked by its test.
sed -n 's/^KIND([A-Z_]*,[ \t]*"\([^"]*\)".*/\1/p' runtime/kind.def | sort -u |
	grep -vxFf "$work/rules" >"$work/unknown"
silent "the shim's reports are of these rules" "$work/unknown"

sed -n 's/^KIND(\([A-Z_]*\),.*/\1/p' runtime/kind.def | while read -r kind; do
	[ "$kind" = KEY_STRAY ] ||
		grep -q "E($kind, " runtime/selftest-cases.c || echo "$kind"
done >"$work/unprovoked"
silent "the self-test provokes each report but that of the guard" \
	"$work/unprovoked"
