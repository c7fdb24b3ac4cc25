"""Value evidence as tables of numbers, and back."""

from __future__ import annotations

from functools import partial
from typing import Any

import duckdb
import numpy as np

from armillary.book.columns import Columns, read_columns
from armillary.weighing.values.evidence import ValueEvidence
from armillary.weighing.values.questions import ValueQuestion
from armillary.weighing.values.testimony import Answer

VALUE_TABLES: dict[str, dict[str, str]] = {
    "value_questions": {
        "question": "BIGINT",
        "kind": "VARCHAR",
        "sort": "VARCHAR",
        "subject": "VARCHAR",
        "measure": "VARCHAR",
        "of": "VARCHAR",
        "places": "VARCHAR",
        "per": "VARCHAR",
        "dimension": "VARCHAR",
        "first": "BIGINT",
        "last": "BIGINT",
        "half_life": "DOUBLE",
    },
    "value_claims": {"claim": "BIGINT", "id": "VARCHAR"},
    "value_origins": {"origin": "BIGINT", "speaker": "VARCHAR", "bloc": "BIGINT", "party": "VARCHAR"},
    "value_coins": {"coin": "BIGINT", "speaker": "VARCHAR", "stance": "VARCHAR", "grade": "VARCHAR"},
    "value_answers": {
        "answer": "BIGINT",
        "text": "VARCHAR",
        "word": "VARCHAR",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "about": "BOOLEAN",
        "unit": "VARCHAR",
        "per": "VARCHAR",
        "scale": "DOUBLE",
    },
    "value_tellings": {
        "claim": "BIGINT",
        "question": "BIGINT",
        "side": "BIGINT",
        "answer": "BIGINT",
        "origin": "BIGINT",
        "coin": "BIGINT",
        "relays": "BIGINT",
        "weight": "DOUBLE",
        "first": "BIGINT",
        "last": "BIGINT",
        "cut": "BIGINT",
        "event": "BOOLEAN",
        "half_life": "DOUBLE",
        "known": "BIGINT",
        "silenced": "BIGINT",
        "undated": "BOOLEAN",
    },
    "value_unheard": {"claim": "BIGINT", "question": "BIGINT", "answer": "BIGINT", "reason": "VARCHAR"},
}
_WORDS = frozenset({"text", "word", "unit", "per"})


def to_value_columns(e: ValueEvidence) -> dict[str, Columns]:
    """Value evidence as columns by table; row order is the row number."""

    def text(items: Any) -> np.ndarray:
        return np.array(list(items), dtype=object)

    def named(names: list[Any], fields: tuple[str, ...], words: frozenset[str]) -> Columns:
        return {
            name: text(column) if name in words else np.array(column)
            for name, column in ((name, [getattr(item, name) for item in names]) for name in fields)
        }

    numbers = frozenset({"first", "last"})
    coins = [text(coin[i] for coin in e.coins) for i in range(3)]
    return {
        "value_questions": {
            "question": np.arange(len(e.questions)),
            **named(e.questions, ValueQuestion._fields, frozenset(ValueQuestion._fields) - numbers),
            "half_life": e.q_half_life,
        },
        "value_claims": {"claim": np.arange(len(e.claims)), "id": text(e.claims)},
        "value_origins": {
            "origin": np.arange(len(e.origins)),
            "speaker": text(e.origins),
            "bloc": e.origin_bloc,
            "party": text(e.blocs[i] for i in e.origin_bloc),
        },
        "value_coins": {
            "coin": np.arange(len(e.coins)),
            **dict(zip(("speaker", "stance", "grade"), coins, strict=True)),
        },
        "value_answers": {"answer": np.arange(len(e.answers)), **named(e.answers, Answer._fields, _WORDS)},
        "value_tellings": {name: getattr(e, f"t_{name}") for name in VALUE_TABLES["value_tellings"]},
        "value_unheard": {
            "claim": e.u_claim,
            "question": e.u_question,
            "answer": e.u_answer,
            "reason": text(e.u_reason),
        },
    }


def from_value_tables(connection: duckdb.DuckDBPyConnection) -> ValueEvidence:
    """Value evidence read back from a book's tables."""

    read = partial(read_columns, connection, VALUE_TABLES)

    def rows(table: dict[str, np.ndarray], fields: tuple[str, ...]) -> list[tuple[Any, ...]]:
        return list(zip(*(table[name].tolist() for name in fields), strict=True))

    q, coins, origins, answers = (read(f"value_{name}") for name in ("questions", "coins", "origins", "answers"))
    t, u = read("value_tellings"), read("value_unheard")
    blocs = dict(zip(origins["bloc"].tolist(), origins["party"].tolist(), strict=True))
    return ValueEvidence(
        questions=[ValueQuestion(*row) for row in rows(q, ValueQuestion._fields)],
        q_half_life=q["half_life"],
        claims=read("value_claims")["id"].tolist(),
        origins=origins["speaker"].tolist(),
        blocs=[blocs[i] for i in range(len(blocs))],
        origin_bloc=origins["bloc"],
        coins=rows(coins, ("speaker", "stance", "grade")),
        answers=[Answer(*row) for row in rows(answers, Answer._fields)],
        u_claim=u["claim"],
        u_question=u["question"],
        u_answer=u["answer"],
        u_reason=u["reason"].tolist(),
        **{f"t_{name}": column for name, column in t.items()},
    )
