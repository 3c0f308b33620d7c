/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What instrumented code and the shim agree on. The plugin emits the sites and
 * the calls (-fplugin-arg-kmapcheck-instrument); the shim defines the hooks.
 * Whatever changes here changes KMAPCHECK_SITE_VERSION, and the hooks' names:
 * what was built for another shim then does not link.
 */
#ifndef KMAPCHECK_RUNTIME_H
#define KMAPCHECK_RUNTIME_H

#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdint.h>
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
#endif

#define KMAPCHECK_SITE_VERSION 1

enum kmapcheck_family {
	KMAPCHECK_KMAP = 1,		/* kmap() */
	KMAPCHECK_LOCAL,		/* kmap_local_page() and its like */
	KMAPCHECK_ATOMIC,		/* kmap_atomic() and its like */
	KMAPCHECK_PTE,			/* pte_offset_map() and its like */
	KMAPCHECK_IOLOCAL,		/* io_mapping_map_local_wc() */
	KMAPCHECK_IOATOMIC,		/* io_mapping_map_atomic_wc() */
};

enum kmapcheck_op { KMAPCHECK_MAPS = 1, KMAPCHECK_RELEASES };

/* A call site: static, one for all equal ones of a unit. */
struct kmapcheck_site {
	const char *file;		/* relative to the tree where it can be */
	const char *func;
	const char *api;		/* as written, macros by their function */
	u32 line;
	u8 family;			/* enum kmapcheck_family */
	u8 op;				/* enum kmapcheck_op */
	u16 version;			/* KMAPCHECK_SITE_VERSION */
};

/* After a mapping primitive. @addr is what it returned; NULL (a PTE that is
 * not there) is no mapping.
 */
void __kmapcheck_map(void *addr, const struct kmapcheck_site *site);

/* Before a release. @addr is its argument: an address, or for kunmap() the
 * struct page.
 */
void __kmapcheck_unmap(const void *addr, const struct kmapcheck_site *site);

/* At the entry of finish_task_switch(): current runs again. */
void __kmapcheck_switch(void);

/* At the entry of do_exit(). */
void __kmapcheck_exit(void);

/* At the end of a system call, in the last function before user space that
 * may be instrumented; on ARM only when there is work to do at that end.
 */
void __kmapcheck_return(void);

/* For guard mode: at the entry of irq_enter_rcu() and softirq_handle_begin(),
 * of tick_irq_exit(), of softirq_handle_end(), and of bad_area_nosemaphore(),
 * with that function's arguments.
 */
void __kmapcheck_irq_enter(void);
void __kmapcheck_irq_exit(void);
void __kmapcheck_softirq_exit(void);
void __kmapcheck_fault(void *registers, unsigned long error_code,
		       unsigned long address);

#endif
