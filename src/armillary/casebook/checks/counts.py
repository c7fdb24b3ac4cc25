"""Counts: a number agrees with the list that it counts, and a total is not below its parts."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.spots import place_of_item
from armillary.casebook.checks.units import COUNTED, units_by_name
from armillary.casebook.records import Claim, Incident, Quantity, Statement
from armillary.finding import Finding, find
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary

ABOUT = 0.25  # what '~' allows on either side
TOTAL = "total"


def bounds(value: Value) -> tuple[float, float]:
    """The lowest and highest number that a value allows; a tilde allows a quarter more or less."""
    low = float("-inf") if value.low is None else value.low
    high = float("inf") if value.high is None else value.high
    if value.approximate:
        low, high = low - abs(low) * ABOUT, high + abs(high) * ABOUT
    return low, high


def check_counts(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L308: counts that disagree with what they count. L320: lists that are short of it, and say so."""
    out: list[Finding] = []
    counted = {"", *(name for name, unit in units_by_name(vocab).items() if unit.dimension in COUNTED)}
    for claim in book.claims.values():
        matter: object = claim.matter
        nested = ""
        if type(matter) is Statement and matter.about is not None:
            matter, nested = matter.about.matter, "about"
        if type(matter) is Quantity:
            if matter.lists and matter.value.unit.casefold() in counted:
                out += _list(claim, matter, nested)
        elif type(matter) is Incident:
            for key, counts in (("deaths", matter.deaths), ("injured", matter.injured)):
                if len(counts) > 1 and TOTAL in counts:
                    parts = [value for word, value in counts.items() if word != TOTAL]
                    least, given = sum(bounds(value)[0] for value in parts), counts[TOTAL]
                    if least > bounds(given)[1]:
                        message = f"the parts of '{key}' come to {least:g} or more; the total given is {given.text}"
                        out.append(find("L308", claim.place(nested or key), message, "correct the total or the parts"))
    return out


def _list(claim: Claim, quantity: Quantity, nested: str) -> list[Finding]:
    names = quantity.lists
    if len(set(names)) < len(names):
        seen: dict[str, int] = {}
        index = next(i for i, name in enumerate(names) if seen.setdefault(name, i) != i)
        place = claim.place(nested) if nested else place_of_item(claim, "lists", index)
        return [find("L308", place, f"'{names[index]}' stands twice in the list", "name each once")]
    low, high = bounds(quantity.value)
    if low <= len(names) <= high:
        return []
    hint = "add the missing names, or write 'partial: true'" if len(names) < low else "correct the count or the list"
    length = f"{len(names)} {'name' if len(names) == 1 else 'names'}"
    message = f"the list has {length}; the count given is {quantity.value.text}"
    if quantity.partial and len(names) < low:
        message, hint = f"{message}, so {low - len(names):g} are not told", "another source may name the others"
        return [find("L320", claim.place(nested or "lists"), message, hint)]
    return [find("L308", claim.place(nested or "value"), message, hint)]
