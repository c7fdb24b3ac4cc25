"""Identity decisions from the command line: recording one, taking the last back, and proposing what to decide on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from armillary.casebook.casebook import Casebook
from armillary.casebook.forms import IDENTITY_VERDICTS
from armillary.checking import Checked
from armillary.exchange.intake import Taken, take_in
from armillary.exchange.protocol import Entry
from armillary.finding import ArmillaryError, Place
from armillary.names.called import bearer, matcher
from armillary.names.gazetteer import names_of
from armillary.names.matcher import Ambiguous, Found, Matcher
from armillary.text.nearest import did_you_mean

FILE = "decisions"
MOST_PROPOSED = 200


def decide(checked: Checked, verdict: str, one: str, other: str, who: str, why: str, when: str) -> Taken:
    """What recording a decision comes to; raises ArmillaryError where it cannot be one."""
    book = checked.casebook
    if verdict not in IDENTITY_VERDICTS:
        raise ArmillaryError(f"'{verdict[:80]}' is not a verdict", "one of " + ", ".join(IDENTITY_VERDICTS))
    if one == other:
        raise ArmillaryError("a decision is about two different ids", "name two")
    known = {**book.actors, **book.speakers, **book.sources}
    for name in (one, other):
        if name not in known:
            raise ArmillaryError(f"no actor, speaker or source has the id '{name[:80]}'", did_you_mean(name, known))
    if not who.strip() or not why.strip():
        raise ArmillaryError("a decision says who made it and why", '--who "..." --why "..."')
    number = max((int(name) for name in book.identities if name.isdigit()), default=0) + 1
    values = {"id": str(number), "verdict": verdict, "of": [one, other], "who": who, "when": when, "why": why}
    return take_in(checked, [Entry("identities", values, Place("decision"))], FILE, update=False)  # type: ignore[arg-type]


def proposals(book: Casebook) -> list[tuple[str, str, str]]:
    """Actors, speakers and sources that share a name, in any of its spellings, as (id, id, the name).

    They are of different casebooks, or both actors of this one, entered twice under two spellings. Those that somebody
    has decided on are left out, and names of which an alias says in a note why they are shared; an id that is an actor
    and a speaker comes once.
    """
    decided = {frozenset(decision.of) for decision in book.identities.values()}
    found: dict[tuple[str, str], str] = {}
    for shelf, names in _NAMES.items():
        records: list[Any] = list(getattr(book, shelf).values())
        own = [r for r in records if ":" not in r.file]
        known = _matcher(shelf, own)
        for record in records:
            if ":" in record.file:
                asked = [record.id.partition(".")[2], *names(record)]
            else:
                asked = [name for name, _, note in names_of(record) if not note][1:] if shelf == "actors" else []
            for name in asked:
                for other in _meant(known, name) if ":" in record.file else known.alike(name):
                    pair = (other, record.id) if ":" in record.file else (min(other, record.id), max(other, record.id))
                    if other != record.id and frozenset(pair) not in decided:
                        found.setdefault(pair, name)
    return [(one, other, name) for (one, other), name in sorted(found.items())][:MOST_PROPOSED]


_NAMES: dict[str, Callable[[Any], list[str]]] = {
    "actors": lambda actor: [name for name, key, _ in names_of(actor) if key != "id"],
    "speakers": lambda speaker: [name for name in (speaker.name, speaker.short) if name],
    "sources": lambda source: [name for name in (source.title, source.url) if name],
}


def _matcher(shelf: str, records: list[Any]) -> Matcher[str]:
    """Whom names mean among a casebook's own records; actors as a text means them."""
    if shelf == "actors":
        return matcher([bearer(actor) for actor in records], {}, surnames=False)
    return Matcher((record.id, name) for record in records for name in _NAMES[shelf](record))


def _meant(known: Matcher[str], name: str) -> list[str]:
    """Whom a name means, all of them where several bear it."""
    match = known.whom(name)
    if isinstance(match, Found):
        return [match.id]
    return [candidate.id for candidate in match.candidates] if isinstance(match, Ambiguous) else []
