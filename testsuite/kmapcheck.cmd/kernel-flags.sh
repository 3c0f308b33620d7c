# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck kernel-flags: make's arguments for an instrumented kernel.
. "$TESTSUITE/lib/script.sh"

flags="$KMAPCHECK kernel-flags --cc $TARGET_CC"

# shellcheck disable=SC2086
run $flags
verdict "prints one line" test "$status $(grep -c . out)" = "0 1"
verdict "with the plugin, told to instrument" grep -qE \
	"^KCFLAGS='-fplugin=/[^ ']*kmapcheck.so .*-kmapcheck-instrument'$" out
verdict "and nothing of the shim without --runtime" sh -c \
	'! grep -q ARCH_CORE out'

# shellcheck disable=SC2086
run $flags --runtime=shim --record-only
verdict "--runtime names the folder to make" grep -qE \
	" ARCH_CORE=[./]*/.*/kmapcheck-script.tmp/shim/$" out
verdict "so that any folder finds it" sh -c \
	"cd / && test -f ./$(sed 's/.*ARCH_CORE=//' out)Kbuild"
verdict "and puts the sources there" test -f shim/Kbuild -a -f shim/guard.c
verdict "which are the shim's own" cmp -s shim/guard.c "$TOP/runtime/guard.c"
verdict "--record-only is the plugin's" grep -q -- '-kmapcheck-record-only' out

touch -d 2001-01-01 shim/guard.c
# shellcheck disable=SC2086
run $flags --runtime=shim
verdict "what is the same already is not written again" test \
	"$(date -r shim/guard.c +%Y)" = 2001

# make gets one word for each: what eval makes of it.
# shellcheck disable=SC2086
run $flags --runtime=shim
eval "set -- $(cat out)"
verdict "eval gives make two words" test "$#" = 2

mkdir 'a b'
# shellcheck disable=SC2086
refused "a folder that make cannot be told" "a b.*blank" \
	$flags --runtime='a b/shim'
# shellcheck disable=SC2086
refused "an argument" "takes no argument" $flags --runtime=shim linux
: >file
# shellcheck disable=SC2086
refused "a folder that cannot be" "file/shim" $flags --runtime=file/shim
refused "a compiler that is none" "nocc" "$KMAPCHECK" kernel-flags --cc nocc
for target in $TARGETS; do
	case $target in
	*:arm*)
		# ARM's Makefile fills ARCH_CORE, and leaves ARCH_DRIVERS empty.
		run "$KMAPCHECK" kernel-flags --cc "${target%%:*}" --runtime=arm
		verdict "ARM: --runtime, by the list that ARM leaves empty" \
			grep -qE " ARCH_DRIVERS=[./]*/.*/arm/$" out
		verdict "ARM: and not by the one that it fills" sh -c \
			'! grep -q ARCH_CORE out'
		;;
	esac
done

cp -r "$TOP/runtime" elsewhere
echo "/* mine */" >>elsewhere/guard.c
# shellcheck disable=SC2086
run env KMAPCHECK_RUNTIME_DIR="$PWD/elsewhere" $flags --runtime=shim
verdict "KMAPCHECK_RUNTIME_DIR names other sources" grep -q mine shim/guard.c
