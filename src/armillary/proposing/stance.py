"""How a deed is put: whether it is denied, hedged, foretold, only wished for, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.proposing.charges import accusers, allegers, find_charge
from armillary.proposing.clauses import is_infinitive, is_passive
from armillary.proposing.cues import Cues
from armillary.proposing.suppositions import is_counterfactual, is_supposed

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANNED = frozenset({"plan", "seek", "consider", "want"})
_NO_NEGATION = frozenset({"only", "just", "solely", "merely", "simply", "first", "last", "new"})


@dataclass(frozen=True, slots=True)
class Stance:
    """What surrounds a deed; `deniers` are the tokens of those who deny it, `sayers` of those who say it,
    `accusers` of those who charge somebody with it.
    """

    negated: bool
    hedged: bool
    modality: str
    binding: bool
    deniers: tuple[Token, ...]
    sayers: tuple[Token, ...]
    accusers: tuple[Token, ...] = ()


def read_stance(trigger: Token, carrier: Token | None, cues: Cues) -> Stance:
    """Read the words around a trigger and, for a noun, around the verb that carries it."""
    negations = 0
    hedged = False
    modality = ""
    binding = False
    deniers: list[Token] = []
    sayers: list[Token] = []
    chain = list(_chain(trigger, carrier, cues))
    binding = is_supposed(trigger)
    if trigger.dep_ == "advcl" and is_infinitive(trigger):
        aims = [c for c in trigger.head.children if c.dep_ == "dobj" and c.lemma_.lower() in cues["striving_nouns"]]
        modality = "intended" if aims else ""  # launched an offensive to retake
    if (answer := _answer(trigger, [token for token, _ in chain], cues)) is not None:
        negations += 1
        deniers += _subjects(answer)
    charge = find_charge(carrier or trigger, cues) or find_charge(trigger, cues)
    charged: list[Token] = []
    for place, (token, is_deed) in enumerate(chain):
        lemma = token.lemma_.lower()
        if is_deed:
            negations += _negations(token, cues)
            if token is not trigger and token.pos_ == "VERB":
                if lemma in cues["negating_verbs"] or lemma in cues["ending_verbs"]:
                    negations += 1
                if lemma in cues["denying_verbs"]:
                    deniers += _subjects(token)
                if lemma in _PLANNED:
                    modality = modality or "intended"
            mood = _mood(token, cues)
            binding = binding or mood == "binding"
            if mood == "possible":
                hedged, modality = True, modality or "possible"
            elif mood == "predicted":
                modality = modality or "predicted"
            elif mood == "conditional":
                hedged, modality = True, modality or "conditional"
            if _hedging_words(token, cues):
                hedged, modality = True, modality or "alleged"
            continue
        # Words above the deed, under which it stands.
        below = chain[place - 1][0]
        dep = below.dep_
        above_negated = _negations(token, cues) % 2 == 1
        if charge is not None and token.i == charge.i:
            binding = binding or above_negated
            break
        if token.pos_ in ("VERB", "AUX"):
            mood = _mood(token, cues)
            if lemma in cues["negating_verbs"] and dep in (
                *("ccomp", "xcomp", "dobj", "pcomp", "prep", "pobj", "csubj"),
            ):
                negations += 1
                if lemma in cues["denying_verbs"]:
                    deniers += _subjects(token)
            elif lemma in cues["hedging_verbs"] and dep in ("ccomp", "xcomp", "oprd", "acl"):
                hedged, modality = True, modality or "alleged"
                if dep == "xcomp" and above_negated:
                    negations += 1
            elif lemma in cues["demanding_verbs"] and dep in ("xcomp", "ccomp", "advcl"):
                binding = True
            elif lemma in cues["willing_verbs"] and dep in ("xcomp", "advcl"):
                modality = modality or "intended"
                if above_negated:
                    negations += 1
            elif above_negated:
                reveals = dep in ("ccomp", "dobj", "advcl") and lemma in cues["revealing_verbs"]
                negations += reveals or dep == "xcomp" or (dep in ("prep", "oprd") and below.lower_ == "as")
            if lemma in cues["studying_verbs"] and dep in ("dobj", "nsubjpass"):
                binding = True
            if dep in ("prep", "csubj", "ccomp") and _doubted(token, cues):
                negations += 1
                hedged, modality = True, modality or "alleged"
            if dep == "xcomp" and lemma in cues["saying_verbs"] and is_passive(token):
                hedged, modality = True, modality or "reported"  # is said to have
            if dep in ("ccomp", "oprd") and mood == "possible":
                hedged, modality = True, modality or "possible"
            if dep in ("ccomp", "oprd") and _hedging_words(token, cues):
                hedged, modality = True, modality or "reported"
            if lemma in cues["saying_verbs"] and dep in ("ccomp", "oprd", "prep", "pcomp", "parataxis"):
                sayers += _subjects(token)
        elif token.pos_ in ("NOUN", "PROPN"):
            if lemma in cues["negating_nouns"] or (above_negated and lemma in cues["knowing_nouns"]):
                negations += 1
            if lemma in cues["studying_nouns"] and dep == "prep" and below.lower_ == "of":
                binding = True  # an analysis of the relation between
            if lemma in cues["striving_nouns"] and dep in ("acl", "relcl"):
                modality = modality or "intended"  # the offensive to retake
            told = lemma in cues["told_nouns"] and any(c.dep_ == "expl" for c in token.head.children)
            if told and dep in ("acl", "ccomp", "prep", "relcl"):
                hedged, modality = True, modality or "reported"  # there are reports that
            if lemma in cues["hedging_nouns"] and dep in ("acl", "ccomp", "relcl", "prep", "appos"):
                hedged, modality = True, modality or "alleged"
                if dep != "appos" and lemma in cues["told_nouns"]:
                    charged += allegers(token)
        elif token.pos_ == "ADJ":
            if lemma in cues["negating_adjectives"] or (above_negated and dep == "xcomp"):
                negations += 1
            if lemma in cues["hedging_adjectives"]:
                hedged, modality = True, modality or "possible"
    if any(is_counterfactual(token) for token, _ in chain):
        binding = True
    if charge is not None and charge.lemma_.lower() not in cues["judging_verbs"]:
        hedged, modality, charged = True, modality or "alleged", accusers(charge)
        above = {t.lemma_.lower() for t in charge.ancestors}
        # Who stops short of accusing, or only may accuse, has not.
        binding = binding or _mood(charge, cues) != "" or bool(above & (cues["negating_verbs"] | {"short"}))
    if negations % 2 == 1 and any(_is_partly_negated(token, cues) for token, is_deed in chain if is_deed):
        binding = True  # who does not rely heavily on another may still rely on him
    if negations % 2 == 0 and any(
        token.pos_ == "NOUN" and token.lemma_.lower() in cues["ability_nouns"]
        for token, is_deed in chain
        if not is_deed
    ):
        binding = True  # who is able or willing to do a thing has not done it
    return Stance(
        negations % 2 == 1, hedged, modality or "stated", binding, tuple(deniers), tuple(sayers), tuple(charged)
    )


def _is_partly_negated(token: Token, cues: Cues) -> bool:
    """Whether only the extent of a deed is denied: not heavily, not always."""
    return any(c.lower_ in cues["extent_adverbs"] for c in token.children) and _negations(token, cues) % 2 == 1


def _answer(trigger: Token, chain: list[Token], cues: Cues) -> Token | None:
    """The verb by which somebody denies what the sentence has told before: said that X, Y dismissed the claim."""
    for verb in trigger.doc:
        if verb.lemma_.lower() not in cues["denying_verbs"] or verb in chain or verb.pos_ != "VERB":
            continue
        told = [
            c
            for c in verb.children
            if c.dep_ in ("dobj", "nsubjpass") and c.lemma_.lower() in cues["told_nouns"] and not list(c.rights)
        ]
        pointed = [c for c in told if any(d.lower_ in ("the", "this", "these", "such", "those") for d in c.children)]
        if (
            pointed
            and trigger.i < verb.i
            and any(t.lemma_.lower() in cues["saying_verbs"] for t in verb.doc[: trigger.i])
        ):
            return verb
    return None


def _doubted(verb: Token, cues: Cues) -> bool:
    """Whether what stands under a verb is doubted by its subject: doubts remain about, questions persist."""
    return any(c.dep_ in ("nsubj", "attr") and c.lemma_.lower() in cues["doubting_nouns"] for c in verb.children)


def _chain(trigger: Token, carrier: Token | None, cues: Cues) -> Iterator[tuple[Token, bool]]:
    """The deed's own words, then each word above under whose sway it stands."""
    yield trigger, True
    top = trigger
    while top.dep_ in ("conj", "appos", "compound") and top.head.pos_ == top.pos_ and top.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if carrier is not None:
        if carrier.i != trigger.i:
            yield carrier, True
        top = carrier
    for _ in range(8):
        head = top.head
        if head.i == top.i:
            return
        if top.dep_ == "conj" and top.pos_ in ("VERB", "AUX"):
            # A joined verb shares what governs the first, unless it has a subject of its own.
            if any(c.dep_ in ("nsubj", "nsubjpass") for c in top.children):
                if head.dep_ not in ("ccomp", "xcomp"):
                    return
            elif any(c.dep_ == "aux" and c.lower_ in ("may", "might", "could") for c in head.children) and not any(
                c.dep_ == "aux" for c in top.children
            ):
                yield head, True
            top = head
            continue
        if top.dep_ == "conj" and top.pos_ == "NOUN" and head.pos_ == "NOUN":
            top = head
            continue
        if top.dep_ == "relcl" and not is_infinitive(top):
            return  # what is said of a thing in passing does not hang on the main verb
        if top.dep_ == "advcl":
            if head.lemma_.lower() in cues["demanding_verbs"] and any(c.lower_ == "to" for c in top.lefts):
                yield head, False  # called on them to migrate
                return
            if top.tag_ == "VBG" and head.dep_ == "ccomp" and head.lemma_.lower() not in cues["demanding_verbs"]:
                yield head, False  # they suggest that it has grown, using the land as a base
                top = head
                continue
            if not any(c.dep_ == "aux" and c.lower_ == "to" for c in top.lefts):
                return
            # What something is done for is not done where that is not: will not let them use the land to strike.
            if _negations(head, cues) or head.dep_ not in ("ccomp", "xcomp"):
                return
            top = head
            continue
        yield head, False
        top = head


