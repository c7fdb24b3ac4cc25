"""Votes: the rows of a table as who says what on which question, with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from armillary.finding import ArmillaryError
from armillary.tables.origins import roots
from armillary.tables.records import Remarks
from armillary.tables.store import PART, Column, Store, quote
from armillary.weighing.engines.blocks import Floats, Narrow

ROLES = ("source", "question", "value", "origin", "weight", "time", "polarity")
NEEDED = ROLES[:3]
DENIALS = ("denies", "deny", "no", "false", "0", "-1", "-", "f", "n")
ASSERTIONS = ("asserts", "assert", "yes", "true", "1", "+1", "+", "t", "y")


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes in the order of question, answer and voice, whatever the order of the rows; columns are codes.

    A voice votes once for one answer to one question. `weight`, `time` and `denies` are None where the table has none.
    """

    question: Narrow
    value: Narrow
    voice: Narrow
    weight: Floats | None
    time: Floats | None
    denies: NDArray[np.bool_] | None

    def __len__(self) -> int:
        return len(self.question)

    def keep(self, some: np.ndarray | slice) -> Votes:
        """Only some of the votes."""
        return Votes(*(None if part is None else part[some] for part in self.parts()))  # type: ignore[arg-type]

    def parts(self) -> tuple[np.ndarray | None, ...]:
        """The columns in their order."""
        return self.question, self.value, self.voice, self.weight, self.time, self.denies

    def weights(self) -> Floats:
        """A weight for every vote."""
        return np.ones(len(self)) if self.weight is None else self.weight


@dataclass(slots=True)
class Read:
    """A table that has been read: its votes, and the columns that their codes come from; of questions and voices the
    names alone."""

    votes: Votes
    question: Column
    value: Column
    voice: Column
    rows: int

    def take(self) -> Votes:
        """The votes, which are then held by who took them alone, and let go of when they have been counted."""
        votes, self.votes = self.votes, no_votes()
        return votes


def no_votes() -> Votes:
    """Votes of nobody, which hold on to nobody's either, as a part of others would."""
    nothing = np.zeros(0, np.int32)
    return Votes(nothing, nothing, nothing, None, None, None)


def name_columns(store: Store, given: dict[str, str | None]) -> dict[str, str]:
    """Which column plays which part; those that are not named may bear the part's own name."""
    named = {}
    for role in ROLES:
        wanted = given.get(role)
        name = wanted or role
        if store.has(name):
            named[role] = name
        elif wanted or role in NEEDED:
            has = ", ".join(f"'{column}'" for column in store.types) or "none"
            raise ArmillaryError(
                f"the {store.what} has no column '{name}'", f"its columns are {has}; say which one it is: {role}=..."
            )
    return named


def read_votes(store: Store, named: dict[str, str], remarks: Remarks) -> Read:
    """The votes of a table; rows that cannot vote are left out and named."""
    rows = store.rows()
    # names of questions are most: they are coded while nothing else is held
    columns = {role: store.codes(named[role], f"{role}_names") for role in ("question", "source", "value")}
    out = np.zeros(rows, bool)
    for role in NEEDED:
        empty = columns[role].codes < 0
        remarks.rows("T801", empty & ~out, f"No {role}", "fill it in; until then the row has no vote")
        out |= empty
    voice = columns["source"]
    if "origin" in named:
        voice = roots(store, named, columns["question"], voice, remarks)
    weight = _weights(store, named, out, remarks)
    denies = _denials(store, named, out, remarks)
    time = _times(store, named, out, remarks)
    kept = Votes(columns["question"].codes, columns["value"].codes, voice.codes, weight, time, denies)
    if out.any():
        kept = kept.keep(~out)
    question, value, voice = columns.pop("question").names_alone(), columns.pop("value"), voice.names_alone()
    columns.clear()
    if value.size <= np.iinfo(np.int8).max:  # findings name rows by these codes: in as little memory as will do
        value = replace(value, codes=value.codes.astype(np.int8))
    packed = _packed(kept, value.size, voice.size)
    if packed is None:
        return Read(_sorted(kept), question, value, voice, rows)
    del kept
    return Read(_unpacked(packed, value.size, voice.size), question, value, voice, rows)


def _weights(store: Store, named: dict[str, str], out: np.ndarray, remarks: Remarks) -> Floats | None:
    if "weight" not in named:
        return None
    weight = store.numbers(named["weight"])
    empty = store.fetch(f"({quote(named['weight'])} IS NULL)").astype(bool)
    weight[empty] = 1.0
    wrong = ~((weight >= 0) & (weight <= 1)) & ~out
    remarks.rows("T802", wrong, "The weight is not between 0 and 1", "1 is a whole vote; an empty weight is 1")
    out |= wrong | (weight == 0)
    return None if bool((weight[~out] == 1).all()) else weight


