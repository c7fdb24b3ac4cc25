"""The store: a table from any library as columns of codes, read through DuckDB, names kept where they are compact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from armillary.finding import ArmillaryError
from armillary.weighing.engines.blocks import Floats, Narrow

if TYPE_CHECKING:
    import duckdb

INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
NUMBERS = INTEGERS | {"FLOAT", "DOUBLE", "HUGEINT", "UBIGINT"}
PART = 1 << 18  # rows worked on at once where a whole column would need too much memory
MOST_SALTS = 8
HINT = "an Arrow table, a pandas or Polars frame, a DuckDB relation, or whatever has __arrow_c_stream__"


class _Stream:
    """Only the Arrow stream of a table: DuckDB would otherwise look for more in it."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as codes, -1 where nothing is said; `names` is the store's table of what they stand for, in order."""

    codes: Narrow
    names: str
    size: int
    type: str

    def names_alone(self) -> Column:
        """The names without the codes, which need far more memory."""
        return replace(self, codes=np.zeros(0, np.int32))


class Store:
    """A DuckDB connection of its own that looks at one table, and holds names and results in columns."""

    def __init__(self, table: Any, what: str = "table") -> None:
        import duckdb

        self.what = what
        self.connection: duckdb.DuckDBPyConnection = duckdb.connect()
        self.connection.execute("SET preserve_insertion_order = true")
        # every thread of DuckDB has tables of its own: one needs half the memory of two, and no more time on names
        self.connection.execute("SET threads = 1")
        self.connection.execute("SET allocator_flush_threshold = '1MB'")
        self.open(table)

    def open(self, table: Any) -> None:
        """Look at a table; one that can be read once only is copied."""
        module = type(table).__module__.partition(".")[0]
        told = getattr(table, "columns" if module in ("pandas", "polars") else "column_names", ())
        names = [str(name) for name in told]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ArmillaryError(f"the {self.what} has two columns '{twice[0]}'", "rename one of them")
        try:
            if module == "pandas":
                self.connection.register("given", table)
            elif isinstance(table, Mapping):
                columns = {str(name): np.asarray(column) for name, column in table.items()}
                if len({len(column) for column in columns.values()}) > 1:
                    lengths = ", ".join(f"'{name}' has {len(column):,}" for name, column in columns.items())
                    raise ArmillaryError(f"the columns of the {self.what} differ in length: {lengths}", f"give {HINT}")
                self.connection.register("given", columns)
            elif hasattr(table, "__arrow_c_stream__"):
                self.connection.register("given", _Stream(table))
            else:
                raise ArmillaryError(f"a {type(table).__name__} is no table", f"give {HINT}")
            if hasattr(table, "read_next_batch"):
                self.connection.execute("CREATE TABLE copied AS SELECT * FROM given")
                self.connection.unregister("given")
                self.connection.execute("CREATE VIEW given AS SELECT * FROM copied")
            described = self.connection.execute("DESCRIBE given").fetchall()
        except ArmillaryError:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever a foreign table does when it is read
            self.close()
            raise ArmillaryError(f"the {self.what} cannot be read: {problem}", f"give {HINT}") from None
        self.types = {str(name): str(kind) for name, kind, *_ in described}
        folded = [name.casefold() for name in self.types]
        if twice := sorted({name for name in self.types if folded.count(name.casefold()) > 1}):
            raise ArmillaryError(f"the {self.what} has two columns '{twice[0]}'", "rename one of them")

    def close(self) -> None:
        """Let go of the user's table; names and results stay."""
        self.connection.unregister("given")

    def has(self, column: str) -> bool:
        """Whether the table has a column."""
        return column in self.types

    def rows(self) -> int:
        """How many rows the table has."""
        return int(self.connection.execute("SELECT count(*) FROM given").fetchall()[0][0])

    def codes(self, column: str, names: str) -> Column:
        """A column as codes in the order of its values; empty text, NULL and NaN are -1."""
        kind = self.types[column]
        at = quote(column)
        if kind in INTEGERS and (small := self._small(at, names, kind)):
            return small
        text = f"NULLIF(trim(CAST({at} AS VARCHAR)), '')"
        if kind in NUMBERS:
            text = f"CASE WHEN isfinite({at}::DOUBLE) THEN {text} END"
        size = self.name(names, f"SELECT DISTINCT {text} AS x FROM given")
        return Column(self.place(text, names, size), names, size, kind)

    def name(self, names: str, texts: str) -> int:
        """Make a table of names from a query for texts `x`, numbered in their order; how many there are."""
        self.connection.execute(f"CREATE TABLE {names}_texts AS {texts}")
        self.connection.execute(
            f"CREATE TABLE {names} AS SELECT x, (row_number() OVER (ORDER BY x) - 1)::INTEGER AS code "
            f"FROM {names}_texts WHERE x IS NOT NULL ORDER BY x"
        )
        self.connection.execute(f"DROP TABLE {names}_texts")
        return int(self.connection.execute(f"SELECT count(*) FROM {names}").fetchall()[0][0])

    def place(self, text: str, names: str, size: int) -> Narrow:
        """The code of a text of every row, -1 where it is NULL; all texts are among the names.

        Texts are found by their hashes of 64 bits, in a third of the memory that the texts would need; should two names
        have the same, others are tried.
        """
        if not size:
            return np.full(self.rows(), -1, np.int32)
        for salt in range(MOST_SALTS):
            hashed = "hash({})" if not salt else f"hash({{}}, {salt})"
            told = self.connection.execute(f"SELECT {hashed.format('x')} AS x FROM {names} ORDER BY code").fetchnumpy()
            known = np.asarray(told["x"])
            nothing = self.connection.execute(f"SELECT {hashed.format('NULL::VARCHAR')}").fetchall()[0][0]
            order = np.argsort(known, kind="stable").astype(np.int32)
            known = known[order]
            if not bool((known[1:] == known[:-1]).any()) and not bool((known == np.uint64(nothing)).any()):
                return _find(self.fetch(hashed.format(text)), known, order)
        raise ArmillaryError(f"the {self.what} has names that cannot be told apart", "please report this")

    def _small(self, at: str, names: str, kind: str) -> Column | None:
        """Whole numbers in a narrow range, by counting; None where the range is wide."""
        low, high, rows = self.connection.execute(f"SELECT min({at}), max({at}), count(*) FROM given").fetchall()[0]
        if low is None or int(high) - int(low) > 4 * rows + 1000 or abs(int(low)) > 2**31 or abs(int(high)) > 2**31:
            return None
        told = self.fetch(f"coalesce({at}::BIGINT - {int(low)}, -1)::INTEGER").astype(np.int32, copy=False)
        there = np.zeros(int(high) - int(low) + 2, bool)
        there[told] = True  # -1 marks the last
        there[-1] = False
        place = np.cumsum(there, dtype=np.int32) - np.int32(1)
        place[-1] = -1
        values = np.flatnonzero(there) + int(low)
        self.keep(names, {"x": values, "code": np.arange(len(values), dtype=np.int32)})
        return Column(place[told], names, len(values), kind)

    def fetch(self, expression: str) -> np.ndarray:
        """An expression over every row of the table, in the order of the rows; never NULL."""
        return np.asarray(self.connection.execute(f"SELECT {expression} AS x FROM given").fetchnumpy()["x"])

    def numbers(self, column: str) -> Floats:
        """A column as numbers, NaN where there is none or it is not finite; times as seconds since 1970."""
        at = quote(column)
        if self.types[column].startswith(("DATE", "TIMESTAMP")):
            text = f"epoch({at})"
        else:
            text = f"coalesce(TRY_CAST({at} AS DOUBLE), epoch(TRY_CAST(CAST({at} AS VARCHAR) AS TIMESTAMP)))"
        told = self.fetch(f"coalesce(({text})::DOUBLE, 'nan'::DOUBLE)").astype(float)
        told[~np.isfinite(told)] = np.nan
        return told

    def keep(self, name: str, columns: Mapping[str, np.ndarray]) -> None:
        """Keep columns as a table of the store."""
        self.connection.register("kept", dict(columns))
        try:
            self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM kept")
        finally:
            self.connection.unregister("kept")

    def texts(self, names: str) -> list[str]:
        """What the codes of a column stand for, as text."""
        told = self.connection.execute(f"SELECT CAST(x AS VARCHAR) FROM {names} ORDER BY code").fetchall()
        return [text for (text,) in told]


def _find(wanted: np.ndarray, known: np.ndarray, order: Narrow) -> Narrow:
    """Where each of what is wanted stands, -1 where it is not known; `known` is sorted, `order` says what it was.

    In parts that are sorted first, so that both sides are walked through once: far faster than at random.
    """
    told = np.empty(len(wanted), np.int32)
    for begin in range(0, len(wanted), PART):
        part = wanted[begin : begin + PART]
        ranked = np.argsort(part)
        at = np.minimum(np.searchsorted(known, part[ranked]), len(known) - 1)
        told[begin : begin + PART][ranked] = np.where(known[at] == part[ranked], order[at], -1)
    return told


def quote(name: str) -> str:
    """A column's name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
