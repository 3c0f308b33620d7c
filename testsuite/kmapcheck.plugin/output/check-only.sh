# SPDX-License-Identifier: GPL-2.0-or-later
# check-only prints what is found and ends the compilation before code is made.
. "$TESTSUITE/lib/script.sh"

cat >wrong.c <<'END'
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
END

# compile ARGUMENT...
compile() {
	run $AROUND "$TARGET_CC" -O2 -I"$TESTSUITE/include" -S \
		-fdump-rtl-final=rtl -fplugin="$PLUGIN" "$@" wrong.c
}
check=-fplugin-arg-kmapcheck-check-only

compile $check -o /dev/null
verdict "the compilation succeeds" test "$status" = 0
verdict "  and tells what is found" grep -q "kmap-double-unmap" err
verdict "  and stops before code is made" test ! -e rtl
compile -o /dev/null
verdict "  as it is without" test -e rtl
compile $check -Werror -o /dev/null
verdict "findings that are errors fail it" test "$status" != 0
compile $check -o x.s
verdict "an object that is asked for is refused" test "$status" != 0
verdict "  with what to do" grep -q "use it with .*-S -o /dev/null" err
