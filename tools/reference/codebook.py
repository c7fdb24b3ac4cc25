"""The parts of the codebook that are made from the vocabulary, between markers in a page that people write."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from armillary.vocab.terms import Entailment, Modality, Relation, Term, Verb
from armillary.vocab.vocabulary import Vocabulary

PART = re.compile(r"(<!-- generated: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
WIDTH = 120
FORCES = {"asserts": "Affirms what it is about", "denies": "Denies what it is about", "none": "Neither yes nor no"}
NATURES = {"state": "A state", "event": "An event", "begins_state": "An event that begins a state"}
ENDS = {
    "subject": "the subject",
    "object": "the object",
    "where": "the place of the claim",
    "territory_of_subject": "the subject's country",
    "territory_of_object": "the object's country",
    "where_or_territory_of_subject": "the place of the claim, else the subject's country",
    "where_or_territory_of_object": "the place of the claim, else the object's country",
}


def codebook_page(vocab: Vocabulary, reference: Path) -> dict[str, str]:
    """The codebook, by its name in docs/reference, with its rules as they stand there."""
    return {"codebook.md": fill((reference / "codebook.md").read_text(encoding="utf-8"), vocab)}


def fill(written: str, vocab: Vocabulary) -> str:
    """A page with everything between its markers made anew; raises ValueError where a part is missing or unknown."""
    found = [match[2] for match in PART.finditer(written)]
    if sorted(found) != sorted(PARTS):
        raise ValueError(f"the codebook has the generated parts {found} and should have {list(PARTS)}")
    return PART.sub(lambda match: f"{match[1]}\n{PARTS[match[2]](vocab)}\n\n{match[4]}", written)


def _levels(vocab: Vocabulary) -> str:
    return "\n\n".join(_term(term) for term in vocab.lists.levels.values())


def _modalities(vocab: Vocabulary) -> str:
    return "\n\n".join(_term(term, _weight(term)) for term in vocab.modalities.values())


def _verbs(vocab: Vocabulary) -> str:
    return "\n".join(_item(f"`{v.id}`: {v.definition} {_force(v)} *{v.example}*") for v in vocab.verbs.values())


def _relations(vocab: Vocabulary) -> str:
    return "\n\n".join(_by_dimension(vocab))


PARTS: dict[str, Callable[[Vocabulary], str]] = {
    "levels": _levels,
    "modalities": _modalities,
    "verbs": _verbs,
    "relations": _relations,
}


def _by_dimension(vocab: Vocabulary) -> Iterator[str]:
    yield _shorthands(vocab)
    for dimension in sorted(vocab.lists.dimensions.values(), key=lambda term: term.order):
        yield f"### {dimension.label}\n\n{_wrap(dimension.definition)}"
        for relation in vocab.relations.values():
            if relation.dimension == dimension.id:
                yield _term(relation, _facts(relation))


def _shorthands(vocab: Vocabulary) -> str:
    """What the words for ends stand for."""
    kinds: dict[str, list[str]] = {}
    for kind in vocab.lists.actor_kinds.values():
        for word in kind.shorthands:
            kinds.setdefault(word, []).append(kind.label.lower())
    listed = [f"*{word}* for {_any_of(names)}" for word, names in kinds.items() if len(names) > 1 and word != "actor"]
    return _wrap(f"Of the ends, *actor* stands for an actor of any kind, {', '.join(listed)}.")


def _term(term: Term, facts: str = "") -> str:
    lines = [
        f"#### `{term.id}`",
        "",
        _wrap(term.definition),
        "",
        _item(f"**So:** {term.example}"),
        _item(f"**Not so:** {term.counter_example}"),
        *([_item(facts)] if facts else []),
    ]
    return "\n".join(lines)


def _weight(modality: Modality) -> str:
    if modality.votes:
        return f"Weighs {modality.weight:g}."
    return f"Never votes{'; needs a `horizon`' if modality.needs_horizon else ''}."


def _force(verb: Verb) -> str:
    deed = f"; the deed is `{verb.relation}`" if verb.relation else ""
    return f"{FORCES[verb.about]}{deed}."


def _facts(relation: Relation) -> str:
    subject, object_ = _any_of(relation.subject), _any_of(relation.object)
    ends = f"Between {subject} and {object_}" if relation.symmetric else f"From {subject} to {object_}"
    entailed = f" Entails {', '.join(_entailed(item) for item in relation.entails)}." if relation.entails else ""
    return f"{ends}. {NATURES[relation.nature]}.{entailed}"


def _entailed(item: Entailment) -> str:
    if (item.subject, item.object) == ("subject", "object"):
        return f"`{item.relation}`"
    return f"`{item.relation}` ({ENDS[item.subject]}, in {ENDS[item.object]})"


def _any_of(words: list[str] | tuple[str, ...]) -> str:
    plain = [word.replace("_", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} or {plain[-1]}"


def _item(text: str) -> str:
    return _wrap(f"- {text}", "  ")


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
