"""Units: a quantity is in its measure's dimension, money in a currency, the dead in persons, no count below zero."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Claim, Flow, Incident, Quantity, Statement
from armillary.finding import Finding, find
from armillary.text.values import Value
from armillary.vocab.terms import Unit
from armillary.vocab.vocabulary import Vocabulary

COUNTED = frozenset({"count", "persons"})  # dimensions in which a bare number says enough


def units_by_name(vocab: Vocabulary) -> dict[str, Unit]:
    """Every unit by its id and aliases, without regard to capitals."""
    units = vocab.lists.units.values()
    by_alias = {alias.casefold(): unit for unit in units for alias in unit.aliases}
    return by_alias | {unit.id.casefold(): unit for unit in units}


def is_money(goods: str, vocab: Vocabulary) -> bool:
    """Whether goods are money in some form: a flow of them makes the same tie as a flow of money."""
    things = vocab.things
    return goods == "money" or (
        goods in things and "money" in things and things[goods].flow_relation == things["money"].flow_relation != ""
    )


def check_units(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L316, L325: units that do not fit, and counts below zero; a unit that the vocabulary lacks is a missing term."""
    out: list[Finding] = []
    units = units_by_name(vocab)
    measures = vocab.lists.measures

    def look(claim: Claim, key: str, value: Value, dimension: str, what: str) -> None:
        if dimension in COUNTED and any(bound is not None and bound < 0 for bound in (value.low, value.high)):
            hint = "write how many there are; what went down has a measure of its own, or stands in the text"
            out.append(find("L325", claim.place(key), f"'{value.text}' is a count below zero", hint))
            return
        unit = units.get(value.unit.casefold())
        fitting = [u.id for u in vocab.lists.units.values() if u.dimension == dimension]
        hint = "such as " + ", ".join(fitting[:4])
        if not fitting:  # the measure has its finding
            return
        if not value.unit:
            if dimension not in COUNTED:
                out.append(
                    find("L316", claim.place(key), f"'{value.text}' lacks its unit: {what} in {dimension}", hint)
                )
        elif unit is not None and unit.dimension != dimension:
            message = f"'{value.unit}' measures {unit.dimension}, but {what} in {dimension}"
            out.append(find("L316", claim.place(key), message, hint))

    for claim in book.claims.values():
        matter: object = claim.matter
        nested = ""
        if type(matter) is Statement and matter.about is not None:
            matter, nested = matter.about.matter, "about"
        if type(matter) is Quantity:
            measure = measures.get(matter.measure)
            if measure is not None:
                look(claim, nested or "value", matter.value, measure.dimension, f"{matter.measure} is given")
        elif type(matter) is Flow:
            amount = matter.amount
            if amount is not None and amount.low is not None and amount.low < 0:
                hint = "a flow runs one way: turn the ends round"
                what = f"'{amount.text}' is an amount below zero"
                out.append(find("L325", claim.place(nested or "amount"), what, hint))
            elif amount is not None and is_money(matter.goods, vocab):
                look(claim, nested or "amount", amount, "money", f"{matter.goods} is given")
        elif type(matter) is Incident:
            for key, counts in (("deaths", matter.deaths), ("injured", matter.injured)):
                for value in counts.values():
                    look(claim, nested or key, value, "persons", f"{key} are counted")
    return out
