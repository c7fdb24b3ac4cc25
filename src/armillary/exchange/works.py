"""Works of a bibliography: what an entry of any format says, and what a source of a casebook is as one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from armillary.casebook.records import Source, Speaker
from armillary.exchange.protocol import Released
from armillary.finding import Place
from armillary.names.folding import fold

# Words that no name of a person has, and that name a body where it has two words besides.
_BODIES = frozenset(
    (
        *("agency", "army", "assembly", "association", "authority", "board", "bureau", "centre", "center", "command"),
        *("commission", "committee", "council", "department", "directorate", "division", "embassy", "federation"),
        *("force", "forces", "forum", "foundation", "front", "fund", "government", "group", "institute", "ministry"),
        *("mission", "movement", "nations", "network", "observatory", "office", "organisation", "organization"),
        *("parliament", "party", "programme", "program", "project", "secretariat", "service", "services", "society"),
        *("team", "tribunal", "union", "unit", "university", "ministère", "comité", "conseil", "ministerium"),
    )
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a work: a person, or a body under its one name."""

    family: str
    given: str = ""
    is_body: bool = False

    @property
    def full(self) -> str:
        """The name as people write it."""
        return f"{self.given} {self.family}".strip()


def author_of(family: str, given: str, said: str) -> Author:
    """A person, or the body that `said` names in words of its own order, a comma in it or not."""
    words = said.replace(",", " ").casefold().split()
    if not given or (len(words) > 2 and not _BODIES.isdisjoint(words)):
        return Author(said, is_body=True)
    return Author(family, given)


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of a bibliography; texts are plain, dates as the casebook writes them where they could be read."""

    key: str
    place: Place
    type: str = ""
    genre: str = ""  # what the entry itself says it is
    title: str = ""
    authors: tuple[Author, ...] = ()
    date: str = ""
    accessed: str = ""
    publisher: str = ""
    language: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    keywords: tuple[str, ...] = ()
    note: str = ""
    caveat: str = ""
    ids: dict[str, str] = field(default_factory=dict)


def title_key(title: str) -> tuple[str, ...]:
    """The words of a title, for comparing it with others."""
    return tuple(re.findall(r"\w+", fold(title)))


def differ(one: Work, other: Work) -> bool:
    """Whether two works have each an address, or a DOI, that is not the other's."""
    return any(a and b and a != b for a, b in ((one.url, other.url), (one.doi, other.doi)))


def as_works(released: Released) -> list[Work]:
    """The sources of a release as works, keys as they came."""
    speakers = released.casebook.speakers
    return [work_of(source, speakers.get(source.speaker)) for source in released.casebook.sources.values()]


def work_of(source: Source, speaker: Speaker | None) -> Work:
    ids = dict(source.ids)
    return Work(
        key=ids.pop("citation_key", source.id),
        place=source.place(),
        type="",
        genre=source.kind,
        title=source.title,
        authors=_authors(speaker) if speaker is not None and speaker.kind != "unnamed" else (),
        date=source.date.text if source.date else "",
        accessed=source.accessed.text if source.accessed else "",
        publisher=source.publisher,
        language=source.language,
        url=source.url,
        doi=ids.pop("doi", ""),
        isbn=ids.pop("isbn", ""),
        keywords=(f"TLP:{source.marking}",) if source.marking else (),
        note=source.note,
        caveat=source.caveat,
    )


def _authors(speaker: Speaker) -> tuple[Author, ...]:
    """Who a speaker is: `A, B and C` are three persons where it is persons, else one body."""
    if speaker.kind != "person":
        return (Author(speaker.name, is_body=True),)
    names = re.split(r", | and ", speaker.name)
    if names[1:] and joined_names(names) != speaker.name:
        return (Author(speaker.name, is_body=True),)
    return tuple(_author(name) for name in names)


def _author(name: str) -> Author:
    given, _, family = name.rpartition(" ")
    return Author(family, given) if given else Author(name, is_body=True)


def joined_names(names: list[str]) -> str:
    """Names as people list them: A; A and B; A, B and C."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
