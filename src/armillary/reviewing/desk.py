"""The desk: what may be done with proposals, for the terminal session and for scripts alike."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from armillary.checking import Checked
from armillary.exchange.intake import take_in
from armillary.exchange.journal import last_step, undo, write_files
from armillary.exchange.protocol import Entry
from armillary.finding import ArmillaryError, Finding, Place, Severity
from armillary.reviewing.beside import Neighbour, Neighbours
from armillary.reviewing.candidates import Candidate, read_candidates
from armillary.reviewing.credits import Creditors
from armillary.reviewing.drafts import ENDS, FIELDS, Draft
from armillary.reviewing.originals import Around, Original
from armillary.reviewing.precision import Scores
from armillary.reviewing.proposed import draft_proposal
from armillary.reviewing.verdicts import REASONS, Verdict, append_verdict, now, read_verdicts, standing
from armillary.reviewing.wording import copied
from armillary.text.nearest import did_you_mean

KIND = "review"  # of the changes that undo takes back
STEM = "reviewed"  # of a file for claims whose source's own file has other defaults
PROSE = ("text", "note", "condition", "caveat", "stance_reason", "confirmed_by")


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
    """A candidate with all that is needed to decide on it."""

    candidate: Candidate
    score: float
    source: str
    around: Around
    draft: Draft
    neighbours: tuple[Neighbour, ...]
    others: tuple[Candidate, ...]  # proposals for the same passage
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the claim's id, its file, and the warnings that came with it."""

    claim: str
    file: str
    warnings: tuple[str, ...] = ()


