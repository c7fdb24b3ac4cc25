"""The command line: check, build and the tools of a casebook; the pictures' commands are made from their registry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from armillary.commands import run_command
from armillary.version import __version__


class Commands(TyperGroup):
    """Loads the pictures, and numpy and DuckDB with them, only when one is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        from armillary.commands import picture_commands

        return [*super().list_commands(ctx), *picture_commands()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            from armillary.commands import picture_commands

            found = picture_commands().get(cmd_name)
        return found


app = typer.Typer(
    cls=Commands,
    help="An instrument for observing armed-group landscapes: who is tied to whom, how sure we may be, and why.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Begin with: armillary new my-casebook && armillary check my-casebook",
)

Casebook = Annotated[Path, typer.Argument(help="The folder that holds armillary.toml.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"armillary {__version__}")  # noqa: T201
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """An instrument for observing armed-group landscapes: who is tied to whom, how sure we may be, and why."""


@app.command(epilog="Example: armillary check casebooks/afghanistan")
def check(
    casebook: Casebook,
    json: Json = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes too, not only errors and warnings.")] = False,
) -> None:
    """Report everything wrong with a casebook at once, each with file, line and a hint; exit status 1 on errors."""
    from armillary.commands import run_check

    raise typer.Exit(run_check(casebook, json, notes))


@app.command(epilog="Example: armillary build casebooks/afghanistan --out book")
def build(
    casebook: Casebook,
    out: Annotated[Path, typer.Option("--out", help="The folder to put the book in.")],
    json: Json = False,
) -> None:
    """Compile a casebook into a book: DuckDB, Parquet and a manifest.

    The book that was there stays until the new one is whole.
    """
    from armillary.commands import run_build

    raise typer.Exit(run_build(casebook, out, json))


@app.command(epilog="Example: armillary new my-casebook")
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet, or empty.", show_default=False)],
) -> None:
    """Scaffold a commented casebook that checks clean."""
    from armillary.casebook.scaffold import scaffold

    scaffold(folder)
    print(f"Made {folder}. Read its files, then: armillary check {folder}")  # noqa: T201


@app.command(epilog="Example: armillary fmt casebooks/afghanistan --check")
def fmt(
    casebook: Casebook,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit status 1 if something would change.")
    ] = False,
) -> None:
    """Put keys in order and values in one spelling, keeping comments."""
    from armillary.commands import run_fmt

    raise typer.Exit(run_fmt(casebook, check))


@app.command(epilog="Example: armillary schema --out .schemas")
def schema(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write one file for each folder there; default: print all.")
    ] = None,
    casebook: Annotated[Path | None, typer.Option("--casebook", help="With the terms this casebook adds.")] = None,
) -> None:
    """The JSON Schema of the casebook's files, for editors that complete and check YAML."""
    from armillary.commands import run_schema

    run_schema(out, casebook)


@app.command(epilog="Example: armillary migrate my-casebook")
def migrate(casebook: Casebook) -> None:
    """Rewrite a casebook of an older format version as this one's."""
    from armillary.casebook.migrate import migrate as migrate_casebook

    for line in migrate_casebook(casebook):
        print(line)  # noqa: T201


@app.command(epilog="Example: armillary coverage casebooks/afghanistan mehran-2025 --text paper.md")
def coverage(
    casebook: Casebook,
    source: Annotated[str, typer.Argument(help="The id of the source that the document is.", show_default=False)],
    text: Annotated[
        Path | None, typer.Option("--text", help="The document, as plain text or Markdown.", show_default=False)
    ] = None,
    at: Annotated[str, typer.Option("--at", help="Show only this place in full: 'Introduction ¶3'.")] = "",
    review: Annotated[
        bool, typer.Option("--review", help="Show every passage in full beside the claims that code it.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the hashes of its passages in claims/SOURCE-passages.yaml.")
    ] = False,
    json: Json = False,
) -> None:
    """What codes each passage of a document, or why nothing does; exit status 1 when something is not accounted for."""
    from armillary.commands import run_coverage

    raise typer.Exit(run_coverage(casebook, source, text, at, review, write, json))


@app.command(epilog="Example: armillary agreement casebooks/afghanistan second-coding.yaml")
def agreement(
    a: Annotated[Path, typer.Argument(metavar="A", help="A casebook, a claims file or a folder of them.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another coding of the same document.")],
    source: Annotated[str, typer.Option("--source", help="The source to compare, where both have several.")] = "",
    json: Json = False,
) -> None:
    """How far two codings of one document agree: claims in pairs, Krippendorff's alpha by field, every difference."""
    from armillary.commands import run_agreement

    raise typer.Exit(run_agreement(a, b, source, json))


def main() -> None:
    """Run the command line."""
    run_command(app)
