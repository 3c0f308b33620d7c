/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What may be claimed. A release of something that the shim holds nothing of
 * is a mistake only if the shim would have seen it mapped. It would not, if
 * it was mapped before the checks were switched on, or by code that is not
 * instrumented. So a task is believed once it is known to have held nothing
 * at some time since: it came into being, or returned to user space.
 */
#include "shim.h"

struct task_struct *kmapcheck_returned[KMAPCHECK_NRETURNED];

static bool from_start;			/* nothing was mapped before */
static bool settled;
static u64 began = U64_MAX;		/* ns; later tasks are all seen */
static atomic_t loaded;			/* modules that are not instrumented */
static bool partial;			/* there was one since the begin */

bool kmapcheck_trust_partial(void)
{
	return READ_ONCE(partial);
}

void kmapcheck_trust_module(const char *name, bool comes)
{
	atomic_add(comes ? 1 : -1, &loaded);
	if (!comes || !kmapcheck_enabled())
		return;
	WRITE_ONCE(partial, true);
	pr_info("kmapcheck: module %s is not instrumented: reports that rest on what is not seen are left out from now on\n",
		name);
}

/* In an interrupt, or with preemption off, all is over soon. */
static bool is_short(u8 family, u8 level)
{
	return !KMAPCHECK_RT && (level || family_is_atomic(family));
}

/* What the kernel's own code maps and modules release, if that is not seen:
 * PTEs, by functions of the core. Other mappings it does not hand out.
 */
static bool is_foreign(u8 family)
{
	return KMAPCHECK_MODULE && family == KMAPCHECK_PTE;
}

bool kmapcheck_trust_task(u8 family, u8 level)
{
	if (kmapcheck_trust_partial() || is_foreign(family))
		return false;
	if (READ_ONCE(from_start) || current->start_time > READ_ONCE(began))
		return true;
	if (READ_ONCE(settled) && is_short(family, level))
		return true;
	return !level && READ_ONCE(kmapcheck_returned[kmapcheck_hash(current) %
					KMAPCHECK_NRETURNED]) == current;
}

bool kmapcheck_trust_kmap(void)
{
	return READ_ONCE(from_start) && !kmapcheck_trust_partial() &&
		!kmapcheck_kmap_lossy();
}

void kmapcheck_trust_begin(bool start)
{
	memset(kmapcheck_returned, 0, sizeof(kmapcheck_returned));
	WRITE_ONCE(settled, false);
	WRITE_ONCE(partial, atomic_read(&loaded) > 0);
	WRITE_ONCE(from_start, start);
	WRITE_ONCE(began, U64_MAX);
}

void kmapcheck_trust_settle(void)
{
	WRITE_ONCE(began, ktime_get_ns());
	WRITE_ONCE(settled, true);
	if (kmapcheck_trust_partial())
		pr_info("kmapcheck: %d modules are not instrumented: reports that rest on what is not seen are left out\n",
			atomic_read(&loaded));
}
