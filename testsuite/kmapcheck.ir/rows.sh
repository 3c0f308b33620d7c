# SPDX-License-Identifier: GPL-2.0-or-later
# Every row of the API table, by its effects: for each a function that does
# wrong with it, which must be told at the call, and its silent twin.
. "$TESTSUITE/lib/script.sh"

# What the functions are made of: w is the wrong one, r the right one.
cat >make.awk <<'END'
function line(text) { print text; number++ }
function open_func(kind) {
	line("func @" kind "." NR "(ptr %1 \"page\", ptr %2 \"obj\") void {")
	line("b1:")
}
function close_func() { line("  ret"); line("}") }
function told(text) { line(text); print number, rule, name >"wanted" }
# A call with @value as argument @at, zeros before it.
function call(at, value,    i, list) {
	for (i = 1; i < at; i++)
		list = list "0, "
	return "call @\"" name "\"(" list value ")"
}
function not_null() {
	line("  %6 = u1 ne %5, 0"); line("  if %6, b3, b2"); line("b2:")
	line("  ret"); line("b3:")
}
function map(how) {
	line("  %5 \"p\" = ptr call @" how "(%1)")
	if (how == "pte_offset_map") not_null()
}
function unmap(how) { line("  call @" how "(" (how == "kunmap" ? "%1" : "%5") ")") }

# Wrong under kmap_atomic(); the twin under @other, with another argument.
function under_atomic(at, wrong, other, right) {
	open_func("w"); map("kmap_atomic"); told("  " call(at, wrong))
	unmap("__kunmap_atomic"); close_func()
	open_func("r"); map(other); line("  " call(at, right))
	unmap(other ~ /atomic/ ? "__kunmap_atomic" : "__kunmap_local")
	close_func()
}
function takes(at, map_right, unmap_right) {
	open_func("w"); map("kmap_local_page"); told("  " call(at, "%5"))
	unmap("__kunmap_local"); close_func()
	open_func("r"); map(map_right); line("  " call(at, unmap_right ? "%5" : "%2"))
	unmap(unmap_right ? unmap_right : "__kunmap_local"); close_func()
}
function page_address() {
	open_func("w"); map("kmap_local_page"); told("  %6 = ptr " call(1, "%1"))
	line("  store u8 0, [%6 + 0]"); unmap("__kunmap_local"); close_func()
	open_func("r"); line("  %6 = ptr " call(1, "%1"))
	line("  store u8 0, [%6 + 0]"); close_func()
}
# The page is of this function alone: whoever gave it could release a kmap().
function maps_own(kind, at) {
	open_func(kind); line("  %4 \"page\" = ptr call @some_page(0)")
	line("  %5 \"p\" = ptr " call(at, "%4"))
}
function maps(at, release) {
	maps_own("w", at); told("  ret"); line("}")
	maps_own("r", at)
	if (effect ~ /OR_NULL/) not_null()
	line("  call @" release "(" (release == "kunmap" ? "%4" : "%5") ")")
	close_func()
}
function releases(how) {
	open_func("w"); map(how); line("  " call(1, how == "kmap" ? "%1" : "%5"))
	told("  " call(1, how == "kmap" ? "%1" : "%5")); close_func()
	open_func("r"); map(how); line("  " call(1, how == "kmap" ? "%1" : "%5"))
	close_func()
}
function stops() {
	open_func("w"); map("kmap_local_page"); line("  call @goes_on(0)")
	told("  ret"); line("}")
	open_func("r"); map("kmap_local_page"); line("  " call(1, 0)); close_func()
}
function transient(n, i) {
	open_func("w")
	for (i = 0; i < 16; i++) line("  %" i + 10 " = ptr call @kmap_local_page(%1)")
	told("  " call(4, 0))
	for (i = 15; i >= 0; i--) line("  call @__kunmap_local(%" i + 10 ")")
	close_func()
	open_func("r"); line("  " call(4, 0)); close_func()
}
function numbers(off, at, len, n,    i, list) {
	for (i = 1; i <= (off > len ? off : len); i++)
		list = list (i > 1 ? ", " : "") (i == off ? at : i == len ? n : 0)
	return "  call @\"" name "\"(" list ")"
}
function within(off, len) {
	open_func("w"); told(numbers(off, 4090, len, 7)); close_func()
	open_func("r"); line(numbers(off, 4090, len, 6)); close_func()
}

