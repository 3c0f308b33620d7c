# SPDX-License-Identifier: GPL-2.0-or-later
"""The fixtures of testsuite/kmapcheck.plugin, compiled for a kernel.

Each is compiled once, instrumented, with the flags of a module and those that
it asks for: what the plugin warns of is what the analysis tells. Its debug
information says which functions it has and what they take; a table of that, and
the objects, are linked to testsuite/kmapcheck.boot/fixtures.c, which runs them.
"""
import concurrent.futures
import glob
import gzip
import os
import re
import shlex
import shutil
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PLUGIN = os.path.join(TOP, "testsuite", "kmapcheck.plugin")
BOOT = os.path.join(TOP, "testsuite", "kmapcheck.boot")
INCLUDE = os.path.join(TOP, "testsuite", "include")
KERNEL = ("memcpy", "memmove", "memset", "memcmp", "strlen")
CONTRACTS = dict(SEQUENCE=1, PARAMETERS=2, FIELDS=4, RESULT=8, GETTERS=16,
                 PUTTERS=32, EMPTY=64)
NARGS = 6


class CannotRun(Exception):
    """With the cause, in words."""


# ---- debug information ----

class Die:
    def __init__(self, tag):
        self.tag, self.attrs, self.children = tag, {}, []

    def name(self):
        return self.attrs.get("name", "")


def dies_of(text):
    """(top level DIEs, all by offset) of readelf's listing."""
    top, every, stack, die = [], {}, {}, None
    for line in text.split("\n"):
        m = re.match(r" <(\w+)><(\w+)>: Abbrev Number: \d+ \(DW_TAG_(\w+)\)",
                     line)
        if m:
            level = int(m.group(1), 16)
            die = Die(m.group(3))
            every[m.group(2)] = die
            stack[level] = die
            (stack[level - 1].children if level else top).append(die)
            continue
        m = re.match(r"    <\w+>\s+DW_AT_(\w+)\s*: (.*)", line)
        if m and die:
            value = re.sub(r"^\(.*?\): ", "", m.group(2)).strip()
            die.attrs[m.group(1)] = value.split("\t")[0]
    return top, every


class Types:
    """C text for the types of a unit, as fixtures.h has them."""

    def __init__(self, every, prefix):
        self.every, self.prefix = every, prefix
        self.known, self.text = {}, []

    def resolve(self, ref):
        while ref:
            die = self.every[ref.strip("<>").removeprefix("0x")]
            if die.tag not in ("typedef", "const_type", "volatile_type"):
                return die
            ref = die.attrs.get("type")
        return None

    def kind(self, die):
        if die is None:
            return "VOID"
        if die.tag in ("base_type", "enumeration_type"):
            return "NUMBER"
        if die.tag in ("structure_type", "union_type"):
            return "PAGE" if die.name() in ("page", "folio") else "STRUCT"
        return {"pointer_type": "POINTER", "array_type": "ARRAY",
                "subroutine_type": "CODE"}[die.tag]

    def is_raw(self, die):
        return (self.kind(die) == "POINTER" and
                self.kind(self.resolve(die.attrs.get("type"))) in
                ("VOID", "NUMBER"))

    def of(self, ref, link=False):
        """The C name of the type that the attribute @ref names."""
        die = self.resolve(ref)
        key = ("link" if link else id(die)) if die else "void"
        if key not in self.known:
            name = f"{self.prefix}_t{len(self.known)}"
            self.known[key] = name
            self.text.append(f"static const struct fx_type {name};")
            self.text.append(self.define(name, die, link))
        return self.known[key]

    def define(self, name, die, link):
        kind = "LINK" if link else self.kind(die)
        size = int(die.attrs.get("byte_size", "0"), 0) if die else 0
        parts = [f".kind = FX_{kind}", f".size = {size}"]
        if kind in ("POINTER", "ARRAY"):
            parts.append(f".to = &{self.of(die.attrs.get('type'))}")
        if kind == "ARRAY":
            n = 1
            for sub in die.children:
                n *= int(sub.attrs.get("upper_bound", "0"), 0) + 1
            to = self.resolve(die.attrs["type"])
            size = 8 if to.tag == "pointer_type" else int(
                to.attrs.get("byte_size", "0"), 0)
            parts += [f".count = {n}"]
            parts[1] = f".size = {n * size}"
        if kind == "STRUCT":
            parts.append(f".fields = {self.fields(name, die)}")
        return (f"static const struct fx_type {name} = "
                f"{{ {', '.join(parts)} }};")

    def fields(self, name, die):
        members = [m for m in die.children if m.tag == "member"]
        if die.tag == "union_type":
            members = members[:1]
        lines = []
        for m in members:
            if "bit_size" in m.attrs or "data_bit_offset" in m.attrs:
                continue
            to = self.resolve(m.attrs["type"])
            link = (m.name() in ("link", "page_link") and
                    self.kind(to) == "NUMBER")
            lines.append(f"{{ {m.attrs.get('data_member_location', '0')}, "
                         f"&{self.of(m.attrs['type'], link)} }}")
        self.text.append(f"static const struct fx_field {name}_f[] = "
                         f"{{ {', '.join(lines + ['{ 0, NULL }'])} }};")
        return f"{name}_f"

    def uses(self, ref, want):
        """Is there, in an object of that type, a field that @want likes?"""
        seen, list_ = set(), [(self.resolve(ref), False)]
        while list_:
            die, field = list_.pop()
            if die is None or (id(die), field) in seen:
                continue
            seen.add((id(die), field))
            if field and want(die):
                return True
            kind = self.kind(die)
            if kind in ("POINTER", "ARRAY"):
                list_.append((self.resolve(die.attrs.get("type")),
                              field and kind == "ARRAY"))
            elif kind == "STRUCT":
                list_ += [(self.resolve(m.attrs["type"]), True)
                          for m in die.children if m.tag == "member"]
        return False


