"""Reading a coding: a casebook, or claims files that a second coder wrote for one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from armillary.casebook.cache import RecordCache
from armillary.casebook.casebook import Casebook
from armillary.casebook.forms import Forms
from armillary.casebook.read import read_casebook, read_file
from armillary.casebook.records import Claim
from armillary.casebook.writing import finish_change
from armillary.finding import ArmillaryError, Finding, Severity, render_text
from armillary.text.files import list_files, read_bytes
from armillary.vocab.vocabulary import Vocabulary


def read_coding(root: Path, vocab: Vocabulary, cache: RecordCache | None = None) -> tuple[Casebook, Vocabulary]:
    """A casebook whose claims can all be read, and its vocabulary; raises ArmillaryError when they cannot."""
    finish_change(root)
    casebook, extended, findings = read_casebook(root, vocab, cache)
    _refuse(root, [finding for finding in findings if finding.place.file.startswith("claims/")])
    return casebook, extended


def read_claims(path: Path, other: Path, vocab: Vocabulary, cache: RecordCache | None = None) -> dict[str, list[Claim]]:
    """The claims of a coding by their source.

    A file or folder of claims is read with the vocabulary of the casebook it lies in, else of the one that the
    `other` coding is or lies in.
    """
    if _is_casebook(path):
        casebook, _ = read_coding(path, vocab, cache)
        found = list(casebook.claims.values())
    else:
        home = _home(path) or _home(other)
        if home is not None:
            _, vocab, _ = read_casebook(home, vocab, cache)
        found = _read_files(path, vocab)
    claims: dict[str, list[Claim]] = {}
    for claim in found:
        claims.setdefault(claim.source, []).append(claim)
    return claims


def symmetric_relations(paths: Sequence[Path], vocab: Vocabulary, cache: RecordCache | None = None) -> frozenset[str]:
    """The relations whose ends may be swapped, with those of the casebooks that the codings are or lie in."""
    relations = dict(vocab.relations)
    for home in {home for path in paths if (home := _home(path)) is not None}:
        relations |= read_casebook(home, vocab, cache)[1].relations
    return frozenset(name for name, relation in relations.items() if relation.symmetric)


def _is_casebook(path: Path) -> bool:
    return (path / "armillary.toml").exists()


def _home(path: Path) -> Path | None:
    """The casebook that a path is or lies in."""
    full = path.resolve()
    return next((folder for folder in (full, *full.parents) if _is_casebook(folder)), None)


def _read_files(path: Path, vocab: Vocabulary) -> list[Claim]:
    if path.is_dir():
        names, findings = list_files(path.parent, (path.name,))
        root = path.parent
    elif path.is_file():
        names, findings, root = [path.name], [], path.parent
    else:
        raise ArmillaryError(f"{path} does not exist", "name a casebook, a claims file or a folder of claims files")
    _refuse(path, findings)
    forms = Forms(vocab)
    claims: list[Claim] = []
    for name in names:
        data = read_bytes(root, name)
        if isinstance(data, Finding):
            _refuse(path, [data])
            continue
        held = read_file(f"claims/{name.rpartition('/')[2]}", data, forms)
        _refuse(path, list(held.findings))
        claims += (record for record in held.records if isinstance(record, Claim))
    return claims


def _refuse(path: Path, findings: list[Finding]) -> None:
    """A coding that can be read only in part cannot be held against anything."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        more = f" and {len(errors) - 1} more" if len(errors) > 1 else ""
        raise ArmillaryError(f"claims of {path} cannot be read: {render_text(errors[0])}{more}", "mend it first")
