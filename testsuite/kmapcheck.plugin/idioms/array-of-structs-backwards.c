/* An array of mappings in structures, filled as far as needed and
 * emptied backwards. Shape of verify_data_block(), fs/verity/verify.c of
 * Linux 6.12. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct page *level_page(int level);

int verify(int levels, u8 want)
{
	struct { struct page *page; const u8 *addr; } hash[8];
	int level;

	for (level = 0; level < levels && level < 8; level++) {
		hash[level].page = level_page(level);
		hash[level].addr = kmap_local_page(hash[level].page);
		if (hash[level].addr[0] == want)
			break;
	}
	if (level < levels && level < 8) {
		kunmap_local(hash[level].addr);
		put_page(hash[level].page);
	}
	for (; level > 0; level--) {
		kunmap_local(hash[level - 1].addr);
		put_page(hash[level - 1].page);
	}
	return 0;
}
