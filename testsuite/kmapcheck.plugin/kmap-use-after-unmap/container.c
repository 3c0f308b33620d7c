/* A list head inside the page is followed after the release. */
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

	kunmap_local(node);
	return container_of(l, struct node, list)->key; /* { dg-warning "is read after its release .kmap-use-after-unmap." } */
}
