"""Persons: a person is named only for a public reason."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.finding import Finding, find
from armillary.vocab.vocabulary import Vocabulary


def check_persons(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L312: persons named without a reason, or as actors for a reason that holds for speakers alone."""
    out: list[Finding] = []
    reasons = vocab.lists.named_reasons
    for_actors = [reason.id for reason in reasons.values() if reason.actor]
    hint = "say 'why_named': {}; or name the office, not the person"
    for actor in book.actors.values():
        kind = vocab.lists.actor_kinds.get(actor.kind)
        if kind is None or not kind.named_person:
            continue
        if not actor.why_named:
            message = f"the person '{actor.id}' is named without a reason"
            out.append(find("L312", actor.place(), message, hint.format(" or ".join(for_actors))))
        elif actor.why_named in reasons and not reasons[actor.why_named].actor:
            message = f"'{actor.why_named}' is a reason to name '{actor.id}' as a speaker, not as an actor"
            out.append(find("L312", actor.place("why_named"), message, hint.format(" or ".join(for_actors))))
    for speaker in book.speakers.values():
        spoken = vocab.lists.speaker_kinds.get(speaker.kind)
        if spoken is not None and spoken.named_person and not speaker.why_named:
            message = f"the person '{speaker.id}' is named without a reason"
            out.append(find("L312", speaker.place(), message, hint.format(" or ".join(reasons))))
    return out
