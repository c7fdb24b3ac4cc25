"""Votes: the rows of a table as who says what on which question, with what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from armillary.finding import ArmillaryError
from armillary.tables.origins import roots
from armillary.tables.records import Remarks
from armillary.tables.store import Column, Store, quote
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


@dataclass(frozen=True, slots=True)
class Read:
    """A table that has been read: its votes, and the columns that their codes come from."""

    votes: Votes
    question: Column
    value: Column
    voice: Column
    rows: int


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
    columns = {role: store.codes(named[role], f"{role}_names") for role in NEEDED}
    out = np.zeros(rows, bool)
    for role, column in columns.items():
        empty = column.codes < 0
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
    return Read(_sorted(kept, columns["value"].size, voice.size), columns["question"], columns["value"], voice, rows)


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


def _sorted(votes: Votes, values: int, voices: int) -> Votes:
    """Votes in order, each once: of equal ones the weightiest, then the earliest."""
    q = votes.question.astype(np.int64)
    bare = votes.weight is None and votes.time is None and votes.denies is None
    top = int(q.max(initial=0)) + 1
    if bare and float(top) * values * voices < 2**62:
        q *= values
        q += votes.value
        q *= voices
        q += votes.voice
        q.sort()
        q = q[np.diff(q, prepend=-1) != 0] if len(q) and bool((np.diff(q) == 0).any()) else q
        voice = (q % voices).astype(np.int32)
        q //= voices
        value = (q % values).astype(np.int32)
        q //= values
        return Votes(q.astype(np.int32), value, voice, None, None, None)
    weight, time = votes.weights(), votes.time if votes.time is not None else np.zeros(len(votes))
    denies = votes.denies if votes.denies is not None else np.zeros(len(votes), bool)
    order = np.lexsort((time, -weight, denies, votes.voice, votes.value, votes.question))
    found = votes.keep(order)
    new = np.ones(len(found), bool)
    for part in (found.question, found.value, found.voice, denies[order]):
        new[1:] &= part[1:] == part[:-1]
    new[1:] = ~new[1:]
    return found.keep(new)


def share_out(votes: Votes, remarks: Remarks, exclusive: bool = True) -> Votes:
    """Votes of voices that give one question several answers share one vote, as only one of them can be right."""
    if not len(votes) or not exclusive:
        return votes
    key = votes.question.astype(np.int64) * (int(votes.voice.max()) + 1) + votes.voice
    ranked = np.sort(key)
    if not bool((ranked[1:] == ranked[:-1]).any()):
        return votes
    _, place, count = np.unique(key, return_inverse=True, return_counts=True)
    remarks.add(
        "T803",
        f"{int((count > 1).sum()):,} times a source gives one question several answers",
        "they share one vote; if several can be true, say kind='several'",
    )
    return replace(votes, weight=votes.weights() / count[place])
