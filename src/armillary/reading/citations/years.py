"""Citations in the running text by author and year: (Smith 2019, 12), Bell (2018, 9), (Cole and Eck 2020; UN 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from armillary.reading.citations.works import Work
from armillary.reading.citations.written import key_of, straight

_YEAR = r"(?:1[89]|20)\d\d"
_BRACKETED = re.compile(rf"\(([^()]*\b{_YEAR}[a-z]?\b[^()]*)\)")
_WHO = r"[^\W\d_][^,;()\d]*?"
_CITED = re.compile(
    rf"^(?:(?:see(?: also)?|cf\.?|e\.g\.|for example|compare|but see|also|quoted in|cited in),?\s+)*"
    rf"(?P<who>{_WHO}),?\s+(?P<years>{_YEAR}[a-z]?(?:,\s*{_YEAR}[a-z]?)*)"
    rf"(?:\s*[,:]\s*(?:pp?\.\s*|para(?:graph)?s?\.?\s*)?(?P<pages>\d{{1,4}}(?:\s*[-–,]\s*\d{{1,4}})*))?$",
    re.IGNORECASE,
)
_ONLY_YEAR = re.compile(
    rf"^(?P<years>{_YEAR}[a-z]?(?:,\s*{_YEAR}[a-z]?)*)"
    rf"(?:\s*[,:]\s*(?:pp?\.\s*|para(?:graph)?s?\.?\s*)?(?P<pages>\d{{1,4}}(?:\s*[-–,]\s*\d{{1,4}})*))?$"
)
_EACH = re.compile(rf"({_YEAR})([a-z]?)")
_POSSESSIVE = re.compile(r"(?:'s?)?\s*$")
_WORDS_BEFORE = 8  # that may be the name of a body: as the Ministry of Roads (2023) says


class InText(NamedTuple):
    """A citation as it stands in a text: what it says, the work or the works that it may mean, and the pages cited."""

    text: str
    works: list[Work]
    pages: str


class Listed:
    """The works of a bibliography by author and year."""

    def __init__(self, works: Sequence[Work]) -> None:
        self.by_head: dict[str, list[Work]] = {}
        for work in works:
            for head in {*work.heads, key_of(work.names[0])}:
                self.by_head.setdefault(head, []).append(work)

    def cited_in(self, plain: str) -> Iterator[InText]:
        """What a paragraph cites; a bracket with a name and year that no work has is passed by."""
        if not self.by_head or "(" not in plain:
            return
        text = straight(plain)
        for bracket in _BRACKETED.finditer(text):
            inside = bracket[1].strip()
            if alone := _ONLY_YEAR.match(inside):
                if named := self._name_before(text[: bracket.start()]):
                    yield from self._each(f"{named} ({inside})", named, alone)
                continue
            for part in inside.split(";"):
                if cited := _CITED.match(part.strip()):
                    yield from self._each(part.strip(), cited["who"], cited)

    def _each(self, text: str, who: str, cited: re.Match[str]) -> Iterator[InText]:
        years = _EACH.findall(cited["years"])
        for place, (year, letter) in enumerate(years):
            works = self._find(who, year, letter)
            if works:
                yield InText(text, works, (cited["pages"] or "") if place == len(years) - 1 else "")

    def _find(self, who: str, year: str, letter: str) -> list[Work]:
        """The works of an author and a year; of several a letter tells, in the order in which they are listed."""
        found = [work for work in self.by_head.get(_key(who), ()) if work.date[:4] == year]
        if letter and len(found) > 1:
            place = ord(letter) - ord("a")
            return found[place : place + 1]
        return found

    def _name_before(self, before: str) -> str:
        """The name that a year in brackets follows, as far back as a listed author is called so; '' for none."""
        words = _POSSESSIVE.sub("", before).split()[-_WORDS_BEFORE:]
        names = (" ".join(words[begin:]) for begin in range(len(words)))
        return next((name for name in names if _key(name) in self.by_head), "")


def _key(name: str) -> str:
    return key_of(name.replace("&", "and"))
