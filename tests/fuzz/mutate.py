"""Mutants: one file of a casebook with a mistake in it, of the kinds that editors, people and bad disks make."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from armillary.vocab.read import shipped_files

_KEY = re.compile(r"(?m)^[\s-]*([a-z_0-9]+):|[{,]\s*([a-z_0-9]+):")
_DATE = re.compile(r"(?:sh:|ah:)?\d{3}(?:\d|0s|X)(?:-\d\d){0,2}~?(?:(?:/|\.\.)(?:\d{4}(?:-\d\d){0,2}~?)?)?")
_ID = re.compile(r"\b[a-z0-9]+(?:[-/.][a-z0-9]+)+\b")
_TERM = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[\w/.-]+")
_PAIR = re.compile(r"(?m)^[\s-]*([a-z_0-9]+): *(\S.*)$")
_TERM_LINES = re.compile(r"(?m)^(?:([a-z_]+):|  ([\w-]+):\n((?:    .*\n)+))")
_TOKENS = {"key": _KEY, "date": _DATE, "id": _ID, "term": _TERM, "word": _WORD}

_SPECIALS = (
    *(": ", ":", "- ", "-", "? ", "# ", " #", "&a ", "*a", "!", "!!int ", "|", "|\n", ">", ">-\n", "%", "@", "`", "<<: *a"),
    *("[", "]", "{", "}", "[[", "{{", ",", ",,", '"', "'", "''", "\\", "\\x00", "---\n", "...\n", "~", "null", "\t", "\r"),
    *("\r\n", "\n", "\n\n", " ", "  ", "=", "<=", ">=", "..", "->", "|", "any ", " except ", "{}", "[]", "{a: b}", "[a, b]"),
)
_UNICODE = (
    *("\u200c", "\u200f", "\u202e", "\u2066", "\ufeff", "\u2028", "\x85", "\u00a0", "\u0301", "é", "ß", "İ", "ﷺ", "طالبان"),
    *("۱۲۳", "١٤٤١", "–", "—", "→", "¶", "😀", "\U000e0041", "\ufffd", "\x00", "\x07", "\x1b[2J", "\x7f", "\x9b", "ﬁ", "Ⅷ", "²"),
)
_VALUES = (
    *("", "~", "null", "true", "false", "yes", "0", "-1", "1", "6", "7", "1.5", "1e5", "nan", "inf", "[]", "{}", "[[]]", "[{}]"),
    *("[a, b]", "{a: b}", "{a: {b: c}}", '""', "''", "' '", "a", "A", "any", "any x except", "a b c", "a -> b", "open", "2021.."),
    *("..2021", "2021/2020", "2021-02-30", "9999", "0001", "sh:1399-12-30", "ah:1500~", "100X~", "2200~", "..", "/", "~400", ">=1"),
    *("10..5", "1e400 USD", "5 %", "5 furlongs", "-5..5 fighters", "a" * 300, "a/b", "a.b", "unnamed/a", "http://x", "C", "RED"),
)
_EXTREMES = (
    *("0", "-0", "-1", "1", "9" * 9, "9" * 20, "9" * 400, "1e308", "1e309", "-1e309", "0.0000000001", "00", "007", "1_000"),
    *("0x10", "0o17", "1000", "0999", "2200", "2201", "9999", "10000", "1.5", "1,5", "1.000", "1,000,000", "١٢", "4294967296"),
)

GRAFTED = 0.03  # the share of mutants with a changed term of the shipped vocabulary,
SPOILED = 0.08  # and with bytes that changed

Mutator = Callable[[str, "Corpus", random.Random], str]


@dataclass(frozen=True, slots=True)
class Mutant:
    """The files with a mistake in them, mostly one, and how they came by it."""

    files: dict[str, bytes]
    how: str

    @property
    def name(self) -> str:
        """The file that the mistake is in."""
        return next(iter(self.files))


@dataclass(slots=True)
class Corpus:
    """The files of a casebook, and every token in them by its kind, so that mistakes are made of the right stuff."""

    files: dict[str, bytes]
    tokens: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)  # what stands behind each key
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # shipped terms: list, id, lines

    def __post_init__(self) -> None:
        whole = "\n".join(data.decode("utf-8") for data in self.files.values())
        for key, value in _PAIR.findall(whole):
            self.values.setdefault(key, []).append(value)
        for _, data in shipped_files():
            words = ""
            for word, name, lines in _TERM_LINES.findall(data.decode("utf-8")):
                words = word or words
                if name:
                    self.terms.append((words, name, lines))
        for kind, pattern in _TOKENS.items():
            found = (next(filter(None, match.groups()), match[0]) for match in pattern.finditer(whole))
            self.tokens[kind] = sorted(set(found))


def read_corpus(root: Path) -> Corpus:
    """The text files of a casebook, by their names within it."""
    files = (path for path in root.rglob("*") if path.suffix in (".yaml", ".toml"))
    return Corpus({path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(files)})


def mutate(corpus: Corpus, run: int, number: int) -> Mutant:
    """The mutant of a number in a run: the same every time for the same casebook."""
    rng = random.Random(f"{run}/{number}")
    if rng.random() < GRAFTED:
        return _graft(corpus, rng)
    # A change of the vocabulary has every file read anew, so that these are fewer than their share.
    folder = rng.choices(("claims", "vocab", "armillary.toml", ""), (10, 1, 1, 9))[0]
    names = [name for name in corpus.files if name.startswith(folder) and (folder or not name.startswith("vocab"))]
    name = rng.choice(names or list(corpus.files))
    text = corpus.files[name].decode("utf-8")
    how = []
    for _ in range(rng.choices((1, 2, 3, 8), (70, 15, 10, 5))[0]):
        mutator = rng.choices(list(MUTATORS), list(MUTATORS.values()))[0]
        text = mutator(text, corpus, rng)
        how.append(mutator.__name__)
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < SPOILED:
        data = _spoil(data, rng)
        how.append("spoil")
    return Mutant({name: data}, " ".join(how))


def _graft(corpus: Corpus, rng: random.Random) -> Mutant:
    """A shipped term that the casebook defines again under another id, with mistakes, and uses."""
    words, name, lines = rng.choice(corpus.terms)
    vocab = rng.choice([file for file in corpus.files if file.startswith("vocab/")])
    added = lines
    for _ in range(rng.choice((0, 1, 1, 2))):
        mutator = rng.choice((swap_token, mistake_token, misspell, change_value, change_number, delete_line, borrow_value))
        added = mutator(added, corpus, rng)
    grafted = f"{words}:\n  {name}-too:\n{added}"
    text = corpus.files[vocab].decode("utf-8")
    own = f"{words}:\n"
    text = text.replace(own, grafted, 1) if own in text else f"{text}\n{grafted}"
    files = {vocab: text.encode("utf-8", "surrogatepass")}
    use = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    users = [file for file, data in corpus.files.items() if file != vocab and use.search(data.decode("utf-8"))]
    if users:
        user = rng.choice(users)
        text = corpus.files[user].decode("utf-8")
        begin, end = _spot(use, text, rng)
        files[user] = (text[:begin] + f"{name}-too" + text[end:]).encode("utf-8")
    return Mutant(files, f"graft {words} {name}")


def _spoil(data: bytes, rng: random.Random) -> bytes:
    """Bytes that changed on their way."""
    spoiled = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 50))):
        if not spoiled:
            break
        at = rng.randrange(len(spoiled))
        match rng.randrange(4):
            case 0:
                spoiled[at] ^= 1 << rng.randrange(8)
            case 1:
                spoiled[at] = rng.randrange(256)
            case 2:
                del spoiled[at : at + rng.randrange(1, 9)]
            case _:
                spoiled[at:at] = rng.randbytes(rng.randrange(1, 9))
    return bytes(spoiled)


def _lines(text: str, rng: random.Random) -> tuple[list[str], int]:
    """The lines of a text with their ends, and the number of one of them."""
    lines = text.splitlines(keepends=True) or [""]
    return lines, rng.randrange(len(lines))


def _entry(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the list entry around a line."""
    begin = at
    while begin and not lines[begin].lstrip().startswith("- "):
        begin -= 1
    end = begin + 1
    while end < len(lines) and not lines[end].lstrip().startswith("- "):
        end += 1
    return begin, end


