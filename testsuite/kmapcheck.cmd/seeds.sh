# SPDX-License-Identifier: GPL-2.0-or-later
# The seeds that bench/seeded makes: each changes one line, and is reported with
# its rule in a function that is right without it.
. "$TESTSUITE/lib/script.sh"

if ! python3 -c '' 2>/dev/null; then
	unsupported "bench/seeded: there is no python3"
	exit 0
fi
cat >right.c <<'EOF'
#include "kernel.h"

/* not kunmap_local(here); */
int first(struct page *page, struct page *other, int n)
{
	char *p = kmap_local_page(page);
	char *q = kmap_local_page(other);

	if (n > 3)
		q[0] = p[0];
	kunmap_local(q);
	kunmap_local(p);
	return n;
}

void second(struct page *page)
{
	char *p = kmap_atomic(page);

	p[0] = 1;
	kunmap_atomic(p);
}

void third(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	char *p = kmap(page);

	p[0] = 1;
	kunmap(page);
	__free_page(page);
}
EOF
cat >make.py <<'EOF'
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import kseeds
text = open("right.c").read()
seeds = list(kseeds.Seeder(text).seeds())
for n, seed in enumerate(seeds):
    changed = seed.apply(text)
    if changed.count("\n") != text.count("\n"):
        print("lines moved", seed.kind)
    with open("seed-%d.c" % n, "w") as f:
        f.write(changed)
    print("%d %s %s %d" % (n, seed.kind, seed.rule, seed.line))
EOF

# said SOURCE: what the plugin says of it, in the file err.
said() {
	run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" \
		-fplugin="$PLUGIN" -c -o x.o "$1"
}

said right.c
verdict "the function is right" test "$status" = 0 -a ! -s err
python3 make.py "$TOP/bench" >seeds
verdict "no line moves" test -z "$(grep moved seeds)"
for kind in release-deleted early-return released-twice other-release \
	off-the-page used-after-release stored-to-global queued sg-init-one \
	page-for-address loop-forwards sleep-0 sleep-2 alloc-gfp-kernel-1 \
	mutex-0 swapped swapped-on-a-branch; do
	verdict "there is a seed $kind" grep -q " $kind " seeds
done
while read -r n kind rule line; do
	said "seed-$n.c"
	verdict "$kind in line $line compiles" test "$status" = 0
	verdict "  and is reported" grep -q "$rule" err
done <seeds

cat >left.c <<'EOF'
#define TWICE(x) x; \
	x
#include "kernel.h"
#ifdef NEVER
int gone;
#endif
int here;
EOF
"$TARGET_CC" -E -I"$TESTSUITE/include" left.c >left.i
python3 - "$TOP/bench" >left <<'EOF'
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import kseeds
print(kseeds.lines_left(open("left.i").read(), "left.c"))
EOF
verdict "a seed is only made in lines that are compiled" \
	test "$(cat left)" = "{7}"
