/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GCC's headers in the one order that works. Nothing else in the plugin
 * includes a header of GCC; its versions differ in gcc-compat.h.
 */
#ifndef KMC_GCC_HEADERS_H
#define KMC_GCC_HEADERS_H

#include <stdint.h>
#include <time.h>

#include "gcc-plugin.h"
#include "tree.h"
#include "gimple.h"
#include "tree-pass.h"
#include "context.h"
#include "stringpool.h"
#include "attribs.h"
#include "basic-block.h"
#include "gimple-iterator.h"
#include "gimple-fold.h"
#include "gimple-ssa.h"
#include "ssa.h"
#include "tree-into-ssa.h"
#include "dominance.h"
#include "tree-cfg.h"
#include "tree-dfa.h"
#include "tree-phinodes.h"
#include "ssa-iterators.h"
#include "cgraph.h"
#include "internal-fn.h"
#include "fold-const.h"
#include "stor-layout.h"
#include "langhooks.h"
#include "options.h"
#include "opts.h"
#include "output.h"
#include "toplev.h"
#include "intl.h"
#include "cpplib.h"
#include "c-family/c-common.h"
#include "c-family/c-pragma.h"
#include "diagnostic-core.h"
#include "diagnostic.h"

#include "gcc-compat.h"

#endif
