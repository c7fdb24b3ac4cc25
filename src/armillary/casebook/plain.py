"""Records as the plain values people write: the way back from a record to the keys of its form.

Whatever its form reads back is the same record; only places and the spelling of a date's or a list's shorthand may go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, Union

import msgspec

from armillary.casebook.records import (
    About,
    Claim,
    End,
    Flow,
    Incident,
    Part,
    Position,
    Quantity,
    Record,
    Retraction,
    Statement,
    Test,
    Tie,
    Triple,
)
from armillary.text.dates import When
from armillary.text.forms import Form
from armillary.text.values import Value

Plain: TypeAlias = Union[str, list["Plain"], dict[str, "Plain"]]  # noqa: UP007 - a string cannot be joined by a bar
Schema = dict[str, Any]

# Attributes of parts whose key has another word.
OTHER_WORDS = {"to": ("actor", "place"), "triple": ("tie",), "since": ("since", "from")}
PLACED = frozenset({"file", "mark", "packed"})


def plain_entry(record: Record, form: Form) -> dict[str, Plain]:
    """The keys and values of a record, in the order of its form, without those that say only what is so anyway."""
    values = dict(_attributes(record))
    if isinstance(record, Claim):
        values |= _of_claim(record)
        if isinstance(record.matter, Retraction):
            del values["polarity"]  # the key 'retracts' says it
    made: dict[str, Plain] = {}
    for field in form.fields:
        if field.name in values:
            made[field.key] = plain_value(values[field.name], field.reader.schema)
        elif field.key == "due" and "due" in record.marks:
            made["due"] = "open"  # a date that is read as none
    return made


def plain_value(value: Any, schema: Schema) -> Plain:
    """One value as written; `schema` is that of the reader that would read it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.15g}" if value == int(value) else repr(value)
    if isinstance(value, str):
        return value
    if isinstance(value, When | Value):
        return value.text
    if isinstance(value, Triple | End):
        return _triple(value) if isinstance(value, Triple) else str(value)
    if isinstance(value, dict):
        return _mapping(value, schema)
    if isinstance(value, list | tuple):
        several = of_type(schema, "array")
        items = [plain_value(item, several.get("items", {})) for item in value]
        if not several:  # words of one line, such as SUBJECT MEASURE
            return " ".join(str(item) for item in items)
        alone = len(items) == 1 and any(of_type(schema, kind) for kind in ("string", "object"))
        return items[0] if alone and not isinstance(items[0], list) else items
    if isinstance(value, About):
        return _about(value, schema)
    if isinstance(value, Test):
        inner = of_type(schema, "object")["properties"][value.outcome]
        said = {"tie": value.triple} | {k: v for k, v in _attributes(value) if k not in ("outcome", "triple")}
        return {value.outcome: _keyed(said, inner)}
    return _part(value, schema)


def alternatives(schema: Schema) -> Iterator[Schema]:
    """The shapes a value may have, alternatives within alternatives spelled out."""
    if "anyOf" in schema:
        for part in schema["anyOf"]:
            yield from alternatives(part)
    else:
        yield schema


def of_type(schema: Schema, kind: str) -> Schema:
    """The alternative for a list (`array`), a mapping (`object`) or anything else (`string`); {} if there is none."""
    for part in alternatives(schema):
        has = part.get("type", "string")
        sort = has if has in ("array", "object") else "string"
        if sort == kind:
            return part
    return {}


def main_key(schema: Schema) -> str:
    """The key that a bare text stands for where a value may be a text or a mapping; '' where there is none."""
    mapping = of_type(schema, "object")
    required = mapping.get("required", [])
    return required[0] if len(required) == 1 and of_type(schema, "string") else ""


def _attributes(part: Part) -> Iterator[tuple[str, Any]]:
    """What a record says beyond what it would say if the key were not there."""
    for field in msgspec.structs.fields(part):
        if field.name in PLACED:
            continue
        value = getattr(part, field.name)
        if field.default is not msgspec.NODEFAULT:
            default = field.default
        elif field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        else:
            yield field.name, value
            continue
        if value != default:
            yield field.name, value


def _of_claim(claim: Claim) -> dict[str, Any]:
    said = _matter(claim.matter)
    if claim.chains not in ((), ((),)):
        said |= {"credit": claim.chains[0]} if len(claim.chains) == 1 else {"credits": claim.chains}
    return said


def _matter(matter: Any) -> dict[str, Any]:
    """The key that gives a matter its kind, and the keys of that kind."""
    own = dict(_attributes(matter))
    match matter:
        case Tie(triple=triple):
            return {"tie": triple}
        case Incident(triple=triple):
            own.pop("triple")
            return {"incident": triple} | own
        case Quantity(subject=subject, measure=measure):
            return {"quantity": f"{subject} {measure}"} | {k: own[k] for k in own if k not in ("subject", "measure")}
        case Flow(giver=giver, receiver=receiver):
            return {"flow": f"{giver} -> {receiver}"} | {k: own[k] for k in own if k not in ("giver", "receiver")}
        case Statement(speaker=speaker, verb=verb):
            return {"statement": f"{speaker} {verb}"} | {k: own[k] for k in own if k not in ("speaker", "verb")}
        case Position(actor=actor, stance=stance, issue=issue):
            return {"position": f"{actor} {stance} {issue}"}
        case Retraction(claim=claim):
            return {"retracts": claim}
    raise AssertionError(matter)


def _about(about: About, schema: Schema) -> Plain:
    if about.claim:
        return about.claim
    said = {k: v for k, v in _attributes(about) if k != "matter"}
    if about.matter is not None:
        said = _matter(about.matter) | said
    return _keyed(said, of_type(schema, "object"))


def _keyed(said: dict[str, Any], schema: Schema) -> dict[str, Plain]:
    properties = schema["properties"]
    return {key: plain_value(said[key], properties[key]) for key in properties if key in said}


def _part(part: Part, schema: Schema) -> Plain:
    """A small record: as its bare text where it says no more than that."""
    properties = of_type(schema, "object").get("properties", {})
    said = {}
    for name, value in _attributes(part):
        key = next((word for word in (name, *OTHER_WORDS.get(name, ())) if word in properties), name)
        said[key] = plain_value(value, properties.get(key, {}))
    main = main_key(schema)
    return said[main] if main and said.keys() == {main} else said


def _mapping(values: dict[str, Any], schema: Schema) -> Plain:
    mapping = of_type(schema, "object")
    made: dict[str, Plain] = {k: plain_value(v, mapping.get("additionalProperties", {})) for k, v in values.items()}
    return made["total"] if made.keys() == {"total"} and of_type(schema, "string") else made


def _triple(triple: Triple) -> str:
    """A tie as `fmt` writes it."""
    bar = " | " if triple.subject.is_class or triple.object.is_class else " "
    return f"{triple.subject}{bar}{triple.relation}{bar}{triple.object}"
