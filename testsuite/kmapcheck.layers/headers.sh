# SPDX-License-Identifier: GPL-2.0-or-later
# Headers of analysis/ compile alone, as C and as C++.
. "$TESTSUITE/lib/script.sh"

for header in "$TOP"/analysis/*.h; do
	name=analysis/${header##*/}
	echo "#include \"${header##*/}\"" >alone.c
	verdict "$name alone, as C" "$CC" -std=c11 -Wall -Wextra \
		-Wc++-compat -Werror -I"$TOP/analysis" -fsyntax-only alone.c
	verdict "$name alone, as C++" "$CXX" -x c++ -Wall -Wextra -Werror \
		-I"$TOP/analysis" -fsyntax-only alone.c
done
