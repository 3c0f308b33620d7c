/* Real headers: an entry is read before folio_release_kmap. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <linux/highmem.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0)
static inline void folio_release_kmap(struct folio *folio, void *addr)
{
	kunmap_local(addr);
	folio_put(folio);
}
#endif

u32 entry_of(struct folio *folio)
{
	u32 *de = kmap_local_folio(folio, 0), v = de[0];

	v += de[1];
	folio_release_kmap(folio, de);
	return v;
}
