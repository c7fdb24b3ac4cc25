"""Who has what from whom: declared chains, suspected copies with what speaks for them, and verdicts on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, Any

import msgspec

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.names.matcher import Found, Matcher
from armillary.pictures.descent import Judged, Lineage, Link, Looked, Shared, Suspected
from armillary.pictures.registry import picture
from armillary.pictures.screens.lineage import show_lineage
from armillary.text.dates import show_day
from armillary.weighing.copying.suspects import SharedAnswer

LEAST = 0.9


@picture(
    show_lineage,
    ("armillary lineage book", "armillary lineage book --least 0.5", "armillary lineage book --of reuters"),
)
def lineage(
    book: Book,
    *,
    least: Annotated[float, "name pairs that are at least this probably copies (0.1 to 1)"] = LEAST,
    of: Annotated[str | None, "only chains and pairs with this source or speaker"] = None,
) -> Lineage:
    """Who has what from whom: declared chains of credit, suspected copies with their evidence, and verdicts on them."""
    if not 0.1 <= least <= 1:
        raise ArmillaryError(f"--least {least:g} is not from 0.1 to 1", "0.9 names a pair, 0.5 shows a hunch")
    who = _who(book, of) if of else ""
    [looked] = book.sql("SELECT * FROM searches")
    suspects = [
        _suspected(row)
        for row in book.sql("SELECT * FROM suspects WHERE probability >= ? ORDER BY rowid", [least])
        if who in ("", row["copier"], row["original"])
    ]
    verdicts = [
        _judged(book, row)
        for row in book.sql("SELECT * FROM copying ORDER BY copier, original")
        if who in ("", row["copier"], row["original"])
    ]
    return Lineage(
        least=least,
        looked=Looked(**looked),
        suspected=suspects,
        verdicts=verdicts,
        declared=[chain for chain in _declared(book) if not who or _holds(chain, who)],
    )


def _who(book: Book, text: str) -> str:
    rows = book.sql(
        "SELECT id, title AS name FROM sources UNION ALL SELECT id, name FROM speakers"
        " UNION ALL SELECT id, short FROM speakers WHERE short <> ''"
    )
    found = Matcher([(row["id"], row["name"]) for row in rows]).find(text)
    if isinstance(found, Found):
        name: str = found.id
        return name
    raise ArmillaryError(f"no one source or speaker is known as '{text}'", "give the id")


def _suspected(row: dict[str, Any]) -> Suspected:
    answers = msgspec.json.decode(row.pop("answers"), type=list[SharedAnswer])
    shown = [
        Shared(
            **{name: getattr(answer, name) for name in ("question", "value", "likelihood", "others", "others_saying")},
            copier_on=_date(answer.copier_on),
            original_on=_date(answer.original_on),
            decibans=answer.decibans,
        )
        for answer in answers
    ]
    return Suspected(**row, answers=shown)


def _date(day: int | None) -> str | None:
    return None if day is None else show_day(day)


def _judged(book: Book, row: dict[str, Any]) -> Judged:
    [found] = book.query("shared_questions", copier=row["copier"], original=row["original"])
    keys = ("id", "copier", "original", "verdict", "by", "reason", "file", "line")
    return Judged(**{key: row[key] for key in keys}, on=row["on_text"], shared=found["shared"])


@dataclass
class _Node:
    """A link while chains are put together."""

    how: str
    claims: int = 0
    read_here: int = 0
    passed_on: dict[str, _Node] = field(default_factory=dict)


def _declared(book: Book) -> list[Link]:
    """The chains of all claims as one tree an origin, those that most claims come through first."""
    sources = {row["id"]: row for row in book.sql("SELECT id, speaker, derived_from FROM sources")}
    paths: Counter[tuple[tuple[str, str], ...]] = Counter()
    for claim in book.sql("SELECT source, chains FROM claims"):
        for chain in claim["chains"]:
            paths[_path(claim["source"], chain, sources)] += 1
    origins: dict[str, _Node] = {}
    for path, count in sorted(paths.items()):
        shelf = origins
        for name, how in path:
            node = shelf.setdefault(name, _Node(how))
            node.claims += count
            shelf = node.passed_on
        node.read_here += count
    links = [_link(name, node, sources) for name, node in origins.items()]
    return sorted((link for link in links if _goes_on(link)), key=lambda link: (-link.claims, link.id))


def _path(source: str, chain: list[str], sources: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The links of one chain from its origin to where the claim was read, each with what declares the step to it."""
    links, hows = [source], [""]
    seen = {source, *chain}
    for link in [None, *chain]:
        if link is not None:
            links.append(link)
            hows.append("credit")
        while (last := sources.get(links[-1])) and last["derived_from"] and last["derived_from"][0] not in seen:
            links.append(last["derived_from"][0])
            hows.append("derived_from")
            seen.add(links[-1])
    if links[-1] in sources:
        links.append(sources[links[-1]]["speaker"])
        hows.append("speaker")
    # from the origin on, a link stands with what declares the step that leads to it
    return tuple(zip(reversed(links), ["", *reversed(hows[1:])], strict=True))


def _link(name: str, node: _Node, sources: dict[str, Any]) -> Link:
    further = [_link(other, below, sources) for other, below in node.passed_on.items()]
    return Link(
        id=name,
        kind="source" if name in sources else "speaker",
        how=node.how,
        claims=node.claims,
        read_here=node.read_here,
        passed_on=sorted(further, key=lambda link: (-link.claims, link.id)),
    )


def _goes_on(link: Link) -> bool:
    """Whether anybody has something from a link; a document of the origin's own is no step."""
    return any(below.how != "speaker" or _goes_on(below) for below in link.passed_on)


def _holds(link: Link, name: str) -> bool:
    return link.id == name or any(_holds(below, name) for below in link.passed_on)
