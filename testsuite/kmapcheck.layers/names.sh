# SPDX-License-Identifier: GPL-2.0-or-later
# No kernel function is named outside known.def; no file system or driver at
# all. What the analysis knows, it infers or reads in the table.
. "$TESTSUITE/lib/script.sh"
cd "$TOP" || exit 1
work=$OLDPWD

sed -n 's/^KNOWN("\([^"]*\)".*/"\1"/p' analysis/known.def | sort -u \
	>"$work/known"

# Whole string literals (not in comments) that are a name of the table. The table's own code names
# the families, which are called like functions.
for file in analysis/*.[ch] plugin/*.cc plugin/*.h cmd/*.[ch]; do
	case $file in analysis/known*) continue ;; esac
	sed 's|/\*.*||; /^[ \t]*\* /d' "$file" | grep -o '"[a-z_0-9]*"' | sort -u |
		comm -12 - "$work/known" | sed "s|^|$file: |"
done >"$work/literals"
silent "no kernel function is named outside known.def" "$work/literals"

systems='ext[234]|btrfs|xfs|f2fs|nfsd?|ntfs3?|ubifs|squashfs|erofs|cifs|smb'
systems="$systems|ceph|reiserfs|nilfs2|hfsplus|udf|ufs|afs|orangefs|zram"
systems="$systems|zswap|amdgpu|i915|radeon|nvmet|drbd|iscsi|ixgbe|e1000"
grep -nwE "$systems" analysis/*.[ch] analysis/*.def plugin/*.cc plugin/*.h \
	>"$work/systems"
silent "no file system or driver is named" "$work/systems"
