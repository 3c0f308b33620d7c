# SPDX-License-Identifier: GPL-2.0-or-later
# A plugin exports what the compiler looks for, and nothing that could clash.
. "$TESTSUITE/lib/script.sh"

printf '%s\n' plugin_init plugin_is_GPL_compatible >wanted
for target in $TARGETS; do
	triplet=$(echo "$target" | cut -d: -f2)
	major=$(echo "$target" | cut -d: -f3 | cut -d. -f1)
	nm -D --defined-only "$PLUGINDIR/$triplet/$major/kmapcheck.so" |
		awk '{ print $3 }' | sort >exported
	verdict "exports of $triplet/$major/kmapcheck.so" cmp wanted exported
done
