/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Protection keys for supervisor pages, as the processor has them: x86-64
 * alone, in the MSR IA32_PKRS, two bits a key. The key of a mapping stands in
 * bits 62:59 of its page table entry.
 */
#include <linux/gfp.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "pks.h"
#include "selftest.h"

#ifdef CONFIG_X86_64

#include <asm/cpufeature.h>
#include <asm/msr.h>
#include <asm/pgtable.h>
#include <asm/processor.h>

#define MSR_PKRS	0x6e1
#define CPUID_7_ECX_PKS	BIT(31)
#define PTE_KEY_SHIFT	59

static bool notrace msr_present(void)
{
	return boot_cpu_data.cpuid_level >= 7 &&
	       (cpuid_ecx(7) & CPUID_7_ECX_PKS);
}

static u32 notrace msr_read(void)
{
	return __rdmsr(MSR_PKRS);
}

/* Bits 63:32 are reserved: setting one of them faults. */
static void notrace msr_write(u32 pkrs)
{
	__wrmsr(MSR_PKRS, pkrs, 0);
}

/* Pages of any size carry a key, at the same place. */
static int notrace msr_key_of(const void *addr)
{
	unsigned int level;
	pte_t *pte = lookup_address((unsigned long)addr, &level);

	if (!pte || !(pte_val(*pte) & _PAGE_PRESENT))
		return 0;
	return pte_val(*pte) >> PTE_KEY_SHIFT & (15);
}

/* For the self-test, which asks for few keys: a page each, kept for good. */
unsigned long selftest_keyed(int key)
{
	static void *mapped[16];
	struct page *page;

	if (!msr_present() || key < 1 || key > 15)
		return 0;
	if (mapped[key])
		return (unsigned long)mapped[key];
	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return 0;
	mapped[key] = vmap(&page, 1, VM_MAP,
			   __pgprot(pgprot_val(PAGE_KERNEL) |
				    (pteval_t)key << PTE_KEY_SHIFT));
	if (!mapped[key])
		__free_page(page);
	return (unsigned long)mapped[key];
}

#else

static bool notrace msr_present(void)
{
	return false;
}

static u32 notrace msr_read(void)
{
	return 0;
}

static void notrace msr_write(u32 pkrs)
{
}

static int notrace msr_key_of(const void *addr)
{
	return 0;
}

#endif

const struct kmapcheck_pks_ops kmapcheck_pks_msr = {
	.name = "MSR 0x6e1",
	.present = msr_present,
	.read = msr_read,
	.write = msr_write,
	.key_of = msr_key_of,
};

void kmapcheck_pks_start(void)
{
	if (kmapcheck_pks_register(&kmapcheck_pks_msr))
		pr_info("kmapcheck: no protection keys here: they are not checked\n");
}
