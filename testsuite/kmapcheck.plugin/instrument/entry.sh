# SPDX-License-Identifier: GPL-2.0-or-later
# Functions of the kernel's core are told of at their entry, by name and file;
# units that are not to be instrumented are not.
. "$TESTSUITE/lib/script.sh"

mkdir -p tree/scripts tree/kernel/sched tree/kernel/entry tree/lib tree/mm \
	tree/arch/x86/mm tree/arch/arm/kernel
cd tree || exit 1
tree=-fplugin-arg-kmapcheck-srctree=$PWD

# compile FILE ARGUMENT...: FILE.o, its undefined symbols in undefined.
compile() {
	file=$1
	shift
	$AROUND "$TARGET_CC" -fplugin="$PLUGIN" "$tree" -fno-pie -fchecking \
		-fplugin-arg-kmapcheck-instrument -I"$TESTSUITE/include" "$@" \
		-c -o "$file.o" "$file" || return 1
	nm -u "$file.o" | awk '{ print $2 }' >undefined
}

# hooks FILE [HOOK...]: FILE calls just these functions of the shim.
hooks() {
	hooks_of=$1
	shift
	compile "$hooks_of" -O2 || return 1
	grep '^__kmapcheck_' undefined | sort >have
	for hook; do
		echo "$hook"
	done >want
	cmp want have
}

cat >hook.c <<'END'
#include <stdio.h>
void __kmapcheck_switch(void)
{
	printf("switch ");
}
void __kmapcheck_fault(const char *regs, unsigned long code, unsigned long at)
{
	printf("%s %lu %lu ", regs, code, at);
}
END
cat >kernel/sched/core.c <<'END'
#ifdef TRACE
#include <stdio.h>
#define say(...) printf(__VA_ARGS__)
#else
#define say(...) (void)0
#endif
struct task { int pid; };
static int finish_task_switch(struct task *prev)
{
	do
		say("body ");
	while (--prev->pid);
	return prev->pid;
}
int main(void)
{
	struct task t = { 2 };
	return finish_task_switch(&t);
}
END
verdict "the switch of tasks" hooks kernel/sched/core.c __kmapcheck_switch
for level in -O0 -O1 -O2 -Os; do
	compile kernel/sched/core.c $level -DTRACE &&
		"$TARGET_CC" -no-pie -o core kernel/sched/core.c.o hook.c
	verdict "  before the body, once, at $level" test \
		"$(./core)" = "switch body body "
done

echo 'void do_exit(long code) { for (;;); }' >kernel/exit.c
cp kernel/exit.c lib/exit.c
verdict "the end of a task" hooks kernel/exit.c __kmapcheck_exit
verdict "  not a namesake elsewhere" hooks lib/exit.c
echo 'int (*f)(void);
static void syscall_exit_to_user_mode_prepare(void *regs) { while (f()); }
void leave(void) { syscall_exit_to_user_mode_prepare(0); }' \
	>kernel/entry/common.c
verdict "the return to user space" hooks kernel/entry/common.c \
	__kmapcheck_return
echo 'int do_work_pending(void *regs, unsigned int flags, int syscall)
{ return flags; }' >arch/arm/kernel/signal.c
verdict "  ARM's, when there is work at it" hooks arch/arm/kernel/signal.c \
	__kmapcheck_return
echo 'void irq_enter_rcu(void) {}
static inline void softirq_handle_begin(void) {}
static inline void softirq_handle_end(void) {}
static inline void tick_irq_exit(void) {}
void soft(void) { softirq_handle_begin(); softirq_handle_end(); }
void hard(void) { tick_irq_exit(); }' >kernel/softirq.c
verdict "interrupts" hooks kernel/softirq.c __kmapcheck_irq_enter \
	__kmapcheck_irq_exit __kmapcheck_softirq_exit
cat >arch/x86/mm/fault.c <<'END'
int faults;
__attribute__((noinline))
void bad_area_nosemaphore(void *r, unsigned long e, unsigned long a)
{
	if (e++ || (a = 5))
		r = &faults;
	++*(int *)r;
}
int main(void)
{
	bad_area_nosemaphore("regs", 2, 3);
	return faults != 1;
}
END
verdict "faults" hooks arch/x86/mm/fault.c __kmapcheck_fault
for level in -O0 -O1 -O2 -Os; do
	compile arch/x86/mm/fault.c $level &&
		"$TARGET_CC" -no-pie -o fault arch/x86/mm/fault.c.o hook.c
	verdict "  with its arguments, as they were given, at $level" test \
		"$(./fault)" = "regs 2 3 "
done
echo 'void bad_area_nosemaphore(void *regs) {}' >arch/x86/mm/fault.c
verdict "  unless they have other parameters" hooks arch/x86/mm/fault.c

cat >mm/clear.c <<'END'
#include "kernel.h"
void clear(struct page *page)
{
	char *p = kmap_local_page(page);

	*p = 0;
	kunmap_local(p);
}
END
cp mm/clear.c mm/highmem.c
{
	cat mm/clear.c
	echo 'void __kmapcheck_map(void *addr, const void *site) {}'
} >mm/shim.c
verdict "a unit that maps" hooks mm/clear.c __kmapcheck_map __kmapcheck_unmap
verdict "what defines the primitives is left alone" hooks mm/highmem.c
verdict "what defines hooks is left alone" hooks mm/shim.c

mark=__kmapcheck_instrumented
echo 'int nothing;' >lib/empty.c
compile lib/empty.c -DMODULE
verdict "a unit of a module is marked, also with no site" test \
	"$(nm lib/empty.c.o | grep -c " r $mark$")" = 1
compile lib/empty.c
verdict "  one of the kernel is not" test \
	"$(nm lib/empty.c.o | grep -c $mark)" = 0

$AROUND "$TARGET_CC" -fplugin="$PLUGIN" "$tree" -I"$TESTSUITE/include" -O2 \
	-c -o plain.o mm/clear.c
"$KMAPCHECK" dump plain.o | grep -v '^#' >plain
compile mm/clear.c -O2 && "$KMAPCHECK" dump mm/clear.c.o | grep -v '^#' >traced
verdict "the record is that of the code as written" test -s plain
verdict "  with the calls, too" cmp plain traced