# ---- a fixture ----

class Fixture:
    def __init__(self, number, path):
        self.number, self.path = number, path
        self.folder = os.path.basename(os.path.dirname(path))
        self.name = os.path.basename(path)[:-2]
        self.is_ok = self.name.endswith("-ok")
        with open(path) as f:
            self.source = f.read()
        # what stands in a comment of directives is no expectation of code
        self.wrong = "{ dg-warning" in self.source
        self.cause = None          # why it cannot run
        self.told = []             # (line, rule, text) of the analysis
        self.table = ""

    def key(self):
        return f"{self.folder}/{self.name}"

    def options(self):
        return sum((o.split() for o in
                    re.findall(r'dg-options "([^"]*)"', self.source)), [])


def module_command(objects):
    """The kernel's own command for a module's unit, without its headers."""
    with open(os.path.join(objects, "tests", ".provoke.o.cmd")) as f:
        line = f.readline()
    words = shlex.split(line.split(" := ", 1)[1].split(" ; ")[0])
    out, skip = [], False
    for w in words:
        if skip or w in ("-include", "-o"):
            skip = not skip
        elif not (w.startswith(("-I", "-Wp,-M", "-W", "-nostdinc", "-c",
                                "-fplugin-arg-kmapcheck-record")) or
                  w.endswith("/provoke.c") or w in ("-D__KERNEL__", ";")):
            out.append(w)
    return out


def plugin_flags(command):
    return "KCFLAGS=" + " ".join(w for w in command if w.startswith("-fplugin"))


def run(command, **kw):
    return subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, **kw)


def core_functions():
    """Those of fixture-core.c, and of these the ones that may fail."""
    with open(os.path.join(BOOT, "fixture-core.c")) as f:
        text = f.read()
    names = set(re.findall(r"\bfx_core_(\w+)", text)) | \
        set(re.findall(r"^(?:SLEEPS|QUIET)\((\w+)\)", text, re.M))
    fail = set()
    for m in re.finditer(r"\bfx_core_(\w+)\([^;]*?\)\n\{\n(.*?)\n\}", text,
                         re.S):
        body = m.group(2)
        if "fx_style()" in body or "fails(" in body or "gives_error" in body or any(
                f"fx_core_{n}(" in body for n in fail):
            fail.add(m.group(1))
    return names, fail


def compile_fixture(f, command, work):
    obj = os.path.join(work, f"fx{f.number}.o")
    r = run(command + ["-I" + INCLUDE, "-g", "-gdwarf-4"] + f.options() +
            ["-fno-pie", "-c", "-o", obj, f.path],
            env=dict(os.environ, LC_ALL="C"))
    f.told = [(int(m.group(1)), m.group(3), m.group(2)) for m in re.finditer(
        r":(\d+):\d+: warning: (.*)\[(kmap-[a-z-]+)\]", r.stdout)]
    if r.returncode or not os.path.exists(obj) or "-E" in f.options():
        raise CannotRun("is no C that compiles: it tests options or errors")
    return obj


def symbols_of(obj):
    defined, undefined = set(), set()
    for line in run(["nm", obj]).stdout.split("\n"):
        m = re.match(r"[0-9a-f ]{16} (\w) (\S+)", line)
        if m and m.group(1) == "U":
            undefined.add(m.group(2))
        elif m and m.group(1).isupper():
            defined.add(m.group(2))
    return defined, undefined


