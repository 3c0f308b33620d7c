# SPDX-License-Identifier: GPL-2.0-or-later
"""What the scripts of this folder share: the options, the list of objects that
use a mapping API, the compile commands of kbuild, and ELF sections.

Nothing is written into the user's tree or object folder: each command is run
in the object folder, as kbuild does, with its output in a scratch folder.
"""
import argparse
import atexit
import os
import re
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

SECTION = ".discard.kmapcheck"
# "make -n" of a whole kernel takes minutes; so long it may tell nothing new.
DRY_SECONDS = float(os.environ.get("KBENCH_PATIENCE", "300"))
HERE = os.path.dirname(os.path.realpath(__file__))

# The place of make: "kmapcheck users" is run with this one, which notes what
# is to be built and builds nothing. Other calls (for the Makefiles) go on.
FAKE_MAKE = """#!/bin/sh
for arg; do
	case $arg in
	KCFLAGS=*)
		printf '%s\\n' "$@" >>"$KBENCH_GOALS"
		exit 0 ;;
	esac
done
PATH=$KBENCH_PATH exec make "$@"
"""


def die(text):
    sys.stdout.flush()
    print("%s: %s" % (os.path.basename(sys.argv[0]), text), file=sys.stderr)
    sys.exit(2)


def tell(text):
    print("%s: %s" % (os.path.basename(sys.argv[0]), text), file=sys.stderr,
          flush=True)


def progress(done, total, what):
    if sys.stderr.isatty():
        print("\r%d/%d %-60.60s" % (done, total, what), end="",
              file=sys.stderr, flush=True)
        if done == total:
            print("\r%75s\r" % "", end="", file=sys.stderr, flush=True)


# ---- options ----

def positive(text):
    n = int(text)
    if n < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return n


def parser(doc):
    p = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("tree", metavar="TREE", help="the kernel's source")
    p.add_argument("dirs", metavar="DIR", nargs="*",
                   help="only these folders or files of it")
    p.add_argument("-O", "--output", metavar="OBJDIR", dest="out",
                   help="its configured object folder (default: TREE)")
    p.add_argument("-j", "--jobs", type=positive, metavar="N",
                   help="so many compilers at a time")
    p.add_argument("--kmapcheck", metavar="PATH",
                   help="the tool (default: that of this repository's build "
                        "folder, else of $PATH)")
    return p


def find_tool(given):
    top = os.path.dirname(HERE)
    here = [os.path.join(top, d, "cmd/kmapcheck") for d in ("build", "")]
    for path in [given] if given else here + [shutil.which("kmapcheck")]:
        if path and os.path.isfile(path) and os.access(path, os.X_OK):
            return os.path.realpath(path)
    if given:
        die("no program %s" % given)
    die("no kmapcheck found; name it with --kmapcheck build/cmd/kmapcheck")


def parse(p):
    """The arguments, checked."""
    o = p.parse_intermixed_args()
    o.tool = find_tool(o.kmapcheck)
    o.out = os.path.realpath(o.out or o.tree)
    o.tree = os.path.realpath(o.tree)
    if not os.path.isfile(os.path.join(o.tree, "scripts/Kbuild.include")):
        die("%s is not a kernel tree" % o.tree)
    if not os.path.isfile(os.path.join(o.out, "include/config/auto.conf")):
        die("%s is not configured and prepared; run 'make O=%s modules_prepare'"
            " there first, or name the object folder with -O"
            % (o.out, o.out))
    for d in o.dirs:
        if not os.path.exists(os.path.join(o.tree, d)):
            die("no %s in %s" % (d, o.tree))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    return o


def run_main(main):
    """Ends with one sentence, not with a traceback, for what users can do."""
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        die("interrupted")
    except OSError as e:
        die("%s: %s" % (e.filename or "cannot go on", e.strerror))


def scratch():
    path = tempfile.mkdtemp(prefix="kmapcheck-bench-")
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def kernel_version(tree):
    """"6.12", of the tree's Makefile."""
    with open(os.path.join(tree, "Makefile"), errors="replace") as f:
        text = f.read(4096)
    part = [re.search(r"^%s *= *(\d+)" % name, text, re.M)
            for name in ("VERSION", "PATCHLEVEL")]
    if not all(part):
        die("%s/Makefile does not tell the version" % tree)
    return ".".join(m.group(1) for m in part)


def kernel_arch(out):
    """What the object folder is configured for, as make's ARCH: "i386"."""
    with open(os.path.join(out, ".config"), errors="replace") as f:
        text = f.read()
    m = re.search(r"^# Linux/(\S+) ", text, re.M)
    if not m:
        die("%s/.config does not tell the architecture" % out)
    if m.group(1) != "x86":
        return m.group(1)
    return "x86_64" if "\nCONFIG_64BIT=y\n" in text else "i386"


