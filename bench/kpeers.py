# SPDX-License-Identifier: GPL-2.0-or-later
"""The tools that bench/peers gives sources to: how each is called, what of
that which it prints is a message, and when a message tells of a seed.

All are given a copy of the source and run in the object folder with the
command of kbuild, and each can use up so much CPU time and no more.
"""
import os
import re
import kbench as kb
import kfindings as kf
import kseedrun as ks
import kseeds

# What the kernel's Makefile gives to a checker; the machine is that which
# smatch was built for.
CHECKFLAGS = ["-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__",
              "-Wbitwise", "-Wno-return-void", "-Wno-unknown-attribute"]
# The headers that seeds need come before the source's own definition of pr_fmt.
REDEFINED = re.compile(r"\bredefined\b|\boriginal definition\b")
LIMITED = ["sh", "-c", 'ulimit -t "$0" && exec "$@"']
MAPPING = re.compile(r"\b(?:%s)\b" % "|".join([*kseeds.MAPS,
                                               *kseeds.RELEASES]))


# A mistake that has nothing to do with mappings, before the seeded statement.
CONTROL = ("{ char *kmc_new = kmalloc(8, GFP_ATOMIC); if (!kmc_new) "
           "*kmc_new = 1; %s }")


def control(source, seed):
    """In the place of @seed: the fresh pointer is used where it is NULL."""
    start, end, _ = max(seed.changes)
    return kseeds.Seed("control", "none", seed.line, seed.function,
                       [(start, end, CONTROL % source.text[start:end])])


class Message:
    """@text at @line. @places are all (file's last name, line) that it shows,
    @functions the names that it is in."""

    def __init__(self, text, file, line, finding=None):
        self.text, self.line, self.finding = text, line, finding
        self.places = {(os.path.basename(file), line)}
        self.functions = set()


class Answer:
    """@ok is False where the tool failed or took too long."""

    def __init__(self, compiled, messages):
        self.ok, self.cpu = compiled.ok, compiled.cpu
        self.messages = messages


class Tool:
    """One that is called like the compiler."""
    mark = True                 # it reads "# 1 FILE"

    def __init__(self, o):
        self.o = o

    def run(self, source, text, slot):
        argv, extra, folder = ks.place(self.o, source, text, slot, self.mark)
        argv, extra = self.command(source, argv, extra)
        r, lines = ks.finish(LIMITED + [str(self.o.limit)] + argv, extra,
                             self.o.out, folder)
        return Answer(r, list(self.read(lines)))

    def told(self, source, seed, before, after):
        """The new messages that count as a report of @seed."""
        return [m for m in ks.fresh(before.messages, after.messages,
                                    lambda m: (m.line, m.text))
                if in_function(source, seed, m)]


def spans(source):
    """(name, first line, last line, text) of each function."""
    plain = kseeds.blank(source.text)
    for f in kseeds.functions(plain):
        yield (f.name, plain.count("\n", 0, f.start) + 1,
               plain.count("\n", 0, f.end) + 1, plain[f.start:f.end])


def in_function(source, seed, message):
    name = os.path.basename(source.path)
    if seed.function in message.functions:
        return True
    for function, first, last, _ in spans(source):
        if function == seed.function and first <= seed.line <= last:
            return any(file == name and first <= line <= last
                       for file, line in message.places)
    return False


# ---- the tools ----

class Gcc(Tool):
    name = "gcc"
    flags = ["-fno-diagnostics-show-caret",
             "-fdiagnostics-path-format=separate-events"]

    def command(self, source, argv, extra):
        return argv, extra + self.flags

    def read(self, lines):
        functions, places, last = set(), set(), None
        for line in lines:
            inside = re.search(r"(?:^|: )In function '(\w+)", line)
            inlined = re.match(r" +inlined from '(\w+)[^']*'"
                               r"(?: at (.+):(\d+):\d+)?[,:]$", line)
            m = re.match(r"([^:\s][^:]*):(\d+):(?:\d+:)? (warning: |note: \(\d)"
                         "(.*)", line)
            if inside:
                functions, places = {inside.group(1)}, set()
            elif inlined:
                functions.add(inlined.group(1))
                if inlined.group(2):
                    places.add((os.path.basename(inlined.group(2)),
                                int(inlined.group(3))))
            elif m and m.group(3) == "warning: ":
                if REDEFINED.search(line):
                    continue
                if last:
                    yield last
                last = Message(m.group(4), m.group(1), int(m.group(2)))
                last.places |= places
                last.functions |= functions
            elif m and last:
                last.places.add((os.path.basename(m.group(1)),
                                 int(m.group(2))))
        if last:
            yield last


