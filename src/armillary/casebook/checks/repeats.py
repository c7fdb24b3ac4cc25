"""Repeats: one fact read at one place is one claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import (
    About,
    Claim,
    End,
    Flow,
    Incident,
    Position,
    Quantity,
    Retraction,
    Statement,
    Tie,
    Triple,
)
from armillary.casebook.resolve import about_triple, deed_triple, links_to_root
from armillary.finding import Finding, find
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary

ALIKE = 0.75  # the share of their words that two texts have in common when they say the same,
ALIKE_THEN = 0.5  # and when, besides, they say it of the same time
LOOK_BACK = 8  # claims of one group that each is compared with, so that time stays in proportion to claims
_WORD = re.compile(r"\w+")


def check_repeats(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L310: claims of one source that say the same of the same time, or that split one sentence in two."""
    symmetric = {relation.id for relation in vocab.relations.values() if relation.symmetric}
    same: dict[tuple[Any, ...], list[Claim]] = {}
    by_text: dict[tuple[str, str, str], list[Claim]] = {}
    first: dict[tuple[Any, ...], Claim] = {}
    first_text: dict[tuple[str, str, str], Claim] = {}
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie:
            triple = matter.triple
            subject, object_ = triple.subject, triple.object
            if subject.is_class or object_.is_class or triple.relation in symmetric:
                said: Any = _tie(triple, symmetric)
            else:
                said = (subject.name, triple.relation, object_.name)
        else:
            said = _said(matter, symmetric)
        key = (claim.source, said, claim.polarity, claim.chains, claim.level, claim.object_level, claim.where)
        other = first.setdefault(key, claim)
        if other is not claim:
            same.setdefault(key, [other]).append(claim)
        text = (claim.source, claim.at, claim.text)
        other = first_text.setdefault(text, claim)
        if other is not claim:
            by_text.setdefault(text, [other]).append(claim)
    out = []
    told: set[str] = set()
    for group in same.values():
        for index, claim in enumerate(group):
            for other in group[max(0, index - LOOK_BACK) : index]:
                if _repeats(other, claim):
                    told.add(claim.id)
                    out.append(_say(other, claim))
                    break
    for group in by_text.values():
        for index, claim in enumerate(group):
            for other in group[max(0, index - LOOK_BACK) : index] if claim.id not in told else ():
                if _splits(other, claim, symmetric, vocab):
                    out.append(_say(other, claim))
                    break
    return out


def _say(first: Claim, claim: Claim) -> Finding:
    hint = "keep one of them; a passage that says it again is coverage with reason 'repeats'"
    message = f"'{claim.id}' says nearly what '{first.id}' says"
    return find("L310", claim.place(), message, hint, (first.place(),))


def _repeats(a: Claim, b: Claim) -> bool:
    """Whether two claims that say the same are of the same day, stand at the same place, or use the same words.

    One tie seen at one place in January and at another in the same year is no repeat: passages differ in what they add.
    """
    if not _overlap(a.when, b.when):
        return False
    same_time = _days(a.when) == _days(b.when) and _days(a.ended) == _days(b.ended)
    if same_time and not _in_words(a) and (a.at == b.at or _is_day(a.when)):
        return True
    return _alike(a.text, b.text) >= (ALIKE_THEN if same_time and a.when is not None else ALIKE)


def _in_words(claim: Claim) -> bool:
    """Whether what is said stands in the text alone: speech about nothing coded, an event without a name."""
    match claim.matter:
        case Statement(about=about):
            return about is None or about.matter is None
        case Incident(event=event):
            return not event
        case _:
            return False


def _splits(a: Claim, b: Claim, symmetric: set[str], vocab: Vocabulary) -> bool:
    """Whether one sentence was coded twice: as the same matter, or as a tie and one that it entails."""
    if type(a.matter) is Tie and type(b.matter) is Tie:
        x, y = a.matter.triple, b.matter.triple
        ends = {_end(x.subject), _end(x.object)} == {_end(y.subject), _end(y.object)}
        return ends and (_entails(x.relation, y.relation, vocab) or _entails(y.relation, x.relation, vocab))
    return type(a.matter) is type(b.matter) and _said(a.matter, symmetric) == _said(b.matter, symmetric)


def _entails(specific: str, general: str, vocab: Vocabulary) -> bool:
    """Whether a relation is another, or entails it between the same ends."""
    seen = {specific}
    pending = [specific]
    while pending:
        relation = pending.pop()
        if relation == general:
            return True
        for entailment in vocab.relations[relation].entails if relation in vocab.relations else ():
            if (entailment.subject, entailment.object) == ("subject", "object") and entailment.relation not in seen:
                seen.add(entailment.relation)
                pending.append(entailment.relation)
    return False


