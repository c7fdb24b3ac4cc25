"""Inference: what a reader of a release could work out of what it hides, each a finding that wants an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import msgspec
import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.resolve import links_to_root
from armillary.finding import Finding, find
from armillary.releasing.evidence import Counted
from armillary.releasing.named import told_in_words
from armillary.releasing.numbered import BY_NUMBER
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.release import Release
from armillary.releasing.visibility import Visibility
from armillary.releasing.voices import Told
from armillary.vocab.terms import Term
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.credit import Credits
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import Question

MOVED = 1e-9
HINT = {
    "P701": "withhold it, or accept it with a reason",
    "P702": "withhold it, coarsen it, or accept it with a reason",
    "P703": "coarsen it, withhold it, or accept it with a reason",
    "P704": "withhold the claim, coarsen it to leave the link out, or accept it with a reason",
    "P705": "coarsen it to tell no grade, withhold it, or accept it with a reason",
    "P706": "withhold it, release it with something that is shown, or accept it with a reason",
    "P707": "withhold it, or accept it with a reason",
    "P708": "withhold it, or accept it with a reason",
    "P710": "withhold it, or accept it with a reason",
    "P709": "write it otherwise, withhold the record, coarsen it to leave its text out, or accept it with a reason",
}


class Before(msgspec.Struct, frozen=True):
    """What an earlier edition of a release said: its date, and each question's likelihood and claims."""

    as_of: int
    judged: dict[Question, tuple[float | None, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Inferred:
    """What could be worked out: about a judgement, a grade or a record; `rows` are the questions it touches."""

    code: str
    about: str
    what: str
    rows: frozenset[int] = frozenset()


class Item(NamedTuple):
    """A code, the row of a question in the full book, and what is to be said of its tie."""

    code: str
    row: int
    what: str


def unanswered(inferred: list[Inferred], release: Release) -> list[Finding]:
    """Findings for what the release has no answer to; they stand where the release is defined."""
    return [
        find(item.code, release.place, f"{release.name}: {item.what}", HINT[item.code])
        for item in inferred
        if release.answer(item.code, item.about) is None
    ]


# --- from records ---------------------------------------------------------------------------------------------------


def infer_from_records(
    casebook: Casebook, vocab: Vocabulary, release: Release, names: Pseudonyms, records: Casebook, own: Iterable[Term]
) -> list[Inferred]:
    """Hidden links between visible ones; and what `records`, the title and terms as they are released say in words."""
    said = told_in_words(casebook, vocab, release, names, records, own)
    return [*_hidden_links(casebook, names.seen), *(Inferred("P709", about, what) for about, what in said)]


def _hidden_links(casebook: Casebook, seen: Visibility) -> Iterator[Inferred]:
    for claim in casebook.claims.values():
        if not seen.shows("claims", claim.id):
            continue
        for chain in claim.chains:
            shown = [seen.shows_link(link) for link in links_to_root(chain, claim.source, casebook)]
            if not all(shown) and shown[0] and shown[-1]:
                what = f"claim {claim.id} shows that something confidential links its source to its root"
                yield Inferred("P704", claim.id, what)
                break


# --- from judgements ------------------------------------------------------------------------------------------------


def infer_from_judgements(
    casebook: Casebook,
    vocab: Vocabulary,
    full: Evidence,
    counted: Counted,
    names: Pseudonyms,
    release: Release,
    before: Before | None,
) -> list[Inferred]:
    """What the votes of a released book say of who cast the confidential ones; one finding a tie and code."""
    found: dict[tuple[str, str], Inferred] = {}
    reader = _Reader(casebook, vocab, full, counted, names, release)
    of_ties = [*reader.alone(), *reader.voices(), *(reader.moved(before) if before else ())]
    for item in (*reader.named(of_ties), *reader.grades()):
        key = (item.code, item.about)
        known = found.get(key)
        found[key] = item if known is None else Inferred(*key, known.what, known.rows | item.rows)
    return list(found.values())


class _Reader:
    """Someone who reads a released book closely."""

    def __init__(
        self,
        casebook: Casebook,
        vocab: Vocabulary,
        full: Evidence,
        counted: Counted,
        names: Pseudonyms,
        release: Release,
    ) -> None:
        self.casebook, self.full, self.counted, self.names, self.release = casebook, full, counted, names, release
        self.row_of = {int(row): i for i, row in enumerate(counted.rows)}
        self.heard = [v for v in counted.told if v.confidential and v.weight > 0]
        credits = Credits(casebook, vocab)
        people = casebook.speakers.values()
        self.of_grade = Counter(speaker.grade for speaker in people)
        self.of_party = Counter((credits.bloc_of(speaker.id), speaker.grade) for speaker in people)

    def alone(self) -> Iterator[Item]:
        """Judgements of which every vote that weighs enough is under a pseudonym."""
        e, j = self.counted.evidence, self.counted.judgements
        hidden = np.array([is_confidential(name, self.names) for name in e.origins], bool)
        for i in np.flatnonzero(j.assessed).tolist():
            lo, hi = np.searchsorted(j.votes.question, (i, i + 1))
            audible = j.audible[lo:hi]
            origins = j.votes.origin[lo:hi][audible]
            if len(origins) and hidden[origins].all():
                many = len(set(origins.tolist()))
                which = "one confidential source" if many == 1 else f"{many} confidential sources"
                yield Item("P701", int(self.counted.rows[i]), f"rests on {which} alone")

    def voices(self) -> Iterator[Item]:
        """What single votes give away."""
        least = self.release.possible_speakers
        for voice in self.heard:
            if voice.coin >= 0:
                party = self.full.blocs[voice.bloc]
                free = voice.stance == "free"
                possible = self.of_grade[voice.grade] if free else self.of_party[party, voice.grade]
                if possible < least:
                    whose = f"of grade {voice.grade}" + ("" if free else " with that interest")
                    what = f"is spoken on by {voice.origin}, and the casebook has {possible} speakers {whose}"
                    yield Item("P702", voice.question, f"{what}, fewer than {least}")
            if voice.coin < 0 and self._counted_beyond(voice):
                what = "is judged as so many voices allow that one can tell how many of them are confidential"
                yield Item("P710", voice.question, what)
            if voice.origin in self.counted.parties:
                what = f"is spoken on by {voice.origin} as one voice with '{self.counted.parties[voice.origin]}'"
                yield Item("P708", voice.question, what)
        for voice in self.counted.told:
            veiled = voice.confidential or voice.origin.startswith(tuple(BY_NUMBER))
            dated = veiled and voice.by_day and voice.coin >= 0 and voice.weight > 0
            if dated and abs(float(self.counted.judgements.age[self.row_of[voice.question]])) > MOVED:
                what = f"shows how far older evidence yields, from which the day that {voice.origin} speaks of follows"
                yield Item("P703", voice.question, what)
            if voice.stands_in:
                what = f"gives {voice.origin} more weight than any claim that is shown"
                yield Item("P707", voice.question, what)

    def _counted_beyond(self, pool: Told) -> bool:
        """Whether more voices are counted than are shown beside a pool."""
        j, row = self.counted.judgements, self.row_of[pool.question]
        side = 1 if pool.side > 0 else 0
        return int((j.for_it if side else j.against)[row]) > int(j.tally.voices[row, side])

    def grades(self) -> Iterator[Inferred]:
        """Grades that one pseudonym alone has."""
        by_grade: dict[str, set[str]] = {}
        rows: dict[str, set[int]] = {}
        for voice in self.heard:
            if voice.coin >= 0:
                by_grade.setdefault(voice.grade, set()).add(voice.origin)
                rows.setdefault(voice.grade, set()).add(voice.question)
        for grade, origins in sorted(by_grade.items()):
            if len(origins) == 1:
                what = f"{min(origins)} is the only confidential source of grade {grade}"
                yield Inferred("P705", f"grade {grade}", what, frozenset(rows[grade]))

    def moved(self, before: Before) -> Iterator[Item]:
        """Judgements that moved since an earlier edition though no claim that is shown came or went."""
        e, j = self.counted.evidence, self.counted.judgements
        if before.as_of != j.as_of:
            return  # time moves judgements too
        claims = claims_by_question(e)
        for i, question in enumerate(e.questions):
            known = before.judged.get(question)
            now = float(j.likelihood[i]) if j.assessed[i] else None
            if known is None or known[1] != claims[question]:
                continue
            if (known[0] is None) != (now is None) or abs((known[0] or 0.0) - (now or 0.0)) > MOVED:
                what = "has moved since this release was last made, and no claim that is shown came or went"
                yield Item("P706", int(self.counted.rows[i]), what)

    def named(self, found: Sequence[Item]) -> Iterator[Inferred]:
        """Findings about the tie of each question; where it is not asked as such, about one asked of which it follows.

        That must be one of which the same is to be said: what follows may also rest on what nobody asks openly.
        """
        there = set(found)
        for code, row, what in found:
            of = next((asked for asked in self._asked.get(row, ()) if (code, asked, what) in there), row)
            tie = " ".join(self.full.questions[of][:3])
            yield Inferred(code, tie, f"'{tie}' {what}", frozenset({row}))

    @cached_property
    def _asked(self) -> dict[int, list[int]]:
        """For each question that no released claim is about as such, those that are and that it follows from."""
        e, rows = self.counted.evidence, self.counted.rows
        asked = self.counted.asked
        found: dict[int, list[int]] = {}
        for specific, general in zip(e.o_specific.tolist(), e.o_general.tolist(), strict=True):
            if e.questions[general][:3] not in asked and e.questions[specific][:3] in asked:
                found.setdefault(int(rows[general]), []).append(int(rows[specific]))
        return found


def is_confidential(name: str, names: Pseudonyms) -> bool:
    """Whether an origin is a pseudonym, and not one that goes by a number."""
    return name in names.made and not name.startswith(tuple(BY_NUMBER))


def claims_by_question(e: Evidence) -> dict[Question, frozenset[str]]:
    """The claims on each question, without those that stand for hidden ones."""
    found: dict[int, set[str]] = {}
    for b in range(len(e.b_testimony)):
        claim = e.claims[int(e.t_claim[int(e.b_testimony[b])])]
        if not MADE.search(claim):
            found.setdefault(int(e.b_question[b]), set()).add(claim)
    return {question: frozenset(found.get(i, ())) for i, question in enumerate(e.questions)}


MADE = re.compile(r"-[0-9a-f]{10}(?:/|\Z)")
