# SPDX-License-Identifier: GPL-2.0-or-later
# What of a unit's calls stands in its record, and what does not.
. "$TESTSUITE/lib/script.sh"

cat >unit.c <<'EOF'
#include "kernel.h"
extern void other(void);
extern void forbidden(void) __attribute__((error("is left")));
extern void warned(void) __attribute__((warning("is left")));
extern inline __attribute__((gnu_inline, always_inline)) void elsewhere(void)
{
	other();
}
static void nothing(int n)
{
	if (n > 7)
		forbidden();
}
void function(struct page *page, int n)
{
	char *p = kmap_atomic(page);

	if (n > 3)
		warned();
	nothing(2);
	elsewhere();
	*p = 0;
	kunmap_atomic(p);
}
EOF
run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" -fplugin="$PLUGIN" \
	-c -o unit.o unit.c
verdict "it compiles" test "$status" = 0
run "$KMAPCHECK" dump unit.o
verdict "a caller's calls are there" grep -q 'facts @function .*calls' out
verdict "what is called is named" grep -q '@other' out
verdict "calls that must not be left in an object are not" \
	test -z "$(grep -E 'forbidden|warned' out)"
verdict "a static function that calls nothing else has no facts" \
	test -z "$(grep 'facts @nothing' out)"
sed 's/#include "kernel.h"/&\n#include "inline.h"/; /^extern inline/,/^}/d' \
	unit.c >by-header.c
{ echo 'extern void other(void);'; sed -n '/^extern inline/,/^}/p' unit.c; } \
	>inline.h
run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" -I. -fplugin="$PLUGIN" \
	-c -o by-header.o by-header.c
run "$KMAPCHECK" dump by-header.o
verdict "an inline function of a header stands in its callers" \
	test -z "$(grep 'elsewhere' out)" -a -n "$(grep '@other' out)"
