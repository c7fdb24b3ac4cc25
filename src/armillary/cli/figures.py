"""Commands that draw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Json, app


@app.command(
    epilog="Examples: armillary draw book network --actor al-qaeda --out al-qaeda.svg; "
    "armillary draw book multiples --dates 2001-09-11,2015,2021-08-14,2025 --out change.svg; "
    "armillary draw book waterfall --tie 'taliban hosts al-qaeda' --out why.svg"
)
def draw(
    book: Annotated[
        Path,
        typer.Argument(
            help="A book made by `armillary build`, or a casebook, which is built into a cache first.",
            show_default=False,
        ),
    ],
    figure: Annotated[
        str, typer.Argument(help="network, multiples, timeline, origins or waterfall.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", help="The file to write: FILE.svg.", show_default=False)],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Network, origins, waterfall: what was true on this date.")
    ] = None,
    known_by: Annotated[
        str | None,
        typer.Option("--known-by", help="Network, origins, waterfall: only what was published by this date."),
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", help="Network, origins: only ties of this actor, by any name.")
    ] = None,
    least: Annotated[
        float | None,
        typer.Option("--least", help="Network, multiples, timeline: how likely a tie must be, 0.8 if not given."),
    ] = None,
    dates: Annotated[
        str | None, typer.Option("--dates", help="Multiples: the dates, with commas between; four fit one page.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="Timeline: where it begins.")] = None,
    tie: Annotated[str | None, typer.Option("--tie", help="Waterfall: the tie, as 'taliban hosts al-qaeda'.")] = None,
    dark: Annotated[bool, typer.Option("--dark", help="Light on a dark ground, for slides.")] = False,
    json: Json = False,
) -> None:
    """Draw a figure of a book as SVG, for a paper or a page of one's own; prints its title and caption."""
    from armillary.commands.figures import run_draw
    from armillary.figures.gallery import Wanted

    wanted = Wanted(as_of=as_of, known_by=known_by, actor=actor, least=least, dates=dates, since=since, tie=tie)
    run_draw(book, figure, wanted, out, dark, json)
