// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Guard mode. See guard.h.
 *
 * 1. The shadow stack is the authority: first it changes, then the register is
 *    computed from it, with preemption off.
 * 2. What runs at interrupt level L sees the keys of the entries of level L
 *    alone: an interrupt inherits nothing, and finds on its way out what it
 *    found on its way in, since the entries of that level did not change.
 * 3. A register is written on its own processor only.
 */
#include <linux/cpuhotplug.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/ptrace.h>

#include "guard.h"
#include "kmapcheck.h"
#include "pks.h"
#include "shim.h"

#define PKRS_OPEN	0U
#define PKRS_CLOSED	0x55555554U	/* no access by any key but key 0 */
#define LEVEL_NMI	3

DEFINE_STATIC_KEY_FALSE(kmapcheck_guard_on);
EXPORT_SYMBOL_GPL(kmapcheck_guard_on);

#if defined(CONFIG_X86_64) && !defined(MODULE)

#include <asm/cpufeature.h>
#include <asm/pgtable.h>
#include <asm/set_memory.h>
#include <asm/tlbflush.h>
#include <asm/trap_pf.h>

#define CR4_PKS		BIT(24)
#define PTE_KEY_SHIFT	59
#define PTE_KEY_MASK	((pteval_t)(KMAPCHECK_PKS_KEYS - 1) << PTE_KEY_SHIFT)

static bool guard_given_up;

static u32 notrace pkrs_of_level(const struct kmapcheck_slot *slot, u8 level)
{
	u32 pkrs = PKRS_CLOSED;
	unsigned int i;

	for (i = 0; slot && i < READ_ONCE(slot->depth); i++) {
		const struct kmapcheck_entry *e = &slot->entries[i];

		if (READ_ONCE(e->state) && entry_level(e) == level &&
		    entry_family(e) != KMAPCHECK_KMAP)
			pkrs &= ~(e->key ? 3U << (2 * e->key) : 0);
	}
	return pkrs;
}

static void notrace load_level(const struct kmapcheck_slot *slot, u8 level)
{
	u32 pkrs = READ_ONCE(guard_given_up) ? PKRS_OPEN :
		   pkrs_of_level(slot, level);

	if (kmapcheck_pks_msr.read() != pkrs)
		kmapcheck_pks_msr.write(pkrs);
}

/* Non-maskable interrupts come between any two instructions, and no hook is
 * called on their way: they run with what they interrupt.
 */
void notrace kmapcheck_guard_load(const struct kmapcheck_slot *slot)
{
	u8 level = interrupt_context_level();

	if (level != LEVEL_NMI)
		load_level(slot, level);
}
NOKPROBE_SYMBOL(kmapcheck_guard_load);

/* ---- called at the entry of functions of the kernel ---- */

/* irq_enter_rcu(), softirq_handle_begin() */
void notrace __kmapcheck_irq_enter(void)
{
	if (static_branch_unlikely(&kmapcheck_guard_on))
		load_level(NULL, 0);
}
NOKPROBE_SYMBOL(__kmapcheck_irq_enter);

/* tick_irq_exit(): the level is the interrupted one again. */
void notrace __kmapcheck_irq_exit(void)
{
	if (static_branch_unlikely(&kmapcheck_guard_on))
		kmapcheck_guard_load(kmapcheck_slot_mine());
}
NOKPROBE_SYMBOL(__kmapcheck_irq_exit);

/* softirq_handle_end(): what soft interrupts interrupt is always a task. */
void notrace __kmapcheck_softirq_exit(void)
{
	if (static_branch_unlikely(&kmapcheck_guard_on))
		load_level(kmapcheck_slot_mine(), 0);
}
NOKPROBE_SYMBOL(__kmapcheck_softirq_exit);

/* bad_area_nosemaphore() */
void notrace __kmapcheck_fault(void *registers, unsigned long error_code,
			       unsigned long address)
{
	const struct pt_regs *regs = registers;
	struct kmapcheck_claim claim = { .kind = KMAPCHECK_KEY_STRAY };
	const struct kmapcheck_entry *owner;

	if (!static_branch_unlikely(&kmapcheck_guard_on))
		return;
	if (!(error_code & X86_PF_PK) || user_mode(regs))
		return;
	claim.addr = address;
	claim.page = address & PAGE_MASK;
	claim.key = kmapcheck_pks_msr.key_of((void *)address);
	claim.pkrs = kmapcheck_pks_msr.read();
	owner = kmapcheck_entry_elsewhere(claim.page, &claim.owner);
	claim.mapped = owner ? owner->site : NULL;
	kmapcheck_report(&claim);
}
NOKPROBE_SYMBOL(__kmapcheck_fault);

