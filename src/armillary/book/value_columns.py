"""Value evidence as tables of numbers, and back."""

from __future__ import annotations

from functools import partial
from typing import Any

import duckdb
import numpy as np

from armillary.book.columns import (
    COINS,
    ORIGINS,
    Columns,
    coin_names,
    column_types,
    origin_columns,
    read_columns,
    read_heard,
    rows_of,
    text,
)
from armillary.weighing.columns import SAYS, VOICED
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
    "value_origins": ORIGINS,
    "value_coins": COINS,
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
    "value_tellings": column_types(SAYS | {"answer": np.int64} | VOICED),
    "value_unheard": {"claim": "BIGINT", "question": "BIGINT", "answer": "BIGINT", "reason": "VARCHAR"},
}
_WORDS = frozenset({"text", "word", "unit", "per"})


def to_value_columns(e: ValueEvidence) -> dict[str, Columns]:
    """Value evidence as columns by table; row order is the row number."""

    def named(names: list[Any], fields: tuple[str, ...], words: frozenset[str]) -> Columns:
        return {
            name: text(column) if name in words else np.array(column)
            for name, column in ((name, [getattr(item, name) for item in names]) for name in fields)
        }

    numbers = frozenset({"first", "last"})
    return {
        "value_questions": {
            "question": np.arange(len(e.questions)),
            **named(e.questions, ValueQuestion._fields, frozenset(ValueQuestion._fields) - numbers),
            "half_life": e.q_half_life,
        },
        "value_claims": {"claim": np.arange(len(e.claims)), "id": text(e.claims)},
        "value_origins": origin_columns(e),
        "value_coins": coin_names(e),
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

    q, answers = read("value_questions"), read("value_answers")
    heard = (read(f"value_{name}") for name in ("claims", "origins", "coins", "tellings", "unheard"))
    return ValueEvidence(
        questions=[ValueQuestion(*row) for row in rows_of(q, ValueQuestion._fields)],
        q_half_life=q["half_life"],
        answers=[Answer(*row) for row in rows_of(answers, Answer._fields)],
        **read_heard(*heard),
    )
