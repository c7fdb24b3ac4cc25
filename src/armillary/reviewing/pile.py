"""What lies on the desk: a casebook, the proposals for it, their documents, and what to judge each by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from armillary.checking import Checked
from armillary.finding import ArmillaryError
from armillary.proposing.measured import read_measured
from armillary.reviewing.beside import Neighbour, Neighbours
from armillary.reviewing.credits import Creditors
from armillary.reviewing.drafts import Draft
from armillary.reviewing.originals import Around, Original
from armillary.reviewing.precision import Scores, Tally
from armillary.reviewing.proposed import draft_proposal
from armillary.reviewing.slips import Slip, read_slips
from armillary.reviewing.turns import size_of, stamp_of
from armillary.reviewing.verdicts import FILE as VERDICTS
from armillary.reviewing.verdicts import Verdict, read_verdicts, standing
from armillary.text.nearest import did_you_mean


class Check(Protocol):
    """Checks a casebook; partners' casebooks are found from `beside`."""

    def __call__(self, root: Path, beside: Path | None = None) -> Checked: ...


class Refused(Exception):  # noqa: N818 - nothing is broken: the claim cannot be written as it is
    """Why a claim was not written, each reason in a line."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Shown:
    """A slip with all that is needed to decide on it."""

    slip: Slip
    score: float
    source: str
    around: Around
    draft: Draft
    neighbours: tuple[Neighbour, ...]
    others: tuple[Slip, ...]  # proposals for the same passage
    verdict: Verdict | None
    behind: Tally | None = None  # what the score rests on, where that is more than the extractor's word


class Pile:
    """Proposals of one casebook, its claims as they stand, and the verdicts so far; nothing is changed here."""

    def __init__(self, root: Path, check: Check, coder: str = "", source: str = "") -> None:
        self.root = root
        self.check = check
        self._stamp = stamp_of(root)
        self.checked = check(root)
        if source and source not in self.checked.casebook.sources:
            hint = did_you_mean(source, self.checked.casebook.sources) or "add it under sources/"
            raise ArmillaryError(f"the casebook has no source '{source[:80]}'", hint)
        self._size = size_of(root, VERDICTS)
        self.verdicts = read_verdicts(root)
        self.scores = Scores(self.verdicts, read_measured(root))
        self.slips = read_slips(root, self.scores)
        self.coder = coder or next((v.coder for v in reversed(self.verdicts) if v.coder), "")
        self._sources: dict[str, str] = {}
        self._originals: dict[str, Original] = {}
        self._beside: dict[str, tuple[Creditors, Neighbours]] = {}
        self._used: dict[str, tuple[str, ...]] = {}
        self.asked = source

    @property
    def decided(self) -> dict[str, Verdict]:
        """The standing verdict on each proposal."""
        return {verdict.id: verdict for verdict in standing(self.verdicts)}

    def pending(self, again: bool = False) -> list[Slip]:
        """The slips without a verdict; with `again` those that somebody was unsure of as well."""
        decided = self.decided
        held = {name for name, verdict in decided.items() if not (again and verdict.verdict == "unsure")}
        return [one for one in self.slips if held.isdisjoint((one.id, *one.twins))]

    def original(self, slip: Slip) -> Original:
        """The document that a slip is read in."""
        sha256 = slip.sha256
        if sha256 not in self._originals:
            self._originals[sha256] = Original(self.root, sha256, slip.proposal.document)
        return self._originals[sha256]

    def source_of(self, slip: Slip) -> str:
        """The source that a slip's document is: by its hash, else as asked for; '' where that is not known."""
        sha256 = slip.sha256
        if sha256 not in self._sources:
            known = self.original(slip).source(self.checked.casebook, self.verdicts)
            self._sources[sha256] = known or self.asked
        return self._sources[sha256]

    def say_source(self, slip: Slip, source: str) -> None:
        """Take a document to be a source, as somebody said."""
        if source not in self.checked.casebook.sources:
            hint = did_you_mean(source, self.checked.casebook.sources) or "add it under sources/ first"
            raise Refused(f"the casebook has no source '{source[:80]}': {hint}")
        self._sources[slip.sha256] = source
        self._beside.clear()
        self._used.clear()

    def show(self, slip: Slip) -> Shown:
        """A slip with its passage, its draft, and what stands beside it."""
        source = self.source_of(slip)
        original = self.original(slip)
        creditors, neighbours = self._of_document(slip, source)
        proposal = slip.proposal
        at = original.locator(proposal, self._used.setdefault(source, self._locators(source)))
        book, vocab = self.checked.casebook, self.checked.vocab
        draft = draft_proposal(proposal, at, creditors.credit(proposal), book, vocab)
        begin, end = proposal.span
        others = tuple(
            one
            for one in self.slips
            if one.id != slip.id
            and one.sha256 == slip.sha256
            and one.proposal.span[0] < end
            and begin < one.proposal.span[1]
        )
        return Shown(
            slip,
            self.scores.of(proposal),
            source,
            original.around(proposal),
            draft,
            tuple(neighbours.of(draft)),
            others,
            self.decided.get(slip.id),
            self.scores.behind(proposal),
        )

    def _of_document(self, slip: Slip, source: str) -> tuple[Creditors, Neighbours]:
        if slip.sha256 not in self._beside:
            book, original = self.checked.casebook, self.original(slip)
            creditors = Creditors(book, source, original.citations)
            self._beside[slip.sha256] = creditors, Neighbours(book, self.checked.vocab, source, original.finder)
        return self._beside[slip.sha256]

    def _locators(self, source: str) -> tuple[str, ...]:
        return tuple(claim.at for claim in self.checked.casebook.claims.values() if claim.source == source)

    def catch_up(self) -> None:
        """Read what others have written since: into the casebook, and verdicts."""
        if stamp_of(self.root) != self._stamp:
            self.reload()
        if size_of(self.root, VERDICTS) != self._size:
            self._size = size_of(self.root, VERDICTS)
            self.verdicts = read_verdicts(self.root)

    def reload(self) -> None:
        """Read the casebook once more, after it was changed."""
        self._stamp = stamp_of(self.root)
        self.checked = self.check(self.root)
        self._beside.clear()
        self._used.clear()
