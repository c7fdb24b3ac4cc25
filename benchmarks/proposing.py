"""Proposing measured: against gold entities and end to end on re3d, and in words a second against the bare pipeline.

    .venv/bin/python benchmarks/proposing.py [--re3d FOLDER] [--half dev|rest|all] [--speed FILE]

re3d (Crown copyright) has news and statements on Iraq and Syria.
Its relations are mapped as said in docs/explanation/proposing.md. The baseline takes two entities in one sentence for
related where a trigger word stands between them, and gives them the type that the word has most.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from armillary.casebook.records import Actor
from armillary.names.finder import Finder, Found
from armillary.names.folding import fold
from armillary.proposing.cues import inflect
from armillary.proposing.rules import Line, Rules
from armillary.reading.formats import read_document
from armillary.reading.splitter import split
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

TYPES = ("AlliesOf", "FightingAgainst", "BelongsTo", "InChargeOf", "IsSynonymOf")
SHARED = Path(__file__).resolve().parents[2] / "shared"
_KINDS = {"Organisation": "group", "Person": "person", "Nationality": "people"}
_ARTICLE = re.compile(r"(?:the|a|an) (?=\S)", re.IGNORECASE)
_BELONGS = frozenset({"member_of", "part_of", "affiliate_of", "splinter_of", "fronts_for"})
_CHARGE = frozenset({"leads", "controls", "runs_camp_in"})
_FAR = frozenset(
    {"condemns", "demands_of", "sanctions", "negotiates_with", "engages", "present_in", "praises", "threatens"}
)

Pair = frozenset[tuple[int, int]]
Typed = tuple[Pair, str]


@dataclass(frozen=True)
class Item:
    """A document of re3d: text, entities as (begin, end, type), relations as typed pairs of entities."""

    text: str
    entities: tuple[tuple[int, int, str], ...]
    relations: frozenset[Typed]


def type_of(relation: str, vocab: Vocabulary) -> str:
    """The relation of re3d that one of ours is, or ''."""
    if relation == "same_as":
        return "IsSynonymOf"
    if relation in _CHARGE:
        return "InChargeOf"
    if relation in _BELONGS:
        return "BelongsTo"
    if relation in _FAR:
        return ""
    known = vocab.relations[relation]
    return "FightingAgainst" if known.tone == "hostile" else "AlliesOf"


def load(folder: Path, half: str) -> list[Item]:
    """The documents of a half: every other one by id."""
    found = []
    for part in sorted(p for p in folder.iterdir() if p.is_dir()):
        documents, entities, relations = (
            _lines(part / f"{name}.json") for name in ("documents", "entities", "relations")
        )
        for document in documents:
            here = [e for e in entities if e["documentId"] == document["_id"]]
            ties = frozenset(
                (frozenset({(r["sourceBegin"], r["sourceEnd"]), (r["targetBegin"], r["targetEnd"])}), r["type"])
                for r in relations
                if r["documentId"] == document["_id"] and r["type"] in TYPES
            )
            spans = tuple(sorted({(e["begin"], e["end"], e["type"]) for e in here}))
            found.append((document["_id"], Item(document["text"], spans, ties)))
    found.sort(key=lambda pair: pair[0])
    return [item for at, (_, item) in enumerate(found) if half == "all" or (at % 2 == 0) == (half == "dev")]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]


def make_actor(identity: str, kind: str, name: str) -> Actor:
    """An actor that no casebook holds."""
    return Actor(id=identity, file="", mark=0, kind=kind, name=name)


def longest(entities: tuple[tuple[int, int, str], ...]) -> list[tuple[int, int, str, bool]]:
    """Entities that can be ends, without those that lie in another; one by span, and whether it is also a place.

    A span can be marked as an organisation and as a location (Iraq).
    """
    kinds: dict[tuple[int, int], set[str]] = defaultdict(set)
    for begin, end, kind in entities:
        if kind in (*_KINDS, "Location"):
            kinds[begin, end].add(kind)
    return [
        (begin, end, next((kind for kind in _KINDS if kind in found), "Location"), "Location" in found)
        for (begin, end), found in sorted(kinds.items())
        if not any((b, e) != (begin, end) and b <= begin and end <= e for b, e in kinds)
    ]


def lines_of(item: Item, rules: Rules, given: bool) -> tuple[list[Line], dict[str, tuple[int, int]]]:
    """The sentences of a document, with the given entities as names or those that the rules find."""
    document = split(item.text)
    lines = list(rules.lines(document))
    places: dict[str, tuple[int, int]] = {}
    if not given:
        return lines, places
    for line in lines:
        offsets = line.sentence.plain.offsets
        inside = {offsets[at]: at for at in range(line.sentence.start, line.sentence.end)}
        line.names = []
        for begin, end, kind, located in longest(item.entities):
            if begin in inside and end - 1 in inside:
                identity = f"e{begin}-{end}"
                at, stop = inside[begin] - line.sentence.start, inside[end - 1] + 1 - line.sentence.start
                at += len(article[0]) if (article := _ARTICLE.match(item.text[begin:end])) else 0
                what = "place" if kind == "Location" else "actor"
                text = line.sentence.text[at:stop]
                line.names.append(Found(what, identity, at, stop, text, identity if located else ""))
        line.wanted = len(line.names) > 1
    return lines, places


def propose(item: Item, rules: Rules, vocab: Vocabulary, given: bool) -> set[Typed]:
    """The typed pairs that the rules propose for a document."""
    if given:
        kinds = {f"e{b}-{e}": (_KINDS.get(k, "group"), item.text[b:e]) for b, e, k, _ in longest(item.entities)}
        rules.finder.actors = {i: make_actor(i, kind, text) for i, (kind, text) in kinds.items()}
    lines, _ = lines_of(item, rules, given)
    found: set[Typed] = set()
    rules.want_same, rules.same = True, []
    for read in rules.read(lines):
        if read.tie.polarity == "denies":
            continue
        type_ = type_of(read.tie.relation, vocab)
        if not type_ or (type_ == "InChargeOf" and read.tie.stance.modality == "intended"):
            continue
        ends = []
        for end in (read.tie.subject, read.tie.object):
            if given and end.id:
                begin, _, stop = end.id[1:].partition("-")
                ends.append((int(begin), int(stop)))
                continue
            token = read.parsed.doc[end.token]
            names = [n for at, _, n in read.parsed.masked.names if n.id == end.id]
            sentence = read.line.sentence
            if names:
                start, stop_ = names[0].start, names[0].end
            else:
                start = read.parsed.start(token)
                stop_ = min(start + len(token), len(sentence.text))
            offsets = sentence.plain.offsets
            ends.append((offsets[sentence.start + start], offsets[sentence.start + stop_ - 1] + 1))
        if ends[0] != ends[1]:
            found.add((frozenset(ends), type_))
    for line, parsed, *tokens in rules.same:
        offsets = line.sentence.plain.offsets
        spans = [
            (offsets[line.sentence.start + n.start], offsets[line.sentence.start + n.end - 1] + 1)
            for n in (parsed.names[at] for at in tokens)
        ]
        found.add((frozenset(spans), "IsSynonymOf"))
    return found


def baseline(item: Item, rules: Rules, words: dict[str, str]) -> set[Typed]:
    """Pairs of entities of one sentence with a trigger word between them.

    The second is one of the next two entities and at most eight words away; one is a place if somebody is in charge,
    none if not. Of the ways that were tried this is the best (0.09 without any of it, 0.22 with all).
    """
    found: set[Typed] = set()
    for line in lines_of(item, rules, True)[0]:
        names = sorted(line.names, key=lambda n: n.start)
        for at, one in enumerate(names):
            for other in names[at + 1 : at + 3]:
                between = [w.strip(".,;:'\"()") for w in line.sentence.text[one.end : other.start].lower().split()]
                type_ = next((words[w] for w in between if w in words), "")
                places = "place" in (one.kind, other.kind)
                if type_ and len(between) <= 8 and places == (type_ == "InChargeOf"):
                    spans = [tuple(map(int, n.id[1:].split("-"))) for n in (one, other)]
                    found.add((frozenset((s[0], s[1]) for s in spans), type_))
    return found


def trigger_types(vocab: Vocabulary) -> dict[str, str]:
    """The type that each form of each one-word trigger has."""
    words: dict[str, str] = {}
    for frame in vocab.terms("frames").values():
        for phrase in frame.words:
            if " " not in phrase and (type_ := type_of(frame.relation, vocab)):
                for form in inflect(phrase):
                    words.setdefault(form, type_)
    return words


def overlaps(one: Typed, other: Typed, typed: bool) -> bool:
    """Whether two pairs are the same, each end overlapping one of the other's."""
    if typed and one[1] != other[1]:
        return False
    a, b = list(one[0]), list(other[0])
    if len(a) != 2 or len(b) != 2:
        return False

    def meet(x: tuple[int, int], y: tuple[int, int]) -> bool:
        return x[0] < y[1] and y[0] < x[1]

    return (meet(a[0], b[0]) and meet(a[1], b[1])) or (meet(a[0], b[1]) and meet(a[1], b[0]))


