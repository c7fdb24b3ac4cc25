"""The names by which actors are known, and the check that no name means two of them unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Actor
from armillary.finding import Finding, find
from armillary.names.folding import fold
from armillary.vocab.vocabulary import Vocabulary


def names_of(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """Every name of an actor as (name, key, note): its id, its names, its aliases."""
    yield actor.id, "id", ""
    yield actor.name, "name", ""
    if actor.short:
        yield actor.short, "short", ""
    for index, alias in enumerate(actor.aliases):
        yield alias.name, f"aliases.{index}", alias.note


def check_names(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """N401: after folding, one name for two actors, unless an alias says in a note why it is shared."""
    del vocab
    owner: dict[str, tuple[Actor, str, str]] = {}
    findings: list[Finding] = []
    told: set[tuple[str, str, str]] = set()
    for actor in book.actors.values():
        for name, key, note in names_of(actor):
            folded = fold(name)
            if not folded:  # a name of signs alone says nothing
                continue
            first = owner.setdefault(folded, (actor, key, note))
            if ":" in actor.file + first[0].file:  # across casebooks it is for an identity decision to say
                continue
            if first[0] is actor or note or first[2] or (folded, first[0].id, actor.id) in told:
                continue
            told.add((folded, first[0].id, actor.id))
            findings.append(
                find(
                    "N401",
                    actor.place(key),
                    f"'{name}' is a name of '{actor.id}' and of '{first[0].id}'",
                    "keep it for one of them, or give it to each as an alias with a note: when it means which",
                    (first[0].place(first[1]),),
                )
            )
    return findings
