"""From a proposal to a draft: its ends, time, place, level and credit as a claim of the casebook would have them."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.plain import Plain
from armillary.finding import Wrong
from armillary.proposing.proposals import Proposal
from armillary.reviewing.credits import Credited
from armillary.reviewing.drafts import Draft, credit_keys
from armillary.text.dates import parse_when
from armillary.vocab.vocabulary import Vocabulary


def draft_proposal(proposal: Proposal, at: str, credited: Credited, book: Casebook, vocab: Vocabulary) -> Draft:
    """The claim that a proposal comes to, still without its text; what a coder must or may fill in are its gaps."""
    rest: dict[str, Plain] = {"at": at}
    if proposal.polarity != "asserts":
        rest["polarity"] = proposal.polarity
    if proposal.modality not in ("", "stated") and proposal.modality in vocab.modalities:
        rest["modality"] = proposal.modality
    if proposal.when and _is_date(proposal.when):
        rest["when"] = proposal.when
    if proposal.where in vocab.places:
        rest["where"] = proposal.where
    rest |= {key: level for key, level in _levels(proposal) if level in vocab.lists.levels}
    rest |= credit_keys(credited.chains)
    if proposal.value and proposal.relation in vocab.terms("measures"):
        return _draft_amount(proposal, rest, credited, book)
    gaps = [
        f"“{name}” is no actor of the casebook: edit the {end}"
        for end, name, known in zip(
            ("subject", "object"), (proposal.subject, proposal.object), proposal.known, strict=True
        )
        if not known or not (name in book.actors or name in vocab.places or name in vocab.things)
    ]
    if proposal.relation not in vocab.relations:
        gaps.append(f"the vocabulary has no relation '{proposal.relation}': edit the relation")
    ends = (proposal.subject, proposal.relation, proposal.object)
    return Draft(ends, rest, (*gaps, *(f"credit: {lost}" for lost in credited.unresolved)))


def _draft_amount(proposal: Proposal, rest: dict[str, Plain], credited: Credited, book: Casebook) -> Draft:
    """The claim on a value that an amount comes to; of a rate a flow, whose other end a person must name."""
    gaps = [f"credit: {lost}" for lost in credited.unresolved]
    per = proposal.value.partition(" per ")[2]
    if proposal.subject not in book.actors:
        gaps.insert(0, f"“{proposal.subject}” is no actor of the casebook: edit the quantity")
    if per:
        gaps.insert(0, f"so much {per} by {per}: a rate is a flow; say who gives it to whom: flow, amount, per")
    of: dict[str, Plain] = {"of": proposal.of} if proposal.of else {}
    # A rate stays in the value, which the form refuses: as a total it would be wrong.
    amount: dict[str, Plain] = {"quantity": f"{proposal.subject} {proposal.relation}", "value": proposal.value}
    return Draft(rest=amount | of | {k: v for k, v in rest.items() if k != "object_level"}, gaps=tuple(gaps))


def _levels(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    return (("level", proposal.level), ("object_level", proposal.object_level))


def _is_date(text: str) -> bool:
    try:
        parse_when(text)
    except Wrong:
        return False
    return True
