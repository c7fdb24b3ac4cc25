"""Casebooks themselves: another's records taken into one's own, and what a release allows as a casebook to pass on."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from armillary.casebook.plain import Plain
from armillary.casebook.read import read_casebook
from armillary.exchange.edits import Edits, to_written
from armillary.exchange.protocol import Entry, Imported, Into, Reads, Released, Writes, joined
from armillary.exchange.sheets import sheets_of
from armillary.finding import Finding, Severity, find
from armillary.text.forms import unmark
from armillary.text.layout import lay_out
from armillary.text.written import Leaf, Table
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import LISTS, Vocabulary

WITHHELD = "Not told in this release."


def read_casebooks(roots: Sequence[Path], into: Into) -> Imported:
    """The records of other casebooks, under their own ids."""
    return joined(_read(root, into) for root in roots)


def write_casebook(released: Released) -> Mapping[str, bytes]:
    """The files of a casebook that holds what a release allows, with the terms that its readers do not have."""
    with tempfile.TemporaryDirectory(prefix="armillary-export-") as folder:
        edits = Edits(Path(folder), released.vocab)
        for sheet in sheets_of(released.vocab).values():
            for record, values in zip(sheet.records(released.casebook), sheet.entries(released.casebook), strict=True):
                source = str(getattr(record, "source", ""))
                if sheet.folder == "claims" or sheet.of_source:
                    file = f"claims/{source}.yaml"
                    edits.begin(file, {"source": source})
                    values = {key: value for key, value in values.items() if key != "source" or not sheet.of_source}
                else:
                    file = f"{sheet.folder}/{sheet.folder}.yaml"
                for column in sheet.columns:
                    if column.required and values.get(column.key) == "":
                        values[column.key] = WITHHELD
                edits.add(file, sheet.folder, values)
        files = edits.files()
    if terms := _terms(released.vocab):
        files["vocab/terms.yaml"] = terms
    return {"armillary.toml": _settings(released), **files}


READS = Reads("casebook", "another casebook, whose records are taken over under their own ids", read_casebooks)
WRITES = Writes("casebook", "a casebook of its own that holds what the release allows", write_casebook, folder=True)


def _read(root: Path, into: Into) -> Imported:
    book, _, found = read_casebook(root, into.vocab)
    wrong = [f for f in found if f.severity is Severity.ERROR and f.code != "V502"]
    findings: list[Finding] = [_at(finding, root) for finding in wrong]
    if findings:
        return Imported([], findings)
    entries = []
    for folder, sheet in sheets_of(into.vocab).items():
        for record in sheet.records(book):
            places = {key: _in(root, unmark(mark, record.file)) for key, mark in record.marks.items() if "." not in key}
            entries.append(Entry(folder, sheet.plain(record), _in(root, record.place()), places))
    return Imported(entries)


def _in(root: Path, place: Any) -> Any:
    return msgspec.structs.replace(place, file=f"{root.name}/{place.file}")


def _at(finding: Finding, root: Path) -> Finding:
    what = f"the casebook {root.name} has an error: {finding.code} {finding.message}"
    return find("X801", _in(root, finding.place), what, finding.hint or "mend it there first")


def _settings(released: Released) -> bytes:
    settings = released.casebook.settings
    title = msgspec.json.encode(settings.title).decode()
    as_of = f'as_of = "{settings.as_of.text}"\n' if settings.as_of else ""
    return f"format = 1\ntitle = {title}\n{as_of}".encode()


def _terms(vocab: Vocabulary) -> bytes:
    """The terms that the shipped vocabulary lacks."""
    shipped = read_vocabulary()
    root = Table(False)
    for name in sorted(LISTS):
        own = {word: term for word, term in vocab.terms(name).items() if word not in shipped.terms(name)}
        if own:
            table = Table(False, [(Leaf(word), to_written(_term(term))) for word, term in own.items()])
            for _, value in table.items:
                if isinstance(value, Table):
                    value.flow = False
            root.items.append((Leaf(name), table))
    return lay_out(root).encode() if root.items else b""


def _term(term: msgspec.Struct) -> Plain:
    """A term as its author wrote it: what is said beyond the defaults."""
    said = {
        field.name: getattr(term, field.name)
        for field in msgspec.structs.fields(term)
        if field.name != "id" and (field.required or getattr(term, field.name) != _default(field))
    }
    return _plain(said)


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default


def _plain(value: Any) -> Plain:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, msgspec.Struct):
        return _plain({name: getattr(value, name) for name in value.__struct_fields__})
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)
