/* all lowers and analyses what has no mapping, too. */
/* SPDX-License-Identifier: GPL-2.0-or-later */
/* { dg-options "-fplugin-arg-kmapcheck-all -fplugin-arg-kmapcheck-stats" } */
/* { dg-final { scan-output "functions 1, lowered 1, not lowered 0" } } */
/* { dg-final { scan-output "dataflow run on 1, analysed 0, widened 0" } } */
int twice(int n)
{
	return n + n;
}
