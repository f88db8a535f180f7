#!/usr/bin/env python3
"""Checks of the tree that no compiler makes: tools/check.py [--words FILE] [CHECK ...]

Each check is one function check_NAME below; its first line says the rule. A fault is printed as file:line: what. --words
names a file of words, one a line, that must stand nowhere in the tree. Objects are looked at in build/ if it is there.
Closes with the longest files and functions and "N passed, N failed" (checks).
"""
import fnmatch
import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build")

# Sources without a tests/unit/test_<file>.c of their own: what tests them instead. A test named here must exist.
TESTED_BY = {
    "src/base/big.c": "tests/cases",               # an allocator: every run of the program
    "src/cmd/*.c": "tests/cases",                  # options, exit status and output: golden cases
    "src/demo/*.c": "tests/unit/test_demo.c",      # one city is the unit
    "src/engine/name_*.c": "tests/unit/test_name.c",
    "src/engine/plain_*.c": "tests/unit/test_plain.c",
    "src/engine/ask.c": "tests/unit/test_fast.c",  # crowds
    "src/engine/block.c": "tests/oracle.py",
    "src/engine/candidate.c": "tests/oracle.py",
    "src/engine/emit.c": "tests/oracle.py",        # passes over whole lists: judged against the plain engine
    "src/engine/list.c": "tests/oracle.py",
    "src/engine/batch.c": "tests/oracle.py",
    "src/engine/head.c": "tests/oracle.py",
    "src/engine/load*.c": "tests/oracle.py",
    "src/engine/output.c": "tests/oracle.py",
    "src/engine/padan.c": "tests/oracle.py",
    "src/engine/registry.c": "tests/oracle.py",
    "src/engine/verdict.c": "tests/oracle.py",
    "src/render/*.c": "tests/unit/test_result_xlsx.c",
    # The office: judged from outside, by whole runs through its API (tests/office) and its pages (tests/e2e).
    "src/app/*.c": "tests/office/run_steps.py",
    "src/cmd/backup.c": "tests/office/run_safety.py",
    "src/cmd/kurung.c": "tests/office/run_steps.py",
    "src/cmd/restore.c": "tests/office/run_safety.py",
    "src/http/server.c": "tests/office/run_access.py",
    "src/render/paper.c": "tests/office/run_steps.py",
    "src/render/tabel.c": "tests/office/run_steps.py",
    "src/store/sqlite.c": "tests/unit/test_store.c",
    "src/web/*.c": "tests/office/run_access.py",
    "src/web/pages/*.c": "tests/office/run_steps.py",
    "src/sheet/peek.c": "tests/office/run_steps.py",
    "src/sheet/csv_ahead.c": "tests/unit/test_csv.c",
    "src/sheet/aliases.c": "tests/unit/test_columns.c",
    "src/sheet/rowclass.c": "tests/unit/test_columns.c",
    "src/sheet/rowtext.c": "tests/unit/test_columns.c",
    "src/sheet/xlsx_*.c": "tests/unit/test_xlsx.c",
}
# Writable data at file scope that may be: symbol, why.
WRITABLE = {
    "stop_flag": "what a signal handler sets (src/cmd/verify.c)",
    "completed.0": "of the compiler's own start-up code",
    "__cpu_model": "of the compiler's: which processor this is",
    "__cpu_features2": "of the compiler's: which processor this is",
}
# Calls with a safe form (base/banned.h poisons most; here also for files that would forget to include it).
BANNED = ("strcpy strcat sprintf vsprintf gets strtok strncpy strncat scanf sscanf fscanf atoi atol atof system popen mktemp "
          "tmpnam rand gmtime localtime setjmp longjmp alloca").split()