/* ---- on and off ---- */

static int guard_state;		/* of cpu hotplug; 0: never set up */

static int guard_cpu_online(unsigned int cpu)
{
	unsigned long flags;

	local_irq_save(flags);
	kmapcheck_pks_msr.write(PKRS_OPEN);
	cr4_set_bits_irqsoff(CR4_PKS);
	local_irq_restore(flags);
	return 0;
}

static void guard_load_here(void *unused)
{
	kmapcheck_guard_load(kmapcheck_slot_mine());
}

static void guard_open_here(void *unused)
{
	kmapcheck_pks_msr.write(PKRS_OPEN);
}

int kmapcheck_guard_enable(void)
{
	int state;

	if (!kmapcheck_pks_msr.present())
		return -ENODEV;
	if (!guard_state) {
		state = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN,
					  "kmapcheck:online", guard_cpu_online,
					  NULL);
		if (state < 0)
			return state;
		guard_state = state;
	}
	WRITE_ONCE(guard_given_up, false);
	static_branch_enable(&kmapcheck_guard_on);
	on_each_cpu(guard_load_here, NULL, 1);
	return 0;
}

void kmapcheck_guard_disable(void)
{
	if (!static_key_enabled(&kmapcheck_guard_on))
		return;
	static_branch_disable(&kmapcheck_guard_on);
	on_each_cpu(guard_open_here, NULL, 1);
}

/*
 * The other processors open their keys at their next switch or interrupt: this
 * is no place to wait for them.
 */
void notrace kmapcheck_guard_overflow(void)
{
	if (!static_branch_unlikely(&kmapcheck_guard_on))
		return;
	if (!xchg(&guard_given_up, true))
		kmapcheck_count(KMAPCHECK_COUNT_GUARD);
	kmapcheck_pks_msr.write(PKRS_OPEN);
}
NOKPROBE_SYMBOL(kmapcheck_guard_overflow);

/* ---- pages ---- */

static int tag_page(struct page *page, int key)
{
	unsigned long addr = (unsigned long)page_address(page);
	unsigned int level;
	pte_t *pte;
	int error;

	error = set_memory_4k(addr, 1);
	if (error)
		return error;
	pte = lookup_address(addr, &level);
	if (!pte || level != PG_LEVEL_4K)
		return -EINVAL;
	set_pte(pte, __pte((pte_val(*pte) & ~PTE_KEY_MASK) |
			   (pteval_t)key << PTE_KEY_SHIFT));
	flush_tlb_all();
	return 0;
}

int kmapcheck_guard_page(struct page *page, int key)
{
	if (key < 1 || key >= KMAPCHECK_PKS_KEYS)
		return -EINVAL;
	if (!static_key_enabled(&kmapcheck_guard_on))
		return -ENODEV;
	return tag_page(page, key);
}

int kmapcheck_unguard_page(struct page *page)
{
	return tag_page(page, 0);
}

#else

/* No protection keys here, or no way to them: the hooks are there to link. */
void notrace kmapcheck_guard_load(const struct kmapcheck_slot *slot)
{
}

void notrace kmapcheck_guard_overflow(void)
{
}

void notrace __kmapcheck_irq_enter(void)
{
}

void notrace __kmapcheck_irq_exit(void)
{
}

void notrace __kmapcheck_softirq_exit(void)
{
}

void notrace __kmapcheck_fault(void *registers, unsigned long error_code,
			       unsigned long address)
{
}

int kmapcheck_guard_enable(void)
{
	return IS_ENABLED(CONFIG_X86_64) ? -EOPNOTSUPP : -ENODEV;
}

void kmapcheck_guard_disable(void)
{
}

int kmapcheck_guard_page(struct page *page, int key)
{
	return -ENODEV;
}

int kmapcheck_unguard_page(struct page *page)
{
	return -ENODEV;
}

#endif

EXPORT_SYMBOL_GPL(kmapcheck_guard_enable);
EXPORT_SYMBOL_GPL(kmapcheck_guard_disable);
EXPORT_SYMBOL_GPL(kmapcheck_guard_page);
EXPORT_SYMBOL_GPL(kmapcheck_unguard_page);
