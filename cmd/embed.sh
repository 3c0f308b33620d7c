#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Turn a text file into a C source that holds it: embed.sh FILE NAME > NAME.c
set -e
if [ $# -ne 2 ] || [ ! -r "$1" ]; then
	echo "usage: embed.sh FILE NAME" >&2
	exit 2
fi
echo '/* SPDX-License-Identifier: GPL-2.0-or-later */'
echo '/* Made by embed.sh. */'
echo '#include "rules-text.h"'
echo
echo "const char *const $2[] = {"
tab=$(printf '\t')
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e "s/$tab/\\\\t/g" \
	-e 's/^/	"/' -e 's/$/\\n",/' "$1"
echo '	0'
echo '};'
