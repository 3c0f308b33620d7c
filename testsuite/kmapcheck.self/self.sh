# SPDX-License-Identifier: GPL-2.0-or-later
# The test of the tests. A test suite of its own, with the real driver and a
# tool that prints what its fixture tells it to, must report a missing warning,
# one too many and so on as what they are. If a missing warning did not fail
# the run, no other test would mean a thing.
. "$TESTSUITE/lib/script.sh"

mkdir suite suite/kmapcheck.ir suite/objects
ln -s "$TESTSUITE/lib" suite/lib
ln -s "$TESTSUITE/config" suite/config
ln -s "$TESTSUITE/kmapcheck.ir/ir.exp" suite/kmapcheck.ir/ir.exp

# The tool: a fixture's lines "#> LINE: TEXT" are what it prints.
cat >tool <<'END'
#!/bin/sh
for file; do :; done
[ "$1" = analyze ] || exit 0
sed -n "s|^#> \([0-9]*\): |$file:\1:3: |p" "$file"
END
chmod +x tool

# outcome WHAT STATUS RESULTS FIXTURE: a run of the FIXTURE (text) alone ends
# with STATUS, and these are its results in their order.
outcome() {
	printf '%b' "$4" >suite/kmapcheck.ir/fixture.ir
	run sh -c 'cd suite/objects && exec runtest --tool kmapcheck \
		--srcdir "$0" IRTOOL="$1" SANITIZE=' "$PWD/suite" "$PWD/tool"
	# the driver runs the fixture again, not sliced: once is enough here
	results=$(sed -n '/, not sliced\|, its slice/d
		s/^\([A-Z]*\): kmapcheck.ir.*/\1/p' \
		suite/objects/kmapcheck.sum | xargs)
	if [ "$status" = "$2" ] && [ "$results" = "$3" ]; then
		pass "$1"
	else
		echo "    status $status, results $results"
		fail "$1"
	fi
}

outcome "a warning that comes as expected passes" 0 "PASS PASS PASS" \
	'call # { dg-warning "wrong" }\n#> 1: warning: it is wrong [r]\n'
outcome "a missing warning fails" 1 "FAIL PASS PASS" \
	'call # { dg-warning "wrong" }\n'
outcome "a warning on another line fails" 1 "FAIL FAIL PASS" \
	'call # { dg-warning "wrong" }\n#> 3: warning: it is wrong [r]\n'
outcome "a warning in another column's number fails" 1 "FAIL FAIL PASS" \
	'\n\ncall # { dg-warning "wrong" }\n#> 1: warning: it is wrong [r]\n'
outcome "a warning with other words fails" 1 "FAIL FAIL PASS" \
	'call # { dg-warning "wrong" }\n#> 1: warning: it is right [r]\n'
outcome "a warning that nobody expects fails" 1 "FAIL PASS" \
	'call\n#> 1: warning: it is wrong [r]\n'
outcome "an error that nobody expects fails" 1 "FAIL PASS" \
	'call\n#> 1: error: it does not parse\n'
outcome "a silent fixture passes" 0 "PASS PASS" 'call\n'
outcome "a note is not a warning" 1 "FAIL PASS PASS" \
	'call # { dg-warning "wrong" }\n#> 1: note: it is wrong\n'
outcome "a bogus warning fails" 1 "FAIL PASS PASS" \
	'call # { dg-bogus "wrong" }\n#> 1: warning: it is wrong [r]\n'
outcome "a known gap is an expected failure" 0 "XFAIL PASS PASS" \
	'# { dg-xfail "a gap" }\ncall # { dg-warning "wrong" }\n'
outcome "a known gap that is closed is told" 1 "PASS PASS XPASS PASS" \
	'# { dg-xfail "gap" }\ncall # { dg-warning "x" }\n#> 2: warning: x [r]\n'
outcome "a directive with a spelling mistake is told" 1 "UNRESOLVED" \
	'call # { dg-warnin "wrong" }\n'
outcome "a directive that is not closed is told" 1 "UNRESOLVED" \
	'call # { dg-warning "wrong"\n'
