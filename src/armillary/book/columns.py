"""Evidence as tables of numbers, and back: what judging at any date needs, without the casebook."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import duckdb
import numpy as np

from armillary.text.dates import show_day
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.carried import Carried
from armillary.weighing.coins import Coins
from armillary.weighing.columns import OF_TIES, SAYS, VOICED, HeardColumns, Ints
from armillary.weighing.confidence import LEVELS
from armillary.weighing.currency import CURRENCIES
from armillary.weighing.evidence import Evidence
from armillary.weighing.judgements import Judgements
from armillary.weighing.likelihood import word_for
from armillary.weighing.questions import NEVER, Question
from armillary.weighing.standing import STANDINGS

Columns = dict[str, Any]

_TYPES: dict[type, str] = {np.int64: "BIGINT", np.float64: "DOUBLE", np.bool_: "BOOLEAN"}


def column_types(kinds: dict[str, type]) -> dict[str, str]:
    """The types that a table has for columns of numbers."""
    return {name: _TYPES[kind] for name, kind in kinds.items()}


ORIGINS = {"origin": "BIGINT", "speaker": "VARCHAR", "bloc": "BIGINT", "party": "VARCHAR"}
COINS = {"coin": "BIGINT", "speaker": "VARCHAR", "stance": "VARCHAR", "grade": "VARCHAR"}
EVIDENCE_TABLES: dict[str, dict[str, str]] = {
    "questions": {
        "question": "BIGINT",
        "subject": "VARCHAR",
        "relation": "VARCHAR",
        "object": "VARCHAR",
        "level": "VARCHAR",
        "object_level": "VARCHAR",
        "place": "VARCHAR",
        "half_life": "DOUBLE",
        "event": "BOOLEAN",
        "gone": "BIGINT",
        "gone_with": "BIGINT",
    },
    "question_order": {"specific": "BIGINT", "general": "BIGINT", "first": "BIGINT", "last": "BIGINT"},
    "voters": {"claim": "BIGINT", "id": "VARCHAR"},
    "origins": ORIGINS,
    "coins": COINS,
    "released_coins": {
        "coin": "BIGINT",
        "sens": "DOUBLE",
        "spec": "DOUBLE",
        "asserts_true": "DOUBLE",
        "true": "DOUBLE",
        "denies_false": "DOUBLE",
        "false": "DOUBLE",
        "taught_by": "BIGINT",
        "rounds": "BIGINT",
    },
    "testimonies": column_types(SAYS | VOICED | OF_TIES),
    "passed_on": {"testimony": "BIGINT", "source": "BIGINT"},
    "ballots": {"testimony": "BIGINT", "question": "BIGINT", "direct": "BOOLEAN"},
    "unheard": {"claim": "BIGINT", "question": "BIGINT", "reason": "VARCHAR"},
    "accepted_copies": {"copier": "BIGINT", "original": "BIGINT"},
    "judgements": {
        "question": "BIGINT",
        "standing": "VARCHAR",
        "likelihood": "DOUBLE",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "word": "VARCHAR",
        "currency": "VARCHAR",
        "last_seen": "DATE",
        "ended": "DATE",
        "ended_last": "DATE",
        "confidence": "VARCHAR",
        "voices_for": "BIGINT",
        "voices_against": "BIGINT",
        "odds": "DOUBLE",
        "own": "DOUBLE",
        "age": "DOUBLE",
        "bound": "DOUBLE",
    },
}


def to_columns(e: Evidence) -> dict[str, Columns]:
    """Evidence as columns by table; row order is the row number."""

    return {
        "questions": {
            "question": np.arange(len(e.questions)),
            **{name: text(getattr(q, name) for q in e.questions) for name in Question._fields},
            "half_life": e.q_half_life,
            "event": e.q_event,
            "gone": e.q_gone,
            "gone_with": e.q_gone_with,
        },
        "question_order": {"specific": e.o_specific, "general": e.o_general, "first": e.o_first, "last": e.o_last},
        "voters": {"claim": np.arange(len(e.claims)), "id": text(e.claims)},
        "origins": origin_columns(e),
        "coins": coin_names(e),
        "testimonies": {name: getattr(e, f"t_{name}") for name in EVIDENCE_TABLES["testimonies"]},
        "passed_on": {"testimony": e.p_testimony, "source": e.p_source},
        "ballots": {name: getattr(e, f"b_{name}") for name in EVIDENCE_TABLES["ballots"]},
        "unheard": {"claim": e.u_claim, "question": e.u_question, "reason": text(e.u_reason)},
        "accepted_copies": {"copier": e.a_copier, "original": e.a_original},
    }


def text(items: Iterable[str]) -> np.ndarray:
    """A column of words."""
    return np.array(list(items), dtype=object)


def origin_columns(e: HeardColumns) -> Columns:
    """Who is heard, and whose interest each has."""
    return {
        "origin": np.arange(len(e.origins)),
        "speaker": text(e.origins),
        "bloc": e.origin_bloc,
        "party": text(e.blocs[i] for i in e.origin_bloc),
    }


def coin_names(e: HeardColumns) -> Columns:
    """Of each coin, whose it is and for which stance and grade."""
    parts = ((name, text(coin[i] for coin in e.coins)) for i, name in enumerate(("speaker", "stance", "grade")))
    return {"coin": np.arange(len(e.coins)), **dict(parts)}


def judgement_columns(j: Judgements, vocab: Vocabulary) -> Columns:
    """The judgements at the book's own date, a row a question; log-odds are natural.

    Where nobody can be heard there is no likelihood, no word and no confidence.
    """
    heard = j.assessed
    likelihood = np.where(heard, j.likelihood, np.nan)
    return {
        "question": np.arange(len(heard)),
        "standing": text(STANDINGS[s] for s in j.standing),
        "likelihood": likelihood,
        "low": np.where(heard, j.low, np.nan),
        "high": np.where(heard, j.high, np.nan),
        "word": text(word_for(float(p), vocab) if ok else "" for p, ok in zip(likelihood, heard, strict=True)),
        "currency": text(CURRENCIES[c] for c in j.currency.kind),
        "last_seen": _dates(j.currency.last_seen),
        "ended": _dates(j.currency.ended),
        "ended_last": _dates(j.currency.ended_last),
        "confidence": text(LEVELS[c] if ok else "" for c, ok in zip(j.confidence, heard, strict=True)),
        "voices_for": j.for_it,
        "voices_against": j.against,
        "odds": j.odds,
        "own": j.own,
        "age": j.age,
        "bound": j.bound,
    }


def _dates(days: Ints) -> np.ndarray:
    """Days as dates, None for one that does not come."""
    return np.array([None if day >= NEVER else show_day(day) for day in days.tolist()], dtype=object)


def carried_from(connection: duckdb.DuckDBPyConnection, as_of: int) -> Carried:
    """The judgements that a released book keeps of the full one, for its own date (a day ordinal)."""
    c = read_columns(connection, EVIDENCE_TABLES, "judgements")
    days = connection.execute("SELECT last_seen, ended, ended_last FROM judgements ORDER BY rowid").fetchall()
    last_seen, ended, ended_last = (
        np.array([NEVER if row[i] is None else row[i].toordinal() for row in days], np.int64) for i in range(3)
    )
    return Carried(
        as_of=as_of,
        own=c["own"],
        odds=c["odds"],
        age=c["age"],
        bound=c["bound"],
        low=c["low"],
        high=c["high"],
        standing=np.array([STANDINGS.index(s) for s in c["standing"]], np.int64),
        confidence=np.array([max(LEVELS.index(s) if s else 0, 0) for s in c["confidence"]], np.int64),
        for_it=c["voices_for"],
        against=c["voices_against"],
        currency=np.array([CURRENCIES.index(s) for s in c["currency"]], np.int64),
        last_seen=last_seen,
        ended=ended,
        ended_last=ended_last,
    )


def coin_columns(coins: Coins | None) -> Columns:
    """The coins that a released book keeps, as its evidence cannot teach them; no rows in a full book."""
    n = 0 if coins is None else len(coins.sens)
    counts = np.zeros((0, 4)) if coins is None else coins.counts
    return {
        "coin": np.arange(n),
        "sens": np.zeros(0) if coins is None else coins.sens,
        "spec": np.zeros(0) if coins is None else coins.spec,
        **{name: counts[:, i] for i, name in enumerate(("asserts_true", "true", "denies_false", "false"))},
        "taught_by": np.full(n, 0 if coins is None else coins.taught_by, np.int64),
        "rounds": np.full(n, 0 if coins is None else coins.rounds, np.int64),
    }


def released_coins(connection: duckdb.DuckDBPyConnection) -> Coins:
    """The coins that a released book keeps."""
    c = read_columns(connection, EVIDENCE_TABLES, "released_coins")
    counts = np.stack([c[name] for name in ("asserts_true", "true", "denies_false", "false")], axis=1).astype(float)
    taught_by, rounds = (int(c[name].max(initial=0)) for name in ("taught_by", "rounds"))
    return Coins(c["sens"].astype(float), c["spec"].astype(float), counts, taught_by, rounds)


def read_columns(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, dict[str, str]], table: str
) -> dict[str, np.ndarray]:
    """The columns of one of a book's tables, in the order of its rows; `tables` says which it has."""
    names = ", ".join(f'"{name}"' for name in tables[table])
    found = connection.execute(f"SELECT {names} FROM {table} ORDER BY rowid").fetchnumpy()
    return {name: np.asarray(column) for name, column in found.items()}