class Desk:
    """Proposals of one casebook, its claims as they stand, and the verdicts so far."""

    def __init__(self, root: Path, check: Check, coder: str = "", source: str = "") -> None:
        self.root = root
        self.check = check
        self.checked = check(root)
        if source and source not in self.checked.casebook.sources:
            hint = did_you_mean(source, self.checked.casebook.sources) or "add it under sources/"
            raise ArmillaryError(f"the casebook has no source '{source[:80]}'", hint)
        self.verdicts = read_verdicts(root)
        self.scores = Scores(self.verdicts)
        self.candidates = read_candidates(root, self.scores)
        self.coder = coder or next((v.coder for v in reversed(self.verdicts) if v.coder), "")
        self._sources: dict[str, str] = {}
        self._originals: dict[str, Original] = {}
        self._beside: dict[str, tuple[Creditors, Neighbours]] = {}
        self._used: dict[str, tuple[str, ...]] = {}
        self.asked = source
        self._mend()

    # --- looking -----------------------------------------------------------------------------------------------------

    @property
    def decided(self) -> dict[str, Verdict]:
        """The standing verdict on each proposal."""
        return {verdict.id: verdict for verdict in standing(self.verdicts)}

    def pending(self, again: bool = False) -> list[Candidate]:
        """The candidates without a verdict; with `again` those that somebody was unsure of as well."""
        decided = self.decided
        held = {name for name, verdict in decided.items() if not (again and verdict.verdict == "unsure")}
        return [one for one in self.candidates if one.id not in held]

    def original(self, candidate: Candidate) -> Original:
        """The document that a candidate is read in."""
        sha256 = candidate.sha256
        if sha256 not in self._originals:
            self._originals[sha256] = Original(self.root, sha256, candidate.proposal.document)
        return self._originals[sha256]

    def source_of(self, candidate: Candidate) -> str:
        """The source that a candidate's document is: by its hash, else as asked for; '' where that is not known."""
        sha256 = candidate.sha256
        if sha256 not in self._sources:
            known = self.original(candidate).source(self.checked.casebook, self.verdicts)
            self._sources[sha256] = known or self.asked
        return self._sources[sha256]

    def say_source(self, candidate: Candidate, source: str) -> None:
        """Take a document to be a source, as somebody said."""
        if source not in self.checked.casebook.sources:
            hint = did_you_mean(source, self.checked.casebook.sources) or "add it under sources/ first"
            raise Refused(f"the casebook has no source '{source[:80]}': {hint}")
        self._sources[candidate.sha256] = source
        self._beside.clear()

    def show(self, candidate: Candidate) -> Shown:
        """A candidate with its passage, its draft, and what stands beside it."""
        source = self.source_of(candidate)
        original = self.original(candidate)
        creditors, neighbours = self._of_document(candidate, source)
        proposal = candidate.proposal
        at = original.locator(proposal, self._used.setdefault(source, self._locators(source)))
        book, vocab = self.checked.casebook, self.checked.vocab
        draft = draft_proposal(proposal, at, creditors.credit(proposal), book, vocab)
        begin, end = proposal.span
        others = tuple(
            one
            for one in self.candidates
            if one.id != candidate.id
            and one.sha256 == candidate.sha256
            and one.proposal.span[0] < end
            and begin < one.proposal.span[1]
        )
        return Shown(
            candidate,
            self.scores.of(proposal),
            source,
            original.around(proposal),
            draft,
            tuple(neighbours.of(draft)),
            others,
            self.decided.get(candidate.id),
        )

    def _of_document(self, candidate: Candidate, source: str) -> tuple[Creditors, Neighbours]:
        if candidate.sha256 not in self._beside:
            book, original = self.checked.casebook, self.original(candidate)
            creditors = Creditors(book, source, original.citations)
            self._beside[candidate.sha256] = creditors, Neighbours(book, self.checked.vocab, source, original.finder)
        return self._beside[candidate.sha256]

    def _locators(self, source: str) -> tuple[str, ...]:
        return tuple(claim.at for claim in self.checked.casebook.claims.values() if claim.source == source)

    # --- deciding ----------------------------------------------------------------------------------------------------

    def next_id(self, source: str) -> str:
        """The id of the next claim of a source: the number after the highest that there is."""
        book = self.checked.casebook
        names = {*book.claims, *book.broken.get("claims", ())}
        numbers = [int(tail) for head, _, tail in (name.partition("/") for name in names) if head == source and tail.isdecimal()]
        return f"{source}/{max(numbers, default=0) + 1}"

    def accept(self, candidate: Candidate, draft: Draft) -> Written:
        """Write a draft of a candidate as a claim; raises Refused with the reasons where it cannot be written."""
        self._undecided(candidate)
        shown = self.show(candidate)
        source = self.source_of(candidate)
        reasons = self._against(shown, draft, source)
        if reasons:
            raise Refused(*reasons)
        name = self.next_id(source)
        values = draft.entry() | {"id": name}
        if self.coder and "coder" not in values:
            values["coder"] = self.coder
        values.setdefault("coded", datetime.date.today().isoformat())
        places = {key: Place(key) for key in values}
        entry = Entry("claims", values, Place("the claim"), places)
        taken = take_in(self.checked, [entry], STEM, update=False, check=self.check)
        if not taken.sound:
            raise Refused(*(explain(finding) for finding in taken.findings if finding.severity is Severity.ERROR))
        [file] = taken.files
        write_files(self.root, taken.files, KIND, f"{candidate.id} as {name}")
        self._decide(candidate, self._verdict_on(candidate, shown, draft, name, source))
        self._reload()
        return Written(name, file, tuple(explain(finding) for finding in taken.findings))

    def reject(self, candidate: Candidate, reason: str = "") -> None:
        """Say that a proposal does not hold, and why if that is one of the reasons known."""
        self._undecided(candidate)
        if reason and reason not in REASONS:
            raise ArmillaryError(f"'{reason[:80]}' is no reason", "one of " + ", ".join(REASONS))
        self._decide(candidate, self._verdict(candidate, "rejected", reason=reason))

    def unsure(self, candidate: Candidate) -> None:
        """Say that it cannot be told whether a proposal holds."""
        self._undecided(candidate)
        self._decide(candidate, self._verdict(candidate, "unsure"))

    def undo(self) -> Verdict:
        """Take the last decision back, and what it wrote, to the byte; returns it. Raises ArmillaryError if it cannot."""
        stack: list[Verdict] = []
        for verdict in self.verdicts:
            if verdict.verdict != "undone":
                stack.append(verdict)
            elif index := next((i for i in range(len(stack), 0, -1) if stack[i - 1].id == verdict.id), 0):
                del stack[index - 1]
        if not stack:
            raise ArmillaryError("there is no decision to undo", "none was made, or all were taken back")
        last = stack[-1]
        if last.claim:
            step = last_step(self.root, KIND)
            if step is not None and step.what == f"{last.id} as {last.claim}":
                undo(self.root, KIND)
            elif last.claim in self.checked.casebook.claims:
                said = f"what {last.claim} replaced is no longer remembered"
                raise ArmillaryError(said, f"take {last.claim} out of the casebook by hand; git has the history")
        self._append(Verdict(id=last.id, verdict="undone", time=now(), coder=self.coder))
        self._reload()
        return last

    def _against(self, shown: Shown, draft: Draft, source: str) -> list[str]:
        """What stands against writing a draft before its form and the casebook are asked."""
        if not source:
            return ["it is not known which source the document is: say it with --source"]
        text = draft.get("text")
        if not text:
            return ["the claim lacks its text: one sentence in your own words"]
        found = [f"{key}: {why}" for key in PROSE if (why := wording(shown, draft.get(key)))]
        vocab, book = self.checked.vocab, self.checked.casebook
        for end, name in zip(ENDS, draft.ends, strict=True):
            known = name in book.actors or name in vocab.places or name in vocab.things or name.startswith("any ")
            if any(draft.ends) and end != "relation" and not known:
                found.append(f"{end}: “{name}” is no actor, place or thing of the casebook; edit it, or add the actor first")
        return found

    def _undecided(self, candidate: Candidate) -> None:
        before = self.decided.get(candidate.id)
        if before is not None and before.claim:
            raise ArmillaryError(f"{candidate.id} is accepted already, as {before.claim}", "undo takes decisions back")

    def _verdict_on(self, candidate: Candidate, shown: Shown, draft: Draft, claim: str, source: str) -> Verdict:
        """The verdict of an accepted claim: accepted as proposed, or edited."""
        before = shown.draft
        edited = {
            name: (before.get(name), draft.get(name))
            for name in FIELDS
            if name not in ("text", "note") and before.get(name) != draft.get(name)
        }
        known = candidate.proposal.known
        kept = draft.ends[1] == before.ends[1] and "polarity" not in edited
        for place, is_known in ((0, known[0]), (2, known[1])):
            kept &= draft.ends[place] == before.ends[place] or (not is_known and bool(draft.ends[place]))
        verdict = "edited" if edited else "accepted"
        return self._verdict(candidate, verdict, claim=claim, source=source, edited=edited, tie_kept=kept)

    def _verdict(
        self,
        candidate: Candidate,
        verdict: str,
        *,
        reason: str = "",
        claim: str = "",
        source: str = "",
        edited: dict[str, tuple[str, str]] | None = None,
        tie_kept: bool = True,
    ) -> Verdict:
        return Verdict(
            id=candidate.id,
            verdict=verdict,
            time=now(),
            coder=self.coder,
            reason=reason,
            claim=claim,
            source=source or self.source_of(candidate),
            document=candidate.proposal.document,
            sha256=candidate.sha256,
            tie_kept=tie_kept,
            edited=edited or {},
            proposal=candidate.proposal,
        )

    def _decide(self, candidate: Candidate, verdict: Verdict) -> None:
        assert verdict.id == candidate.id
        self._append(verdict)

    def _append(self, verdict: Verdict) -> None:
        append_verdict(self.root, verdict)
        self.verdicts.append(verdict)

    def _reload(self) -> None:
        self.checked = self.check(self.root)
        self._beside.clear()

    def _mend(self) -> None:
        """Give a claim its verdict that was written when a session broke off before the verdict was."""
        step = last_step(self.root, KIND)
        found = re.fullmatch(r"(\w+) as (\S+)", step.what) if step is not None else None
        if found is None or found[2] not in self.checked.casebook.claims or found[1] in self.decided:
            return
        candidate = next((one for one in self.candidates if one.id == found[1]), None)
        if candidate is not None:
            source = found[2].partition("/")[0]
            self._append(
                Verdict(
                    id=candidate.id,
                    verdict="accepted",
                    time=now(),
                    claim=found[2],
                    source=source,
                    document=candidate.proposal.document,
                    sha256=candidate.sha256,
                    proposal=candidate.proposal,
                )
            )


def wording(shown: Shown, text: str) -> str:
    """Why a text is not in the coder's own words; '' where it is."""
    return copied(text, shown.candidate.proposal.quote, shown.around.quote, shown.around.passage)


def explain(finding: Finding) -> str:
    """A finding of a claim at the desk, in a line: the field, what is wrong, what to do."""
    where = finding.place.file if finding.place.file != "the claim" else ""
    hint = f" — {finding.hint}" if finding.hint else ""
    place = f"{where}: " if where else ""
    return f"{place}{finding.message}{hint} ({finding.code})"
