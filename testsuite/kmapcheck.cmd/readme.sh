# SPDX-License-Identifier: GPL-2.0-or-later
# What the README shows is what is printed, and what it tells to type works.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"
readme=$TOP/README.md

# shape: what is left of a finding without the words of its source.
shape() {
	sed "s/^ *//; s/^[^ ]*:[0-9]*:[0-9]*: //; s/'from'\|'src'/'A'/g;
		s/'to'\|'dst'/'B'/g"
}

# As the README has it, from the compiler.
fake_kernel tree
"$KMAPCHECK" cflags --cc "$TARGET_CC" >flags
verdict "README: make KCFLAGS=\"\$(kmapcheck cflags)\" prints a finding" \
	sh -c 'make -C tree KCFLAGS="$(cat flags)" fs/foo/wrong.o 2>&1 |
		grep "warning: \|note: \|([1-9])" >printed'
sed -n '/^    drivers.*warning/,/^$/p' "$readme" |
	grep 'warning: \|note: \|([1-9])' >shown
shape <shown | sed 's/^[| ]*//' >shown.shape
shape <printed | sed 's/^[| ]*//' >printed.shape
verdict "README: the finding is shown as it is printed" \
	sh -c 'test "$(grep -c . shown.shape)" = 5 &&
		diff shown.shape printed.shape'

sed -n 's/^| \(kmap-[a-z-]*\) |.*/\1/p' "$readme" >rules
"$KMAPCHECK" explain | sed 's/ .*//' >known
verdict "README: the rules are those of the tool, in its order" cmp rules known
