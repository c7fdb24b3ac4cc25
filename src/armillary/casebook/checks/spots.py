"""Where in a record a finding points: the end of a tie, one entry of a list."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.casebook.records import Claim, End, Incident, Quantity, Record, Tie, Triple
from armillary.finding import Place


def place_of_item(record: Record, key: str, index: int) -> Place:
    """The place of one entry of a list, or of the value itself where it was written without a list."""
    item = f"{key}.{index}"
    return record.place(item if item in record.marks else key)


def place_of_end(record: Record, key: str, end: End) -> Place:
    """The place of one end of a tie; within a nested mapping only the mapping has a place."""
    name, _, index = key.partition(".")
    place = place_of_item(record, name, int(index)) if index else record.place(key)
    if key in ("tie", "incident") and key in record.marks:
        return Place(place.file, place.line, place.column + end.offset)
    return place


def place_of_name(claim: Claim, key: str, name: str) -> Place:
    """The place of a name that stands under a key of a claim."""
    matter = claim.matter
    if type(matter) in (Tie, Incident) and key in ("tie", "incident"):
        triple: Triple = matter.triple  # type: ignore[union-attr]
        subject = triple.subject
        return place_of_end(claim, key, subject if name in (subject.name, *subject.exceptions) else triple.object)
    listed: Sequence[str] = claim.where if key == "where" else ()
    if key == "lists" and type(matter) is Quantity:
        listed = matter.lists
    return place_of_item(claim, key, listed.index(name)) if name in listed else claim.place(key)


def place_of_chain(claim: Claim, number: int) -> Place:
    """The place of a whole chain of credit."""
    return place_of_item(claim, "credits", number) if "credits" in claim.marks else claim.place("credit")


def place_of_link(claim: Claim, number: int, index: int) -> Place:
    """The place of one link in a chain of credit; of several chains only the chain has a place."""
    return place_of_chain(claim, number) if "credits" in claim.marks else place_of_item(claim, "credit", index)
