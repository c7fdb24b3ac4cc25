"""Commands on how right the numbers turned out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Json, app


@app.command(epilog="Example: armillary calibrate predictions.csv truths.csv --by speaker --out reliability.svg")
def calibrate(
    predictions: Annotated[
        Path,
        typer.Argument(
            help="A table with id and probability, or p_NAME for each category; perhaps speaker and relation.",
            show_default=False,
        ),
    ],
    truths: Annotated[
        Path, typer.Argument(help="A table with id and outcome: 1 or 0, or a category.", show_default=False)
    ],
    by: Annotated[str, typer.Option("--by", help="Score each speaker or relation as well.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the reliability diagram as SVG.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """How right predictions turned out: accuracy, Brier score, log loss, calibration; CSV, Parquet or JSON lines.

    Rows that cannot be scored are named; exit status 1 when there are any.
    """
    from armillary.commands.calibration import run_calibrate

    raise typer.Exit(run_calibrate(predictions, truths, by, out, json))
