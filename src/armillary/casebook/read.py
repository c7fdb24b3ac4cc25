"""Reading a casebook: files to records, each file on its own so that an unchanged file is read from the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from armillary.casebook import records
from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook, FileRecords, gather
from armillary.casebook.forms import KINDS, OWN_KEYS, Forms, WrongKey, take_matter
from armillary.casebook.records import AnyRecord, Claim
from armillary.casebook.settings import read_settings
from armillary.casebook.strays import find_strays
from armillary.finding import ArmillaryError, Finding, Wrong, find
from armillary.text.files import decode, list_files, read_bytes
from armillary.text.forms import Form, Reading, fill, mark
from armillary.text.nearest import did_you_mean
from armillary.text.nodes import Mapping, Node, Scalar, Sequence, parse
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.read import extend_vocabulary
from armillary.vocab.vocabulary import LISTS, Vocabulary

# What a retraction has none of: it takes the whole of another claim back.
KEPT_OUT = tuple(key for key in (*KINDS, *(key for keys in OWN_KEYS.values() for key in keys)) if key != "retracts")
KEEP_WORDS = frozenset({"F102", "F103", "F104", "F105", "F106", "F111", "V501", "V502"})  # findings of one term
MOST_RELATED = 20
FOLDERS = (
    *("actors", "speakers", "sources", "claims", "commitments", "levers", "narratives"),
    *("copying", "requirements", "identities"),
)


def read_casebook(
    root: Path, vocab: Vocabulary, cache: RecordCache | None = None, folders: tuple[str, ...] = FOLDERS
) -> tuple[Casebook, Vocabulary, list[Finding]]:
    """Read every file of the casebook at root: the casebook, the vocabulary it extends, and the findings of reading.

    With `folders` the files of the others are not opened.
    """
    if not root.is_dir():
        raise ArmillaryError(f"{root} is not a folder", "name the folder that holds armillary.toml")
    if not (root / "armillary.toml").exists() and not any((root / folder).is_dir() for folder in FOLDERS):
        raise ArmillaryError(f"{root} is not a casebook: it has no armillary.toml", "`armillary new DIR` begins one")
    settings, findings = read_settings(root)
    terms, wrong = list_files(root, ("vocab",))
    term_files: list[tuple[str, bytes]] = []
    for name in terms:
        data = read_bytes(root, name)
        if isinstance(data, Finding):
            wrong.append(data)
        else:
            term_files.append((name, data))
    vocab, unsound = extend_vocabulary(vocab, term_files, VocabularyCache(cache.folder) if cache else None)
    wrong += unsound
    findings += wrong
    words_lost = any(finding.code not in KEEP_WORDS for finding in wrong)

    names, wrong = list_files(root, folders)
    findings += wrong
    lost = {finding.place.file.partition("/")[0] for finding in wrong}
    if folders == FOLDERS:
        strays, kinds = find_strays(root, {*FOLDERS, "vocab"}, {*names, *terms})
        findings += strays
        lost |= kinds
    forms: Forms | None = None
    held: list[tuple[str, str, FileRecords]] = [
        (name, hashlib.sha256(data).hexdigest(), FileRecords()) for name, data in term_files
    ]
    for name in names:
        data = read_bytes(root, name)
        if isinstance(data, Finding):
            held.append((name, "", FileRecords(findings=(data,), unreadable=name.partition("/")[0])))
            continue
        digest = hashlib.sha256(data).hexdigest()
        known = cache.get(name, digest, vocab.fingerprint) if cache else None
        if known is None:
            forms = forms or Forms(vocab)
            known = read_file(name, data, forms)
            if cache:
                cache.put(known, name, digest, vocab.fingerprint)
        held.append((name, digest, known))
    book, wrong = gather(root, settings, held)
    book.unreadable |= lost
    if words_lost:  # a term that seems unknown may be defined in what could not be read
        book.unreadable.update(LISTS)
    return book, vocab, findings + list(_terms_once(wrong, words_lost))


def _terms_once(findings: list[Finding], words_lost: bool) -> Iterator[Finding]:
    """The findings, with a term that is unknown at many places found once, or not at all where words were lost."""
    unknown: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == "F106":
            unknown.setdefault(finding.message, []).append(finding)
        else:
            yield finding
    for message, same in unknown.items() if not words_lost else ():
        first, *others = same
        many = f", at {len(same)} places" if others else ""
        yield find("F106", first.place, message + many, first.hint, [other.place for other in others[:MOST_RELATED]])


def read_file(name: str, data: bytes, forms: Forms) -> FileRecords:
    """The records of one file; depends on nothing but its bytes and the vocabulary."""
    folder = name.partition("/")[0]
    text = decode(data, name)
    if isinstance(text, Finding):
        return FileRecords(findings=(text,), unreadable=folder)
    root, findings = parse(text, name)
    if root is None:
        return FileRecords(findings=tuple(findings), unreadable=folder)
    reading = Reading(name)
    shelf = Shelf(reading)
    if folder == "claims":
        return _read_claims(root, forms, shelf)
    form, make = shapes(forms)[folder]
    seen = False
    for key, node in root.items:
        if key.value != folder:
            what = f"a file in {folder}/ has no key '{key.value[:80]}'"
            reading.report("F101", key, what, f"its list is '{folder}:'")
            shelf.unreadable = folder
        elif seen:
            reading.report("F110", key, f"the key '{folder}' stands twice", "put both lists under one of them")
            shelf.unreadable = folder
        else:
            seen = True
            for item in _items(node, reading):
                shelf.add(folder, form, make, item)
    return shelf.records_of_file()


def shapes(forms: Forms) -> dict[str, tuple[Form, Callable[..., AnyRecord]]]:
    """The form of the records in each folder but claims/, and what is made of one."""
    return {
        "actors": (forms.actor, records.Actor),
        "speakers": (forms.speaker, records.Speaker),
        "sources": (forms.source, records.Source),
        "commitments": (forms.commitment, records.Commitment),
        "levers": (forms.lever, records.Lever),
        "narratives": (forms.narrative, records.Narrative),
        "copying": (forms.copying, records.Copying),
        "requirements": (forms.requirement, records.Requirement),
        "identities": (forms.identity, records.Identity),
    }


def parts_of_source(forms: Forms) -> dict[str, tuple[Form, Callable[..., AnyRecord]]]:
    """What a file in claims/ holds beside its claims, by the key of its list."""
    return {"coverage": (forms.coverage, records.Coverage), "passages": (forms.passage, records.Passage)}


class Shelf:
    """The records of one file while it is read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.folder = reading.file.partition("/")[0]
        self.records: list[AnyRecord] = []
        self.broken: list[tuple[str, str]] = []
        self.unreadable = ""

    def add(self, kind: str, form: Form, make: Callable[..., AnyRecord], node: Node, **shared: Any) -> None:
        if self.reading.full():
            self.unreadable = self.folder
            return
        marks: dict[str, int] = {}
        values, whole = fill(form, node, self.reading, marks)
        if whole:
            try:
                record = make(file=self.reading.file, mark=mark(node), packed=records.pack(marks), **(shared | values))
            except WrongKey as wrong:
                self.reading.report(wrong.code, self._value_of(node, wrong.key), wrong.message, wrong.hint)
                whole = False
                if wrong.key == "id":
                    del values["id"]
            except Wrong as wrong:
                self.reading.report_wrong(node, wrong)
                whole = False
            else:
                self.records.append(record)
        if not whole:
            self.broken.append((kind, values.get("id", "")))
            if "id" not in values or self._runs_on(node):
                self.unreadable = self.folder  # what it defines may have any id

    def _value_of(self, node: Node, key: str) -> Node:
        items = node.items if isinstance(node, Mapping) else ()
        return next((item for word, item in items if word.value == key), node)

    def _runs_on(self, node: Node) -> bool:
        """Whether two entries seem to have become one: then the id of the second is lost."""
        return isinstance(node, Mapping) and len({key.value for key, _ in node.items}) < len(node.items) - 1

    def records_of_file(self, **more: Any) -> FileRecords:
        return FileRecords(
            records=tuple(self.records),
            broken=tuple(self.broken),
            findings=tuple(self.reading.findings),
            unreadable=self.unreadable,
            **more,
        )


