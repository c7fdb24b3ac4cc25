"""The entries of a bibliography as works: who, what, where, when."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from armillary.reading.citations.written import date_in, key_of, straight, surnames, words_of
from armillary.reading.passages import Document, Kind
from armillary.text.months import MONTH

_URL = re.compile(r"(?:https?:)?//[^\s<>)\]]+")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>)\]]+")
_SAME_AUTHOR = re.compile(r"^(?:[—–_-]{2,}|—|–|-)?\s*[.,]\s*(?=[\"*\w])")
_QUOTED = re.compile(r'"((?:[^"]|"(?=\w))+?)[,.]?"(?=[\s,.;:)<]|$)')
_SLANTED = re.compile(r"(?<![*\w])[*_]([^*_]{3,}?)[*_](?!\w)")
_DATED = re.compile(rf"\b(?:accessed|\d{{4}}|{MONTH})\b", re.IGNORECASE)
_BY_YEAR = re.compile(
    r"([^\d\"(]{3,200}?)[.,]?\s+(?:\((\d{4})[a-z]?(?:, [^()]{3,20})?\)|(\d{4})[a-z]?)\.\s+(?=[\"'*_\w])"
)
_TRAILING = re.compile(r"[\s,.;:/]+$")
_SMALL = frozenset(("the", "of", "for", "and", "a", "an", "to", "in", "on", "at", "by"))


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A work that is cited: `names` are the surnames of its authors or the name of a body, `date` ISO 8601 or ''."""

    id: str
    names: list[str]
    authors: str
    title: str
    container: str
    date: str
    url: str
    doi: str
    entry: int  # its place among the entries of the bibliography from 1; 0: it is cited in a note only

    @property
    def heads(self) -> list[str]:
        """The ways in which a note names its authors, the longest first, as keys."""
        names = [key_of(name) for name in self.names]
        forms = {" and ".join(names), names[0] if len(names) == 1 else "", f"{names[0]} et al", key_of(self.authors)}
        if len(names) > 2:
            forms.add(" ".join([*names[:-1], "and", names[-1]]))
        return sorted((form for form in forms if form), key=len, reverse=True)


def read_works(document: Document) -> list[Work]:
    """The works that the bibliography of a document lists, in its order."""
    works: list[Work] = []
    taken: set[str] = set()
    for passage in document.passages:
        if passage.kind is Kind.BIBLIOGRAPHY:
            above = works[-1].authors if works else ""
            work = read_entry(document.raw(passage), above, len(works) + 1, taken)
            if work is not None:
                works.append(work)
    return works


def read_entry(raw: str, above: str, entry: int, taken: set[str]) -> Work | None:
    """One entry as a work; `above` are the authors of the entry before it, whom a dash repeats. None: it is none."""
    text = straight(raw.replace("\\_", "_").replace("\\*", "*"))
    url = _URL.search(text)
    doi = _DOI.search(text)
    text = re.sub(r"\[[^\]]*\]\([^)]*\)|<[^<>]*>", " ", text)
    text = _TRAILING.sub("", _URL.sub(" ", text))
    if len(text) < 8:
        return None
    same = _SAME_AUTHOR.match(text)
    if same:
        text = text[same.end() :]
    by_year = None if same else _BY_YEAR.match(text)  # Smith, John. 2019. Title; Smith, J. (2019). Title
    year = (by_year[2] or by_year[3]) if by_year else ""
    if by_year:
        text = f"{by_year[1]}. {text[by_year.end() :]}"
    title, begin, end = _title(text)
    authors = above if same else _TRAILING.sub("", text[:begin].replace("*", "")).strip()
    rest = text[end:]
    if not title:  # no quotation marks: the work goes by its title, or what stands before the first full stop is who
        who, stop, what = (by_year[1], ". ", text[len(by_year[1]) + 2 :]) if by_year else text.partition(". ")
        authors, title = ("", _TRAILING.sub("", text.split(", ")[0])) if not stop else (who, what.split(". ")[0])
        rest = what.partition(". ")[2] if by_year else text
    date = date_in(rest) or date_in(text)
    if year and not date.startswith(year):
        date = year
    slanted = _SLANTED.search(rest)
    container = slanted[1].strip() if slanted else _plain_container(rest)
    names = surnames(authors) if authors else []
    return Work(
        id=name_work(names or [title], date, taken),
        names=names or [title],
        authors=authors,
        title=title.replace("*", "").strip(),
        container=container,
        date=date,
        url=url[0].rstrip(".,;") if url else "",
        doi=doi[0].rstrip(".,;") if doi else "",
        entry=entry,
    )


def _title(text: str) -> tuple[str, int, int]:
    """The title of an entry and where it stands: what is in quotation marks, else what is slanted."""
    found = _QUOTED.search(text)
    slanted = _SLANTED.search(text)
    if found is None or (slanted is not None and slanted.start() < found.start()):
        found = slanted
    if found is None:
        return "", 0, 0
    return found[1].strip(" ,"), found.start(), found.end()


def _plain_container(rest: str) -> str:
    """The publisher or outlet of an entry that slants none: what stands between the title and the date."""
    before = _DATED.split(rest, maxsplit=1)[0]
    return " ".join(before.strip(" ,.()").split())[:120]


def name_work(names: Iterable[str], date: str, taken: set[str]) -> str:
    """An id in the manner of a casebook's sources: bunzel-2020, un-2023b."""
    first = next(iter(names))
    words = [word for word in words_of(first) if word not in _SMALL and word.isascii()] or ["work"]
    stem = "-".join(words[:3]) if len(words) > 1 else words[0]
    stem = f"{stem}-{date[:4] or 'undated'}"
    name, suffix = stem, ord("a")
    while name in taken:
        suffix += 1
        name = f"{stem}{chr(suffix)}"
    taken.add(name)
    return name
