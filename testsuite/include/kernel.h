/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small kernel for the fixtures: what the plugin sees of one. The primitives
 * have the form of the kernel's own headers with CONFIG_HIGHMEM (static
 * inlines over functions of the core, macros over inner names); all else is
 * only declared. It compiles for 32 and 64 bits, with and without -O.
 */
#ifndef KMC_TEST_KERNEL_H
#define KMC_TEST_KERNEL_H

#define __KERNEL__ 1
#define CONFIG_MMU 1
#define CONFIG_KMAP_LOCAL 1
#define CONFIG_HIGHMEM 1
#define CONFIG_HIGHPTE 1
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define KM_MAX_IDX 16

/* ---- types ---- */

#define NULL ((void *)0)
#define true 1
#define false 0
#define __user
#define __iomem
#define noinline __attribute__((noinline))
#define noreturn __attribute__((noreturn))
#define __cleanup(f) __attribute__((cleanup(f)))
#define __maybe_unused __attribute__((unused))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define offsetof(t, m) __builtin_offsetof(t, m)
#define container_of(p, t, m) ((t *)((void *)(p) - offsetof(t, m)))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define min_t(t, a, b) ({ t a_ = (a), b_ = (b); a_ < b_ ? a_ : b_; })
#define min(a, b) min_t(__typeof__(a), a, b)
#define swap(a, b) do { __typeof__(a) s_ = (a); (a) = (b); (b) = s_; } while (0)
#define offset_in_page(p) ((unsigned long)(p) & ~PAGE_MASK)
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define PTR_ALIGN_DOWN(p, a) \
	((__typeof__(p))((unsigned long)(p) & ~((unsigned long)(a) - 1)))

typedef _Bool bool;
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int s32;
typedef __SIZE_TYPE__ size_t;
typedef long ssize_t;
typedef long long loff_t;
typedef u64 sector_t;
typedef unsigned int gfp_t;
typedef unsigned long pgoff_t;
typedef u64 dma_addr_t;
typedef u64 phys_addr_t;
typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { int lock; } spinlock_t;

#define EIO 5
#define EAGAIN 11
#define ENOMEM 12
#define EFAULT 14
#define EINVAL 22
#define ENOSPC 28
#define MAX_ERRNO 4095

#define __GFP_IO 0x40u
#define __GFP_FS 0x80u
#define ___GFP_DIRECT_RECLAIM 0x400u
#define __GFP_DIRECT_RECLAIM ___GFP_DIRECT_RECLAIM
#define __GFP_KSWAPD_RECLAIM 0x800u
#define __GFP_HIGH 0x20u
#define __GFP_HIGHMEM 0x02u
#define GFP_ATOMIC (__GFP_HIGH | __GFP_KSWAPD_RECLAIM)
#define GFP_NOWAIT (__GFP_KSWAPD_RECLAIM)
#define GFP_NOFS (__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM | __GFP_IO)
#define GFP_KERNEL (GFP_NOFS | __GFP_FS)
#define GFP_HIGHUSER (GFP_KERNEL | __GFP_HIGHMEM)

struct list_head {
	struct list_head *next, *prev;
};

struct inode;

struct address_space {
	struct inode *host;
};

struct inode {
	struct address_space *i_mapping;
	loff_t i_size;
};

struct page {
	unsigned long flags;
	struct address_space *mapping;
	pgoff_t index;
	unsigned long private;
};

struct folio {
	struct page page;
};

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

struct scatterlist {
	unsigned long page_link;
	unsigned int offset;
	unsigned int length;
	dma_addr_t dma_address;
};

struct scatter_walk {
	struct scatterlist *sg;
	unsigned int offset;
};

struct sg_mapping_iter {
	struct page *page;
	void *addr;
	size_t length;
	size_t consumed;
	unsigned int flags;
};

#define SG_MITER_ATOMIC 1
#define SG_MITER_TO_SG 2
#define SG_MITER_FROM_SG 4

struct work_struct {
	struct list_head entry;
	void (*func)(struct work_struct *work);
};

struct timer_list {
	unsigned long expires;
	void (*function)(struct timer_list *t);
};

struct tasklet_struct {
	void (*func)(unsigned long data);
	unsigned long data;
};

struct rcu_head {
	struct rcu_head *next;
	void (*func)(struct rcu_head *head);
};

struct mutex {
	int owner;
};

struct completion {
	unsigned int done;
};

struct rw_semaphore {
	long count;
};

struct iov_iter {
	size_t count;
};

struct skb_seq_state {
	u32 stepped_offset;
	u8 *frag_data;
};

struct z_stream_s {
	const u8 *next_in;
	unsigned long avail_in;
	u8 *next_out;
	unsigned long avail_out;
};

struct workqueue_struct;
struct task_struct;
struct device;
struct file;
struct io_mapping;
struct mm_struct;
struct zs_pool;

/* ---- errors as pointers ---- */

#define IS_ERR_VALUE(x) \
	unlikely((unsigned long)(void *)(x) >= (unsigned long)-MAX_ERRNO)

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}

