/* A field of the caller holds the address for as long as a callee needs it. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel.h"

struct req {
	void *data;
	unsigned int len;
};

int submit_req(struct req *req);

int send(struct req *req, struct page *page)
{
	int err;

	req->data = kmap_local_page(page);
	req->len = PAGE_SIZE;
	err = submit_req(req);
	kunmap_local(req->data);
	req->data = NULL;
	return err;
}
