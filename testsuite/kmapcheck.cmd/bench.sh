# SPDX-License-Identifier: GPL-2.0-or-later
# bench/cost on a tree that was not built, whose make comes to no end.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

if ! python3 -c '' 2>/dev/null; then
	unsupported "bench/cost: there is no python3"
	exit 0
fi
fake_kernel tree
mkdir -p tree/include/config
: >tree/include/config/auto.conf
cat >>tree/Makefile <<'END'
all:
	+@mkdir -p made && echo $$$$ >pid && exec sleep 1000
END
run env KBENCH_PATIENCE=2 "$TOP/bench/cost" --kmapcheck "$KMAPCHECK" \
	--sample 1 tree
verdict "it ends with status 2" test "$status" = 2
verdict "and one sentence that tells why" test \
	"$(grep -c "make -n.* does not come to an end.*build the tree" err)" = 1
verdict "there is no traceback" test -z "$(grep Traceback err)"
verdict "make had started something" test -s tree/pid
verdict "which is gone" test -z \
	"$(grep 'State:.*[RSDT] (' "/proc/$(cat tree/pid)/status" 2>/dev/null)"
verdict "and so is the folder that it made" test ! -e tree/made
