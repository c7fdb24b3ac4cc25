"""Inference: what a reader of a release could work out of what it hides, each a finding that wants an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Actor, Record, Speaker
from armillary.casebook.resolve import links_to_root
from armillary.finding import Finding, find
from armillary.releasing.evidence import Counted
from armillary.releasing.pseudonyms import BY_NUMBER, Pseudonyms
from armillary.releasing.release import Release
from armillary.releasing.visibility import Visibility
from armillary.releasing.voices import Told
from armillary.releasing.walking import FREE, records_of, words
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.credit import Credits
from armillary.weighing.evidence import Evidence
from armillary.weighing.questions import Question

MOVED = 1e-9
SHORTEST = 4  # letters of a name that is looked for in released text
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


def unanswered(inferred: list[Inferred], release: Release) -> list[Finding]:
    """Findings for what the release has no answer to; they stand where the release is defined."""
    return [
        find(item.code, release.place, f"{release.name}: {item.what}", HINT[item.code])
        for item in inferred
        if release.answer(item.code, item.about) is None
    ]


# --- from records ---------------------------------------------------------------------------------------------------


def infer_from_records(casebook: Casebook, seen: Visibility) -> list[Inferred]:
    """Hidden links between visible ones, and text that is released and names what is hidden."""
    return [*_hidden_links(casebook, seen), *_named_in_text(casebook, seen)]


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


def _named_in_text(casebook: Casebook, seen: Visibility) -> Iterator[Inferred]:
    shown = {
        word for shelf, record in records_of(casebook) if seen.shows(shelf, record.id) for word in _names_of(record)
    }
    hidden = {
        word.casefold()
        for shelf, record in records_of(casebook)
        if not seen.shows(shelf, record.id)
        for word in _names_of(record)
        if len(word) >= SHORTEST and word not in shown
    }
    if not hidden:
        return
    named = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(hidden, key=len, reverse=True))) + r")(?!\w)")
    for shelf, record in records_of(casebook):
        if seen.shows(shelf, record.id) and any(named.search(word.casefold()) for word in free_text(record)):
            what = f"the text of {record.id} names something that the release hides"
            yield Inferred("P709", record.id, what)


def _names_of(record: Record) -> Iterator[str]:
    yield record.id
    for name in ("name", "short", "title"):
        if found := getattr(record, name, ""):
            yield found
    if isinstance(record, Actor):
        yield from (alias.name for alias in record.aliases)


def free_text(record: Record) -> Iterator[str]:
    """What a record says in words of its coder's, but for what it is called by."""
    if isinstance(record, Speaker) and record.kind in BY_NUMBER:
        return  # no text of it is released
    for name in record.__struct_fields__:
        if name in FREE or (name in ("title", "name") and not isinstance(record, Speaker)):
            yield from words(getattr(record, name))


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
    for item in (*reader.alone(), *reader.voices(), *reader.grades(), *(reader.moved(before) if before else ())):
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

    def alone(self) -> Iterator[Inferred]:
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
                yield self._about("P701", int(self.counted.rows[i]), f"rests on {which} alone")

    def voices(self) -> Iterator[Inferred]:
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
                    yield self._about("P702", voice.question, f"{what}, fewer than {least}")
            if abs(float(self.counted.judgements.age[self.row_of[voice.question]])) > MOVED and voice.coin >= 0:
                what = f"shows how far older evidence yields, from which the day that {voice.origin} speaks of follows"
                yield self._about("P703", voice.question, what)
            if voice.coin < 0 and self._counted_beyond(voice):
                what = "is judged as so many voices allow that one can tell how many of them are confidential"
                yield self._about("P710", voice.question, what)
            if voice.origin in self.counted.parties:
                what = f"is spoken on by {voice.origin} as one voice with '{self.counted.parties[voice.origin]}'"
                yield self._about("P708", voice.question, what)
        for voice in self.counted.told:
            if voice.stands_in:
                what = f"gives {voice.origin} more weight than any claim that is shown"
                yield self._about("P707", voice.question, what)

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

    def moved(self, before: Before) -> Iterator[Inferred]:
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
                yield self._about("P706", int(self.counted.rows[i]), what)

    def _about(self, code: str, row: int, what: str) -> Inferred:
        """A finding about the tie that a question is of, or about the one asked if it only follows from that."""
        tie = " ".join(self.full.questions[self._asked.get(row, row)][:3])
        return Inferred(code, tie, f"'{tie}' {what}", frozenset({row}))

    @cached_property
    def _asked(self) -> dict[int, int]:
        """For each question that no released claim is about as such, one that is and that it follows from."""
        e, rows = self.counted.evidence, self.counted.rows
        asked = self.counted.asked
        found: dict[int, int] = {}
        for specific, general in zip(e.o_specific.tolist(), e.o_general.tolist(), strict=True):
            if e.questions[general][:3] not in asked and e.questions[specific][:3] in asked:
                found.setdefault(int(rows[general]), int(rows[specific]))
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
