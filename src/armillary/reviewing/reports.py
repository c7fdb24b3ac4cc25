"""What the review desk tells scripts: what is pending, what was decided, how good proposals turned out to be."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from armillary.proposing.measured import read_measured
from armillary.reviewing.beside import Neighbour
from armillary.reviewing.drafts import one_line
from armillary.reviewing.pile import Pile, Shown
from armillary.reviewing.precision import Tally, tally, total
from armillary.reviewing.slips import Slip
from armillary.reviewing.verdicts import Verdict, read_verdicts, standing


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal without a verdict. `entry` is the claim it comes to, without id and text; `gaps` say what is open.

    `given` is the score that the extractor gave; of its kind `held` of `judged` were right, from which `score` follows.
    """

    id: str
    document: str
    sha256: str
    source: str
    extractors: tuple[str, ...]
    frame: str
    score: float
    given: float
    held: int
    judged: int
    line: str
    entry: dict[str, Any]
    gaps: tuple[str, ...]
    before: str
    quote: str
    after: str
    span: tuple[int, int]
    page: int
    beside: list[Neighbour]
    others: tuple[str, ...]


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """The standing verdicts, and the counts by frame and extractor with those of all together."""

    verdicts: list[Verdict]
    by_kind: list[Tally]
    total: Tally


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What one decision came to."""

    id: str
    verdict: str
    claim: str = ""
    file: str = ""
    warnings: tuple[str, ...] = ()


def as_pending(shown: Shown) -> Pending:
    """A slip as scripts see it."""
    one, proposal, entry = shown.slip, shown.slip.proposal, shown.draft.entry()
    return Pending(
        id=one.id,
        document=proposal.document,
        sha256=one.sha256,
        source=shown.source,
        extractors=one.extractors,
        frame=proposal.frame,
        score=shown.score,
        given=proposal.score,
        held=shown.behind.held if shown.behind else 0,
        judged=shown.behind.judged if shown.behind else 0,
        line=one_line(entry),
        entry=entry,
        gaps=shown.draft.gaps,
        before=shown.around.before,
        quote=proposal.quote,
        after=shown.around.after,
        span=proposal.span,
        page=proposal.page,
        beside=list(shown.neighbours),
        others=tuple(other.id for other in shown.others),
    )


def list_pending(pile: Pile, slips: Iterable[Slip]) -> list[Pending]:
    """Slips of a pile as scripts see them."""
    return [as_pending(pile.show(one)) for one in slips]


def report_verdicts(root: Path) -> Verdicts:
    """The verdicts of a casebook."""
    verdicts = read_verdicts(root)
    counts = tally(verdicts, read_measured(root))
    return Verdicts(verdicts=standing(verdicts), by_kind=counts, total=total(counts))
