"""Weighing a plain table: who says what on which question, and so what is likely and whom to believe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from armillary.finding import ArmillaryError
from armillary.tables.copies import MOST_VOTES
from armillary.tables.hierarchy import Hierarchy, make_hierarchy, read_hierarchy
from armillary.tables.judge_labels import judge_labels, judge_several
from armillary.tables.judge_numbers import judge_numbers
from armillary.tables.judge_rivals import judge_places, judge_single
from armillary.tables.judged import Judged
from armillary.tables.kinds import KINDS, MOST_LABELS, MOST_WRONG, infer_kind
from armillary.tables.measures import Dates, read_dates, read_measures, tolerances
from armillary.tables.presenting import present
from armillary.tables.records import Remarks, Weighing
from armillary.tables.store import NUMBERS, Store
from armillary.tables.values import MOSTLY, is_number, is_written_as_date
from armillary.tables.votes import Read, Votes, first_votes, name_columns, read_votes
from armillary.weighing.engines.run import Run, find_engine

SAMPLE = 10_000  # distinct values looked at to tell what they are


def weigh(
    table: Any,
    *,
    kind: str = "auto",
    hierarchy: Any = None,
    child: str = "child",
    parent: str = "parent",
    tolerance: float | str | None = None,
    copies: bool | None = None,
    offsets: bool = True,
    wrong: float | None = None,
    reversal: bool = False,
    engine: str = "auto",
    shards: int = 1,
    run: Run | None = None,
    name: str = "table",
    source: str | None = None,
    question: str | None = None,
    value: str | None = None,
    origin: str | None = None,
    weight: str | None = None,
    time: str | None = None,
    polarity: str | None = None,
) -> Weighing:
    """Weigh a table with a row for every vote: judgements and speakers' coins, as Arrow.

    `table` is an Arrow table, a pandas or Polars frame, a DuckDB relation, a dict of columns or whatever has
    `__arrow_c_stream__`, with the columns source, question and value; origin (whose word it is), weight (0 to 1), time
    and polarity (asserts or denies) if it has them. Columns with other names are named: `source="site"`.

    `kind` is label, single, several, number, date or place; it is inferred where it is not given. `hierarchy` is a
    table with the columns child and parent. `tolerance` is a number, or "2%" of the usual size; for clocks it is in
    seconds. `copies` says whether to look for sources that copy each other (by default up to a million votes);
    `offsets` whether numbers of sources that are always off by the same are put right; `wrong` how many plausible
    wrong answers a question has; `reversal` whether who is worse than chance counts against what he says.
    `engine` is numpy or numba, by `shards` threads; `run` is another engine (see Run).

    Raises ArmillaryError where the table or an option cannot be used; what is wrong with rows is in `findings`.
    """
    if kind != "auto" and kind not in KINDS:
        raise ArmillaryError(f"there is no kind '{kind}'", f"the kinds are {', '.join(KINDS)}, or auto")
    if kind == "place" and hierarchy is None:
        raise ArmillaryError("places need a hierarchy", "give a table with the columns child and parent")
    if wrong is not None and not 1 <= wrong <= MOST_WRONG:
        raise ArmillaryError(f"a question cannot have {wrong} wrong answers", "give 1 or more, at most a million")
    work = run or find_engine(engine, shards)
    remarks = Remarks(name)
    given = {"source": source, "question": question, "value": value, "origin": origin, "weight": weight, "time": time}
    store = Store(table)
    try:
        read = read_votes(store, name_columns(store, given | {"polarity": polarity}), remarks)
    finally:
        store.close()
    steps = None if hierarchy is None else read_hierarchy(hierarchy, child, parent, remarks)
    asked, texts = _kind(kind, store, read, steps)
    if copies is None:
        copies = len(read.votes) <= MOST_VOTES
    _remark_on_voices(store, read, remarks)
    dates = Dates()
    voices, voted = read.voice.size, len(read.votes)
    judged: Judged
    if asked == "label":
        judged = judge_labels(read.take(), read.value.size, voices, work, reversal, copies, remarks)
    elif asked == "several":
        judged = judge_several(read.take(), voices, work, reversal, copies, remarks)
    elif asked == "single":
        judged = judge_single(read.take(), voices, work, copies, wrong, remarks)
    elif asked == "place":
        hierarchy_ = steps or make_hierarchy((), remarks)
        texts = texts or store.texts(read.value.names)
        _remark_on_places(texts, read, hierarchy_, remarks)
        judged = judge_places(read.take(), texts, hierarchy_, voices, work, copies, remarks)
    else:
        texts = texts or store.texts(read.value.names)
        if asked == "date":
            votes, numbers, dates = read_dates(read, texts, remarks)
        else:
            votes, numbers = read_measures(read, texts, remarks)
        if dates.steps:  # of differing precision: a month holds its days, and is right if one of them is
            written = make_hierarchy(dates.steps, remarks)
            judged = judge_places(votes, texts, written, voices, work, copies, remarks)
            judged.kind = "date"
        else:
            reach = tolerances(tolerance, asked, dates.form, votes, numbers, read.question.size)
            judged = judge_numbers(asked, votes, numbers, reach, voices, work, copies, offsets, wrong, remarks)
    judged.settings |= {"engine": getattr(work, "name", "given"), "copies looked for": copies, "rows": read.rows}
    judged.settings |= {"votes": voted} | (judged.discount.settings if judged.discount else {})
    return present(store, read, judged, dates.form, remarks)


def _kind(kind: str, store: Store, read: Read, steps: Hierarchy | None) -> tuple[str, list[str]]:
    """The kind that was asked for or that the table is of, and the texts of its values where they were looked at."""
    if kind != "auto":
        return kind, []
    typed = read.value.type
    labels = read.value.size
    questions = len(first_votes(read.votes.question)) if labels <= MOST_LABELS else 0
    texts: list[str] = []
    dates = typed.startswith(("DATE", "TIMESTAMP"))
    numbers = typed in NUMBERS or typed.startswith("DECIMAL")
    if not dates and not numbers and steps is None:
        texts = store.texts(read.value.names)
        dates, numbers = (_are_mostly(fits, texts, read.votes) for fits in (is_written_as_date, is_number))
    return infer_kind(steps is not None, read.votes.denies is not None, dates, numbers, labels, questions), texts


def _are_mostly(fits: Callable[[str], bool], texts: list[str], votes: Votes) -> bool:
    """Whether nine values in ten fit, and nine questions in ten have one that does: some may ask for something else."""
    step = max(len(texts) // SAMPLE, 1)
    told = np.full(len(texts), -1, np.int8)
    told[::step] = [fits(text) for text in texts[::step]]
    if not len(votes) or np.sum(told == 1) < MOSTLY * np.sum(told >= 0):
        return False
    asked = np.maximum.reduceat(told[votes.value], first_votes(votes.question))
    return bool(np.sum(asked == 1) >= MOSTLY * np.sum(asked >= 0))


def _remark_on_voices(store: Store, read: Read, remarks: Remarks) -> None:
    """Notes on questions that only one voice answers, and on sources that say everything."""
    votes = read.votes
    if not len(votes):
        remarks.add("T807", "The table has no votes", "nothing can be judged")
        return
    edge = first_votes(votes.question)
    alone = int(np.sum(np.minimum.reduceat(votes.voice, edge) == np.maximum.reduceat(votes.voice, edge)))
    if alone:
        remarks.add(
            "T807",
            f"{alone:,} of {len(edge):,} questions have only one voice",
            "they teach nothing and stand or fall with it; look for a second source",
        )
    # every answer that anybody gives, on several questions that have rival answers; the first million votes tell
    edge = edge[edge < MOST_VOTES]
    votes = votes.keep(slice(0, MOST_VOTES))
    new = np.ones(len(votes), bool)
    new[1:] = (np.diff(votes.question) != 0) | (np.diff(votes.value) != 0)
    rivals = np.add.reduceat(new.astype(np.int64), edge)
    if int(rivals.max()) < 2:
        return
    disputed = np.repeat(rivals, np.diff(np.append(edge, len(votes)))) >= 2
    key = votes.question[disputed].astype(np.int64) * read.voice.size + votes.voice[disputed]
    pair, said = np.unique(key, return_counts=True)
    given = np.zeros(int(votes.question.max()) + 1, np.int64)
    given[votes.question[edge]] = rivals
    everything = said >= given[pair // read.voice.size]
    often = np.bincount(pair[everything] % read.voice.size, minlength=read.voice.size)
    asked = np.bincount(pair % read.voice.size, minlength=read.voice.size)
    everywhere = np.flatnonzero((often >= 3) & (often * 2 >= asked))
    if len(everywhere):
        names = store.texts(read.voice.names)
        shown = ", ".join(f"'{names[code]}'" for code in everywhere[:5].tolist())
        remarks.add(
            "T808", f"Sources that say everything: {shown}", "who gives every answer that there is says nothing"
        )


def _remark_on_places(texts: list[str], read: Read, hierarchy: Hierarchy, remarks: Remarks) -> None:
    unknown = np.array([text not in hierarchy.above for text in texts], bool)
    if unknown.any():
        codes = read.value.codes
        rows = (codes >= 0) & unknown[codes]
        remarks.rows(
            "T804",
            rows,
            "The value is not in the hierarchy",
            "add it with what is above it; it counts as a value apart",
        )
