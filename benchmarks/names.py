"""Names measured: whether another spelling of a name means the same, how often a stranger's does, and the scan.

    .venv/bin/python benchmarks/run.py names
    .venv/bin/python benchmarks/names.py --missed 60

Pairs come from the consolidated list of the UN Security Council, where an entry has a name and "a.k.a." names, and from
a public list of Arabic words with their romanisation. Both lie beside the project in ../shared; without them only the
scan is measured. A pair is near where its words, in any order, are alike letter for letter; the others are other names
altogether (a nom de guerre), which no rule of spelling finds. Half of the entries are known to the matcher; each name
of the other half is asked for, and whom it is taken for is a false match.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from armillary.casebook.read import read_casebook
from armillary.names.called import Bearer, matcher
from armillary.names.consonants import bones
from armillary.names.finder import Finder
from armillary.names.folding import fold
from armillary.names.matcher import Found
from armillary.names.spellings import sounds
from armillary.vocab.read import read_vocabulary
from benchmarks.measure import ROOT, Figure, figure

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_LIST = SHARED / "sanctions" / "un-2018-08-24.xml"
_WORDS = SHARED / "names" / "ar2en.txt"
_NOISE = re.compile(r"\([^)]*\)|\bborn\b.*|[\"“”]")
_SMALL = frozenset(["al", "el", "ul", "the", "ben", "bin", "ibn", "de", "e", "i"])
_NEAR = 0.62  # of two words, by difflib
_CUT = re.compile(r"\w+")
_PARAGRAPHS = 20_000
_RECALL, _STRANGERS = 0.55, 0.005


@dataclass(frozen=True)
class Listed:
    """An entry of the list: its name and its other names, in Latin letters."""

    id: str
    kind: str
    name: str
    others: tuple[str, ...]


def read_list(path: Path) -> list[Listed]:
    """The entries of a consolidated list of the UN Security Council."""
    # The file is the benchmark's own and declares no entities.
    root = ElementTree.parse(path).getroot()
    found = []
    for kind in ("INDIVIDUAL", "ENTITY"):
        for entry in root.iter(kind):
            parts = [entry.findtext(f"{part}_NAME") or "" for part in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            texts = [alias.findtext("ALIAS_NAME") or "" for alias in entry.iter(f"{kind}_ALIAS")]
            others = [" ".join(_NOISE.sub(" ", piece).split()) for text in texts for piece in text.split(";")]
            name = " ".join(_NOISE.sub(" ", " ".join(parts)).split())
            latin = dict.fromkeys(o for o in others if fold(o).isascii() and len(fold(o)) > 3 and fold(o) != fold(name))
            found.append(
                Listed(
                    entry.findtext("DATAID") or name, "person" if kind == "INDIVIDUAL" else "group", name, tuple(latin)
                )
            )
    return found


def near(one: str, other: str) -> bool:
    """Whether each word of the shorter name is like one of the longer, which has no more than one word besides."""
    words, others = ([w for w in fold(n).replace("-", " ").split() if w not in _SMALL] for n in (one, other))
    if len(words) > len(others):
        words, others = others, words
    if not words or len(others) - len(words) > (len(words) > 2):
        return False
    left = list(others)
    for word in words:
        best = max(left, key=lambda w: difflib.SequenceMatcher(None, word, w).ratio())
        if difflib.SequenceMatcher(None, word, best).ratio() < _NEAR:
            return False
        left.remove(best)
    return True


@dataclass
class Asked:
    """What became of the names that were asked for."""

    right: int = 0
    wrong: int = 0
    none: int = 0

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.wrong + self.none)

    @property
    def error(self) -> float:
        return self.wrong / max(1, self.right + self.wrong + self.none)


def ask(entries: list[Listed], missed: list[tuple[str, str]] | None = None) -> tuple[Asked, Asked, Asked]:
    """Near aliases, all aliases and strangers' names, asked of a matcher that knows the names of half the entries."""
    known, strangers = entries[::2], entries[1::2]
    names = matcher([Bearer(entry.id, entry.kind, (entry.name,)) for entry in known], {}, surnames=False)
    listed = {fold(name) for entry in known for name in (entry.name, *entry.others)}
    near_, all_, strange = Asked(), Asked(), Asked()
    for entry in known:
        for other in entry.others:
            match = names.whom(other)
            outcome = "none" if not isinstance(match, Found) else "right" if match.id == entry.id else "wrong"
            is_near = near(entry.name, other)
            for asked in (all_, near_) if is_near else (all_,):
                setattr(asked, outcome, getattr(asked, outcome) + 1)
            if missed is not None and (outcome == "wrong" or (is_near and outcome == "none")):
                missed.append((f"{outcome} {entry.name}", other))
    for entry in strangers:
        for other in (entry.name, *entry.others):
            if fold(other) in listed:
                continue  # somebody whom the list has twice
            match = names.whom(other)
            outcome = "wrong" if isinstance(match, Found) else "none"
            setattr(strange, outcome, getattr(strange, outcome) + 1)
            if missed is not None and isinstance(match, Found):
                missed.append((f"taken for {match.name}", other))
    return near_, all_, strange


