/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /sys/kernel/debug/kmapcheck: enable (0, 1), repeat (print each pair of sites
 * every time), selftest (1: run it), counters, reports (the last ones). None
 * of it is there without DEBUG_FS.
 */
#include "shim.h"

#include <linux/debugfs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

#include "parts.h"
#include "pks.h"
#include "selftest.h"

static struct dentry *folder;

static int get_enable(void *data, u64 *value)
{
	*value = kmapcheck_enabled();
	return 0;
}

static int set_enable(void *data, u64 value)
{
	if (value > 1)
		return -EINVAL;
	kmapcheck_enable(value, false);
	return 0;
}

DEFINE_DEBUGFS_ATTRIBUTE(enable_fops, get_enable, set_enable, "%llu\n");

static int set_selftest(void *data, u64 value)
{
	return value == 1 ? min(kmapcheck_selftest_run(), 0) : -EINVAL;
}

DEFINE_DEBUGFS_ATTRIBUTE(selftest_fops, NULL, set_selftest, "%llu\n");

static int counters_show(struct seq_file *m, void *unused)
{
	unsigned int i;

	seq_printf(m, "deepest_stack %u\n", READ_ONCE(kmapcheck_high));
	for (i = 0; i < KMAPCHECK_NCOUNTS; i++)
		seq_printf(m, "%s %d\n", kmapcheck_count_names[i],
			   atomic_read(&kmapcheck_counts[i]));
	for (i = 0; i < KMAPCHECK_NKINDS; i++)
		seq_printf(m, "%s %s %d\n", kmapcheck_kinds[i].name,
			   kmapcheck_kinds[i].rule,
			   atomic_read(&kmapcheck_by_kind[i]));
	seq_printf(m, "keys %s\n", READ_ONCE(kmapcheck_pks)->name);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(counters);

static void show_line(void *ctx, const char *text)
{
	seq_printf(ctx, "kmapcheck: %s\n", text);
}

/* A copy of the report in place @i of the ring, if it is a whole one. */
static bool copy_report(struct kmapcheck_report *to, unsigned int i)
{
	const struct kmapcheck_report *r = &kmapcheck_ring[i % KMAPCHECK_RING];
	u32 number = READ_ONCE(r->number);

	if (atomic_read_acquire(&r->state) != REPORT_TOLD)
		return false;
	memcpy(to, r, sizeof(*to));
	smp_rmb();
	return atomic_read(&r->state) == REPORT_TOLD &&
		READ_ONCE(r->number) == number && to->number == number;
}

static u32 newest_number(void)
{
	u32 newest = 0;
	unsigned int i;

	for (i = 0; i < KMAPCHECK_RING; i++)
		newest = max(newest, READ_ONCE(kmapcheck_ring[i].number));
	return newest;
}

static int reports_show(struct seq_file *m, void *unused)
{
	struct kmapcheck_report *r = kmalloc(sizeof(*r), GFP_KERNEL);
	u32 newest = newest_number(), i;

	if (!r)
		return -ENOMEM;
	for (i = 1; i <= KMAPCHECK_RING; i++)
		if (copy_report(r, newest + i))
			kmapcheck_print_block(r, show_line, m);
	kfree(r);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(reports);

void kmapcheck_debugfs_start(void)
{
	folder = debugfs_create_dir("kmapcheck", NULL);
	debugfs_create_file("enable", 0600, folder, NULL, &enable_fops);
	debugfs_create_file("selftest", 0200, folder, NULL, &selftest_fops);
	debugfs_create_bool("repeat", 0600, folder, &kmapcheck_repeat);
	debugfs_create_file("counters", 0400, folder, NULL, &counters_fops);
	debugfs_create_file("reports", 0400, folder, NULL, &reports_fops);
}

void kmapcheck_debugfs_stop(void)
{
	debugfs_remove_recursive(folder);
}
