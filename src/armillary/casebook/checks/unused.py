"""Unused sources: listed, but neither read nor credited nor the ground of anything."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import ON_RECORD
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary

USERS = ("actors", "claims", "sources", "commitments", "levers")  # kinds of record that can use a source


def check_unused(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """R204: sources that nothing uses; silent while a record or name that may mean one is wrong."""
    if any(kind in book.unreadable or book.broken.get(kind) for kind in USERS):
        return []
    used = {source for _, source, _ in book.heads}
    used.update(*{chain for claim in book.claims.values() for chain in claim.chains})
    for source in book.sources.values():
        used.update(source.derived_from)
    for actor in book.actors.values():
        used.update(since.source for key in ON_RECORD for since in getattr(actor, key) if since.source)
    used.update(commitment.source for commitment in book.commitments.values())
    used.update(lever.source for lever in book.levers.values() if lever.source)
    if any(name not in book.sources and name not in book.speakers for name in used):
        return []
    hint = "code its claims, credit it, or remove it"
    return [
        find("R204", source.place(), f"nothing uses the source '{source.id}'", hint)
        for source in book.sources.values()
        if not source.read and source.id not in used
    ]
