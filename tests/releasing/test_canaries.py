"""No byte of a release holds what it hides: canaries in every field, looked for on every surface."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pypdfium2 as pdfium
import pytest
from rich.console import Console
from typer.testing import CliRunner

from armillary.book.book import Book, open_book
from armillary.cli import app
from armillary.commands.released import released
from armillary.commands.run import to_json
from armillary.exchange.registry import EXPORTERS, names, write_with
from armillary.figures.gallery import TAKES, Wanted, draw
from armillary.figures.theme import Theme
from armillary.out.report.edition import make_report
from armillary.out.report.page import render_page
from armillary.out.report.paper import render_paper
from armillary.pictures.gallery import pictures
from armillary.pictures.ties import ties
from armillary.text.dates import parse_day
from tests.releasing.canaries import DAYS, MARK, write_canaries

pytestmark = pytest.mark.slow

Surface = Callable[[Path], Iterator[tuple[str, bytes]]]


def files(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the book as it lies there, and every name."""
    for path in sorted(book.rglob("*")):
        yield f"name of {path}", path.relative_to(book).as_posix().encode()
        if path.is_file():
            yield str(path), path.read_bytes()


def tables(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every table of the DuckDB file, and what DuckDB knows of the file itself."""
    [path] = book.glob("*/book.duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [str(row[0]) for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for name in (*names, "duckdb_tables()", "duckdb_columns()", "duckdb_views()", "duckdb_constraints()"):
            yield f"table {name}", repr(connection.execute(f"SELECT * FROM {name}").fetchall()).encode()
        for name in names:
            stored = connection.execute(f"SELECT * FROM pragma_storage_info('{name}')").fetchall()
            yield f"segments of {name}", repr(stored).encode()


def parquet(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every Parquet file, with its metadata and statistics."""
    for path in sorted(book.rglob("*.parquet")):
        for read in ("read_parquet", "parquet_metadata", "parquet_file_metadata", "parquet_kv_metadata"):
            found = duckdb.execute(f"SELECT * FROM {read}('{path}')").fetchall()
            # the first column of metadata is where the test put the file
            yield f"{read} of {path.name}", repr([row if read == "read_parquet" else row[1:] for row in found]).encode()


def answers(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every picture of the gallery, asked everything that the book can be asked, as JSON and in the terminal."""
    with open_book(book) as opened:
        for name, picture in pictures().items():
            for given in asked_of(name, [p.name for p in picture.parameters if p.positional], opened):
                found = picture.function(opened, **given)
                yield f"{name} {given} --json", to_json(found).encode()
                console = Console(width=200, record=True, quiet=True)
                console.print(picture.screen(found, opened))
                yield f"{name} {given}", console.export_text().encode()


def drawings(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every figure of the gallery as SVG, a waterfall for every tie."""
    with open_book(book) as opened:
        rows = [f"{row.subject} {row.relation} {row.object}" for row in ties(opened, entailed=True)]
        for name, takes in TAKES.items():
            given = [{"tie": row} for row in rows] if "tie" in takes else [{}]
            for more in [{"dates": "2020,2024"}] if "dates" in takes else given:
                figure = draw(opened, name, msgspec.convert(more, Wanted), Theme.PRINT)
                yield f"{name} {more}", to_json([figure.svg, figure.title, figure.caption, figure.alt]).encode()


def asked_of(name: str, needed: list[str], book: Book) -> Iterator[dict[str, Any]]:
    """Arguments for a picture: every record and question of the book that its parameters can name."""
    if needed == ["subject", "relation", "object"]:
        for question in book.evidence.questions:
            yield dict(zip(needed, question[:3], strict=True))
    elif needed == ["actor", "measure"]:
        asked = [question for question in book.values.questions if question.sort != "incident"]
        yield from ({"actor": question.subject} for question in asked)
        yield from ({"actor": question.subject, "measure": question.measure} for question in asked)
    elif needed == ["event"]:
        yield from ({"event": q.subject} for q in book.values.questions if q.sort == "incident")
    elif len(needed) == 1:
        shelf = {"actor": "actors", "source": "sources"}.get(needed[0], f"{needed[0]}s")
        yield from ({needed[0]: row["id"]} for row in book.sql(f"SELECT id FROM {shelf}"))
    elif name == "compare":
        yield {"from_": "2020-01-01", "to": "2024-01-31", "least": 0.0}
    elif not needed:
        yield {}
        if name == "ties":
            yield {"entailed": True}
    else:
        pytest.fail(f"say in asked_of what picture '{name}' can be asked: it needs {needed}")


def report(book: Path) -> Iterator[tuple[str, bytes]]:
    """The report as a page and as a PDF, its text and what it says of itself, in both editions."""
    with open_book(book) as opened:
        for since in (None, "2020-01-01"):
            made = make_report(opened, since)
            page, paper = render_page(made, book.parent / "fonts"), render_paper(made)
            yield f"page since {since}", page.encode()
            yield f"paper since {since}", paper
            with pdfium.PdfDocument(paper) as document:
                yield f"metadata since {since}", repr(document.get_metadata_dict()).encode()
                for number, sheet in enumerate(document):
                    yield f"sheet {number} since {since}", sheet.get_textpage().get_text_range().encode()
                yield f"outline since {since}", repr([mark.get_title() for mark in document.get_toc()]).encode()


def exports(book: Path) -> Iterator[tuple[str, bytes]]:
    """Every format that the casebook can be exported in, archives taken apart."""
    release = "GREEN" if book.name == "book" else "everything"
    with released(book.parent / "case", release, (), lambda _: None) as allowed:
        for name in names(EXPORTERS):
            _, made = write_with(name, allowed)
            for file, data in made.items():
                yield f"name of {name} {file}", file.encode()
                yield f"{name} {file}", data
                if data[:2] == b"PK":
                    with zipfile.ZipFile(io.BytesIO(data)) as archive:
                        for part in archive.namelist():
                            yield f"{name} {file} {part}", archive.read(part)
                if file.endswith(".parquet"):
                    aside = book.parent / f"exported-{book.name}"
                    aside.mkdir(exist_ok=True)
                    (aside / "one.parquet").write_bytes(data)
                    yield from parquet(aside)


# What a reader of a release may come to see. Whatever else is made of a book (a report, a site, an export, an index)
# is one more entry: a function from the book's folder to names and bytes.
SURFACES: list[Surface] = [files, tables, parquet, answers, drawings, report, exports]


def marked(surface: Surface) -> Any:
    """A surface as a parameter; to set a report takes seconds, and so do all exports together."""
    return pytest.param(surface, id=surface.__name__, marks=[pytest.mark.slow] if surface in (report, exports) else [])


def betrayed(secrets: list[str], shown: Iterator[tuple[str, bytes]]) -> list[str]:
    """Which secrets stand where, in any case of letters."""
    wanted = [(secret, secret.lower().encode()) for secret in (*secrets, MARK)]
    return [f"{secret} in {name}" for name, data in shown for secret, word in wanted if word in data.lower()]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[tuple[str, bytes]]]:
    """The casebook with canaries, its GREEN release, and what the build said."""
    root = tmp_path_factory.mktemp("planted")
    secrets = write_canaries(root / "case")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARMILLARY_CACHE", str(root / "cache"))
        said = []
        for options in ([], ["--json"]):
            words = ["build", str(root / "case"), "--out", str(root / "book"), "--release", "GREEN", *options]
            done = CliRunner().invoke(app, words)
            assert done.exit_code == 0, done.output
            said += [(f"stdout {options}", done.stdout.encode()), (f"stderr {options}", done.stderr.encode())]
        CliRunner().invoke(app, ["build", str(root / "case"), "--out", str(root / "full")])
    return root, secrets, said


def test_there_are_at_least_fifty_canaries(planted: tuple[Path, list[str], list[tuple[str, bytes]]]) -> None:
    assert len([secret for secret in planted[1] if secret.startswith(MARK)]) >= 50


@pytest.mark.parametrize("surface", [marked(surface) for surface in SURFACES])
def test_no_byte_of_a_release_holds_a_canary(
    planted: tuple[Path, list[str], list[tuple[str, bytes]]], surface: Surface
) -> None:
    root, secrets, _ = planted
    shown = list(surface(root / "book"))
    assert len(shown) > 3
    assert betrayed(secrets, iter(shown)) == []


def test_what_the_build_prints_holds_none(planted: tuple[Path, list[str], list[tuple[str, bytes]]]) -> None:
    _, secrets, said = planted
    assert any(b"P70" in data for _, data in said), "there is something to print"
    assert betrayed(secrets, iter(said)) == []


def test_the_hidden_votes_are_there_without_their_days(
    planted: tuple[Path, list[str], list[tuple[str, bytes]]],
) -> None:
    days = {parse_day(day) for day in DAYS}
    with open_book(planted[0] / "book") as book:
        assert book.sql("SELECT 1 FROM origins WHERE speaker LIKE 'confidential-%'")
        for row in book.sql("SELECT first, last, cut, known, silenced FROM testimonies"):
            assert not days & set(row.values())


@pytest.mark.slow
@pytest.mark.parametrize("surface", [marked(surface) for surface in SURFACES])
def test_every_surface_would_show_a_canary(
    planted: tuple[Path, list[str], list[tuple[str, bytes]]], surface: Surface
) -> None:
    """The full book has them all over: the test can fail, on each surface."""
    root, secrets, _ = planted
    assert len(betrayed(secrets, surface(root / "full"))) > 10
