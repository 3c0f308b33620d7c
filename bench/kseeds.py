# SPDX-License-Identifier: GPL-2.0-or-later
"""Seeding bugs into C source: where the mapping primitives are called, and what
each kind of seed makes of such a place.

Source is looked at as text, with comments and strings blanked out, so that
seeds land in functions of every shape. A seed changes one line of the source
and no other line moves; helpers that it needs are put before the function, on
the line of its head. What does not compile is no seed (bench/seeded leaves it
out).
"""
import re

# name of the release: (how its mapping is made, the family)
RELEASES = {"kunmap_local": "local", "kunmap_atomic": "atomic",
            "kunmap": "kmap"}
MAPS = {"kmap_local_page": "local", "kmap_local_folio": "local",
        "kmap_local_page_prot": "local", "kmap_atomic": "atomic",
        "kmap_atomic_prot": "atomic", "kmap": "kmap"}

CALL = re.compile(r"\b(%s)\s*\(" % "|".join(RELEASES))
MAP = re.compile(r"\b(\w+)\s*=\s*(?:\([^()]*\)\s*)?(%s)\s*\(" % "|".join(MAPS))


def blank(text):
    """Comments, strings and characters as spaces; lines stay."""
    def spaces(m):
        return re.sub(r"[^\n]", " ", m.group(0))
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|"
                  r"'(?:\\.|[^'\\\n])*'", spaces, text, flags=re.S)


def lines_left(text, name):
    """The lines of @name with tokens in the preprocessor's output @text."""
    left, here, line = set(), False, 0
    for row in text.splitlines():
        mark = re.match(r'# (\d+) "(.*)"', row)
        if mark:
            line, here = int(mark.group(1)), mark.group(2) == name
            continue
        if here and row.strip():
            left.add(line)
        line += 1
    return left


def closing(text, at):
    """Where the bracket that opens at @at closes; -1: nowhere."""
    depth = 0
    for i in range(at, len(text)):
        if text[i] in "([{":
            depth += 1
        elif text[i] in ")]}":
            depth -= 1
            if not depth:
                return i
    return -1


class Function:
    """A definition: its text from start (of the head's line) to end."""

    def __init__(self, name, head, start, end):
        self.name, self.head, self.start, self.end = name, head, start, end

    def returns_nothing(self):
        return re.search(r"\bvoid\s+[\w\s]*%s\s*\($" % self.name,
                         self.head) is not None


def functions(plain):
    """The definitions of a blanked source whose brace stands in column 0."""
    for m in re.finditer(r"^([A-Za-z_][^;{}#]*?\b(\w+)\s*\()[^;{}]*?\)"
                         r"[^;{}()]*\n\{", plain, re.M):
        end = closing(plain, m.end() - 1)
        if end > 0 and not m.group(2).isupper():
            yield Function(m.group(2), m.group(1), m.start(), end)


class Release:
    """A release that is a statement of its own on one line."""

    def __init__(self, api, arg, start, end):
        self.api, self.arg = api, arg
        self.family = RELEASES[api]
        self.start, self.end = start, end     # with the semicolon


def statement_before(plain, at):
    """Is @at where a statement of a block begins, not that of an if?"""
    i = at - 1
    while i >= 0 and plain[i].isspace():
        i -= 1
    return i >= 0 and plain[i] in "{};:"


def releases(plain, f):
    for m in CALL.finditer(plain, f.start, f.end):
        end = closing(plain, m.end() - 1)
        if end < 0 or plain[end + 1:end + 2] != ";" or \
           "\n" in plain[m.start():end]:
            continue
        yield Release(m.group(1), plain[m.end():end].strip(), m.start(),
                      end + 2)


def mappings(plain, f):
    """variable to (API, first argument) of "p = kmap...(page)"."""
    found = {}
    for m in MAP.finditer(plain, f.start, f.end):
        end = closing(plain, m.end() - 1)
        if end > 0:
            found[m.group(1)] = (m.group(2),
                                 plain[m.end():end].split(",")[0].strip())
    return found


def apply(text, changes):
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class Seed:
    """@kind, the rule that is to report it, and the changes to the text: a list
    of (start, end, new text)."""

    def __init__(self, kind, rule, line, function, changes):
        self.kind, self.rule, self.line = kind, rule, line
        self.function, self.changes = function, changes

    def apply(self, text):
        return apply(text, self.changes)

    def probe(self, text):
        """The source with a call of PROBE where the seed would be."""
        start, end, _ = self.changes[0]
        return apply(text, [(start, end, "{ extern void %s(void); %s(); %s }"
                             % (PROBE, PROBE, text[start:end]))])


PROBE = "kmc_probe"


SLEEPS = {"sleep": "msleep(1)",
          "alloc-gfp-kernel": "kfree(kmalloc(8, GFP_KERNEL))",
          "mutex": "mutex_lock(kmc_lock)"}
DECLARE = "extern int kmc_seed(void); "
LOCK = "extern struct mutex *kmc_lock; "
QUEUED = ("struct kmc_item { struct work_struct work; void *p; }; "
          "extern struct kmc_item *kmc_new(void); "
          "extern struct workqueue_struct *kmc_wq; ")
# declarations that the seeds' own words need; the headers are included last
INCLUDES = "linux/delay.h", "linux/slab.h", "linux/mutex.h", \
    "linux/workqueue.h", "linux/scatterlist.h", "linux/highmem.h"


