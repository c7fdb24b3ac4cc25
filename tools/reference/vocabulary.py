"""The pages of the vocabulary: one for each list, and one with every field of every relation."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from armillary.text.nodes import parse
from armillary.text.written import read_written
from armillary.vocab.read import shipped_files
from armillary.vocab.terms import PlaceTerm, Relation
from armillary.vocab.vocabulary import LISTS, Vocabulary
from tools.reference.markdown import bullets, code, page, sentence, table

TOLD = ("id", "definition", "label", "example", "counter_example")  # shown in a place of their own
FIELD = re.compile(r"(^|[.;:] )([a-z_]+):(?= )")  # a field that an introduction explains
YEAR, MONTH = 365.25, 365.25 / 12  # days


def vocabulary_pages(vocab: Vocabulary) -> dict[str, str]:
    """Every page, by its name in docs/reference."""
    intros = _intros()
    pages = {}
    for name in LISTS:
        body = _relations(vocab) if name == "relations" else [_terms(name, vocab)]
        pages[f"vocabulary/{name}.md"] = page(_title(name), FIELD.sub(r"\1`\2`:", intros[name]), *body)
    rows = [(f"[{name}]({name}.md)", len(vocab.terms(name)), intros[name].split(". ")[0].rstrip(".")) for name in LISTS]
    pages["vocabulary/README.md"] = page(
        "The shipped vocabulary",
        "Every word that a casebook is written in, with what the weighing needs to know of it. It is data: "
        "`src/armillary/vocab/*.yaml`. A casebook [adds terms of its own](../../how-to/add-terms.md) to any list, and "
        "changes none that is here.",
        table(("list", "terms", "what it is"), rows),
    )
    return pages


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _intros() -> dict[str, str]:
    """The comment above each list in the files that are shipped, which people maintain; else what its terms are."""
    intros = {}
    for name, data in shipped_files():
        text = data.decode("utf-8")
        assert not parse(text, name)[1]
        root = read_written(text)
        for index, (key, _) in enumerate(root.items):
            said = " ".join(line.lstrip("# ") for line in (root.above if index == 0 else key.above) if line)
            if not said[:1].isupper():  # only fields are explained there
                said = f"{(LISTS[key.value].__doc__ or '').split(';')[0].rstrip('.')}. {said}".strip()
            intros[key.value] = said
    return intros


def _terms(name: str, vocab: Vocabulary) -> str:
    terms = list(vocab.terms(name).values())
    fields = [field.name for field in msgspec.structs.fields(LISTS[name]) if field.name not in TOLD]
    if LISTS[name] is PlaceTerm:
        rows = [[f"`{term.id}`", *(_show(getattr(term, field)) for field in fields)] for term in terms]
        return table(("place", *fields), rows)
    if any(term.example or term.counter_example for term in terms):
        return "\n\n".join(_section(term, fields) for term in terms)
    head = ("term", "label", "what it means", *(field.replace("_", " ") for field in fields))
    rows = [
        [f"`{term.id}`", term.label, term.definition, *(_show(getattr(term, field), field) for field in fields)]
        for term in terms
    ]
    return table(head, rows)


def _section(term: Any, fields: list[str]) -> str:
    facts = [(field.replace("_", " "), _show(getattr(term, field))) for field in fields]
    facts += [("example", term.example), ("not so", term.counter_example)]
    return f"## {term.id}\n\n{term.definition}\n\n" + bullets(f"{name}: {value}" for name, value in facts if value)


def _show(value: object, field: str = "") -> str:
    if field == "half_life" and isinstance(value, float):
        return _duration(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {item}" for key, item in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


# --- relations --------------------------------------------------------------------------------------------------------


def _relations(vocab: Vocabulary) -> list[str]:
    dimensions = sorted(vocab.lists.dimensions.values(), key=lambda dimension: dimension.order)
    by_dimension = {
        dimension: [r for r in vocab.relations.values() if r.dimension == dimension.id] for dimension in dimensions
    }
    rows = [
        (dimension.label or dimension.id, " ".join(f"[{r.id}](#{r.id})" for r in relations))
        for dimension, relations in by_dimension.items()
    ]
    parts = [table(("dimension", "relations"), rows)]
    for dimension, relations in by_dimension.items():
        parts.append(f"## {dimension.label or dimension.id}\n\n{dimension.definition}")
        parts += [_relation(relation) for relation in relations]
    return parts


def _relation(relation: Relation) -> str:
    rows = [
        ("subject", code(relation.subject)),
        ("object", code(relation.object)),
        ("symmetric", "yes" if relation.symmetric else "no"),
        ("tone", f"[{relation.tone}](tones.md)"),
        ("nature", f"[{relation.nature}](natures.md)"),
        ("half-life", _with(_duration(relation.half_life), relation.half_life_reason)),
        ("entails", "; ".join(map(_entailment, relation.entails))),
        ("who would deny it", code(relation.denied_by) or "nobody as a rule"),
        ("who would boast of it", code(relation.boasted_by) or "nobody as a rule"),
        ("why", relation.stance_reason),
        ("rolls up from part to whole", code(relation.rolls_up)),
        ("example", relation.example),
        ("not so", relation.counter_example),
    ]
    return f"### {relation.id}\n\n{relation.definition}\n\n" + table(("", ""), [row for row in rows if row[1]])


def _entailment(entailment: Any) -> str:
    link = f"[{entailment.relation}](#{entailment.relation})"
    if (entailment.subject, entailment.object) == ("subject", "object"):
        return link
    return f"{link} ({entailment.subject} to {entailment.object.replace('_', ' ')})"


def _with(value: str, reason: str) -> str:
    return f"{value}. {sentence(reason)}" if reason else value


def _duration(days: float | None) -> str:
    """Days in the unit in which they are whole."""
    if days is None:
        return "none: what happened stands"
    for unit, length in (("year", YEAR), ("month", MONTH), ("day", 1.0)):
        count = days / length
        if abs(count - round(count)) < 1e-6:
            return f"{count:.0f} {unit}{'' if round(count) == 1 else 's'}"
    return f"{days:g} days"
