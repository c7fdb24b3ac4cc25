"""What mutants are made of: the files of a casebook, and every token and value in them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from armillary.vocab.read import shipped_files

KEY = re.compile(r"(?m)^[\s-]*([a-z_0-9]+):|[{,]\s*([a-z_0-9]+):")
DATE = re.compile(r"(?:sh:|ah:)?\d{3}(?:\d|0s|X)(?:-\d\d){0,2}~?(?:(?:/|\.\.)(?:\d{4}(?:-\d\d){0,2}~?)?)?")
ID = re.compile(r"\b[a-z0-9]+(?:[-/.][a-z0-9]+)+\b")
TERM = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
WORD = re.compile(r"[\w/.-]+")
TOKENS = {"key": KEY, "date": DATE, "id": ID, "term": TERM, "word": WORD}
PAIR = re.compile(r"(?m)^[\s-]*([a-z_0-9]+): *(\S.*)$")
_TERM_LINES = re.compile(r"(?m)^(?:([a-z_]+):|  ([\w-]+):\n((?:    .*\n)+))")


@dataclass(slots=True)
class Corpus:
    """The files of a casebook, and what is in them by its kind, so that mistakes are made of the right stuff."""

    files: dict[str, bytes]
    tokens: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)  # what stands behind each key
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # shipped terms: list, id, lines

    def __post_init__(self) -> None:
        whole = "\n".join(data.decode("utf-8") for data in self.files.values())
        for kind, pattern in TOKENS.items():
            found = (next(filter(None, match.groups()), match[0]) for match in pattern.finditer(whole))
            self.tokens[kind] = sorted(set(found))
        for key, value in PAIR.findall(whole):
            self.values.setdefault(key, []).append(value)
        for _, data in shipped_files():
            words = ""
            for head, name, lines in _TERM_LINES.findall(data.decode("utf-8")):
                words = head or words
                if name:
                    self.terms.append((words, name, lines))


def read_corpus(root: Path) -> Corpus:
    """The text files of a casebook, by their names within it."""
    files = (path for path in root.rglob("*") if path.suffix in (".yaml", ".toml"))
    return Corpus({path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(files)})


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance, and the stuff it draws from."""

    rng: random.Random
    corpus: Corpus

    def kind(self) -> str:
        """A kind of token."""
        return self.rng.choice(list(TOKENS))

    def token(self, kind: str) -> str:
        """A token of a kind, from anywhere in the casebook."""
        return self.rng.choice(self.corpus.tokens[kind] or [""])

    def value(self, key: str) -> str:
        """What stands behind a key somewhere."""
        return self.rng.choice(self.corpus.values.get(key) or [""])

    def spot(self, pattern: re.Pattern[str], text: str) -> tuple[int, int]:
        """Where one of the matches of a pattern stands; an empty place anywhere when there is none."""
        begin = self.rng.randrange(len(text) + 1)
        match = pattern.search(text, begin) or pattern.search(text)
        if match is None:
            return begin, begin
        return match.span(next((n for n in range(1, (match.lastindex or 0) + 1) if match[n] is not None), 0))

    def line(self, text: str) -> tuple[list[str], int]:
        """The lines of a text with their ends, and the number of one of them."""
        lines = text.splitlines(keepends=True) or [""]
        return lines, self.rng.randrange(len(lines))

    def other_text(self) -> str:
        """A file of the casebook."""
        return self.rng.choice(list(self.corpus.files.values())).decode("utf-8")
