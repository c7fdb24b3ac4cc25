"""Drafts: the claim that a proposal comes to, as keys and values of a casebook, to be changed before it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from armillary.casebook.plain import Plain
from armillary.casebook.triples import parse_triple
from armillary.finding import Wrong

ENDS = ("subject", "relation", "object")
FIELDS = (*ENDS, "polarity", "modality", "when", "where", "level", "object_level", "credit", "at", "text", "note")
OF_AMOUNTS = ("quantity", "value", "of")  # in place of the ends, where the claim is on an amount
# What a claim says of itself and not of its matter, so that it is left out where a claim is shown on one line.
APART = frozenset({"id", "at", "text", "note", "coder", "coded", "ids", "caveat", "originator"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be: of a tie, or of an amount.

    `ends` are subject, relation and object of a tie, empty for a claim of another kind; `rest` has all other keys as
    they would be written; `gaps` says what is open, and for whom credit could not be found.
    """

    ends: tuple[str, str, str] = ("", "", "")
    rest: Mapping[str, Plain] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it has or may be given."""
        return (*OF_AMOUNTS, *FIELDS[len(ENDS) :]) if self.is_amount else FIELDS

    @property
    def is_amount(self) -> bool:
        """Whether it is on an amount."""
        return "quantity" in self.rest

    def entry(self) -> dict[str, Plain]:
        """The keys and values as they would stand in the casebook."""
        made = dict(self.rest)
        if any(self.ends):
            bar = " | " if any(end.startswith("any ") for end in self.ends) else " "
            return {"tie": bar.join(self.ends), **made}
        return made

    def get(self, name: str) -> str:
        """A field as one line of text."""
        if name in ENDS:
            return self.ends[ENDS.index(name)]
        if name == "credit":
            return written_chains(chains_of(self.rest))
        return written(self.rest.get(name, ""))

    def put(self, name: str, text: str) -> Draft:
        """The draft with another text in a field; empty takes the field away."""
        text = " ".join(text.split())
        if name in ENDS:
            ends = list(self.ends)
            ends[ENDS.index(name)] = text
            return replace(self, ends=(ends[0], ends[1], ends[2]))
        rest = {key: value for key, value in self.rest.items() if key not in _KEYS.get(name, (name,))}
        if text:
            rest |= _credit(text) if name == "credit" else {name: _listed(name, text)}
        if (name, text) in (("polarity", "asserts"), ("modality", "stated")):
            rest.pop(name, None)  # what a claim says when it says nothing
        return replace(self, rest=rest)


def draft_of(entry: Mapping[str, Plain], relations: Collection[str]) -> Draft:
    """A draft of an entry that somebody has written in full."""
    rest = dict(entry)
    ends = ("", "", "")
    tie = rest.get("tie")
    if isinstance(tie, str):
        try:
            triple = parse_triple(tie, relations)
        except Wrong:
            return Draft(rest=rest)  # the forms will say what is wrong with it
        ends = (str(triple.subject), triple.relation, str(triple.object))
        rest.pop("tie")
    return Draft(ends, rest)


def one_line(entry: Mapping[str, Plain]) -> str:
    """A claim as it could stand on one line of a casebook, without its id, place and text."""
    return ", ".join(f"{key}: {written(value)}" for key, value in entry.items() if key not in APART)


def written(value: Plain) -> str:
    """A value on one line: lists in brackets, parts in braces."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    return f"{{{', '.join(f'{key}: {written(item)}' for key, item in value.items())}}}"


def chains_of(rest: Mapping[str, Plain]) -> tuple[tuple[str, ...], ...]:
    """The chains of credit of an entry."""
    if "credit" in rest:
        return (_chain(rest["credit"]),)
    several = rest.get("credits", [])
    return tuple(_chain(chain) for chain in several) if isinstance(several, list) else ()


def credit_keys(chains: Collection[tuple[str, ...]]) -> dict[str, Plain]:
    """Chains of credit as the key that holds them."""
    lists: list[Plain] = [list(chain) for chain in chains if chain]
    if len(lists) > 1:
        return {"credits": lists}
    chain = next((chain for chain in chains if chain), ())
    return {"credit": chain[0] if len(chain) == 1 else list(chain)} if chain else {}


def written_chains(chains: Collection[tuple[str, ...]]) -> str:
    """Chains of credit as a person types them: links parted by `>`, chains by commas."""
    return ", ".join(" > ".join(chain) for chain in chains)


_KEYS = {"credit": ("credit", "credits")}


def _credit(text: str) -> dict[str, Plain]:
    chains = [tuple(link for link in re.split(r"\s*>\s*", chain) if link) for chain in re.split(r"\s*[,;]\s*", text)]
    return credit_keys([chain for chain in chains if chain])


def _chain(value: Plain) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(link) for link in value)


def _listed(name: str, text: str) -> Plain:
    if name != "where":
        return text
    places: list[Plain] = [place for place in re.split(r"[\s,]+", text.strip("[]")) if place]
    return places[0] if len(places) == 1 else places
