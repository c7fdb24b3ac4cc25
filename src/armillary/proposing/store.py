"""The store of proposals: a folder inside the casebook that version control does not see, one file for each document.

Nothing in it is a record. It holds words of the documents, so no release, site or export reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL
from armillary.casebook.writing import write_all
from armillary.finding import ArmillaryError
from armillary.proposing.proposals import Proposal, Proposed

_decode = msgspec.json.Decoder(Proposed).decode
_decode_list = msgspec.json.Decoder(list[Proposal]).decode


def store_proposals(root: Path, proposed: Proposed) -> Path:
    """Keep what an extractor made of a document in place of what it made of the same text before; the file."""
    name = f"{LOCAL}/proposals/{proposed.sha256[:16]}-{re.sub(r'[^a-z0-9]+', '-', proposed.extractor.lower())}.json"
    write_all(root, {name: msgspec.json.format(msgspec.json.encode(proposed), indent=1) + b"\n"})
    return root / name


def stored(root: Path) -> Iterator[Proposed]:
    """Everything that the store of a casebook holds, by file name."""
    for path in sorted((root / LOCAL / "proposals").glob("*.json")):
        yield _read(path)


def read_proposals(path: Path) -> list[Proposal]:
    """The proposals of a casebook's store, of one file of it, or of what `propose --json` printed."""
    if path.is_dir():
        found = [one for proposed in stored(path) for one in proposed.proposals]
        if not found:
            raise ArmillaryError(f"{path} has no proposals", "`armillary propose CASEBOOK FILE --write` makes some")
        return found
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ArmillaryError(
            f"cannot read {path}: {problem.strerror}", "name a casebook or a file of proposals"
        ) from None
    try:
        return _decode_list(data) if data.lstrip()[:1] == b"[" else list(_decode(data).proposals)
    except msgspec.DecodeError as problem:
        raise ArmillaryError(
            f"{path} does not hold proposals: {problem}", "`armillary propose --json` prints them"
        ) from None


def _read(path: Path) -> Proposed:
    try:
        return _decode(path.read_bytes())
    except msgspec.DecodeError as problem:
        raise ArmillaryError(f"{path} does not hold proposals: {problem}", "delete it and propose again") from None
