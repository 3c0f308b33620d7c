# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# For test scripts (*.sh in the folders): ". $TESTSUITE/lib/script.sh" first.
# A script runs in an empty folder of its own, with these in the environment:
#
#   KMAPCHECK, IRTOOL   the programs
#   PLUGINDIR           holds TRIPLET/MAJOR/kmapcheck.so
#   TARGETS             COMPILER:TRIPLET:VERSION:INCLUDE of each compiler
#   CC, CXX, SANITIZE   how the project was built
#   TOP, BUILD          the source folder and the build folder
#   TESTSUITE           $TOP/testsuite

set -u

pass() {
	echo "PASS: $*"
}

fail() {
	echo "FAIL: $*"
}

unsupported() {
	echo "UNSUPPORTED: $*"
}

# verdict WHAT COMMAND...: the test WHAT passes when COMMAND succeeds.
verdict() {
	verdict_of=$1
	shift
	if "$@"; then
		pass "$verdict_of"
	else
		fail "$verdict_of"
	fi
}

# silent WHAT FILE: passes when FILE is empty; what it holds are the offenders.
silent() {
	if [ -s "$2" ]; then
		sed 's/^/    /' "$2"
		fail "$1"
	else
		pass "$1"
	fi
}

# run COMMAND...: leaves $status, and the output in the files out and err.
run() {
	status=0
	"$@" >out 2>err </dev/null || status=$?
}

# refused WHAT RE COMMAND...: COMMAND must end with status 2 and one sentence
# on stderr that matches RE, and print nothing else.
refused() {
	refused_what=$1
	refused_re=$2
	shift 2
	run "$@"
	if [ "$status" = 2 ] && [ ! -s out ] &&
		[ "$(grep -c . err)" = 1 ] && grep -Eq -- "$refused_re" err; then
		pass "$refused_what"
	else
		echo "    status $status, wanted 2 and: $refused_re"
		sed 's/^/    /' out err
		fail "$refused_what"
	fi
}

# The first target compiler, its triplet, its plugin.
first=${TARGETS%% *}
TARGET_CC=${first%%:*}
TRIPLET=$(echo "$first" | cut -d: -f2)
MAJOR=$(echo "$first" | cut -d: -f3 | cut -d. -f1)
PLUGIN=$PLUGINDIR/$TRIPLET/$MAJOR/kmapcheck.so

# A sanitized plugin needs its runtime in the compiler (see kmapcheck.exp).
case $SANITIZE in
*address*)
	AROUND="env LD_PRELOAD=$($CXX -print-file-name=libasan.so)"
	;;
*)
	AROUND=
	;;
esac
