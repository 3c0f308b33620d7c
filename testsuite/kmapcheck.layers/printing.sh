# SPDX-License-Identifier: GPL-2.0-or-later
# The core prints nothing: only ir-print writes, to a FILE that it is given,
# and the arena's last words when there is no memory left.
. "$TESTSUITE/lib/script.sh"

output='v?f?printf|f?puts|f?putc|putchar|fwrite|perror|stdout|stderr'
nm -A --undefined-only "$BUILD/analysis/libanalysis.a" |
	grep -E " U (__)?($output)(_chk)?(@.*)?$" |
	grep -Ev ':(ir-print[a-z-]*|arena)\.o:' >offenders
silent "analysis/ prints nothing" offenders