def function_text(types, die, code):
    """The C initializer of a struct fx_function."""
    params = [c for c in die.children if c.tag == "formal_parameter"]
    if len(params) > NARGS:
        raise CannotRun("has a function of more than six parameters")
    for ref in [die.attrs.get("type")] + [p.attrs["type"] for p in params]:
        kind = types.kind(types.resolve(ref))
        if kind in ("STRUCT", "PAGE"):
            raise CannotRun("has a function that takes a structure by value")
    args = ", ".join("&" + types.of(p.attrs["type"]) for p in params)
    return (f'{{ "{die.name()}", {code}, &{types.of(die.attrs.get("type"))}, '
            f"{len(params)}, {{ {args} }} }}")


def contracts_of(types, functions, helpers):
    found = 0
    raw = types.is_raw
    number = lambda d: types.kind(d) == "NUMBER"
    numbers = 0
    for die in functions:
        refs = [c.attrs["type"] for c in die.children
                if c.tag == "formal_parameter"]
        numbers = max(numbers, sum(
            number(types.resolve(r)) or 2 * types.uses(r, number)
            for r in refs))
        if any(raw(types.resolve(r)) for r in refs):
            found |= CONTRACTS["PARAMETERS"]
        if any(types.uses(r, raw) for r in refs):
            found |= CONTRACTS["FIELDS"] | CONTRACTS["EMPTY"]
        result = types.resolve(die.attrs.get("type"))
        if result is not None and raw(result):
            found |= CONTRACTS["RESULT"]
    for die in helpers:
        result = types.resolve(die.attrs.get("type"))
        if result is not None and raw(result):
            found |= CONTRACTS["GETTERS"]
        if any(raw(types.resolve(c.attrs["type"])) for c in die.children
               if c.tag == "formal_parameter"):
            found |= CONTRACTS["PUTTERS"]
    if len(functions) > 1:
        found |= CONTRACTS["SEQUENCE"]
    return found, numbers


def table_of(f, obj, core):
    """Fill in f.table; what the object's symbols become."""
    prefix = f"fx{f.number}"
    names, fail = core
    defined, undefined = symbols_of(obj)
    top, every = dies_of(run(["readelf", "--debug-dump=info", obj]).stdout)
    types = Types(every, prefix)
    subs = [d for u in top for d in u.children if d.tag == "subprogram"]
    own = [d for d in subs if "external" in d.attrs and
           "declaration" not in d.attrs and d.name() in defined]
    if "main" in defined:
        raise CannotRun("is a program of its own, run in user space")
    if not own:
        raise CannotRun("has no function that can be called from outside")
    hooks = {s for s in undefined if s.startswith("__kmapcheck_")}
    declared = {d.name(): d for d in subs if "declaration" in d.attrs}
    header = open(os.path.join(INCLUDE, "kernel.h")).read()
    rename, helpers = {}, []
    for s in sorted(undefined - hooks):
        if s in KERNEL:
            continue
        if s in names:
            rename[s] = "fx_core_" + s
        elif s not in declared or re.search(rf"\b{s}\(", header):
            raise CannotRun(f"calls what there is no stand-in for: {s}()")
        else:
            rename[s] = f"{prefix}_{s}"
            helpers.append(declared[s])
    for s in defined:
        rename[s] = f"{prefix}_{s}"
    lines = [f"{prefix}_{d.name()}" for d in own]
    out = [f"extern void {n}(void);" for n in lines]
    rows = [function_text(types, d, f"{prefix}_{d.name()}")
            for d in own]
    stubs = []
    for d in helpers:
        n = f"{prefix}_{d.name()}"
        row = function_text(types, d, "NULL")
        stubs += [f"static const struct fx_function {n}_h = {row};",
                  f"STUB({n})"]
    contracts, numbers = contracts_of(types, own, helpers)
    calls = bool(helpers) or bool(undefined & fail)
    out += types.text + stubs
    out.append(f"static const struct fx_function {prefix}[] = {{ "
               f"{', '.join(rows + ['{ }'])} }};")
    f.row = (f'{{ "{f.key()}", {contracts}, {min(numbers, 2)}, {int(calls)}, '
             f'{int("IS_ERR" in f.source)}, '
             f"{prefix} }},")
    f.table = "\n".join(out)
    return rename


def link_fixture(obj, rename, work):
    names = obj[:-2] + ".names"
    with open(names, "w") as f:
        f.writelines(f"{a} {b}\n" for a, b in sorted(rename.items()))
    r = run(["objcopy", "--strip-debug", "--redefine-syms=" + names,
             "--remove-section=.discard.kmapcheck", obj])
    if r.returncode:
        raise CannotRun("objcopy: " + r.stdout)


def prepare(f, command, core, work):
    try:
        obj = compile_fixture(f, command, work)
        link_fixture(obj, table_of(f, obj, core), work)
        return obj
    except CannotRun as e:
        f.cause = str(e)
        return None