# The library reads no clock (but to see which pages cost less), writes no log and does not end the process; only the command does.
COMMAND_ONLY = "time clock gettimeofday printf puts putchar perror exit _exit setlocale chdir".split()
# Outside the command these may stand in the file named, and nowhere else.
COMMAND_ONLY_EXCEPT = {"getenv": "src/sheet/source.c", "clock_gettime": "src/base/big.c"}
# Numbers that look like a real NIK and are none: number, why. Serials from 5000 up belong to nobody.
NIK_ALLOWED = {
    "2171071811090002": "a KK number of the demonstration data",
    "2171010101900001": "asked for in a test and found with nobody",
}
LINE_MAX = 140  # columns, tabs of 8; 110 is the aim
OWN_WORDS = {"tools/check.py"}  # the file that has to name what it looks for


def files(*patterns):
    """Files of the project, tracked or new, never what is ignored."""
    r = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if r.returncode == 0:
        names = r.stdout.split("\n")
    else:  # an unpacked archive
        names = [os.path.relpath(os.path.join(d, f), ROOT) for d, dirs, fs in os.walk(ROOT) for f in fs
                 if not re.search(r"/(build[^/]*|demo|node_modules|__pycache__|\.git)(/|$)", d + "/")]
    names = sorted({n for n in names if n and os.path.isfile(os.path.join(ROOT, n))})
    if not patterns:
        return names
    regex = re.compile("|".join(f"(?:{p})" for p in patterns))
    return [n for n in names if regex.fullmatch(n)]


def text(name):
    with open(os.path.join(ROOT, name), encoding="utf-8", errors="replace", newline="") as f:
        return f.read()


def lines(name):
    return enumerate(text(name).split("\n"), 1)


def is_binary(name):
    with open(os.path.join(ROOT, name), "rb") as f:
        return b"\0" in f.read(65536)


def without_comments(code):
    """C without comments and string literals, line breaks kept."""
    def blank(m):
        s = m.group(0)
        return '""' if s[0] == '"' else "''" if s[0] == "'" else re.sub(r"[^\n]", " ", s)
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, code, flags=re.S)


def check_layers():
    """A layer includes only what stands below it (tools/layers.txt)."""
    allowed = {}
    for _, line in lines("tools/layers.txt"):
        line = line.split("#")[0].strip()
        if line:
            layer, rest = line.split(":")
            allowed[layer] = set(rest.split())
    for name in files(r"src/.*\.[ch]"):
        layer = name.split("/")[1]
        if layer not in allowed:
            yield f"{name}: layer {layer} is not in tools/layers.txt"
            continue
        for n, line in lines(name):
            m = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not m:
                continue
            target = m.group(1).split("/")[0]
            if m.group(1).endswith(".gen.h") or target == layer or target in allowed[layer]:
                continue
            yield f"{name}:{n}: {layer} must not include {m.group(1)}"
    for layer in allowed:
        if not os.path.isdir(os.path.join(ROOT, "src", layer)):
            yield f"tools/layers.txt: there is no src/{layer}"


def reaches_base(header, seen):
    if header == "base/base.h":
        return True
    path = next((p for p in (f"src/{header}", f"include/{header}") if os.path.exists(os.path.join(ROOT, p))), None)
    if not path or header in seen:
        return False
    seen.add(header)
    return any(reaches_base(h, seen) for h in re.findall(r'^#\s*include\s+"([^"]+)"', text(path), re.M))


def check_base_first():
    """Every .c reaches base/base.h (banned calls) through a header it includes before any of the system's."""
    for name in files(r"src/.*\.c"):
        first = []
        for m in re.finditer(r'^#\s*include\s+(["<])([^">]+)', text(name), re.M):
            if m.group(1) == "<":
                break
            first.append(m.group(2))
        if not any(reaches_base(h, set()) for h in first):
            yield f"{name}: base/base.h does not come first"


def check_header_guards():
    """Every header has a guard PADAN_<FILE>_H."""
    for name in files(r"(src|include)/.*\.h"):
        guard = re.search(r"^#ifndef (\w+)\n#define (\w+)$", text(name), re.M)
        if not guard or guard.group(1) != guard.group(2) or not guard.group(1).startswith("PADAN"):
            yield f"{name}: no include guard"


