"""What `--json` prints, as tables: one for each kind of record, with the type of every field."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from armillary.pictures.gallery import pictures
from tools.reference.markdown import code, console, page, sentence, table

TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "nothing"}
Schema = dict[str, Any]


def pictures_page() -> dict[str, str]:
    """The page of pictures, by its name in docs/reference."""
    parts = [
        "A picture is a read-only answer computed from a book. Every picture is a command, whose options are in "
        "[commands](commands.md), and a function of `armillary`; `--json` prints the records below. A field that can "
        "be nothing is `null` then: unknown, or not assessed, never 0.",
    ]
    records: dict[str, Schema] = {}
    for picture in pictures().values():
        schema = picture.schema()
        records |= schema.get("$defs", {})
        options = [item.option for item in picture.parameters if not item.positional]
        parts.append(
            f"## {picture.name}\n\n{picture.says}\n\n{console(picture.examples)}\n\n"
            f"Options: {code([*options, '--json'])}. Prints {type_of(schema)}."
        )
    parts.append("## Records")
    parts += [_record(name, record) for name, record in sorted(records.items())]
    return {"pictures.md": page("Pictures", *parts)}


def printed(*kinds: Any) -> str:
    """What a command prints that is no picture: one of these types, and every record in them."""
    made, records = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    said = f"With `--json` it prints {' or '.join(map(type_of, made))}."
    return "\n\n".join([said, *(_record(*item) for item in sorted(records.items()))])


def type_of(schema: Schema) -> str:
    """A type in words; a record is a link to its table."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#record-{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(type_of, schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        if "prefixItems" in schema:
            kinds = list(map(type_of, schema["prefixItems"]))
            return f"a pair of {_many(kinds[0])}" if len(set(kinds)) == 1 else " and ".join(kinds)
        return f"a list of {_many(type_of(schema.get('items', {})))}"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return f"{type_of(inner)} by word" if isinstance(inner, dict) else "a mapping"
    return TYPES.get(schema.get("type", ""), "any value")


def _many(kind: str) -> str:
    """A type in the plural."""
    return re.sub("^a (list|pair) ", r"\1s ", kind) + ("s" if kind.endswith("number") else "")


def _record(name: str, schema: Schema) -> str:
    said = " ".join(schema.get("description", "").split())
    rows = [(f"`{field}`", type_of(part)) for field, part in schema.get("properties", {}).items()]
    return f"### Record: {name}\n\n{sentence(said) if said else ''}\n\n" + table(("field", "type"), rows)