def read_heard(claims: Columns, origins: Columns, coins: Columns, heard: Columns, unheard: Columns) -> dict[str, Any]:
    """The columns that evidence of ties and of values share, as the fields of either."""
    blocs = dict(zip(origins["bloc"].tolist(), origins["party"].tolist(), strict=True))
    return {
        "claims": claims["id"].tolist(),
        "origins": origins["speaker"].tolist(),
        "blocs": [blocs[i] for i in range(len(blocs))],
        "origin_bloc": origins["bloc"],
        "coins": rows_of(coins, ("speaker", "stance", "grade")),
        **{f"t_{name}": column for name, column in heard.items()},
        **{f"u_{name}": column.tolist() if name == "reason" else column for name, column in unheard.items()},
    }


def rows_of(table: Columns, names: Iterable[str]) -> list[tuple[Any, ...]]:
    """Some columns of a table as its rows."""
    return list(zip(*(table[name].tolist() for name in names), strict=True))


def from_tables(connection: duckdb.DuckDBPyConnection) -> Evidence:
    """Evidence read back from a book's tables."""

    read = partial(read_columns, connection, EVIDENCE_TABLES)
    q, order = read("questions"), read("question_order")
    b, accepted, passed = read("ballots"), read("accepted_copies"), read("passed_on")
    return Evidence(
        questions=[Question(*row) for row in rows_of(q, Question._fields)],
        q_half_life=q["half_life"],
        q_event=q["event"],
        q_gone=q["gone"],
        q_gone_with=q["gone_with"],
        o_specific=order["specific"],
        o_general=order["general"],
        o_first=order["first"],
        o_last=order["last"],
        b_testimony=b["testimony"],
        b_question=b["question"],
        b_direct=b["direct"],
        p_testimony=passed["testimony"],
        p_source=passed["source"],
        a_copier=accepted["copier"],
        a_original=accepted["original"],
        **read_heard(read("voters"), read("origins"), read("coins"), read("testimonies"), read("unheard")),
    )
