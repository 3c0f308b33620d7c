/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Modules come and go. One whose symbols name no hook is not instrumented: the
 * plugin leaves a symbol in each unit, be there sites in it or not. When one
 * goes, so do its sites.
 */
#include "shim.h"

#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/version.h>

#include "parts.h"

#ifdef CONFIG_MODULES

#define PREFIX "__kmapcheck_"
#define NUNSEEN 64

/* Those that are not: their symbols are there only while they are loaded. */
static const struct module *unseen[NUNSEEN];

/* The whole table of symbols: there until the module is live. */
static bool is_instrumented(const struct module *mod)
{
#ifdef CONFIG_KALLSYMS
	const struct mod_kallsyms *k = mod->kallsyms;
	unsigned int i;

	for (i = 0; k && i < k->num_symtab; i++)
		if (!strncmp(k->strtab + k->symtab[i].st_name, PREFIX,
			     strlen(PREFIX)))
			return true;
#endif
	return false;
}

static void forget_sites(const struct module *mod)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	for_each_mod_mem_type(i) {
		unsigned long base = (unsigned long)mod->mem[i].base;

		kmapcheck_shadow_forget(base, mod->mem[i].size);
		kmapcheck_kmap_forget(base, mod->mem[i].size);
	}
#else
	unsigned long base = (unsigned long)mod->core_layout.base;

	kmapcheck_shadow_forget(base, mod->core_layout.size);
	kmapcheck_kmap_forget(base, mod->core_layout.size);
#endif
}

static void change_unseen(const struct module *from, const struct module *to,
			  const char *name)
{
	unsigned int i;

	for (i = 0; i < NUNSEEN; i++) {
		if (cmpxchg(&unseen[i], from, to) != from)
			continue;
		kmapcheck_trust_module(name, to);
		return;
	}
}

static int notify(struct notifier_block *self, unsigned long what, void *data)
{
	struct module *mod = data;

	if (what == MODULE_STATE_COMING && !is_instrumented(mod)) {
		change_unseen(NULL, mod, mod->name);
	} else if (what == MODULE_STATE_GOING) {
		change_unseen(mod, NULL, mod->name);
		forget_sites(mod);
	}
	return NOTIFY_OK;
}

static struct notifier_block notifier = { .notifier_call = notify };

void kmapcheck_modules_start(void)
{
	register_module_notifier(&notifier);
}

void kmapcheck_modules_stop(void)
{
	unregister_module_notifier(&notifier);
}

#else

void kmapcheck_modules_start(void)
{
}

void kmapcheck_modules_stop(void)
{
}

#endif
