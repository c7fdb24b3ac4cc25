"""Answers: what a sentence denies that the sentence before it has said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues
from armillary.proposing.ends import Ends
from armillary.proposing.stance import Stance
from armillary.proposing.tie import Tie

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ALL_OF_IT = frozenset({"it", "this", "that", "so"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "any", "all"})


def may_answer(words: Iterable[str], cues: Cues) -> bool:
    """Whether a sentence with these words, in small letters, may deny what was said before it."""
    return not cues.denying_forms.isdisjoint(words)


def read_answers(doc: Doc, ends: Ends, before: Iterable[Tie], cues: Cues) -> Iterator[Tie]:
    """The ties of the sentence before that a parsed sentence denies: the River Army rejected the accusation.

    A tie is denied by one of its ends, or by anybody who denies a report as a whole. What was denied already is not
    denied again.
    """
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in cues["denying_verbs"]:
            continue
        deniers = [c for c in verb.children if c.dep_ == "nsubj"]
        told, whole = _told(verb, cues)
        if not deniers or told is None:
            continue
        ids = {end.id for token in deniers for end in ends.resolve(token) if end.id}
        for tie in before:
            if tie.polarity == "asserts" and (ids & {tie.subject.id, tie.object.id} or (whole and not ids)):
                negated = tie.frame.polarity != "denies"
                stance = Stance(negated, False, "stated", False, tuple(deniers), ())
                yield replace(tie, trigger=verb, carrier=None, stance=stance)
        return


def _told(verb: Token, cues: Cues) -> tuple[Token | None, bool]:
    """What of the sentence before a verb denies, and whether that is a report as a whole."""
    for child in verb.children:
        if child.dep_ not in ("dobj", "nsubjpass"):
            continue
        lemma = child.lemma_.lower()
        if child.lower_ in _ALL_OF_IT:
            return child, False
        pointed = any(c.lower_ in _POINTING for c in child.children)
        closed = not any(c.dep_ in ("acl", "relcl", "prep", "ccomp") for c in child.children if c.i > child.i)
        if pointed and lemma in cues["told_nouns"] and closed:
            return child, True
        if pointed and lemma in cues["involvement_nouns"] and closed:
            return child, False
    return None, False
