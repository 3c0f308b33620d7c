/* SPDX-License-Identifier: GPL-2.0-or-later */
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
#include "pks.h"

#define PKRS_OPEN	0U
#define PKRS_CLOSED	0x55555554U	/* no access by any key but key 0 */
#define LEVEL_NMI	3

#if defined(CONFIG_X86_64) && !defined(MODULE)

#include <asm/cpufeature.h>
#include <asm/pgtable.h>
#include <asm/set_memory.h>
#include <asm/tlbflush.h>
#include <asm/trap_pf.h>

#define CR4_PKS		BIT(24)
#define PTE_KEY_SHIFT	59
#define PTE_KEY_MASK	((pteval_t)(15) << PTE_KEY_SHIFT)

static DEFINE_STATIC_KEY_FALSE(guard_on);
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
static void notrace load_current(void)
{
	u8 level = interrupt_context_level();

	if (level != LEVEL_NMI)
		load_level(kmapcheck_slot_mine(), level);
}
NOKPROBE_SYMBOL(load_current);

static void notrace guard_changed(int key)
{
	load_current();
}

/* ---- called at the entry of functions of the kernel ---- */

/* irq_enter_rcu(), softirq_handle_begin() */
void notrace __kmapcheck_irq_enter(void)
{
	if (static_branch_unlikely(&guard_on))
		load_level(NULL, 0);
}
NOKPROBE_SYMBOL(__kmapcheck_irq_enter);

/* tick_irq_exit(): the level is the interrupted one again. */
void notrace __kmapcheck_irq_exit(void)
{
	if (static_branch_unlikely(&guard_on))
		load_current();
}
NOKPROBE_SYMBOL(__kmapcheck_irq_exit);

/* softirq_handle_end(): what soft interrupts interrupt is always a task. */
void notrace __kmapcheck_softirq_exit(void)
{
	if (static_branch_unlikely(&guard_on))
		load_level(kmapcheck_slot_mine(), 0);
}
NOKPROBE_SYMBOL(__kmapcheck_softirq_exit);

/* bad_area_nosemaphore() */
void notrace __kmapcheck_fault(void *registers, unsigned long error_code,
			       unsigned long address)
{
	struct pt_regs *regs = registers;
	struct kmapcheck_claim claim = { .kind = KMAPCHECK_KEY_STRAY };

	if (!static_branch_unlikely(&guard_on))
		return;
	if (!(error_code & X86_PF_PK) || user_mode(regs))
		return;
	claim.addr = address;
	claim.page = address & PAGE_MASK;
	claim.key = kmapcheck_pks_msr.key_of((void *)address);
	claim.pkrs = kmapcheck_pks_msr.read();
	claim.level = interrupt_context_level();
	claim.mapped = kmapcheck_pks_owner(claim.key, claim.page, &claim.owner);
	kmapcheck_report(&claim);
}
NOKPROBE_SYMBOL(__kmapcheck_fault);

/* ---- on and off ---- */

/*
 * A mapping that may have a key is not on the shadow stack: from now on all
 * keys are open, so that nobody is accused falsely. The other processors open
 * theirs at their next switch or interrupt: this is no place to wait for them.
 */
static void notrace guard_overflow(void)
{
	if (!static_branch_unlikely(&guard_on))
		return;
	if (!xchg(&guard_given_up, true))
		kmapcheck_count(KMAPCHECK_COUNT_GUARD);
	kmapcheck_pks_msr.write(PKRS_OPEN);
}
NOKPROBE_SYMBOL(guard_overflow);

static bool guard_present(void)
{
	return kmapcheck_pks_msr.present();
}

static u32 notrace guard_read(void)
{
	return kmapcheck_pks_msr.read();
}

static void notrace guard_write(u32 pkrs)
{
	kmapcheck_pks_msr.write(pkrs);
}

static int notrace guard_key_of(const void *addr)
{
	return kmapcheck_pks_msr.key_of(addr);
}

const struct kmapcheck_pks_ops kmapcheck_pks_guard = {
	.name = "guard mode",
	.present = guard_present,
	.read = guard_read,
	.write = guard_write,
	.key_of = guard_key_of,
	.open = guard_changed,
	.close = guard_changed,
	.switched = load_current,
	.overflow = guard_overflow,
};

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
	load_current();
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
	if (!kmapcheck_enabled())
		return -EBUSY;
	if (!guard_state) {
		state = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN,
					  "kmapcheck:online", guard_cpu_online,
					  NULL);
		if (state < 0)
			return state;
		guard_state = state;
	}
	WRITE_ONCE(guard_given_up, false);
	state = kmapcheck_pks_register(&kmapcheck_pks_guard);
	if (state)
		return state;
	static_branch_enable(&guard_on);
	on_each_cpu(guard_load_here, NULL, 1);
	return 0;
}

void kmapcheck_guard_disable(void)
{
	if (!static_key_enabled(&guard_on))
		return;
	static_branch_disable(&guard_on);
	kmapcheck_pks_register(&kmapcheck_pks_msr);
	on_each_cpu(guard_open_here, NULL, 1);
}

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
	if (key < 1 || key > 15)
		return -EINVAL;
	if (!static_key_enabled(&guard_on))
		return -ENODEV;
	return tag_page(page, key);
}

int kmapcheck_unguard_page(struct page *page)
{
	return tag_page(page, 0);
}

#else

/* No protection keys here, or no way to them: the hooks are there to link. */
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
