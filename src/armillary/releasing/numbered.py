"""Numbered speakers: interviewees and monitors are never more than their number, and what they said has no day."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import (
    ON_RECORD,
    Actor,
    Claim,
    Coverage,
    Passage,
    Record,
    Since,
    Source,
    Speaker,
    Statement,
)
from armillary.releasing.months import DAY, month_of
from armillary.releasing.visibility import links_of
from armillary.releasing.walking import reworded

R = TypeVar("R", bound=Record)
BY_NUMBER = frozenset({"interviewee", "monitor"})  # kinds of speaker that are never more than their number
_NUMBER = re.compile(r"(?:interviewee|monitor)[- ](\d{1,4})\Z", re.IGNORECASE)
KEPT = {"id", "kind", "speaker", "read", "grade", "derived_from", "marking", "compartments", "caveat", "originator"}


class Numbered:
    """The speakers of a casebook that go by a number, the sources in which they speak, and what is told of either."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook
        self._said: dict[str, bool] = {}
        self.speakers = frozenset(s.id for s in casebook.speakers.values() if s.kind in BY_NUMBER)
        self.sources = frozenset(s.id for s in casebook.sources.values() if s.speaker in self.speakers)

    def say(self, record: Record) -> bool:
        """Whether a record says what they said: read in a source of theirs, credited to one, or of such a claim."""
        if isinstance(record, Source):
            return record.id in self.sources
        if not isinstance(record, Claim):
            return getattr(record, "source", "") in self.sources
        if record.id not in self._said:
            self._said[record.id] = self._claimed(record)
        return self._said[record.id]

    def _claimed(self, record: Claim) -> bool:
        about = record.matter.about if isinstance(record.matter, Statement) else None
        of = self.casebook.claims.get(about.claim) if about else None
        return any(not self.speakers.isdisjoint(links_of(claim, self.casebook)) for claim in (record, of) if claim)

    def tells_place(self, record: Record) -> bool:
        """Whether a record says no more than where in what they said something stands, which would fit a transcript."""
        return isinstance(record, Coverage | Passage) and record.source in self.sources

    def told(self, record: R) -> R:
        """A record with what a number must not tell left out, and months for the days that they spoke or speak of."""
        blank: dict[str, Any] = {}
        match record:
            case Speaker() if record.id in self.speakers:
                blank = {"name": called_by_number(record), "speaks_for": ()}
                blank |= dict.fromkeys(("short", "grade_reason", "why_named", "note"), "")
            case Source() if record.id in self.sources:
                fields = msgspec.structs.fields(record)
                blank = {f.name: f.default for f in fields if f.name not in KEPT and not f.required}
                by = called_by_number(self.casebook.speakers[record.speaker])
                blank |= {"title": f"{record.kind.replace('_', ' ').capitalize()} of {by}", "ids": {}}
                blank |= {
                    name: when and month_of(when) for name in ("date", "withdrawn") for when in [getattr(record, name)]
                }
            case Actor():
                blank = {name: tuple(map(self._since, getattr(record, name))) for name in ON_RECORD}
            case _ if self.say(record):
                read_there = getattr(record, "source", "") in self.sources
                blank = {
                    "coded": None,
                    "ids": {},
                    "at": "" if read_there else DAY.sub("(a day)", getattr(record, "at", "")),
                }
                blank = {name: value for name, value in blank.items() if hasattr(record, name)}
                record = reworded(record, lambda word: word, month_of)
        return msgspec.structs.replace(record, **blank)

    def _since(self, since: Since) -> Since:
        return reworded(since, lambda word: word, month_of) if since.source in self.sources else since


def called_by_number(speaker: Speaker) -> str:
    """What a speaker that goes by a number is called."""
    number = number_of(speaker)
    return speaker.kind.capitalize() + (f" {number}" if number else "")


def number_of(speaker: Speaker) -> str:
    """The number that an interviewee or monitor goes by, '' when it has none."""
    found = _NUMBER.search(speaker.id) or _NUMBER.search(speaker.name)
    return str(int(found[1])) if found else ""
