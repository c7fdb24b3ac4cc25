"""The work of drawing: a figure of a book into a file."""

from __future__ import annotations

from pathlib import Path

from armillary.casebook.replace import replace_file
from armillary.commands.pictures import open_or_build
from armillary.commands.run import to_json
from armillary.figures.figure import Drawn
from armillary.figures.gallery import Wanted, check_wanted, draw
from armillary.figures.theme import Theme
from armillary.finding import ArmillaryError
from armillary.terminal import tell


def run_draw(path: Path, figure: str, wanted: Wanted, out: Path, dark: bool, json: bool) -> None:
    """Draw one figure and say what it shows."""
    check_wanted(figure, wanted)  # before a casebook is built for nothing
    if out.suffix.lower() != ".svg":
        raise ArmillaryError(f"a figure is SVG, and {out} is not named so", f"write it to {out.with_suffix('.svg')}")
    with open_or_build(path) as book:
        found = draw(book, figure, wanted, Theme.DARK if dark else Theme.PRINT)
    try:
        replace_file(out, found.svg.encode())
    except OSError as problem:
        raise ArmillaryError(f"{out} cannot be written: {problem.strerror}", "is the folder there?") from None
    drawn = Drawn(
        file=str(out),
        name=found.name,
        title=found.title,
        caption=found.caption,
        alt=found.alt,
        width=found.width,
        height=found.height,
    )
    if json:
        tell(to_json(drawn))
    else:
        tell(f"{drawn.title}\n{drawn.caption}\nDrawn to {out}, {drawn.width} × {drawn.height} pixels.\n")
