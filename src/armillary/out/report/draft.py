"""A report while it is written: a book judged now and earlier, its ties as sentences, and the notes so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from armillary.book.book import Book
from armillary.out.report.content import KeyJudgement, NoteMark, Run, Runs, Text, runs
from armillary.out.report.notes import Notes
from armillary.pictures.asking import day
from armillary.pictures.compare import compare
from armillary.pictures.records import Comparison, Threat, TieRow, Why
from armillary.pictures.sentences import sentence, tie_sentence
from armillary.pictures.threat import threat
from armillary.pictures.ties import tied
from armillary.pictures.weighed import View, view_at
from armillary.pictures.why import why_row
from armillary.text.dates import show_day
from armillary.text.months import said_date

TieKey = tuple[str, str, str]
YEAR = 365
PAGE, PAPER = "report", "pdf"  # what a report is written for


@dataclass
class Draft:
    """Everything that sections draw on; `edition` is the day of the last edition, None for a report of the whole."""

    book: Book
    edition: int | None = None
    forms: tuple[str, ...] = (PAGE, PAPER)

    def __post_init__(self) -> None:
        self.notes = Notes(self.book)

    @cached_property
    def now(self) -> View:
        """The book as of its own date."""
        return view_at(self.book, self.book.as_of, None)

    @cached_property
    def then_day(self) -> int:
        """The day that change is told from: the edition's, the casebook's, or a year before its date."""
        if self.edition is not None:
            return self.edition
        own = day(self.book.manifest.since or None, None)
        return own if own is not None and own < self.book.as_of else max(self.book.as_of - YEAR, 1)

    @cached_property
    def then(self) -> View:
        """The book as of the earlier day; for an edition from what was published by then, else from all that is known.

        So a report of the whole says what changed in the world, and an edition what changed since its reader last read.
        """
        return view_at(self.book, self.then_day, self.then_day if self.edition is not None else None)

    @cached_property
    def ties(self) -> list[TieRow]:
        """Every tie that claims are about, likeliest first; those not assessed last."""
        return sorted(tied(self.now), key=lambda tie: -1.0 if tie.likelihood is None else tie.likelihood, reverse=True)

    @cached_property
    def judged(self) -> list[TieRow]:
        """The ties that are assessed."""
        return [tie for tie in self.ties if tie.likelihood is not None]

    @cached_property
    def before(self) -> dict[TieKey, TieRow]:
        """The ties on the earlier day."""
        return {(tie.subject, tie.relation, tie.object): tie for tie in tied(self.then)}

    @cached_property
    def comparison(self) -> Comparison:
        """What moved since the last edition, with the causes."""
        found: Comparison = compare(self.book, from_=show_day(self.then_day))
        return found

    @cached_property
    def threats(self) -> list[Threat]:
        """The threat from each group."""
        found: list[Threat] = threat(self.book)
        return found

    @cached_property
    def structure(self) -> set[tuple[str, str]]:
        """Pairs that the actors' own records tie: parts and wholes, which are no news."""
        rows = self.book.sql("SELECT id, part_of, affiliate_of, splinter_of FROM actors")
        pairs = {
            (row["id"], other) for row in rows for other in (*row["part_of"], *row["affiliate_of"], *row["splinter_of"])
        }
        return pairs | {(b, a) for a, b in pairs}

    @property
    def as_of(self) -> str:
        """The day that the report answers for."""
        return show_day(self.book.as_of)

    def clause(self, tie: TieRow) -> str:
        """A tie as a clause."""
        return tie_sentence(self.book, tie.subject, tie.relation, tie.object, tie.level, tie.object_level)

    def why(self, tie: TieRow) -> Why:
        """The explanation of a tie."""
        return why_row(self.book, self.now, self.now.row_of(tie))

    def note(self, tie: TieRow) -> NoteMark | None:
        """The note that names the origins of a tie."""
        return self.notes.on_parts(self.why(tie).contributions)

    def judgement(self, tie: TieRow, tail: str = "") -> KeyJudgement:
        """A tie as a key judgement, in a sentence that begins with how likely it is."""
        assert tie.likelihood is not None
        assert tie.range is not None
        said = sentence(f"{how_likely(tie.word)} {self.clause(tie)}{tail}")
        return KeyJudgement(
            sentence=with_note(said, self.note(tie)),
            word=tie.word,
            percent=f"{percent(tie.likelihood)}\u00a0%, range {percent(tie.range[0])} to "
            f"{percent(tie.range[1])}\u00a0%",
            low=tie.range[0],
            likelihood=tie.likelihood,
            high=tie.range[1],
            confidence=tie.confidence or "",
            grounds=grounds(tie),
        )


def how_likely(word: str) -> str:
    """How a clause is led in by a word of likelihood."""
    if word.endswith("chance"):
        return f"there is {word if word.startswith('almost') else f'a {word}'} that"
    return f"it is {word} that"


def grounds(tie: TieRow) -> str:
    """The origins of a tie in words."""
    said = f"{tie.origins} {'origin' if tie.origins == 1 else 'origins'}"
    if tie.against and tie.for_:
        return f"{said}: {tie.for_} for, {tie.against} against"
    return f"{said}, {'all ' if tie.origins > 1 else ''}against" if tie.against else said


def percent(likelihood: float) -> str:
    """A likelihood in whole per cent, from 1 to 99."""
    return str(round(min(max(likelihood, 0.01), 0.99) * 100))


def likelihood_text(tie: TieRow) -> str:
    """A likelihood with its word and range, for a table."""
    if tie.likelihood is None or tie.range is None:
        return short_word(tie.word)
    return f"{tie.word}, {percent(tie.likelihood)}\u00a0%"


def range_text(tie: TieRow) -> str:
    """The range of a likelihood."""
    return "–" if tie.range is None else f"{percent(tie.range[0])}–{percent(tie.range[1])}"


def short_word(word: str) -> str:
    """`not assessed since 2023-02-01` with a date that is read."""
    head, _, since = word.rpartition(" since ")
    return f"{head} since {said_date(since)}" if head else word


def with_note(text: str, mark: NoteMark | None, tail: str = "") -> Runs:
    """Text with its note after the full stop."""
    parts: list[Run] = [Text(text)]
    if mark is not None:
        parts.append(mark)
    return runs(*parts, tail)


def year_of(written: str | None) -> str:
    """The year of an ISO date."""
    return date.fromisoformat(written).strftime("%Y") if written else ""
