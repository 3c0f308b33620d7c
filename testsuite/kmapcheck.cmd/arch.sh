# SPDX-License-Identifier: GPL-2.0-or-later
# Folders of the architecture: its Makefile lists some, which cannot be read.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

fake_kernel tree
mkdir -p tree/arch/x86/kernel/cpu/on tree/arch/x86/kernel/cpu/off \
	tree/arch/x86/platforms/toy
echo 'obj-y += cpu/' >tree/arch/x86/kernel/Makefile
cat >tree/arch/x86/kernel/cpu/Makefile <<'END'
obj-$(CONFIG_FOO) += on/
obj-$(CONFIG_OFF) += off/
END
for dir in kernel/cpu/on kernel/cpu/off platforms/toy; do
	echo 'obj-y += wrong.o' >tree/arch/x86/$dir/Makefile
	fake_source from to >tree/arch/x86/$dir/wrong.c
done

run "$KMAPCHECK" users --cc "$TARGET_CC" --stats tree arch
verdict "a folder that a Makefile below arch/ enables" \
	grep -q "^arch/x86/kernel/cpu/on/wrong.c:9:.*warning" out
verdict "one that only the architecture's Makefile can name" \
	grep -q "^arch/x86/platforms/toy/wrong.c:9:.*warning" out
verdict "one that a Makefile below arch/ leaves out is not built" test \
	"$(grep -c 'not enabled: arch/x86/kernel/cpu/off/wrong.o' err)" = 1 -a \
	! -e tree/arch/x86/kernel/cpu/off/wrong.o
