"""What is not known, and what it would be worth to know: judgements, requirements, coverage."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

import msgspec
import numpy as np

from armillary.book.book import Book
from armillary.finding import ArmillaryError
from armillary.pictures.asking import AsOf, KnownBy, place_id
from armillary.pictures.covered import empties, kind_grid, main_country, province_grid, spoken_of
from armillary.pictures.needs import Gap, Gaps, Required
from armillary.pictures.registry import picture
from armillary.pictures.screens.gaps import show_gaps
from armillary.pictures.weighed import View, view
from armillary.text.dates import show_day
from armillary.weighing.confidence import LEVELS
from armillary.weighing.currency import CURRENCIES
from armillary.weighing.questions import Question
from armillary.weighing.standing import STANDINGS
from armillary.weighing.worth import Worth, worth_of_one

UNSURE = (0.2, 0.8)  # likelihoods between which a judgement says little
GRADES = "ABCD"  # E says nothing either way, and F is not known


@picture(show_gaps, ("armillary gaps book", "armillary gaps book --top 40 --grade C --country pakistan"))
def gaps(
    book: Book,
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    top: Annotated[int, "how many judgements to list"] = 15,
    grade: Annotated[str, "the grade of the source that one might gain"] = "B",
    country: Annotated[
        str | None, "the country whose provinces are counted; default: the one most is said about"
    ] = None,
) -> Gaps:
    """What is not known: requirements, judgements by what one more source would change, and empty coverage."""
    letter = grade.strip().upper()
    if letter not in tuple(GRADES):
        raise ArmillaryError(f"one more source of grade '{grade}' would change nothing that can be said", "give A to D")
    if top < 0:
        raise ArmillaryError("--top is a number of judgements", "give 0 or more")
    land = place_id(book, country) if country else ""
    seen = view(book, as_of, known_by)
    day = seen.weighed.judgements.as_of
    rows = _rows(book, seen)
    found = [(gap, len(seen.claims(row))) for row in rows if (gap := _gap(seen, row, letter)).why]
    # of what is worth the same, to the point that is shown, first what is spoken of most
    found.sort(
        key=lambda pair: (-round(pair[0].expected, 2), -pair[1], pair[0].subject, pair[0].relation, pair[0].object)
    )
    spoken = spoken_of(book, day)
    land = land or main_country(book, spoken)
    last = datetime.date.fromordinal(day).year
    years = list(range(min((spoke.first for spoke in spoken), default=last), last + 1))
    provinces, kinds = province_grid(book, spoken, land, years), kind_grid(book, spoken, years)
    return Gaps(
        as_of=show_day(day),
        grade=letter,
        judgements=len(rows),
        wanting=len(found),
        requirements=_requirements(book, seen, letter),
        gaps=[gap for gap, _ in found[:top]],
        country=land,
        provinces=provinces,
        kinds=kinds,
        empty=[*empties("province", provinces, land), *empties("kind", kinds)],
    )


def _rows(book: Book, seen: View) -> list[int]:
    """The questions that claims ask as such, of the whole and anywhere, between ends that still are."""
    day = datetime.date.fromordinal(seen.weighed.judgements.as_of)
    ended = {row["id"] for row in book.sql("SELECT id FROM actors WHERE exists_last < ?", [day])}
    return [
        row
        for row, question in enumerate(seen.weighed.evidence.questions)
        if question[:3] in seen.asked and not any(question[3:]) and ended.isdisjoint(question[:3])
    ]


def _gap(seen: View, row: int, grade: str) -> Gap:
    e, j = seen.weighed.evidence, seen.weighed.judgements
    question = e.questions[row]
    start, stop = np.searchsorted(j.votes.question, (row, row + 1))
    audible = np.flatnonzero(j.audible[start:stop]) + start
    origins = len(np.unique(j.votes.origin[audible]))
    voices = sum(bool(j.voices.audible[i]) for i in j.voices.of(row))
    newest = int(j.votes.last[audible].max()) if len(audible) else None
    likelihood = seen.likelihood(row)
    why = []
    if likelihood is None:
        why.append("not assessed")
    else:
        if UNSURE[0] <= likelihood < UNSURE[1]:
            why.append("weak")
        if CURRENCIES[int(j.currency.kind[row])] in ("ageing", "lapsed"):
            why.append("stale")
        if origins == 1:
            why.append("one origin")
        elif voices == 1:
            why.append("one bloc")
        elif origins == 0:
            why.append("only entailed")
    worth = worth_of_one(e, j, seen.book.vocab, row, grade)
    return Gap(
        subject=question.subject,
        relation=question.relation,
        object=question.object,
        standing=STANDINGS[int(j.standing[row])],
        likelihood=likelihood,
        word="" if likelihood is None else seen.word_of(likelihood),
        currency=CURRENCIES[int(j.currency.kind[row])] or None,
        confidence=None if likelihood is None else LEVELS[int(j.confidence[row])],
        origins=origins,
        voices=voices,
        newest=None if newest is None else show_day(min(newest, j.as_of)),
        why=why,
        **_told(seen.book, worth),
    )


def _told(book: Book, worth: Worth) -> dict[str, Any]:
    words = book.vocab.lists.likelihood
    return msgspec.structs.asdict(worth) | {
        "word_if_yes": words[worth.word_if_yes].label,
        "word_if_no": words[worth.word_if_no].label,
    }


def _requirements(book: Book, seen: View, grade: str) -> list[Required]:
    order = {"overdue": 0, "open": 1, "answered": 2}
    urgent = {"high": 0, "medium": 1, "low": 2}
    found = [_required(book, seen, row, grade) for row in book.sql("SELECT * FROM requirements")]
    return sorted(found, key=lambda r: (order[r.status], urgent[r.priority], r.due or "9999", r.id))


def _required(book: Book, seen: View, need: dict[str, Any], grade: str) -> Required:
    tie = msgspec.json.decode(need["tie"]) if need["tie"] else None
    rows = [] if tie is None else _rows_of(book, seen, tie)
    judged = seen.judged(rows[0] if rows else -1)
    pins: list[dict[str, Any]] = msgspec.json.decode(need["rests_on"])
    likely = judged["likelihood"]
    answered = bool(need["answered_by"]) or _settled(book, likely, need["settled_at"])
    due = None if need["due_last"] is None else need["due_last"].toordinal()
    overdue = due is not None and due < seen.weighed.judgements.as_of
    e, j = seen.weighed.evidence, seen.weighed.judgements
    return Required(
        id=need["id"],
        question=need["question"],
        owner=need["owner"],
        priority=need["priority"],
        asked=need["asked_text"],
        due=need["due_text"],
        status="answered" if answered else "overdue" if overdue else "open",
        answered_by=need["answered_by"],
        settled_at=need["settled_at"],
        tie="" if tie is None else _words(tie),
        standing=judged["standing"] if tie is not None else None,
        likelihood=likely,
        word=judged["word"],
        currency=judged["currency"],
        confidence=judged["confidence"],
        worth=worth_of_one(e, j, book.vocab, rows[0], grade).expected if rows else None,
        rests_on=[_words(pin) for pin in pins],
        judged=sum(_judged(book, seen, pin) for pin in pins),
        file=need["file"],
        line=need["line"],
    )


def _words(tie: dict[str, Any]) -> str:
    return f"{tie['subject']['name']} {tie['relation']} {tie['object']['name']}"


def _judged(book: Book, seen: View, tie: dict[str, Any]) -> bool:
    """Whether a tie is told from an even chance, and not long unseen."""
    even = book.vocab.lists.likelihood["roughly_even_chance"]
    found = [seen.judged(row) for row in _rows_of(book, seen, tie)]
    return any(one["word"] not in ("", even.label) and one["currency"] != "lapsed" for one in found)


def _rows_of(book: Book, seen: View, tie: dict[str, Any]) -> list[int]:
    """The row of a tie between two actors, whichever way round it is written where that makes no difference."""
    if tie["subject"]["is_class"] or tie["object"]["is_class"]:
        return []
    ends = (tie["subject"]["name"], tie["object"]["name"])
    turned = [ends[::-1]] if book.vocab.relations[tie["relation"]].symmetric else []
    asked = [Question(one, tie["relation"], two) for one, two in [ends, *turned]]
    return [seen.rows[question] for question in asked if question in seen.rows]


def _settled(book: Book, likelihood: float | None, word: str) -> bool:
    """Whether a likelihood is as high as a word asks, or as far below one half: either answers the question."""
    if likelihood is None or not word:
        return False
    return max(likelihood, 1 - likelihood) >= book.vocab.lists.likelihood[word].low
