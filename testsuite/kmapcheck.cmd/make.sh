# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck make, and the same by hand with kmapcheck cflags.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

fake_kernel tree
run "$KMAPCHECK" make --cc "$TARGET_CC" -C tree fs/foo/wrong.o fs/foo/right.o
verdict "make: a finding gives status 1" test "$status" = 1
verdict "make: it is told once" \
	test "$(grep -c 'wrong.c:9.*kmap-order' out)" = 1
verdict "make: piped output holds findings only" \
	test -z "$(grep -v '^fs/foo/wrong.c:' out)"
verdict "make: what make prints is on stderr" grep -q 'CC .*wrong.o' err

fake_kernel own
run "$KMAPCHECK" make --cc "$TARGET_CC" -C own KCFLAGS=-DMINE=7 fs/foo/right.o
echo 'int mine = MINE;' >>own/fs/foo/right.c
run "$KMAPCHECK" make --cc "$TARGET_CC" -C own KCFLAGS=-DMINE=7 fs/foo/right.o
verdict "make: the user's KCFLAGS are kept" test "$status" = 0

fake_kernel bad
echo 'syntax error' >>bad/fs/foo/right.c
run "$KMAPCHECK" make --cc "$TARGET_CC" -C bad fs/foo/right.o
verdict "make: one that fails gives status 2" test "$status" = 2

run "$KMAPCHECK" cflags --cc "$TARGET_CC"
verdict "cflags: prints flags" grep -q -- "-fplugin=/.*kmapcheck.so" out
flags=$(cat out)
fake_kernel hand
run make -C hand KCFLAGS="$flags" fs/foo/wrong.o
verdict "cflags: with them, a plain make tells" \
	grep -q 'wrong.c:9:.*warning: .*\[kmap-order\]$' err
refused "cflags: a compiler that is none" "nocc" "$KMAPCHECK" cflags --cc nocc
