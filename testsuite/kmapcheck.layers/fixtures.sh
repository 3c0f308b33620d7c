# SPDX-License-Identifier: GPL-2.0-or-later
# Each wrong fixture NAME.c has its silent twin NAME-ok.c beside it, and each
# folder a driver, without which it would be left out without a word.
. "$TESTSUITE/lib/script.sh"
cd "$TESTSUITE" || exit 1
work=$OLDPWD

for folder in ir plugin kernel cmd elf self; do
	verdict "kmapcheck.$folder has a driver and something to drive" test \
		-f "kmapcheck.$folder/$folder.exp" -a -n "$(find \
		"kmapcheck.$folder" -type f ! -name '*.exp')"
done

verdict "kmapcheck.runtime has a driver and something to drive" test \
	-f kmapcheck.runtime/runtime.exp -a -n "$(find runtime -name '*.c')"

verdict "kmapcheck.unit has a driver and something to drive" test \
	-f kmapcheck.unit/unit.exp -a -n "$(find unit -name '*.c')"

find kmapcheck.ir kmapcheck.plugin kmapcheck.kernel -type f -name '*.ir' -o \
	-type f -name '*.c' | sort >"$work/fixtures"
verdict "there are at least 250 fixtures" \
	test "$(grep -c . "$work/fixtures")" -ge 250

# shellcheck disable=SC2046
wc -l $(cat "$work/fixtures") | awk '$1 > 30 && $2 != "total"' >"$work/long"
silent "fixtures have 30 lines or less" "$work/long"

while read -r file; do
	twin=${file%.*}-ok.${file##*.}
	case $file in
	*-ok.*) ! grep -q dg-warning "$file" || echo "$file warns" ;;
	*) ! grep -q dg-warning "$file" || [ -f "$twin" ] ||
		echo "$file has no twin" ;;
	esac
done <"$work/fixtures" >"$work/twins"
silent "wrong fixtures have silent twins" "$work/twins"
