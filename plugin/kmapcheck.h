/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Annotations for the kmapcheck plugin. Without the plugin they are empty.
 *
 *	KMAPCHECK_IGNORE("released by the completion handler")
 *	int foo_start(struct foo *foo);
 *
 * KMAPCHECK_IGNORE(why)	report nothing in this function
 * KMAPCHECK_IGNORE_RULE(rule, why)	nothing of one rule: "kmap-leak"
 * KMAPCHECK_API(effects)	what the function does, as in an API file
 * KMAPCHECK_MAPS(effects)	the same, for one that maps: "maps-local page=1"
 * KMAPCHECK_RELEASES(effects)	and one that releases: "releases-local
 *				address=1"
 */
#ifndef KMAPCHECK_H
#define KMAPCHECK_H

#ifdef __KMAPCHECK__
#define KMAPCHECK_IGNORE(why) \
	__attribute__((kmapcheck_ignore(why)))
#define KMAPCHECK_IGNORE_RULE(rule, why) \
	__attribute__((kmapcheck_ignore_rule(rule, why)))
#define KMAPCHECK_API(effects) \
	__attribute__((kmapcheck_api(effects)))
#else
#define KMAPCHECK_IGNORE(why)
#define KMAPCHECK_IGNORE_RULE(rule, why)
#define KMAPCHECK_API(effects)
#endif

#define KMAPCHECK_MAPS(effects) KMAPCHECK_API(effects)
#define KMAPCHECK_RELEASES(effects) KMAPCHECK_API(effects)

#endif
