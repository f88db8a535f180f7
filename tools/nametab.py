#!/usr/bin/env python3
"""Makes the constant tables of src/engine/name_prepare.c from data/nama-*.tsv.

usage: python3 tools/nametab.py DATADIR OUTFILE
"""
import os
import sys

LETTERS_MAX = 12  # letters of a word that fit a key of 60 bits


def fail(path, line, text):
    sys.exit(f"{path}:{line}: {text}")


def rows(datadir, name, columns):
    path = os.path.join(datadir, name)
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\r\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if len(cells) < columns:
                fail(path, number, f"{columns} columns wanted")
            yield path, number, cells


def letters(path, number, word, longest=LETTERS_MAX):
    if not 1 <= len(word) <= longest or not all("A" <= c <= "Z" for c in word):
        fail(path, number, f"1 to {longest} capital letters wanted, not {word!r}")
    return word


def choice(path, number, table, word):
    if word not in table:
        fail(path, number, f"{word!r}: wanted is one of {' '.join(table)}")
    return table[word]


class Entry:
    def __init__(self):
        self.front = self.back = self.mark = self.abbr = self.place = 0
        self.apart = False


def pack(word):
    key = 0
    for c in word:
        key = key << 5 | (ord(c) & 31)
    return key


def read_words(datadir):
    words, written_out = {}, []
    hints = {"-": 1, "almarhum": 2, "bayi": 3}
    for path, number, c in rows(datadir, "nama-gelar.tsv", 3):
        entry = words.setdefault(letters(path, number, c[0]), Entry())
        hint = choice(path, number, hints, c[2])
        where = choice(path, number, {"depan": 0, "belakang": 1, "belakang-pisah": 2}, c[1])
        if where == 0:
            entry.front = hint
        else:
            entry.back = hint
            entry.apart = where == 2
    places = {"mana": "NAME_ANY", "awal": "NAME_FIRST", "bukan-akhir": "NAME_NOT_LAST"}
    for path, number, c in rows(datadir, "nama-singkatan.tsv", 3):
        entry = words.setdefault(letters(path, number, c[0]), Entry())
        if entry.abbr:
            fail(path, number, f"{c[0]} stands twice")
        if letters(path, number, c[1]) not in written_out:
            written_out.append(c[1])
        entry.abbr = written_out.index(c[1]) + 1
        entry.place = choice(path, number, places, c[2])
    if len(written_out) > 250:
        fail("nama-singkatan.tsv", 0, "more than 250 different words written out")
    marks = {"bin": "NAME_BIN", "bin-tengah": "NAME_BIN_INNER", "boru": "NAME_BORU", "alias": "NAME_ALIAS",
             "alias-titik": "NAME_ALIAS_DOT"}
    for path, number, c in rows(datadir, "nama-partikel.tsv", 2):
        words.setdefault(letters(path, number, c[0]), Entry()).mark = choice(path, number, marks, c[1])
    return words, written_out


def place_words(words):
    """Open addressing with a multiplier searched for short probes."""
    bits = 9
    while 1 << bits < 3 * len(words):
        bits += 1
    best = None
    multiplier = 0x9E3779B97F4A7C15
    for _ in range(400):
        multiplier = (multiplier * 6364136223846793005 + 1442695040888963407) & (2**64 - 1) | 1
        slots, worst, total = [None] * (1 << bits), 0, 0
        for word in sorted(words):
            at, probes = (pack(word) * multiplier & 2**64 - 1) >> (64 - bits), 0
            while slots[at] is not None:
                at, probes = (at + 1) % len(slots), probes + 1
            slots[at] = word
            worst, total = max(worst, probes), total + probes
        if best is None or (worst, total) < best[:2]:
            best = (worst, total, multiplier, slots)
    return bits, best[2], best[3]


