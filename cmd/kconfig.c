/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kconfig.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "progress.h"
#include "tree.h"
#include "util.h"

#define CONFIG_TMP ".config.kmapcheck"
#define PRESET_TMP ".kmapcheck-preset"

/* What allmodconfig would switch on that only costs time, needs more tools
 * installed, or changes what the compiler is asked to do.
 */
static const char preset[] =
	"# CONFIG_WERROR is not set\n"
	"# CONFIG_DRM_WERROR is not set\n"
	"# CONFIG_DRM_AMDGPU_WERROR is not set\n"
	"# CONFIG_DRM_I915_WERROR is not set\n"
	"# CONFIG_DRM_XE_WERROR is not set\n"
	"# CONFIG_KVM_WERROR is not set\n"
	"# CONFIG_PPC_WERROR is not set\n"
	"# CONFIG_KASAN is not set\n"
	"# CONFIG_KCSAN is not set\n"
	"# CONFIG_KCOV is not set\n"
	"# CONFIG_UBSAN is not set\n"
	"# CONFIG_GCC_PLUGINS is not set\n"
	"# CONFIG_GCOV_KERNEL is not set\n"
	"CONFIG_DEBUG_INFO_NONE=y\n"
	"# CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT is not set\n"
	"# CONFIG_DEBUG_INFO_DWARF4 is not set\n"
	"# CONFIG_DEBUG_INFO_DWARF5 is not set\n"
	"# CONFIG_DEBUG_INFO is not set\n"
	"# CONFIG_DEBUG_INFO_BTF is not set\n"
	"# CONFIG_MODULE_SIG is not set\n"
	"# CONFIG_MODULE_SIG_ALL is not set\n"
	"# CONFIG_SECURITY_LOCKDOWN_LSM is not set\n"
	"# CONFIG_IMA_APPRAISE_MODSIG is not set\n";

/* A make of several steps: what it prints, and the log for its failure. */
struct step {
	struct make_log log;
	unsigned int lines;
};

static void step_line(void *ctx, int stream, char *line)
{
	struct step *s = ctx;

	(void)stream;
	make_log_line(&s->log, line);
	progress_show(++s->lines, 0, line + strspn(line, " "));
}

static void make_step(const struct tree *t, const struct strings *extra,
		      const char *what)
{
	struct strings argv = { 0 };
	struct step s = { 0 };
	struct run r = { .plain = true, .line = step_line, .ctx = &s };
	char *title = xprintf("'make %s'", what);
	size_t i;

	tree_make(t, &argv);
	for (i = 0; i < extra->n; i++)
		strings_add(&argv, extra->list[i]);
	r.argv = strings_argv(&argv);
	progress_start(what, 0);
	if (run_command(&r))
		make_log_die(&s.log, title, t->out);
	progress_end();
	make_log_free(&s.log);
	strings_free(&argv);
	free(title);
}

/* Files that are to be gone when the program ends, however it ends. */
static char *leftovers[3];

static void remove_leftovers(void)
{
	unsigned int i;

	for (i = 0; i < 3; i++)
		if (leftovers[i])
			unlink(leftovers[i]);
}

static void write_preset(const char *path)
{
	FILE *f = fopen(path, "w");
	bool ok = f && fputs(preset, f) >= 0;

	if (f && fclose(f))
		ok = false;
	if (!ok)
		die("cannot write %s: %s", path, strerror(errno));
}

/* The configuration is made under another name, so that an interrupted run
 * leaves a folder that is not configured rather than half configured.
 */
static void make_config(const struct tree *t, const char *kind)
{
	char *tmp = xprintf("%s/" CONFIG_TMP, t->out);
	char *file = xprintf("%s/" PRESET_TMP, t->out);
	char *final = xprintf("%s/.config", t->out);
	char *old = xprintf("%s.old", tmp);
	struct strings extra = { 0 };
	char *goal = xprintf("%sconfig", kind);

	leftovers[0] = tmp;
	leftovers[1] = file;
	leftovers[2] = old;
	atexit(remove_leftovers);
	strings_take(&extra, xprintf("KCONFIG_CONFIG=%s", tmp));
	if (!strcmp(kind, "allmod")) {
		write_preset(file);
		strings_take(&extra, xprintf("KCONFIG_ALLCONFIG=%s", file));
	}
	strings_add(&extra, goal);
	make_step(t, &extra, goal);
	if (rename(tmp, final))
		die("cannot rename %s to .config: %s", tmp, strerror(errno));
	strings_free(&extra);
	free(goal);
	free(final);
}

void kconfig_make(const struct tree *t, const char *kind, unsigned int jobs)
{
	struct strings extra = { 0 };

	make_config(t, kind);
	strings_add(&extra, "olddefconfig");
	make_step(t, &extra, "olddefconfig");
	strings_free(&extra);
	strings_take(&extra, xprintf("-j%u", jobs));
	strings_add(&extra, "prepare");
	strings_add(&extra, "modules_prepare");
	make_step(t, &extra, "prepare modules_prepare");
	strings_free(&extra);
}
