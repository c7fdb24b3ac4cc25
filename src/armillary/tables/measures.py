"""Measures: votes for numbers and dates, read from the texts of a table; what cannot be read is left out and named."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from armillary.finding import ArmillaryError
from armillary.tables.kinds import TOLERANCE_CLOCK, TOLERANCE_NUMBER
from armillary.tables.records import Remarks
from armillary.tables.values import date_steps, read_date, read_number, read_numbers
from armillary.tables.votes import Read, Votes
from armillary.vocab.terms import Unit
from armillary.weighing.engines.blocks import Floats


@dataclass(frozen=True, slots=True)
class Dates:
    """How a table's dates are written: as a `day`, a `moment` or a `clock`; if their precision differs, what holds
    what."""

    form: str = "day"
    steps: list[tuple[str, str]] = field(default_factory=list)


def read_measures(read: Read, texts: list[str], remarks: Remarks) -> tuple[Votes, Floats]:
    """Votes with a number each, in one unit; the unit is looked up only where there are any."""
    units: Mapping[str, Unit] = {}
    told = [read_number(text) for text in texts]
    if any(found and found[1] for found in told):
        from armillary.vocab.read import read_vocabulary

        units = read_vocabulary().lists.units
    numbers = read_numbers(told, units)
    values = np.array(numbers.values, float)
    strange = np.array(numbers.strange, bool)
    bad = ~np.isfinite(values) & ~strange
    hint = "a number may have a unit behind it: 120 km, 3.5 million"
    _name_rows(read, bad, "The value is not a finite number", hint, remarks)
    unit = f"'{numbers.dimension}'" if numbers.dimension else "no unit"
    _name_rows(read, strange, "The unit does not fit the others", f"most values have {unit}", remarks)
    return _with_numbers(read.votes, values)


def read_dates(read: Read, texts: list[str], remarks: Remarks) -> tuple[Votes, Floats, Dates]:
    """Votes with seconds since 1970 each; where precision differs, the steps from days to months and years instead.

    `texts` are brought into their one form in place.
    """
    found = [read_date(text) for text in texts]
    seconds = np.array([math.nan if one is None else one[0] for one in found], float)
    clocks = np.array([one is not None and one[1][2] == ":" for one in found], bool)
    form = "clock" if clocks.sum() * 2 > len(found) else ""
    seconds[clocks != bool(form)] = math.nan
    found = [None if math.isnan(at) else one for at, one in zip(seconds.tolist(), found, strict=True)]
    hint = "write 2024, 2024-03, 2024-03-01, 2024-03-01 14:30 or 14:30, from year 1 to 9999"
    _name_rows(read, np.isnan(seconds), "The value is not a date", hint, remarks)
    written = [one[1] for one in found if one is not None]
    lengths = {len(text) for text in written}
    votes, numbers = _with_numbers(read.votes, seconds)
    if len(lengths) < 2 or lengths == {10, 19}:
        return votes, numbers, Dates(form or ("moment" if 19 in lengths else "day"))
    steps: list[tuple[str, str]] = []
    for text in written:
        steps += [(text, text[:10])] * (len(text) > 10) + date_steps(text)
    texts[:] = [text if one is None else one[1] for text, one in zip(texts, found, strict=True)]
    return votes, numbers, Dates("day", sorted(set(steps)))


def tolerances(
    tolerance: float | str | None, kind: str, form: str, votes: Votes, numbers: Floats, questions: int
) -> Floats:
    """The tolerance of every question: as given, or ten minutes for clocks, none for days, and for numbers one per
    cent of the median size of the question's answers."""
    share = TOLERANCE_NUMBER
    if isinstance(tolerance, str):
        found = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*(%?)\s*", tolerance)
        if not found:
            raise ArmillaryError(f"'{tolerance}' is no tolerance", "give a number, or a share such as '2%'")
        if found[2]:
            share = float(found[1]) / 100
            tolerance = None
        else:
            tolerance = float(found[1])
    elif tolerance is None and kind == "date":
        tolerance = 0.0 if form == "day" else TOLERANCE_CLOCK
    if tolerance is not None:
        if not (math.isfinite(tolerance) and tolerance >= 0):
            raise ArmillaryError(f"{tolerance} is no tolerance", "give a number of 0 or more, or a share such as '2%'")
        return np.full(questions, float(tolerance))
    result = np.zeros(questions)
    size = np.abs(numbers)
    order = np.lexsort((size, votes.question))
    ranked = votes.question[order]
    asked, first, count = np.unique(ranked, return_index=True, return_counts=True)
    result[asked] = share * (size[order][first + (count - 1) // 2] + size[order][first + count // 2]) / 2
    return result


def _name_rows(read: Read, wrong: np.ndarray, message: str, hint: str, remarks: Remarks) -> None:
    if wrong.any():
        codes = read.value.codes
        remarks.rows("T802", (codes >= 0) & wrong[codes], message, hint)


def _with_numbers(votes: Votes, values: Floats) -> tuple[Votes, Floats]:
    numbers = values[votes.value] if len(values) else np.zeros(0)
    good = np.isfinite(numbers)
    return (votes, numbers) if good.all() else (votes.keep(good), numbers[good])
