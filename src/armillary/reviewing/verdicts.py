"""Verdicts on proposals: an append-only file of JSON lines beside the proposals, from which a model can be trained.

A verdict is never changed; what is taken back gets a line of its own. The file holds quotes and stays on this machine.
"""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import datetime
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from armillary.casebook.local import LOCAL, local_folder
from armillary.finding import ArmillaryError
from armillary.proposing.proposals import Proposal

FILE = "verdicts.jsonl"
# Why a proposal is rejected; those marked False say nothing against whoever proposed it.
REASONS = {
    "not_said": ("the passage does not say so", True),
    "wrong_end": ("not between these two", True),
    "wrong_relation": ("another relation", True),
    "wrong_direction": ("subject and object are the wrong way round", True),
    "wrong_polarity": ("it is denied, or it is not", True),
    "not_a_claim": ("a wish, a question, a plan, an example", True),
    "duplicate": ("the casebook says it already", False),
    "out_of_scope": ("true to the text, and no matter of this casebook", False),
}
DECIDES = ("accepted", "edited", "rejected", "unsure")


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One decision on a proposal. `edited` has each field that was changed: what was proposed, what was written.

    `verdict` is accepted, edited, rejected, unsure or undone; `claim` is the id of what was written; `sha256` is the
    hash of the document's text, `time` UTC (ISO 8601). `tie_kept` is false where subject, relation, object or polarity
    were changed.
    """

    id: str
    verdict: str
    time: str
    coder: str = ""
    reason: str = ""
    claim: str = ""
    source: str = ""
    document: str = ""
    sha256: str = ""
    tie_kept: bool = True
    edited: dict[str, tuple[str, str]] = {}
    proposal: Proposal | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the proposal was right about the tie; None where the verdict says nothing on that."""
        if self.verdict in ("accepted", "edited"):
            return self.tie_kept
        if self.verdict == "rejected" and REASONS.get(self.reason, ("", True))[1]:
            return False
        return None


_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(Verdict).decode


def now() -> str:
    """The time as verdicts note it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def append_verdict(root: Path, verdict: Verdict) -> None:
    """Add a verdict to the file; when this returns, it is on the disk."""
    path = local_folder(root) / FILE
    try:
        with path.open("a+b") as file:
            torn = file.tell() and not _ends_line(path)  # a line that a broken machine left half written
            file.write((b"\n" if torn else b"") + _encode(verdict) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise ArmillaryError(
            f"cannot write to {path}: {problem.strerror}", "look at the rights of the folder"
        ) from None


def read_verdicts(root: Path) -> list[Verdict]:
    """Every line of the file, in order; a line that was never finished is passed over."""
    path = root / LOCAL / FILE
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise ArmillaryError(f"cannot read {path}: {problem.strerror}", "look at the rights of the file") from None
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            if not line.rstrip().endswith(b"}"):
                continue
            hint = "put the file back from a copy, or delete the line"
            raise ArmillaryError(f"line {number} of {path} is not a verdict: {problem}", hint) from None
    return found


def standing(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts that hold: the last on each proposal, without those taken back, in the order they were given."""
    held: dict[str, Verdict] = {}
    before: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.verdict == "undone":
            held.pop(verdict.id, None)
            if earlier := before.get(verdict.id):
                held[verdict.id] = earlier.pop()
            continue
        if verdict.id in held:
            before.setdefault(verdict.id, []).append(held.pop(verdict.id))
        held[verdict.id] = verdict
    return list(held.values())


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
