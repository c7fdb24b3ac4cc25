"""The data sets of ../shared/data/weighing as tables with hashed ids, and their truths."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from armillary.tables.hierarchy import Hierarchy, make_hierarchy
from armillary.tables.records import Remarks
from benchmarks.measure import ROOT
from benchmarks.truth.authors import Name, gather, is_same, read_names, spot

DATA = ROOT.parent / "shared" / "data" / "weighing"
CROWDS = {"Duck": "d_Duck_Identification", "product": "d_jn-product", "Dog": "s4_Dog_data"}


@dataclass(frozen=True)
class Data:
    """Rows (source, question, value) with hashed ids, and what is true of each question that has a truth.

    A truth is a label, a set of names, or the finest claimed place that is true; `finest` is the finest true place.
    """

    kind: str
    rows: Sequence[tuple[str, str, str]]
    truth: Mapping[str, Any]
    finest: Mapping[str, str] = field(default_factory=dict)
    steps: Sequence[tuple[str, str]] = ()

    def table(self) -> dict[str, np.ndarray]:
        """The rows as columns."""
        columns = zip(*self.rows, strict=True)
        return {name: np.array(column) for name, column in zip(("source", "question", "value"), columns, strict=True)}

    def hierarchy(self) -> Hierarchy:
        """The hierarchy of its places."""
        return make_hierarchy(self.steps, Remarks("hierarchy"))


def hashed(text: str) -> str:
    """An id that tells nothing: some question ids end in the answer."""
    return sha256(text.encode()).hexdigest()[:16]


def read_crowd(name: str) -> Data:
    """Workers' labels."""
    folder = DATA / "crowd" / CROWDS[name]
    rows = [(hashed(row["worker"]), hashed(row["question"]), row["answer"]) for row in _dicts(folder / "answer.csv")]
    truth = {hashed(row["question"]): row["truth"] for row in _dicts(folder / "truth.csv")}
    return Data("label", rows, truth)


def read_heritages() -> Data:
    """Where heritage sites lie, as web pages say; truths are the place and all above it."""
    folder = DATA / "heritages"
    names = {row["ID"]: row["name"].strip() for row in _dicts(folder / "hierarchy.csv")}
    steps = [
        (row["name"].strip(), names[row["parentID"]])
        for row in _dicts(folder / "hierarchy.csv")
        if names.get(row["parentID"], "Root") != "Root"
    ]
    rows = [(hashed(row["src"]), hashed(row["obj"]), row["value"].strip()) for row in _dicts(folder / "claims.csv")]
    claimed = defaultdict(set)
    for _, question, value in rows:
        claimed[question].add(value)
    truth, finest = {}, {}
    for row in _dicts(folder / "groundtruths.csv"):
        path = _places(row["value"], {*names.values()})
        question = hashed(row["obj"])
        finest[question] = path[0]
        truth[question] = next(place for place in path if place in claimed[question])
    return Data("place", rows, truth, finest, steps)


def _places(text: str, known: set[str]) -> list[str]:
    """Places that commas divide, of which some have commas in their names."""
    parts, found, at = text.split(","), [], 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            if (name := ",".join(parts[at:end]).strip()) in known:
                found.append(name)
                at = end
                break
        else:
            at += 1
    return found


def read_books() -> Data:
    """Authors of books as bookshops list them; the truth of a book is the set of its authors.

    Spellings are gathered book by book from what the shops say. The truth is read by the same rules, and its names take
    the shops' spelling where they are the same.
    """
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with (DATA / "books-claims.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            said[row[2]][row[5]].add(row[4])
    rows, spellings = [], {}
    for book in sorted(said):
        listed = {shop: {n for text in texts for n in read_names(text)} for shop, texts in said[book].items()}
        stands = gather(Counter(name for names in listed.values() for name in names))
        kept = sorted({name for name in stands.values() if name})
        spellings[book] = (stands, kept)
        for shop in sorted(listed):
            names = {same for name in listed[shop] if (same := stands[name])}
            if listed[shop]:
                names |= {name for text in said[book][shop] for name in spot(text, kept)}
            rows += [(hashed(shop), hashed(book), _show(name)) for name in sorted(names)]
    truth = {}
    with (DATA / "books-truth.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            stands, kept = spellings[row[0]]
            authors = [
                stands.get(name) or next((one for one in kept if is_same(name, one)), name)
                for name in read_names(row[2])
            ]
            truth[hashed(row[0])] = frozenset(_show(name) for name in authors)
    return Data("several", rows, truth)


def _show(name: Name) -> str:
    return f"{name[0]}, {' '.join(name[1])}".strip(", ")


def _dicts(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