def _spot(pattern: re.Pattern[str], text: str, rng: random.Random) -> tuple[int, int]:
    """Where one of the matches of a pattern stands; an empty place anywhere when there is none."""
    begin = rng.randrange(len(text) + 1)
    match = pattern.search(text, begin) or pattern.search(text)
    if match is None:
        return begin, begin
    group = next((number for number in range(1, (match.lastindex or 0) + 1) if match[number] is not None), 0)
    return match.span(group)


def delete_line(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    del lines[at : at + rng.choice((1, 1, 1, 2, 5))]
    return "".join(lines)


def repeat_line(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    lines[at:at] = lines[at : at + 1] * rng.choice((1, 1, 2, 40))
    return "".join(lines)


def swap_lines(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    other = rng.choice((min(at + 1, len(lines) - 1), rng.randrange(len(lines))))
    lines[at], lines[other] = lines[other], lines[at]
    return "".join(lines)


def borrow_line(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    others = rng.choice(list(corpus.files.values())).decode("utf-8").splitlines(keepends=True)
    lines.insert(at, rng.choice(others or ["\n"]))
    return "".join(lines)


def delete_entry(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    begin, end = _entry(lines, at)
    del lines[begin:end]
    return "".join(lines)


def repeat_entry(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    begin, end = _entry(lines, at)
    lines[end:end] = lines[begin:end]
    return "".join(lines)


def borrow_entry(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    _, end = _entry(lines, at)
    others, there = _lines(rng.choice(list(corpus.files.values())).decode("utf-8"), rng)
    begin, stop = _entry(others, there)
    lines[end:end] = others[begin:stop]
    return "".join(lines)


def truncate(text: str, corpus: Corpus, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def delete_span(text: str, corpus: Corpus, rng: random.Random) -> str:
    begin = rng.randrange(len(text) + 1)
    return text[:begin] + text[begin + rng.choice((1, 1, 2, 8, 60)) :]


def swap_token(text: str, corpus: Corpus, rng: random.Random) -> str:
    """Another token of the same kind: a name for a name, a date for a date."""
    kind = rng.choice(list(_TOKENS))
    begin, end = _spot(_TOKENS[kind], text, rng)
    return text[:begin] + rng.choice(corpus.tokens[kind] or [""]) + text[end:]


def mistake_token(text: str, corpus: Corpus, rng: random.Random) -> str:
    """A token of another kind."""
    begin, end = _spot(_TOKENS[rng.choice(list(_TOKENS))], text, rng)
    return text[:begin] + rng.choice(corpus.tokens[rng.choice(list(_TOKENS))] or [""]) + text[end:]


def misspell(text: str, corpus: Corpus, rng: random.Random) -> str:
    begin, end = _spot(_TOKENS[rng.choice(list(_TOKENS))], text, rng)
    letters = list(text[begin:end]) or [""]
    at = rng.randrange(len(letters))
    match rng.randrange(4):
        case 0:
            letters[at] = ""
        case 1:
            letters[at] = rng.choice("abcdefghijklmnopqrstuvwxyz-_/. AZ09")
        case 2:
            letters[at] *= 2
        case _:
            letters[at - 1], letters[at] = letters[at], letters[at - 1]
    return text[:begin] + "".join(letters) + text[end:]


def rename_key(text: str, corpus: Corpus, rng: random.Random) -> str:
    begin, end = _spot(_KEY, text, rng)
    return text[:begin] + rng.choice(corpus.tokens["key"] or ["key"]) + text[end:]


def rename_all_keys(text: str, corpus: Corpus, rng: random.Random) -> str:
    begin, end = _spot(_KEY, text, rng)
    return text.replace(text[begin:end] + ":", rng.choice(corpus.tokens["key"] or ["key"]) + ":")


def change_value(text: str, corpus: Corpus, rng: random.Random) -> str:
    """Another value, of another type perhaps, behind a key."""
    _, end = _spot(_KEY, text, rng)
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return text[:end] + ": " + rng.choice(_VALUES) + text[stop:]


def borrow_value(text: str, corpus: Corpus, rng: random.Random) -> str:
    """A value that stands behind the same key elsewhere: sound by itself, and seldom true here."""
    match = _PAIR.search(text, rng.randrange(len(text) + 1)) or _PAIR.search(text)
    if match is None:
        return text
    begin, end = match.span(2)
    return text[:begin] + rng.choice(corpus.values.get(match[1]) or [""]) + text[end:]


def borrow_key(text: str, corpus: Corpus, rng: random.Random) -> str:
    """A key with a value of its own, added to an entry."""
    lines, at = _lines(text, rng)
    space = lines[at][: len(lines[at]) - len(lines[at].lstrip(" -"))].replace("-", " ")
    key = rng.choice(list(corpus.values) or ["key"])
    lines.insert(at + 1, f"{space}{key}: {rng.choice(corpus.values.get(key) or [''])}\n")
    return "".join(lines)


def add_key(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    space = lines[at][: len(lines[at]) - len(lines[at].lstrip(" -"))].replace("-", " ")
    value = rng.choice((rng.choice(_VALUES), rng.choice(corpus.tokens[rng.choice(list(_TOKENS))] or [""])))
    lines.insert(at + 1, f"{space}{rng.choice(corpus.tokens['key'] or ['key'])}: {value}\n")
    return "".join(lines)


def change_number(text: str, corpus: Corpus, rng: random.Random) -> str:
    begin, end = _spot(_NUMBER, text, rng)
    return text[:begin] + rng.choice(_EXTREMES) + text[end:]


def indent(text: str, corpus: Corpus, rng: random.Random) -> str:
    lines, at = _lines(text, rng)
    by = rng.choice((-4, -2, -1, 1, 2, 4, 30))
    for number in range(at, min(at + rng.choice((1, 1, 2, 6)), len(lines))):
        line = lines[number]
        space = len(line) - len(line.lstrip(" "))
        lines[number] = " " * max(space + by, 0) + line.lstrip(" ")
    return "".join(lines)


def insert_special(text: str, corpus: Corpus, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(_SPECIALS) * rng.choice((1, 1, 1, 2, 30)) + text[at:]


def insert_unicode(text: str, corpus: Corpus, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(_UNICODE) * rng.choice((1, 1, 3)) + text[at:]


# Each with its weight: how often people make this mistake, and how deep it leads into the checks.
MUTATORS: dict[Mutator, int] = {
    delete_line: 8,
    repeat_line: 4,
    swap_lines: 6,
    borrow_line: 6,
    delete_entry: 4,
    repeat_entry: 4,
    borrow_entry: 6,
    truncate: 2,
    delete_span: 5,
    swap_token: 18,
    borrow_value: 40,
    borrow_key: 10,
    mistake_token: 6,
    misspell: 8,
    rename_key: 6,
    rename_all_keys: 1,
    change_value: 12,
    add_key: 10,
    change_number: 8,
    indent: 4,
    insert_special: 6,
    insert_unicode: 4,
}
