"""How proposals, new actors and an evaluation are shown in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armillary.proposing.evaluation import Evaluation, Score
from armillary.proposing.proposals import NewActor, Proposal, Proposed
from armillary.reading.coverage_screen import DONE, OPEN, QUIET, STRONG
from armillary.text.invisible import show

_MOST_ACTORS = 15
_MOST_BESIDE = 3


def show_proposed(found: Sequence[Proposed], actors: bool = False) -> RenderableType:
    """The proposals of each document by sentence, then the names that the casebook does not know."""
    parts: list[RenderableType] = []
    for one in found:
        parts.append(Text(one.document, style=STRONG))
        how = (
            f"{one.sentences} sentences, {one.parsed} parsed"
            if one.parsed
            else f"{one.sentences} sentences, none parsed"
        )
        below = f", {one.below} left out that score lower" if one.below else ""
        parts.append(Text(f"{len(one.proposals)} proposed by {one.extractor}{below}; {how}", style=QUIET))
        if not actors:
            parts += [_sentence(list(items)) for _, items in groupby(one.proposals, key=lambda p: p.span)]
        if one.new_actors:
            parts.append(
                Padding(_new_actors(one.new_actors, len(one.new_actors) if actors else _MOST_ACTORS), (1, 0, 0, 0))
            )
            if actors:
                parts.append(
                    Text("\nadd whom you need under actors/, a name of somebody known as an alias", style=QUIET)
                )
        elif actors:
            parts.append(Text("no names that look like actors but those that the casebook has", style=QUIET))
        if not one.proposals and not one.below and not actors:
            parts.append(Text("nothing that two known actors do, in words that a frame knows", style=QUIET))
    return Group(*parts)


def _sentence(proposals: list[Proposal]) -> RenderableType:
    first = proposals[0]
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, justify="right", width=4)
    grid.add_column(ratio=1)
    for one in proposals:
        grid.add_row(Text(f"{one.score:.2f}", style=QUIET), _line(one))
    quote = show(" ".join(first.quote.split()))
    place = Text(show(first.passage), style=QUIET)
    return Padding(Group(place, Text(f"“{quote}”"), grid), (1, 0, 0, 0))


def _line(one: Proposal) -> Text:
    denies = ("not: ", OPEN) if one.polarity == "denies" else ""
    what = f"= {one.value}" if one.value else one.object
    line = Text.assemble(denies, (show(f"{one.subject} {one.relation} {what}"), STRONG))
    more = [f"of {one.of}" if one.of else "", one.when, f"in {one.where}" if one.where else ""]
    more.append(f"{one.modality}{', hedged' if one.hedged else ''}")
    more += [f"{one.level} level" if one.level else "", f"on the word of {', '.join(one.credit)}" if one.credit else ""]
    line.append(show(f"  {'; '.join(filter(None, more))}") + (f"  [{one.frame}]" if one.frame else ""), style=QUIET)
    return line


def _new_actors(actors: Sequence[NewActor], most: int) -> RenderableType:
    table = Table("not in the casebook", "times", "named beside", box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    table.columns[1].justify = "right"
    for actor in actors[:most]:
        name = Text(show(actor.name))
        name.append(f" ({show(actor.short)})" if actor.short and actor.short != actor.name else "")
        name.append(f"\n  {actor.tie} {actor.to}" if actor.tie else "", style=QUIET)
        name.append(f"\n  perhaps {', '.join(actor.perhaps)}" if actor.perhaps else "", style=OPEN)
        beside = Text(", ".join(actor.beside), style=QUIET)
        if actor.beside_new:
            beside.append(("; " if actor.beside else "") + "new: " + show(", ".join(actor.beside_new[:_MOST_BESIDE])))
        table.add_row(name, str(actor.times), beside)
    if len(actors) > most:
        table.add_row(Text(f"{len(actors) - most} more: --new-actors", style=QUIET), "", "")
    return table


def show_evaluation(found: Evaluation, errors: bool = False) -> RenderableType:
    """The measures, what they are made of, and with `errors` every miss."""
    head = f"{found.claims} claims in {found.sentences} sentences; {found.proposals} proposals"
    if found.outside:
        head += f", {found.outside} more that the gold does not cover"
    names = ("", "right", "wrong", "missed", "P", "", "R", "", "F1")
    table = Table(*names, box=None, padding=(0, 2, 0, 0), header_style=QUIET)
    for place, column in enumerate(table.columns[1:]):
        column.justify = "left" if place in (4, 6) else "right"
        column.no_wrap = True
    for name, score in found.measures.items():
        table.add_row(Text(name.replace("_", " "), style=STRONG), *_cells(score))
    for title, scores in (
        ("by relation", found.relations),
        ("by polarity", found.polarity),
        ("by hedging", found.hedged),
        ("by credit", found.credited),
        (
            "of what is right",
            {"hedged": found.hedging, "anybody credited": found.credited_at_all, "credited by name": found.credit},
        ),
    ):
        if not scores:
            continue
        table.add_row("")
        table.add_row(Text(title, style=QUIET))
        for name, score in scores.items():
            table.add_row(f"  {name}", *_cells(score))
    note = Text("behind P and R their 95 % intervals; by this and that: direction insensitive", style=QUIET)
    parts: list[RenderableType] = [Text(head), note, Text(""), table]
    if errors:
        for what in ("wrong", "missed"):
            parts.append(Text(f"\n{what}", style=STRONG))
            for miss in found.errors:
                if miss.what == what:
                    denies = "not: " if miss.polarity == "denies" else ""
                    line = Text.assemble((f"  {denies}{miss.subject} {miss.relation} {miss.object}", DONE))
                    line.append(f"  {miss.frame}\n    {' '.join(miss.sentence.split())}", style=QUIET)
                    parts.append(line)
    return Group(*parts)


def _cells(score: Score) -> list[Text]:
    """The counts, then each ratio with its 95 % interval."""
    made = [Text(str(number)) for number in (score.right, score.wrong, score.missed)]
    for ratio, around in ((score.precision, score.precision_range), (score.recall, score.recall_range)):
        made.append(Text("—" if ratio is None else f"{ratio:.2f}"))
        made.append(Text("" if around is None else f"{around[0]:.2f}–{around[1]:.2f}", style=QUIET))
    return [*made, Text("—" if score.f1 is None else f"{score.f1:.2f}")]
