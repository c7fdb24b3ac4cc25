"""A speaker's record: how its checkable statements fared by what everybody else's evidence says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

import msgspec

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, day, speaker_id
from armillary.pictures.forecasts import forecasts_of
from armillary.pictures.registry import picture
from armillary.pictures.screens.speaker import show_speaker
from armillary.pictures.speaker_records import CoinRow, SpeakerPage, StatementRow
from armillary.pictures.value_records import ValueAsked
from armillary.pictures.valued import asked, value_at
from armillary.text.dates import show_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.coins import Coins, coins_from
from armillary.weighing.judgements import Judgements, judge
from armillary.weighing.record import ALONE, UNCLEAR, Checked, Tally, check_ties, stance_of, tally
from armillary.weighing.values.judgements import judge_value


@picture(
    show_speaker, ("armillary speaker book un-monitoring-team", "armillary speaker book 'Zabihullah Mujahid' --json")
)
def speaker(
    book: Book,
    speaker: Annotated[str, "who vouches for claims, by id or name"],
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> SpeakerPage:
    """How a speaker's statements fared, free, serving itself or against interest, and its coins.

    Each is held, at its own date, against all evidence but the speaker's own and its party's.
    """
    name = speaker_id(book, speaker)
    at, known = day(as_of, book.as_of) or book.as_of, day(known_by, None)
    e, coins = book.evidence, book.coins(known)

    @cache
    def judging(when: int) -> Judgements:
        return judge(e, coins, book.vocab, when, known)

    checked: list[Checked] = []
    party = name
    if name in e.origins:
        origin = e.origins.index(name)
        party = e.blocs[int(e.origin_bloc[origin])]
        checked = check_ties(e, origin, book.vocab, judging, at)
    values = list(_check_values(book, name, at, known))
    row = (book.sql("SELECT * FROM speakers WHERE id = ?", [name]) or [{}])[0]
    tallies = tally([*checked, *(item for item, _ in values)])
    forecasts = forecasts_of(book, name, party, judging, at)
    scores = [item.score for item in forecasts if item.score is not None]
    texts = _texts(book, [item.claim for item in (*checked, *(item for item, _ in values))])
    statements = [_statement(item, "tie", "", texts) for item in checked]
    statements += [_statement(item, "value", answer, texts) for item, answer in values]
    return SpeakerPage(
        id=name,
        name=row.get("name") or book.names.get(name, name),
        kind=row.get("kind", ""),
        party=party,
        grade=row.get("grade"),
        grade_reason=row.get("grade_reason", ""),
        as_of=show_day(at),
        known_by=None if known is None else show_day(known),
        verdict=verdict(tallies[-1], book.vocab),
        tallies=tallies,
        coins=_coins(book, name, coins),
        coins_from=f"learned from {coins.taught_by}" if coins.taught_by else "prior",
        statements=sorted(statements, key=lambda item: (item.right is None, bool(item.right), item.date, item.claim)),
        forecasts=forecasts,
        brier=math.fsum(scores) / len(scores) if scores else None,
    )


def verdict(whole: Tally, vocab: Vocabulary) -> str:
    """What may be said of a record in a sentence."""
    count = f"{whole.checked} checkable statement{'' if whole.checked == 1 else 's'}"
    if whole.checked < vocab.constant("record_least") or whole.rate is None or whole.interval is None:
        return f"{count}: nothing can be said"
    low, high = whole.interval
    return f"{count}: {whole.right} right, {whole.rate:.0%} ({low:.0%} to {high:.0%})"


def _check_values(book: Book, name: str, at: int, known: int | None) -> Iterator[tuple[Checked, str]]:
    """What the speaker says of values, each at its own date; to judge by the rest must be of moderate confidence."""
    e = book.values
    if name not in e.origins:
        return
    origin = e.origins.index(name)
    bloc = int(e.origin_bloc[origin])
    valued = cache(lambda when: value_at(book, when, known))
    done: set[tuple[int, str, int]] = set()
    for t in sorted(int(t) for t in range(len(e.t_origin)) if e.t_origin[t] == origin and e.t_first[t] <= at):
        row, when = int(e.t_question[t]), min(at, int(e.t_last[t]))
        key = (row, e.answers[int(e.t_answer[t])].text, int(e.t_side[t]))
        seen = valued(when)
        mine = [vote for vote in seen.ballots.votes(row) if vote.origin == origin and vote.telling == t]
        if key in done or not mine:
            continue
        done.add(key)
        rest = judge_value(seen.ballots, row, bloc)
        settled = rest.weighed is not None and rest.confidence != "low"
        likely = rest.weighed.answers.get(mine[0].answer.word) if rest.weighed else None
        _, stance, grade = e.coins[int(e.t_coin[t])]
        yield (
            Checked(
                claim=e.claims[int(e.t_claim[t])],
                question=_value(asked(e.questions[row]), e.answers[int(e.t_answer[t])].text),
                polarity="asserts" if mine[0].side > 0 else "denies",
                stance=stance_of(stance, mine[0].side),
                grade=grade,
                day=when,
                rest=likely if likely is None or mine[0].side > 0 else 1 - likely,
                right=rest.fits(mine[0]) if settled else None,
                why="" if settled else UNCLEAR if rest.weighed else ALONE,
            ),
            seen.text(rest) if rest.weighed else "",
        )


def _value(q: ValueAsked, text: str) -> str:
    parts = (q.subject, q.measure, q.of and f"of {q.of}", q.places and f"in {', '.join(q.places)}")
    return f"{' '.join(part for part in parts if part)}: {text}"


def _statement(item: Checked, kind: str, answer: str, texts: dict[str, str]) -> StatementRow:
    return StatementRow(
        **{name: value for name, value in msgspec.structs.asdict(item).items() if name != "day"},
        kind=kind,
        date=show_day(item.day),
        answer=answer,
        text=texts.get(item.claim, ""),
    )


def _texts(book: Book, claims: list[str]) -> dict[str, str]:
    return {row["id"]: row["text"] for row in book.query("claims", ids=sorted(set(claims)))}


def _coins(book: Book, name: str, coins: Coins) -> list[CoinRow]:
    """The speaker's coins on ties: prior, and as learned."""
    found: list[CoinRow] = []
    names: list[Any] = [(i, coin) for i, coin in enumerate(book.evidence.coins) if coin[0] == name]
    for i, coin in names:
        sens, spec = coins_from([coin], book.vocab)
        found.append(
            CoinRow(
                stance=coin[1],
                grade=coin[2],
                prior_sens=float(sens[0]),
                prior_spec=float(spec[0]),
                sens=float(coins.sens[i]),
                spec=float(coins.spec[i]),
                taught=float(coins.counts[i, 1] + coins.counts[i, 3]),
            )
        )
    return found
