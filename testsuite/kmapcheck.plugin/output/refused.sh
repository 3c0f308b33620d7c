# SPDX-License-Identifier: GPL-2.0-or-later
# What ends a compilation: one sentence each, no finding beside it, no object.
. "$TESTSUITE/lib/script.sh"

cat >wrong.c <<'END'
#include "kernel.h"

void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	kunmap_local(p);
	kunmap_local(p);
}
END

# stops WHAT RE ARGUMENT...: one error that matches RE, and nothing is made.
stops() {
	stops_what=$1
	stops_re=$2
	shift 2
	# shellcheck disable=SC2086
	run $AROUND "$TARGET_CC" -I"$TESTSUITE/include" -O2 \
		-fplugin="$PLUGIN" "$@" -c wrong.c -o wrong.o
	if [ "$status" != 0 ] && [ ! -s out ] && [ ! -e wrong.o ] &&
		[ "$(grep -c . err)" = 1 ] && grep -Eq -- "$stops_re" err; then
		pass "$stops_what"
	else
		echo "    status $status, wanted: $stops_re"
		sed 's/^/    /' out err
		fail "$stops_what"
	fi
	rm -f wrong.o
}

arg=-fplugin-arg-kmapcheck
stops "an unknown argument" "unknown argument .*levle.*level, disable" \
	$arg-levle=certain
stops "an unknown rule" "unknown rule 'odrer'.*kmap-order" $arg-only=odrer
stops "an unknown rule among good ones" "unknown rule 'odrer'" \
	$arg-disable=order,odrer
stops "an unknown level" "unknown level .*sure.*certain" $arg-level=sure
stops "a value that is missing" "'level' needs a value|level. needs a value" \
	$arg-level
stops "a value too many" "record-only. takes no value" $arg-record-only=1
stops "arguments that leave nothing to do" "leave nothing to do" \
	$arg-record-only $arg-no-record

stops "check-only where an object is to be made" "check-only. leaves no object" \
	$arg-check-only

printf 'my_map maps-local page=1\n\nmy_unmap flies\n' >api
stops "a wrong row of an API file, with file and line" \
	"api:3: unknown effect 'flies'" $arg-api=api
stops "an API file that is not there" "nowhere: No such file" $arg-api=nowhere
stops "a dump that cannot be written" "cannot write .*nowhere/dump" \
	$arg-dump=nowhere/dump
stops "a full device under a dump" "No space left on device" \
	$arg-dump=/dev/full
