"""The two pages that stand alone: the bottom line, the key judgements, what changed, is disputed and is not known."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.out.report.answers import Answer, answers, aside, bottom_line, judgements, sides
from armillary.out.report.content import Block, Heading, Paragraph, Points, Runs, Section, Text, quiet, runs, strong
from armillary.out.report.draft import Draft, key_of
from armillary.out.report.headlines import is_headline
from armillary.out.report.prose import Told, clause, denial, people, speaking, voices
from armillary.out.report.sections.changes import how_ended, movements
from armillary.pictures.records import Moved, TieRow, faded
from armillary.pictures.sentences import counted, listed, sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 4  # things of one sort that a point names
ROOM = 18  # key judgements that two pages hold


def brief(draft: Draft) -> list[Section]:
    """The section that a reader may stop after."""
    found = answers(draft)
    each = max(2, ROOM // len(found))
    blocks: list[Block] = [Paragraph(runs(line), "lead") for line in bottom_line(draft, found)]
    for answer in found:
        blocks.append(Heading(answer.question))
        told = judgements(draft, answer, each)
        blocks += told or [Paragraph(runs("No two independent voices give an answer that holds today."))]
        blocks += [_aside(said, items) for said, items in aside(draft, answer)]
    for title, points, empty in (
        (f"What changed since {said_date(show_day(draft.since))}, and why", _changed(draft), "No judgement moved."),
        ("What is disputed", _disputed(draft, found), "Nobody who is heard contradicts another."),
        ("What is not known", _unknown(draft), "The casebook asks nothing that is open."),
    ):
        blocks += [Heading(title), Points(tuple(points)) if points else Paragraph(runs(empty))]
    return [Section("key-judgements", "Bottom line", tuple(blocks))]


def _aside(said: str, items: Sequence[str]) -> Paragraph:
    return Paragraph(runs(quiet(f"{said}: {listed(items)}.")), "small")


def _changed(draft: Draft) -> list[Runs]:
    """What evidence moved, what was seen again and what ended, each with its cause."""
    found = movements(draft)
    points = []
    for lead, rows in (("New", found.new), ("Seen again", found.resumed), ("Better borne out", found.risen)):
        best = [tie for row in rows if (tie := draft.by_key.get(_key(row))) and is_headline(draft, tie)]
        best = sorted((tie for tie in best if tie.dimension != "general"), key=lambda tie: -tie.voices_for)[:MOST]
        if best:
            points.append(_point(f"{lead}: ", f"{_that(draft, best)}, on the word of {_words_of(draft, best)}"))
    fallen = [tie for row in found.fallen if (tie := draft.by_key.get(_key(row)))][:MOST]
    if fallen:
        against = list(dict.fromkeys(name for tie in fallen for name in draft.speakers(tie, "denies")))
        cause = f", as {people(draft.book, against)} denied it" if against else ""
        points.append(_point("Less likely: ", _that(draft, fallen) + cause))
    if found.ended:
        points.append(_point("No longer: ", "; ".join(how_ended(draft, row) for row in found.ended[:MOST])))
    return points


def _key(row: Moved) -> tuple[str, str, str]:
    return row.subject, row.relation, row.object


def _words_of(draft: Draft, ties: Sequence[TieRow]) -> str:
    heard = [name for tie in ties for name in draft.speakers(tie, "asserts")]
    often = sorted(dict.fromkeys(heard), key=lambda name: -heard.count(name))
    return people(draft.book, often)


def _that(draft: Draft, ties: Sequence[TieRow]) -> str:
    return clause(draft.book, [Told(tie, tie.subject, tie.object) for tie in ties])


def _point(lead: str, said: str) -> Runs:
    return runs(strong(lead), Text(said if said.endswith(".") else f"{said}."))


def _disputed(draft: Draft, found: Sequence[Answer]) -> list[Runs]:
    """What independent voices contradict each other on, and what is denied by those concerned."""
    pinned = {key_of(told.tie) for answer in found for told in (*answer.heads, *answer.others)}
    two_sided = [tie for tie in draft.judged if tie.standing == "disputed"]
    points = [_point("", f"Whether {_that(draft, [tie])}: {sides(draft, tie)}") for tie in two_sided[:MOST]]
    alone = [
        tie for tie in draft.judged if tie.standing == "denied" and key_of(tie) in pinned and tie.voices_against == 1
    ]
    for tie in alone[:MOST]:
        who = sentence(people(draft.book, draft.speakers(tie, "denies"))).rstrip(".")
        points.append(_point("", f"{who} alone denies that {_that(draft, [tie])}; nobody is heard to assert it"))
    by_whom: dict[tuple[str, ...], list[TieRow]] = {}
    for tie in draft.holding:
        if tie.denied_by and tie.standing == "corroborated" and is_headline(draft, tie):
            by_whom.setdefault(tuple(speaking(draft.book, tie.denied_by)), []).append(tie)
    for ties in sorted(by_whom.values(), key=lambda ties: -len(ties))[:2]:
        told = [Told(tie, tie.subject, tie.object) for tie in sorted(ties, key=lambda tie: -tie.voices_for)[: 2 * MOST]]
        says = sentence(denial(draft.book, told).removesuffix(" it")).rstrip(".")
        points.append(_point("", f"{says} that {clause(draft.book, told, 'that ')}; {voices(told)} report it"))
    return points


def _unknown(draft: Draft) -> list[Runs]:
    """The requirements that are open, and how many ties nobody has seen of late."""
    points = []
    for need in draft.book.sql(
        "SELECT question, tie, answered_by FROM requirements WHERE coalesce(len(CAST(rests_on AS JSON[])), 0) = 0"
    ):
        told = draft.told(need["tie"]) if need["tie"] else None
        if not need["answered_by"] and not (told and is_headline(draft, told.tie)):
            points.append(runs(need["question"], quiet(f" {_state(draft, told, bool(need['tie']))}")))
    if not points:
        points = [runs(says) for row in draft.threats[:3] for says in row.unknown[:1]]
    lapsed = sum(tie.currency == "lapsed" for tie in draft.judged)
    if lapsed:
        one = lapsed == 1
        said = f"Whether {counted(lapsed, 'tie')} that {'was' if one else 'were'} seen long ago still "
        points.append(runs(f"{said}{'holds' if one else 'hold'}."))
    return points


def _state(draft: Draft, told: Told | None, asked: bool) -> str:
    if told is None:
        return "No claim speaks of it." if asked else "No claim is named that would answer it."
    if told.tie.standing == "reported":
        who = people(draft.book, draft.speakers(told.tie, "asserts"))
        return f"One voice alone says so: {who}." + (" It has not been seen lately." if faded(told.tie) else "")
    return {
        "not_assessed": "The voices that say so are too weak to be judged.",
        "disputed": "It is disputed.",
        "denied": "It is denied.",
    }.get(told.tie.standing, "It has not been seen lately.")