def _items(node: Node, reading: Reading) -> list[Node]:
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Scalar) and node.plain and not node.value:
        return []  # 'claims:' with nothing under it yet
    reading.report("F103", node, "expected a list", "begin each entry with '- '")
    return []


def _read_claims(root: Mapping, forms: Forms, shelf: Shelf) -> FileRecords:
    reading = shelf.reading
    source, source_place = "", None
    defaults: dict[str, Any] = {}
    known = ("source", "defaults", "claims", "coverage", "passages")
    parts: dict[str, Node] = {}
    for key, node in root.items:
        if reading.full():
            break
        if key.value not in known:
            hint = did_you_mean(key.value, known)
            reading.report("F101", key, f"a file in claims/ has no key '{key.value[:80]}'", hint)
            shelf.unreadable = "claims"
        elif key.value in parts:
            reading.report("F110", key, f"the key '{key.value}' stands twice", "keep one of them")
            shelf.unreadable = "claims"
        else:
            parts[key.value] = node
    misspelt = bool(reading.findings)
    items = _items(parts["claims"], reading) if "claims" in parts else []
    head, meant = parts.get("source"), _source_of_ids(items)
    if isinstance(head, Scalar) and head.value:
        source, source_place = head.value, reading.place(head)
        if meant and meant != source and len(items) > 1:  # one slip at the head is one finding, not one for each claim
            what = f"the file says source '{source[:80]}', but its claims' ids begin with '{meant[:80]}/'"
            reading.report("R203", head, what, "one of the two is misspelt")
            source, source_place, shelf.unreadable = meant, None, "claims"
    else:
        if not misspelt:
            hint = f"write 'source: {meant or 'ID'}' at the head: what its claims are read in"
            reading.report("F102", head or root, "the file lacks 'source'", hint)
        source, shelf.unreadable = meant, "claims"
    if "defaults" in parts:
        defaults, _ = fill(forms.defaults, parts["defaults"], reading)

    def make(**values: Any) -> Claim:
        return make_claim(values, source)

    for item in items:
        shelf.add("claims", forms.claim, make, item, **defaults)
    for part, (form, made) in parts_of_source(forms).items():
        for index, item in enumerate(_items(parts[part], reading) if part in parts else ()):
            shelf.add(part, form, made, item, id=f"{source}#{part}{index + 1}", source=source)
    return shelf.records_of_file(source=source, source_place=source_place)


