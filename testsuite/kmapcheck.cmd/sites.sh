# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck sites: what instrumented objects, modules and kernels tell of.
. "$TESTSUITE/lib/script.sh"

cat >a.c <<'END'
#include "kernel.h"
int a_clear(struct page *page, struct page *other)
{
	char *p = kmap_local_page(page);
	char *q = kmap_atomic(other);

	*p = *q;
	kunmap_atomic(q);
	kunmap_local(p);
	memzero_page(page, 1, 2);
	return 0;
}
END
sed 's/a_clear/_start/' a.c >b.c
zero=$(grep -n '^static inline void memzero_page' "$TESTSUITE/include/kernel.h")
zero=$((${zero%%:*} + 2))
cat >wanted <<END
a.c:4: a_clear maps with kmap_local_page [kmap_local]
a.c:5: a_clear maps with kmap_atomic [kmap_atomic]
a.c:8: a_clear releases with kunmap_atomic [kmap_atomic]
a.c:9: a_clear releases with kunmap_local [kmap_local]
END
{
	cat wanted
	sed 's/^a/b/; s/a_clear/_start/' wanted
} >wanted.all
cp "$TESTSUITE/include/kernel.h" .

# compile COMPILER PLUGIN NAME ARGUMENT...: NAME.o
compile() {
	cc=$1
	so=$2
	name=$3
	shift 3
	$AROUND "$cc" "-fplugin=$so" -O2 -g0 -fno-pie "$@" -c -o "$name.o" \
		-fplugin-arg-kmapcheck-instrument "$name.c"
}

# lists WANTED FILE...: the sites of FILE..., kernel.h's set aside.
lists() {
	lists_of=$1
	shift
	run "$KMAPCHECK" sites "$@"
	[ "$status" = 0 ] && [ ! -s err ] || return 1
	grep -v '^kernel.h' out | cmp "$lists_of" - || return 1
	[ "$(grep -c "^kernel.h:$zero: memzero_page maps" out)" = 1 ]
}

# machine WHAT COMPILER PLUGIN LINKER FLAG...
machine() {
	what=$1
	cc=$2
	so=$3
	ld=$4
	shift 4
	compile "$cc" "$so" a "$@" && compile "$cc" "$so" b "$@"
	verdict "$what: an object" lists wanted a.o
	verdict "  two of them" lists wanted.all a.o b.o
	$ld -r -o both.ko a.o b.o
	verdict "  a module" lists wanted.all both.ko
	$ld -o vmlinux --unresolved-symbols=ignore-all a.o b.o
	verdict "  a kernel" lists wanted.all vmlinux
}

for target in $TARGETS; do
	cc=${target%%:*}
	triplet=$(echo "$target" | cut -d: -f2)
	major=$(echo "$target" | cut -d: -f3 | cut -d. -f1)
	so=$PLUGINDIR/$triplet/$major/kmapcheck.so
	ld=$("$cc" -print-prog-name=ld)
	machine "$cc" "$cc" "$so" "$ld"
	case $triplet in
	x86_64-*) machine "$cc -m32" "$cc" "$so" "$ld -m elf_i386" -m32 ;;
	esac
done

compile "$TARGET_CC" "$PLUGIN" a
run "$KMAPCHECK" sites --json a.o
verdict "--json" python3 - out <<'END'
import json, sys
sites = json.load(open(sys.argv[1]))
assert sites[0] == {"file": "a.c", "line": 4, "function": "a_clear",
                    "op": "maps", "api": "kmap_local_page",
                    "family": "kmap_local"}, sites[0]
assert len(sites) == 6
END

# What cannot be read.
$AROUND "$TARGET_CC" -c -o plain.o a.c
refused "no sites" "^kmapcheck: plain.o: .*no sites.*instrument" \
	"$KMAPCHECK" sites plain.o
refused "no file" "nowhere.o: No such file" "$KMAPCHECK" sites nowhere.o
refused "a folder" "is a directory|Is a directory" "$KMAPCHECK" sites .
refused "text" "a.c: .*no ELF file" "$KMAPCHECK" sites a.c
: >empty
refused "nothing" "empty: .*no ELF file" "$KMAPCHECK" sites empty
ar rc lib.a a.o
refused "an archive" "lib.a: .*archive.*name an object" "$KMAPCHECK" sites lib.a
ld=$("$TARGET_CC" -print-prog-name=ld)
$ld -s -o stripped --unresolved-symbols=ignore-all a.o
refused "what was stripped" "stripped: .*no symbol table" \
	"$KMAPCHECK" sites stripped
run "$KMAPCHECK" sites plain.o a.o
verdict "files that can be read are, beside one that cannot" test \
	"$status" = 2 -a "$(grep -c . err)" = 1 -a "$(grep -c ^a.c out)" = 4

# offset SECTION: where it stands in a.o.
offset() {
	readelf -SW a.o | sed -n "s/.* $1  *[A-Z]*  *0* \([0-9a-f]*\).*/\1/p"
}

# patch AT: broken.o is a.o with one byte changed.
patch() {
	cp a.o broken.o
	printf '\377' | dd of=broken.o bs=1 seek="$1" conv=notrunc 2>/dev/null
}

# The version is the last number of a site.
patch $((0x$(offset .rodata.kmapcheck_site) + 30))
run "$KMAPCHECK" sites broken.o
verdict "sites of another version" test "$status" = 2 -a \
	"$(grep -c 'another version' err)" = 1

# Cut short, and with bytes changed: read or refused, in one sentence.
size=$(wc -c <a.o)
survives() {
	run "$KMAPCHECK" sites "$1"
	case $status in
	0) [ ! -s err ] ;;
	2) [ "$(grep -c . err)" = 1 ] ;;
	*) false ;;
	esac
}
all_survive() {
	at=0
	while [ $at -lt "$size" ]; do
		head -c $at a.o >broken.o
		survives broken.o || return 1
		patch $at
		survives broken.o || return 1
		at=$((at + size / 100 + 1))
	done
}
verdict "whatever is broken" all_survive
table_survives() {
	at=$((0x$(offset .symtab)))
	end=$((at + 400))
	while [ $at -lt $end ]; do
		patch $at
		survives broken.o || return 1
		at=$((at + 3))
	done
}
verdict "symbols that are wrong" table_survives
