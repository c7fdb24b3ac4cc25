"""The command on plain tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Json, app


@app.command(epilog="Example: armillary weigh sightings.csv --source site --value district --out weighed")
def weigh(
    table: Annotated[Path, typer.Argument(help="A CSV or Parquet file with a row for every vote.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", help="The folder to write the results to.", show_default=False)
    ] = None,
    source: Annotated[str, typer.Option("--source", help="The column that says who says it.")] = "source",
    question: Annotated[str, typer.Option("--question", help="The column that says on which question.")] = "question",
    value: Annotated[str, typer.Option("--value", help="The column that says what is said.")] = "value",
    origin: Annotated[str, typer.Option("--origin", help="The column that says whose word it is.")] = "",
    weight: Annotated[str, typer.Option("--weight", help="The column that says what the vote weighs, 0 to 1.")] = "",
    time: Annotated[str, typer.Option("--time", help="The column that says when it was said.")] = "",
    polarity: Annotated[
        str, typer.Option("--polarity", help="The column that says whether it asserts or denies.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="label, single, several, number, date or place; auto looks at the values.")
    ] = "auto",
    hierarchy: Annotated[
        Path | None,
        typer.Option("--hierarchy", help="A file with the columns child and parent, for places.", show_default=False),
    ] = None,
    tolerance: Annotated[
        str, typer.Option("--tolerance", help="What is near enough: 10, or 2%; for clocks in seconds.")
    ] = "",
    no_copies: Annotated[
        bool, typer.Option("--no-copies", help="Do not look for sources that copy each other.")
    ] = False,
    reversal: Annotated[
        bool, typer.Option("--reversal", help="Let a source that is worse than chance count against what it says.")
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="numpy, numba, or auto: numba where it is installed.")
    ] = "auto",
    shards: Annotated[int, typer.Option("--shards", help="How many threads work.")] = 1,
    form: Annotated[str, typer.Option("--format", help="csv or parquet; auto is that of the table.")] = "auto",
    json: Json = False,
) -> None:
    """Weigh a plain table of votes: what is likely of each question, and whom to believe."""
    from armillary.commands.tables import Columns, run_weigh

    columns = Columns(source, question, value, origin, weight, time, polarity)
    raise typer.Exit(
        run_weigh(table, columns, out, kind, hierarchy, tolerance, not no_copies, reversal, engine, shards, form, json)
    )