# ---- which objects, and how they are compiled ----

class Users:
    """What "kmapcheck users" would build: .objects, and .make, how it calls
    make."""

    def __init__(self, o, work):
        self.o, self.work = o, work
        self.fake = os.path.join(work, "bin")
        os.mkdir(self.fake)
        with open(os.path.join(self.fake, "make"), "w") as f:
            f.write(FAKE_MAKE)
        os.chmod(f.name, 0o755)
        args = self.ask(o.dirs)
        self.objects = self.goals(args)
        self.make = ["make"] + args[:args.index("-k")]

    def ask(self, dirs):
        """The arguments that make is given."""
        goals = os.path.join(self.work, "goals")
        path = os.environ.get("PATH", os.defpath)
        env = dict(os.environ, PATH=self.fake + os.pathsep + path,
                   KBENCH_PATH=path, KBENCH_GOALS=goals)
        r = subprocess.run(
            [self.o.tool, "users", "-O", self.o.out, self.o.tree] + dirs,
            env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace")
        if not os.path.exists(goals):
            die("'kmapcheck users' builds nothing: %s"
                % (r.stderr.strip().splitlines() or ["no reason given"])[-1])
        with open(goals) as f:
            args = f.read().splitlines()
        os.unlink(goals)
        return args

    @staticmethod
    def goals(args):
        return sorted({a for a in args if a.endswith(".o")})

    def everywhere(self):
        """The users in the whole tree, whatever folders were named."""
        return self.goals(self.ask([])) if self.o.dirs else self.objects


def strip_plugin(argv):
    """@argv without a kmapcheck plugin that the object was built with."""
    return [a for a in argv
            if not a.startswith("-fplugin-arg-kmapcheck-") and
            not (a.startswith("-fplugin=") and a.endswith("kmapcheck.so"))]


def command_parse(text):
    """The compiler's part of a saved command of kbuild; None where it is no
    compile of kernel C."""
    lex = shlex.shlex(text.replace("$(pound)", "#").replace("$$", "$"),
                      posix=True, punctuation_chars=";&|")
    lex.whitespace_split = True
    lex.commenters = ""
    argv = []
    for word in lex:
        if word[0] in ";&|":
            break
        argv.append(word)
    if argv and os.path.basename(argv[0]) in ("ccache", "distcc"):
        argv = argv[1:]
    if "-c" not in argv or "-o" not in argv or "-D__KERNEL__" not in argv or \
       not any(a.endswith(".c") for a in argv):
        return None
    return strip_plugin(argv)


def command_saved(out, obj):
    """From the .cmd file that an earlier build left; None if there is none."""
    head, tail = os.path.split(obj)
    try:
        with open(os.path.join(out, head, ".%s.cmd" % tail),
                  errors="replace") as f:
            line = f.readline()
    except OSError:
        return None
    m = re.match(r"(?:saved)?cmd_\S+ := (.*)", line)
    return command_parse(m.group(1)) if m else None


def folders(top):
    return {d for d, _, _ in os.walk(top)}


class Patience:
    """Ends process @p, and what it started, when nothing was .heard() of it for
    so many seconds: .gone is set then."""

    def __init__(self, p, seconds):
        self.p, self.seconds, self.gone = p, seconds, False
        self.over = threading.Event()
        self.heard()
        threading.Thread(target=self.watch, daemon=True).start()

    def heard(self):
        self.last = time.monotonic()

    def watch(self):
        left = self.seconds
        while not self.over.wait(left):
            left = self.last + self.seconds - time.monotonic()
            if left <= 0:
                self.gone = True
                self.kill()
                return

    def kill(self):
        try:
            os.killpg(self.p.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def commands_told(p, patience):
    """The commands in what "make -n" prints, each object once."""
    seen = set()
    for line in p.stdout:
        m = re.search(r"/fixdep \S+ (\S+\.o) '(.*)' > \S+\.cmd", line)
        if m and "-D__KERNEL__" in line and m.group(1) not in seen:
            seen.add(m.group(1))
            patience.heard()
            yield m.group(1), m.group(2).replace("'\\''", "'")


def commands_dry(o, make, goals):
    """Objects that "make -n" says it would compile, and the text of their
    commands, in pairs. It makes folders even so; they are taken away again."""
    before = folders(o.out)
    env = {k: v for k, v in os.environ.items()
           if k not in ("MAKEFLAGS", "MFLAGS", "KCFLAGS", "KBUILD_OUTPUT")}
    p = subprocess.Popen(make + ["-n", "-k"] + goals, env=env, text=True,
                         errors="replace", stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         start_new_session=True)
    patience = Patience(p, DRY_SECONDS)
    try:
        yield from commands_told(p, patience)
        p.wait()
    except BaseException:
        patience.kill()
        raise
    finally:
        patience.over.set()
        p.stdout.close()
        for d in sorted(folders(o.out) - before, reverse=True):
            try:
                os.rmdir(d)
            except OSError:
                pass
    if patience.gone:
        die("'make -n' in %s does not come to an end: no further command in "
            "%g seconds; build the tree first, so that its commands are there"
            % (o.out, DRY_SECONDS))


def commands_of(o, make, objects):
    """A dict of the commands of @objects; what has none is left out."""
    found = {obj: command_saved(o.out, obj) for obj in objects}
    missing = [obj for obj in objects if not found[obj]]
    for i in range(0, len(missing), 500):
        for obj, text in commands_dry(o, make, missing[i:i + 500]):
            if obj in found and not found[obj]:
                found[obj] = command_parse(text)
    return {obj: argv for obj, argv in found.items() if argv}


def saved_objects(out):
    for top, _, files in os.walk(out):
        for name in files:
            if name.startswith(".") and name.endswith(".o.cmd"):
                path = os.path.join(top, name[1:-4])
                yield os.path.relpath(path, out)


class Plugin:
    """The flags that load the plugin, asked once for each compiler."""

    def __init__(self, o, options):
        self.ask = [o.tool, "cflags", "--srctree=" + o.tree] + options
        self.known = {}

    def flags(self, cc):
        if cc not in self.known:
            r = subprocess.run(self.ask + ["--cc=" + cc], text=True,
                               stdout=subprocess.PIPE)
            if r.returncode:
                die("kmapcheck cflags --cc=%s failed" % cc)
            self.known[cc] = r.stdout.split()
        return self.known[cc]


# ---- compiling ----

class Compiled:
    def __init__(self, status, text, usage):
        self.ok = status == 0
        self.text = text
        self.cpu = usage.ru_utime + usage.ru_stime
        # of the largest of the compiler's processes, which is cc1
        self.rss = usage.ru_maxrss * 1024

    def why(self):
        for line in self.text.splitlines():
            if "error" in line:
                return line
        return (self.text.strip().splitlines() or ["no reason given"])[-1]


def compile_to(argv, extra, out, dest, log):
    """Run the command in @out with the output in @dest."""
    argv = list(argv)
    if "-o" in argv:
        argv[argv.index("-o") + 1] = dest
    argv = [re.sub(r"^(-Wp,-MM?D),.*", r"\1," + dest + ".d", a) for a in argv]
    if any(a.startswith("-Werror") for a in argv):
        extra = extra + ["-Wno-error"]
    with open(log, "w+", errors="replace") as err:
        p = subprocess.Popen(argv + extra, cwd=out, stdout=err, stderr=err,
                             stdin=subprocess.DEVNULL,
                             env=dict(os.environ, LC_ALL="C"))
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = status
        err.seek(0)
        return Compiled(status, err.read() if status else "", usage)


# ---- ELF ----

class Section:
    def __init__(self, name, size, data):
        self.name, self.size, self.data = name, size, data


def sections(path):
    """The sections of an object, in order."""
    with open(path, "rb") as f:
        b = f.read()
    if b[:4] != b"\x7fELF":
        die("%s is not ELF" % path)
    order = "<" if b[5] == 1 else ">"
    if b[4] == 2:
        at, = struct.unpack_from(order + "Q", b, 40)
        head, n, names = struct.unpack_from(order + "HHH", b, 58)
        form, pick = order + "IIQQQQ", (0, 1, 4, 5)
    else:
        at, = struct.unpack_from(order + "I", b, 32)
        head, n, names = struct.unpack_from(order + "HHH", b, 46)
        form, pick = order + "IIIIII", (0, 1, 4, 5)
    if n == 0:              # more than 65279 sections: told by the first one
        n = struct.unpack_from(form, b, at)[5]
    if names == 0xffff:
        link = at + (40 if b[4] == 2 else 24)
        names, = struct.unpack_from(order + "I", b, link)
    raw = []
    for i in range(n):
        h = struct.unpack_from(form, b, at + i * head)
        raw.append([h[k] for k in pick])
    strings = raw[names][2]
    result = []
    for name, kind, offset, size in raw:
        end = b.index(0, strings + name)
        data = b"" if kind == 8 else b[offset:offset + size]
        result.append(Section(b[strings + name:end].decode(), size, data))
    return result


def record_size(path):
    return sum(s.size for s in sections(path) if s.name == SECTION)
