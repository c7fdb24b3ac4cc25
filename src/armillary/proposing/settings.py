"""The setting of a sentence: when and where what it says is so, as dates and places of a casebook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from armillary.proposing.parsing import Parsed
from armillary.text.months import MONTH, MONTHS, month_number

if TYPE_CHECKING:
    from spacy.tokens import Token

_MONTH = rf"{MONTH}\.?"
_TH = r"(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}}){_TH} (?P<m1>{_MONTH}),? (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}}){_TH},? (?P<y2>\d{{4}}))"
)
_POINT = re.compile(
    rf"{_DAY}|(?P<m3>{_MONTH}),? (?:of )?(?P<y3>(?:19|20)\d\d)|(?P<decade>(?:19|20)\d0)s|(?P<y4>(?:19|20)\d\d)(?!\d)"
)
_RANGE = re.compile(
    r"(?P<a>(?:19|20)\d\d)\s*(?:[-–—]|and|to|until)\s*(?P<b>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|next|the previous|the past) (?P<unit>year|month)\b|\b(?P<ago>\w+) years ago\b"
    r"|\bnow\b|\bcurrently\b|\btoday\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_SINCE = re.compile(r"\b(?:since|from|beginning in|starting in)\s+(?:early |mid-|mid |late )?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before|up to)\s+(?:early |mid-|mid |late )?$", re.IGNORECASE)
_AFTER = re.compile(r"\bafter\s+$", re.IGNORECASE)
_WHERE = frozenset({"in", "across", "inside", "within", "throughout", "at", "around"})

_TIMES = frozenset(
    [
        "year",
        "month",
        "week",
        "day",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "end",
        "beginning",
        "start",
        "middle",
    ]
) | frozenset(["half", "quarter", "period", "decade", "time", "date", *(name.lower() for name in MONTHS)])
_BESIDE = frozenset({"appos", "compound", "nmod", "amod", "nsubj"})
_OPENS = frozenset({"mark", "nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Setting:
    """When, in a casebook's notation ('' if not said), and the places that are said to be where."""

    when: str = ""
    where: tuple[str, ...] = ()


def read_setting(parsed: Parsed, trigger: Token, carrier: Token | None, date: str = "") -> Setting:
    """The time and the places of what a trigger tells, of its own clause; `date` is the document's, for last year."""
    deed = (trigger, carrier or trigger)
    places = []
    for at, found in parsed.names.items():
        token = parsed.doc[at]
        place = found.place or (found.id if found.kind == "place" else "")
        if place and token.dep_ == "pobj" and token.head.lower_ in _WHERE and _belongs(token.head, deed):
            places.append(place)

    def is_own(start: int) -> bool:
        token = next((t for t in parsed.doc if t.idx == start), None)
        return token is not None and token.i not in parsed.names and _belongs(token, deed)

    return Setting(read_when(parsed.doc.text, date, is_own), tuple(places))


def _belongs(token: Token, deed: tuple[Token, Token]) -> bool:
    """Whether a word of time or place is said of a deed, by the trigger and the verb that carries it."""
    at = token
    while at.head.i != at.i and (
        at.pos_ in ("ADP", "NUM", "ADV", "ADJ", "DET", "SCONJ") or at.lemma_.lower() in _TIMES
    ):
        at = at.head
        if at in deed:
            return True
        if at.lower_ in ("down", "up"):
            return False  # so many, down from more in
    beside = deed[0].dep_ in _BESIDE and deed[0] is deed[1]
    within = any(at in one.subtree for one in deed) and at.i > deed[0].i
    if at.pos_ not in ("VERB", "AUX"):  # a time or place of another noun
        return within and _clause(at) in map(_clause, deed)
    if beside:
        return False  # of a title the main clause tells neither when nor where
    clause, own = _clause(at), _clause(deed[1])
    if clause == own:
        return True
    if own.dep_ == "acl" or clause.dep_ in ("acl", "relcl"):
        return clause.head in deed  # an attack carried out in
    joined = own.dep_ == "conj" and own.head == clause
    told = own.dep_ == "ccomp" and own.head == clause and own.i < clause.i  # in May X did it, Y said
    return (joined or told) and token.i < min(own.i, clause.i)


def _clause(token: Token) -> Token:
    """The verb of the clause that a word stands in, beyond infinitives and participles of the same doer."""
    while token.head.i != token.i:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "xcomp"):
            by = token.dep_ == "pcomp" and token.head.lower_ in ("by", "in", "through", "without")
            goes_on = (
                token.dep_ == "advcl" and token.tag_ == "VBG" and not any(c.dep_ in _OPENS for c in token.children)
            )
            if not by and not goes_on:
                return token
        token = token.head
    return token


def read_when(text: str, date: str = "", is_own: Callable[[int], bool] | None = None) -> str:
    """The first time that a text gives, as a date, an interval or an open interval; '' if it gives none.

    Only times that begin at a place which `is_own` count.
    """

    def counts(found: re.Match[str]) -> bool:
        return is_own is None or is_own(found.start())

    for span in _RANGE.finditer(text):
        if span["a"] < span["b"] and counts(span):
            return f"{span['a']}/{span['b']}"
    point = next((point for point in _POINT.finditer(text) if counts(point)), None)
    if point is None:
        return next((_relative(found, date) for found in _RELATIVE.finditer(text) if counts(found)), "")
    written = _written(point)
    before = text[: point.start()]
    if _SINCE.search(before):
        return f"{written}.."
    if _UNTIL.search(before):
        return f"..{written}"
    if _AFTER.search(before):
        return f"{written}.."
    return written


def _written(point: re.Match[str]) -> str:
    if decade := point["decade"]:
        return f"{decade}s"
    year = point["y1"] or point["y2"] or point["y3"] or point["y4"]
    month = point["m1"] or point["m2"] or point["m3"]
    day = point["d1"] or point["d2"]
    parts = [year]
    if month:
        parts.append(f"{month_number(month):02}")
        if day and 1 <= int(day) <= 31:
            parts.append(f"{int(day):02}")
    return "-".join(parts)


def _relative(found: re.Match[str], date: str) -> str:
    if not re.match(r"\d{4}", date):
        return ""
    year = int(date[:4])
    month = int(date[5:7]) if re.match(r"\d{4}-\d{2}", date) else 0
    if found["ago"]:
        number = _NUMBERS.get(found["ago"].lower(), int(found["ago"]) if found["ago"].isdecimal() else 0)
        return str(year - number) if number else ""
    if not found["which"]:
        return date
    step = {"last": -1, "the previous": -1, "next": 1}.get(found["which"].lower(), 0)
    if found["unit"].lower() == "year":
        return str(year + step)
    if not month:
        return ""
    whole = year * 12 + month - 1 + step
    return f"{whole // 12}-{whole % 12 + 1:02}"
