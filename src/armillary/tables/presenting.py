"""Presenting: names put to the codes of a judged table, as tables that Arrow reads."""

from __future__ import annotations

import numpy as np

from armillary.tables.judged import Columns, Judged
from armillary.tables.records import Remarks, Table, Weighing
from armillary.tables.store import INTEGERS, Store
from armillary.tables.values import show_moment
from armillary.tables.votes import Read

PLAIN = {"accuracy", "sens", "spec", "coarser", "offset", "low", "high", "likelihood", "probability", "taught"}
COINS = ("source", "votes", "accuracy", "sens", "spec", "coarser", "offset")
CONFUSION = ("source", "truth", "said", "probability", "taught")
COPIES = ("copier", "original", "probability", "directed", "shared_errors")


def present(store: Store, read: Read, judged: Judged, form: str, remarks: Remarks) -> Weighing:
    """The results under their names, in the order of questions, values and sources."""
    types = {"question": read.question.type, "source": read.voice.type}
    names = {"question": read.question.names, "source": read.voice.names, "value": read.value.names}
    names |= {"truth": read.value.names, "said": read.value.names}
    names |= {"copier": read.voice.names, "original": read.voice.names}
    moments: tuple[str, ...] = ()
    if judged.value == "number":
        names.pop("value")
        moments = ("value", "low", "high") if judged.kind == "date" else ()
    else:
        types["value"] = types["truth"] = types["said"] = read.value.type
    types["copier"] = types["original"] = read.voice.type
    order = ("question", "value", "likelihood", "voices", "agreeing", "low", "high")

    def table(name: str, columns: Columns, wanted: tuple[str, ...], sort: str) -> Table:
        told = {key: columns[key] for key in wanted if key in columns}
        for key in moments:
            if key in told:
                told[key] = np.array([show_moment(float(x), form) for x in told[key]], dtype=object)
        return _named(store, name, told, names, types, sort)

    discount = judged.discount
    copies: Columns = {
        "copier": np.zeros(0, int) if discount is None else discount.copier,
        "original": np.zeros(0, int) if discount is None else discount.original,
        "probability": np.zeros(0) if discount is None else discount.probability,
        "directed": np.zeros(0, bool) if discount is None else discount.directed,
        "shared_errors": np.zeros(0) if discount is None else discount.shared_errors,
    }
    confusion = judged.confusion or {key: np.zeros(0, float if key in PLAIN else int) for key in CONFUSION}
    ranked = "question, round(likelihood, 6) DESC, voices DESC, value"  # engines differ in the tenth digit
    return Weighing(
        judged.kind,
        table("judgements", judged.judgements, order, "question, value"),
        table("answers", judged.answers, order[:4], ranked),
        table("coins", judged.coins, COINS, "source"),
        table("confusion", confusion, CONFUSION, "source, truth, said"),
        table("copies", copies, COPIES, "probability DESC, copier, original"),
        remarks.findings,
        judged.settings,
    )


def _named(store: Store, name: str, columns: Columns, names: dict[str, str], types: dict[str, str], sort: str) -> Table:
    """A result as a view: codes are kept, and names put to them as it is read, so that no name is held twice."""
    kept = {
        key: column.astype(float) if key in PLAIN and column.dtype != object else column
        for key, column in columns.items()
    }
    store.keep(f"{name}_codes", kept)
    parts, joins = [], []
    for key in columns:
        if key in names:
            text = f"n_{key}.x"
            kind = types.get(key, "VARCHAR")
            parts.append(f"{text if kind not in INTEGERS else f'CAST({text} AS {kind})'} AS {key}")
            joins.append(f"LEFT JOIN {names[key]} n_{key} ON n_{key}.code = c.{key}")
        else:
            parts.append(f"c.{key}")
    store.connection.execute(
        f"CREATE VIEW {name} AS SELECT {', '.join(parts)} FROM {name}_codes c {' '.join(joins)} ORDER BY {sort}"
    )
    return Table(store.connection.view(name), len(next(iter(columns.values()))))
