# SPDX-License-Identifier: GPL-2.0-or-later
# The first command of the README, on a copy of the project whose configure and
# make do nothing but put the tool that is tested in place.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

mkdir project project/scripts
cp "$TOP/quickstart" "$TOP/run-tests" project/
cp "$TOP/scripts/setup.sh" project/scripts/
: >project/configure.ac
cat >project/bootstrap <<'END'
#!/bin/sh
cd "$(dirname "$0")" && cat >configure <<'EOF'
#!/bin/sh
echo "$*" >configure-arguments
echo 'all: cmd/kmapcheck' >Makefile
printf 'cmd/kmapcheck:\n\tmkdir -p cmd\n\tcp ../tool $@\n' >>Makefile
: >config.status
EOF
chmod +x configure
END
printf '#!/bin/sh\nexec "%s" "$@"\n' "$KMAPCHECK" >project/tool
chmod +x project/bootstrap project/tool

quickstart() {
	project/quickstart --no-install "$@"
}

refused "quickstart: an unknown option" "unknown option --fast" \
	project/quickstart --fast
refused "quickstart: no such tree" "nowhere: there is no such" \
	quickstart nowhere
mkdir empty
refused "quickstart: no kernel tree" "empty is not a kernel tree" \
	quickstart empty
fake_kernel tree
refused "quickstart: no such folder in the tree" "has no folder nothere" \
	quickstart tree nothere
verdict "quickstart: nothing is half done then" test ! -e project/build
refused "run-tests: an unknown argument" "unknown argument --fast" \
	project/run-tests --fast

run quickstart tree fs/foo
if grep -q 'please install first' err; then
	unsupported "quickstart: packages for kernels are missing"
	exit 0
fi
verdict "quickstart: findings are no failure" test "$status" = 0
verdict "quickstart: the finding is printed" \
	grep -q '^fs/foo/wrong.c:9:.*\[kmap-order\]$' out
verdict "quickstart: and a table by rule" grep -Eq '^ *kmap-order +1 ' err
verdict "quickstart: and what was not analysed" grep -q 'fs/foo/off.o' err
verdict "quickstart: and what to try next" grep -q 'kmapcheck explain' out
verdict "quickstart: a plugin for the tree's compiler" grep -q \
	"with-target-cc=.*$TARGET_CC" project/build/configure-arguments

touch before
run quickstart tree fs/foo
verdict "quickstart: a second run makes nothing anew" test -z "$(find project \
	tree -newer before -type f ! -name quickstart.log)"

# A bootstrap that fails or is interrupted after it has made configure.
mkdir bin half
cp "$TOP/bootstrap" half/
printf '#!/bin/sh\n: >configure\nexit 1\n' >bin/autoreconf
printf '#!/bin/sh\n' >bin/automake
chmod +x bin/autoreconf bin/automake
PATH=$PWD/bin:$PATH run half/bootstrap
verdict "bootstrap: one that fails leaves no configure" \
	test "$status" = 2 -a ! -e half/configure
