/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ranges: what a number can be, and whether it is NULL or an ERR_PTR.
 */
#include "state.h"

struct range range_all(void)
{
	struct range r = { INT64_MIN, INT64_MAX, false, false };

	return r;
}

struct range range_const(int64_t c)
{
	struct range r = { c, c, c != 0, c < ERR_LOW || c >= 0 };

	return r;
}

bool range_equal(struct range a, struct range b)
{
	return a.lo == b.lo && a.hi == b.hi && a.nz == b.nz && a.nerr == b.nerr;
}

bool range_settle(struct range *r)
{
	if (r->nz && r->lo == 0)
		r->lo = 1;
	if (r->nz && r->hi == 0)
		r->hi = -1;
	if (r->nerr && r->lo >= ERR_LOW && r->lo < 0)
		r->lo = 0;
	if (r->nerr && r->hi >= ERR_LOW && r->hi < 0)
		r->hi = ERR_LOW - 1;
	if (r->lo > 0 || r->hi < 0)
		r->nz = true;
	if (r->lo >= 0 || r->hi < ERR_LOW)
		r->nerr = true;
	return r->lo <= r->hi;
}

bool range_meet(struct range *r, struct range with)
{
	if (with.lo > r->lo)
		r->lo = with.lo;
	if (with.hi < r->hi)
		r->hi = with.hi;
	r->nz = r->nz || with.nz;
	r->nerr = r->nerr || with.nerr;
	return range_settle(r) && range_settle(r);
}

struct range range_join(struct range a, struct range b)
{
	struct range r;

	r.lo = a.lo < b.lo ? a.lo : b.lo;
	r.hi = a.hi > b.hi ? a.hi : b.hi;
	r.nz = a.nz && b.nz;
	r.nerr = a.nerr && b.nerr;
	return r;
}
