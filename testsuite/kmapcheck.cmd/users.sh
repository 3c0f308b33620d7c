# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck users, on a tree that builds in no time.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

users() {
	run "$KMAPCHECK" users --cc "$TARGET_CC" "$@"
}

fake_kernel tree
users tree
verdict "a finding gives status 1" test "$status" = 1
verdict "it is told in one line" test "$(grep -c warning: out)" = 1
verdict "with place, names and rule" grep -q \
	"^fs/foo/wrong.c:9:[0-9]*: warning: .*'from'.*'to'.*\[kmap-order\]$" out
verdict "piped output holds findings only" \
	test -z "$(grep -v '^fs/foo/wrong.c:' out)"
verdict "what is not enabled is counted, what was built is not told" test \
	"$(grep 'enabled\|built' err)" = \
	"kmapcheck: not enabled by the configuration: 1 of 3 objects; --stats names them"
verdict "only what uses a mapping is built" test ! -e tree/fs/foo/other.o
verdict "what is not enabled is not built" test ! -e tree/fs/foo/off.o

cp out first
touch -r tree/fs/foo/wrong.o before
users tree
verdict "a second run tells the same" cmp -s first out
verdict "and builds nothing" \
	test -z "$(find tree -name wrong.o -newer before)"

users tree fs/foo
verdict "a folder of the tree" test "$status" = 1
mkdir tree/fs/empty
cd tree/fs/empty || exit 1
refused "'.' is the folder that the shell is in" "uses a mapping API" \
	"$KMAPCHECK" users --cc "$TARGET_CC" ../.. .
refused "and so is what lies beside it" "uses a mapping API" \
	"$KMAPCHECK" users --cc "$TARGET_CC" ../.. ../empty
cd ../../..
users --stats tree
verdict "--stats tells what was not enabled" grep -q 'fs/foo/off.o' err
verdict "--stats has a table by rule" grep -Eq '^ *kmap-order +1 ' err
users --only kmap-leak tree
verdict "another rule gives status 0" test "$status" = 0
verdict "and no finding" test ! -s out
users --consequence always tree
verdict "findings of another consequence are not shown" \
	test "$status" = 0 -a ! -s out
users --consequence=pks,highmem tree
verdict "those of the chosen ones are" test "$status" = 1 -a -s out
users --disable order tree
verdict "nor does the rule when disabled" test "$status" = 0

echo 'syntax error' >>tree/fs/foo/right.c
users tree
verdict "an object that does not build stops no other" \
	grep -q 'fs/foo/wrong.c:9' out
verdict "and is told" grep -q ' 1 of 2 objects could not be built' err