static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool IS_ERR(const void *ptr)
{
	return IS_ERR_VALUE((unsigned long)ptr);
}

static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return unlikely(!ptr) || IS_ERR_VALUE((unsigned long)ptr);
}

static inline void *ERR_CAST(const void *ptr)
{
	return (void *)ptr;
}

/* ---- the core ---- */

void panic(const char *fmt, ...) noreturn;
int _printk(const char *fmt, ...);
void might_sleep(void);
void schedule(void);
void msleep(unsigned int msecs);
int __cond_resched(void);
#define cond_resched() __cond_resched()
void mutex_lock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void wait_for_completion(struct completion *x);
void complete(struct completion *x);
void _raw_spin_lock(spinlock_t *lock);
void _raw_spin_unlock(spinlock_t *lock);
#define spin_lock(l) _raw_spin_lock(l)
#define spin_unlock(l) _raw_spin_unlock(l)
#define BUG_ON(c) do { if (unlikely(c)) __builtin_unreachable(); } while (0)

void *memcpy(void *to, const void *from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *s, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

void *kmalloc(size_t size, gfp_t flags) __attribute__((malloc));
void *kzalloc(size_t size, gfp_t flags) __attribute__((malloc));
void kfree(const void *p);
void *vmalloc(unsigned long size) __attribute__((malloc));
void vfree(const void *p);
struct page *alloc_pages(gfp_t gfp, unsigned int order);
#define alloc_page(gfp) alloc_pages(gfp, 0)
void __free_pages(struct page *page, unsigned int order);
#define __free_page(page) __free_pages(page, 0)

void put_page(struct page *page);
void folio_put(struct folio *folio);
void folio_lock(struct folio *folio);
void folio_unlock(struct folio *folio);
void flush_dcache_page(struct page *page);
struct folio *read_mapping_folio(struct address_space *m, pgoff_t index,
				 struct file *file);
struct page *read_mapping_page(struct address_space *m, pgoff_t index,
			       struct file *file);
void *page_address(const struct page *page);
struct page *pfn_to_page(unsigned long pfn);
unsigned long __phys_addr(unsigned long addr);
#define __pa(addr) __phys_addr((unsigned long)(addr))
#define virt_to_page(addr) pfn_to_page(__pa(addr) >> PAGE_SHIFT)
phys_addr_t virt_to_phys(const volatile void *addr);
dma_addr_t dma_map_single_attrs(struct device *dev, void *ptr, size_t size,
				int dir, unsigned long attrs);
#define dma_map_single(d, p, s, r) dma_map_single_attrs(d, p, s, r, 0)
struct page *folio_page_nth(struct folio *folio, size_t n);
#define folio_page(folio, n) folio_page_nth(folio, n)
bool PageHighMem(const struct page *page);

unsigned long copy_from_user(void *to, const void __user *from,
			     unsigned long n);
unsigned long copy_to_user(void __user *to, const void *from, unsigned long n);
unsigned long clear_user(void __user *to, unsigned long n);
size_t copy_page_to_iter(struct page *page, size_t offset, size_t bytes,
			 struct iov_iter *i);
size_t _copy_from_iter(void *addr, size_t bytes, struct iov_iter *i);
size_t _copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i);

/* ---- other contexts ---- */

bool queue_work_on(int cpu, struct workqueue_struct *wq,
		   struct work_struct *work);

static inline bool queue_work(struct workqueue_struct *wq,
			      struct work_struct *work)
{
	return queue_work_on(64, wq, work);
}

int mod_timer(struct timer_list *timer, unsigned long expires);
void __tasklet_schedule(struct tasklet_struct *t);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
struct task_struct *kthread_create_on_node(int (*fn)(void *data), void *data,
					   int node, const char *name, ...);
int smp_call_function_single(int cpu, void (*func)(void *info), void *info,
			     int wait);
int request_threaded_irq(unsigned int irq, int (*handler)(int, void *),
			 int (*thread)(int, void *), unsigned long flags,
			 const char *name, void *dev);

/* ---- faults and preemption ---- */

void pagefault_disable(void);
void pagefault_enable(void);
void preempt_disable(void);
void preempt_enable(void);

/* ---- mappings, as in include/linux/highmem-internal.h ---- */

extern pgprot_t kmap_prot;
void *__kmap_local_page_prot(struct page *page, pgprot_t prot);
void *__kmap_local_pfn_prot(unsigned long pfn, pgprot_t prot);
void kunmap_local_indexed(const void *vaddr);
void *kmap_high(struct page *page);
void kunmap_high(struct page *page);
struct page *__kmap_to_page(void *addr);

static inline void *kmap(struct page *page)
{
	might_sleep();
	if (!PageHighMem(page))
		return page_address(page);
	return kmap_high(page);
}

static inline void kunmap(struct page *page)
{
	might_sleep();
	if (PageHighMem(page))
		kunmap_high(page);
}

static inline struct page *kmap_to_page(void *addr)
{
	return __kmap_to_page(addr);
}

static inline void *kmap_local_page(struct page *page)
{
	return __kmap_local_page_prot(page, kmap_prot);
}

