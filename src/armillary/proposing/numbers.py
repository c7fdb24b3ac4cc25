"""Numbers in running text: digits and words, ranges and bounds, scale words, currencies, per cent and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from armillary.proposing.cues import Cues
from armillary.text.numerals import NUMERAL, numeral
from armillary.vocab.vocabulary import Vocabulary

_SMALL = {"dozen": 12, "hundred": 100, "thousand": 1000}
_LARGE = {"million": "million", "mn": "million", "billion": "billion", "bn": "billion", "trillion": "trillion"}
_VAGUE = {"dozens": "24", "scores": "40", "hundreds": "200", "thousands": "2000", "tens of thousands": "20000"} | {
    "hundreds of thousands": "200000", "millions": "2 million", "tens of millions": "20 million",
    "hundreds of millions": "200 million", "billions": "2 billion",
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE = rf"(?:{_DIGITS}|{NUMERAL}|a(?= (?:dozen|hundred|thousand|million|billion)\b)|several(?= \w)|a few(?= \w))"
_SCALE = rf"(?:{'|'.join((*_SMALL, *_LARGE))})"
_SYMBOL = r"(?:US ?\$|USD ?|EUR ?|[$€£] ?)"
_BEFORE_YEAR = re.compile(
    r"\b(?:the|in|since|by|until|from|of|early|late|mid|after|before|during|"
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)[ .,-]*$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? $|\b(?:resolution|article|no|nos|page|paragraph|"
    r"phase|chapter|section|annex|interviewee|interview|flight|number|type|unit)\.? $",
    re.IGNORECASE,
)
_UNKNOWN = frozenset({"several", "a few"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a range as it stands in a text, from `start` to `end`, its hedge included from `begin`.

    `low` and `high` are as a casebook writes them, alike where there is one; `sign` is `>=`, `<=`, `~` or ''.
    """

    begin: int
    start: int
    end: int
    low: str
    high: str
    sign: str
    unit: str = ""  # of money and per cent
    per: str = ""
    estimated: bool = False

    def value(self, unit: str = "") -> str:
        """The number as a value of a casebook, in its own unit or the one given."""
        unit = self.unit or unit
        if self.low == self.high:
            return f"{self.sign}{self.low} {unit}".strip()
        low, high = self.low, self.high
        if low.partition(" ")[2] == high.partition(" ")[2]:
            low = low.partition(" ")[0]
        return f"{low}..{high} {unit}".strip()


class Numbers:
    """Finds numbers, by the words of a vocabulary."""

    def __init__(self, vocab: Vocabulary, cues: Cues) -> None:
        self.vocab = vocab
        self.cues = cues

    @cached_property
    def _signs(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, sign in (("at_least_words", ">="), ("at_most_words", "<="), ("about_words", "~")):
            found |= dict.fromkeys(self.cues[name], sign)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        signs = "|".join(re.escape(word) for word in sorted(self._signs, key=len, reverse=True))
        vague = "|".join(sorted(self.cues["vague_numbers"] & _VAGUE.keys(), key=len, reverse=True))
        money = "|".join(re.escape(word) for word in sorted(self._currencies, key=len, reverse=True))
        periods = "|".join(self.vocab.lists.periods)
        return re.compile(
            rf"(?<![\w.,/$€£-])(?P<hedges>(?:(?:{signs}) )*)(?P<between>between |from )?"
            rf"(?P<symbol>{_SYMBOL})?(?:(?P<vague>{vague})\b|(?P<one>{_ONE})(?: ?(?P<scale>{_SCALE})\b)?"
            rf"(?:(?P<to> ?[-–—] ?| to | and )(?:{_SYMBOL})?(?P<other>{_DIGITS}|{NUMERAL})"
            rf"(?: ?(?P<scale2>{_SCALE})\b)?)?)"
            rf"(?![\w/]|[-–,.]\d|[-–](?!strong\b)[A-Za-z])"
            rf"(?: ?(?P<percent>%|percent\b|per cent\b)|(?: of)? (?:US )?(?P<money>{money})\b)?"
            rf"(?: or (?P<tail>more|fewer|less|so)\b)?(?:,? (?:a|per|each|every) (?P<per>{periods})\b)?",
            re.IGNORECASE,
        )

    @cached_property
    def _currencies(self) -> dict[str, str]:
        return {
            word.lower(): unit.id
            for unit in self.vocab.lists.units.values()
            if unit.dimension == "money"
            for word in (unit.id, *unit.aliases)
            if word[0].isalpha()
        }

    def find(self, text: str) -> Iterator[Number]:
        """The numbers of a text, in order; years, days of a month and numbers of pages are none."""
        for match in self._pattern.finditer(text):
            number = self._read(match, text)
            if number is not None:
                yield number

    def _read(self, match: re.Match[str], text: str) -> Number | None:
        unit = self._unit(match)
        start = match.start("vague") if match["vague"] else match.start("one")
        if match["symbol"]:
            start = match.start("symbol")
        before = text[: match.start()]
        if not unit and _MONTH.search(before):
            return None
        signs = [
            sign for word, sign in self._signs.items() if re.search(rf"\b{re.escape(word)} ", match["hedges"].lower())
        ]
        sign = next((s for s in signs if s != "~"), "~" if signs else "")
        sign = {"more": ">=", "fewer": "<=", "less": "<=", "so": "~"}.get((match["tail"] or "").lower(), sign)
        if match["vague"]:
            low = high = _VAGUE[match["vague"].lower()]
            sign = ">="
            end = match.end("vague")
        else:
            joined = bool(match["other"]) and (match["to"].strip() != "and" or bool(match["between"]))
            low = written(match["one"], match["scale"] or (match["scale2"] if joined else ""))
            high = written(match["other"], match["scale2"]) if joined else low
            end = match.end() if joined or not match["other"] else match.end("scale" if match["scale"] else "one")
            if not unit and not match["scale"] and not sign and is_year(match["one"]) and _BEFORE_YEAR.search(before):
                return None
            if match["one"].lower() in _UNKNOWN:
                if not match["scale"]:
                    return None
                low = high = _VAGUE.get(f"{match['scale'].lower()}s", low)
                sign = ">="
            if low == high and match["other"] and not joined:
                unit = unit if match["symbol"] else ""
        if match.end() > end and match["vague"]:
            end = match.end()
        estimated = "estimated" in match["hedges"].lower()
        return Number(
            match.start(), start, end, low, high, "" if low != high else sign, unit, match["per"] or "", estimated
        )

    def _unit(self, match: re.Match[str]) -> str:
        if match["percent"]:
            return "%"
        if match["money"]:
            return self._currencies[match["money"].lower()]
        symbol = (match["symbol"] or "").strip()
        return {"$": "USD", "US$": "USD", "US $": "USD", "€": "EUR", "£": "GBP"}.get(symbol, symbol.upper())


def written(digits: str, scale: str | None) -> str:
    """Digits or a word with a scale word as a casebook writes them: 6000, 194.4 million."""
    plain = digits.lower().replace(",", "")
    scale = (scale or "").lower()
    if plain in ("a", *_UNKNOWN):
        plain = "1"
    if not plain[0].isdigit():
        plain = str(numeral(plain))
    if scale in _SMALL:
        return f"{float(plain) * _SMALL[scale]:.0f}"
    return f"{plain} {_LARGE[scale]}" if scale else plain


def is_year(digits: str) -> bool:
    """Whether four digits may be a year."""
    return re.fullmatch(r"(?:19|20)\d\d", digits) is not None
