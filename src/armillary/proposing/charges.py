"""Charges: the word by which somebody is accused of a deed, and those who accuse him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from armillary.proposing.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_WHAT = frozenset({"of", "for", "with", "in", "over"})  # accused of, blamed for, charged with, implicated in
_TO_BLAME = frozenset({"responsible", "accountable", "culpable", "liable"})
_ALLEGE = frozenset({"make", "level", "raise", "bring", "voice", "repeat", "renew", "direct"})
_HIGHEST = 10  # heads climbed from a deed


def find_charge(deed: Token, cues: Cues) -> Token | None:
    """The verb that charges somebody with a deed: accuses X of it, holds X responsible for it, blames it on X."""
    at, behind = deed, False
    for _ in range(_HIGHEST):
        head = at.head
        clause = at.dep_ in ("ccomp", "relcl", "advcl", "nsubj", "parataxis")
        if head.i == at.i or (clause and at.lower_ not in _TO_BLAME):
            return None
        lemma = head.lemma_.lower()
        behind = behind or (at.dep_ == "prep" and at.lower_ in _OF_WHAT)
        charges = lemma in cues["charging_verbs"] | cues["judging_verbs"]
        if head.pos_ == "VERB" and (charges or (lemma == "hold" and to_blame(head) is not None)):
            return head if behind or blamed_on(head) is not None else None
        at = head
    return None


def blamed_on(verb: Token) -> Token | None:
    """On whom a deed is blamed: the last that stands behind `on`."""
    if verb.lemma_.lower() != "blame":
        return None
    blamed = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.pos_ == "NOUN"]
    on = [p for t in (*blamed, verb) for c in t.children if c.lower_ == "on" for p in c.children if p.dep_ == "pobj"]
    return on[-1] if on and not any(c.lower_ == "for" for c in verb.children) else None


def accusers(verb: Token) -> list[Token]:
    """Who charges: the subject, of a relative clause what it describes, of a passive by whom it is done."""
    found = [c for c in verb.children if c.dep_ == "nsubj"]
    if found and found[0].lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return [verb.head]
    blamed = to_blame(verb)
    by = [c for t in (verb, blamed) if t is not None for c in t.children if c.lower_ == "by" and c.dep_ != "mark"]
    found = found or [p for c in by for p in c.children if p.dep_ == "pobj"]
    if not found and verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBD"):
        return [verb.head]
    if not found and verb.dep_ in ("conj", "xcomp", "advcl") and verb.tag_ != "VBN":
        return accusers(verb.head)
    return found


def to_blame(verb: Token) -> Token | None:
    """The adjective in `holds X responsible`, wherever the parse has hung it."""
    return next((t for t in verb.doc[verb.i + 1 :] if t.lower_ in _TO_BLAME and verb in t.ancestors), None)


def allegers(noun: Token) -> list[Token]:
    """Who makes an allegation: Varden's claim, accusations by Varden, allegations made by Varden, Varden levelled."""
    by = [c for c in noun.children if c.lower_ == "by" and c.dep_ in ("prep", "agent")]
    found = [c for c in noun.children if c.dep_ == "poss" and c.tag_ != "PRP$"]
    if not found and not by and noun.head.lemma_.lower() in _ALLEGE and noun.dep_ in ("dobj", "nsubjpass"):
        return accusers(noun.head)
    return found or [p for c in by for p in c.children if p.dep_ == "pobj"]
