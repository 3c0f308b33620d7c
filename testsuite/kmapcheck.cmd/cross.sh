# SPDX-License-Identifier: GPL-2.0-or-later
# Another architecture: make's variables, on the command line and elsewhere.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

mkdir bin
for name in toy-linux-gcc toy-linux-gcc-9; do
	printf '#!/bin/sh\nexec %s "$@"\n' "$TARGET_CC" >bin/$name
	chmod +x bin/$name
done
PATH=$PWD/bin:$PATH

# What the objects are built with is kept.
fake_kernel tree
sed "s/=\"$TARGET_CC\"/=\"CC\"/" tree/.config >config
rm tree/.config
cat >tree/Makefile <<END
CC = \$(CROSS_COMPILE)gcc
defconfig:
	@sed 's,Linux/x86,Linux/\$(ARCH),; s,"CC","\$(CC)",' ../config \
		>\$(KCONFIG_CONFIG)
	@\$(if \$(filter %64,\$(ARCH)),echo CONFIG_64BIT=y >>\$(KCONFIG_CONFIG))
olddefconfig prepare modules_prepare:
%.o: %.c FORCE
	@mkdir -p \$(O)/\$(@D)
	@echo '\$(ARCH) \$(CROSS_COMPILE) \$(CC) \$(KCFLAGS)' >\$(O)/made
	@$AROUND \$(CC) -O2 -Iinclude/linux \$(KCFLAGS) -c -o \$(O)/\$@ \$<
	@echo '  CC      \$@'
FORCE:
.PHONY: FORCE olddefconfig prepare modules_prepare
END

users() {
	"$KMAPCHECK" users "$@"
}

# built WHAT FOLDER WORDS: with the ARCH, CROSS_COMPILE and CC of WORDS.
built() {
	verdict "$1: the finding is told" test "$status" = 1 -a \
		"$(grep -c 'wrong.c:9:.*kmap-order' out)" = 1
	verdict "$1: make is given $3" grep -q "^$3 " "$2/made"
}

run users --config def ARCH=toy CROSS_COMPILE=toy-linux- O=args tree
built "variables among the arguments" args "toy toy-linux- toy-linux-gcc"
run env ARCH=toy CROSS_COMPILE=toy-linux- \
	"$KMAPCHECK" users --config def -O env tree
built "variables in the environment" env "toy toy-linux- toy-linux-gcc"
run env ARCH=other "$KMAPCHECK" users --config def -O both tree ARCH=toy \
	CC=toy-linux-gcc-9
built "those of the arguments win" both "toy toy-linux- toy-linux-gcc-9"
run env ARCH=other CROSS_COMPILE=other- "$KMAPCHECK" users -O both tree
built "what is configured needs none" both "toy toy-linux- toy-linux-gcc-9"
run users KCFLAGS=-DMINE -O both tree
verdict "the user's KCFLAGS are kept" grep -q " -DMINE .*-fplugin=" both/made

for pair in i386:x86_64 x86_64:i386 toy:arm; do
	dir=is-${pair%:*}
	run users --config def CC="$TARGET_CC" ARCH="${pair%:*}" O="$dir" tree
	verdict "${pair%:*} is built" test "$status" = 1
	cp "$dir/.config" before
	refused "${pair%:*} is not taken for ${pair#*:}" \
		"$dir/.config is for ${pair%:*}.*not for ARCH=${pair#*:}" \
		users ARCH="${pair#*:}" -O "$dir" tree
	verdict "nor changed into it" cmp -s before "$dir/.config"
done
refused "a variable that is none of these" "unknown variable 'V'.*CROSS" \
	users V=1 tree
refused "variables without a tree" "name the kernel tree" users ARCH=toy
