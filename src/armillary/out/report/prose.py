"""Judgements as prose: ties of one subject or object together in a clause, how likely they are, who denies them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from armillary.book.book import Book
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, in_text, is_plural, listed, number, verb
from armillary.text.months import said_date

_SMALL_WORDS = frozenset({"in", "from", "to", "with", "of", "on", "for", "against", "by"})
MOST_NAMED = 3


class Told(NamedTuple):
    """A tie as it is told: one that holds both ways, from the end that the question begins with."""

    tie: TieRow
    subject: str
    object: str

    @property
    def pair(self) -> tuple[str, str]:
        """Its two ends."""
        return self.subject, self.object


def clause(book: Book, told: Sequence[Told], that: str = "") -> str:
    """Ties as one clause: those of one subject share it, and subjects of which the same is told share that.

    Of several clauses, `that` stands before all but the first.
    """
    does: dict[str, dict[str, list[str]]] = {}
    for item in told:
        does.setdefault(item.subject, {}).setdefault(item.object, []).append(item.tie.relation)
    who: dict[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], list[str]] = {}
    for subject, objects in does.items():
        whom: dict[tuple[str, ...], list[str]] = {}
        for name, relations in objects.items():
            whom.setdefault(tuple(dict.fromkeys(relations)), []).append(name)
        who.setdefault(tuple((verbs, tuple(names)) for verbs, names in whom.items()), []).append(subject)
    said = [_one(book, subjects, predicates) for predicates, subjects in who.items()]
    return joined([said[0], *(that + text for text in said[1:])])


def _one(book: Book, subjects: Sequence[str], predicates: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> str:
    does = []
    for relations, names in predicates:
        verbs = [verb(book, subjects[0], relation, several=len(subjects) > 1) for relation in relations]
        last = {words.split()[-1] for words in verbs}
        if len(last) == 1 and last <= _SMALL_WORDS:  # is present and runs camps in
            verbs = [*(words.rpartition(" ")[0] for words in verbs[:-1]), verbs[-1]]
        does.append(f"{listed(verbs)} {listed([in_text(book, name) for name in names])}")
    return f"{listed([in_text(book, name) for name in subjects])} {joined(does)}"


def joined(parts: Sequence[str]) -> str:
    """Clauses one after the other, with a comma before the last where one of them has an `and` of its own."""
    if len(parts) < 2 or not any(" and " in part for part in parts):
        return listed(parts)
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def how_likely(word: str) -> str:
    """How a clause is led in by a word of likelihood."""
    if word.endswith("chance"):
        return f"there is {word if word.startswith('almost') else f'a {word}'} that"
    return f"it is {word} that"


def percent(likelihood: float) -> str:
    """A likelihood in whole per cent, from 1 to 99."""
    return str(round(min(max(likelihood, 0.01), 0.99) * 100))


def person(book: Book, speaker: str) -> str:
    """A speaker by name, as it stands within a sentence."""
    if speaker in book.kinds:
        return in_text(book, speaker)
    shown = book.names.get(speaker) or speaker.rpartition("/")[2].replace("-", " ")
    if speaker.startswith("unnamed/") and shown.partition(" ")[2][:1].islower():
        return shown[0].lower() + shown[1:]  # called by what it is: observers whom the paper does not name
    return shown


def speaking(book: Book, speakers: Sequence[str]) -> list[str]:
    """Speakers without a party for which another of them speaks."""
    rows = book.sql("SELECT speaks_for FROM speakers WHERE list_contains(?, id)", [list(speakers)])
    spoken = {party for row in rows for party in row["speaks_for"]}
    return [name for name in dict.fromkeys(speakers) if name not in spoken]


def people(book: Book, speakers: Sequence[str]) -> str:
    """Speakers by name: a few, then how many more."""
    names = [person(book, name) for name in speakers]
    rest = len(names) - MOST_NAMED
    return listed([*names[:MOST_NAMED], f"{number(rest)} more"] if rest > 1 else names)


def denial(book: Book, told: Sequence[Told]) -> str:
    """Who denies some ties, under the name of who does, whoever reports it; '' where nobody does."""
    who = speaking(book, [name for item in told for name in item.tie.denied_by])
    if not who:
        return ""
    if not all(item.tie.denied_by for item in told):
        return f"{people(book, who)} {_deny(book, who)} part of it"
    return f"{people(book, who)} {_deny(book, who)} it"


def _deny(book: Book, who: Sequence[str]) -> str:
    return "deny" if len(who) > 1 or is_plural(book, who[0]) else "denies"


def voices(told: Sequence[Told]) -> str:
    """How many independent voices bear ties out, such as 'four to nine independent voices'."""
    counts = sorted({item.tie.voices_for for item in told})
    if len(counts) == 1:
        return counted(counts[0], "independent voice")
    return f"{number(counts[0])} to {number(counts[-1])} independent voices"


def seen_since(told: Sequence[Told], since: str, before: Sequence[TieRow | None]) -> str:
    """Since when ties have been seen: whether what is told is new since a day, seen again, or older."""
    firsts = [item.tie.first for item in told]
    if all(first is not None and first >= since for first in firsts):
        return f"unseen before {said_date(since)}"
    gone = [row.last_seen for row in before if row is not None and row.currency in ("lapsed", "ended")]
    if len(gone) == len(told) and all(gone):
        return f"before {said_date(since)} last seen in {max(filter(None, gone))[:4]}"
    known = [first for first in firsts if first]
    return f"seen since {min(known)[:4]}" if len(known) == len(firsts) else ""
