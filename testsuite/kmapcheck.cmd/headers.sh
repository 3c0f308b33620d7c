# SPDX-License-Identifier: GPL-2.0-or-later
# kmapcheck users: sources that map only by what a header makes of it.
. "$TESTSUITE/lib/script.sh"
. "$TESTSUITE/lib/fake-kernel.sh"

# use NAME WORD [HEADER]: fs/foo/NAME.c, which names WORD.
use() {
	printf '#include "kernel.h"\n#include "%s"\nvoid %s(void *p) { %s(p); }\n' \
		"${3:-beside.h}" "$1" "$2" >"tree/fs/foo/$1.c"
	echo "obj-y += $1.o" >>tree/fs/foo/Makefile
}

# built WHAT NAME..., left WHAT NAME...: have these objects been built?
built() {
	built_what=$1
	shift
	for name; do
		verdict "$built_what ($name)" test -e "tree/fs/foo/$name.o"
	done
}

left() {
	left_what=$1
	shift
	for name; do
		verdict "$left_what ($name)" test ! -e "tree/fs/foo/$name.o"
	done
}

fake_kernel tree
cat >tree/fs/foo/beside.h <<'END'
struct ops { void *(*kmap)(void *p); };
#define NUMBER 1	/* a comment that
			   is longer */
#define use_kmap(p) \
	kmap_local_page(p)
#define use_plain(p) plain(p)
static inline void *get(void *p)
{
#ifdef NEVER
	if (!p) {
		kmap_local_page(p);
#else
	if (p) {
		kmap_local_page(p);
#endif
	}
	return p;
}
static inline void put_page_of(void *p) { kunmap_local(p); }
static inline void both(void *p) { kunmap_local(kmap_local_page(p)); }
static inline void second(void *p) { put_page_of(p); }
static inline void *field(struct ops *o) { return o->kmap(o); }
static inline void plain(void *p) { /* kmap_local_page(p) */ }
END
cat >tree/include/linux/all.h <<'END'
static inline void for_all(void *p) { kunmap_local(p); }
static inline void clear_highpage_of(void *p) { clear_highpage(p); }
END
use macro use_kmap
use getter get
use putter put_page_of
use pair both
use twice second
use shared for_all all.h
use none plain
use nothing use_plain
use ops field
use own clear_highpage
use around clear_highpage_of all.h
run "$KMAPCHECK" users --cc "$TARGET_CC" tree
built "an inline function beside the source" getter putter
built "a macro" macro
built "what maps and releases" pair
built "a wrapper's wrapper" twice
built "a header of all" shared
left "a header's other functions" none nothing
left "a call of a field of that name" ops
left "what the table knows to map for itself" own around

rm -f tree/fs/foo/*.o
run "$KMAPCHECK" users --cc "$TARGET_CC" tree fs/foo/getter.c tree/fs/foo/twice.c
built "a source is searched with the headers beside it" getter twice
left "and no other" putter