def check_mirror():
    """Every source has its unit test, or stands in TESTED_BY with what tests it instead."""
    sources = files(r"src/.*\.c")
    for name in sources:
        test = f"tests/unit/test_{os.path.basename(name)[:-2]}.c"
        if os.path.exists(os.path.join(ROOT, test)):
            continue
        other = next((t for p, t in TESTED_BY.items() if fnmatch.fnmatch(name, p)), None)
        if other is None:
            yield f"{name}: there is no {test}"
        elif not os.path.exists(os.path.join(ROOT, other)):
            yield f"{name}: its test {other} does not exist"
    for pattern in TESTED_BY:
        if not any(fnmatch.fnmatch(s, pattern) for s in sources):
            yield f"tools/check.py: TESTED_BY names {pattern}, which is nothing"


def check_built():
    """Every source is named in src/meson.build, every unit test in tests/meson.build."""
    built = text("src/meson.build")
    for name in files(r"src/.*\.c"):
        if f"'{name[4:]}'" not in built:
            yield f"{name}: not in src/meson.build"
    named = text("tests/meson.build")
    for name in files(r"tests/(unit/test|fuzz/fuzz)_.*\.c"):
        short = re.sub(r".*/(test|fuzz)_(.*)\.c", r"\2", name)
        if f"'{short}'" not in named:
            yield f"{name}: not in tests/meson.build"


def writable_symbols(path):
    """(symbol, section) of the data of an object or program that can be written to."""
    r = subprocess.run(["objdump", "-t", path], stdout=subprocess.PIPE, text=True, check=True)
    for line in r.stdout.splitlines():
        m = re.match(r"[0-9a-f]{8,} (.{7}) (\S+)\s+([0-9a-f]+)\s+(?:\.hidden )?(\S+)$", line)
        if not m or "O" not in m.group(1) or int(m.group(3), 16) == 0:
            continue
        section, symbol = m.group(2), m.group(4)
        if section.startswith(".data.rel.ro") or "@" in symbol:  # constants; variables of the C library
            continue
        if section == "*COM*" or re.match(r"\.(data|bss|tdata|tbss)(\.|$)", section):
            yield symbol, section


def check_globals():
    """No writable data at file scope or static in a function, except WRITABLE (needs build/)."""
    program = os.path.join(BUILD, "src", "padan")
    if not os.path.exists(program):
        yield f"{os.path.relpath(program, ROOT)}: not built"
        return
    # Objects name what the linker would drop; with link-time optimisation they hold no symbols and the program must do.
    for path in [program] + sorted(glob.glob(os.path.join(BUILD, "src", "*.p", "*.o"))):
        for symbol, section in writable_symbols(path):
            if re.sub(r"\.(\d+|lto_priv\.\d+)$", "", symbol) not in WRITABLE and symbol not in WRITABLE:
                if symbol != "__gnu_lto_slim":
                    yield f"{os.path.basename(path)}: {symbol} is writable ({section})"


def check_banned():
    """Calls with a safe form, and in the library calls only the command may make."""
    banned = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")\s*\(")
    command = re.compile(r"(?<![\w.>])(" + "|".join(COMMAND_ONLY) + r")\s*\(")
    special = re.compile(r"(?<![\w.>])(" + "|".join(COMMAND_ONLY_EXCEPT) + r")\s*\(")
    for name in files(r"src/.*\.[ch]"):
        if name == "src/base/banned.h":
            continue
        for n, line in enumerate(without_comments(text(name)).split("\n"), 1):
            for m in banned.finditer(line):
                yield f"{name}:{n}: {m.group(1)} is banned"
            if name.startswith("src/cmd/"):
                continue
            for m in command.finditer(line):
                yield f"{name}:{n}: only the command may call {m.group(1)}"
            for m in special.finditer(line):
                if COMMAND_ONLY_EXCEPT[m.group(1)] != name:
                    yield f"{name}:{n}: {m.group(1)} belongs to {COMMAND_ONLY_EXCEPT[m.group(1)]}"


