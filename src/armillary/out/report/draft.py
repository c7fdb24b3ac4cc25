"""A report while it is written: a book judged now and earlier, its ties as sentences, and the notes so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from armillary.book.book import Book
from armillary.out.report.content import NoteMark, Run, Runs, Text, runs
from armillary.out.report.notes import Notes
from armillary.out.report.prose import Told, percent
from armillary.pictures.asking import day
from armillary.pictures.compare import compared
from armillary.pictures.records import Comparison, Judged, Part, Threat, TieRow, Why, faded
from armillary.pictures.sentences import tie_sentence
from armillary.pictures.threat import threat
from armillary.pictures.ties import on_record_alone, tied
from armillary.pictures.weighed import View, view_at
from armillary.pictures.why import parts_of, why_row
from armillary.text.dates import show_day

TieKey = tuple[str, str, str]
YEAR = 365
PAGE, PAPER = "report", "pdf"  # what a report is written for


@dataclass
class Draft:
    """Everything that sections draw on; `edition` is the day of the last edition, None for a report of the whole.

    A brief one calls no notes.
    """

    book: Book
    edition: int | None = None
    forms: tuple[str, ...] = (PAGE, PAPER)
    brief: bool = False

    def __post_init__(self) -> None:
        self.notes = Notes(self.book)

    @cached_property
    def now(self) -> View:
        """The book as of its own date."""
        return view_at(self.book, self.book.as_of, None)

    @cached_property
    def since(self) -> int:
        """The day that change is told from: the edition's, the casebook's, or a year before its date."""
        if self.edition is not None:
            return self.edition
        own = day(self.book.manifest.since or None, None)
        return own if own is not None and own < self.book.as_of else max(self.book.as_of - YEAR, 1)

    @cached_property
    def then(self) -> View:
        """The book as of the edition's date, by what was published by then; else of the eve, by all that is known now.

        So a report of the whole says what changed in the world, and an edition what changed since its reader last read.
        """
        if self.edition is not None:
            return view_at(self.book, self.edition, self.edition)
        return view_at(self.book, max(self.since - 1, 1), None)

    @cached_property
    def comparison(self) -> Comparison:
        """What moved between the two days, with the causes."""
        known_by = self.book.as_of if self.edition is not None else None
        return compared(self.then, view_at(self.book, self.book.as_of, known_by))

    @cached_property
    def ties(self) -> list[TieRow]:
        """Every tie that claims are about, likeliest first, those on record alone and those not assessed after them."""
        rows = [*tied(self.now), *on_record_alone(self.now)]
        return sorted(rows, key=lambda tie: (-(tie.likelihood or 0.0), tie.standing != "on_record"))

    @cached_property
    def judged(self) -> list[TieRow]:
        """The ties that have a likelihood."""
        return [tie for tie in self.ties if tie.likelihood is not None]

    @cached_property
    def holding(self) -> list[TieRow]:
        """The judged ties that are neither over nor long unseen."""
        return [tie for tie in self.judged if not faded(tie)]

    @cached_property
    def by_key(self) -> dict[TieKey, TieRow]:
        """The ties by what they say."""
        return {key_of(tie): tie for tie in self.ties}

    @cached_property
    def before(self) -> dict[TieKey, TieRow]:
        """The ties on the earlier day."""
        return {key_of(tie): tie for tie in tied(self.then)}

    @cached_property
    def threats(self) -> list[Threat]:
        """The threat from each group."""
        found: list[Threat] = threat(self.book)
        return found

    def told(self, triple: str | dict[str, Any]) -> Told | None:
        """A tie of the casebook's requirements as it is judged, from the end that it is asked from; None of a class."""
        asked: dict[str, Any] = msgspec.json.decode(triple) if isinstance(triple, str) else triple
        one, relation, two = (asked[name] for name in ("subject", "relation", "object"))
        if one["is_class"] or two["is_class"]:
            return None
        ends = one["name"], two["name"]
        found = self.by_key.get((ends[0], relation, ends[1]))
        if found is None and self.book.vocab.relations[relation].symmetric:
            found = self.by_key.get((ends[1], relation, ends[0]))
        return None if found is None else Told(found, *ends)

    @property
    def as_of(self) -> str:
        """The day that the report answers for."""
        return show_day(self.book.as_of)

    def clause(self, tie: TieRow) -> str:
        """A tie as a clause."""
        return tie_sentence(self.book, tie.subject, tie.relation, tie.object, tie.level, tie.object_level)

    def parts(self, tie: TieRow) -> list[Part]:
        """What every origin adds to the judgement of a tie; none of one that is on record alone."""
        return [] if tie.standing == "on_record" else parts_of(self.book, self.now, self.now.row_of(tie))

    def why(self, tie: TieRow) -> Why:
        """The explanation of a tie."""
        return why_row(self.book, self.now, self.now.row_of(tie))

    def speakers(self, tie: TieRow, polarity: str) -> list[str]:
        """Who is heard for a tie or against it, each independent voice once."""
        heard = [p for p in self.parts(tie) if p.polarity == polarity and p.audible and not (p.one_with or p.of_class)]
        return list(dict.fromkeys(part.speaker for part in sorted(heard, key=lambda part: -abs(part.decibans))))

    def note(self, *ties: TieRow) -> NoteMark | None:
        """The note that names the origins of some ties, or the sources that state them."""
        if self.brief:
            return None
        recorded = [item.source for tie in ties if tie.standing == "on_record" for item in tie.on_record]
        return self.notes.on_parts([part for tie in ties for part in self.parts(tie)], recorded)


def key_of(tie: TieRow) -> TieKey:
    """What a tie says, at no level or place."""
    return tie.subject, tie.relation, tie.object


def standing_text(tie: Judged) -> str:
    """How the evidence stands, with its voices, for a table."""
    word = tie.standing.replace("_", " ")
    if tie.standing == "on_record":
        return word
    sides = f"{tie.voices_for} : {tie.voices_against}" if tie.voices_against else f"{tie.voices_for}"
    return f"{word}, {sides}"


def likelihood_text(tie: Judged) -> str:
    """A likelihood with its word, for a table."""
    return "–" if tie.likelihood is None else f"{tie.word}, {percent(tie.likelihood)}\u00a0%"


def with_note(text: str, mark: NoteMark | None, tail: str = "") -> Runs:
    """Text with its note after the full stop."""
    parts: list[Run] = [Text(text)]
    if mark is not None:
        parts.append(mark)
    return runs(*parts, tail)


def years(ties: Sequence[TieRow]) -> str:
    """From which year to which some ties were seen."""
    days = sorted(written[:4] for tie in ties for written in (tie.first, tie.last) if written)
    return "–" if not days else days[0] if days[0] == days[-1] else f"{days[0]}–{days[-1]}"
