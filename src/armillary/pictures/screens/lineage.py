"""Who has what from whom: suspected copies first, as somebody must look at them, then verdicts, then chains."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from armillary.book.book import Book
from armillary.pictures.descent import Judged, Lineage, Link, Looked, Shared, Suspected
from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG, isolated, percent, signed, table_of

MOST_ANSWERS = 6  # of one pair
MOST_CHAINS = 20
MOST_BRANCHES = 8  # of one link


def show_lineage(found: Lineage, book: Book) -> RenderableType:
    """Suspected copies with the answers that speak for them, verdicts, and declared chains as trees."""
    parts: list[RenderableType] = [Text("suspected copies", style=STRONG)]
    if found.suspected:
        parts += [_pair(pair, book) for pair in found.suspected]
        parts.append(Text("Look at the sources, then record a verdict in copying/: accepted or rejected.", style=QUIET))
    else:
        parts.append(Text(f"No pair of speakers is a copy with a probability of {found.least:.0%} or more."))
    parts.append(Text(_power(found.looked), style=QUIET))
    if found.verdicts:
        parts += [Text("\nverdicts", style=STRONG), _verdicts(found.verdicts, book)]
    parts.append(_heading(found))
    if not found.declared:
        parts.append(Text("No claim is credited to anybody but the speaker of its source.", style=QUIET))
    parts += [_tree(chain, book) for chain in found.declared[:MOST_CHAINS]]
    if (more := len(found.declared) - MOST_CHAINS) > 0:
        parts.append(Text(f"and {more} more origins; --of NAME shows one, --json all", style=QUIET))
    return Group(*parts)


def _heading(found: Lineage) -> Text:
    title = Text("\ndeclared chains", style=STRONG)
    if found.declared:
        title += Text("  origin, → credited by, ⇢ derived by; sources in bold are those that claims are read in", QUIET)
    return title


def _power(looked: Looked) -> str:
    """What the search had to go by, so that silence is not taken for acquittal."""
    said = f"Looked for among {looked.answers} answers of {looked.origins} origins: "
    if not looked.comparable:
        return said + "no two answer three of the same questions, so that nothing could have been found."
    pairs = f"{looked.comparable} pair{'s' if looked.comparable > 1 else ''} answer"
    pairs += "s" if looked.comparable == 1 else ""
    return (
        said + f"{pairs} three or more of the same questions, {looked.sharing} share two unlikely answers. "
        "Only shared errors and rare values can tell; who is not named is not cleared."
    )


def _pair(pair: Suspected, book: Book) -> RenderableType:
    copier, original = (Text(isolated(book, name), style=STRONG) for name in (pair.copier, pair.original))
    if pair.directed:
        title = Text.assemble("\n", copier, " may copy ", original)
    else:
        title = Text.assemble("\n", copier, " and ", original, " may be one voice")
    facts = f"probability {percent(pair.probability).strip()}, about {pair.share:.0%} of what both answer; "
    facts += f"before any evidence {pair.prior_db:+.1f} dB, evidence {pair.evidence_db:+.1f} dB"
    counts = f"{pair.shared_false:.1f} unlikely and {pair.shared_true:.1f} likely answers shared"
    counts += f", {pair.differing:.0f} differ"
    return Group(title, Padding(Group(Text(facts), Text(counts, style=QUIET), _Answers(pair)), (0, 0, 1, 2)))


@dataclass(frozen=True)
class _Answers:
    """The shared answers that say most; who published first is left out where the window is narrow."""

    pair: Suspected

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= 88
        table = table_of()
        table.add_column("both say", overflow="fold", ratio=1)
        table.add_column("likelihood", justify="right", no_wrap=True)
        table.add_column("others so", justify="right", no_wrap=True)
        if wide:
            table.add_column("first published", no_wrap=True)
        table.add_column("decibans", justify="right", no_wrap=True)
        table.expand = True
        for answer in self.pair.answers[:MOST_ANSWERS]:
            said = Text.assemble(answer.question, ": ", (answer.value, FOR))
            row: list[RenderableType] = [said, percent(answer.likelihood).strip()]
            row.append(f"{answer.others_saying} of {answer.others}")
            if wide:
                row.append(Text(_first(answer, self.pair.directed), style=QUIET))
            table.add_row(*row, signed(answer.decibans))
        yield table
        if (more := len(self.pair.answers) - MOST_ANSWERS) > 0:
            yield Text(f"and {more} more, which say less", style=QUIET)


def _first(answer: Shared, directed: bool) -> str:
    one, two = answer.copier_on, answer.original_on
    if one is None or two is None:
        return "undated"
    if one == two:
        return f"both {one}"
    names = ("copier", "original") if directed else ("the first", "the second")
    return f"{names[0]} {one}" if one < two else f"{names[1]} {two}"


def _verdicts(verdicts: list[Judged], book: Book) -> RenderableType:
    table = table_of("copier", "original", "verdict", "alike on", "by", "why")
    for item in verdicts:
        style = AGAINST if item.verdict == "accepted" else QUIET
        table.add_row(
            isolated(book, item.copier),
            isolated(book, item.original),
            Text(item.verdict, style=style),
            f"{item.shared}",
            Text(f"{item.by}, {item.on}"),
            Text(item.reason, style=QUIET),
        )
    return table


def _tree(origin: Link, book: Book) -> Tree:
    name = Text.assemble((isolated(book, origin.id), STRONG), (_count(origin.claims), QUIET))
    tree = Tree(name, guide_style=QUIET)
    _grow(tree, origin, book)
    return tree


def _grow(tree: Tree, link: Link, book: Book) -> None:
    for below in link.passed_on[:MOST_BRANCHES]:
        line = [below]
        while len(line[-1].passed_on) == 1 and not line[-1].read_here:  # what goes one way only is one line
            line.append(line[-1].passed_on[0])
        _grow(tree.add(_label(line, book)), line[-1], book)
    if (more := len(link.passed_on) - MOST_BRANCHES) > 0:
        tree.add(Text(f"and {more} more", style=QUIET))


def _label(line: list[Link], book: Book) -> Text:
    text = Text()
    for number, link in enumerate(line):
        if number:
            text.append(" ⇢ " if link.how == "derived_from" else " → ", style=QUIET)
        name = isolated(book, link.id) if link.kind == "speaker" else link.id
        text.append(name, style=STRONG if link.read_here else FOR)
    text.append(_count(line[0].claims), style=QUIET)
    return text


def _count(claims: int) -> str:
    return f"  {claims} claim{'s' if claims > 1 else ''}"
