/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's names that the shim uses, in user space: threads are tasks, the
 * interrupt level is a variable of the thread, "preemption off" is a mark that
 * a grace period waits for.
 */
#ifndef USER_H
#define USER_H

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define notrace
#define __weak __attribute__((weak))
#define noinline __attribute__((noinline))
#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define NOKPROBE_SYMBOL(name) struct user_unused
#define EXPORT_SYMBOL_GPL(name) struct user_unused
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ volatile("" ::: "memory")
#define ARRAY_SIZE(a) (sizeof(a) / sizeof(*(a)))

#define U64_MAX UINT64_MAX
#define PAGE_SIZE 4096ul
#define PAGE_MASK (~(PAGE_SIZE - 1))

/* ---- memory ---- */

#define READ_ONCE(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, v) __atomic_store_n(&(x), v, __ATOMIC_RELAXED)
#define smp_load_acquire(p) __atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_store_release(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)
#define SEQ_CST __ATOMIC_SEQ_CST
#define cmpxchg(p, old, new) ({						\
	__typeof__(*(p)) user_old = (old);				\
	__atomic_compare_exchange_n(p, &user_old, new, false, SEQ_CST,	\
				    SEQ_CST);				\
	user_old; })

typedef struct {
	int n;
} atomic_t;

#define atomic_read(a) __atomic_load_n(&(a)->n, __ATOMIC_RELAXED)
#define atomic_read_acquire(a) __atomic_load_n(&(a)->n, __ATOMIC_ACQUIRE)
#define atomic_set(a, v) __atomic_store_n(&(a)->n, v, __ATOMIC_RELAXED)
#define atomic_set_release(a, v) __atomic_store_n(&(a)->n, v, __ATOMIC_RELEASE)
#define atomic_add(v, a) ((void)__atomic_add_fetch(&(a)->n, v, SEQ_CST))
#define atomic_sub(v, a) ((void)__atomic_sub_fetch(&(a)->n, v, SEQ_CST))
#define atomic_inc(a) atomic_add(1, a)
#define atomic_inc_return(a) __atomic_add_fetch(&(a)->n, 1, SEQ_CST)
#define atomic_cmpxchg(a, old, new) cmpxchg(&(a)->n, old, new)

static inline int atomic_dec_if_positive(atomic_t *a)
{
	int old = atomic_read(a);

	while (old > 0 && !__atomic_compare_exchange_n(&a->n, &old, old - 1,
						       false, SEQ_CST,
						       SEQ_CST))
		;
	return old - 1;
}

/* ---- static keys ---- */

struct static_key {
	int on;
};

#define DEFINE_STATIC_KEY_FALSE(name) struct static_key name
#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key name
#define static_branch_unlikely(key) unlikely(READ_ONCE((key)->on))
#define static_branch_enable(key) WRITE_ONCE((key)->on, 1)
#define static_branch_disable(key) WRITE_ONCE((key)->on, 0)

#define DEFINE_MUTEX(name) pthread_mutex_t name = PTHREAD_MUTEX_INITIALIZER
#define mutex_lock pthread_mutex_lock
#define mutex_unlock pthread_mutex_unlock

/* ---- tasks and contexts ---- */

struct task_struct {
	int pid;
	char comm[16];
	uint64_t start_time;
	char rest[4096];		/* a real one is not small either */
};

extern __thread struct task_struct *user_current;
extern __thread unsigned char user_level;
extern __thread int user_cpu;
extern __thread bool user_irqs_off;
extern __thread uint32_t user_pkrs;
extern bool user_rt, user_dying;

#define current user_current
#define interrupt_context_level() user_level
#define raw_smp_processor_id() user_cpu
#define irqs_disabled() user_irqs_off
#define KMAPCHECK_MODULE 0
#define KMAPCHECK_RT READ_ONCE(user_rt)

/* The calling thread becomes a task that begins now; it has one at a time. */
void user_task_begin(struct task_struct *task);
void user_task_end(void);

void preempt_disable_notrace(void);
void preempt_enable_notrace(void);

void kmapcheck_hooks_wait(void);
uint64_t ktime_get_ns(void);

static inline bool kmapcheck_dying(void)
{
	return READ_ONCE(user_dying);
}

/* ---- pages: struct page and what it describes, one beside the other ---- */

#define USER_PAGES 4096

struct page {
	char bytes[64];
};

extern struct page user_pages[USER_PAGES];

/* The address of page @n: none is behind it. */
static inline void *user_address(unsigned int n)
{
	return (void *)(0x40000000ul + n * PAGE_SIZE);
}

const void *kmapcheck_page_of(unsigned long addr);
unsigned long kmapcheck_address_of(const void *page);

/* ---- printing ---- */

#define CONFIG_IRQ_WORK 1
#define KMAPCHECK_SYMBOL "%p"
#define HZ 1000
#define jiffies ((unsigned long)(ktime_get_ns() / 1000000))
#define time_after(a, b) ((long)((b) - (a)) < 0)

void user_print(const char *fmt, ...) __printf(1, 2);
#define pr_warn user_print
#define pr_info user_print

struct irq_work {
	void (*func)(struct irq_work *work);
	int pending;
};

#define DEFINE_IRQ_WORK(name, f) struct irq_work name = { .func = f }

/* Run @work at once, or where interrupts are off by user_irqs_on(). */
void irq_work_queue(struct irq_work *work);
void irq_work_sync(struct irq_work *work);
void user_irqs_on(void);

static inline unsigned int kmapcheck_stack(unsigned long *list, unsigned int n)
{
	list[0] = (unsigned long)__builtin_return_address(0);
	return n ? 1 : 0;
}

/* What was printed since the last call, the caller's. */
char *user_printed(void);

#endif
