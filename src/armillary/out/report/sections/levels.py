"""Where leadership, mid and local level differ: dimension by dimension, across the relations of each."""

from __future__ import annotations

from collections import defaultdict

from armillary.out.report.content import Column, Paragraph, Run, Runs, Section, Table, Text, quiet, runs, strong
from armillary.out.report.draft import Draft
from armillary.pictures.records import TieRow, faded
from armillary.pictures.sentences import in_text, sentence, verb
from armillary.pictures.ties import tie_row

LEVELS = ("leadership", "mid", "local")
MOST = 4  # ties of a level that a cell names
ALL = "general"  # that there are ties at all is no difference
Cell = dict[tuple[str, str, bool], tuple[str, TieRow]]  # relation, the other end, denied: what is said, and the tie


def levels(draft: Draft) -> list[Section]:
    """A row for every actor and dimension in which two levels or more are spoken of and differ."""
    found: dict[tuple[str, str], dict[str, Cell]] = defaultdict(lambda: defaultdict(dict))
    seen = draft.now
    for row, question in enumerate(seen.weighed.evidence.questions):
        if bool(question.level) == bool(question.object_level) or question.place or question[:3] not in seen.asked:
            continue
        tie = tie_row(seen, row) if len(seen.ballots(row)) else None
        if tie is not None and tie.likelihood is not None and tie.dimension != ALL:
            who, other = (tie.subject, tie.object) if tie.level else (tie.object, tie.subject)
            key = (tie.relation, other, tie.likelihood < 0.5)
            found[who, tie.dimension][tie.level or tie.object_level].setdefault(key, (_said(draft, tie), tie))
    order = {name: dimension.order for name, dimension in draft.book.vocab.lists.dimensions.items()}
    apart = [(key, by) for key, by in found.items() if len({frozenset(cell) for cell in by.values()}) > 1]
    if not apart:
        return []
    apart.sort(key=lambda item: (item[0][0], order.get(item[0][1], 99)))
    rows = tuple(_row(draft, *key, by) for key, by in apart)
    columns = (Column("Who, in what", 1.5), *(Column(f"{name.capitalize()}", 2.4) for name in LEVELS))
    said = (
        "What a leadership does and what its local commanders do need not be one. Shown is every dimension in which "
        "levels of one actor are told of differently; grey is what has not been seen of late."
    )
    return [
        Section(
            "levels",
            "Leadership, mid and local level",
            (Paragraph(runs(said)), Table("What is said of each level", columns, rows)),
        )
    ]


def _said(draft: Draft, tie: TieRow) -> str:
    """A tie from the end whose level is meant, with how likely it is."""
    book = draft.book
    if tie.level or book.vocab.relations[tie.relation].symmetric:
        other = tie.object if tie.level else tie.subject
        who = tie.subject if tie.level else tie.object
        said = f"{verb(book, who, tie.relation, several=True)} {in_text(book, other)}"
    else:
        said = f"{in_text(book, tie.subject)} {verb(book, tie.subject, tie.relation)} them"
    return sentence(f"{said}: {tie.word}").rstrip(".")


def _row(draft: Draft, who: str, dimension: str, by: dict[str, Cell]) -> tuple[Runs, ...]:
    term = draft.book.vocab.lists.dimensions[dimension]
    head = runs(strong(draft.book.names.get(who, who)), f", {(term.label or dimension).lower()}")
    return (head, *(_cell(draft, by.get(name, {})) for name in LEVELS))


def _cell(draft: Draft, cell: Cell) -> Runs:
    found: list[Run] = []
    for text, tie in sorted(cell.values(), key=lambda item: (faded(item[1]), -(item[1].likelihood or 0), item[0]))[
        :MOST
    ]:
        said = f"{'; ' if found else ''}{text if not found else text[0].lower() + text[1:]}"
        found.append(quiet(said) if faded(tie) else Text(said))
        if mark := draft.note(tie):
            found.append(mark)
    return tuple(found) or runs(quiet("nothing claimed"))
