"""Key judgements: what answers each requirement of the casebook, in its order, or each of three general questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from armillary.out.report.content import KeyJudgement
from armillary.out.report.draft import Draft, key_of, with_note
from armillary.out.report.headlines import is_headline, main_changes, main_dangers, main_ties
from armillary.out.report.prose import Told, clause, denial, how_likely, people, percent, seen_since, voices
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 5  # judgements of a general question


class Answer(NamedTuple):
    """A question with the ties that answer it, and those it rests on too that are no headlines."""

    question: str
    heads: tuple[Told, ...]
    others: tuple[Told, ...]


def answers(draft: Draft) -> list[Answer]:
    """The answers: to the requirements that an analyst says what they rest on, else to the general questions."""
    found: list[Answer] = []
    for need in draft.book.sql("SELECT question, rests_on FROM requirements"):
        pins = [told for triple in msgspec.json.decode(need["rests_on"] or "[]") if (told := draft.told(triple))]
        if pins:
            heads = tuple(told for told in pins if is_headline(draft, told.tie))
            found.append(Answer(need["question"], heads, tuple(told for told in pins if told not in heads)))
    since = said_date(show_day(draft.since))
    return found or [
        Answer(f"What has changed since {since}?", tuple(main_changes(draft, MOST)), ()),
        Answer("Who is tied to whom?", tuple(main_ties(draft, MOST)), ()),
        Answer("What follows for security?", tuple(main_dangers(draft, MOST)), ()),
    ]


def judgements(draft: Draft, answer: Answer, most: int) -> list[KeyJudgement]:
    """The key judgements of an answer: ties that are as likely and as sure and share two of their parts are one."""
    together: list[list[Told]] = []
    for told in answer.heads:
        near = [group for group in together if _alike(told.tie, group[0].tie) and _shares(told, group)]
        near[0].append(told) if near else together.append([told])
    return [_judgement(draft, group) for group in together[:most]]


def _alike(one: TieRow, two: TieRow) -> bool:
    same = all(getattr(one, name) == getattr(two, name) for name in ("standing", "word", "confidence"))
    return same and bool(one.denied_by) == bool(two.denied_by)


def _shares(told: Told, group: Sequence[Told]) -> bool:
    """Whether a tie has the ends of all of a group, or their relation and one end."""
    return all(told.pair == other.pair for other in group) or all(
        told.tie.relation == other.tie.relation and (told.object == other.object or told.subject == other.subject)
        for other in group
    )


def _judgement(draft: Draft, group: Sequence[Told]) -> KeyJudgement:
    ties = [told.tie for told in group]
    odds = [tie.likelihood for tie in ties if tie.likelihood is not None]
    edges = [edge for tie in ties for edge in tie.range or ()] or [0.0]
    return KeyJudgement(
        sentence=with_note(sentence(_said(draft, group)), draft.note(*ties)),
        word=ties[0].word,
        percent=_between(odds) if odds else "",
        range=f"Range {percent(min(edges))}–{percent(max(edges))}\u00a0%." if odds else "",
        low=min(edges),
        likelihood=min(odds, default=None),
        high=max(edges),
        confidence=f"Confidence is {ties[0].confidence}." if ties[0].confidence else "",
    )


def _between(odds: Sequence[float]) -> str:
    """From the least likelihood to the greatest, in per cent."""
    ends = dict.fromkeys((percent(min(odds)), percent(max(odds))))
    return f"{' to '.join(ends)}\u00a0%"


def _said(draft: Draft, group: Sequence[Told]) -> str:
    """Some ties as a sentence that ends with why."""
    tie, said = group[0].tie, clause(draft.book, group)
    if tie.standing == "on_record":
        return f"it is on record that {said}"
    if tie.standing == "disputed":
        return f"it is disputed whether {said}: {sides(draft, tie)}"
    if tie.standing == "denied":
        return f"{_denied(draft, group)} ({people(draft.book, draft.speakers(tie, 'denies'))})"
    lead = f"{how_likely(tie.word)} {said}"
    heard = voices(group)
    if tie.voices_for == 2 and len(group) == 1 and len(names := draft.speakers(tie, "asserts")) == 2:
        heard += f" ({people(draft.book, names)})"
    before = [draft.before.get(key_of(told.tie)) for told in group]
    why = [heard, seen_since(group, show_day(draft.since), before)]
    return f"{lead}: {'; '.join(text for text in (', '.join(filter(None, why)), denial(draft.book, group)) if text)}"


def _denied(draft: Draft, group: Sequence[Told]) -> str:
    """Ties that independent voices deny, told as a denial."""
    count = min(told.tie.voices_against for told in group)
    return f"{counted(count, 'independent voice')} deny that {clause(draft.book, group)}"


def sides(draft: Draft, tie: TieRow) -> str:
    """Who says so and who denies it."""
    book = draft.book
    return (
        f"{people(book, draft.speakers(tie, 'asserts'))} for it, {people(book, draft.speakers(tie, 'denies'))} against"
    )


def bottom_line(draft: Draft, found: Sequence[Answer]) -> list[str]:
    """Three sentences made from the judgements, one for each of the first questions."""
    return [_line(draft, answer) for answer in found[:3]]


def _line(draft: Draft, answer: Answer) -> str:
    """What answers a question in one sentence, the likeliest first; that there are ties only where none is named."""
    saying = {told.pair for told in answer.heads if told.tie.dimension != "general"}
    heads = [told for told in answer.heads if told.tie.dimension != "general" or told.pair not in saying]
    denied = [told for told in heads if told.tie.standing == "denied"]
    held = [told for told in heads if told.tie.standing not in ("denied", "disputed")]
    by_word: dict[str, list[Told]] = {}
    for told in sorted(held, key=lambda told: -round(told.tie.likelihood or 1.0, 1)):
        by_word.setdefault(told.tie.word, []).append(told)
    parts = [
        f"{how_likely(word) if word else 'it is on record that'} {clause(draft.book, group, 'that ')}"
        for word, group in by_word.items()
    ]
    parts += [text for text in (denial(draft.book, held), _denied(draft, denied) if denied else "") if text]
    if not parts:
        return f"To the question “{answer.question}” no two independent voices give an answer that holds today."
    return sentence("; ".join(parts))


def aside(draft: Draft, answer: Answer) -> list[tuple[str, list[str]]]:
    """What a question rests on too and is no key judgement, by why it is none."""
    kinds: dict[str, list[str]] = {}
    for told in answer.others:
        tie, said = told.tie, clause(draft.book, [told])
        if tie.standing in ("disputed", "denied"):
            continue  # told of under what is disputed
        if tie.currency in ("ageing", "lapsed", "ended"):
            kinds.setdefault("Not seen lately, so that it may no longer hold", []).append(f"that {said}")
        elif tie.standing == "reported":
            who = people(draft.book, draft.speakers(tie, "asserts"))
            kinds.setdefault("By one voice alone", []).append(f"that {said} ({who})")
        else:
            kinds.setdefault("Too little said to be judged", []).append(f"that {said}")
    return [*kinds.items()]