def heard_alike(path: Path, heard: Callable[[str], str]) -> tuple[float, float]:
    """Of two romanisations of one Arabic word the part that is heard as one; of a word and all others, per 10,000."""
    words: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text("utf-8").splitlines():
        arabic, _, latin = line.partition("\t")
        if len(fold(latin)) > 3:
            words[fold(arabic)].add(fold(latin))
    pairs = [pair for spelled in words.values() for pair in combinations(sorted(spelled), 2)]
    same = sum(heard(one) == heard(other) for one, other in pairs)
    bearers: dict[str, set[str]] = defaultdict(set)
    for arabic, spelled in words.items():
        for word in spelled:
            bearers[heard(word)].add(arabic)
    alike = sum(len(b) * (len(b) - 1) for b in bearers.values())
    return same / len(pairs), 10_000 * alike / len(words) / (len(words) - 1)


def scan(paragraphs: int) -> tuple[float, float]:
    """Seconds to find the names of the shipped casebook in paragraphs, and to cut the same paragraphs into words."""
    book, vocab, _ = read_casebook(ROOT / "casebooks" / "afghanistan", read_vocabulary(), None, ("actors",))
    finder = Finder(book.actors, vocab.places, vocab.lists.homonyms.values())
    names = [name for actor in book.actors.values() for name in (actor.name, *(alias.name for alias in actor.aliases))]
    filler = "Officials said on Monday that fighters had crossed the river near the old market before the talks began"
    texts = [
        f"{filler} with {names[at % len(names)]}. {filler}, and {names[at * 7 % len(names)]} denied it."
        for at in range(paragraphs)
    ]
    begin = time.process_time()
    for text in texts:
        finder.find(text)
    middle = time.process_time()
    for text in texts:
        _CUT.findall(text)
    return middle - begin, time.process_time() - middle


def measure(scratch: Path, turns: int) -> list[Figure]:
    """Recall on near aliases, strangers taken for others, Arabic words, and the scan; no data, no figures of it."""
    del scratch
    seconds = [scan(_PARAGRAPHS) for _ in range(turns)]
    figures = [
        figure("names, paragraphs a second", [_PARAGRAPHS / ours for ours, _ in seconds], "/s"),
        figure("names, against cutting into words", [ours / cut for ours, cut in seconds], "x"),
    ]
    if _LIST.exists():
        near_, _, strange = ask(read_list(_LIST))
        figures.append(figure("names, near aliases known, recall", [near_.recall], "", _RECALL, at_least=True))
        figures.append(figure("names, strangers taken for somebody", [strange.error], "", _STRANGERS))
    if _WORDS.exists():
        for what, heard in (("sounds", sounds), ("consonants", bones)):
            figures.append(figure(f"names, Arabic words alike by {what}", [heard_alike(_WORDS, heard)[0]], ""))
    return figures


def main() -> None:
    """Print the measures, and some of what is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", type=int, default=0)
    wanted = parser.parse_args()
    missed: list[tuple[str, str]] = []
    start = time.perf_counter()
    near_, all_, strange = ask(read_list(_LIST), missed)
    print(f"{time.perf_counter() - start:.1f} s")
    print(f"near aliases: {near_} recall {near_.recall:.3f} wrong {near_.error:.4f}")
    print(f"all aliases:  {all_} recall {all_.recall:.3f} wrong {all_.error:.4f}")
    print(f"strangers:    {strange} taken for another {strange.error:.4f}")
    for what, heard in (("sounds", sounds), ("consonants", bones)):
        same, alike = heard_alike(_WORDS, heard)
        print(f"words by their {what}: {same:.3f} of pairs alike; {alike:.2f} of 10,000 others")
    step = max(1, len(missed) // max(1, wanted.missed))
    for one, other in missed[::step] if wanted.missed else ():
        print(f"  {one:50} | {other}")


if __name__ == "__main__":
    main()
