"""Coverage of a case: how many origins speak of each province and through each kind of source, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from armillary.book.book import Book
from armillary.pictures.needs import Empty, Grid, Row

OLD = 1  # years without anything after which a row is named as empty


class Spoke(NamedTuple):
    """One origin, through one claim: the kind of the document nearest the root, places, first and last year."""

    origin: str
    kind: str
    places: frozenset[str]
    first: int
    last: int


def spoken_of(book: Book, as_of: int) -> list[Spoke]:
    """What every claim says of where and when, up to a day; an open end lasts until its root appeared."""
    sources = {row["id"]: row for row in book.sql("SELECT id, kind, speaker, date_first, date_last FROM sources")}
    places = book.vocab.places
    end = date.fromordinal(as_of)
    found = []
    rows = book.sql('SELECT source, chains, "where", matter, when_first, when_last FROM claims')
    for row in rows:
        named = {*row["where"], *_names(msgspec.json.decode(row["matter"]))}
        spots = frozenset(name for name in named if name in places)
        for chain in row["chains"]:
            links = [row["source"], *chain]
            root = next(link for link in reversed(links) if link in sources)
            origin = links[-1] if links[-1] not in sources else sources[root]["speaker"]
            said = sources[root]["date_last"] or sources[root]["date_first"]
            first = row["when_first"] or row["when_last"] or said
            last = row["when_last"] or said or row["when_first"]
            if first is None or last is None or first > end:
                continue
            found.append(Spoke(origin, sources[root]["kind"], spots, first.year, max(first, min(last, end)).year))
    return found


def _names(matter: Any) -> Iterator[str]:
    """Every text in a claim's matter: some are ends, and some ends are places."""
    if isinstance(matter, str):
        yield matter
    elif isinstance(matter, dict | list):
        for value in matter.values() if isinstance(matter, dict) else matter:
            yield from _names(value)


def main_country(book: Book, spoken: Sequence[Spoke]) -> str:
    """The country that most is said about, '' where nothing is located."""
    count: Counter[str] = Counter()
    for spoke in spoken:
        count.update({_country(book, place) for place in spoke.places} - {""})
    return min(count, key=lambda name: (-count[name], name), default="")


def _country(book: Book, place: str) -> str:
    within = (place, *book.vocab.place_parents.get(place, ()))
    return next((name for name in within if book.vocab.places[name].kind == "country"), "")


def province_grid(book: Book, spoken: Sequence[Spoke], country: str, years: list[int]) -> Grid:
    """Origins by province and year; the last row holds what is said of the country without naming a province."""
    parents = book.vocab.place_parents
    provinces = [
        place.id
        for place in book.vocab.places.values()
        if place.kind == "province" and country in parents.get(place.id, ())
    ]
    cells: dict[str, list[Spoke]] = {name: [] for name in [*sorted(provinces), country]}
    for spoke in spoken:
        named = {name for place in spoke.places for name in (place, *parents.get(place, ()))}
        here = [name for name in provinces if name in named]
        for name in here or ([country] if country in named else []):
            cells[name].append(spoke)
    names = book.names
    rows = [_row(name, names.get(name, name), said, years) for name, said in cells.items() if name]
    return Grid(years=years, rows=rows)


def kind_grid(book: Book, spoken: Sequence[Spoke], years: list[int]) -> Grid:
    """Origins by kind of source and year, every kind of the vocabulary."""
    cells: dict[str, list[Spoke]] = {name: [] for name in book.vocab.lists.source_kinds}
    for spoke in spoken:
        cells.setdefault(spoke.kind, []).append(spoke)
    return Grid(years=years, rows=[_row(name, name.replace("_", " "), said, years) for name, said in cells.items()])


def _row(name: str, label: str, said: list[Spoke], years: list[int]) -> Row:
    by_year = [len({spoke.origin for spoke in said if spoke.first <= year <= spoke.last}) for year in years]
    return Row(id=name, label=label, origins=len({spoke.origin for spoke in said}), by_year=by_year)


def empties(what: str, grid: Grid, skip: str = "") -> list[Empty]:
    """The rows that have nothing at all, or nothing in the latest years."""
    found = []
    for row in grid.rows:
        seen = [year for year, count in zip(grid.years, row.by_year, strict=True) if count]
        after = max(seen, default=None)
        if row.id != skip and (after is None or after < grid.years[-1] - OLD):
            found.append(Empty(what=what, id=row.id, label=row.label, after=after))
    return found
