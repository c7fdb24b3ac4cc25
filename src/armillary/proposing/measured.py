"""What gold has shown of kinds of proposals, kept beside the proposals so that their scores can follow it."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import hashlib
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL
from armillary.casebook.writing import write_all
from armillary.finding import ArmillaryError
from armillary.proposing.evaluation import Evaluation, Kind

_FOLDER = "evaluations"


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one gold file said, by its name and the hash of its content."""

    gold: str
    sha256: str
    kinds: list[Kind]


def keep_measured(root: Path, gold: Path, found: Evaluation) -> Path:
    """Keep how each kind of proposal fared, in place of what the same gold said before; the file."""
    if not root.is_dir():
        raise ArmillaryError(f"{root} is no casebook", "--keep is for the proposals that a casebook holds")
    sha256 = hashlib.sha256(gold.read_bytes()).hexdigest()
    made = Measured(gold=gold.name, sha256=sha256, kinds=found.kinds)
    name = f"{LOCAL}/{_FOLDER}/{sha256[:16]}.json"
    write_all(root, {name: msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"})
    return root / name


def read_measured(root: Path) -> list[Kind]:
    """How kinds of proposals fared by all gold that was kept."""
    found: list[Kind] = []
    for path in sorted((root / LOCAL / _FOLDER).glob("*.json")):
        try:
            found += msgspec.json.decode(path.read_bytes(), type=Measured).kinds
        except msgspec.DecodeError as problem:
            raise ArmillaryError(f"{path} holds no evaluation: {problem}", "delete it and evaluate again") from None
    return found
