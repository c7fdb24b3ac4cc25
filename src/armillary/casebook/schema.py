"""JSON Schema (2020-12) of a casebook's files, one for each folder, made from the forms that `check` reads them by.

Editors read YAML as YAML 1.2 does: to them `2016` is a number and `2016-08` is text, where Armillary reads text in
both. So wherever a form takes any text, the schema takes a bare number or truth value too.
"""

from __future__ import annotations

from typing import Any

from armillary.casebook.forms import KINDS, NEEDS, OWN_KEYS, Forms
from armillary.text.forms import Form
from armillary.vocab.read import term_form
from armillary.vocab.vocabulary import LISTS, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schemas(vocab: Vocabulary) -> dict[str, Schema]:
    """The schema of the files of each folder, by its name; keys stand in the order in which `fmt` writes them."""
    forms = Forms(vocab)
    lists = {
        "actors": forms.actor,
        "speakers": forms.speaker,
        "sources": forms.source,
        "commitments": forms.commitment,
        "levers": forms.lever,
        "narratives": forms.narrative,
        "copying": forms.copying,
        "requirements": forms.requirement,
        "identities": forms.identity,
    }
    made = {folder: _file(folder, {folder: _list_of(form)}) for folder, form in lists.items()}
    head = {
        "source": {"type": ["string", "number"], "description": "the source that these claims are read in"},
        "defaults": forms.defaults.schema() | {"description": "what every claim of the file says unless it says else"},
        "claims": _list_of(forms.claim),
        "coverage": _list_of(forms.coverage),
        "passages": _list_of(forms.passage),
    }
    made["claims"] = _file("claims", head) | {"required": ["source"]}
    made["vocab"] = _file("vocab", {name: _terms(name) for name in sorted(LISTS)})
    return made


def _file(folder: str, properties: Schema) -> Schema:
    return {
        "$schema": DIALECT,
        "title": f"Armillary: a file in {folder}/",
        "type": "object",
        "properties": {key: _as_read(schema) for key, schema in properties.items()},
        "additionalProperties": False,
    }


def _list_of(form: Form) -> Schema:
    # A list that has no entries yet is a key with nothing under it.
    return {"type": ["array", "null"], "items": form.schema() | {"title": form.name}}


def _terms(name: str) -> Schema:
    form = term_form(name)
    return {"type": "object", "additionalProperties": form.schema() | {"title": form.name}, "description": form.says}


def _as_read(schema: Schema) -> Schema:
    """A schema with what the reader allows beyond one key's own shape, and what it asks of several keys together."""
    made = dict(schema)
    if made.get("type") == "string" and "enum" not in made:
        made["type"] = ["string", "number"] if "pattern" in made else ["string", "number", "boolean"]
    for key in ("items", "additionalProperties"):
        if isinstance(made.get(key), dict):
            made[key] = _as_read(made[key])
    if "anyOf" in made:
        made["anyOf"] = [_as_read(part) for part in made["anyOf"]]
    if "properties" in made:
        made["properties"] = {key: _as_read(part) for key, part in made["properties"].items()}
        made |= _together(made["properties"])
    return made


def _together(properties: Schema) -> Schema:
    """What a record with these keys must have together: one kind, the keys of that kind only, one outcome."""
    if {"breached_if", "met_if"} <= properties.keys():
        return {"minProperties": 1, "maxProperties": 1}
    if not {"tie", "flow"} <= properties.keys():  # no claim and nothing that one may be about
        return {}
    kinds = [key for key in properties if key in KINDS or (key == "actor" and "statement" not in properties)]
    goes_with = {own: [kind] for kind, keys in OWN_KEYS.items() if kind in properties for own in keys}
    needs = {kind: [need] for kind, need in NEEDS.items()}
    rules: Schema = {"oneOf": [{"required": [kind]} for kind in kinds], "dependentRequired": goes_with | needs}
    if "credits" in properties:
        rules["not"] = {"required": ["credit", "credits"]}
    return rules
