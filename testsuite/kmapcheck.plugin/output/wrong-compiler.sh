# SPDX-License-Identifier: GPL-2.0-or-later
# Each plugin in each compiler that it was not built for: a sentence that names
# both sides and what to do, and no object.
. "$TESTSUITE/lib/script.sh"

echo 'int nothing;' >unit.c

field() {
	echo "$1" | cut -d: -f"$2"
}

# names_both PLUGIN'S-TARGET COMPILER'S-TARGET
names_both() {
	[ "$status" != 0 ] && [ ! -e unit.o ] &&
		grep -Fq "built for GCC $(field "$1" 3) ($(field "$1" 2))" err &&
		grep -Fq "in GCC $(field "$2" 3) ($(field "$2" 2))" err &&
		grep -Fq -- "--with-target-cc=" err
}

seen=no
for target in $TARGETS; do
	major=$(field "$target" 3 | cut -d. -f1)
	plugin=$PLUGINDIR/$(field "$target" 2)/$major/kmapcheck.so
	for other in $TARGETS; do
		[ "$other" != "$target" ] || continue
		seen=yes
		# shellcheck disable=SC2086
		run $AROUND "$(field "$other" 1)" -fplugin="$plugin" \
			-c unit.c -o unit.o
		verdict "the plugin of $(field "$target" 1) in $(field "$other" 1)" \
			names_both "$target" "$other"
		rm -f unit.o
	done
done
[ $seen = yes ] || unsupported "there is one compiler only"

if ! clang --version >/dev/null 2>&1; then
	unsupported "clang is not installed"
	exit 0
fi
first_plugin=$PLUGINDIR/$TRIPLET/$MAJOR/kmapcheck.so
# shellcheck disable=SC2086
run $AROUND clang -fplugin="$first_plugin" -c unit.c -o unit.o
verdict "clang is refused in one line" \
	test "$status" != 0 -a ! -e unit.o -a "$(grep -c . err)" = 1
verdict "that names both sides and what to do" grep -q \
	"built for GCC .*$TRIPLET.* cannot run in clang.*: build with gcc" err
