"""The work on plain tables."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from armillary.commands.run import spinner, to_json
from armillary.finding import ArmillaryError, Severity, as_json, render_text
from armillary.terminal import show_screen, tell, warn

if TYPE_CHECKING:
    from armillary.tables.records import Weighed, Weighing

FORMATS = ("csv", "parquet")
RESULTS = ("judgements", "answers", "coins", "confusion", "copies")


class Columns(NamedTuple):
    """The columns that play each part; empty where the table may have one of that name."""

    source: str
    question: str
    value: str
    origin: str
    weight: str
    time: str
    polarity: str


def run_weigh(
    path: Path,
    columns: Columns,
    out: Path | None,
    kind: str,
    hierarchy: Path | None,
    tolerance: str,
    copies: bool,
    reversal: bool,
    engine: str,
    shards: int,
    form: str,
    json: bool,
) -> int:
    """Weigh a file, write what came out, and show it; 1 where a row or the hierarchy is in error."""
    import duckdb

    from armillary.tables.weigh import weigh

    if form not in (*FORMATS, "auto"):
        raise ArmillaryError(f"there is no format '{form}'", f"the formats are {', '.join(FORMATS)}, or auto")
    connection = duckdb.connect()
    try:
        with spinner(json) as say:
            say(f"weighing {path.name}")
            found = weigh(
                open_table(connection, path),
                kind=kind,
                hierarchy=None if hierarchy is None else open_table(connection, hierarchy),
                tolerance=tolerance or None,
                copies=None if copies else False,
                reversal=reversal,
                engine=engine,
                shards=shards,
                name=path.name,
                source=columns.source,
                question=columns.question,
                value=columns.value,
                origin=columns.origin or None,
                weight=columns.weight or None,
                time=columns.time or None,
                polarity=columns.polarity or None,
            )
            if out is not None:
                say(f"writing {out}")
                write(found, out, _format(path) if form == "auto" else form)
    finally:
        connection.close()
    if json:
        tell(to_json(as_record(found)))
    else:
        from armillary.tables.screen import show_weighing

        show_screen(show_weighing(found))
        for finding in found.findings:
            warn(render_text(finding) + "\n")
    return int(any(finding.severity is Severity.ERROR for finding in found.findings))


def open_table(connection: Any, path: Path) -> Any:
    """A file as a relation; the entries of a CSV file stay text, so that ids keep their leading zeros."""
    import duckdb

    if not path.is_file():
        raise ArmillaryError(f"there is no file {path}", "give a CSV or Parquet file")
    try:
        if _format(path) == "parquet":
            return connection.read_parquet(str(path))
        return connection.read_csv(str(path), all_varchar=True, header=True)
    except duckdb.Error as problem:
        said = str(problem).split("\n")[0]
        raise ArmillaryError(f"{path} cannot be read: {said}", "the first line must name the columns") from None


def _format(path: Path) -> str:
    return "parquet" if path.suffix.lower() in (".parquet", ".pq") else "csv"


def write(found: Weighing, out: Path, form: str) -> None:
    """Write the results as files of a folder: beside it first, then in its place; other files in it stay."""
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.mkdir(parents=True)
        for name in RESULTS:
            relation = getattr(found, name).relation
            target = str(aside / f"{name}.{form}")
            if form == "parquet":
                relation.write_parquet(target)
            else:
                relation.write_csv(target, header=True)
        (aside / "weighing.json").write_text(to_json(_about(found)), encoding="utf-8")
        out.mkdir(parents=True, exist_ok=True)
        for file in sorted(aside.iterdir()):
            with file.open("rb+") as written:
                os.fsync(written.fileno())
            file.replace(out / file.name)
    except OSError as problem:
        raise ArmillaryError(f"{out} cannot be written: {problem.strerror}", "choose another folder") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _about(found: Weighing) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "settings": found.settings,
        "findings": [as_json(finding) for finding in found.findings],
    }


def as_record(found: Weighing) -> Weighed:
    """All results as plain data."""
    from armillary.tables.records import Weighed

    return Weighed(**_about(found), **{name: getattr(found, name).rows() for name in RESULTS})
