"""A release: for whom a book is made, by marking and compartments, and the answers to what a reader could infer."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

from collections.abc import Iterable

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Answer, Audience
from armillary.finding import ArmillaryError, Place
from armillary.releasing.walking import records_of
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import Vocabulary

MOST_CLOSED = "RED"
AMONG_COLLEAGUES = "AMBER"  # from this marking on coders are named
EVERYTHING = "*"


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a book is for: what is marked no higher than `order` and lies in no compartment but those granted."""

    name: str
    marking: str
    order: int
    compartments: tuple[str, ...] = ()
    possible_speakers: int = 3
    coders: bool = False  # whether it says who wrote the casebook
    answers: tuple[Answer, ...] = ()
    place: Place = Place("armillary.toml")

    def answer(self, code: str, about: str) -> Answer | None:
        """The casebook's answer to a finding about a judgement or a record; a closer answer goes before a general."""
        fitting = [answer for answer in self.answers if answer.finding == code]
        return next(
            (answer for wanted in (about, EVERYTHING) for answer in fitting if answer.about == wanted),
            None,
        )

    def chosen(self, codes: Iterable[str], about: str, choice: str) -> bool:
        """Whether any of some findings about a thing was answered with a choice."""
        return any((found := self.answer(code, about)) is not None and found.choice == choice for code in codes)


def choose_release(
    casebook: Casebook, vocab: Vocabulary, wanted: str | None, granted: Iterable[str] = ()
) -> Release | None:
    """The release that was asked for by a marking or the name of an audience; None is the full book, kept local.

    Raises ArmillaryError for a word that is neither, and for a compartment that nothing is in.
    """
    granted = tuple(dict.fromkeys(granted))
    if wanted is None and not granted:
        return None
    markings = vocab.lists.markings
    audiences = {audience.name: audience for audience in casebook.settings.audiences}
    word = (wanted or MOST_CLOSED).strip()
    audience = audiences.get(word)
    if audience is None and word.upper() in markings:
        audience = Audience(name="", marking=word.upper())
    if audience is None:
        known = [*markings, *audiences]
        raise ArmillaryError(f"there is no release '{word[:80]}'", did_you_mean(word, known) or f"one of {known}")
    if audience.marking not in markings:
        hint = did_you_mean(audience.marking, markings)
        raise ArmillaryError(f"the release '{audience.name}' has no marking '{audience.marking[:80]}'", hint)
    known = sorted({name for _, record in records_of(casebook) for name in getattr(record, "compartments", ())})
    for name in granted:
        if name not in known:
            raise ArmillaryError(f"nothing is in a compartment '{name[:80]}'", did_you_mean(name, known))
    return Release(
        name=audience.name or audience.marking,
        marking=audience.marking,
        order=markings[audience.marking].order,
        compartments=tuple(sorted({*audience.compartments, *granted})),
        possible_speakers=audience.possible_speakers,
        coders=markings[audience.marking].order >= markings[AMONG_COLLEAGUES].order,
        answers=audience.answers,
        place=audience.place,
    )
