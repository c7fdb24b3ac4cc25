"""Repeats: what one source says once is one claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.sayings import Sayings, days, overlap
from armillary.casebook.records import Claim, Incident, Statement, Tie
from armillary.finding import Finding, find
from armillary.text.dates import When
from armillary.vocab.vocabulary import Vocabulary

ALIKE = 0.75  # the share of their words that two texts have in common when they say the same,
ALIKE_THEN = 0.5  # and when, besides, they say it of the same time
LOOK_BACK = 8  # claims of one group that each is compared with, so that time stays in proportion to claims
_WORD = re.compile(r"\w+")


def check_repeats(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L310: claims of one source that say the same of the same time, or that split one sentence in two."""
    sayings = Sayings(vocab)
    symmetric = sayings.symmetric
    same: dict[Hashable, list[Claim]] = {}
    first: dict[Hashable, Claim] = {}
    sentences: dict[Hashable, list[Claim]] = {}
    first_sentence: dict[Hashable, Claim] = {}
    for claim in book.claims.values():
        matter = claim.matter
        if (
            type(matter) is Tie
            and not (subject := (triple := matter.triple).subject).is_class
            and not (object_ := triple.object).is_class
            and triple.relation not in symmetric
        ):
            said: Hashable = (subject.name, triple.relation, object_.name)  # as `said` has it, without the call
        else:
            said = sayings.said(matter)
        key = (claim.source, said, claim.polarity, claim.chains, claim.level, claim.object_level, claim.where)
        other = first.setdefault(key, claim)
        if other is not claim:
            same.setdefault(key, [other]).append(claim)
        sentence = (claim.source, claim.at, claim.text)
        other = first_sentence.setdefault(sentence, claim)
        if other is not claim:
            sentences.setdefault(sentence, [other]).append(claim)
    out: list[Finding] = []
    told: set[str] = set()
    words: dict[str, frozenset[str]] = {}
    for group in same.values():
        words.update((claim.id, frozenset(_WORD.findall(claim.text.casefold()))) for claim in group)
        for one, claim in _pairs(group, lambda a, b: _repeats(a, b, words)):
            told.add(claim.id)
            out.append(_say(one, claim))
    for group in sentences.values():
        for one, claim in _pairs(group, lambda a, b: _splits(a, b, sayings, vocab)):
            if claim.id not in told:
                out.append(_say(one, claim))
    return out


def _pairs(group: list[Claim], alike: Callable[[Claim, Claim], bool]) -> Iterator[tuple[Claim, Claim]]:
    """Each claim of a group that is like one of the few before it, with that one."""
    for index, claim in enumerate(group):
        for one in group[max(0, index - LOOK_BACK) : index]:
            if alike(one, claim):
                yield one, claim
                break


def _say(one: Claim, claim: Claim) -> Finding:
    hint = "keep one of them; a passage that says it again is coverage with reason 'repeats'"
    message = f"'{claim.id}' says nearly what '{one.id}' says"
    return find("L310", claim.place(), message, hint, (one.place(),))


def _repeats(a: Claim, b: Claim, words: dict[str, frozenset[str]]) -> bool:
    """Whether two claims that say the same are of the same day, stand at the same place, or use the same words.

    A tie that two passages see in one year is no repeat for that alone: passages differ in what they add.
    """
    if not overlap(a.when, b.when):
        return False
    same_time = days(a.when) == days(b.when) and days(a.ended) == days(b.ended)
    if same_time and (a.at == b.at or _is_day(a.when)) and not _in_words(a):
        return True
    common, either = len(words[a.id] & words[b.id]), len(words[a.id] | words[b.id])
    return common >= either * (ALIKE_THEN if same_time and a.when is not None else ALIKE)


def _is_day(when: When | None) -> bool:
    return when is not None and when.first is not None and when.first == when.last


def _in_words(claim: Claim) -> bool:
    """Whether what is said stands in the text alone: speech about nothing coded, an event without a name."""
    match claim.matter:
        case Statement(about=about):
            return about is None or about.matter is None
        case Incident(event=event):
            return not event
        case _:
            return False


def _splits(a: Claim, b: Claim, sayings: Sayings, vocab: Vocabulary) -> bool:
    """Whether one sentence was coded twice: as the same matter, or as a tie and one that it entails."""
    if type(a.matter) is Tie and type(b.matter) is Tie:
        x, y = sayings.tie(a.matter.triple), sayings.tie(b.matter.triple)
        same_ends = {x[0], x[2]} == {y[0], y[2]}
        return same_ends and (_entails(x[1], y[1], vocab) or _entails(y[1], x[1], vocab))
    return sayings.said(a.matter) == sayings.said(b.matter)


def _entails(specific: str, general: str, vocab: Vocabulary) -> bool:
    """Whether a relation is another, or entails it between the same ends."""
    seen = {specific}
    pending = [specific]
    while pending:
        relation = pending.pop()
        if relation == general:
            return True
        for entailment in vocab.relations[relation].entails if relation in vocab.relations else ():
            if (entailment.subject, entailment.object) == ("subject", "object") and entailment.relation not in seen:
                seen.add(entailment.relation)
                pending.append(entailment.relation)
    return False
