"""Entries to records, and what a record is apart from where it stands."""

from __future__ import annotations

from typing import Any

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.read import Shelf
from armillary.casebook.records import Record
from armillary.exchange.sheets import Sheet
from armillary.finding import Finding
from armillary.text.forms import Reading
from armillary.text.nodes import Mapping, Node, Scalar, Sequence


def node_of(value: Any) -> Node:
    """A value as the reader of YAML would give it, in quotes."""
    if isinstance(value, str):
        return Scalar(value, 1, 1, False)
    if isinstance(value, list):
        items = Sequence(1, 1)
        items.items += [node_of(item) for item in value]
        return items
    pairs = Mapping(1, 1)
    pairs.items += [(Scalar(key, 1, 1, False), node_of(item)) for key, item in value.items()]
    return pairs


def record_of(sheet: Sheet, values: dict[str, Any]) -> tuple[Record | None, list[Finding]]:
    """The record that an entry is, if it is right."""
    reading = Reading(f"{sheet.folder}/x.yaml")
    shelf = Shelf(reading)
    values = dict(values)
    extra = {"source": values.pop("source"), "id": f"x#{sheet.folder}"} if sheet.of_source else {}
    shelf.add(sheet.folder, sheet.form, sheet.make, node_of(values), **extra)
    return (shelf.records[0] if shelf.records else None), reading.findings


def bare(record: Record | None) -> bytes:
    """What a record says, without where it stands."""
    assert record is not None
    plain = msgspec.structs.replace(record, file="", mark=0, packed=b"")
    return type(record).__name__.encode() + msgspec.msgpack.encode(_without_offsets(plain))


def _without_offsets(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return [type(value).__name__] + [
            _without_offsets(getattr(value, name)) for name in value.__struct_fields__ if name != "offset"
        ]
    if isinstance(value, tuple | list):
        return [_without_offsets(item) for item in value]
    if isinstance(value, dict):
        return [[key, _without_offsets(item)] for key, item in value.items()]
    return value


def shelved(book: Casebook, sheet: Sheet, records: list[Record]) -> Casebook:
    """A casebook with these records of one kind."""
    shelf: Any = {r.id: r for r in records} if isinstance(getattr(book, sheet.folder), dict) else records
    return msgspec.structs.replace(book, **{sheet.folder: shelf})