def _said(matter: object, symmetric: set[str]) -> tuple[Any, ...]:
    """What is said, without how it is spelled or when and where it holds."""
    match matter:
        case Tie(triple=triple):
            return _tie(triple, symmetric)
        case Quantity(value=value):
            number = (value.low, value.high, value.approximate, value.unit.casefold())
            return "quantity", matter.subject, matter.measure, matter.of, number
        case Flow(amount=amount):
            number = (amount.low, amount.high, amount.approximate, amount.unit.casefold()) if amount else ()  # type: ignore[assignment]
            return "flow", matter.giver, matter.receiver, matter.goods, number, matter.per
        case Incident(triple=triple):
            return "incident", _tie(triple, symmetric), matter.type, matter.event
        case Position():
            return "position", matter.actor, matter.stance, matter.issue
        case Statement(about=about):
            return "statement", matter.speaker, matter.verb, _about(about, symmetric)
        case Retraction():
            return "retracts", matter.claim
        case _:
            return ()


def _about(about: About | None, symmetric: set[str]) -> tuple[Any, ...]:
    if about is None:
        return ()
    said = _said(about.matter, symmetric)
    levels = about.level, about.object_level
    return said, about.actor, about.claim, about.polarity, _days(about.when), about.where, *levels


def _tie(triple: Triple, symmetric: set[str]) -> tuple[Any, ...]:
    subject, object_ = _end(triple.subject), _end(triple.object)
    if triple.relation in symmetric and object_ < subject:
        subject, object_ = object_, subject
    return subject, triple.relation, object_


def _end(end: End) -> str:
    return f"any {end.name} but {sorted(end.exceptions)}" if end.is_class else end.name


def _days(when: When | None) -> tuple[int | None, int | None] | None:
    return (when.first, when.last) if when is not None else None


def _overlap(a: When | None, b: When | None) -> bool:
    """Whether two times have a day in common; no time may be any time."""
    if a is None or b is None:
        return True
    begins_in_time = a.last is None or b.first is None or b.first <= a.last
    return begins_in_time and (b.last is None or a.first is None or a.first <= b.last)


def _is_day(when: When | None) -> bool:
    return when is not None and when.first is not None and when.first == when.last


def _alike(a: str, b: str) -> float:
    one, other = set(_WORD.findall(a.casefold())), set(_WORD.findall(b.casefold()))
    return len(one & other) / max(1, len(one | other))


def check_kinds(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L311: ties that repeat what a flow, an incident or a statement read at the same place says more exactly."""
    symmetric = {relation.id for relation in vocab.relations.values() if relation.symmetric}
    deeds: dict[tuple[Any, ...], list[tuple[Claim, When | None]]] = {}
    for claim in book.claims.values():
        if type(claim.matter) is not Tie:
            for said, polarity, chains, when in _ties_of(claim, symmetric, book, vocab):
                deeds.setdefault((claim.source, claim.at, said, polarity, chains), []).append((claim, when))
    if not deeds:
        return []
    relations = {key[2][1] for key in deeds}
    out = []
    for claim in book.claims.values():
        matter = claim.matter
        if type(matter) is Tie and matter.triple.relation in relations:
            key = (claim.source, claim.at, _tie(matter.triple, symmetric), claim.polarity, claim.chains)
            deed = next((other for other, when in deeds.get(key, ()) if _overlap(when, claim.when)), None)
            if deed is not None:
                kind = type(deed.matter).__name__.lower()
                message = f"'{claim.id}' codes the tie again that the {kind} '{deed.id}' makes"
                hint = f"keep the {kind}; it counts as the tie"
                out.append(find("L311", claim.place("tie"), message, hint, (deed.place(),)))
    return out


def _ties_of(
    claim: Claim, symmetric: set[str], book: Casebook, vocab: Vocabulary
) -> Iterator[tuple[tuple[Any, ...], str, tuple[tuple[str, ...], ...], When | None]]:
    """The ties that a claim of another kind makes or speaks of, as (what, polarity, chains, when)."""
    matter = claim.matter
    if type(matter) is Statement and matter.verb not in vocab.verbs:
        return
    deed = deed_triple(claim, vocab)
    if deed is not None:
        yield _tie(deed, symmetric), claim.polarity, claim.chains, claim.when
    if type(matter) is Statement and matter.about is not None:
        view, triple = vocab.verbs[matter.verb].about, about_triple(matter.about, vocab)
        if triple is not None and view != "none":
            polarity = "asserts" if (view == "asserts") == (matter.about.polarity == "asserts") else "denies"
            said, when = _tie(triple, symmetric), matter.about.when or claim.when
            yield said, polarity, tuple((*chain, matter.speaker) for chain in claim.chains), when
            if all(_root(chain, claim.source, book) == matter.speaker for chain in claim.chains):
                yield said, polarity, claim.chains, when  # read in the speaker's own words


def _root(chain: tuple[str, ...], source: str, book: Casebook) -> str:
    link = links_to_root(chain, source, book)[-1]
    return book.sources[link].speaker if link in book.sources else link
