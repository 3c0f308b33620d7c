# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck decode: console logs become findings, whatever is in them.
. "$TESTSUITE/lib/script.sh"

cat >log <<'EOF'
[    0.400000] kmapcheck: checks are on
[    1.234567] kmapcheck: report 1: a mapping is released while a newer one is live [kmap-order, highmem]
[    1.234568] kmapcheck:   released: fs/foo/put.c:30 foo_put() kunmap_local
[    1.234569] kmapcheck:   mapped: fs/foo/bar.c:10 foo_read() kmap_local_page
[    1.234570] usb 1-1: new device: fs/other.c:1 line()
[    1.234571] kmapcheck:   newer mapping: fs/foo/bar.c:20 foo_read() kmap_local_page
[    1.234572] kmapcheck:   task: cp/77 CPU 1 level task
[    1.234573] kmapcheck:   expected: release of the newest mapping first
[    1.234574] kmapcheck:   seen: release of ffff8880051c3000 with newer ones live
[    1.234575] kmapcheck:   stack: foo_put+0x12/0x30
[    1.234576] kmapcheck: end of report 1
EOF
cat >wanted <<'EOF'
fs/foo/put.c:30: warning: a mapping is released while a newer one is live, seen at run time [kmap-order]
fs/foo/bar.c:10: note: (1) 'kmap_local_page' maps in 'foo_read'
fs/foo/bar.c:20: note: (2) 'kmap_local_page' maps, and is released later in 'foo_read'
fs/foo/put.c:30: note: (3) 'kunmap_local' releases in 'foo_put'
fs/foo/put.c:30: note: (4) expected: release of the newest mapping first; seen: release of ffff8880051c3000 with newer ones live
fs/foo/put.c:30: note: (5) task cp/77 CPU 1 level task
EOF

# decode FILE...: with findings, the status is 1.
run "$KMAPCHECK" decode log
verdict "a report gives status 1" test "$status" = 1
grep -v 'note: certain' out | verdict "it is a finding with its path" \
	cmp -s - wanted
verdict "as sure as what is seen" grep -q 'note: certain; .*HIGHMEM' out
verdict "a line on stderr counts" \
	test "$(cat err)" = "kmapcheck: 1 finding in 1 report"
cp out first

sed 's/$/\r/; s/^/Nov 28 09:00:00 host kernel: /' log >crlf
run "$KMAPCHECK" decode crlf
verdict "a log with other heads and carriage returns" cmp -s out first
cat log log log >three
run "$KMAPCHECK" decode three
verdict "a report that is repeated is one finding" cmp -s out first
status=0
"$KMAPCHECK" decode - <log >out 2>err || status=$?
verdict "standard input" cmp -s out first
run "$KMAPCHECK" decode --disable order log
verdict "a rule that is left out" test "$status" = 0 -a ! -s out
run "$KMAPCHECK" decode --consequence always log
verdict "a consequence that is not asked for" test "$status" = 0 -a ! -s out
sed 's/put.c:30/selftest:3/; s/fs.foo.selftest/selftest/' log >tests
run "$KMAPCHECK" decode tests
verdict "reports of the self-test are no findings" \
	test "$status" = 0 -a ! -s out
verdict "which is told" grep -q 'self-test are left out' err

head -n 1 log >quiet
run "$KMAPCHECK" decode quiet
verdict "a log without reports is clean" test "$status" = 0 -a ! -s out

# Cut at every line: never worse than a sentence.
for n in 2 3 4 5 6 7 8 9 10; do
	head -n $n log >cut
	run "$KMAPCHECK" decode cut
	if [ $n = 2 ]; then
		verdict "cut before any place: nothing to read" \
			test "$status" = 2 -a "$(grep -c . err)" = 1
	else
		verdict "cut after line $n: a finding, told as cut" \
			test "$status" = 1 -a "$(grep -c 'cut short' err)" = 1
	fi
done

refused "no log" "name the console log" "$KMAPCHECK" decode
refused "a log that is not there" "cannot read nowhere" \
	"$KMAPCHECK" decode nowhere
refused "a folder" "cannot read \." "$KMAPCHECK" decode .
refused "a log of something else" "no line of the runtime shim" \
	"$KMAPCHECK" decode wanted
: >empty
refused "an empty log" "no line of the runtime shim" "$KMAPCHECK" decode empty
refused "two logs" "one log at a time" "$KMAPCHECK" decode log log

# hostile WHAT SED-SCRIPT: nothing can be read of the only report.
hostile() {
	sed "$2" log >hostile
	refused "$1" "none of the 1 reports" "$KMAPCHECK" decode hostile
}

hostile "a rule that there is not" 's/kmap-order/kmap-odrer/'
hostile "a consequence that there is not" 's/highmem\]/lowmem]/'
hostile "places without names" 's/foo\/.*//'
hostile "lines that are no numbers" 's/\.c:[0-9]*/.c:99999999999999999999/'
sed 's/foo_put/foo\x1b[31mput\xc2\x9b/' log >escape
run "$KMAPCHECK" decode escape
verdict "nothing that a terminal obeys is passed on" \
	test "$status" = 1 -a -z "$(tr -d '\n -~' <out)"

# A line of a megabyte, bytes of all kinds, and a report number too large.
{
	printf 'kmapcheck: report 1: '
	head -c 1000000 /dev/zero | tr '\0' a
	echo ' [kmap-order, highmem]'
	head -c 100000 "$KMAPCHECK" | sed 's/^/kmapcheck:   /'
	echo 'kmapcheck: report 99999999999: x [kmap-order, highmem]'
	cat log
} >large
run "$KMAPCHECK" decode large
cmp -s out first
verdict "junk around a report does not hide it" cmp -s out first

# 20,000 different reports: not quadratic.
awk 'BEGIN { for (i = 1; i <= 20000; i++) {
	print "kmapcheck: report " i ": twice [kmap-double-unmap, always]"
	print "kmapcheck:   released: a" i ".c:" i " f() kunmap_local"
	print "kmapcheck: end of report " i } }' >many
run timeout 20 "$KMAPCHECK" decode many
verdict "many reports" test "$status" = 1 -a \
	"$(grep -c 'warning:' out)" = 20000

# What the shim really prints.
shim=$TOP/runtime
harness=$TESTSUITE/runtime
set --
for name in hooks shadow kmap trust check live pks report print switch \
	selftest selftest-cases; do
	set -- "$@" "$shim/$name.c"
done
verdict "the shim compiles" $CC -std=gnu11 -D_GNU_SOURCE -O1 -w -I"$shim" \
	-I"$harness" -o shim "$@" "$harness/user.c" "$harness/sim.c" \
	"$harness/selftest-user.c" -lpthread
./shim 3 | sed 's/ selftest:/ fs\/self.c:/' >real
run "$KMAPCHECK" decode real
verdict "its reports are read, all of them" test "$status" = 1 -a \
	"$(grep -c 'cut\|left out' err)" = 0 -a "$(grep -c 'report [0-9]*:' \
	real)" = "$(sed -n 's/.* in \([0-9]*\) reports*$/\1/p' err)"
sed -n 's/^KIND([A-Z_]*,[ \t]*"\([^"]*\)".*/\1/p' "$shim/kind.def" | sort -u \
	>rules
sed -n 's/.*seen at run time \[\(.*\)\]$/\1/p' out | sort -u >found
verdict "of each rule that it has" cmp -s rules found
