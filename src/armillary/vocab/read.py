"""Reading the vocabulary's YAML: forms made from the term records, so that neither can drift from the other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec

from armillary.finding import Finding, find
from armillary.text import forms
from armillary.text.durations import parse_duration
from armillary.text.files import decode
from armillary.text.forms import MOST_FINDINGS, Field, Form, Reader, Reading, fill
from armillary.text.nearest import did_you_mean
from armillary.text.nodes import Mapping, parse
from armillary.vocab import terms
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.lint import lint_vocabulary
from armillary.vocab.mend import mend, stand_in
from armillary.vocab.vocabulary import LISTS, Lists, Vocabulary

_SAYS = {
    "label": "how it is shown",
    "definition": "what it means, in a sentence or two",
    "example": "a sentence that codes so",
    "counter_example": "a sentence that looks so and does not code so",
}
GONE = dict.fromkeys(
    ("prior", "prior_reason", "priors"), "remove it: every question starts at even odds, and only evidence moves it"
)
CLOSED = frozenset({"confidence", "credibility", "grades", "likelihood", "polarities", "weighing"})  # of a set number
# What a number of a term may be, lowest and highest.
_BOUNDS = {
    "weight": (0, 1),
    "relay": (0, 1),
    "coin": (0, 1),
    "sens": (0, 1),
    "spec": (0, 1),
    "factor": (1e-12, 1e12),
    "days": (1 / 24, 36525),
}


def _entailment() -> Reader:
    full = forms.record(_form(terms.Entailment), terms.Entailment, "an entailment between named ends")
    return forms.text_or(forms.text("a relation"), full, lambda word: terms.Entailment(relation=word))


def _reader(name: str, kind: Any) -> Reader:
    if name == "half_life":
        return forms.parsed(parse_duration, "a duration")
    if name == "entails":
        return forms.list_of(_entailment())
    if isinstance(kind, UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    if kind is str:
        return forms.text()
    if kind is bool:
        return forms.yes_no("true or false")
    if kind is int:
        return forms.whole_number("a whole number", 0, 1000)
    if kind is float:
        return forms.number(f"a value of '{name}'", *_BOUNDS.get(name, (0, 1e12)))
    if get_origin(kind) is dict:
        return forms.words_to_text(forms.text(), "names by language")
    return forms.one_or_list(forms.text())


@cache
def _form(kind: type[msgspec.Struct]) -> Form:
    fields = []
    for item in msgspec.structs.fields(kind):
        if item.name == "id":
            continue
        says = _SAYS.get(item.name, item.name.replace("_", " "))
        fields.append(Field(item.name, _reader(item.name, item.type), says, required=item.required))
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__.removesuffix("Term") or "Term").lower()
    return Form(forms.a(name), tuple(fields), (kind.__doc__ or "").split("\n")[0], GONE)


def term_form(name: str) -> Form:
    """The form of one term of a list, for the schema and the manual."""
    return _form(LISTS[name])


def read_lists(files: Iterable[tuple[str, bytes]]) -> tuple[Lists, dict[tuple[str, str], Any], list[Finding]]:
    """Read vocabulary files, given as (name, bytes), into lists; with the place of every term by (list, id)."""
    lists: dict[str, dict[str, Any]] = {name: {} for name in LISTS}
    places: dict[tuple[str, str], Any] = {}
    findings: list[Finding] = []
    for name, data in files:
        text = decode(data, name)
        if isinstance(text, Finding):
            findings.append(text)
            continue
        root, wrong = parse(text, name)
        findings += wrong
        if root is None:
            continue
        reading = Reading(name)
        seen: set[str] = set()
        for key, node in root.items:
            if reading.full():
                break
            kind = LISTS.get(key.value)
            if key.value in seen:
                what = f"the key '{key.value[:80]}' stands twice"
                reading.report("F110", key, what, "put both lists under one of them")
            seen.add(key.value)
            if kind is None:
                hint = did_you_mean(key.value, LISTS)
                reading.report("F101", key, f"a vocabulary file has no list '{key.value[:80]}'", hint)
                continue
            if type(node) is not Mapping:
                reading.report(
                    "F103", node, f"expected '{key.value}' as a mapping of ids to terms", "write 'id:' lines"
                )
                continue
            for word, item in node.items:
                if reading.full():
                    break
                if word.value in lists[key.value]:
                    reading.report("V502", word, f"the term '{word.value[:80]}' stands twice", "define it once")
                    continue
                values, whole = fill(_form(kind), item, reading)
                if whole:
                    places[key.value, word.value] = reading.place(word)
                term = kind(id=word.value, **values) if whole else stand_in(kind, word.value, values)
                lists[key.value][word.value] = term
        findings += reading.findings
    return Lists(**lists), places, findings


def shipped_files() -> list[tuple[str, bytes]]:
    """The vocabulary files of the package, by name."""
    return [(f"vocab/{path.name}", path.read_bytes()) for path in sorted(Path(__file__).parent.glob("*.yaml"))]


def fingerprint(files: Iterable[tuple[str, bytes]]) -> str:
    """A hash of vocabulary files, order and names included."""
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def read_vocabulary(cache: VocabularyCache | None = None) -> Vocabulary:
    """The shipped vocabulary; with a `cache`, files that have not changed are not read as YAML again."""
    files = shipped_files()
    mark = fingerprint(files)
    lists = cache.get(mark) if cache else None
    if lists is None:
        lists, places, findings = read_lists(files)
        findings += lint_vocabulary(lists, places)
        if findings:  # the package is at fault, not a user
            raise AssertionError("\n".join(f"{f.place}: {f.message}" for f in findings))
        if cache:
            cache.put(lists, mark)
    return Vocabulary(lists, mark)


def extend_vocabulary(
    vocab: Vocabulary, files: list[tuple[str, bytes]], cache: VocabularyCache | None = None
) -> tuple[Vocabulary, list[Finding]]:
    """The vocabulary with a casebook's own terms; a term that is shipped already is a finding and stays as shipped."""
    if not files:
        return vocab, []
    mark = fingerprint([("", vocab.fingerprint.encode()), *files])
    known = cache.get(mark) if cache else None
    if known is not None:  # only what was found sound is kept
        return Vocabulary(known, mark), []
    added, places, findings = read_lists(files)
    merged: dict[str, dict[str, Any]] = {}
    for name in LISTS:
        old, new = getattr(vocab.lists, name), getattr(added, name)
        merged[name] = {**new, **old}
        if name in CLOSED and (placed := [places[name, word] for word in new if (name, word) in places]):
            what = f"'{name}' is a scale that a casebook cannot add to"
            findings.append(find("V501", placed[0], what, "use its steps as they are"))
            continue
        for word in sorted(new.keys() & old.keys()):
            place = places.pop((name, word), None)  # the shipped term stays, and is sound
            if place is not None:
                what = f"'{word[:80]}' is in the shipped vocabulary already"
                findings.append(find("V502", place, what, "use that one, or give yours another id"))
    lists = Lists(**merged)
    wrong = lint_vocabulary(lists, places)
    where = {finding.place for finding in wrong}
    mend(lists, [term for term, place in places.items() if place in where])
    findings += wrong[:MOST_FINDINGS]
    if cache and not findings:
        cache.put(lists, mark)
    return Vocabulary(lists, mark), findings


def read_vocabulary_folder(root: Path) -> Vocabulary:
    """A whole vocabulary from a folder; for experiments and tests."""
    files = [(path.name, path.read_bytes()) for path in sorted(root.glob("*.yaml"))]
    lists, _, _ = read_lists(files)
    return Vocabulary(lists, fingerprint(files))
