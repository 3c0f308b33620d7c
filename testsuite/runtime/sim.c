/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sim.h"

static bool present(void)
{
	return true;
}

static u32 read_pkrs(void)
{
	return user_pkrs;
}

static void write_pkrs(u32 pkrs)
{
	user_pkrs = pkrs;
}

static int key_of(const void *addr)
{
	unsigned long n = ((unsigned long)addr -
			   (unsigned long)user_address(0)) / PAGE_SIZE;

	return n - KEYED_PAGES < 16 ? n - KEYED_PAGES : 0;
}

static void open_key(int key)
{
	user_pkrs &= ~(PKS_AD(key) | PKS_WD(key));
}

static void close_key(int key)
{
	user_pkrs |= PKS_AD(key);
}

const struct kmapcheck_pks_ops sim_pks = {
	.name = "simulated", .present = present, .read = read_pkrs,
	.write = write_pkrs, .key_of = key_of,
};

const struct kmapcheck_pks_ops sim_guard = {
	.name = "simulated guard", .present = present, .read = read_pkrs,
	.write = write_pkrs, .key_of = key_of, .open = open_key,
	.close = close_key,
};