def _denials(store: Store, named: dict[str, str], out: np.ndarray, remarks: Remarks) -> NDArray[np.bool_] | None:
    if "polarity" not in named:
        return None
    text = f"lower(trim(CAST({quote(named['polarity'])} AS VARCHAR)))"
    no, yes = (", ".join(f"'{word}'" for word in words) for words in (DENIALS, ASSERTIONS))
    told = store.fetch(f"CASE WHEN {text} IN ({no}) THEN 2 WHEN coalesce({text}, '') IN ({yes}, '') THEN 1 ELSE 0 END")
    remarks.rows("T802", (told == 0) & ~out, "The polarity is neither yes nor no", "write asserts or denies")
    out |= told == 0
    denies = told == 2
    return denies if bool(denies[~out].any()) else None


def _times(store: Store, named: dict[str, str], out: np.ndarray, remarks: Remarks) -> Floats | None:
    if "time" not in named:
        return None
    time = store.numbers(named["time"])
    empty = store.fetch(f"(coalesce(trim(CAST({quote(named['time'])} AS VARCHAR)), '') = '')").astype(bool)
    wrong = np.isnan(time) & ~empty & ~out
    remarks.rows("T802", wrong, "The time cannot be read", "write 2024-03-01 or 2024-03-01 14:30; the vote is undated")
    return time if bool(np.isfinite(time[~out]).any()) else None


def _packed(votes: Votes, values: int, voices: int) -> NDArray[np.int64] | None:
    """Votes that are nothing but question, answer and voice as one number each, which is sorted without more memory;
    None where there is more to them."""
    bare = votes.weight is None and votes.time is None and votes.denies is None
    if not bare or (float(votes.question.max(initial=0)) + 1) * max(values, 1) * max(voices, 1) >= 2**62:
        return None
    packed = votes.question.astype(np.int64)
    packed *= values
    packed += votes.value
    packed *= voices
    packed += votes.voice
    return packed


def _unpacked(packed: NDArray[np.int64], values: int, voices: int) -> Votes:
    """Packed votes in order, each once."""
    packed.sort()
    question, value, voice = (np.empty(len(packed), np.int32) for _ in range(3))
    size, last = 0, -1
    for begin in range(0, len(packed), PART):
        part = packed[begin : begin + PART]
        part = part[np.diff(part, prepend=last) != 0]
        if not len(part):
            continue
        last = int(part[-1])
        into = slice(size, size + len(part))
        size += len(part)
        part, voice[into] = np.divmod(part, voices)
        question[into], value[into] = np.divmod(part, values)
    return Votes(question[:size], value[:size], voice[:size], None, None, None)


def _sorted(votes: Votes) -> Votes:
    """Votes in order, each once: of equal ones the weightiest, then the earliest."""
    weight, time = votes.weights(), votes.time if votes.time is not None else np.zeros(len(votes))
    denies = votes.denies if votes.denies is not None else np.zeros(len(votes), bool)
    order = np.lexsort((time, -weight, denies, votes.voice, votes.value, votes.question))
    found = votes.keep(order)
    new = np.ones(len(found), bool)
    for part in (found.question, found.value, found.voice, denies[order]):
        new[1:] &= part[1:] == part[:-1]
    new[1:] = ~new[1:]
    return found.keep(new)


def share_out(votes: Votes, remarks: Remarks) -> Votes:
    """Votes of voices that give one question several answers share one vote, as only one of them can be right."""
    weight, times = votes.weight, 0
    for part in parts(votes.question):
        key = votes.question[part].astype(np.int64) * (int(votes.voice[part].max()) + 1) + votes.voice[part]
        ranked = np.sort(key)
        if not bool((ranked[1:] == ranked[:-1]).any()):
            continue
        _, place, count = np.unique(key, return_inverse=True, return_counts=True)
        if weight is votes.weight:
            weight = votes.weights().copy()
        assert weight is not None
        weight[part] /= count[place]
        times += int((count > 1).sum())
    if not times:
        return votes
    remarks.add(
        "T803",
        f"{times:,} times a source gives one question several answers",
        "they share one vote; if several can be true, say kind='several'",
    )
    return replace(votes, weight=weight)


def parts(question: np.ndarray) -> Iterator[slice]:
    """A quarter of a million votes or so at a time, cut where questions end; votes are in the order of questions."""
    begin = 0
    while begin < len(question):
        end = len(question)
        if begin + PART < end:
            end = int(np.searchsorted(question, question[begin + PART], side="right"))
        yield slice(begin, end)
        begin = end


def first_votes(question: np.ndarray) -> NDArray[np.int64]:
    """The number of the first vote on each question; votes are in the order of questions."""
    new = np.ones(len(question), bool)
    np.not_equal(question[1:], question[:-1], out=new[1:])
    return np.flatnonzero(new)
