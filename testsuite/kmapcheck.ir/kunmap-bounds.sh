# SPDX-License-Identifier: GPL-2.0-or-later
# Releases by kunmap() past what is remembered of a function: it is named.
. "$TESTSUITE/lib/script.sh"

# ends N: a function with N ends, each of which released its own mapping.
cat >ends.awk <<'END'
BEGIN {
	print "func @ends(ptr %1 \"page\", s32 %2 \"n\") s32 {"
	for (i = 1; i <= n; i++) {
		v = 3 * i
		print "b" 2 * i - 1 ":"
		print "  %" v " = u1 eq %2, " i
		print "  if %" v ", b" 2 * i ", b" 2 * i + 1
		print "b" 2 * i ":"
		print "  %" v + 1 " \"p\" = ptr call @kmap(%1)"
		print "  store s8 0, [%" v + 1 " + 0]"
		print "  call @kunmap(%1)"
		print "  ret " i
	}
	print "b" 2 * n + 1 ":"
	print "  ret 0"
	print "}"
}
END
# sites N: a function that maps and releases N times, one after the other.
cat >sites.awk <<'END'
BEGIN {
	print "func @sites(ptr %1 \"page\") void {"
	print "b1:"
	for (i = 1; i <= n; i++) {
		print "  %" i + 1 " \"p\" = ptr call @kmap(%1)"
		print "  store s8 0, [%" i + 1 " + 0]"
		print "  call @kunmap(%1)"
	}
	print "  ret"
	print "}"
}
END

# widened WHAT N YES: "yes" when the function WHAT with N of them must be named.
widened() {
	{
		echo 'unit "t.c" bits 64 page 4096 kmax 16 highmem gfp 0x400'
		awk -v n="$2" -f "$1.awk"
	} >"$1.ir"
	run "$IRTOOL" analyze --stats "$1.ir"
	cat out err >all
	told=no
	! grep -q 'widened: more releases by kunmap() than are kept' all ||
		told=yes
	verdict "$1: of $2 it is said: $3" test "$told" = "$3" -a \
		"$(grep -c "$1: .*states" all)" = 1
}

widened ends 16 no
widened ends 20 yes
widened sites 64 no
widened sites 65 yes
