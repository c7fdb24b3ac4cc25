"""The desk: what may be done with proposals, for the terminal session and for scripts alike."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from armillary.casebook.records import Quantity
from armillary.casebook.writing import writing
from armillary.exchange.intake import take_in
from armillary.exchange.journal import last_step, undo, write_files
from armillary.exchange.protocol import Entry
from armillary.finding import ArmillaryError, Finding, Place, Severity
from armillary.reviewing.beside import ties_of
from armillary.reviewing.drafts import ENDS, FIELDS, OF_AMOUNTS, Draft
from armillary.reviewing.pile import Check, Pile, Refused, Shown
from armillary.reviewing.slips import Slip
from armillary.reviewing.turns import size_of
from armillary.reviewing.verdicts import FILE as VERDICTS
from armillary.reviewing.verdicts import REASONS, Verdict, append_verdict, now
from armillary.reviewing.wording import copied, words_of

KIND = "review"  # of the changes that undo takes back
FEWEST = 3  # words of a sentence
STEM = "reviewed"  # of a file for claims whose source's own file has other defaults
PROSE = ("text", "note", "condition", "caveat", "stance_reason", "confirmed_by")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the claim's id, its file, and the warnings that came with it."""

    claim: str
    file: str
    warnings: tuple[str, ...] = ()


