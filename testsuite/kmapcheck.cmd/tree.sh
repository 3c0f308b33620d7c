# SPDX-License-Identifier: GPL-2.0-or-later
# Trees that cannot be checked: one sentence, status 2, nothing half done.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

users() {
	"$KMAPCHECK" users --cc "$TARGET_CC" "$@"
}

refused "no such tree" "nowhere.*No such file" users nowhere
mkdir empty
refused "not a kernel tree" \
	"empty is not the top folder of a Linux kernel" users empty

fake_kernel bare
rm bare/.config
refused "not configured" "bare is not configured.*--config" users bare

fake_kernel tree
refused "no such folder in the tree" "no nothere in the kernel tree" \
	users tree nothere
refused "a folder outside" "is not in the kernel tree" users tree ../empty
mkdir tree/fs/bar
echo 'int nothing;' >tree/fs/bar/nothing.c
refused "no source with a mapping API" "uses a mapping API" users tree fs/bar

printf 'my_map maps-local page=1\n\nmy_unmap flies\n' >api
refused "a wrong row of an API file, with file and line" "api:3: .*flies" \
	users --api api tree

sed -i 's/from = /from == /' tree/fs/foo/wrong.c tree/fs/foo/right.c
run users tree
verdict "nothing could be built" test "$status" = 2 -a ! -s out
verdict "and the compiler's reason is told" \
	grep -q "nothing was analysed.*fs/foo/[a-z]*.c:5:" err
find tree -name '*.o' >objects
silent "no object is left of a make that failed" objects
