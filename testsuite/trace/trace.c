/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What fixtures of the instrumentation are linked with: the core of a kernel
 * with HIGHMEM as include/kernel.h has it, and hooks that print what they are
 * told, "LINE API PAGE" each, and "@FUNCTION" where it is not main(). A line
 * of kernel.h is told as "kernel.h".
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../../runtime/kmapcheck.h"

#define PAGE_SIZE 4096

/* Structures as kernel.h has them. */
struct page {
	unsigned long flags;
	void *mapping;
	unsigned long index, private;
};

typedef struct {
	unsigned long pgprot;
} pgprot_t;

#define NPAGES 8

struct page pages[NPAGES];
pgprot_t kmap_prot;
static char memory[NPAGES][PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

/* ---- the core ---- */

void *__kmap_local_page_prot(struct page *page, pgprot_t prot)
{
	(void)prot;
	return memory[page - pages];
}

void kunmap_local_indexed(const void *vaddr)
{
	(void)vaddr;
}

bool PageHighMem(const struct page *page)
{
	(void)page;
	return true;
}

void *page_address(const struct page *page)
{
	return memory[page - pages];
}

void *kmap_high(struct page *page)
{
	return memory[page - pages];
}

void kunmap_high(struct page *page)
{
	(void)page;
}

struct page *folio_page_nth(struct page *folio, size_t n)
{
	return folio + n;
}

void might_sleep(void) {}
void preempt_disable(void) {}
void preempt_enable(void) {}
void pagefault_disable(void) {}
void pagefault_enable(void) {}

/* The third page's table is none. */
void *__pte_offset_map(struct page *pmd, unsigned long addr, void *pmdval)
{
	(void)addr;
	(void)pmdval;
	return pmd == &pages[2] ? NULL : memory[pmd - pages];
}

void rcu_read_unlock(void) {}
void put_page(struct page *page)
{
	(void)page;
}

/* ---- hooks ---- */

/* The letter of a page, given itself or an address in it. */
static char page_letter(const void *p)
{
	const char *at = p;

	if (!p)
		return '-';
	if (at >= memory[0] && at < memory[NPAGES])
		return 'a' + (at - memory[0]) / PAGE_SIZE;
	if (at >= (char *)pages && at < (char *)(pages + NPAGES))
		return 'A' + ((const struct page *)p - pages);
	return '?';
}

static void tell(const void *p, const struct kmapcheck_site *site,
		 unsigned int op)
{
	const char *slash = strrchr(site->file, '/');
	const char *file = slash ? slash + 1 : site->file;

	if (!strcmp(file, "kernel.h"))
		printf("%s", file);
	else
		printf("%u", site->line);
	printf(" %s %c", site->api, page_letter(p));
	if (strcmp(site->func, "main"))
		printf(" @%s", site->func);
	if (site->op != op || site->version != KMAPCHECK_SITE_VERSION)
		printf(" (wrong site)");
	puts("");
}

void __kmapcheck_map(void *addr, const struct kmapcheck_site *site)
{
	tell(addr, site, KMAPCHECK_MAPS);
}

void __kmapcheck_unmap(const void *addr, const struct kmapcheck_site *site)
{
	tell(addr, site, KMAPCHECK_RELEASES);
}
