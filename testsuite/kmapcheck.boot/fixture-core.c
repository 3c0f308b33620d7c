/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's functions as the fixtures of kmapcheck.plugin declare them
 * (include/kernel.h): a fixture's call of NAME arrives at fx_core_NAME. They
 * stand on those of the real kernel where these can be had from a module, else
 * do as little as keeps what they promise: pages and memory come from the
 * environment, locks lock nothing, and what may fail does when the environment
 * says so. Page mappings are what they are on x86-64: page_address().
 */
#include <linux/highmem.h>
#include <linux/module.h>
#include <linux/smp.h>

#include <asm/io.h>

#include "fixtures.h"

unsigned long fx_core_kmap_prot;

#define DIRECT_RECLAIM 0x400u	/* as in kernel.h */

static long fails(long error)
{
	return fx_style() == FX_FAILS ? error : 0;
}

/* ---- faults and preemption ---- */

void fx_core_preempt_disable(void)
{
	preempt_disable();
}

void fx_core_preempt_enable(void)
{
	preempt_enable();
}

void fx_core_pagefault_disable(void)
{
	pagefault_disable();
}

void fx_core_pagefault_enable(void)
{
	pagefault_enable();
}

/* ---- mappings ---- */

bool fx_core_PageHighMem(struct page *page)
{
	return false;
}

void *fx_core_page_address(struct page *page)
{
	return page_address(page);
}

void *fx_core___kmap_local_page_prot(struct page *page)
{
	return page_address(page);
}

void *fx_core___kmap_local_pfn_prot(unsigned long pfn)
{
	return page_address(fx_page());
}

void fx_core_kunmap_local_indexed(void *addr)
{
}

void *fx_core_kmap_high(struct page *page)
{
	return page_address(page);
}

void fx_core_kunmap_high(struct page *page)
{
}

struct page *fx_core___kmap_to_page(void *addr)
{
	return virt_to_page(addr);
}

void *fx_core_io_mapping_map_local_wc(void *m, unsigned long offset)
{
	return page_address(fx_page());
}

void *fx_core_io_mapping_map_atomic_wc(void *m, unsigned long offset)
{
	preempt_disable();
	pagefault_disable();
	return page_address(fx_page());
}

void fx_core_io_mapping_unmap_local(void *addr)
{
}

void fx_core_io_mapping_unmap_atomic(void *addr)
{
	pagefault_enable();
	preempt_enable();
}

void *fx_core___pte_offset_map(void *pmd, unsigned long addr, void *value)
{
	return fx_style() == FX_FAILS ? NULL : page_address(fx_page());
}

void *fx_core___pte_offset_map_lock(void *mm, void *pmd, unsigned long addr,
				    void **lock)
{
	*lock = fx_buffer();
	return fx_core___pte_offset_map(pmd, addr, NULL);
}

void *fx_core_zs_map_object(void *pool, unsigned long handle, int mode)
{
	return page_address(fx_page());
}

void fx_core_zs_unmap_object(void *pool, unsigned long handle)
{
}

void fx_core_memcpy_to_page(struct page *page, size_t offset, const char *from,
			    size_t len)
{
	char *to = kmap_local_page(page);

	memcpy(to + offset % PAGE_SIZE, from,
	       min(len, PAGE_SIZE - offset % PAGE_SIZE));
	kunmap_local(to);
}

/* ---- iterators: lib/scatterlist.c over three pages ---- */

struct fx_miter {
	struct page *page;
	void *addr;
	size_t length, consumed;
	unsigned int flags;
};

#define FX_MITER_ATOMIC 1
#define FX_MITER_LEFT 256		/* times how many are to come */

void fx_core_sg_miter_start(struct fx_miter *m, void *sg, unsigned int n,
			    unsigned int flags)
{
	memset(m, 0, sizeof(*m));
	m->flags = flags | min(n, 3u) * FX_MITER_LEFT;
}

void fx_core_sg_miter_stop(struct fx_miter *m)
{
	if (!m->addr)
		return;
	if (m->flags & FX_MITER_ATOMIC)
		kunmap_atomic(m->addr);
	else
		kunmap(m->page);
	m->addr = NULL;
}

bool fx_core_sg_miter_next(struct fx_miter *m)
{
	fx_core_sg_miter_stop(m);
	if (m->flags < FX_MITER_LEFT)
		return false;
	m->flags -= FX_MITER_LEFT;
	m->page = fx_page();
	m->addr = m->flags & FX_MITER_ATOMIC ? kmap_atomic(m->page) :
		kmap(m->page);
	m->length = m->consumed = PAGE_SIZE;
	return true;
}

/* The last entry of the environment's lists is its own successor. */
struct fx_sg {
	unsigned long page_link;
	unsigned int offset, length;
	u64 dma_address;
};

void *fx_core_sg_next(struct fx_sg *sg)
{
	return sg[1].page_link ? sg + 1 : sg;
}

void fx_core_sg_init_one(void *sg, const void *buf, unsigned int len)
{
}

void fx_core_sg_set_buf(void *sg, const void *buf, unsigned int len)
{
}

/* ---- what sleeps, or may ---- */

#define SLEEPS(name) \
	long fx_core_##name(void) { fx_may_sleep(); return 0; }
