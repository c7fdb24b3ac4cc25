"""What a claim says, without how it is spelled: two claims that say the same have equal sayings."""

from __future__ import annotations

from typing import TypeAlias

from armillary.casebook.checks.units import units_by_name
from armillary.casebook.records import (
    About,
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
from armillary.text.dates import When
from armillary.text.values import Value
from armillary.vocab.vocabulary import Vocabulary

Saying: TypeAlias = tuple[object, ...]


class Sayings:
    """Makes sayings with a vocabulary: which relations are symmetric, which units are one."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.symmetric = frozenset(relation.id for relation in vocab.relations.values() if relation.symmetric)
        self._units = units_by_name(vocab)

    def tie(self, triple: Triple) -> tuple[str, str, str]:
        """Subject, relation and object; the ends of a symmetric relation in one order."""
        subject, object_ = _end(triple.subject), _end(triple.object)
        if triple.relation in self.symmetric and object_ < subject:
            subject, object_ = object_, subject
        return subject, triple.relation, object_

    def said(self, matter: object) -> Saying:
        """What the matter of a claim says, leaving out where and when."""
        match matter:
            case Tie(triple=triple):
                return self.tie(triple)
            case Quantity(value=value):
                return "quantity", matter.subject, matter.measure, matter.of, self._value(value)
            case Flow(amount=amount):
                return "flow", matter.giver, matter.receiver, matter.goods, self._value(amount), matter.per
            case Incident(triple=triple):
                return "incident", self.tie(triple), matter.type, matter.event
            case Position():
                return "position", matter.actor, matter.stance, matter.issue
            case Statement(about=about):
                return "statement", matter.speaker, matter.verb, self._about(about)
            case Retraction():
                return "retracts", matter.claim
            case _:
                return ()

    def _about(self, about: About | None) -> Saying:
        if about is None:
            return ()
        levels = about.level, about.object_level
        return self.said(about.matter), about.actor, about.claim, about.polarity, days(about.when), about.where, levels

    def _value(self, value: Value | None) -> Saying:
        if value is None:
            return ()
        unit = self._units.get(value.unit.casefold())
        return value.low, value.high, value.approximate, value.unit if unit is None else unit.id


def _end(end: End) -> str:
    return f"any {end.name} except {sorted(end.exceptions)}" if end.is_class else end.name


def days(when: When | None) -> tuple[int | None, int | None] | None:
    """The first and last day of a time; None for no time."""
    return (when.first, when.last) if when is not None else None


def overlap(a: When | None, b: When | None) -> bool:
    """Whether two times have a day in common; no time may be any time."""
    if a is None or b is None:
        return True
    begins_in_time = a.last is None or b.first is None or b.first <= a.last
    return begins_in_time and (b.last is None or a.first is None or a.first <= b.last)
