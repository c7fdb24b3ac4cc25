"""Records of every kind with every key, drawn from the forms themselves, so that a key which is added is drawn too."""

from __future__ import annotations

import functools
import re
from typing import Any

from hypothesis import strategies as st

from armillary.casebook.forms import KINDS, NEEDS, OWN_KEYS
from armillary.casebook.plain import Plain, Schema
from armillary.exchange.sheets import Sheet, sheets_of
from armillary.vocab.read import read_vocabulary

# Signs of the cell grammar, of YAML, of spreadsheets, and letters of other scripts.
SIGNS = "ab.,:;#-'\"[]{}()|>&*!%@`?=+~09¶é_xکابل\U0001f30d"
PIECES = ["the band", "took:", "a; b", "(HQN)", "[en]", "o'clock", '"so"', "=1+1", "-5 %", "@x", "+1", "'", "''", "'=x"]
MORE = [
    "2021-08",
    "12/02",
    "TRUE",
    "MAR1",
    "_x000D_",
    "_x005F_",
    "a > b",
    "near -> far",
    "1e5",
    "null",
    "~",
    "’t",
    "no",
]
PROSE = st.lists(st.sampled_from([*PIECES, *MORE, *SIGNS]), min_size=1, max_size=4).map(" ".join)
KNOWN = ["red-band", "blue-front", "un-2023-05", "unnamed/traders", "report/12", "kabul", "2020", "a_b.c", "ab" * 32]
KNOWN += ["https://a.example/x?y=(1);z", "fa-AF", "en"]
DATES = st.sampled_from(
    ["2021-08-15", "2021-08", "2021", "2021..", "..2013", "2013~", "2022~/2024-03", "sh:1398-12-10"]
)
VALUES = st.sampled_from(
    ["6000..6500 fighters", ">=24", "<=5 camps", "~400", "51 %", "-3", "5 men: armed", "$25 million"]
)
ENDS = st.sampled_from(["red-band", "any armed-group", "any armed-group except red-band, blue-front"])
TIES = st.tuples(ENDS, st.sampled_from(["hosts", "attacks"]), ENDS).map(
    lambda t: (" | " if " " in t[0] + t[2] else " ").join(t)
)
LINES = {
    "tie": TIES,
    "rests_on": TIES,
    "incident": TIES,
    "quantity": st.just("red-band strength"),
    "statement": st.just("red-band says"),
    "flow": st.just("red-band -> blue-front"),
    "position": st.just("red-band supports talks"),
}
AMOUNTS = frozenset({"value", "amount", "deaths", "injured"})


@functools.cache
def sheets() -> dict[str, Sheet]:
    """The sheets of the shipped vocabulary."""
    return sheets_of(read_vocabulary())


def value_of(key: str, schema: Schema) -> st.SearchStrategy[Plain]:
    """Values that a reader with this schema takes."""
    if "anyOf" in schema:
        return st.one_of([value_of(key, part) for part in schema["anyOf"]])
    kind = schema.get("type")
    if kind == "array":
        least = max(1, schema.get("minItems", 0))
        items = st.lists(
            value_of(key, schema["items"]), min_size=least, max_size=schema.get("maxItems", 3), unique_by=str
        )
        return items.map(_collapsed if "anyOf" in schema.get("items", {}) else list)
    if kind == "object" and "properties" in schema:
        return _mapping(schema)
    if kind == "object":
        return st.dictionaries(PROSE, value_of(key, schema["additionalProperties"]), min_size=1, max_size=3)
    return _scalar(key, schema)


def _collapsed(items: list[Any]) -> list[Any]:
    return [item[0] if isinstance(item, list) and len(item) == 1 else item for item in items]


def _scalar(key: str, schema: Schema) -> st.SearchStrategy[Plain]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("type") == "boolean":
        return st.sampled_from(["true", "false"])
    if schema.get("type") == "integer":
        return st.integers(schema["minimum"], schema["maximum"]).map(str)
    if key in LINES:
        return LINES[key]
    if "pattern" in schema:
        return st.sampled_from([word for word in KNOWN if re.fullmatch(schema["pattern"], word)])
    if "maxLength" in schema:
        longest = schema["maxLength"]
        return PROSE if longest > 100 else PROSE.map(lambda text: text[:longest].strip())
    return VALUES if key in AMOUNTS else DATES  # a bare year is an amount too, so that no key is left out


def _mapping(schema: Schema) -> st.SearchStrategy[Plain]:
    properties = schema["properties"]
    if {"met_if", "breached_if"} <= properties.keys():
        one_key = (st.fixed_dictionaries({key: value_of(key, part)}) for key, part in properties.items())
        return st.one_of(list(one_key))
    if "tie" in properties and "quantity" in properties:
        return _of_a_kind(properties, tuple(k for k in (*KINDS, "actor") if k in properties))
    required = {key: value_of(key, properties[key]) for key in schema.get("required", ())}
    optional = {key: value_of(key, part) for key, part in properties.items() if key not in required}
    return st.fixed_dictionaries(required, optional=optional)


def _of_a_kind(properties: Schema, kinds: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """A claim, or what a statement is about: one kind, with the keys that go with it."""
    owned = {key for keys in OWN_KEYS.values() for key in keys} | {*KINDS, "actor", "credits"}
    shared = {key: value_of(key, part) for key, part in properties.items() if key not in owned}

    def one(kind: str) -> st.SearchStrategy[dict[str, Any]]:
        own = [key for key in OWN_KEYS.get(kind, ()) if key in properties]
        need = {kind: value_of(kind, properties[kind])}
        need |= {key: value_of(key, properties[key]) for key in own if NEEDS.get(kind) == key}
        more = {key: value_of(key, properties[key]) for key in own if key not in need}
        rest = {key: value for key, value in shared.items() if kind != "retracts" or key != "polarity"}
        return st.fixed_dictionaries(need, optional=more | rest)

    return st.one_of([one(kind) for kind in kinds])


@functools.cache
def entries_of(folder: str) -> st.SearchStrategy[dict[str, Any]]:
    """Entries of one kind of record, as people could write them; not all are right."""
    sheet = sheets()[folder]
    columns = {column.key: column for column in sheet.columns}
    values = {key: value_of(key, column.schema) for key, column in columns.items()}
    if sheet.folder != "claims":
        required = {key: values[key] for key, column in columns.items() if column.required}
        return st.fixed_dictionaries(required, optional={k: v for k, v in values.items() if k not in required})
    head = st.fixed_dictionaries({"id": st.integers(1, 99).map("report/{}".format), "at": PROSE, "text": PROSE})
    properties = {key: column.schema for key, column in columns.items() if key not in ("id", "at", "text")}
    body = _of_a_kind(properties, KINDS)
    credits_: st.SearchStrategy[dict[str, Any]] = st.one_of(
        st.just({}), value_of("credits", columns["credits"].schema).map(lambda value: {"credits": value})
    )

    def join(parts: tuple[dict[str, Any], dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
        made = parts[0] | parts[1]
        return made if "credit" in made else made | parts[2]

    return st.tuples(head, body, credits_).map(join)
