"""The page of forms: every key of every record, made from what the reader reads by."""

from __future__ import annotations

from typing import Any

from armillary.casebook.forms import Forms
from armillary.text.forms import Form
from armillary.vocab.vocabulary import Vocabulary
from tools.reference.markdown import page, table


def forms_page(vocab: Vocabulary) -> dict[str, str]:
    """The page, by its name in docs/reference."""
    forms = Forms(vocab)
    kinds = {
        "actors": forms.actor,
        "speakers": forms.speaker,
        "sources": forms.source,
        "claims": forms.claim,
        "coverage": forms.coverage,
        "passages": forms.passage,
        "commitments": forms.commitment,
        "levers": forms.lever,
        "narratives": forms.narrative,
        "copying": forms.copying,
        "requirements": forms.requirement,
    }
    parts = [
        "Keys stand in the order in which `armillary fmt` writes them. [The format](format.md) says what they mean and "
        "shows examples; [the schemas](schemas) say the same to an editor.",
        "A file in `claims/` begins with `source`, then `defaults`, which may hold "
        + ", ".join(f"`{field.key}`" for field in forms.defaults.fields)
        + " for all of its claims; then come `claims`, `coverage` and `passages`.",
    ]
    for name, form in kinds.items():
        parts.append(f"## {name}\n\n{_keys(form)}")
        nested: dict[str, list[str]] = {}
        for field in form.fields:
            for inner in _inner(field.reader.schema):
                nested.setdefault(_inner_keys(inner), []).append(field.key)
        parts += [f"### {name}: {', '.join(keys)}\n\n{body}" for body, keys in nested.items()]
    return {"forms.md": page("Keys of every record", *parts)}


def _keys(form: Form) -> str:
    rows = [
        (
            f"`{field.key}`",
            "yes" if field.required else "one of these" if field.kind else "",
            field.says,
            "true or false" if field.reader.schema.get("type") == "boolean" else field.reader.says,
        )
        for field in form.fields
    ]
    return table(("key", "required", "what it says", "how it is written"), rows)


def _inner(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The nested records that a value may hold, outermost only."""
    if "properties" in schema:
        return [schema]
    parts = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    return [found for part in parts for found in _inner(part)][:1]


def _inner_keys(schema: dict[str, Any]) -> str:
    rows = []
    for key, part in schema["properties"].items():
        rows.append((f"`{key}`", "yes" if key in schema["required"] else "", part.get("description", "")))
        for inner in _inner(part):
            rows += [
                (f"`{key}: {word}`", "yes" if word in inner["required"] else "", below.get("description", ""))
                for word, below in inner["properties"].items()
            ]
    return table(("key", "required", "what it says"), rows)