def chain(call, levels):
    """Functions that call @call at so many levels, and a call of the last."""
    text = ""
    for i in range(levels):
        text += "static noinline void kmc_level%d(void) { %s; } " % (i, call)
        call = "kmc_level%d()" % i
    return text, call


class Seeder:
    """All seeds of one source."""

    def __init__(self, text):
        self.text, self.plain = text, blank(text)

    def line(self, at):
        return self.plain.count("\n", 0, at) + 1

    def make(self, kind, rule, f, r, new, before="", at=None):
        start, end = at or (r.start, r.end)
        changes = [(start, end, new)]
        if before:
            changes.append((f.start, f.start, before))
        return Seed(kind, rule, self.line(start), f.name, changes)

    def of_release(self, f, r, maps):
        old = self.plain[r.start:r.end]
        own = self.text[r.start:r.end]
        early = "return;" if f.returns_nothing() else "return 0;"
        mapped = maps.get(r.arg)
        yield self.make("release-deleted", "kmap-leak", f, r, ";")
        yield self.make("early-return", "kmap-leak", f, r,
                        "{ if (kmc_seed()) %s %s }" % (early, own), DECLARE)
        yield self.make("released-twice", "kmap-double-unmap", f, r,
                        "{ %s %s }" % (own, own))
        if r.family == "kmap":
            for name, (api, page) in maps.items():
                if api == "kmap" and page == r.arg:
                    yield self.make("other-release", "kmap-mismatch", f, r,
                                    "kunmap_local(%s);" % name)
                    break
            return
        other = {"local": "kunmap_atomic", "atomic": "kunmap_local"}[r.family]
        yield self.make("other-release", "kmap-mismatch", f, r,
                        "%s(%s);" % (other, r.arg))
        yield self.make("off-the-page", "kmap-bad-unmap", f, r,
                        "%s((char *)(%s) + PAGE_SIZE);" % (r.api, r.arg))
        if re.fullmatch(r"\w+", r.arg):
            yield self.make("used-after-release", "kmap-use-after-unmap", f, r,
                            "{ %s kmc_byte = *(volatile char *)%s; }"
                            % (old, r.arg), "static char kmc_byte; ")
            yield self.make("stored-to-global", "kmap-escape", f, r,
                            "{ kmc_kept = %s; %s }" % (r.arg, old),
                            "void *kmc_kept; ")
            yield self.make("queued", "kmap-escape", f, r,
                            "{ struct kmc_item *kmc_i = kmc_new(); "
                            "kmc_i->p = %s; "
                            "queue_work(kmc_wq, &kmc_i->work); %s }"
                            % (r.arg, old), QUEUED)
            yield self.make("sg-init-one", "kmap-linear", f, r,
                            "{ struct scatterlist kmc_sg; sg_init_one(&kmc_sg,"
                            " %s, 16); %s }" % (r.arg, old))
        if mapped and re.fullmatch(r"\w+", mapped[1]) and "page" in mapped[0]:
            # without the cast the kernel's own headers refuse it
            yield self.make("page-for-address", "kmap-mismatch", f, r,
                            "%s((void *)%s);" % (r.api, mapped[1]))
        if mapped and r.family == "local" and "page" in mapped[0]:
            yield self.forwards(f, r, mapped[1])
        if r.family == "atomic":
            yield from self.sleeping(f, r, old)

    def sleeping(self, f, r, old):
        for kind, call in SLEEPS.items():
            for levels in range(3):
                text, inner = chain(call, levels)
                if kind == "mutex":
                    text = LOCK + text
                yield self.make("%s-%d" % (kind, levels), "kmap-sleep", f, r,
                                "{ %s; %s }" % (inner, old), text)

    def forwards(self, f, r, page):
        """A loop that maps and one that releases in the same order."""
        own = self.text[r.start:r.end]
        return self.make(
            "loop-forwards", "kmap-order", f, r,
            "{ void *kmc_a[4]; int kmc_k; for (kmc_k = 0; kmc_k < kmc_n; "
            "kmc_k++) kmc_a[kmc_k] = kmap_local_page(%s); for (kmc_k = 0; "
            "kmc_k < kmc_n; kmc_k++) kunmap_local(kmc_a[kmc_k]); %s }"
            % (page, own), "extern int kmc_n; ")

    def swapped(self, f, a, b):
        """Two releases of stacked families, one right after the other."""
        if a.arg == b.arg or "kmap" in (a.family, b.family) or \
           self.plain[a.end:b.start].strip():
            return
        between = self.text[a.end:b.start]
        x, y = self.text[a.start:a.end], self.text[b.start:b.end]
        yield self.make("swapped", "kmap-order", f, a, y + between + x,
                        at=(a.start, b.end))
        yield self.make("swapped-on-a-branch", "kmap-order", f, a,
                        "if (kmc_seed()) { %s %s } else { %s%s%s }"
                        % (y, x, x, between, y), DECLARE,
                        at=(a.start, b.end))

    def seeds(self):
        for f in functions(self.plain):
            found = list(releases(self.plain, f))
            maps = mappings(self.plain, f)
            for i, r in enumerate(found):
                yield from self.of_release(f, r, maps)
                if i and statement_before(self.plain, found[i - 1].start):
                    yield from self.swapped(f, found[i - 1], r)
