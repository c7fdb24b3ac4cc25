"""The hashes of passages that a casebook keeps, so that a changed document is noticed; it keeps none of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from armillary.casebook import records
from armillary.casebook.writing import write_all
from armillary.finding import ArmillaryError
from armillary.reading.formats import Reading
from armillary.reading.locators import parse_locator
from armillary.reading.matching import Finder
from armillary.reading.passages import ACCOUNTABLE, Kind
from armillary.reading.reports import Changed, CoveredPassage
from armillary.reading.transcripts import Transcript
from armillary.text.layout import lay_out
from armillary.text.written import Leaf, Listing, Node, Table

_POSTED = re.compile(r"^(post \S+)(?: · .*?)?(?= ¶| heading$|$)")


def compare_hashes(finder: Finder, names: Sequence[str], stored: Iterable[records.Passage]) -> list[Changed]:
    """What differs between a document and the hashes kept of it; `names` are the locators of its passages.

    A passage whose text is found elsewhere has moved. Where nothing was kept there is nothing to compare.
    """
    kept = list(stored)
    if not kept:
        return []
    passages = finder.document.passages
    here: dict[str, list[str]] = {}
    for passage, name in zip(passages, names, strict=True):
        here.setdefault(passage.sha256, []).append(name)
    found: list[Changed] = []
    changed_now: set[str] = set()
    for entry in kept:
        places = finder.find(parse_locator(entry.at)).passages
        if any(passages[place].sha256 == entry.sha256 for place in places):
            continue
        if entry.sha256 in here:
            found.append(Changed(at=entry.at, what="moved", now=here[entry.sha256][0]))
        elif places:
            found.append(Changed(at=entry.at, what="changed", now=names[places[0]]))
            changed_now.update(names[place] for place in places)
        else:
            found.append(Changed(at=entry.at, what="gone"))
    known = {entry.sha256 for entry in kept}
    for passage, name in zip(passages, names, strict=True):
        if passage.kind in ACCOUNTABLE and passage.sha256 not in known and name not in changed_now:
            found.append(Changed(at=name, what="new", now=name))
    return found


def passages_to_keep(reading: Reading, transcript: Transcript) -> list[tuple[str, str]]:
    """The locator and hash of each passage that a coder must account for.

    A post's heading names who wrote it, often a private person: its locator is cut down to the number of the post.
    """
    finder = Finder(reading.document)
    kept = []
    for place, (passage, written) in enumerate(zip(reading.document.passages, transcript.passages, strict=True)):
        if passage.kind not in ACCOUNTABLE:
            continue
        at = written.at
        if reading.kind in ("telegram", "x", "posts-csv"):
            at = _POSTED.sub(r"\1", at)
            if finder.find(parse_locator(at)).passages != (place,):
                at = f"¶{passage.ordinal}"
        kept.append((at, passage.sha256))
    return kept


def write_hashes(root: Path, source: str, passages: Iterable[CoveredPassage], holders: Iterable[str]) -> str:
    """Write the hashes of a document's passages into a claims file of their own, and return its name.

    `holders` are the files in which the casebook keeps hashes of this source now.
    """
    name = f"claims/{source}-passages.yaml"
    strays = sorted(set(holders) - {name})
    if strays:
        raise ArmillaryError(f"{strays[0]} holds passages of '{source}'", f"remove its 'passages:'; {name} is for them")
    kept = [(passage.at, passage.sha256) for passage in passages if Kind(passage.kind) in ACCOUNTABLE]
    write_all(root, {name: lay_out_hashes(source, kept, "armillary coverage --write")})
    return name


def lay_out_hashes(source: str, passages: Iterable[tuple[str, str]], command: str) -> bytes:
    """The text of a claims file with the locator and hash of each passage of a source; it says who wrote it."""
    entries: list[Node] = [
        Table(True, [(Leaf("at"), Leaf(at)), (Leaf("sha256"), Leaf(sha256))]) for at, sha256 in passages
    ]
    file = Table(
        False,
        [(Leaf("source"), Leaf(source)), (Leaf("passages"), Listing(False, entries))],
        above=[f"# The passages of {source} by their hashes, written by `{command}`."],
    )
    return lay_out(file).encode()
