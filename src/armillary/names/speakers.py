"""The names that speakers go by: their own, and those of the actor that each of them is."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.casebook.casebook import Casebook


def speaker_names(book: Casebook) -> Iterator[tuple[str, str]]:
    """Every speaker's id with each of its names; a speaker under an actor's id has that actor's aliases too."""
    for speaker in book.speakers.values():
        yield speaker.id, speaker.name
        if speaker.short:
            yield speaker.id, speaker.short
        if actor := book.actors.get(speaker.id):
            yield from ((speaker.id, name) for name in (actor.name, actor.short) if name)
            yield from ((speaker.id, alias.name) for alias in actor.aliases)
