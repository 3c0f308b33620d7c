/* The list head inside the page is followed before the release. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct node {
	int key;
	struct list_head list;
};

int key_of(struct page *page)
{
	struct node *node = kmap_local_page(page);
	struct list_head *l = &node->list;
	int key = container_of(l, struct node, list)->key;

	kunmap_local(node);
	return key;
}
