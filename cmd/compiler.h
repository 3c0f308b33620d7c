/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The user's compiler, and the plugin built for it.
 */
#ifndef KMC_CMD_COMPILER_H
#define KMC_CMD_COMPILER_H

struct strings;

struct compiler {
	char *cc;			/* as the user names it */
	char *target;			/* -dumpmachine */
	unsigned int major;		/* of the version */
	char *plugin;			/* absolute path of kmapcheck.so */
	char *build_id;			/* changes whenever the plugin does */
};

/* Ask the compiler @cc (a name or several words) who it is and find its
 * plugin. Ends the program with a sentence when it cannot be used. The caller
 * frees the result with compiler_free().
 */
struct compiler *compiler_open(const char *cc);
void compiler_free(struct compiler *c);

/* End the program when @path would be torn apart in KCFLAGS. */
void need_plain_path(const char *path);

/* "arm-linux-" of the compiler "arm-linux-gcc-12", "" of a native one. */
char *compiler_prefix(const char *cc);

/* The flags that load the plugin, without options, and then one option
 * ("level=certain", "record-only"), are appended to @flags.
 */
void compiler_flags(const struct compiler *c, struct strings *flags);
void compiler_flag(struct strings *flags, const char *option);

/* The option for a file of API rows (NULL: none), and one that changes with
 * what is in it.
 */
void compiler_api(struct strings *flags, const char *api);

/* The flags as one string for KCFLAGS, after the user's own (may be NULL). */
char *compiler_kcflags(const char *user, const struct strings *flags);

#endif
