# SPDX-License-Identifier: GPL-2.0-or-later
# Dependencies point one way: plugin and cmd know analysis, analysis nobody.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD

# includes FOLDER: "FILE:NAME" of what its sources include, <> or "".
includes() {
	sed -s -n 's/^#[ \t]*include[ \t]*\([<"][^>"]*[>"]\).*/\1/p; tx; b; :x' \
		"$1" | sed "s|^|$1:|"
}

all_includes() {
	for file in "$1"/*.c "$1"/*.cc "$1"/*.h "$1"/*.def; do
		[ ! -f "$file" ] || includes "$file"
	done
}

# The C11 library and GMP.
libc='assert|ctype|errno|float|inttypes|limits|setjmp|stdalign|stdarg|stdbool|stddef'
libc="$libc|stdint|stdio|stdlib|string|gmp"

all_includes analysis | grep '<' | grep -Ev ":<($libc)\.h>$" >"$work/system"
silent "analysis/ includes libc and GMP only" "$work/system"

all_includes analysis | grep '"' | tr -d '"' |
	while IFS=: read -r file name; do
		[ -f "analysis/$name" ] || echo "$file: $name"
	done >"$work/own"
silent "analysis/ includes its own headers only" "$work/own"

all_includes cmd | grep '"' | tr -d '"' |
	while IFS=: read -r file name; do
		[ -f "cmd/$name" ] || [ -f "analysis/$name" ] ||
			echo "$file: $name"
	done >"$work/cmd"
silent "cmd/ includes its own headers and those of analysis/" "$work/cmd"

all_includes plugin | grep -E 'elf\.h|jansson' >"$work/elf"
silent "libelf and jansson are for cmd/ only" "$work/elf"

for file in cmd/*.[ch]; do
	case $file in cmd/objfile.* | cmd/objfile-*) continue ;; esac
	includes "$file" | grep -E '<(libelf|gelf)\.h>'
done >"$work/objfile"
silent "objfile is the only user of libelf" "$work/objfile"

# GCC's headers: those that are neither libc's nor ours.
for file in plugin/*.cc plugin/*.h; do
	case $file in plugin/gcc-*.h) continue ;; esac
	includes "$file" | tr -d '"' | while IFS=: read -r at name; do
		case $name in
		'<'*) echo "$at:$name" | grep -Ev "<($libc|sys/.*|time|unistd)\.h>" ;;
		*) [ -f "plugin/$name" ] || [ -f "analysis/$name" ] ||
			echo "$at: $name" ;;
		esac
	done
done >"$work/gcc"
silent "gcc-headers.h and gcc-compat.h alone include GCC's headers" "$work/gcc"

grep -nE 'GCCPLUGIN_VERSION|BUILDING_GCC_VERSION|__GNUC__' plugin/*.cc \
	plugin/*.h | grep -v '^plugin/gcc-\(compat\|headers\)\.h:' \
	>"$work/version"
silent "gcc-compat.h is where GCC's versions are known" "$work/version"

grep -nlE 'INCLUDE@|print-file-name=plugin' ./*/Makefile.am >"$work/path"
silent "GCC's include path stands in plugin/ only" "$work/path"

all_includes runtime | grep '"' | tr -d '"' |
	while IFS=: read -r file name; do
		[ -f "runtime/$name" ] || [ "$name" = user.h ] ||
			echo "$file: $name"
	done >"$work/runtime"
silent "runtime/ includes its own headers only" "$work/runtime"

all_includes runtime | grep '<' | grep -Ev ':<(linux|asm|trace)/' |
	grep -vxF 'runtime/kmapcheck.h:<stdint.h>' >"$work/kernel"
silent "and those of the kernel" "$work/kernel"
