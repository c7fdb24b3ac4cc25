"""Suppositions: clauses that tell what is only assumed, or what was not so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_supposed(trigger: Token) -> bool:
    """Whether a deed stands in a clause that only supposes it: if we assume that, makes it hard for them to."""
    for token in (trigger, *trigger.ancestors):
        for child in token.children:
            supposes = child.dep_ == "mark" and child.lower_ == "if"
            if supposes and any(c.dep_ == "nsubj" and c.lower_ in ("we", "one", "you") for c in token.children):
                return True
            if child.dep_ == "mark" and child.lower_ == "for" and token.head.i != token.i and _is_hard(token.head):
                return True
        if token.dep_ in ("xcomp", "ccomp", "advcl") and token.i > token.head.i and _is_hard(token.head):
            return True
    return False


def is_counterfactual(token: Token) -> bool:
    """Whether a verb tells what was not so: had they attacked, would have attacked, as if they had attacked."""
    auxiliaries = {c.lower_: c.i for c in token.children if c.dep_ in ("aux", "auxpass")}
    subject = next((c.i for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), -1)
    if token.dep_ == "advcl" and any(auxiliaries.get(word, subject) < subject for word in ("had", "were", "should")):
        return True
    if "would" in auxiliaries and auxiliaries.keys() & {"have", "'ve"}:
        return True
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")}
    if not marks & {"if", "unless"}:
        return False
    main = token.head
    unreal = {"would", "have"} <= {c.lower_ for c in main.children if c.dep_ == "aux"}
    return unreal or (marks >= {"as", "if"} and "had" in auxiliaries)


def _is_hard(token: Token) -> bool:
    return any(word.lower_ in ("difficult", "hard", "harder", "impossible") for word in (token, *token.children))
