# SPDX-License-Identifier: GPL-2.0-or-later
"""What the analysis and the shim tell of the fixtures that bench/kfixtures.py
has compiled and booted: the table of "bench/runtime fixtures".
"""
import os
import re
import tempfile

import kfixtures

TOP = kfixtures.TOP

# Rules of what is done with an address, not of how it is mapped or released.
ACCESS = ("kmap-bounds", "kmap-fault", "kmap-linear", "kmap-use-after-unmap")
SILENCED = ("attributes", "options")

def kinds_rules():
    with open(os.path.join(TOP, "runtime", "kind.def")) as f:
        return dict(re.findall(r'KIND\((\w+),\s*"([a-z-]+)"', f.read()))


class Result:
    """What the shim claims of a fixture: by contract, (kind, lines): choices,
    a number with a bit each.
    """

    def __init__(self):
        self.claims, self.runs, self.unbalanced = {}, {}, False
        self.choices = {}           # that were run, by contract

    def any(self, contract):
        bits = 0
        for b in self.claims.get(contract, {}).values():
            bits |= b
        return bits


def results_of(lines):
    found = {}
    for line in lines:
        m = re.match(r"fixtures: (\d+) (\d+) (\w+)(?: (.*))?$", line)
        if not m:
            continue
        r = found.setdefault(int(m.group(1)), Result())
        contract, what, rest = int(m.group(2)), m.group(3), m.group(4) or ""
        if what == "ran":
            runs, balance, bits = rest.split()
            r.runs[contract] = int(runs)
            r.unbalanced |= balance == "unbalanced"
            r.choices[contract] = int(bits.replace(",", ""), 16)
        elif what != "stuck":
            released, mapped, bits = rest.split()
            r.claims.setdefault(contract, {})[what, released, mapped] = int(
                bits.replace(",", ""), 16)
    return found


def told_by_shim(r, twin):
    """{(kind, released, mapped)} of @r, made where @twin, if any, is silent."""
    found = set()
    for contract, claims in r.claims.items():
        if twin and contract not in twin.runs:
            continue
        if not twin and contract:
            continue
        quiet = twin.choices[contract] & ~twin.any(contract) if twin else -1
        found |= {key for key, bits in claims.items() if bits & quiet}
    return found


def only_analysis(f, result, twin):
    """Why the shim does not tell it, as far as that can be told by form."""
    rules = {rule for _, rule, _ in f.told}
    if rules <= set(ACCESS):
        return "is an access, a fault or a use of an address, none of which it sees"
    if f.folder in SILENCED and not rules & {"kmap-leak"}:
        return "holds by an attribute, or is silenced in the twin by one or by an option"
    if rules == {"kmap-escape"}:
        return "goes to another context, which does not release it"
    if all("mapped by 'kmap'" in text or "'kmap' of" in text
           for _, _, text in f.told):
        return "is a mapping of kmap(), which has no owner that could end"
    if twin and any(result.claims.values()):
        return "is told only where its twin is: the environment suits neither"
    return "is on a path that no choice takes"


def contract_text(contract):
    return " and ".join(name.lower() for name, bit in
                        kfixtures.CONTRACTS.items() if contract & bit) or "none"


def same_line(f, claims):
    """Does a claim name a line that the analysis warns of?"""
    places = {place for _, *both in claims for place in both}
    return any(f"{f.name}.c:{line}" in places for line, _, _ in f.told)


class Table:
    def __init__(self, fixtures, lines, stuck):
        self.results = results_of(lines)
        self.by_key = {f.key(): f for f in fixtures}
        self.rules = kinds_rules()
        self.rows, self.lists = {}, {}
        for f in fixtures:
            if not f.cause and f.place in stuck:
                f.cause = "oopses or does not come back, gently run as well"
            self.add(f)

    def count(self, folder, what, f, cause=None):
        row = self.rows.setdefault(folder, {})
        row[what] = row.get(what, 0) + 1
        if cause is not None:
            self.lists.setdefault(what, {}).setdefault(cause, []).append(
                f.key())

    def result(self, f):
        return self.results[f.place] if f and not f.cause else None

    def add(self, f):
        kind = "right" if f.is_ok or not f.wrong else "wrong"
        self.count(f.folder, kind, f)
        if f.cause:
            self.count(f.folder, kind + " not run", f, f.cause)
        elif kind == "right":
            self.add_right(f, self.result(f))
        else:
            self.add_wrong(f, self.result(f))

    def add_right(self, f, r):
        if not any(r.claims.values()):
            self.count(f.folder, "silent", f)
        elif not r.any(0):
            self.count(f.folder, "silent plainly", f)
        elif any(not r.any(c) for c in r.runs):
            self.count(f.folder, "by contract", f, " or ".join(
                contract_text(c) for c in r.runs if not r.any(c)))
        else:
            best = min(r.runs, key=lambda c: bin(r.any(c)).count("1"))
            n = bin(r.any(best)).count("1"), bin(r.choices[best]).count("1")
            claims = ", ".join(sorted({f"{k} {a}" if a != "-" else f"{k} {b}"
                                       for k, a, b in r.claims[best]}))
            self.count(f.folder, "claimed", f,
                       "the mistake is silenced by an attribute or an option"
                       if f.folder in SILENCED and n[0] == n[1] else
                       f"{n[0]} of {n[1]} choices: {claims}")

    def add_wrong(self, f, r):
        twin = self.result(self.by_key.get(f.key() + "-ok"))
        rules = {rule for _, rule, _ in f.told}
        claims = {(self.rules[k], a, b) for k, a, b in told_by_shim(r, twin)}
        other = {c[0] for c in claims} - rules - {f.folder}
        claims = {c for c in claims if c[0] not in other}
        if other and not claims:
            self.count(f.folder, "another rule", f, f"{', '.join(rules)}; "
                       f"the shim: {', '.join(sorted(other))}")
        if rules and claims:
            self.count(f.folder, "both", f)
            if same_line(f, claims):
                self.count(f.folder, "same line", f)
        elif rules:
            self.count(f.folder, "analysis", f, only_analysis(f, r, twin))
        elif claims:
            self.count(f.folder, "shim", f, "")
        else:
            self.count(f.folder, "neither", f, "")

    def lines(self):
        wrong = ("wrong", "wrong not run", "both", "same line", "analysis",
                 "shim", "neither")
        right = ("right", "right not run", "silent", "silent plainly",
                 "by contract", "claimed")
        out = ["| folder | " + " | ".join(wrong + right) + " |",
               "|" + "---|" * (1 + len(wrong + right))]
        total = {}
        for folder, row in self.rows.items():
            for k, v in row.items():
                total[k] = total.get(k, 0) + v
        for folder, row in list(self.rows.items()) + [("all", total)]:
            out.append(f"| {folder} | " + " | ".join(
                str(row.get(k, 0)) for k in wrong + right) + " |")
        for what in ("wrong not run", "right not run", "analysis", "shim",
                     "neither", "another rule", "by contract", "claimed"):
            out += ["", what]
            for cause, names in self.lists.get(what, {}).items():
                out.append(f"  {len(names)}: {cause}" if cause else
                           f"  {len(names)}")
                out += ["      " + n for n in names]
        return out


def show(objects, console=None):
    with tempfile.TemporaryDirectory() as work:
        fixtures = kfixtures.build(objects, work)
        lines, stuck = kfixtures.boot_all(objects, work, console)
    table = Table(fixtures, lines, stuck)
    runs = sum(sum(r.runs.values()) for r in table.results.values())
    print(f"{len(fixtures)} fixtures, {runs} threads")
    print("\n".join(table.lines()))