BEGIN {
	line("unit \"t.c\" bits 64 page 4096 kmax 16 highmem highpte gfp 0x400")
	release["LOCAL"] = "__kunmap_local"; release["ATOMIC"] = "__kunmap_atomic"
	release["KMAP"] = "kunmap"; release["IOLOCAL"] = "io_mapping_unmap_local"
	release["IOATOMIC"] = "io_mapping_unmap_atomic"; release["PTE"] = "pte_unmap"
	how["LOCAL"] = "kmap_local_page"; how["ATOMIC"] = "kmap_atomic"
	how["KMAP"] = "kmap"; how["IOLOCAL"] = "io_mapping_map_local_wc"
	how["IOATOMIC"] = "io_mapping_map_atomic_wc"; how["PTE"] = "pte_offset_map"
}
/^KNOWN/ && match($0, "[ \t]" effect "[(,][^)]*") {
	split($0, word, "\""); name = word[2]
	text = substr($0, RSTART, RLENGTH); sub(/^[^(]*\(/, "", text)
	n = split(text, arg, /, */)
	if (effect == "SLEEPS" && !/MAPS|RELEASES/)
		under_atomic(4, 0, "kmap_local_page", 0)
	if (effect == "SLEEPS_GFP")
		under_atomic(arg[1], 1024, "kmap_atomic", 0)
	if (effect == "FAULTS") under_atomic(4, 0, "kmap_local_page", 0)
	if (effect == "HANDS_OVER") takes(arg[1], "kmap", "kunmap")
	if (effect == "LINEAR") takes(arg[1], "kmap_local_page", "")
	if (effect == "PAGE_ADDRESS") page_address()
	if (effect ~ /^MAPS/) maps(arg[2], release[arg[1]])
	if (effect == "RELEASES") releases(how[arg[1]])
	if (effect == "STOPS") stops()
	if (effect == "TRANSIENT") transient(arg[1])
	if (effect == "WITHIN") within(arg[1], arg[2])
}
END

# told RULE EFFECT: one unit with the functions of all rows of the effect.
told() {
	: >wanted
	awk -v rule="$1" -v effect="$2" -f make.awk \
		"$TOP/analysis/known.def" >rows.ir
	run "$IRTOOL" analyze rows.ir
	sed -n 's/^rows.ir:\([0-9]*\):.* warning: .*\[\(.*\)\]$/\1 \2/p' out |
		sort -u >found
	cut -d ' ' -f 1,2 wanted | sort -u | comm -23 - found >missing
	grep -wFf missing wanted | sed 's/^/not told: /' >offenders
	[ ! -s missing ] || [ -s offenders ] || cat missing >>offenders
	# What is told beside it must stand in a wrong function (w).
	awk '/^func/ { kind = substr($2, 2, 1) } { print NR, kind }' rows.ir |
		grep 'r$' | cut -d ' ' -f 1 >right
	cut -d ' ' -f 1 found | grep -xFf right |
		sed 's/^/told of a right one: line /' >>offenders
	verdict "$2: there are rows" test -s wanted
	silent "$2: each is told, its twin is not" offenders
	silent "$2: the IR is valid" err
}

told kmap-sleep SLEEPS
told kmap-sleep SLEEPS_GFP
told kmap-fault FAULTS
told kmap-escape HANDS_OVER
told kmap-linear LINEAR
told kmap-linear PAGE_ADDRESS
told kmap-leak MAPS
told kmap-leak MAPS_OR_NULL
told kmap-leak MAPS_AT
told kmap-double-unmap RELEASES
told kmap-leak STOPS
told kmap-depth TRANSIENT
told kmap-bounds WITHIN
