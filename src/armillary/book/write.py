"""Writing a book: built aside, then put in place by replacing the manifest, so that the last good book always opens.

One build at a time writes into a folder; what killed ones left is swept up by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import numpy as np

from armillary.book.book import Book
from armillary.book.columns import EVIDENCE_TABLES, Columns
from armillary.book.files import FOLDER, LISTED, LOCK
from armillary.book.manifest import NAME, Manifest
from armillary.book.outputs import Outputs, put_in_place, write_outputs
from armillary.book.rows import RECORD_TABLES, Row
from armillary.book.value_columns import VALUE_TABLES
from armillary.casebook.kept import NAME as RECORDS
from armillary.casebook.lock import held
from armillary.finding import ArmillaryError
from armillary.vocab.vocabulary import Vocabulary

_BUILDING = ".building"  # and more, of earlier versions
_HELD = {"book.duckdb", "book.duckdb.wal", "parquet", "vocabulary.json", RECORDS}
JUDGED = "judgements"  # the table in which some numbers are missing


@contextlib.contextmanager
def building(out: Path) -> Iterator[None]:
    """Have the folder of a book to oneself, from before what is in it is read until the book is in place."""
    if out.exists() and not out.is_dir():
        raise ArmillaryError(f"{out} is a file", "name a folder for the book")
    if out.is_dir() and any(out.iterdir()) and not _is_book(out):
        raise ArmillaryError(f"{out} is not empty and not a book", "name another folder")
    with held(out / LOCK, str(out)):
        yield


def write_book(
    out: Path,
    manifest: Manifest,
    vocab: Vocabulary,
    rows: dict[str, list[Row]],
    columns: dict[str, Columns],
    progress: Callable[[str], None] = lambda _: None,
    records: bytes = b"",
    before: Callable[[Manifest], object] = lambda _: None,
    outputs: Outputs | None = None,
) -> Manifest:
    """Write tables of rows and of columns as the book at `out`; returns the manifest with its content hash.

    `records` are those of the casebook, for partners who read it alongside their own. `before` is called when the book
    is made and not yet in place; `outputs` makes what goes with the book. To be called while `building`.

    Whatever happens before the last step, the book that was at `out` is untouched.
    """
    encoded = {name: _lines(table) for name, table in rows.items()}
    content = _content(manifest, encoded | {RECORDS: records}, columns)
    counts = {name: len(table) for name, table in rows.items()}
    counts |= {name: len(next(iter(table.values()))) for name, table in columns.items()}
    manifest = msgspec.structs.replace(manifest, content=content, tables=counts)
    aside = out / _BUILDING
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        (aside / "vocabulary.json").write_bytes(msgspec.json.encode(vocab.lists))
        (aside / RECORDS).write_bytes(records)
        _write_tables(aside, encoded, columns, progress)
        if outputs is not None:
            with Book(aside, manifest) as book:
                write_outputs(aside, outputs(book))
        before(manifest)
        progress("putting the book in place")
        manifest = put_in_place(out, aside, manifest)
    except (OSError, duckdb.IOException) as problem:
        raise ArmillaryError(
            f"cannot write the book at {out}: {problem}", "the last good book is still there"
        ) from None
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside, ignore_errors=True)
    _sweep(out)
    return manifest


def _is_book(out: Path) -> bool:
    """Whether a folder holds a book, or only what killed builds left."""
    return (out / NAME).exists() or all(entry.name.startswith(".") or _is_made(entry) for entry in out.iterdir())


def _is_made(entry: Path) -> bool:
    """Whether a build made this folder, or a sweep that was killed left part of it."""
    if not FOLDER.fullmatch(entry.name) or not entry.is_dir():
        return False
    return (entry / LISTED).exists() or {e.name for e in entry.iterdir()} <= _HELD


def _lines(table: list[Row]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in table)


def _content(manifest: Manifest, encoded: dict[str, bytes], columns: dict[str, Columns]) -> str:
    digest = hashlib.sha256()
    digest.update(
        f"{manifest.format}\0{manifest.title}\0{manifest.as_of}\0{manifest.vocabulary}\0{manifest.tool}".encode()
    )
    if manifest.release:
        said = (manifest.release, manifest.marking, *manifest.compartments, *manifest.caveats)
        digest.update("\0".join(said).encode())
    for name in sorted(encoded):
        digest.update(f"\0{name}\0{len(encoded[name])}\0".encode())
        digest.update(encoded[name])
    for name in sorted(columns):
        for column, values in columns[name].items():
            digest.update(f"\0{name}.{column}\0".encode())
            as_text = values.dtype == object  # in which what is missing is None
            words = "\0".join(value or "" for value in values) if as_text else ""
            digest.update(words.encode() if as_text else np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def _write_tables(
    folder: Path, encoded: dict[str, bytes], columns: dict[str, Columns], progress: Callable[[str], None]
) -> None:
    (folder / "parquet").mkdir()
    with duckdb.connect(str(folder / "book.duckdb")) as connection:
        connection.execute("SET threads = 2")
        for name, shape in (RECORD_TABLES | EVIDENCE_TABLES | VALUE_TABLES).items():
            progress(f"writing {name}")
            connection.execute(f"CREATE TABLE {name} ({', '.join(f'{quoted(c)} {t}' for c, t in shape.items())})")
            if name in encoded:
                _insert_lines(connection, folder, name, shape, encoded[name])
            else:
                _insert_columns(connection, name, shape, columns[name])
            connection.execute(f"COPY {name} TO '{_path(folder / 'parquet' / name)}.parquet' (FORMAT parquet)")
        connection.execute("CHECKPOINT")


def _insert_lines(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, shape: dict[str, str], lines: bytes
) -> None:
    if not lines:
        return
    path = folder / f"{name}.ndjson"
    path.write_bytes(lines)
    spec = ", ".join(f"'{column}': '{kind}'" for column, kind in shape.items())
    order = ", ".join(quoted(column) for column in shape)
    lines_of = f"read_json('{_path(path)}', format = 'newline_delimited', columns = {{{spec}}})"
    connection.execute(f"INSERT INTO {name} SELECT {order} FROM {lines_of}")
    path.unlink()


def _insert_columns(connection: duckdb.DuckDBPyConnection, name: str, shape: dict[str, str], table: Columns) -> None:
    if not len(next(iter(table.values()))):
        return
    arrays: dict[str, Any] = {f"c{i}": np.asarray(table[column]) for i, column in enumerate(shape)}
    connection.register("arrays", arrays)
    missing = {column for column, kind in shape.items() if name == JUDGED and kind == "DOUBLE"}
    chosen = [
        f"CASE WHEN isnan({array}) THEN NULL ELSE {array} END" if column in missing else array
        for array, column in zip(arrays, shape, strict=True)
    ]
    connection.execute(f"INSERT INTO {name} SELECT {', '.join(chosen)} FROM arrays")
    connection.unregister("arrays")


def quoted(name: str) -> str:
    """A column's name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def _path(path: Path) -> str:
    return str(path).replace("'", "''")


def _sweep(out: Path) -> None:
    """Remove what killed builds left behind; older books went with the manifest."""
    for entry in out.iterdir():
        if entry.name.startswith(f".{NAME}-"):
            with contextlib.suppress(OSError):
                entry.unlink()
        elif entry.name.startswith(_BUILDING):
            shutil.rmtree(entry, ignore_errors=True)