#define QUIET(name) \
	long fx_core_##name(void) { return 0; }

SLEEPS(might_sleep)
SLEEPS(schedule)
SLEEPS(msleep)
SLEEPS(__cond_resched)
SLEEPS(mutex_lock)
SLEEPS(down_read)
SLEEPS(wait_for_completion)
SLEEPS(folio_lock)
SLEEPS(vfree)
QUIET(mutex_unlock)
QUIET(up_read)
QUIET(complete)
QUIET(folio_unlock)
QUIET(folio_put)
QUIET(put_page)
QUIET(flush_dcache_page)
QUIET(kfree)
QUIET(__free_pages)
QUIET(_raw_spin_lock)
QUIET(_raw_spin_unlock)
QUIET(rcu_read_unlock)
QUIET(_printk)

/* ---- memory and pages ---- */

void *fx_core_kmalloc(size_t size, unsigned int gfp)
{
	if (gfp & DIRECT_RECLAIM)
		fx_may_sleep();
	return fx_style() == FX_FAILS ? NULL : fx_buffer();
}

void *fx_core_kzalloc(size_t size, unsigned int gfp)
{
	void *p = fx_core_kmalloc(size, gfp);

	return p ? memset(p, 0, min(size, PAGE_SIZE)) : NULL;
}

void *fx_core_vmalloc(size_t size)
{
	return fx_core_kmalloc(size, DIRECT_RECLAIM);
}

void *fx_core_alloc_pages(unsigned int gfp, unsigned int order)
{
	if (gfp & DIRECT_RECLAIM)
		fx_may_sleep();
	return fx_style() == FX_FAILS ? NULL : fx_page();
}

void *fx_core_read_mapping_page(void *mapping, unsigned long index, void *file)
{
	fx_may_sleep();
	return fx_gives_error() ? ERR_PTR(-EIO) : fx_page();
}

void *fx_core_read_mapping_folio(void *mapping, unsigned long index, void *file)
{
	return fx_core_read_mapping_page(mapping, index, file);
}

struct page *fx_core_folio_page_nth(struct page *folio, size_t n)
{
	return n ? fx_page() : folio;
}

unsigned long fx_core___phys_addr(unsigned long addr)
{
	return __pa(addr);
}

phys_addr_t fx_core_virt_to_phys(void *addr)
{
	return virt_to_phys(addr);
}

struct page *fx_core_pfn_to_page(unsigned long pfn)
{
	return pfn_to_page(pfn);
}

u64 fx_core_dma_map_single_attrs(void *dev, void *p, size_t size)
{
	return virt_to_phys(p);
}

/* ---- user memory: there is none ---- */

unsigned long fx_core_copy_from_user(void *to, const void *from,
				     unsigned long n)
{
	return fails(n);
}

unsigned long fx_core_copy_to_user(void *to, const void *from, unsigned long n)
{
	return fails(n);
}

unsigned long fx_core_clear_user(void *to, unsigned long n)
{
	return fails(n);
}

size_t fx_core__copy_from_iter(void *addr, size_t n, void *iter)
{
	return n - fails(n);
}

size_t fx_core__copy_to_iter(const void *addr, size_t n, void *iter)
{
	return n - fails(n);
}

size_t fx_core_copy_page_to_iter(void *page, size_t offset, size_t n,
				 void *iter)
{
	return n - fails(n);
}

/* ---- libraries ---- */

struct fx_stream {
	const u8 *next_in;
	unsigned long avail_in;
	u8 *next_out;
	unsigned long avail_out;
};

/* All of the output is filled. */
int fx_core_zlib_inflate(struct fx_stream *s, int flush)
{
	s->next_out += s->avail_out;
	s->avail_out = 0;
	return fails(-EIO);
}

/* ---- other contexts: later, in another thread ---- */

struct fx_work {
	void *entry[2];
	void (*func)(void *work);
};

bool fx_core_queue_work_on(int cpu, void *wq, struct fx_work *work)
{
	fx_later(work->func, work);
	return true;
}

struct fx_timer {
	unsigned long expires;
	void (*function)(void *timer);
};

int fx_core_mod_timer(struct fx_timer *timer, unsigned long expires)
{
	fx_later(timer->function, timer);
	return 0;
}

void fx_core_call_rcu(void *head, void (*func)(void *head))
{
	fx_later(func, head);
}

void *fx_core_kthread_create_on_node(void (*fn)(void *data), void *data)
{
	fx_later(fn, data);
	return fx_buffer();
}

int fx_core_smp_call_function_single(int cpu, void (*func)(void *info),
				     void *info, int wait)
{
	return smp_call_function_single(num_online_cpus() > 1 &&
					!raw_smp_processor_id(), func, info, 1);
}

struct fx_irq {
	int (*handler)(int irq, void *dev);
	void *dev;
};

static void irq_run(void *data)
{
	struct fx_irq *irq = data;

	irq->handler(1, irq->dev);
}

int fx_core_request_threaded_irq(unsigned int irq,
				 int (*handler)(int irq, void *dev),
				 void *thread, unsigned long flags,
				 const char *name, void *dev)
{
	static struct fx_irq one;

	one.handler = handler;
	one.dev = dev;
	fx_later(irq_run, &one);
	return 0;
}
