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
refused "a folder outside" "is not in the kernel tree" users tree ./empty
mkdir tree/fs/bar
echo 'int nothing;' >tree/fs/bar/nothing.c
refused "no source with a mapping API" "uses a mapping API" users tree fs/bar

cp -R tree "a tree"
refused "a tree whose path make would split" "a tree' .*blank" users "a tree"
refused "a build folder whose path make would split" "a folder' .*blank" \
	users --config def -O "a folder" bare
refused "a build folder with a colon" "a:b'.*colon" \
	users --config def -O a:b bare
verdict "nor is the folder made" test ! -e "a folder" -a ! -e a:b
refused "a build folder that cannot be made" "cannot make the folder" \
	users --config def -O nowhere/o bare
refused "a build folder that is a file" "is no folder" \
	users -O tree/Makefile bare
refused "a build folder that is not configured" \
	"empty is not configured.*--config" users -O empty bare

# with_mount ARGUMENT...: users, with the folder "mounted" as MOUNT makes it.
# shellcheck disable=SC2016
with_mount() {
	unshare -rm sh -c 'eval "$0" && shift && exec "$@"' "$mount" - \
		"$KMAPCHECK" users --cc "$TARGET_CC" "$@"
}

mkdir mounted
mount='mount --bind tree mounted && mount -o remount,bind,ro mounted'
if unshare -rm sh -c "$mount" 2>/dev/null; then
	refused "a read-only tree" "cannot write into .*mounted: .*-O" \
		with_mount mounted
	fake_kernel full
	cat >>full/Makefile <<'END'
defconfig:
	@head -c 1000000 /dev/zero >$(O)/fill 2>/dev/null || exit 1
END
	rm full/.config
	mount='mount -t tmpfs -o size=64k none mounted'
	refused "no space left" "failed: no space left on the device" \
		with_mount --config def -O mounted full
else
	unsupported "read-only and full file systems: may not mount any"
fi

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