def read_rules(datadir):
    places = {"mana": "RULE_ANYWHERE", "awal": "RULE_START", "tengah": "RULE_INNER", "akhir": "RULE_END"}
    conditions = {"-": "RULE_ALWAYS", "vokal": "RULE_VOWEL", "konsonan": "RULE_CONSONANT", "likuida": "RULE_LIQUID",
                  "panjang": "RULE_LONG", "pendek": "RULE_SHORT", "tanda-kata": "RULE_OLD_WORD", "tanda-nama": "RULE_OLD_NAME"}
    kinds = {"lama": "NAME_H_OLD", "lipat": "NAME_H_FOLD"}
    rules, readings, plain = [], [], {}
    for path, number, c in rows(datadir, "nama-ejaan.tsv", 6):
        source, to, wide = letters(path, number, c[0], 6), c[1], ""
        if to:
            letters(path, number, to, min(4, 2 * len(source)))
        if c[5] != "-":
            wide = "".join(sorted(set(letters(path, number, c[5]))))
        if c[4] == "huruf":
            if len(source) != 1 or not wide:
                fail(path, number, "huruf wants one letter and its readings")
            plain[source] = wide
            continue
        if wide and len(to) != 1:
            fail(path, number, "readings need a rule that gives one letter")
        if wide and wide not in readings:
            readings.append(wide)
        rules.append((source, to, choice(path, number, places, c[2]), choice(path, number, conditions, c[3]),
                      choice(path, number, kinds, c[4]), wide and chr(ord("a") + readings.index(wide)), len(wide) > 1))
    if len(rules) > 250:
        fail("nama-ejaan.tsv", 0, "more than 250 rules")
    if len(readings) > 26:
        fail("nama-ejaan.tsv", 0, "more than 26 different sets of readings")
    return sorted(rules, key=lambda r: r[0][0]), readings, plain


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    words, written_out = read_words(sys.argv[1])
    bits, multiplier, slots = place_words(words)
    rules, readings, plain = read_rules(sys.argv[1])
    out = ["/* Made by tools/nametab.py from data/nama-*.tsv. Do not edit. */", ""]
    out.append(f"#define NAME_WORD_BITS {bits}")
    out.append(f"#define NAME_WORD_MULTIPLIER UINT64_C({multiplier:#x})")
    out.append(f"#define NAME_WORD_LETTERS {max(map(len, words))}")
    back = max(len(w) for w, e in words.items() if e.back)
    out.append(f"#define NAME_BACK_LETTERS {back}")
    out += ["", f"static const struct name_word name_words[{1 << bits}] = {{"]
    for at, word in enumerate(slots):
        if word is not None:
            e = words[word]
            out.append(f"\t[{at}] = {{ UINT64_C({pack(word):#x}), {e.front}, {e.back}, {e.mark}, {e.abbr}, {e.place}, "
                       f"{str(e.apart).lower()} }},"
                       f" /* {word} */")
    used = [sum(1 << i for i in range(64) if slots[at + i] is not None) for at in range(0, len(slots), 64)]
    out += ["};", "/* Bit per slot: taken. Most words of names find a free one and touch nothing more. */"]
    out.append(f"static const uint64_t name_word_used[{len(used)}] = {{")
    out += [f"\tUINT64_C({u:#x})," for u in used]
    out += ["};", f"static const char name_written_out[{len(written_out) + 1}][{LETTERS_MAX + 1}] = {{", '\t"",']
    out += [f'\t"{w}",' for w in written_out]
    out += ["};", "static const struct name_rule name_rules[] = {"]
    for source, to, place, condition, kind, wide, several in rules:
        symbol = f"'{wide}'" if wide else "0"
        out.append(f'\t{{ "{source}", "{to}", {len(source)}, {len(to)}, {place}, {condition}, {kind}, {symbol}, '
                   f"{str(several).lower()} }},")
    out.append("};")
    out.append("/* [letter & 31][next letter & 31, 0 at the end]: 1 + the first rule that can begin so, 0: none. */")
    out.append("static const uint8_t name_rule_pair[32][32] = {")
    for letter in sorted({r[0][0] for r in rules}):
        starts = {}
        for at, (source, *_) in reversed(list(enumerate(rules))):
            if source[0] == letter:
                nexts = [ord(source[1]) & 31] if len(source) > 1 else range(32)
                starts.update({n: at + 1 for n in nexts})
        cells = ", ".join(f"[{n}] = {at}" for n, at in sorted(starts.items()))
        out.append(f"\t['{letter}' & 31] = {{ {cells} }},")
    out.append("};")
    out.append("/* Letters (bit: letter - 'A') that a symbol 'a', 'b' ... of the wide form, or a plain letter, may stand for. */")
    for name, sets in (("name_symbol_readings", readings or ["A"]),
                       ("name_letter_readings", [plain.get(chr(65 + i), chr(65 + i)) for i in range(26)])):
        masks = ", ".join(f"{sum(1 << (ord(c) - 65) for c in r):#x}" for r in sets)
        out.append(f"static const uint32_t {name}[{len(sets)}] = {{ {masks} }};")
    text = "\n".join(out) + "\n"
    with open(sys.argv[2], "w", encoding="ascii") as file:
        file.write(text)


if __name__ == "__main__":
    main()
