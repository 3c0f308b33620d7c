/* Without all, what has no mapping is left alone. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-stats" } */
/* { dg-final { scan-output "functions 1, lowered 0, not lowered 0" } } */
/* { dg-final { scan-output-not "dataflow" } } */
int twice(int n)
{
	return n + n;
}