TABLE = """#include <linux/types.h>
#include "fixtures.h"

#define STUB(name) \\
unsigned long name(unsigned long a, unsigned long b, unsigned long c, \\
		   unsigned long d, unsigned long e, unsigned long f) \\
{ \\
	const unsigned long args[] = { a, b, c, d, e, f }; \\
	return fx_helper(&name##_h, args); \\
}
"""

KBUILD = """obj-m := fixtures.o
fixtures-y := fixtures-main.o fixture-core.o fixture-table.o all.o
ccflags-y := -I$(src) -I$(objtree)/kmapcheck -Wno-missing-prototypes \\
	-Wno-missing-declarations -Wno-implicit-fallthrough
$(obj)/all.o: $(obj)/all.o_shipped FORCE
	$(call if_changed,copy)
"""


def all_fixtures():
    paths = sorted(glob.glob(os.path.join(PLUGIN, "*", "*.c")))
    return [Fixture(i, p) for i, p in enumerate(paths)]


def build(objects, work):
    """Compile all, build work/fixtures.ko; the list of Fixtures. Those that
    can run have a place in it: .place.
    """
    fixtures = all_fixtures()
    command, core = module_command(objects), core_functions()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objs = list(pool.map(lambda f: prepare(f, command, core, work),
                             fixtures))
    can = [f for f in fixtures if not f.cause]
    for place, f in enumerate(can):
        f.place = place
    with open(os.path.join(work, "fixture-table.c"), "w") as t:
        t.write(TABLE + "\n".join(f.table for f in can) +
                "\nconst struct fx_fixture fx_fixtures[] = {\n" +
                "\n".join(f.row for f in can) + "\n{ }\n};\n")
    r = run(["ld", "-r", "-o", os.path.join(work, "all.o_shipped")] +
            [o for o in objs if o])
    if r.returncode:
        raise SystemExit("fixtures: " + r.stdout)
    for o in objs:
        if o:
            os.unlink(o)
    for a, b in (("fixtures.c", "fixtures-main.c"), ("fixtures.h",) * 2,
                 ("fixture-core.c",) * 2):
        shutil.copy(os.path.join(BOOT, a), os.path.join(work, b))
    with open(os.path.join(work, "Kbuild"), "w") as k:
        k.write(KBUILD)
    r = run(["make", "-C", objects, "M=" + work,
             plugin_flags(command), "modules"])
    if r.returncode:
        raise SystemExit("fixtures: the module does not build:\n" + r.stdout)
    return fixtures


# ---- boots ----

def make_initramfs(objects, work):
    """The kernel's own, and the module: archives may follow each other."""
    path = os.path.join(work, "initramfs")
    with open(path, "wb") as out:
        with open(os.path.join(objects, "kmapcheck-initramfs.gz"), "rb") as f:
            out.write(f.read())
        archive = subprocess.run(
            ["cpio", "-o", "-H", "newc", "--quiet"], cwd=work, check=True,
            input=b"fixtures.ko\n", stdout=subprocess.PIPE).stdout
        out.write(gzip.compress(archive, 1))
    return path


def boot(objects, initramfs, first, console=None):
    """The lines of the console, when run from the place @first on. With one
    processor, since threads that wait for each other are quicker on it.
    """
    r = run([os.path.join(TOP, "testsuite", "run-boot"), objects,
             "max,-pks", "256M", f"fixtures.ko:{first}", "kmapcheck=on"],
            env=dict(os.environ, KMAPCHECK_INITRD=initramfs,
                     KMAPCHECK_QEMU="-smp 1,sockets=1"), errors="replace")
    text = r.stdout.replace("\r", "")
    if console:
        with open(console, "a") as f:
            f.write(text)
    return text.split("\n")


def boot_all(objects, work, console=None):
    """Boot until all have run: a thread that oopsed or did not come back spoils
    what follows, so that a boot ends with it. The next one begins with the same
    fixture, gently, or behind it. The lines, and the places of those that did
    not run gently either.
    """
    initramfs = make_initramfs(objects, work)
    first, stuck, lines = "0", [], []
    for _ in range(100):
        new = boot(objects, initramfs, first, console)
        if "fixtures: end" not in new:
            raise SystemExit("fixtures: the boot ended early:\n" +
                             "\n".join(new[-30:]))
        found = [m for m in (re.match(r"fixtures: (\d+) \d+ stuck", line)
                             for line in new) if m]
        if not found:
            return lines + new, stuck
        place = int(found[0].group(1))
        lines += [n for n in new if not n.startswith(f"fixtures: {place} ")]
        if first == f"{place}g":
            stuck.append(place)
            first = str(place + 1)
        else:
            first = f"{place}g"
    raise SystemExit("fixtures: too many threads do not come back")
