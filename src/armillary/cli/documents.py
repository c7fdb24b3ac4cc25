"""Commands on documents and what was coded of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Casebook, Json, app


@app.command(epilog="Examples: armillary read report.pdf; armillary read letter.docx channel.json --out passages")
def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="PDF, DOCX, HTML, EML, Markdown, plain text, or posts: Telegram JSON, an X archive, CSV.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Write FILE.txt, the text that spans count in, and FILE.json there."),
    ] = None,
    ocr: Annotated[
        str, typer.Option("--ocr", help="Read scanned pages with Tesseract in these languages, such as eng+fas.")
    ] = "",
    json: Json = False,
) -> None:
    """Turn documents into passages: page, section, kind, notes, language, and the exact place of each.

    Nothing in a document is run or fetched. Exit status 1 when a document cannot be read.
    """
    from armillary.commands.documents import run_read

    raise typer.Exit(run_read(files, out, ocr, json))


@app.command(epilog="Example: armillary add my-casebook report.pdf --bib report.bib --dry-run")
def add(
    casebook: Casebook,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document, as for `read`.", show_default=False)],
    id_: Annotated[
        str, typer.Option("--id", help="The id of the source; of one that is there, to keep its hash and passages.")
    ] = "",
    bib: Annotated[
        Path | None,
        typer.Option("--bib", help="Its entry of a bibliography: .bib, .ris or .json (CSL).", show_default=False),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Its title.")] = "",
    speaker: Annotated[str, typer.Option("--speaker", help="Who vouches for it: an id, or a name.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="The kind of source: report, article, statement ...")] = "",
    date: Annotated[str, typer.Option("--date", help="When it was published.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who published it.")] = "",
    language: Annotated[str, typer.Option("--language", help="Its language, such as en or fa.")] = "",
    url: Annotated[str, typer.Option("--url", help="Its web address.")] = "",
    marking: Annotated[str, typer.Option("--marking", help="Who may see it: CLEAR, GREEN, AMBER ...")] = "",
    cited: Annotated[bool, typer.Option("--cited/--no-cited", help="Draft the sources that it cites.")] = True,
    ocr: Annotated[
        str, typer.Option("--ocr", help="Read scanned pages with Tesseract in these languages, such as eng+fas.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would be written.")] = False,
    json: Json = False,
) -> None:
    """Register a document as a source, by hash and locators, and draft what it cites; its text stays on this machine.

    Asks on a terminal for what no option, bibliography or file says. All is written or nothing is.
    """
    from armillary.commands.adding import run_add

    given = {"title": title, "speaker": speaker, "kind": kind, "date": date, "publisher": publisher}
    given |= {"language": language, "url": url, "marking": marking}
    raise typer.Exit(run_add(casebook, file, id_, bib, given, cited, ocr, dry_run, json))


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
    from armillary.commands.documents import run_coverage

    raise typer.Exit(run_coverage(casebook, source, text, at, review, write, json))


@app.command(epilog="Example: armillary agreement casebooks/afghanistan second-coding.yaml")
def agreement(
    a: Annotated[Path, typer.Argument(metavar="A", help="A casebook, a claims file or a folder of them.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another coding of the same document.")],
    source: Annotated[str, typer.Option("--source", help="The source to compare, where both have several.")] = "",
    json: Json = False,
) -> None:
    """How far two codings of one document agree: claims in pairs, Krippendorff's alpha by field, every difference."""
    from armillary.commands.documents import run_agreement

    raise typer.Exit(run_agreement(a, b, source, json))
