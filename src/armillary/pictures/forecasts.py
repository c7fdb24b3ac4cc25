"""Forecasts: what a speaker predicted, and what everybody else's evidence says came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from armillary.book.book import Book
from armillary.pictures.speaker_records import ForecastRow
from armillary.text.dates import parse_when, show_day
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import likelihood

CERTAIN = {"asserts": 1.0, "denies": 0.0}  # nobody who predicts flatly says how sure he is


def forecasts_of(
    book: Book, name: str, party: str, judging: Callable[[int], Judgements], as_of: int
) -> list[ForecastRow]:
    """Every prediction of a tie by a speaker, those that are due by `as_of` scored (Brier 1950) where it is clear."""
    e = book.evidence
    sources = {row["id"]: row for row in book.sql("SELECT id, speaker, derived_from FROM sources")}
    rows = {row["id"]: row for row in book.sql("SELECT * FROM claims WHERE modality = 'predicted'")}
    bloc = e.blocs.index(party) if party in e.blocs else -1
    found = []
    for i, claim_row in enumerate(e.u_claim.tolist()):
        row = rows.get(e.claims[claim_row])
        if row is None or name not in _tellers(row, sources) or not row["horizon_text"]:
            continue
        due = parse_when(row["horizon_text"]).last
        question = int(e.u_question[i])
        polarity = row["polarity"]
        outcome = _outcome(book, judging, question, bloc, due) if due is not None and due <= as_of else None
        probability = CERTAIN[polarity]
        found.append(
            ForecastRow(
                claim=row["id"],
                question=" ".join(filter(None, e.questions[question])),
                polarity=polarity,
                due=show_day(due) if due is not None else row["horizon_text"],
                probability=probability,
                outcome=outcome,
                score=None if outcome is None else (probability - outcome) ** 2,
                text=row["text"],
            )
        )
    return sorted(found, key=lambda item: (item.due, item.claim, item.question))


def _outcome(book: Book, judging: Callable[[int], Judgements], question: int, bloc: int, due: int) -> bool | None:
    """Whether it came about, by all evidence but the party's own; None where that is not clear."""
    j = judging(due)
    odds, assessed = float(j.odds[question]), bool(j.assessed[question])
    for row in j.voices.of(question):
        if int(j.voices.bloc[row]) == bloc:
            odds, assessed = float(j.voices.odds[row]), bool(j.voices.assessed[row])
    p = float(likelihood(np.array(odds)))
    clear = max(p, 1 - p) >= book.vocab.constant("record_clarity")
    return p >= 0.5 if assessed and clear else None


def _tellers(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> set[str]:
    """The speakers at the roots of a claim's chains; of what a statement is about, who makes it."""
    matter = msgspec.json.decode(row["matter"])
    if matter["is"] == "statement":
        return {matter["speaker"]}
    found = set()
    for chain in row["chains"] or [[]]:
        link, seen = (chain or [row["source"]])[-1], set()
        while link in sources and sources[link]["derived_from"] and link not in seen:
            seen.add(link)
            link = sources[link]["derived_from"][0]
        found.add(sources[link]["speaker"] if link in sources else link)
    return found
