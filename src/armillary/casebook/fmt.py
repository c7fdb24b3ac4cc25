"""Formatting a casebook: keys in the order of their forms, values in one spelling, one layout; comments stay.

What is read from a file is the same before and after, which is looked at before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from armillary.casebook.schema import Schema, schemas
from armillary.casebook.triples import parse_pair, parse_triple, parse_words
from armillary.casebook.writing import write_all
from armillary.finding import ArmillaryError, Finding, Place, Wrong, find, render_text
from armillary.text.files import decode, list_files, read_bytes
from armillary.text.layout import lay_out
from armillary.text.nodes import parse
from armillary.text.written import Leaf, Listing, Node, Table, read_written
from armillary.vocab.read import extend_vocabulary
from armillary.vocab.vocabulary import Vocabulary

LONGEST_KEY = 1000  # characters; YAML has no room for longer ones on the line of their value
Say = Callable[[str], None]


def format_casebook(root: Path, vocab: Vocabulary, write: bool, say: Say = lambda _: None) -> list[str]:
    """Format every file of a casebook; returns the names of those that change, or with `write` have changed.

    A file that cannot be read as YAML is left alone, and `say` is told which and why.
    """
    if not (root / "armillary.toml").exists():
        raise ArmillaryError(f"{root} is not a casebook: it has no armillary.toml", "`armillary new DIR` begins one")
    terms, _ = list_files(root, ("vocab",))
    read = [(name, read_bytes(root, name)) for name in terms]
    vocab, _ = extend_vocabulary(vocab, [(name, data) for name, data in read if isinstance(data, bytes)])
    by_folder = schemas(vocab)
    names, _ = list_files(root, tuple(by_folder))
    changed: dict[str, bytes] = {}
    for name in names:
        data = read_bytes(root, name)
        made = data if isinstance(data, Finding) else format_file(name, data, by_folder, vocab.relations)
        if isinstance(made, Finding):
            say(render_text(made))
        elif made != data:
            changed[name] = made
    if write and changed:
        write_all(root, changed)
    return list(changed)


def format_file(name: str, data: bytes, by_folder: dict[str, Schema], relations: Collection[str]) -> bytes | Finding:
    """The bytes that a file should have, or the finding of why it cannot be formatted."""
    text = decode(data, name)
    if isinstance(text, Finding):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _, findings = parse(text, name)
    if findings:
        return findings[0]
    folder = name.partition("/")[0]
    root = _arranged(text, by_folder[folder], folder, relations)
    if _longest_key(root) > LONGEST_KEY:
        return find(
            "S005", Place(name), f"a key has more than {LONGEST_KEY:,} characters", "keys are words of the format"
        )
    made = lay_out(root)
    if made != text:
        again = _arranged(made, by_folder[folder], folder, relations)
        assert _content(again) == _content(root), f"formatting {name} would change what it says"
    return made.encode()


def _arranged(text: str, schema: Schema, folder: str, relations: Collection[str]) -> Table:
    root = read_written(text)
    _Arranger(folder, relations).arrange(root, schema)
    return root


class _Arranger:
    """Puts the keys of a file in order and its values in their one spelling, led by the schema of its folder."""

    def __init__(self, folder: str, relations: Collection[str]) -> None:
        self.ordered = folder != "vocab"  # terms keep the order that their author gave their keys
        self.spellings: dict[str, Callable[[str], str]] = {}
        if self.ordered:
            self.spellings = {
                "tie": lambda text: spell_triple(text, relations),
                "rests_on": lambda text: spell_triple(text, relations),
                "incident": lambda text: spell_triple(text, relations),
                "flow": lambda text: " -> ".join(parse_pair(text)),
                "quantity": lambda text: " ".join(parse_words(text, 2, "")),
                "statement": lambda text: " ".join(parse_words(text, 2, "")),
                "position": lambda text: " ".join(parse_words(text, 3, "")),
            }

    def arrange(self, node: Node, schema: Schema) -> None:
        """Arrange a node and everything in it."""
        schema = _for_node(node, schema)
        if isinstance(node, Leaf):
            if "maxLength" in schema:
                _take_as_text(node)
        elif isinstance(node, Listing):
            for item in node.items:
                self.arrange(item, schema.get("items", {}))
        else:
            self._arrange_table(node, schema)

    def _arrange_table(self, table: Table, schema: Schema) -> None:
        known: Schema = schema.get("properties", {})
        others = schema.get("additionalProperties")
        if self.ordered and known:
            place = {key: index for index, key in enumerate(known)}
            table.items.sort(key=lambda item: place.get(item[0].value, len(place)))
        for index, (key, value) in enumerate(table.items):
            word = key.value
            if word == "credit" and word in known:
                value = _one_link(value)
                table.items[index] = (key, value)
            if word in known and word in self.spellings:
                for leaf in value.items if isinstance(value, Listing) else (value,):
                    if isinstance(leaf, Leaf):
                        _respell(leaf, self.spellings[word])
            self.arrange(value, known.get(word) or (others if isinstance(others, dict) else {}))


def spell_triple(text: str, relations: Collection[str]) -> str:
    """A tie with single spaces, and bars only where an end is a class."""
    triple = parse_triple(text, relations)
    bar = " | " if triple.subject.is_class or triple.object.is_class else " "
    return f"{triple.subject}{bar}{triple.relation}{bar}{triple.object}"


def _respell(leaf: Leaf, spell: Callable[[str], str]) -> None:
    try:
        leaf.value = spell(leaf.value)
    except Wrong:
        return  # `check` has the finding; what somebody meant is not ours to guess
    leaf.is_text = True


def _one_link(value: Node) -> Node:
    """A chain of one link as that link."""
    if isinstance(value, Listing) and len(value.items) == 1 and not (value.commented or value.below):
        link = value.items[0]
        if isinstance(link, Leaf) and link.value:
            link.above = value.above + link.above
            link.beside = link.beside or value.beside
            return link
    return value


def _take_as_text(leaf: Leaf) -> None:
    """Prose as it is read: runs of spaces are one, unless its author laid out the lines."""
    leaf.is_text = True
    if leaf.style == "|":
        lines = [line.rstrip() for line in leaf.value.split("\n")]
        leaf.value = "\n".join(lines).strip("\n")
    elif leaf.value.strip():
        leaf.value = " ".join(leaf.value.split())


def _for_node(node: Node, schema: Schema) -> Schema:
    """The alternative of a schema that is meant for a node of this kind."""
    wanted = "object" if isinstance(node, Table) else "array" if isinstance(node, Listing) else "string"
    for part in schema.get("anyOf", ()):
        types = part.get("type", "")
        if wanted == types or wanted in types:
            return part  # type: ignore[no-any-return]
        if "anyOf" in part and (inner := _for_node(node, part)):
            return inner
    return {} if "anyOf" in schema else schema


def _longest_key(node: Node) -> int:
    if isinstance(node, Leaf):
        return 0
    if isinstance(node, Listing):
        return max(map(_longest_key, node.items), default=0)
    return max((max(len(key.value), _longest_key(value)) for key, value in node.items), default=0)


def _content(node: Node) -> Any:
    """Everything a file says, comments in any order: the same before and after formatting."""
    said: list[str] = []
    return _values(node, said), sorted(said)


def _values(node: Node, said: list[str]) -> Any:
    said += [text for text in (*node.above, node.beside, *node.below) if text]
    if isinstance(node, Leaf):
        return node.value, not node.style and node.value in ("", "~", "null")
    if isinstance(node, Listing):
        return [_values(item, said) for item in node.items]
    return [(_values(key, said)[0], _values(value, said)) for key, value in node.items]
