# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# fake_kernel DIR: a tree that looks like a configured kernel to the tool, and
# builds in no time. fs/foo has wrong.c (one finding), right.c (none), other.c
# (no mapping at all) and off.c (not enabled).

fake_kernel() {
	mkdir -p "$1/scripts" "$1/include/linux" "$1/fs/foo"
	cp "$TESTSUITE/include/kernel.h" "$1/include/linux/"
	: >"$1/Kconfig"
	echo 'obj-y += fs/' >"$1/Kbuild"
	: >"$1/MAINTAINERS"
	: >"$1/scripts/Makefile.build"
	: >"$1/scripts/Kbuild.include"
	cat >"$1/Makefile" <<END
MAKEFLAGS += -rR --no-print-directory
CC = $TARGET_CC
%.o: %.c
	@echo '  CC      \$@'
	@$AROUND \$(CC) -O2 -Iinclude/linux \$(KCFLAGS) -c -o \$@ \$<
FORCE:
.PHONY: FORCE
END
	cat >"$1/.config" <<END
#
# Automatically generated file; DO NOT EDIT.
# Linux/x86 6.12.0 Kernel Configuration
#
CONFIG_CC_VERSION_TEXT="$TARGET_CC"
CONFIG_FOO=y
END
	echo 'obj-y += foo/' >"$1/fs/Makefile"
	cat >"$1/fs/foo/Makefile" <<'END'
obj-$(CONFIG_FOO) += wrong.o right.o other.o
obj-$(CONFIG_OFF) += off.o
END
	fake_source from to >"$1/fs/foo/wrong.c"
	fake_source to from >"$1/fs/foo/right.c"
	fake_source to from >"$1/fs/foo/off.c"
	echo 'int nothing;' >"$1/fs/foo/other.c"
}

# fake_source FIRST SECOND: a source that releases FIRST, then SECOND.
fake_source() {
	cat <<END
#include "kernel.h"

void copy(struct page *a, struct page *b)
{
	char *from = kmap_local_page(a);
	char *to = kmap_local_page(b);

	*to = *from;
	kunmap_local($1);
	kunmap_local($2);
}
END
}
