# SPDX-License-Identifier: GPL-2.0-or-later
"""What the scripts of this folder share that seed bugs: the sources, the draw,
compiling a changed source with the plugin, and whether its finding is the one
that is due.
"""
import collections
import concurrent.futures
import hashlib
import os
import shutil
import kbench as kb
import kfindings as kf
import kseeds

CHECK_ONLY = "-fplugin-arg-kmapcheck-check-only"
# Paths as lines that can be read, without pictures.
AS_LINES = ["-fdiagnostics-plain-output"]
OUTCOMES = "reported", "elsewhere", "other rule", "nothing"


class Source:
    def __init__(self, o, obj, argv):
        self.obj, self.argv = obj, argv
        self.arg = next(i for i, a in enumerate(argv) if a.endswith(".c"))
        self.path = os.path.join(o.out, argv[self.arg])
        with open(self.path, errors="surrogateescape") as f:
            self.text = f.read()
        self.name = os.path.relpath(os.path.realpath(self.path), o.tree)
        self.before = None      # findings as it is
        self.lines = None       # those that the preprocessor leaves in


def place(o, source, text, slot, mark=True):
    """Puts @text where it is compiled in the place of @source: the command,
    what is to be added to it, and a folder of its own. With @mark messages
    name the source, else the copy; lines are the same."""
    folder = os.path.join(o.work, slot)
    os.makedirs(folder)
    path = os.path.join(folder, os.path.basename(source.path))
    with open(path, "w", errors="surrogateescape") as f:
        if mark:
            f.write('# 1 "%s"\n' % source.argv[source.arg])
        f.write(text)
    argv = list(source.argv)
    argv[source.arg] = path
    extra = ["-iquote", os.path.dirname(source.path)]
    for name in kseeds.INCLUDES:
        extra += ["-include", name]
    return argv, extra, folder


def finish(argv, extra, out, folder, dest=None):
    """Runs that, and takes the folder away: how it went, and the lines that
    were printed."""
    log = os.path.join(folder, "log")
    r = kb.compile_to(argv, extra, out,
                      dest or os.path.join(folder, "out.o"), log)
    with open(log, errors="replace") as f:
        lines = f.read().splitlines()
    shutil.rmtree(folder)
    return r, lines


def only_checked(argv):
    """The command without what makes an object."""
    return ["-S" if a == "-c" else a for a in argv
            if not a.startswith("-Wp,-MM")]


class Run:
    """What the plugin says of a source: None if it does not compile."""

    def __init__(self, o, plugin):
        self.o, self.plugin = o, plugin

    def preprocess(self, source):
        """Finds the lines that are compiled; all are when this fails."""
        path = os.path.join(self.o.work, "%x.i" % id(source))
        argv = ["-E" if a == "-c" else a for a in source.argv]
        r = kb.compile_to(argv, [], self.o.out, path, path + ".log")
        if r.ok:
            with open(path, errors="surrogateescape") as f:
                source.lines = kseeds.lines_left(
                    f.read(), source.argv[source.arg])
            os.unlink(path)

    def said(self, source, text, slot):
        """How it compiled, and what was printed, as lines."""
        argv, extra, folder = place(self.o, source, text, slot)
        extra += self.plugin.flags(argv[0]) + [CHECK_ONLY] + AS_LINES
        return finish(only_checked(argv), extra, self.o.out, folder,
                      "/dev/null")

    def is_dead(self, source, seed, slot):
        """Does the compiler leave the seed's place out ("if (0)")? What
        it has of the functions when the plugin looks at them tells."""
        argv, extra, folder = place(self.o, source, seed.probe(source.text),
                                    slot)
        dump = os.path.join(self.o.work, slot + ".ssa")
        r, _ = finish(only_checked(argv),
                      extra + ["-fdump-tree-ssa=" + dump] +
                      self.plugin.flags(argv[0]) + [CHECK_ONLY],
                      self.o.out, folder, "/dev/null")
        if not os.path.exists(dump):
            return False
        with open(dump, errors="replace") as f:
            dead = r.ok and kseeds.PROBE + " ();" not in f.read()
        os.unlink(dump)
        return dead

    def findings(self, source, text, slot):
        r, lines = self.said(source, text, slot)
        return kf.read_findings(lines) if r.ok else None


def key(f):
    return f.rule, f.line, f.message


def fresh(before, found, key):
    """Those of @found that were not there before, as often as that."""
    known = collections.Counter(map(key, before))
    new = []
    for f in found:
        if known[key(f)]:
            known[key(f)] -= 1
        else:
            new.append(f)
    return new


def judge(source, seed, found):
    """How the seed was seen: one of OUTCOMES."""
    new = fresh(source.before, found, key)
    due = [f for f in new if f.rule == seed.rule]
    lines = source.text.splitlines()
    for f in due:
        if seed.line in [f.line] + [n for _, n in f.path]:
            return "reported"
        if seed.kind == "release-deleted" and \
           kf.function_at(lines, f.line) == seed.function:
            return "reported"
    return "elsewhere" if due else "other rule" if new else "nothing"


# ---- choice ----

def draw(o, source, seed, n):
    text = "\0".join([o.seed, source.name, seed.kind, seed.function, str(n)])
    return hashlib.sha256(text.encode()).hexdigest()


def choose(o, sources):
    """Pairs of source and seed, @o.count in all if there are as many."""
    kinds = collections.defaultdict(list)
    for source in sources:
        for n, seed in enumerate(kseeds.Seeder(source.text).seeds()):
            if o.kind and seed.kind not in o.kind or \
               source.lines is not None and seed.line not in source.lines:
                continue
            kinds[seed.kind].append((draw(o, source, seed, n), source, seed))
    left, chosen = o.count, []
    for i, kind in enumerate(sorted(kinds, key=lambda k: len(kinds[k]))):
        take = sorted(kinds[kind], key=lambda x: x[0])
        take = take[:left // (len(kinds) - i)]
        left -= len(take)
        chosen += [(source, seed) for _, source, seed in take]
    return chosen


def load(o, users):
    commands = kb.commands_of(o, users.make, users.objects)
    return [Source(o, obj, commands[obj]) for obj in users.objects
            if obj in commands]


def preprocess(o, sources):
    run = Run(o, None)
    with concurrent.futures.ThreadPoolExecutor(o.jobs or 1) as pool:
        for _ in pool.map(run.preprocess, sources):
            pass