def _source_of_ids(items: list[Node]) -> str:
    """What the ids of all claims of a file begin with; nothing when they do not agree."""
    begin: set[str] = set()
    for node in items:
        for key, value in node.items if isinstance(node, Mapping) else ():
            if key.value == "id" and isinstance(value, Scalar) and "/" in value.value:
                begin.add(value.value.partition("/")[0])
    return begin.pop() if len(begin) == 1 else ""


def make_claim(values: dict[str, Any], source: str) -> Claim:
    """A claim from the values of its form; raises Wrong where they do not fit together."""
    chains: tuple[tuple[str, ...], ...] = ((),)
    if "credit" in values and "credits" in values:
        raise WrongKey("credit", "both 'credit' and 'credits'", "put the chain of 'credit' in 'credits'", "F110")
    if "credit" in values:
        chains = (values.pop("credit"),)
    elif "credits" in values:
        chains = values.pop("credits")
    if source and not values["id"].startswith(source + "/"):
        what = f"the id '{values['id']}' does not begin with '{source}/'"
        raise WrongKey("id", what, "a claim's id is its source and a number", "R203")
    if "retracts" in values:
        stray = next((key for key in KEPT_OUT if key in values), None)
        if stray in KINDS:
            what = f"two kinds for one claim: 'retracts' and '{stray}'"
            raise WrongKey(stray, what, "a retraction stands in a claim of its own", "F108")
        if stray:
            raise WrongKey(stray, f"'{stray}' does not belong to a retraction", "remove it", "F109")
        matter: Any = records.Retraction(claim=values.pop("retracts"))
        values["polarity"] = "retracts"
    else:
        matter = take_matter(values)
    return Claim(source=source, chains=chains, matter=matter, **values)
