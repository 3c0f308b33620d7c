# SPDX-License-Identifier: GPL-2.0-or-later
# Objects and records that are not what they should be: each is told by name,
# and the rest is still read.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

section=.discard.kmapcheck
fake_source from to >unit.c
run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" -fplugin="$PLUGIN" \
	-c -o good.o unit.c
fake_source to from | sed 's/copy/move/' >other.c
run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" -fplugin="$PLUGIN" \
	-c -o other.o other.c
objcopy=$("$TARGET_CC" -print-prog-name=objcopy)
readelf=$("$TARGET_CC" -print-prog-name=readelf)
ld=$("$TARGET_CC" -print-prog-name=ld)

run "$KMAPCHECK" dump good.o
verdict "a good one is printed" test "$status" = 0 -a -s out
"$objcopy" -O binary -j $section --set-section-flags $section=alloc good.o record
verdict "its section can be taken out" test -s record
size=$(wc -c <record)

# told WHAT OBJECT: dump ends with status 2 and names the object on stderr.
told() {
	run "$KMAPCHECK" dump "$2"
	verdict "$1" test "$status" = 2 -a -n "$(grep -F "$2" err)"
}

# with FILE: broken.o, with FILE as its section.
with() {
	"$objcopy" --update-section $section="$1" good.o broken.o
}

told "no such object" nowhere.o
: >empty.o
told "an empty file" empty.o
cp unit.c text.o
told "a text file" text.o
whole=$(wc -c <good.o)
for cut in 16 52 200 $((whole / 2)) $((whole - 65)) $((whole - 1)); do
	head -c "$cut" good.o >short.o
	told "an object that was cut after $cut bytes" short.o
	verdict "as a broken one, not as one without a record" \
		test -z "$(grep 'no record' err)"
done
"$objcopy" -R $section good.o plain.o
told "an object without a record" plain.o

for cut in 1 4 9 13 14 20 $((size / 2)) $((size - 1)); do
	head -c "$cut" record >part
	with part
	told "a record cut after $cut bytes" broken.o
done
{ printf 'XMCR'; tail -c +5 record; } >part
with part
told "a record with another magic" broken.o
{ printf 'KMCR\377'; tail -c +6 record; } >part
with part
told "a record of another version" broken.o
{ head -c $((size - 1)) record; printf '\377'; } >part
with part
told "a record with another last byte" broken.o
{ head -c 6 record; printf '\377\377\377\377'; tail -c +11 record; } >part
with part
told "a record with another length" broken.o

{ head -c $((size - 1)) record; printf '\377'; cat record; } >part
with part
run "$KMAPCHECK" dump broken.o
verdict "what follows a broken record is read" \
	test "$status" = 2 -a "$(grep -c '^unit ' out)" = 1
{ cat record; printf '\0\0\0\0\0\0\0'; cat record; } >part
with part
run "$KMAPCHECK" dump broken.o
verdict "padding between records is skipped" \
	test "$status" = 0 -a "$(grep -c '^unit ' out)" = 2
"$ld" -r -o both.o good.o other.o
run "$KMAPCHECK" dump both.o
verdict "records that ld -r put together" \
	test "$status" = 0 -a "$(grep -c '^unit ' out)" = 2

"$readelf" -SW good.o | grep -F $section >flags
verdict "the section is excluded from links" grep -Eq ' E +0 +0 +1$' flags
"$ld" -e 0 --unresolved-symbols=ignore-all -o linked good.o
verdict "and gone after a link" test -s linked -a \
	-z "$("$readelf" -SW linked | grep -F $section)"