def is_possible_nik(digits):
    day = int(digits[6:8])
    day -= 40 if day > 40 else 0
    return (11 <= int(digits[:2]) <= 96 and digits[2:4] != "00" and digits[4:6] != "00" and 1 <= day <= 31 and
            1 <= int(digits[8:10]) <= 12 and digits[12:] != "0000" and len(set(digits)) > 1)


def check_people():
    """No number that could be a living person's NIK: made-up ones have serials from 5000 up."""
    for name in files():
        if is_binary(name) or name.endswith("package-lock.json"):
            continue
        for n, line in lines(name):
            for m in re.finditer(r"(?<![0-9A-Za-z.])\d{16}(?![0-9])", line):
                d = m.group(0)
                if is_possible_nik(d) and int(d[12:]) < 5000 and d not in NIK_ALLOWED:
                    yield f"{name}:{n}: {d[:4]}........{d[12:]} could be a real NIK"


def check_words():
    """No marks of unfinished work, no paths of one machine, no words of --words."""
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\.)|not implemented|belum dibuat")
    places = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w")
    own = None
    if "--words" in sys.argv:
        with open(sys.argv[sys.argv.index("--words") + 1], encoding="utf-8") as f:
            words = [re.escape(w.strip()) for w in f if w.strip()]
        own = re.compile(r"(?<![A-Za-z])(" + "|".join(words) + r")(?![A-Za-z])", re.I)
    for name in files():
        if name in OWN_WORDS or is_binary(name) or name.endswith("package-lock.json") or name.startswith("data/wilayah"):
            continue
        for n, line in lines(name):
            for regex in (unfinished, places, own):
                m = regex.search(line) if regex else None
                if m:
                    yield f"{name}:{n}: {m.group(0)}"


def commands():
    """Names of the subcommands, from the table in src/cmd/main.c."""
    return re.findall(r'^\t\{ "([a-z]+)", cmd_', text("src/cmd/main.c"), re.M)


def check_english():
    """Every text of the pages has its English, and no English stands for a text no page has."""
    asked = {}
    for view in files(r"src/web/views/.*\.html"):
        for m in re.finditer(r"\{\{_ (.*?)\}\}", text(view)):
            asked.setdefault(m.group(1).strip(), view)
    have = {}
    for n, line in enumerate(text("data/bahasa-en.tsv").splitlines(), 1):
        if line and not line.startswith("#"):
            word, _, english = line.partition("\t")
            if word in have or not english.strip():
                yield f"data/bahasa-en.tsv:{n}: {word!r} stands twice or has no English"
            have[word] = n
    for word in sorted(asked.keys() - have.keys()):
        yield f"{asked[word]}: {word!r} has no line in data/bahasa-en.tsv"
    for word in sorted(have.keys() - asked.keys()):
        yield f"data/bahasa-en.tsv:{have[word]}: no page says {word!r}"


