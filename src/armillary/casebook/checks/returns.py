"""Returns: who comes back has been away."""

from __future__ import annotations

import re

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Tie
from armillary.finding import Finding, find
from armillary.text.dates import begins_by, ends_from, show_when
from armillary.vocab.vocabulary import Vocabulary

PRESENT = "present_in"
_BACK = re.compile(r"\b(?:back|return(?:s|ed|ing)?)\b", re.IGNORECASE)  # the words of claims are the coder's own


def check_returns(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L324: persons who come back to a place where the same source has them all along.

    Of groups some may come while others were there, so that only persons are looked at.
    """
    kinds = {kind.id for kind in vocab.lists.actor_kinds.values() if kind.named_person}
    persons = {actor.id for actor in book.actors.values() if actor.kind in kinds}
    there = {PRESENT} | {r.id for r in vocab.relations.values() if any(e.relation == PRESENT for e in r.entails)}
    stays: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in book.claims.values():
        if type(claim.matter) is Tie and claim.matter.triple.relation in there and claim.polarity == "asserts":
            triple = claim.matter.triple
            if triple.subject.name in persons and claim.when is not None:
                stays.setdefault((claim.source, triple.subject.name, triple.object.name), []).append(claim)
    out = []
    for (_, person, place), claims in stays.items():
        for claim in claims:
            if len(claims) > 1 and _BACK.search(claim.text):
                stay = next((other for other in claims if other is not claim and _holds(other, claim)), None)
                if stay is not None and claim.when is not None and stay.when is not None:
                    message = (
                        f"'{person}' comes back to '{place}' in {show_when(claim.when)},"
                        f" but '{stay.id}' has that person there {show_when(stay.when)}"
                    )
                    hint = "correct a date; if the source says both, say so in a note"
                    out.append(find("L324", claim.place("when"), message, hint, (stay.place("when"),)))
    return out


def _holds(stay: Claim, back: Claim) -> bool:
    """Whether a stay surely began before a return and goes on until then."""
    if stay.when is None or back.when is None or back.when.first is None or _BACK.search(stay.text):
        return False
    began, until = begins_by(stay.when), ends_from(stay.when)
    return began is not None and began < back.when.first and (until is None or until >= back.when.first)
