/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mistakes and legal patterns, as a module's author writes them. A line with
 * { report RULE } must be named by a report of that rule, and no other line may
 * be. "which" chooses one mistake by its name; it is made twice. Those of
 * { report-lowmem RULE } bring down a kernel with highmem, and have to be chosen
 * there; those of { report-linear RULE } only one whose slots' page table entries
 * are found by the address that is released, as on ARM.
 */
#include <linux/completion.h>
#include <linux/highmem.h>
#include <linux/kthread.h>
#include <linux/module.h>

static char *which = "all";
module_param(which, charp, 0);

static struct page *pages[2], *kmapped[2];

static noinline void ok_nested(void)
{
	char *a = kmap_local_page(pages[0]);
	char *b = kmap_local_page(pages[1]);

	memcpy(a, b, PAGE_SIZE);
	kunmap_local(b);
	kunmap_local(a);
}

static noinline void ok_cursor(void)
{
	char *a = kmap_local_page(pages[0]);

	kunmap_local(a + PAGE_SIZE - 1);
}

static noinline void ok_atomic(void)
{
	char *a = kmap_atomic(pages[0]);
	char *b = kmap_local_page(pages[1]);

	memcpy(a, b, 64);
	kunmap_local(b);
	kunmap_atomic(a);
}

static noinline void ok_sleep(void)
{
	char *a = kmap_local_page(pages[0]);

	schedule_timeout_uninterruptible(1);
	kunmap_local(a);
}

/* Pages keep the address that kmap() gave them, and on ARM a local mapping gets
 * that one, too. So these are not the pages of the mistakes.
 */
static noinline void ok_kmap(void)
{
	char *a = kmap(kmapped[0]);
	char *b = kmap(kmapped[1]);

	memcpy(a, b, 64);
	kunmap(kmapped[0]);
	kunmap(kmapped[1]);
}

static noinline void ok_both(void)
{
	char *a = kmap(kmapped[0]);
	char *b = kmap_local_page(kmapped[0]);
	char *c = kmap_local_page(kmapped[1]);

	memcpy(b, a, 64);
	kunmap(kmapped[0]);
	memcpy(c, b, 64);
	kunmap_local(c);
	kunmap_local(b);
}

static noinline void order(void)
{
	char *a = kmap_local_page(pages[0]);
	char *b = kmap_local_page(pages[1]);

	memcpy(a, b, 64);
	kunmap_local(a); /* { report kmap-order } */
	kunmap_local(b);
}

static noinline void twice(void)
{
	char *a = kmap_local_page(pages[0]);
	char *b = kmap_local_page(pages[1]);

	kunmap_local(b);
	kunmap_local(b); /* { report-lowmem kmap-double-unmap } */
	kunmap_local(a);
}

static noinline void address(void)
{
	char *a = kmap_local_page(pages[0]);

	kunmap_local(a + PAGE_SIZE); /* { report-linear kmap-bad-unmap } */
}

static noinline void family(void)
{
	char *a = kmap_local_page(pages[0]);

	preempt_disable();
	pagefault_disable();
	kunmap_atomic(a); /* { report kmap-mismatch } */
}

static char *handed;

static int releaser(void *done)
{
	kunmap_local(handed); /* { report-lowmem kmap-escape } */
	complete(done);
	return 0;
}

static noinline void task(void)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *t;

	t = kthread_create(releaser, &done, "releaser");
	if (IS_ERR(t))
		return;
	handed = kmap_local_page(pages[0]);
	wake_up_process(t);
	wait_for_completion(&done);
}

static int leaver(void *done)
{
	memset(kmap_local_page(pages[0]), 0, 8); /* { report kmap-leak } */
	kthread_complete_and_exit(done, 0);
}

static noinline void leak(void)
{
	DECLARE_COMPLETION_ONSTACK(done);

	if (!IS_ERR(kthread_run(leaver, &done, "leaver")))
		wait_for_completion(&done);
	schedule_timeout_uninterruptible(2);
}

static noinline void asleep(void)
{
	char *a = kmap_atomic(pages[0]); /* { report kmap-sleep } */

	/* Were the preempt count what it should be, this would be a bug that
	 * the scheduler itself tells.
	 */
	preempt_enable();
	schedule_timeout_uninterruptible(1);
	preempt_disable();
	kunmap_atomic(a);
}

/* Which is released first is known to the machine alone. */
static noinline void hidden(void)
{
	static int first;
	char *maps[2];

	maps[0] = kmap_local_page(pages[0]);
	maps[1] = kmap_local_page(pages[1]);
	kunmap_local(maps[READ_ONCE(first)]); /* { report kmap-order } */
	kunmap_local(maps[!READ_ONCE(first)]);
}

/* The shim sees mappings, not accesses. */
static noinline void use(void)
{
	char *a = kmap_local_page(pages[0]);

	kunmap_local(a);
	READ_ONCE(*a);
}

#define FATAL IS_ENABLED(CONFIG_HIGHMEM)
#define FATAL_NONLINEAR IS_ENABLED(CONFIG_KMAP_LOCAL_NON_LINEAR_PTE_ARRAY)

static const struct {
	const char *name;
	void (*run)(void);
	bool fatal;
} cases[] = {
	{ "ok_nested", ok_nested },
	{ "ok_cursor", ok_cursor },
	{ "ok_atomic", ok_atomic },
	{ "ok_sleep", ok_sleep },
	{ "ok_kmap", ok_kmap },
	{ "ok_both", ok_both },
	{ "order", order },
	{ "twice", twice, FATAL },
	{ "address", address, FATAL_NONLINEAR },
	{ "family", family },
	{ "task", task, FATAL },
	{ "leak", leak },
	{ "asleep", asleep },
	{ "hidden", hidden },
	{ "use", use, FATAL },
};

static bool is_chosen(unsigned int i)
{
	if (!strcmp(which, "all"))
		return !cases[i].fatal;
	return !strcmp(which, cases[i].name);
}

static int __init provoke_init(void)
{
	unsigned int i, again;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		pages[i] = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
		kmapped[i] = alloc_page(GFP_HIGHUSER | __GFP_ZERO);
		if (!pages[i] || !kmapped[i])
			return -ENOMEM;
	}
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		for (again = 0; again < 2 && is_chosen(i); again++) {
			pr_notice("provoke: %s %u\n", cases[i].name, again + 1);
			cases[i].run();
		}
	}
	pr_notice("provoke: end\n");
	return -EAGAIN;		/* not to stay: nothing is left to unload */
}
module_init(provoke_init);

static void __exit provoke_exit(void)
{
}
module_exit(provoke_exit);

MODULE_DESCRIPTION("Misuse of temporary mappings");
MODULE_LICENSE("GPL");