class Desk(Pile):
    """A pile of proposals and what may be done with them."""

    def __init__(self, root: Path, check: Check, coder: str = "", source: str = "") -> None:
        super().__init__(root, check, coder, source)
        if last_step(root, KIND) is not None:
            with writing(root):
                self.catch_up()
                self._mend()

    def next_id(self, source: str) -> str:
        """The id of the next claim of a source: the number after the highest that there is."""
        book = self.checked.casebook
        names = {*book.claims, *book.broken.get("claims", ())}
        numbers = [
            int(tail)
            for head, _, tail in (name.partition("/") for name in names)
            if head == source and tail.isdecimal()
        ]
        return f"{source}/{max(numbers, default=0) + 1}"

    def accept(self, slip: Slip, draft: Draft) -> Written:
        """Write a draft of a slip as a claim; raises Refused with the reasons where it cannot be written."""
        with self._turn(slip):
            shown = self.show(slip)
            source = self.source_of(slip)
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
            write_files(self.root, taken.files, KIND, f"{slip.id} as {name}")
            self.reload()
            try:
                self._decide_written(slip, name, shown.draft, draft)
            except ArmillaryError:  # such as a full disk: a claim without a verdict would be proposed once more
                with contextlib.suppress(ArmillaryError, OSError):
                    undo(self.root, KIND)
                self.reload()
                raise
            return Written(name, file, tuple(explain(finding) for finding in taken.findings))

    def reject(self, slip: Slip, reason: str = "") -> None:
        """Say that a proposal does not hold, and why if that is one of the reasons known."""
        if reason and reason not in REASONS:
            raise ArmillaryError(f"'{reason[:80]}' is no reason", "one of " + ", ".join(REASONS))
        with self._turn(slip):
            self._decide(slip, "rejected", reason=reason)

    def unsure(self, slip: Slip) -> None:
        """Say that it cannot be told whether a proposal holds."""
        with self._turn(slip):
            self._decide(slip, "unsure")

    def undo(self) -> Verdict:
        """Take the coder's last decision back, and what it wrote, to the byte; raises ArmillaryError if it cannot."""
        with writing(self.root):
            self.catch_up()
            last = self._last()
            if last.claim:
                step = last_step(self.root, KIND)
                if step is not None and step.what == f"{last.id} as {last.claim}":
                    undo(self.root, KIND)
                elif last.claim in self.checked.casebook.claims:
                    said = f"{last.claim} is not what was written last, or that is no longer remembered"
                    raise ArmillaryError(said, f"take {last.claim} out of the casebook by hand; git has the history")
            self._append(Verdict(id=last.id, verdict="undone", time=now(), coder=self.coder))
            self.reload()
            return last

    def _last(self) -> Verdict:
        """The last decision of this coder that was not taken back."""
        stack: list[Verdict] = []
        for verdict in self.verdicts:
            if verdict.verdict != "undone":
                stack.append(verdict)
            elif index := next((i for i in range(len(stack), 0, -1) if stack[i - 1].id == verdict.id), 0):
                del stack[index - 1]
        if not stack:
            raise ArmillaryError("there is no decision to undo", "none was made, or all were taken back")
        mine = [verdict for verdict in stack if verdict.coder == self.coder]
        if not mine:
            other = stack[-1].coder
            raise ArmillaryError(
                f"no decision of '{self.coder}' is left to undo", f"--coder {other} takes back {other}'s"
            )
        return mine[-1]

    def _against(self, shown: Shown, draft: Draft, source: str) -> list[str]:
        """What stands against writing a draft before its form and the casebook are asked."""
        if not source:
            return ["it is not known which source the document is: say it with --source"]
        text = draft.get("text")
        if len(words_of(text)) < FEWEST:
            return ["the claim lacks its text: one sentence in your own words"]
        found = [f"{key}: {why}" for key in PROSE if (why := wording(shown, draft.get(key)))]
        vocab, book = self.checked.vocab, self.checked.casebook
        for end, name in zip(ENDS, draft.ends, strict=True):
            known = name in book.actors or name in vocab.places or name in vocab.things or name.startswith("any ")
            if any(draft.ends) and end != "relation" and not known:
                found.append(f"{end}: “{name}” is no actor, place or thing of the casebook; edit it, or add it first")
        return found

    @contextlib.contextmanager
    def _turn(self, slip: Slip) -> Iterator[None]:
        """The desk to oneself, to decide on a slip that nobody else has decided on since it was shown."""
        with writing(self.root):
            known = self.decided.get(slip.id)
            self.catch_up()
            before = self.decided.get(slip.id)
            if before is not None and before.claim:
                raise ArmillaryError(f"{slip.id} is accepted already, as {before.claim}", "undo takes decisions back")
            if before is not None and before != known:
                who = before.coder or "somebody"
                said = f"{who} has decided on {slip.id} meanwhile: {before.verdict}"
                raise ArmillaryError(said, "nothing was written; the same key again, if you hold otherwise")
            yield

    def _decide_written(self, slip: Slip, claim: str, before: Draft, after: Draft) -> None:
        """The verdict on what was written: accepted as proposed, or edited."""
        edited = {
            name: (before.get(name), after.get(name))
            for name in (*FIELDS, *OF_AMOUNTS)
            if name not in ("text", "note") and before.get(name) != after.get(name)
        }
        kept = self._keeps_tie(slip, claim)
        self._decide(slip, "edited" if edited else "accepted", claim=claim, edited=edited, tie_kept=kept)

    def _keeps_tie(self, slip: Slip, claim: str) -> bool:
        """Whether a claim says of its ends what was proposed; an end that was not known by an id may be anyone."""
        proposal = slip.proposal
        matter = self.checked.casebook.claims[claim].matter
        if proposal.value:
            return isinstance(matter, Quantity) and (matter.subject, matter.measure, matter.value.text, matter.of) == (
                proposal.subject,
                proposal.relation,
                proposal.value,
                proposal.of,
            )
        wanted = [
            end if known else "" for end, known in zip((proposal.subject, proposal.object), proposal.known, strict=True)
        ]
        return any(
            triple.relation == proposal.relation
            and polarity == proposal.polarity
            and all(
                not name or name == str(end) for name, end in zip(wanted, (triple.subject, triple.object), strict=True)
            )
            for triple, polarity in ties_of(self.checked.casebook.claims[claim], self.checked.vocab)
        )

    def _decide(
        self,
        slip: Slip,
        verdict: str,
        *,
        reason: str = "",
        claim: str = "",
        edited: dict[str, tuple[str, str]] | None = None,
        tie_kept: bool = True,
    ) -> None:
        made = Verdict(
            id=slip.id,
            verdict=verdict,
            time=now(),
            coder=self.coder,
            reason=reason,
            claim=claim,
            source=claim.partition("/")[0] or self.source_of(slip),
            document=slip.proposal.document,
            sha256=slip.sha256,
            tie_kept=tie_kept,
            edited=edited or {},
            proposal=slip.proposal,
        )
        self._append(made)

    def _append(self, verdict: Verdict) -> None:
        append_verdict(self.root, verdict)
        self.verdicts.append(verdict)
        self._size = size_of(self.root, VERDICTS)

    def _mend(self) -> None:
        """Give a claim its verdict that was written when a session broke off before the verdict was."""
        step = last_step(self.root, KIND)
        found = re.fullmatch(r"(\w+) as (\S+)", step.what) if step is not None else None
        if found is None or found[2] not in self.checked.casebook.claims or found[1] in self.decided:
            return
        slip = next((one for one in self.slips if one.id == found[1]), None)
        if slip is not None:
            self._decide(slip, "accepted", claim=found[2], tie_kept=self._keeps_tie(slip, found[2]))


def wording(shown: Shown, text: str) -> str:
    """Why a text is not in the coder's own words; '' where it is."""
    return copied(text, shown.slip.proposal.quote, shown.around.quote, shown.around.passage)


def explain(finding: Finding) -> str:
    """A finding of a claim at the desk, in a line: the field, what is wrong, what to do."""
    where = finding.place.file if finding.place.file != "the claim" else ""
    hint = f" — {finding.hint}" if finding.hint else ""
    place = f"{where}: " if where else ""
    return f"{place}{finding.message}{hint} ({finding.code})"
