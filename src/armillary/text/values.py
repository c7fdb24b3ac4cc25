"""Numbers as people write them: exact, a range, a bound or about, with a scale word and a unit."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import re

import msgspec

from armillary.finding import Wrong
from armillary.text.dates import Reversed
from armillary.text.misvalues import explain_scale, explain_thousands, explain_value


class Value(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A number or an interval of numbers, with its unit as written."""

    text: str  # as written, without the space around it
    low: float | None  # None: no lower bound was given
    high: float | None  # None: no upper bound was given
    approximate: bool
    unit: str  # "" if none was written


_LONGEST = 200  # characters
# Powers of ten; `m` is a million, as newspapers write it, never a metre.
_POWERS = {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_SPACE = "[ \u00a0\u2009\u202f]"  # the spaces that people put between groups of digits
_GROUPED = rf"[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}})+|(?:{_SPACE}[0-9]{{3}})+)"
_NUMBER = rf"([-+−]?(?:{_GROUPED}|[0-9]+)(?![0-9,])(?:\.[0-9]+)?(?![0-9]))"
_AMOUNT = rf"{_NUMBER}(?:\s*((?ai:{'|'.join(_POWERS)}))(?!\w))?"
_SYMBOL = "[$€£¥₹؋₨]"
_VALUE = (  # compiled when the first value asks for it: it is long
    rf"(>=|<=|~)?\s*(?:(US\$|{_SYMBOL}|[A-Z]{{3}}(?=\s))\s*)?{_AMOUNT}(?:\s*\.\.\s*{_AMOUNT})?"
    rf"\s*([^\W\d_]\D*|%|{_SYMBOL})?"
)


def parse_value(text: str) -> Value:
    """Read a value: `400`, `6000..6500 fighters`, `>=24`, `<=5`, `~400`, `51 %`, `$25 million`."""
    written = text.strip()
    if len(written) > _LONGEST:
        raise Wrong(f"'{written[:80]}...' is too long for a value", "words about the number belong in the text")
    match = re.fullmatch(_VALUE, written)
    if not match:
        raise explain_value(written)
    sign, currency, first, first_scale, second, second_scale, after = match.groups("")
    unit = " ".join(after.split())
    if odd := explain_scale(written, unit):
        raise odd
    if currency and unit:
        raise Wrong(f"'{written}' has two units, '{currency}' and '{unit}'", "keep one of them")
    low = _number(first, first_scale or second_scale, unit)
    if not second:
        below, above = sign == "<=", sign == ">="
        return Value(written, None if below else low, None if above else low, sign == "~", unit or currency)
    high = _number(second, second_scale, unit)
    if sign in (">=", "<="):
        raise Wrong(f"'{written}' is a range and a bound at once", "a range is 5..7, a bound >=5 or <=7")
    if low > high:
        if second_scale and not first_scale and _number(first, "", unit) <= high:
            hint = f"write '{second_scale}' after each number, or write both numbers out"
            raise Wrong(f"does '{second_scale}' in '{written}' go with both numbers?", hint)
        scaled = "the smaller number comes first, each with its own scale word"
        raise Reversed(
            f"'{written}' runs from more to less", scaled if first_scale else f"did you mean {second}..{first}?"
        )
    return Value(written, low, high, sign == "~", unit or currency)


def _number(digits: str, scale: str, unit: str) -> float:
    if not scale and unit != "%" and (wrong := explain_thousands(digits)):
        raise wrong
    plain = re.sub(rf"{_SPACE}|,", "", digits).replace("−", "-")
    return float(f"{plain}e{_POWERS[scale.lower()] if scale else 0}")  # one rounding, unlike 194.4 * 1e6