def check_man():
    """Subcommands and options have their man page, man pages their subcommand; all pages are well formed."""
    names = commands()
    if not names:
        yield "src/cmd/main.c: no table of subcommands found"
    for c in names:
        page, source = f"man/padan-{c}.1.scd", f"src/cmd/{c}.c"
        if not os.path.exists(os.path.join(ROOT, page)):
            yield f"{page}: missing"
            continue
        if not os.path.exists(os.path.join(ROOT, source)):
            yield f"{source}: missing"
            continue
        options = set(re.findall(r'"--([a-z-]+)"', text(source))) | set(
            re.findall(r'\{ "([a-z-]+)", (?:[012]|no_argument|required_argument), ', text(source)))
        documented = set(re.findall(r"\*--([a-z-]+)", text(page).replace("\\", "")))
        for o in sorted(options - documented - {"help", "engine", "password-file"}):
            yield f"{page}: --{o} is not documented"
        for o in sorted(documented - options - {"help"}):
            yield f"{page}: --{o} is documented, but {source} has it not"
    for page in files(r"man/.*\.scd"):
        m = re.fullmatch(r"man/padan-([a-z]+)\.1\.scd", page)
        if m and m.group(1) not in names:
            yield f"{page}: there is no such subcommand"
        if shutil.which("scdoc"):
            r = subprocess.run(["scdoc"], input=text(page), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if r.returncode:
                yield f"{page}: {r.stderr.strip()}"
        for ref in re.findall(r"\*(padan[a-z-]*)\*\((\d)\)", text(page)):
            if not os.path.exists(os.path.join(ROOT, f"man/{ref[0]}.{ref[1]}.scd")):
                yield f"{page}: refers to {ref[0]}({ref[1]}), which does not exist"


def reasons():
    enum = re.search(r"enum padan_reason \{(.*?)\}", text("include/padan.h"), re.S).group(1)
    return [w for w in re.findall(r"PADAN_([A-Z_]+)", enum) if w != "REASON_COUNT"]


def check_reasons():
    """Every reason stands, in the enum's order, in docs/verify.md, the man page and rules.c, and in a golden case."""
    codes = reasons()
    contract = [c for row in re.findall(r"^\| ([A-Z_, ]+) \|", text("docs/verify.md"), re.M)
                for c in row.split(", ") if c in codes]
    manual = [c for c in re.findall(r"^\*([A-Z_]+)\*:", text("man/padan-rules.7.scd"), re.M)]
    table = re.findall(r"^\t\[PADAN_([A-Z_]+)\] = \{ \"([A-Z_]+)\"", text("src/engine/rules.c"), re.M)
    if contract != codes:
        yield f"docs/verify.md: reasons {sorted(set(codes) ^ set(contract)) or 'in another order'}"
    if manual != codes:
        yield f"man/padan-rules.7.scd: reasons {sorted(set(codes) ^ set(manual)) or 'in another order'}"
    if [a for a, _ in table] != codes or any(a != b for a, b in table):
        yield "src/engine/rules.c: the table does not follow the enum"
    expected = "".join(text(f) for f in files(r"tests/cases/[^/]+/expect\.(csv|json)"))
    for c in codes:
        if not re.search(rf"(?<![A-Z_]){c}(?![A-Z_])", expected):
            yield f"tests/cases: no case expects {c}"


def check_cases():
    """Every golden case has its command, a line of the contract, and something it expects."""
    for d in sorted({f.split("/")[2] for f in files(r"tests/cases/.*/.*")}):
        has = os.listdir(os.path.join(ROOT, "tests/cases", d))
        for needed in ("cmd", "NOTE"):
            if needed not in has:
                yield f"tests/cases/{d}: no {needed}"
        if not any(f.startswith("expect.") for f in has):
            yield f"tests/cases/{d}: expects nothing"


TEXT = r".*\.([ch]|py|sh|md|scd|txt|tsv|csv|build|mjs|sql|json|ya?ml)|Makefile|\.ci/run|\..*"
RAW = ("tests/cases/", "tests/fuzz/corpus/", "tests/fuzz/crashes/")  # inputs, spoilt on purpose


def check_text():
    """Text is UTF-8, ends with one line end, has no blanks at line ends, no CR, and C is indented by tabs."""
    for name in files(TEXT):
        if name.startswith(RAW):
            continue
        raw = open(os.path.join(ROOT, name), "rb").read()
        try:
            content = raw.decode("utf-8")
        except UnicodeDecodeError as e:
            yield f"{name}: not UTF-8 at byte {e.start}"
            continue
        if raw and (not raw.endswith(b"\n") or raw.endswith(b"\n\n")):
            yield f"{name}: does not end with one line end"
        if b"\r" in raw:
            yield f"{name}: has CR"
        for n, line in enumerate(content.split("\n"), 1):
            if line != line.rstrip(" \t") and not name.endswith(".tsv"):
                yield f"{name}:{n}: blank at the end of the line"
            if name.endswith((".c", ".h")):
                if re.match(r" {8,}(?!\*)", line):
                    yield f"{name}:{n}: indented by blanks"
                if not name.startswith("tests/") and len(line.expandtabs(8)) > LINE_MAX and not re.search(r'"[^"]{40,}|^\t+\{ ', line):
                    yield f"{name}:{n}: {len(line.expandtabs(8))} columns"


def exists(path):
    path = path.rstrip("/").split("#")[0]
    bases = (".", "src", "include", "data", "docs")
    return any(glob.glob(os.path.join(ROOT, b, path)) for b in bases)


def check_links():
    """Every link and every path in backticks (NAME in capitals: any) of a document leads to a file of the repository."""
    tops = "|".join(sorted({f.split("/")[0] for f in files() if "/" in f} | set(os.listdir(os.path.join(ROOT, "src")))))
    for name in files(r"(docs/.*|[^/]+)\.md"):
        here = os.path.dirname(name)
        for n, line in lines(name):
            for m in re.finditer(r"\]\(([^)\s]+)\)", line):
                target = m.group(1)
                if not re.match(r"[a-z]+:|#", target) and not exists(os.path.normpath(os.path.join(here, target))):
                    yield f"{name}:{n}: link to {target}"
            for m in re.finditer(rf"`((?:{tops})/[\w./*-]*)`", line):
                if not exists(m.group(1)) and not re.search(r"/[A-Z]+(/|$)", m.group(1)):
                    yield f"{name}:{n}: {m.group(1)} does not exist"


def check_glossary():
    """Every term of docs/glossary.md stands once, in order of the alphabet."""
    terms = re.findall(r"^\| `?([^|`]+?)`? \|", text("docs/glossary.md"), re.M)
    terms = [t for t in terms if t not in ("term", "---")]
    keys = [t.lower() for t in terms]
    for a, b in zip(keys, keys[1:]):
        if a >= b:
            yield f"docs/glossary.md: {b} stands behind {a}"


def check_scripts():
    """Scripts with a #! line are executable, Python compiles."""
    for name in files(r".*\.(py|sh)", r"\.ci/run"):
        path = os.path.join(ROOT, name)
        if name.endswith(".py"):
            try:
                compile(text(name), name, "exec")
            except SyntaxError as e:
                yield f"{name}:{e.lineno}: {e.msg}"
        elif not os.access(path, os.X_OK):
            yield f"{name}: not executable"


def functions(name):
    """(lines, name) of the functions of a C file written in this tree's style."""
    start = title = None
    for n, line in lines(name):
        if re.match(r"[A-Za-z_].*\)\s*$", line):
            title, start = line, n
        elif re.match(r"[A-Za-z_].*[(,]", line) and not line.rstrip().endswith(";"):
            title, start = line, n
        elif line.startswith("}") and start:
            m = re.search(r"(\w+)\(", title)
            if line.strip() == "}" and m:
                yield n - start + 1, m.group(1)
            start = None


def longest():
    sources = files(r"src/.*\.[ch]")
    sizes = sorted(((text(f).count("\n"), f) for f in sources), reverse=True)[:10]
    functs = sorted(((n, f"{f}: {t}") for f in sources if f.endswith(".c") for n, t in functions(f)), reverse=True)[:10]
    print("       longest files      " + "; ".join(f"{n} {f}" for n, f in sizes))
    print("       longest functions  " + "; ".join(f"{n} {f}" for n, f in functs))


def main():
    os.chdir(ROOT)
    checks = {k[6:]: v for k, v in globals().items() if k.startswith("check_")}
    args = sys.argv[1:]
    if "--words" in args:
        del args[args.index("--words"):args.index("--words") + 2]
    failed = 0
    wanted = args or list(checks)
    for name in wanted:
        faults = list(checks[name]())
        failed += bool(faults)
        if faults:
            print(f"FAILED {name}: {checks[name].__doc__.splitlines()[0]}")
            for f in faults[:40]:
                print("       " + f)
            if len(faults) > 40:
                print(f"       and {len(faults) - 40} more")
    longest()
    print(f"{len(wanted) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
