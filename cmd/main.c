/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kmapcheck: the tool. One command, one file: cmd-<name>.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "util.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *what;
} commands[] = {
	{ "users", cmd_users,
	  "check the objects of a kernel that use a mapping API" },
	{ "make", cmd_make,
	  "run make with the plugin added, then check what was built" },
	{ "cflags", cmd_cflags,
	  "print the compiler flags that load the plugin" },
	{ "kernel-flags", cmd_kernel_flags,
	  "print make's arguments for a kernel that checks itself" },
	{ "explain", cmd_explain,
	  "say what a rule means, and how to mend what it finds" },
	{ "dump", cmd_dump,
	  "print the records that the plugin left in objects" },
	{ "sites", cmd_sites,
	  "list where an instrumented file tells of mappings" },
	{ "decode", cmd_decode,
	  "read the reports of an instrumented kernel's console log" },
};

#define NCOMMANDS (sizeof(commands) / sizeof(*commands))

static void print_help(void)
{
	unsigned int i;

	puts("Usage: kmapcheck COMMAND [OPTION...] [ARGUMENT...]\n\n"
	     "Finds misuse of the kernel's temporary mappings (kmap, kmap_atomic, kmap_local\n"
	     "and what is built on them).\n");
	for (i = 0; i < NCOMMANDS; i++)
		printf("  %-13s%s\n", commands[i].name, commands[i].what);
	puts("\n'kmapcheck COMMAND --help' lists the options of a command.\n"
	     "Exit status: 0 nothing to report, 1 findings, 2 it could not be done.\n\n"
	     "  kmapcheck users ~/linux fs/ext4      check a part of a configured kernel");
}

static void unknown_command(const char *name)
{
	char *names = xstrdup("");
	unsigned int i;

	for (i = 0; i < NCOMMANDS; i++)
		names = xprintf("%s%s%s", names, i ? ", " : "",
				commands[i].name);
	die("unknown command '%s'; valid ones are %s", name, names);
}

/* What was printed must have arrived. */
static int flush_output(int status)
{
	if (fflush(stdout) || ferror(stdout))
		die("cannot write: %s", strerror(errno));
	return status;
}

int main(int argc, char **argv)
{
	unsigned int i;

	argp_program_version = "kmapcheck " PACKAGE_VERSION;
	if (argc < 2)
		die("no command given; 'kmapcheck --help' lists them");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		print_help();
		return flush_output(STATUS_CLEAN);
	}
	if (!strcmp(argv[1], "--version")) {
		puts(argp_program_version);
		return flush_output(STATUS_CLEAN);
	}
	for (i = 0; i < NCOMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return flush_output(commands[i].run(argc - 1,
							    argv + 1));
	unknown_command(argv[1]);
}
