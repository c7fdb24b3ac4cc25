"""The command on reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Json, app


@app.command(
    epilog="Examples: armillary report book --brief --pdf; armillary report book --out july --since 2024-06-30"
)
def report(
    book: Annotated[
        Path,
        typer.Argument(
            help="A book made by `armillary build`, or a casebook, which is built first.", show_default=False
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write into; default: the book's own.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf too.")] = False,
    since: Annotated[
        str | None, typer.Option("--since", help="Write the periodic edition: what is new since this date.")
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="Write the two pages alone, as brief.html and brief.pdf.")
    ] = False,
    json: Json = False,
) -> None:
    """Write the report: one HTML page, and a PDF: two pages that answer the casebook's requirements, then the evidence.

    It needs the optional packages: pip install '.[report]'
    """
    from armillary.commands.report import run_report

    raise typer.Exit(run_report(book, out, pdf, since, brief, json))
