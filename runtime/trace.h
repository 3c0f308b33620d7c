/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tracepoint kmapcheck:kmapcheck_report: one event a report. The files are
 * those of the release, or where there is none of the mapping.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM kmapcheck

#if !defined(KMAPCHECK_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define KMAPCHECK_TRACE_H

#include <linux/tracepoint.h>

#include "shim.h"

TRACE_EVENT(kmapcheck_report,
	TP_PROTO(const struct kmapcheck_report *r),
	TP_ARGS(r),
	TP_STRUCT__entry(
		__field(u32, number)
		__field(u32, line)
		__field(u32, mapped_line)
		__field(const char *, rule)
		__array(char, file, sizeof(((struct kmapcheck_where *)0)->file))
		__array(char, mapped_file,
			sizeof(((struct kmapcheck_where *)0)->file))
	),
	TP_fast_assign(
		__entry->number = r->number;
		__entry->rule = kmapcheck_kinds[r->claim.kind].rule;
		__entry->line = r->release.api[0] ? r->release.line : 0;
		__entry->mapped_line = r->mapped.api[0] ? r->mapped.line : 0;
		__entry->file[0] = __entry->mapped_file[0] = 0;
		if (__entry->line)
			memcpy(__entry->file, r->release.file,
			       sizeof(__entry->file));
		if (__entry->mapped_line)
			memcpy(__entry->mapped_file, r->mapped.file,
			       sizeof(__entry->mapped_file));
	),
	TP_printk("report %u %s released %s:%u mapped %s:%u",
		__entry->number, __entry->rule, __entry->file, __entry->line,
		__entry->mapped_file, __entry->mapped_line)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
