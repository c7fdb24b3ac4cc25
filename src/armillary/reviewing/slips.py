"""Slips: the proposals of a casebook's store, each once, whoever made it, under an id that stays the same."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from armillary.finding import ArmillaryError
from armillary.proposing.proposals import Proposal
from armillary.proposing.store import stored
from armillary.reading.documents import kept_when
from armillary.reviewing.precision import Scores
from armillary.text.nearest import did_you_mean

_LETTERS = 10  # hexadecimal digits of an id: a million proposals have one pair of twins


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal to be decided on; `extractors` are all that made it, `proposal` is that of the highest score.

    `twins` are the ids of the same sentence and tie in older texts of the document, whose verdict is its own; `older`
    says that the document was proposed from again since, with another text, and that has it no more.
    """

    id: str
    sha256: str
    extractors: tuple[str, ...]
    proposal: Proposal
    twins: tuple[str, ...] = ()
    older: bool = False


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which slips are asked for; empty: all."""

    document: str = ""
    relation: str = ""
    least: float = 0.0
    order: str = "best"


def slip_id(sha256: str, proposal: Proposal) -> str:
    """The id of a proposal: a hash of its document's text, its span and its tie."""
    tie = [proposal.subject, proposal.relation, proposal.object, proposal.value, proposal.polarity]
    return hashlib.sha256(msgspec.json.encode([sha256, proposal.span, tie])).hexdigest()[:_LETTERS]


def read_slips(root: Path, scores: Scores) -> list[Slip]:
    """Every proposal of the store in the order of the documents, with the scores that verdicts give them."""
    found: dict[str, Slip] = {}
    for proposed in stored(root):
        for raw in proposed.proposals:
            proposal = msgspec.structs.replace(raw, document=raw.document or proposed.document)
            name = slip_id(proposed.sha256, proposal)
            before = found.get(name)
            extractors = (*(before.extractors if before else ()), proposal.extractor)
            if before is not None and scores.of(before.proposal) >= scores.of(proposal):
                proposal = before.proposal
            extractors = tuple(dict.fromkeys(extractors))
            found[name] = Slip(id=name, sha256=proposed.sha256, extractors=extractors, proposal=proposal)
    kept = _newest(found.values(), {one.sha256: kept_when(root, one.sha256) for one in found.values()})
    return sorted(kept, key=lambda c: (c.proposal.document, c.sha256, c.proposal.span, c.id))


def _newest(slips: Iterable[Slip], when: Mapping[str, float]) -> Iterator[Slip]:
    """Of the same sentence and tie in several texts of one document, the one in the text that was read last."""
    groups: dict[tuple[str, ...], list[Slip]] = {}
    last: dict[str, str] = {}
    for one in sorted(slips, key=lambda s: when[s.sha256]):
        proposal = one.proposal
        words = " ".join(proposal.quote.split())
        tie = proposal.subject, proposal.relation, proposal.object, proposal.value, proposal.polarity
        groups.setdefault((proposal.document, words, *tie), []).append(one)
        last[proposal.document] = one.sha256
    for group in groups.values():
        here = group[-1].sha256
        twins = tuple(one.id for one in group if one.sha256 != here)
        for one in group:
            if one.sha256 == here:
                yield msgspec.structs.replace(one, twins=twins, older=here != last[one.proposal.document])


def chosen(slips: Iterable[Slip], wanted: Wanted, scores: Scores) -> list[Slip]:
    """The slips that are wanted, in the order asked for: the best first, or that of the text."""
    found = [
        one
        for one in slips
        if (not wanted.document or wanted.document in (one.proposal.document, Path(one.proposal.document).stem))
        and (not wanted.relation or one.proposal.relation == wanted.relation)
        and scores.of(one.proposal) >= wanted.least
    ]
    return sorted(found, key=lambda one: -scores.of(one.proposal)) if wanted.order == "best" else found


def find_slip(slips: Sequence[Slip], name: str) -> Slip:
    """The slip of an id, or of the beginning of one; raises ArmillaryError where there is not just one."""
    same = [one for one in slips if one.id == name] or [
        one for one in slips if len(name) > 3 and one.id.startswith(name)
    ]
    if len(same) == 1:
        return same[0]
    if same:
        raise ArmillaryError(f"{len(same)} proposals have an id that begins with '{name}'", "give more of the id")
    hint = did_you_mean(name, [one.id for one in slips]) or "`armillary review CASEBOOK --json` lists them"
    raise ArmillaryError(f"no proposal has the id '{name[:80]}'", hint)