class Analyzer(Gcc):
    name = "gcc -fanalyzer"
    flags = Gcc.flags + ["-fanalyzer"]


class Kmapcheck(Tool):
    """Its column is that of bench/seeded: the rule that is due, with the line
    in the path; more is asked than of the others."""
    name = "kmapcheck"

    def __init__(self, o):
        super().__init__(o)
        self.plugin = kb.Plugin(o, ["--no-record"])

    def command(self, source, argv, extra):
        return argv, extra + self.plugin.flags(argv[0])

    def read(self, lines):
        return [Message(f.message, f.file, f.line, f)
                for f in kf.read_findings(lines)]

    def told(self, source, seed, before, after):
        source.before = [m.finding for m in before.messages]
        found = [m.finding for m in after.messages]
        if ks.judge(source, seed, found) != "reported":
            return []
        new = ks.fresh(source.before, found, ks.key)
        return [m for m in after.messages if m.finding in new]


class Smatch(Tool):
    """Without the data base of functions in other files, which takes several
    builds of the whole kernel. What it says of giving up is no message."""
    name = "smatch"
    mark = False
    GIVES_UP = re.compile("Function too hairy|turning off implications")

    def __init__(self, o):
        super().__init__(o)
        self.program = executable(os.path.join(o.smatch, "smatch")
                                  if os.path.isdir(o.smatch) else o.smatch)

    def command(self, source, argv, extra):
        first = [self.program, "-p=kernel", "--succeed"] + CHECKFLAGS
        # it does not know -iquote
        return first + ["-I", extra[1]] + argv[1:], extra[2:]

    def read(self, lines):
        for line in lines:
            m = re.match(r"([^:\s][^:]*):(\d+)(?::\d+:)? (.*)", line)
            if m and not self.GIVES_UP.search(line) and \
               not REDEFINED.search(line):
                message = Message(m.group(3), m.group(1), int(m.group(2)))
                inside = re.match(r"(\w+)\(\) ", m.group(3))
                if inside:
                    message.functions.add(inside.group(1))
                yield message


class Spatch(Tool):
    """Coccinelle with a rule in the mode "report", as coccicheck calls it."""
    name = "spatch"
    mark = False

    def __init__(self, o):
        super().__init__(o)
        self.program = executable(o.spatch)
        self.rule = os.path.realpath(o.cocci)
        if not os.path.isfile(self.rule):
            kb.die("no file %s" % o.cocci)

    def command(self, source, argv, extra):
        return [self.program, "--very-quiet", "--no-show-diff", "-D", "report",
                "--no-includes", "--cocci-file", self.rule,
                argv[source.arg]], []

    def read(self, lines):
        for line in lines:
            m = re.match(r"([^:\s][^:]*):(\d+):[\d-]+: (.*)", line)
            if m:
                yield Message(m.group(3), m.group(1), int(m.group(2)))


def executable(path):
    if not (path and os.path.isfile(path) and os.access(path, os.X_OK)):
        kb.die("no program %s" % path)
    return os.path.realpath(path)


def tools(o):
    """Plain gcc is the first: what it does not compile is no seed."""
    found = [Gcc(o), Kmapcheck(o)]
    if o.analyzer:
        found.append(Analyzer(o))
    if o.smatch:
        found.append(Smatch(o))
    if o.cocci:
        found.append(Spatch(o))
    return found


# ---- messages on sources as they are ----

def mapping_places(source):
    """The lines of functions that map or release, and of these calls."""
    around, at = set(), set()
    for _, first, last, text in spans(source):
        calls = [first + text.count("\n", 0, m.start())
                 for m in MAPPING.finditer(text)]
        if calls:
            around |= set(range(first, last + 1))
            at |= set(calls)
    return around, at


def of_mappings(source, messages):
    """How many of them are in functions that map or release, and how many of
    these at such a call or with its name in the text."""
    name = os.path.basename(source.path)
    around, at = mapping_places(source)
    near = [m for m in messages
            if any(f == name and n in around for f, n in m.places)]
    return len(near), sum(
        bool(MAPPING.search(m.text)) or
        any(f == name and n in at for f, n in m.places) for m in near)
