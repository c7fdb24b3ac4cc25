"""Registers: an id in somebody else's register has the shape that register gives, and one actor alone has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Actor, Claim, Source
from armillary.finding import Finding, find
from armillary.text.nearest import did_you_mean
from armillary.vocab.terms import IdScheme
from armillary.vocab.vocabulary import Vocabulary


def check_registers(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L317, F106: ids of the wrong shape, and registers that the vocabulary does not have."""
    out: list[Finding] = []
    schemes = vocab.lists.id_schemes
    patterns: dict[str, re.Pattern[str] | None] = {}
    for record in _with_ids(book):
        for register, value in record.ids.items():
            if register not in schemes:
                message = f"the vocabulary has no register '{register[:80]}'"
                out.append(find("F106", record.place("ids"), message, did_you_mean(register, schemes)))
                continue
            if register not in patterns:
                patterns[register] = _compile(schemes[register].pattern)
            pattern = patterns[register]
            if pattern is not None and not pattern.fullmatch(value):
                message = f"'{value[:80]}' is not an id of the register '{register}'"
                out.append(find("L317", record.place("ids"), message, _shape(schemes[register])))
    return out


def check_shared_ids(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L323: actors that share an id of one register, unless a decision says whether they are one."""
    del vocab
    decided = {frozenset(decision.of) for decision in book.identities.values() if decision.verdict != "unsure"}
    holders: dict[tuple[str, str], Actor] = {}
    out: list[Finding] = []
    for actor in book.actors.values():
        for register, value in actor.ids.items():
            other = holders.setdefault((register, value), actor)
            if other is not actor and frozenset((other.id, actor.id)) not in decided:
                message = f"'{other.id}' and '{actor.id}' are both {value[:80]} in the register '{register}'"
                hint = "one body under two names? keep one entry, or say what they are with `armillary identity`"
                out.append(find("L323", actor.place("ids"), message, hint, (other.place("ids"),)))
    return out


def _shape(scheme: IdScheme) -> str:
    return f"its ids look like {scheme.example}" if scheme.example else f"its ids fit the pattern {scheme.pattern}"


def _with_ids(book: Casebook) -> Iterator[Actor | Source | Claim]:
    for shelf in (book.actors, book.sources, book.claims):
        for record in shelf.values():
            if record.ids:
                yield record


def _compile(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:  # the vocabulary's own checks say so
        return None
