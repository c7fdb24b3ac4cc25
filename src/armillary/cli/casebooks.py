"""Commands on a casebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Casebook, Json, app
from armillary.terminal import tell


@app.command(epilog="Example: armillary check casebooks/afghanistan")
def check(
    casebook: Casebook,
    json: Json = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too, not only errors and warnings.")] = False,
) -> None:
    """Report everything wrong with a casebook at once, each with file, line and a hint; exit status 1 on errors."""
    from armillary.commands.casebooks import run_check

    raise typer.Exit(run_check(casebook, json, notes))


@app.command(epilog="Example: armillary build casebooks/afghanistan --out book")
def build(
    casebook: Casebook,
    out: Annotated[Path, typer.Option("--out", help="The folder to put the book in.")],
    with_: Annotated[
        str | None, typer.Option("--with", help="Write these beside the book: report (HTML), pdf; several with commas.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Make the report the periodic edition: what is new since this date.")
    ] = None,
    json: Json = False,
    release: Annotated[
        str | None,
        typer.Option(
            "--release",
            help="Make a book for an audience: a marking (CLEAR, GREEN, AMBER, AMBER+STRICT, RED) or a name of "
            "armillary.toml. Default: everything, to be kept local.",
        ),
    ] = None,
    compartment: Annotated[
        list[str] | None,
        typer.Option(
            "--compartment", help="Of a release: a compartment that the audience may see; as often as needed."
        ),
    ] = None,
) -> None:
    """Compile a casebook into a book: DuckDB, Parquet and a manifest; a report beside it, if asked for.

    The book that was there stays until the new one is whole.
    """
    from armillary.commands.casebooks import run_build

    raise typer.Exit(run_build(casebook, out, json, release, compartment or (), with_, since))


@app.command(epilog="Example: armillary new my-casebook")
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet, or empty.", show_default=False)],
) -> None:
    """Scaffold a commented casebook that checks clean."""
    from armillary.casebook.scaffold import scaffold

    scaffold(folder)
    tell(f"Made {folder}. Read its files, then: armillary check {folder}\n")


@app.command(epilog="Example: armillary fmt casebooks/afghanistan --check")
def fmt(
    casebook: Casebook,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit status 1 if something would change.")
    ] = False,
) -> None:
    """Put keys in order and values in one spelling, keeping comments."""
    from armillary.commands.casebooks import run_fmt

    raise typer.Exit(run_fmt(casebook, check))


@app.command(epilog="Example: armillary schema --out .schemas")
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write one file for each folder there; default: print all.")
    ] = None,
    casebook: Annotated[Path | None, typer.Option("--casebook", help="With the terms this casebook adds.")] = None,
) -> None:
    """The JSON Schema of the casebook's files, for editors that complete and check YAML."""
    from armillary.commands.casebooks import run_schema

    run_schema(out, casebook)


@app.command(epilog="Example: armillary migrate my-casebook")
def migrate(casebook: Casebook) -> None:
    """Rewrite a casebook of an older format version as this one's."""
    from armillary.casebook.migrate import migrate as migrate_casebook

    for line in migrate_casebook(casebook):
        tell(f"{line}\n")
