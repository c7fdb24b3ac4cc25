"""Claims in one line, for lists in which they stand beside a passage or beside each other."""

from __future__ import annotations

from armillary.casebook.records import (
    About,
    Claim,
    Flow,
    Incident,
    Position,
    Quantity,
    Retraction,
    Statement,
    Tie,
)
from armillary.text.dates import show_when


def line_of(claim: Claim) -> str:
    """What a claim is about and how it is qualified, in the words of the casebook."""
    parts = [matter_line(claim.matter)]
    if claim.polarity == "denies":
        parts.insert(0, "not:")
    if claim.when is not None:
        parts.append(show_when(claim.when))
    parts.append(claim.modality)
    return " ".join(parts)


def matter_line(matter: object) -> str:
    """A claim's matter in one line."""
    match matter:
        case Tie(triple=triple):
            return str(triple)
        case Incident(triple=triple, type=kind):
            return f"{triple} ({kind})"
        case Quantity() as quantity:
            of = f" of {quantity.of}" if quantity.of else ""
            return f"{quantity.subject} {quantity.measure}{of} {quantity.value.text}"
        case Flow() as flow:
            amount = f" {flow.amount.text}" if flow.amount else ""
            rate = f" per {flow.per}" if flow.per else ""
            goods = f" of {flow.goods}" if flow.goods != "money" else ""
            return f"{flow.giver} -> {flow.receiver}{goods}{amount}{rate}"
        case Position() as position:
            return f"{position.actor} {position.stance} {position.issue}"
        case Statement() as statement:
            about = _about_line(statement.about)
            return f"{statement.speaker} {statement.verb}{': ' if about else ''}{about}"
        case Retraction(claim=claim):
            return f"retracts {claim}"
        case _:
            return ""


def _about_line(about: About | None) -> str:
    if about is None:
        return ""
    if about.actor or about.claim:
        return about.actor or about.claim
    denies = "not: " if about.polarity == "denies" else ""
    return f"{denies}{matter_line(about.matter)}"
