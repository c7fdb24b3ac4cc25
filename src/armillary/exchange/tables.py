"""Records and judgements as tables for those who compute: Parquet, and JSON with a record on each line."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from armillary.book.rows import RECORD_TABLES, record_rows
from armillary.exchange.protocol import Released, Writes
from armillary.pictures.ties import ties

LEFT_OUT = frozenset({"file", "line"})  # where a record stands in somebody's files is nobody else's concern
JUDGEMENTS = {
    **dict.fromkeys(("subject", "relation", "object", "dimension", "level", "object_level", "place"), "VARCHAR"),
    "as_of": "DATE",
    "standing": "VARCHAR",
    "on_record": "JSON",
    "likelihood": "DOUBLE",
    "low": "DOUBLE",
    "high": "DOUBLE",
    "word": "VARCHAR",
    "currency": "VARCHAR",
    "last_seen": "DATE",
    "still": "DOUBLE",
    "ended": "VARCHAR",
    "ended_with": "VARCHAR",
    "confidence": "VARCHAR",
    "voices_for": "INTEGER",
    "voices_against": "INTEGER",
    "denied_by": "VARCHAR[]",
    "origins": "INTEGER",
    "claims": "INTEGER",
    "for": "INTEGER",
    "against": "INTEGER",
    "first": "DATE",
    "last": "DATE",
    "levels": "JSON",
    "places": "JSON",
}
Table = list[dict[str, Any]]


def write_jsonl(released: Released) -> Mapping[str, bytes]:
    """A file for each table, a line of JSON for each row."""
    return {f"{name}.jsonl": _lines(rows) for name, (_, rows) in _tables(released).items()}


def write_parquet(released: Released) -> Mapping[str, bytes]:
    """A file for each table, with typed columns."""
    made = {}
    with tempfile.TemporaryDirectory(prefix="armillary-export-") as folder, duckdb.connect() as connection:
        for name, (columns, rows) in _tables(released).items():
            source, target = Path(folder) / f"{name}.jsonl", Path(folder) / f"{name}.parquet"
            spelt = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
            connection.execute(f'CREATE TABLE "{name}" ({spelt})')
            if rows:
                source.write_bytes(_lines(rows))
                spec = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
                order = ", ".join(f'"{column}"' for column in columns)
                read = f"read_json('{source}', format = 'newline_delimited', columns = {{{spec}}})"
                connection.execute(f'INSERT INTO "{name}" SELECT {order} FROM {read}')
            connection.execute(f"COPY \"{name}\" TO '{target}' (FORMAT parquet)")
            made[f"{name}.parquet"] = target.read_bytes()
    return made


WRITES_JSONL = Writes(
    "jsonl", "a folder of tables, a line of JSON for each claim, source, judgement ...", write_jsonl, True
)
WRITES_PARQUET = Writes("parquet", "a folder of Parquet files: claims, sources, judgements ...", write_parquet, True)


def _tables(released: Released) -> dict[str, tuple[dict[str, str], Table]]:
    """Every table of records that a release has, and its judgements."""
    made: dict[str, tuple[dict[str, str], Table]] = {}
    for name, rows in record_rows(released.casebook, ()).items():
        if name != "findings":
            columns = {key: kind for key, kind in RECORD_TABLES[name].items() if key not in LEFT_OUT}
            made[name] = columns, [{key: row[key] for key in columns} for row in rows]
    made["judgements"] = JUDGEMENTS, [_judgement(row) for row in ties(released.open_book())]
    return made


def _judgement(row: Any) -> dict[str, Any]:
    said = msgspec.to_builtins(row)
    low, high = said.pop("range") or (None, None)
    ended = said.pop("ended") or {"when": None, "with": None}
    said |= {"low": low, "high": high, "ended": ended["when"], "ended_with": ended["with"]}
    return {key: said[key] for key in JUDGEMENTS}


def _lines(rows: Table) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
