# SPDX-License-Identifier: GPL-2.0-or-later
"""What the scripts of this folder share that look at findings: reading what
"kmapcheck users" or the plugin prints, and the functions that it is about.
"""
import os
import re
import subprocess
import kbench as kb

LEVELS = "certain", "likely", "possible"

FINDING = re.compile(r"([^:\s][^:]*):(\d+):(?:\d+:)? warning: "
                     r"(.*) \[(kmap-[a-z-]+)\]$")
LEVEL = re.compile(r"[^:]+:(?:\d+:){0,2} note: (%s); " % "|".join(LEVELS))
STEP = re.compile(r"([^:\s][^:]*):(\d+):(?:\d+:)? note: \(\d+\) ")
# words before "(" at the head of a definition that are not its name
NO_NAME = {"__attribute__", "__printf", "__section", "__aligned", "typeof",
           "__acquires", "__releases", "__must_hold", "__bpf_kfunc"}


class Finding:
    def __init__(self, m):
        self.file, self.line = m.group(1), int(m.group(2))
        self.message, self.rule = m.group(3), m.group(4)
        self.level = self.function = self.print = ""
        self.path = []          # (file, line) of its steps

    def place(self):
        return "%s:%d" % (self.file, self.line)


# ---- functions and fingerprints ----

def definition_name(head):
    """The function that "static int foo(struct bar *b)" defines; of
    "SYSCALL_DEFINE2(foo, ...)", its first argument as well."""
    for m in re.finditer(r"(\w+)\s*\(\s*(\w*)", head):
        if m.group(1) in NO_NAME:
            continue
        if m.group(1).isupper():
            return "%s(%s)" % m.groups()
        return m.group(1)
    return ""


def function_at(lines, number):
    """The function around a line: its body starts at the last "{" in column
    0 above, its head is what stands before, up to a blank line or the end of
    another declaration."""
    i = min(number, len(lines)) - 1
    while i >= 0 and not lines[i].startswith("{"):
        i -= 1
    head = []
    for line in reversed(lines[max(0, i - 12):max(0, i)]):
        if not line.strip() or line[0] in "}#" or \
           line.rstrip().endswith((";", "*/")):
            break
        head.insert(0, line)
    return definition_name(" ".join(head))


def name_functions(tree, findings):
    texts = {}
    for f in findings:
        if f.file not in texts:
            try:
                with open(os.path.join(tree, f.file), errors="replace") as s:
                    texts[f.file] = s.read().splitlines()
            except OSError:
                texts[f.file] = []
        f.function = function_at(texts[f.file], f.line) or "?"


# ---- the tool ----

def run_users(o):
    """What it prints and what it tells, as lines."""
    argv = [o.tool, "users", "--stats", "--level=" + o.level, "-O", o.out]
    if o.jobs:
        argv.append("-j%d" % o.jobs)
    r = subprocess.run(argv + [o.tree] + o.dirs, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       text=True, errors="replace")
    if o.save:
        with open(o.save, "w") as f:
            f.write(r.stdout + r.stderr)
    if r.returncode not in (0, 1):
        lines = r.stderr.strip().splitlines() or ["no reason given"]
        kb.die("'kmapcheck users' failed (%d): %s" % (r.returncode, lines[-1]))
    return r.stdout.splitlines(), r.stderr.splitlines()


def read_findings(lines):
    findings = []
    for line in lines:
        m = FINDING.match(line)
        level = LEVEL.match(line)
        step = STEP.match(line)
        if m:
            findings.append(Finding(m))
        elif level and findings:
            findings[-1].level = level.group(1)
        elif step and findings:
            findings[-1].path.append((step.group(1), int(step.group(2))))
    for f in findings:
        if not f.level:
            kb.die("no confidence is told of %s; this script and %s do not "
                   "fit" % (f.place(), "kmapcheck users"))
    return findings
