# SPDX-License-Identifier: GPL-2.0-or-later
# A configuration that the tool makes, in a build folder of its own.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

# A tree whose configuration is kept aside: "make allmodconfig" takes it, and
# keeps what it was told to start from.
fake_kernel tree
mv tree/.config config
cat >tree/Makefile <<END
CC = $TARGET_CC
allmodconfig:
	@cp \$(KCONFIG_ALLCONFIG) \$(O)/preset
	@cp ../config \$(KCONFIG_CONFIG)
defconfig:
	@echo half >\$(KCONFIG_CONFIG)
	@test ! -e ../broken
	@cp ../config \$(KCONFIG_CONFIG)
olddefconfig prepare modules_prepare:
%.o: %.c FORCE
	@mkdir -p \$(O)/\$(@D)
	@$AROUND \$(CC) -O2 -Iinclude/linux \$(KCFLAGS) -c -o \$(O)/\$@ \$<
	@echo '  CC      \$@'
FORCE:
.PHONY: FORCE olddefconfig prepare modules_prepare
END

users() {
	"$KMAPCHECK" users --cc "$TARGET_CC" "$@"
}

find tree >before
run users --config allmod -O built tree
verdict "allmod: the finding is told" test "$status" = 1 -a \
	"$(grep -c 'wrong.c:9:.*kmap-order' out)" = 1
find tree >after
verdict "nothing is written into the tree" cmp -s before after
verdict "what the tool wrote to configure is gone" test -z "$(find built \
	-name '*kmapcheck*')"
for option in WERROR DRM_WERROR KVM_WERROR KASAN KCOV UBSAN GCC_PLUGINS \
	DEBUG_INFO MODULE_SIG; do
	verdict "allmod: without $option" \
		grep -qx "# CONFIG_$option is not set" built/preset
done

# What is configured stays so, whatever is asked for.
rm built/preset
run users --config allmod -O built tree
verdict "a second run configures nothing" test "$status" = 1 -a \
	! -e built/preset

: >broken
refused "a configuration that fails" "'make defconfig' in .*half failed" \
	users --config def -O half tree
verdict "leaves nothing that looks configured" test ! -e half/.config
verdict "and nothing of the tool's" test -z "$(find half -name '*kmapcheck*')"
rm broken
run users --config def -O half tree
verdict "the next run makes it" test "$status" = 1 -a -e half/.config

refused "an unknown configuration" "unknown configuration 'tiny'.*allmod" \
	users --config tiny -O half tree