def score(
    pairs: Iterator[tuple[set[Typed], frozenset[Typed]]], typed: bool
) -> tuple[float, float, float, dict[str, list[int]]]:
    """Precision, recall, F1 and the counts by type: right, proposed, in the gold."""
    right = proposed = wanted = 0
    by: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for found, gold in pairs:
        left = [g for g in gold if len(g[0]) == 2]
        wanted += len(left)
        for g in left:
            by[g[1]][2] += 1
        for one in found:
            proposed += 1
            by[one[1]][1] += 1
            match = next((g for g in left if overlaps(one, g, typed)), None)
            if match is not None:
                left.remove(match)
                right += 1
                by[match[1]][0] += 1
    precision, recall = right / max(proposed, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), dict(by)


def run_re3d(folder: Path, half: str) -> None:
    """Print what the rules reach on re3d, with gold entities and end to end, beside the baseline."""
    vocab = read_vocabulary()
    items = load(folder, half)
    rules = Rules(vocab, Finder({}, {}))
    words = trigger_types(vocab)
    given = [(propose(item, rules, vocab, True), item.relations) for item in items]
    base = [(baseline(item, rules, words), item.relations) for item in items]
    # End to end the rules know the names that a casebook of the theatre would have: those of the other half.
    other = {"dev": "rest", "rest": "dev"}.get(half, "all")
    known: dict[str, Actor] = {}
    for item in load(folder, other):
        for begin, end, kind in item.entities:
            name = " ".join(item.text[begin:end].removeprefix("The ").removeprefix("the ").split())
            if (
                kind in ("Organisation", "Person")
                and name[:1].isupper()
                and len(name) > 2
                and len(fold(name).split()) < 6
            ):
                known.setdefault(
                    fold(name).replace(" ", "-"), make_actor(fold(name).replace(" ", "-"), _KINDS[kind], name)
                )
    finder = Rules(vocab, Finder(known, vocab.places))
    alone = [(propose(item, finder, vocab, False), item.relations) for item in items]
    print(f"re3d, {half}: {len(items)} documents, {sum(len(i.relations) for i in items)} relations")
    for name, pairs in (("gold entities", given), ("end to end", alone), ("baseline, gold entities", base)):
        for typed in (True, False):
            precision, recall, f1, by = score(iter(pairs), typed)
            print(f"  {name:25} {'typed' if typed else 'pair '}  P {precision:.2f}  R {recall:.2f}  F1 {f1:.2f}")
            if typed:
                print("    " + "  ".join(f"{t} {'/'.join(map(str, by[t]))}" for t in TYPES if t in by))


