"""An open book: read-only, with named queries and judgements as of any date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import msgspec

from armillary.book.columns import carried_from, from_tables, released_coins
from armillary.book.manifest import Manifest, read_manifest
from armillary.book.value_columns import from_value_tables
from armillary.finding import ArmillaryError
from armillary.vocab.vocabulary import Lists, Vocabulary
from armillary.weighing.coins import Coins
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.learning import learn_coins
from armillary.weighing.values.evidence import ValueEvidence


class Book:
    """A compiled casebook, open for reading; use it in a `with` block or close it.

    With a manifest it is the book that is being written into the folder, which no manifest names yet.
    Raises ArmillaryError when the folder is not a book or was made by another format version.
    """

    def __init__(self, path: str | Path, manifest: Manifest | None = None) -> None:
        self.path = Path(path)
        self._unnamed = manifest
        try:
            self._open()
        except (duckdb.Error, OSError, msgspec.DecodeError):
            try:  # a build may have put a new book in place between the manifest and the file
                self._open()
            except (duckdb.Error, OSError, msgspec.DecodeError) as problem:
                raise ArmillaryError(f"the book at {self.path} cannot be opened: {problem}", "build it again") from None

    def _open(self) -> None:
        self.manifest = self._unnamed or read_manifest(self.path)
        folder = self.path / self.manifest.folder  # '' while it is being written
        lists = msgspec.json.decode((folder / "vocabulary.json").read_bytes(), type=Lists)
        self.vocab = Vocabulary(lists, self.manifest.vocabulary)
        self._connection = duckdb.connect(str(folder / "book.duckdb"), read_only=True)
        self._connection.execute(
            "SET enable_external_access = false"
        )  # a view could read the files of whoever opens it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the book's files."""
        self._connection.close()

    @property
    def as_of(self) -> int:
        """The day (ordinal) that pictures answer for unless told otherwise."""
        return date.fromisoformat(self.manifest.as_of).toordinal()

    def sql(self, statement: str, parameters: list[Any] | None = None) -> list[dict[str, Any]]:
        """Rows of any SQL statement over the book's tables."""
        cursor = self._connection.execute(statement, parameters or [])
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def query(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Rows of a query kept in `book/queries/NAME.sql`."""
        statement = (resources.files("armillary.book") / "queries" / f"{name}.sql").read_text(encoding="utf-8")
        cursor = self._connection.execute(statement, parameters)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @cached_property
    def names(self) -> dict[str, str]:
        """The names that ids are shown by, short ones first: of actors, speakers, places and things."""
        shown = {thing.id: thing.label or thing.id for thing in self.vocab.things.values()}
        shown |= {place.id: place.name for place in self.vocab.places.values()}
        rows = self.sql("SELECT id, short, name FROM speakers UNION ALL SELECT id, short, name FROM actors")
        return shown | {row["id"]: row["short"] or row["name"] for row in rows}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What has been computed from the book and may be asked for again while it is open."""
        return {}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What an id is: the kind of actor, or `place` or `thing`; an actor goes before a place of the same id."""
        found = dict.fromkeys(self.vocab.things, "thing") | dict.fromkeys(self.vocab.places, "place")
        return found | {row["id"]: row["kind"] for row in self.sql("SELECT id, kind FROM actors")}

    @cached_property
    def evidence(self) -> Evidence:
        """Every testimony with the questions it bears on."""
        found = from_tables(self._connection)
        if not self.manifest.release:
            return found
        return replace(found, carried=carried_from(self._connection, self.as_of))

    @cached_property
    def values(self) -> ValueEvidence:
        """Everything that is said of values."""
        return from_value_tables(self._connection)

    def coins(self, known_by: int | None = None) -> Coins:
        """The coins learned from what was published by a day (ordinal), or the vocabulary's.

        A release keeps the full book's: what is left in it would teach others.
        """
        if self.manifest.release:
            return released_coins(self._connection)
        return learn_coins(self.evidence, self.vocab, known_by)

    def judge(self, as_of: int | None = None, known_by: int | None = None) -> Judgements:
        """Every judgement as of a day, from what was published by another (day ordinals)."""
        return judge(self.evidence, self.coins(known_by), self.vocab, self.as_of if as_of is None else as_of, known_by)


def open_book(path: str | Path) -> Book:
    """Open the book that `armillary build` made at a path."""
    return Book(path)
