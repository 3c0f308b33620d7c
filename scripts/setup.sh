# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# What quickstart and run-tests share: look for what is needed, install it,
# build, unpack a kernel. They set $me (their name) and $install (yes or no).
# Whatever cannot be done ends in one sentence and exit status 2.

die() {
	echo "$me: $*" >&2
	exit 2
}

say() {
	echo "==> $*"
}

have() {
	command -v "$1" >/dev/null 2>&1
}

# ---- packages ----

missing_deb=
missing_rpm=

# want DEBIAN FEDORA COMMAND...: these packages are missing if COMMAND fails.
want() {
	want_deb=$1
	want_rpm=$2
	shift 2
	if ! "$@" >/dev/null 2>&1; then
		missing_deb="$missing_deb $want_deb"
		missing_rpm="$missing_rpm $want_rpm"
	fi
}

has_header() {
	echo "#include <$1>" | gcc -E -x c - >/dev/null 2>&1
}

has_autoconf() {
	have autoreconf && have aclocal
}

# has_plugin CC: the headers that plugins of this compiler need.
has_plugin() {
	have "$1" && [ -f "$("$1" -print-file-name=plugin)/include/gcc-plugin.h" ]
}

gcc_major() {
	gcc -dumpfullversion 2>/dev/null | cut -d. -f1
}

# The package with the plugin headers of plain "gcc".
plugin_package() {
	major=$(gcc_major)
	if [ -z "$major" ] && have apt-cache; then
		major=$(apt-cache depends gcc 2>/dev/null |
			sed -n 's/.*Depends: gcc-\([0-9]*\)$/\1/p' | head -n 1)
	fi
	echo "gcc-${major:-12}-plugin-dev"
}

# What building kmapcheck takes.
want_build() {
	want gcc gcc have gcc
	want g++ gcc-c++ have g++
	want make make have make
	want "autoconf automake" "autoconf automake" has_autoconf
	want "$(plugin_package)" gcc-plugin-devel has_plugin gcc
	want libgmp-dev gmp-devel has_header gmp.h
	want libelf-dev elfutils-libelf-devel has_header gelf.h
	want libjansson-dev jansson-devel has_header jansson.h
	want dejagnu dejagnu have runtest
}

# What configuring and building kernel objects takes.
want_kernel() {
	want flex flex have flex
	want bison bison have bison
	want bc bc have bc
	want cpio cpio have cpio
	want rsync rsync have rsync
	want kmod kmod sh -c 'command -v depmod || test -x /sbin/depmod'
	want xz-utils xz have xz
	want python3 python3 have python3
	want perl perl have perl
	want libssl-dev openssl-devel has_header openssl/evp.h
	want libelf-dev elfutils-libelf-devel has_header gelf.h
}

has_mke2fs() {
	PATH=$PATH:/usr/sbin:/sbin have mke2fs
}

# What booting them takes.
want_boot() {
	want qemu-system-x86 qemu-system-x86-core have qemu-system-x86_64
	want e2fsprogs e2fsprogs has_mke2fs
}

# as_root COMMAND...: directly, or through sudo.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		env DEBIAN_FRONTEND=noninteractive "$@"
	else
		sudo env DEBIAN_FRONTEND=noninteractive "$@"
	fi
}

can_install() {
	[ "$install" = yes ] && have apt-get &&
		{ [ "$(id -u)" = 0 ] || have sudo; }
}

apt_updated=no

# The lists of packages may be missing on a fresh machine, or be outdated.
apt_update() {
	if [ $apt_updated = no ]; then
		as_root apt-get update -q >/dev/null 2>&1 || true
		apt_updated=yes
	fi
}

# apt_install PACKAGE...: fails quietly.
apt_install() {
	apt_update
	as_root apt-get install -qq -y --no-install-recommends "$@" \
		>/dev/null 2>&1
}

# Install what want() found to be missing, or say what to install.
install_missing() {
	missing_deb=$(echo "$missing_deb" | xargs -n 1 | sort -u | xargs)
	missing_rpm=$(echo "$missing_rpm" | xargs -n 1 | sort -u | xargs)
	[ -n "$missing_deb" ] || return 0
	if ! can_install; then
		if have dnf; then
			die "please install first: dnf install $missing_rpm"
		fi
		die "please install first: apt-get install $missing_deb"
	fi
	say "Installing $missing_deb"
	# Word splitting is what is wanted here.
	# shellcheck disable=SC2086
	apt_install $missing_deb ||
		die "apt-get could not install $missing_deb:" \
			"is there a network, and room on the disk?"
	missing_deb=
	missing_rpm=
}

