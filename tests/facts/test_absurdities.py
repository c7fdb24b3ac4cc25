"""What no picture and no report may say: named absurdities as data, and rules that every row and page must keep."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import msgspec
import pytest
from rich.console import Console

from armillary.out.report.edition import make_report
from armillary.out.report.page import render_body
from armillary.pictures.gallery import pictures
from tests.facts.reading import book, listed, matching, rank, rows, word_for

pytestmark = pytest.mark.slow

LISTED = listed("absurdities")
DATES, EDITIONS = ("2000-06-30", "2010-06-30", "2022-06-30", "2025-01-31"), (None, "2023-06-30")
WORD = "almost certain|very likely|very unlikely|almost no chance|roughly even chance|unlikely|likely"


@cache
def shown() -> dict[str, tuple[Any, str]]:
    """Every picture at every date: what `--json` prints, as objects, and what the terminal shows."""
    found = {}
    for name, picture in pictures().items():
        dated = any(parameter.name == "as_of" for parameter in picture.parameters)
        for asked in LISTED["pictures"][name]:
            for at in DATES if dated else ("",):
                given = asked | ({"as_of": at} if at else {})
                answer, text = picture.function(book(), **given), io.StringIO()
                Console(file=text, width=240, highlight=False).print(picture.screen(answer, book()))
                found[f"{name} {given}"] = (msgspec.to_builtins(answer), text.getvalue())
    return found


@cache
def report(since: str | None) -> str:
    """The report's page as text: a line a block, an em space after what stands beside something."""
    html = re.sub(r"</(p|li|h[1-6]|td|th|tr|text|figcaption|div)>", "\n", render_body(make_report(book(), since)))
    return unescape(re.sub(r"<[^>]+>", "", html.replace("</span>", "\u2003")))


def texts() -> Iterator[tuple[str, str]]:
    """Everything that people read, by name."""
    yield from ((name, text) for name, (_, text) in shown().items())
    yield from ((f"report since {since}", report(since)) for since in EDITIONS)


def records(value: Any) -> Iterator[dict[str, Any]]:
    """Every object within what `--json` prints."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from records(part)


def judged() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object that has a likelihood, with the picture that it stands in."""
    yield from ((name, one) for name, (json, _) in shown().items() for one in records(json) if "likelihood" in one)


def test_every_picture_is_looked_at() -> None:
    assert LISTED["pictures"].keys() == pictures().keys()


@pytest.mark.parametrize("absurd", LISTED["rows"], ids=lambda item: item["id"])
def test_no_row_says(absurd: dict[str, Any]) -> None:
    said = [(str(at), row) for at in absurd.get("at", DATES) for row in matching(absurd["tie"], str(at))]
    wrong = [
        (at, row)
        for at, row in said
        if "any" in absurd
        or row.currency in absurd.get("currency", ())
        or ("below" in absurd and rank(row.word) < rank(absurd["below"]))
        or ("above" in absurd and rank(row.word) > rank(absurd["above"]))
        or set(row.denied_by) & set(absurd.get("denied_by", ()))
    ]
    assert not wrong


@pytest.mark.parametrize("absurd", LISTED["printed"], ids=lambda item: item["id"])
def test_nowhere_is_printed(absurd: dict[str, Any]) -> None:
    wrong = [(name, hit[0]) for name, text in texts() if (hit := re.search(absurd["pattern"], text))]
    beside = any(absurd.get("with", "") in text for _, text in texts())
    assert not (wrong and beside), wrong[:12]


def test_words_fit_the_printed_numbers() -> None:
    said = [(name, one.get("word", ""), round(one["likelihood"] * 100)) for name, one in judged() if one["likelihood"]]
    said = [item for item in said if rank(item[1]) >= 0]
    for name, text in texts():
        for pattern in (
            rf"(?P<n>\d+) ?%[ ,(\u2003]{{1,3}}(?P<w>{WORD})\b",
            rf"\b(?P<w>{WORD})[ ,(\u2003]{{1,3}}(?P<n>\d+) ?%",
        ):
            said += [(name, hit["w"], int(hit["n"])) for hit in re.finditer(pattern, text)]
    wrong = [item for item in said if item[1].replace(" ", "_") != word_for(item[2])]
    assert not wrong, wrong[:12]


def test_rows_keep_the_laws_that_a_reader_sees() -> None:
    wrong = []
    for name, one in judged():
        if "voices_for" in one:
            p, ayes, standing, denied = one["likelihood"], one["voices_for"], one["standing"], one["denied_by"]
            broken = {
                "doubted though nobody denies": p is not None and p < 0.45 and not one["voices_against"] and not denied,
                "surer than its voices allow": p is not None and ayes in (1, 2) and p > (0.795 if ayes == 1 else 0.945),
                "corroborated by one": standing == "corroborated" and ayes < 2,
                "reported by not one": standing == "reported" and ayes != 1,
                "a word from nobody": standing in ("not_assessed", "on_record") and rank(one["word"]) >= 0,
                "on record nowhere": standing == "on_record" and not one["on_record"],
                "ended, nobody says how": one["currency"] == "ended" and not one["ended"],
            }
            wrong += [(name, says, one) for says, is_so in broken.items() if is_so]
    assert not wrong, wrong[:12]


@pytest.mark.parametrize("at", DATES)
def test_nothing_of_what_is_gone_is_current(at: str) -> None:
    gone = {row["id"] for row in book().sql("SELECT id FROM actors WHERE exists_last < CAST(? AS DATE)", [at])}
    held = [row for row in rows(at) if {row.subject, row.object} & gone]
    assert not [row for row in held if row.currency in ("current", "ageing", "lapsed")]


def test_no_line_stands_twice_in_ties() -> None:
    for name, (_, text) in shown().items():
        lines = Counter(line.strip() for line in text.splitlines() if name.startswith("ties") and "%" in line)
        assert not [line for line, times in lines.items() if times > 1], name


def test_a_voice_that_weighs_nothing_would_change_nothing() -> None:
    for name, (json, _) in shown().items():
        parts = json["contributions"] if name.startswith("why") else []
        idle = {part[key] for part in parts for key in ("origin", "speaker") if abs(part["decibans"]) < 0.05}
        assert not [says for says in json["would_change"] if idle & set(re.split(r"[^\w/-]+", says))] if idle else True


@pytest.mark.parametrize("since", EDITIONS)
def test_headlines_are_neither_doubted_nor_stale(since: str | None) -> None:
    blocks: list[Any] = [block for part in make_report(book(), since).sections for block in part.blocks]
    told = [block for block in blocks if type(block).__name__ == "KeyJudgement"]
    assert told
    for block in told:
        text = "".join(getattr(run, "text", "") for run in block.sentence)
        assert rank(block.word) >= rank("likely") or re.search("(?i)den(y|ies|ied)|disput|on record", text), text
        assert not re.search("(?i)lapsed|ageing|stale|not known whether", text)


@pytest.mark.parametrize("since", EDITIONS)
def test_likelihood_and_confidence_never_share_a_sentence(since: str | None) -> None:
    sure = re.compile(r"\b(low|moderate|high) confidence|\bconfidence (is )?(low|moderate|high)\b", re.IGNORECASE)
    sentences = re.split(r"(?<=[.!?])\s+|[\n\u2003]", report(since))
    assert not [text for text in sentences if re.search(rf"\b({WORD})\b", text) and sure.search(text)]
