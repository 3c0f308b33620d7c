/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The harness: see user.h. A grace period waits for every thread that is in a
 * hook, by a counter that is odd meanwhile.
 */
#include "user.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "pks.h"

#define MAX_THREADS 64

__thread struct task_struct *user_current;
__thread unsigned char user_level;
__thread int user_cpu;
__thread bool user_irqs_off;
__thread uint32_t user_pkrs;
bool user_rt, user_dying;

struct page user_pages[USER_PAGES];

static __thread unsigned int *in_hook;
static __thread volatile int nested;
static unsigned int in_hooks[MAX_THREADS];
static bool taken[MAX_THREADS];
static int pids;

static pthread_mutex_t print_lock = PTHREAD_MUTEX_INITIALIZER;
static char *printed;
static size_t nprinted;

static __thread struct irq_work *queued;

void user_task_begin(struct task_struct *task)
{
	unsigned int i;
	bool free;

	memset(task, 0, sizeof(*task));
	task->pid = __atomic_add_fetch(&pids, 1, __ATOMIC_SEQ_CST);
	snprintf(task->comm, sizeof(task->comm), "task%d", task->pid);
	task->start_time = ktime_get_ns();
	for (i = 0; i < MAX_THREADS; i++) {
		free = false;
		if (__atomic_compare_exchange_n(&taken[i], &free, true, false,
						__ATOMIC_SEQ_CST,
						__ATOMIC_SEQ_CST))
			break;
	}
	if (i == MAX_THREADS)
		abort();
	in_hook = &in_hooks[i];
	user_cpu = i;
	user_current = task;
	user_pkrs = 0x55555554;		/* all but key 0 closed */
}

void user_task_end(void)
{
	user_current = NULL;
	__atomic_store_n(&taken[user_cpu], false, __ATOMIC_SEQ_CST);
}

/* Also in what interrupts a hook. */
void preempt_disable_notrace(void)
{
	if (++nested == 1)
		__atomic_add_fetch(in_hook, 1, __ATOMIC_SEQ_CST);
}

void preempt_enable_notrace(void)
{
	if (--nested == 0)
		__atomic_add_fetch(in_hook, 1, __ATOMIC_SEQ_CST);
}

/* What was stored before is seen by hooks that begin afterwards: a full barrier
 * for each thread.
 */
void kmapcheck_hooks_wait(void)
{
	unsigned int i, seen;

	for (i = 0; i < MAX_THREADS; i++) {
		seen = __atomic_add_fetch(&in_hooks[i], 0, __ATOMIC_SEQ_CST);
		while (seen & 1 && seen == __atomic_load_n(&in_hooks[i],
							   __ATOMIC_SEQ_CST))
			sched_yield();
	}
}

/* Strictly growing, so that what comes later is later. */
uint64_t ktime_get_ns(void)
{
	static uint64_t last;
	struct timespec ts;
	uint64_t now, old;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	now = ts.tv_sec * 1000000000ull + ts.tv_nsec;
	old = __atomic_load_n(&last, __ATOMIC_SEQ_CST);
	do {
		if (now <= old)
			now = old + 1;
	} while (!__atomic_compare_exchange_n(&last, &old, now, false,
					      __ATOMIC_SEQ_CST,
					      __ATOMIC_SEQ_CST));
	return now;
}

const void *kmapcheck_page_of(unsigned long addr)
{
	unsigned long n = (addr - (unsigned long)user_address(0)) / PAGE_SIZE;

	return n < USER_PAGES ? &user_pages[n] : NULL;
}

/* As page_address(): arithmetic, whatever it is given. */
unsigned long kmapcheck_address_of(const void *page)
{
	unsigned long n = ((unsigned long)page - (unsigned long)user_pages) /
		sizeof(struct page);

	return (unsigned long)user_address(0) + n * PAGE_SIZE;
}

void user_print(const char *fmt, ...)
{
	char line[512];
	va_list args;
	size_t n;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	n = strlen(line);
	pthread_mutex_lock(&print_lock);
	printed = realloc(printed, nprinted + n + 1);
	if (!printed)
		abort();
	memcpy(printed + nprinted, line, n + 1);
	nprinted += n;
	pthread_mutex_unlock(&print_lock);
}

char *user_printed(void)
{
	char *text;

	pthread_mutex_lock(&print_lock);
	text = printed ? printed : strdup("");
	printed = NULL;
	nprinted = 0;
	pthread_mutex_unlock(&print_lock);
	return text;
}

void irq_work_queue(struct irq_work *work)
{
	if (user_irqs_off)
		queued = work;
	else
		work->func(work);
}

void irq_work_sync(struct irq_work *work)
{
	(void)work;
}

void user_irqs_on(void)
{
	struct irq_work *work = queued;

	user_irqs_off = false;
	queued = NULL;
	if (work)
		work->func(work);
}