def run_speed(path: Path) -> None:
    """Print the words a second of the rules and of the bare full pipeline on one text."""
    import spacy

    from armillary.casebook.read import read_casebook
    from armillary.proposing.parsing import MODELS, load

    vocab = read_vocabulary()
    root = Path(__file__).resolve().parents[1] / "casebooks" / "afghanistan"
    book, vocab, _ = read_casebook(root, vocab, None, ("actors",))
    rules = Rules(vocab, Finder(book.actors, vocab.places))
    document = read_document(path)
    load()("warm")
    full = spacy.load(next(model for model in MODELS if spacy.util.is_package(model)))
    full("warm")
    texts = [document.plain(p) for p in document.passages if p.kind.value in ("body", "list_item")]
    words = sum(len(text.split()) for text in texts)
    for _ in range(2):
        start = time.perf_counter()
        for _doc in full.pipe(texts):
            pass
        bare = time.perf_counter() - start
        start = time.perf_counter()
        rules.propose(document)
        ours = time.perf_counter() - start
        print(
            f"  bare pipeline {words / bare:,.0f} words/s; rules {words / ours:,.0f} words/s; {bare / ours:.2f} times"
        )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--re3d", type=Path, default=SHARED / "data" / "re3d")
    parser.add_argument("--half", choices=("dev", "rest", "all"), default="all")
    parser.add_argument("--speed", type=Path, default=SHARED / "sources" / "new-jihadi-sphere.md")
    chosen = parser.parse_args()
    if chosen.re3d.is_dir():
        run_re3d(chosen.re3d, chosen.half)
    if chosen.speed.is_file():
        run_speed(chosen.speed)


if __name__ == "__main__":
    main()
