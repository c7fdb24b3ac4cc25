"""Commands that bring in and hand out other formats, and say who is who across casebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Casebook, Json, app


@app.command("import", epilog="Example: armillary import my-casebook --from xlsx claims.xlsx --dry-run")
def import_(
    casebook: Casebook,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="What to read.", show_default=False)
    ] = None,
    format_: Annotated[
        str, typer.Option("--from", help="xlsx, csv, bibtex, ris, csl, casebook, or what a package adds.")
    ] = "",
    into: Annotated[
        str, typer.Option("--into", help="The name of the files to write: sources/NAME.yaml; default: the file's own.")
    ] = "",
    update: Annotated[
        bool, typer.Option("--update", help="Change entries that are there with other content, which else is refused.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would be written.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last import back, to the byte.")] = False,
    json: Json = False,
) -> None:
    """Turn spreadsheets and bibliographies into casebook text to review: everything is written, or nothing."""
    from armillary.commands.exchange import run_import, run_undo_import

    if undo:
        raise typer.Exit(run_undo_import(casebook, json))
    raise typer.Exit(run_import(casebook, format_, files or [], into, update, dry_run, json))


@app.command(epilog="Example: armillary export my-casebook --to xlsx --out claims.xlsx --release GREEN")
def export(
    book: Annotated[
        Path, typer.Argument(metavar="CASEBOOK", help="A casebook, or a book that says which it was made from.")
    ],
    format_: Annotated[
        str,
        typer.Option(
            "--to", help="xlsx, csv, bibtex, ris, csl, graphml, gexf, parquet, jsonl, casebook, or a package's."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The file to write; a folder for csv, parquet and jsonl.")],
    release: Annotated[
        str, typer.Option("--release", help="A marking, a release of armillary.toml, or everything, to be kept local.")
    ] = "CLEAR",
    compartment: Annotated[
        list[str] | None,
        typer.Option("--compartment", help="A compartment that the readers may see; as often as needed."),
    ] = None,
    json: Json = False,
) -> None:
    """Hand out what a release allows in a format that others read; without --release only what is CLEAR."""
    from armillary.commands.exchange import run_export

    raise typer.Exit(run_export(book, format_, out, release, compartment or (), json))


@app.command(
    epilog='Example: armillary identity my-casebook same ttp partner.ttp --who wm --why "Same name and leader."'
)
def identity(
    casebook: Casebook,
    verdict: Annotated[str, typer.Argument(help="same, different or unsure.", show_default=False)] = "",
    one: Annotated[str, typer.Argument(metavar="A", help="The id of an actor, speaker or source.")] = "",
    other: Annotated[str, typer.Argument(metavar="B", help="Another; a partner's is NAME.id.")] = "",
    who: Annotated[str, typer.Option("--who", help="Who decides.")] = "",
    why: Annotated[str, typer.Option("--why", help="On what grounds.")] = "",
    when: Annotated[str, typer.Option("--when", help="When it was decided; default: today.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="Show what is decided, and what could be.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last decision back, to the byte.")] = False,
    json: Json = False,
) -> None:
    """Record whether two ids mean one; what is the same is weighed as one, and is two again when that is undone."""
    from armillary.commands.identities import run_decide, run_list, run_undo

    if undo:
        raise typer.Exit(run_undo(casebook, json))
    if list_ or not verdict:
        raise typer.Exit(run_list(casebook, json))
    raise typer.Exit(run_decide(casebook, verdict, one, other, who, why, when, json))