static inline void *kmap_local_folio(struct folio *folio, size_t offset)
{
	struct page *page = folio_page(folio, offset / PAGE_SIZE);

	return __kmap_local_page_prot(page, kmap_prot) + offset % PAGE_SIZE;
}

static inline void *kmap_local_pfn(unsigned long pfn)
{
	return __kmap_local_pfn_prot(pfn, kmap_prot);
}

static inline void *kmap_atomic(struct page *page)
{
	preempt_disable();
	pagefault_disable();
	return __kmap_local_page_prot(page, kmap_prot);
}

static inline void __kunmap_local(const void *vaddr)
{
	kunmap_local_indexed(vaddr);
}

static inline void __kunmap_atomic(const void *vaddr)
{
	kunmap_local_indexed(vaddr);
	pagefault_enable();
	preempt_enable();
}

#define kunmap_local(addr) do { __kunmap_local(addr); } while (0)
#define kunmap_atomic(addr) do { __kunmap_atomic(addr); } while (0)

void *io_mapping_map_local_wc(struct io_mapping *m, unsigned long offset);
void io_mapping_unmap_local(void *vaddr);
void *io_mapping_map_atomic_wc(struct io_mapping *m, unsigned long offset);
void io_mapping_unmap_atomic(void *vaddr);

/* ---- built on them ---- */

static inline void folio_release_kmap(struct folio *folio, void *addr)
{
	kunmap_local(addr);
	folio_put(folio);
}

static inline void unmap_and_put_page(struct page *page, void *addr)
{
	kunmap_local(addr);
	put_page(page);
}

static inline void memcpy_page(struct page *dst_page, size_t dst_off,
			       struct page *src_page, size_t src_off,
			       size_t len)
{
	char *dst = kmap_local_page(dst_page);
	char *src = kmap_local_page(src_page);

	memcpy(dst + dst_off, src + src_off, len);
	kunmap_local(src);
	kunmap_local(dst);
}

static inline void memcpy_from_page(char *to, struct page *page, size_t offset,
				    size_t len)
{
	char *from = kmap_local_page(page);

	memcpy(to, from + offset, len);
	kunmap_local(from);
}

static inline void memzero_page(struct page *page, size_t offset, size_t len)
{
	char *addr = kmap_local_page(page);

	memset(addr + offset, 0, len);
	flush_dcache_page(page);
	kunmap_local(addr);
}

/* Zero the rest of the folio from @offset, which @kaddr stands for. */
static inline void *folio_zero_tail(struct folio *folio, size_t offset,
				    void *kaddr)
{
	size_t len = PAGE_SIZE - offset;

	while (len > PAGE_SIZE - offset_in_page(kaddr)) {
		size_t part = PAGE_SIZE - offset_in_page(kaddr);

		memset(kaddr, 0, part);
		kunmap_local(kaddr);
		offset += part;
		len -= part;
		kaddr = kmap_local_folio(folio, offset);
	}
	memset(kaddr, 0, len);
	return kaddr;
}

static inline void *bvec_kmap_local(struct bio_vec *bvec)
{
	return kmap_local_page(bvec->bv_page) + bvec->bv_offset;
}

static inline struct page *sg_page(struct scatterlist *sg)
{
	return (struct page *)(sg->page_link & ~3UL);
}

static inline void *sg_virt(struct scatterlist *sg)
{
	return page_address(sg_page(sg)) + sg->offset;
}

struct scatterlist *sg_next(struct scatterlist *sg);
void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen);
void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int buflen);
void sg_miter_start(struct sg_mapping_iter *m, struct scatterlist *sgl,
		    unsigned int nents, unsigned int flags);
bool sg_miter_next(struct sg_mapping_iter *m);
void sg_miter_stop(struct sg_mapping_iter *m);
int zlib_inflate(struct z_stream_s *strm, int flush);
void *zs_map_object(struct zs_pool *pool, unsigned long handle, int mode);
void zs_unmap_object(struct zs_pool *pool, unsigned long handle);
unsigned int skb_seq_read(unsigned int consumed, const u8 **data,
			  struct skb_seq_state *st);
void skb_abort_seq_read(struct skb_seq_state *st);

/* ---- page tables with CONFIG_HIGHPTE ---- */

pte_t *__pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr, spinlock_t **ptlp);
pte_t *__pte_offset_map(pmd_t *pmd, unsigned long addr, pmd_t *pmdvalp);
void rcu_read_unlock(void);

static inline pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
					 unsigned long addr, spinlock_t **ptlp)
{
	return __pte_offset_map_lock(mm, pmd, addr, ptlp);
}

static inline pte_t *pte_offset_map(pmd_t *pmd, unsigned long addr)
{
	return __pte_offset_map(pmd, addr, NULL);
}

static inline void pte_unmap(pte_t *pte)
{
	kunmap_local(pte);
	rcu_read_unlock();
}

#define pte_unmap_unlock(pte, ptl) \
	do { spin_unlock(ptl); pte_unmap(pte); } while (0)

#endif
