# SPDX-License-Identifier: GPL-2.0-or-later
# bench/peers, with scripts in the place of the other tools: which of what they
# print is a report of a seed.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

if ! python3 -c '' 2>/dev/null; then
	unsupported "bench/peers: there is no python3"
	exit 0
fi

fake_kernel tree
mkdir -p tree/include/config
: >tree/include/config/auto.conf
for name in delay slab mutex workqueue scatterlist highmem; do
	: >"tree/include/linux/$name.h"
done
{
	echo 'int other(int n) { return n; }'
	fake_source to from
} >tree/fs/foo/right.c
cat >tree/fs/foo/.right.o.cmd <<END
savedcmd_fs/foo/right.o := $PWD/cc -O2 -Iinclude -Iinclude/linux -D__KERNEL__ -c -o fs/foo/right.o fs/foo/right.c
END

# Line 1 is other(), 9 uses the mappings, 10 and 11 release them. This sets
# $file, and $seed to what was done to it.
cat >what-is-it <<'END'
for arg; do
	case $arg in
	*.c) file=$arg ;;
	esac
done
seed=none
grep -q 'if (!kmc_new)' "$file" && seed=null
grep -q 'kunmap_local(to); kunmap_local(to);' "$file" && seed=twice
[ "$(grep -c 'kunmap_local' "$file")" = 1 ] && seed=deleted
grep -A1 'kunmap_local(from)' "$file" | grep -q 'kunmap_local(to)' &&
	seed=swapped
END
# In an inlined function, and with a path that ends elsewhere.
cat >cc <<END
#!/bin/sh
. $PWD/what-is-it
case "\$seed \$*" in
swapped*" -fanalyzer"*)
	echo "In function 'kunmap_local',"
	echo "    inlined from 'copy' at fs/foo/right.c:10:2:"
	echo "include/linux/kernel.h:5:1: warning: inlined [-Wanalyzer-x]"
	;;
deleted*" -fanalyzer"*)
	echo "fs/foo/right.c:1:1: warning: elsewhere [-Wanalyzer-x]"
	echo "fs/foo/right.c:9:2: note: (1) from here"
	;;
esac >&2
for arg; do
	shift
	[ "\$arg" = -fanalyzer ] || set -- "\$@" "\$arg"
done
exec $AROUND $TARGET_CC "\$@"
END
# One that is always there, one in another function, one that tells of itself.
mkdir smatch
cat >smatch/smatch <<END
#!/bin/sh
. $PWD/what-is-it
echo "\$file:9 copy() warn: always there"
case \$seed in
null) echo "\$file:10 copy() error: NULL" ;;
twice) echo "\$file:10 copy() warn: released twice" ;;
deleted) echo "\$file:1 other() warn: elsewhere" ;;
swapped) echo "\$file:9 copy() Function too hairy.  Giving up." ;;
esac
END
# Finds the order, and does not come to an end where a release is deleted.
cat >spatch <<END
#!/bin/sh
. $PWD/what-is-it
[ \$seed != swapped ] || echo "\$file:10:1-2: WARNING: order"
case " \$* " in *" -o "*) exit 255 ;; esac
while [ \$seed = deleted ]; do :; done
END
chmod +x cc smatch/smatch spatch
: >rule.cocci

# is WHAT ROW: there is this row in a table
is() {
	verdict "$1" grep -qxF "| $2 |" out
}

run python3 "$TOP/bench/peers" --kmapcheck "$KMAPCHECK" tree \
	--kind swapped --kind released-twice --kind release-deleted \
	--limit 1 --smatch smatch --cocci rule.cocci --spatch ./spatch \
	--save saved
verdict "bench/peers says what each tool reports" test "$status" = 0
is "a column for each tool" \
	"kind | rule | seeds | gcc | kmapcheck | gcc -fanalyzer | smatch | spatch"
is "a new message in the function counts" \
	"released-twice | kmap-double-unmap | 2 | 0 | 2 | 0 | 1 | 0"
is "so does one whose path is in it; not what is in another function" \
	"release-deleted | kmap-leak | 2 | 0 | 2 | 2 | 0 | 0"
is "and one inlined into it; not that a tool gives up" \
	"swapped | kmap-order | 1 | 0 | 1 | 1 | 0 | 1"
is "all of them" "all |  | 5 | 0 | 5 | 3 | 1 | 1"
verdict "what takes too long is no answer" grep -q '^| spatch | 6 | 2 | ' out
verdict "others have answered" grep -q '^| smatch | 6 | 0 | ' out
is "messages on the source as it is" "smatch | 1 | 1 | 1 | 0"
is "are none of the compiler" "gcc -fanalyzer | 1 | 0 | 0 | 0"
verdict "each answer is saved" test "$(grep -c . saved)" = 30
verdict "with its message" \
	grep -q 'smatch	1	.*	10 copy() warn: released twice$' saved

run python3 "$TOP/bench/peers" --kmapcheck "$KMAPCHECK" tree \
	--kind released-twice --no-analyzer --control --smatch smatch
is "a mistake of another kind is seeded in their places" \
	"control | none | 2 | 0 | 0 | 2"

run python3 "$TOP/bench/peers" --kmapcheck "$KMAPCHECK" tree \
	--kind swapped --no-analyzer
verdict "a tool that is not named is left out" \
	grep -qxF "| kind | rule | seeds | gcc | kmapcheck |" out
verdict "with a word" test "$(grep -c 'is left out' err)" = 2
refused "a tool that is not there" "no program .*/smatch" \
	python3 "$TOP/bench/peers" --kmapcheck "$KMAPCHECK" tree \
	--smatch nowhere/smatch --cocci rule.cocci
