"""Naming: whether what is released says in words what is hidden, in any spelling, or on which day somebody spoke."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Actor, Record, Source, Speaker
from armillary.names.called import Bearer, bearer, called
from armillary.names.folding import fold
from armillary.names.mentions import Name, Scanner
from armillary.releasing.months import DAY
from armillary.releasing.numbered import BY_NUMBER, called_by_number
from armillary.releasing.pseudonyms import Pseudonyms
from armillary.releasing.release import Release
from armillary.releasing.walking import CODERS, FREE, records_of, words
from armillary.vocab.terms import PlaceTerm, Term
from armillary.vocab.vocabulary import Vocabulary

SHORTEST = 4  # letters of a name that is looked for, if it is no acronym in capitals
GLUED = 7  # letters from which a name of several words is looked for written as one: in addresses and tags
PERSON = "person"
TITLE = "title"  # what a finding about the title of a casebook is about
HIDDEN, SHOWN = "hidden", "shown"
_DESCRIBES = frozenset(
    {"a", "an", "and", "at", "from", "in", "of", "the", "who", "with"}
)  # no name: A man from the north
_JOINER = str.maketrans({"\u200c": " ", "_": " "})
_BREAKS = re.compile(r"[,;:/|\\\n()\[\]،؛]+")


def told_in_words(
    casebook: Casebook, vocab: Vocabulary, release: Release, names: Pseudonyms, records: Casebook, own: Iterable[Term]
) -> Iterator[tuple[str, str]]:
    """What is released, `records` and the `own` terms of the casebook, and says in words what it must not; and what."""
    hidden, old = Names(casebook, vocab, release, names), {new: old for old, new in names.ids.items()}
    spoken = {record.id for _, record in records_of(casebook) if names.numbered.say(record)}
    for _, record in records_of(records):
        name = old.get(record.id, record.id)
        if hidden.name(record):
            yield name, f"the text of {name} names something that the release hides"
        elif name in spoken and any(DAY.search(text) for field in FREE for text in words(getattr(record, field, ""))):
            yield name, f"the text of {name} names a day, and of who speaks in it the release tells months"
    if hidden.stand_in([casebook.settings.title, release.name]):
        yield TITLE, "the title of the casebook, or the name of the release, names something that it hides"
    for term in own:
        if hidden.stand_in(words(term)):
            yield term.id, f"the term {term.id} names something that the release hides"


class Names:
    """The names of what a release hides, and of what it shows, which may be the same or longer ones."""

    def __init__(self, casebook: Casebook, vocab: Vocabulary, release: Release, names: Pseudonyms) -> None:
        seen, numbered = names.seen, names.numbered
        hidden: list[Bearer] = []
        shown: list[Bearer] = []
        plain: set[str] = set()  # ids and titles: looked for as they are
        coders: set[str] = set()
        numbers = numbered.speakers | numbered.sources
        for shelf, record in records_of(casebook):
            open_ = seen.shows(shelf, record.id) and record.id not in numbers
            if isinstance(record, Actor | Speaker):
                (shown if open_ else hidden).append(_bearer(record))
            if not open_ and record.id not in numbered.speakers:
                plain |= {record.id, *([record.title] if isinstance(record, Source) else ())}
            coders |= {getattr(record, field, "") for field in CODERS} if not release.coders else set()
        hidden += [Bearer(name, PERSON, (name,)) for name in sorted(coders) if " " in name]
        known = {name.folded for name in _spelt(shown, vocab.places)}
        for name in numbered.speakers:
            if seen.shows("speakers", name):
                known |= {fold(names.speaker(name)), fold(called_by_number(casebook.speakers[name]))}
        known |= {fold(name) for place in vocab.places.values() for name in (place.name, *place.aliases)}
        wanted = [*_spelt(hidden, vocab.places), *(Name(HIDDEN, fold(word), exact=True) for word in sorted(plain))]
        wanted = [n for n in wanted if n.folded not in known and (n.written or len(n.folded) >= SHORTEST)]
        self._alone = Scanner(wanted)
        self._scanner = Scanner([*wanted, *(replace(n, id=SHOWN) for n in _spelt(shown, vocab.places))])
        self._clean: set[str] = set()

    def stand_in(self, texts: Iterable[str]) -> bool:
        """Whether any of some texts names what is hidden."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._clean]
        if _found(self._scanner, " . ".join(fresh)):  # read at once: no name goes over a full stop
            return True
        self._clean.update(fresh)
        return False

    def name(self, record: Record) -> bool:
        """Whether a record names what is hidden; also by a part of its own name."""
        return _found(self._alone, getattr(record, "name", "")) or self.stand_in(words(record))


def _found(scanner: Scanner, text: str) -> bool:
    whole = unicodedata.normalize("NFC", text)
    if not whole.isascii():
        whole = "".join(c for c in whole if c == "\u200c" or unicodedata.category(c) != "Cf")
    readings = {whole.replace("_", " "), _BREAKS.sub(" ", whole.translate(_JOINER))}
    return any(HIDDEN in mention.ids for reading in readings for mention in scanner.scan(reading))


def _bearer(record: Actor | Speaker) -> Bearer:
    if isinstance(record, Actor):
        return bearer(record)
    names = tuple(name for name in (record.name, record.short) if name)
    named = record.kind in (PERSON, *BY_NUMBER) and _DESCRIBES.isdisjoint(record.name.casefold().split())
    return Bearer(record.id, PERSON if named else "", names)


def _spelt(known: list[Bearer], places: dict[str, PlaceTerm]) -> Iterator[Name]:
    """Every spelling of names as texts have them; as they are also in small letters, plural, turned and in one word."""
    own = {fold(name) for one in known for name in one.names}
    for name in called(known, places):
        if name.id.startswith("actor:"):
            short = " " not in name.folded and name.folded not in own
            yield replace(name, id=HIDDEN, capital=name.capital or short)
    for one in known:
        for written in one.names:
            for spelling in {fold(written), fold(written.replace("\u200c", " "))}:
                parts = spelling.split()
                letters = len("".join(parts))
                if letters < SHORTEST:
                    continue
                yield Name(HIDDEN, spelling)
                yield Name(HIDDEN, spelling + "s", exact=True)
                if len(parts) == 2 and one.kind == PERSON:
                    yield Name(HIDDEN, " ".join(reversed(parts)), exact=True)
                if len(parts) > 1 and letters >= GLUED:
                    yield Name(HIDDEN, "".join(parts), exact=True)
