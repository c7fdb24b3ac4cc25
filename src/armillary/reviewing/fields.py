"""The fields of a draft: what may stand in each, what completes it, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from armillary.casebook.forms import Forms
from armillary.casebook.plain import Plain
from armillary.checking import Checked
from armillary.finding import Finding
from armillary.names.called import bearer, matcher
from armillary.names.folding import fold
from armillary.names.gazetteer import names_of
from armillary.names.matcher import Ambiguous, Found
from armillary.reviewing.credits import Creditors
from armillary.reviewing.drafts import Draft
from armillary.text.forms import Form, Reading, fill
from armillary.text.nearest import did_you_mean
from armillary.text.nodes import Mapping, Node, Scalar, Sequence, parse

_MOST = 40  # completions that are offered at once


class Fields:
    """What the fields of a claim may hold in one casebook."""

    def __init__(self, checked: Checked) -> None:
        self.book, self.vocab = checked.casebook, checked.vocab
        self.form = Forms(self.vocab).claim
        pairs = [(a.id, name) for a in self.book.actors.values() for name, key, _ in names_of(a) if key != "id"]
        pairs += [(p.id, name) for p in self.vocab.places.values() for name in (p.name, *p.aliases)]
        self._matcher = matcher(map(bearer, self.book.actors.values()), self.vocab.places)
        self._names = sorted({(name, ident) for ident, name in pairs})
        self._creditors = Creditors(self.book, "", None)

    def put(self, draft: Draft, name: str, text: str) -> tuple[Draft, str]:
        """The draft with a text in a field, names made ids; and what is wrong with it in a sentence, '' if nothing."""
        text = " ".join(text.split())
        if name in ("subject", "object"):
            text, problem = self._end(text)
        elif name == "relation":
            wrong = text not in self.vocab.relations
            problem = f"there is no relation '{text}': {did_you_mean(text, self.vocab.relations)}" if wrong else ""
        elif name == "credit":
            made = draft.put("credit", text)
            text, problem = self._credit(text)
            if problem:
                return made, problem
        else:
            problem = self._by_form(name, draft.put(name, text).rest.get(name))
        return draft.put(name, text), problem.rstrip(" :")

    def complete(self, name: str, begun: str) -> list[str]:
        """What may stand in a field and begins like this; a name of an actor or place leads to its id."""
        if name == "credit":
            at = max(begun.rfind(">"), begun.rfind(",")) + 1
            head = f"{begun[:at]} " if at else ""
            return [head + word for word in self._words(name, begun[at:].strip())]
        return self._words(name, begun)

    def _words(self, name: str, begun: str) -> list[str]:
        words = [word for word in self._vocabulary(name) if word.startswith(begun)]
        if name in ("subject", "object", "where") and begun and not words:
            words = self._by_name(begun, name == "where")
        return sorted(set(words))[:_MOST]

    def _by_name(self, begun: str, is_place: bool) -> list[str]:
        """The id whose name begins like this; where there are several the names, as an id would not go on from it."""
        folded = fold(begun)
        found = [(name, ident) for name, ident in self._names if fold(name).startswith(folded)]
        found = [(name, ident) for name, ident in found if not is_place or ident in self.vocab.places]
        if len({ident for _, ident in found}) == 1:
            return [found[0][1]]
        same = [name for name, _ in found if name.casefold().startswith(begun.casefold())]
        return [begun + name[len(begun) :] for name in same]

    def _vocabulary(self, name: str) -> Iterable[str]:
        vocab, book = self.vocab, self.book
        lists: dict[str, Callable[[], Iterable[str]]] = {
            "subject": lambda: [*book.actors, *vocab.places, *(f"any {word}" for word in vocab.classes)],
            "object": lambda: [*book.actors, *vocab.places, *vocab.things, *(f"any {word}" for word in vocab.classes)],
            "relation": lambda: vocab.relations,
            "polarity": lambda: ("asserts", "denies"),
            "modality": lambda: vocab.modalities,
            "level": lambda: vocab.lists.levels,
            "object_level": lambda: vocab.lists.levels,
            "where": lambda: vocab.places,
            "credit": lambda: [*book.sources, *book.speakers],
        }
        return lists[name]() if name in lists else ()

    def _end(self, text: str) -> tuple[str, str]:
        """An end by its id or any of its names."""
        if text.startswith("any "):
            name = text.split()[1] if len(text.split()) > 1 else ""
            wrong = name not in self.vocab.classes
            return text, f"there is no class '{name}': {did_you_mean(name, self.vocab.classes)}" if wrong else ""
        if text in self.book.actors or text in self.vocab.places or text in self.vocab.things:
            return text, ""
        found = self._matcher.find(text)
        if isinstance(found, Found):
            return found.id, ""
        if isinstance(found, Ambiguous):
            return text, f"“{text}” may be {', '.join(named.id for named in found.candidates)}: write one of them"
        near = ", ".join(named.id for named in found.suggestions)
        hint = (
            f"perhaps {near}"
            if near
            else "a group in general is written 'any CLASS'; a new actor is added under actors/"
        )
        return text, f"“{text}” is no actor, place or thing of the casebook: {hint}"

    def _credit(self, text: str) -> tuple[str, str]:
        chains = []
        for chain in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
            links = []
            for word in filter(None, (part.strip() for part in chain.split(">"))):
                link = self._creditors.find(word)
                if not link:
                    hint = did_you_mean(word, [*self.book.sources, *self.book.speakers])
                    return text, f"“{word}” is no source or speaker of the casebook: {hint or 'add it first'}"
                links.append(link)
            chains.append(" > ".join(links))
        return ", ".join(chains), ""

    def _by_form(self, name: str, value: Plain | None) -> str:
        """What the casebook's own form says of a value."""
        field = self.form.by_key.get(name)
        if value is None or field is None:
            return ""
        pairs = Mapping(1, 1)
        pairs.items.append((Scalar(name, 1, 1, True), node_of(value)))
        reading = Reading("")
        fill(Form("a claim", (field,)), pairs, reading)
        return next((f"{f.message}{f' — {f.hint}' if f.hint else ''}" for f in reading.findings), "")


def node_of(value: Plain) -> Node:
    """A value as the node that a form reads."""
    if isinstance(value, str):
        return Scalar(value, 1, 1, True)
    if isinstance(value, list):
        items = Sequence(1, 1)
        items.items += [node_of(item) for item in value]
        return items
    pairs = Mapping(1, 1)
    pairs.items += [(Scalar(key, 1, 1, True), node_of(item)) for key, item in value.items()]
    return pairs


def read_entry(text: str) -> dict[str, Plain] | str:
    """An entry that was written as YAML; or in a sentence why it cannot be read."""
    root, findings = parse(text, "the entry")
    if findings or root is None:
        problem: Finding | None = findings[0] if findings else None
        return f"line {problem.place.line}: {problem.message}" if problem else "there is nothing in it"
    plain = _plain(root)
    assert isinstance(plain, dict)
    return plain


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.value: _plain(item) for key, item in node.items}
