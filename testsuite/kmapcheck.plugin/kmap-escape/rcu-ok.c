/* The RCU callback finds a copy in the object around the head. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct node {
	struct rcu_head rcu;
	char *name;
};

void node_free(struct rcu_head *head);

void drop(struct node *node, struct page *page, char *copy)
{
	char *p = kmap_local_page(page);

	memcpy(copy, p, 16);
	node->name = copy;
	call_rcu(&node->rcu, node_free);
	kunmap_local(p);
}