# ---- building ----

jobs=$(nproc 2>/dev/null || echo 1)

# make_folder DIR: make it, and be sure that it can be written to.
make_folder() {
	mkdir -p "$1" 2>/dev/null && [ -w "$1" ] ||
		die "cannot write to the folder $1"
}

# quietly LOG WHAT COMMAND...: output goes to LOG, shown only on failure.
quietly() {
	quietly_log=$1
	quietly_what=$2
	shift 2
	if ! "$@" >>"$quietly_log" 2>&1 </dev/null; then
		tail -n 25 "$quietly_log" >&2
		die "$quietly_what failed; the whole log is $quietly_log"
	fi
}

in_folder() {
	(cd "$1" && shift && "$@")
}

# build FOLDER [CONFIGURE ARGUMENT...]: what is up to date is left alone.
build() {
	build_folder=$1
	shift
	make_folder "$build_folder"
	build_log=$build_folder/$me.log
	: >"$build_log" || die "cannot write to the folder $build_folder"
	if [ ! -x "$top/configure" ] ||
		[ -n "$(find "$top/configure.ac" -newer "$top/configure")" ]
	then
		say "Making configure"
		quietly "$build_log" ./bootstrap "$top/bootstrap"
	fi
	if [ "$(cat "$build_folder/configured" 2>/dev/null)" != "$*" ] ||
		[ ! -f "$build_folder/config.status" ]; then
		say "Configuring in ${build_folder#"$top"/}"
		quietly "$build_log" configure \
			in_folder "$build_folder" "$top/configure" "$@"
		echo "$*" >"$build_folder/configured"
	fi
	say "Building in ${build_folder#"$top"/}"
	quietly "$build_log" make make -C "$build_folder" -j"$jobs"
}

# ---- kernel sources ----

# The archives of kernel sources that packages have left here, by version.
kernel_archives() {
	for archive in /usr/src/linux-source-*.tar.*; do
		[ -f "$archive" ] && echo "$archive"
	done | sort -V
}

# The archive to take: 6.12 where there is one, else the newest.
kernel_archive() {
	kernel_archives | grep '/linux-source-6\.12\.tar' ||
		kernel_archives | tail -n 1
}

# The package to take, by the same choice.
kernel_package() {
	have apt-cache || return 0
	apt-cache pkgnames linux-source- 2>/dev/null |
		grep -E '^linux-source-[0-9]+(\.[0-9]+)+$' | sort -V >"$1"
	grep -x linux-source-6.12 "$1" || tail -n 1 "$1"
	rm -f "$1"
}

# Leave in $archive the archive to unpack, "" if there is none to be had.
get_kernel_archive() {
	archive=$(kernel_archive)
	case $archive in
	*/linux-source-6.12.tar.*) return 0 ;;
	esac
	can_install || return 0
	apt_update
	package=$(kernel_package "$1/packages.tmp")
	[ -n "$package" ] || return 0
	say "Installing $package"
	apt_install "$package" || true
	archive=$(kernel_archive)
}

# free_space DIR MEGABYTES WHAT: or say so, before anything is half done.
free_space() {
	free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
	[ "${free:-0}" -ge "$2" ] ||
		die "$1 has $free MB free, and $3 takes $2 MB"
}

# Unpack a kernel's source once into DIR/linux: under another name first, so
# that what stands under this one is whole. Status 1: no source to be had.
get_kernel() {
	make_folder "$1"
	[ ! -f "$1/linux/Kbuild" ] || return 0
	get_kernel_archive "$1"
	[ -n "$archive" ] || return 1
	free_space "$1" 2000 "a kernel's source"
	say "Unpacking ${archive##*/}"
	rm -rf "$1/linux.tmp"
	mkdir "$1/linux.tmp" || die "cannot write to the folder $1"
	trap 'rm -rf "$kernel_tmp"' EXIT
	kernel_tmp=$1/linux.tmp
	tar -xf "$archive" -C "$1/linux.tmp" --strip-components=1 2>/dev/null ||
		die "$archive could not be unpacked into $1"
	mv "$1/linux.tmp" "$1/linux"
	trap - EXIT
}