def _negations(token: Token, cues: Cues) -> int:
    count = 0
    for child in token.children:
        lower = child.lower_
        if lower in cues["negating_adverbs"] and (
            child.dep_ in ("neg", "det", "advmod", "preconj", "cc") or child.tag_ == "DT"
        ):
            following = child.doc[child.i + 1 : child.i + 3]
            if any(word.lower_ in _NO_NEGATION for word in following):
                continue  # not only, not the first
            count += 1
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        count += 1
    if token.dep_ == "pobj" and token.head.lower_ in ("without", "against"):
        count += token.head.lower_ == "without"
    return count


def _mood(token: Token, cues: Cues) -> str:
    for child in token.children:
        if child.dep_ == "aux":
            lower = child.lower_
            if lower in cues["hedging_modals"]:
                return "possible"
            if lower in cues["binding_modals"]:
                return "binding"
            if lower == "would":
                return "conditional"
            if lower in ("will", "shall"):
                return "predicted"
        if child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless"):
            return "conditional"
    return ""


def _hedging_words(token: Token, cues: Cues) -> bool:
    for child in token.children:
        lower = child.lower_
        if lower in cues["hedging_adverbs"] and child.dep_ in ("advmod", "amod", "npadvmod", "dep"):
            return True
        if lower in cues["hedging_adjectives"] and child.dep_ == "amod":
            return True
    if token.pos_ == "NOUN":
        left = token.left_edge.i
        for word in token.doc[max(0, left - 2) : token.i]:
            if word.lower_ in cues["hedging_adverbs"]:
                return True
    return False


def _subjects(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("nsubj", "agent")]
    if not found and verb.dep_ in ("conj", "xcomp", "advcl"):
        return _subjects(verb.head)
    return [next((p for p in c.children if p.dep_ == "pobj"), c) if c.dep_ == "agent" else c for c in found]
