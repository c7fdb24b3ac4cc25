"""What somebody meant by a value that cannot be read: what is wrong with it, and the spelling to write instead."""

from __future__ import annotations

import re

from armillary.finding import Wrong

_USUAL = "write 400, 6000..6500, >=24, <=5, ~400 or 51 %, then the unit"

# Words for a number that would otherwise pass for the beginning of a unit.
_ODD_SCALES = frozenset(
    (
        *("dozen", "dozens", "score", "hundred", "hundreds", "thousands", "millions", "billions", "trillions"),
        *("lac", "lacs", "lakh", "lakhs", "crore", "crores", "mio", "mrd", "mln", "bln"),
    )
)

_N = r"([-+]?[0-9][0-9., ]*?(?:\s*(?:thousand|million|billion|trillion|bn|mn|tn|k|m)\b)?)"
_AFTER = r"(\s+[^0-9]*|\s*%|)"
_ABOUT = r"(?:about|around|circa|ca\.?|c\.|some|roughly|nearly|almost|approx\.?|approximately|≈)"
_LEAST, _MOST = '">={}{}", in quotes', "<={}{}"  # YAML takes a bare > for the beginning of a block
_STRICT = "; a bound includes its number"
_RULES = (  # compiled when the first mistake asks for them
    (rf"(?:between\s+|from\s+)?{_N}\s*(?:-|–|—|\.{{3}}|\bto\b|\band\b)\s*{_N}{_AFTER}", "a range", "{}..{}{}"),
    (rf"{_ABOUT}\s*{_N}{_AFTER}", "'about'", "~{}{}"),
    (rf"{_N}\s*~{_AFTER}", "'about'", "~{}{}"),
    (rf"(?:at least|no fewer than|no less than|≥)\s*{_N}{_AFTER}", "a bound", _LEAST),
    (rf"(?:more than|over|above|>)\s*{_N}{_AFTER}", "a bound", _LEAST + _STRICT),
    (rf"{_N}\s*(?:\+|\.\.|or more){_AFTER}", "a bound", _LEAST),
    (rf"(?:at most|up to|no more than|≤|\.\.)\s*{_N}{_AFTER}", "a bound", _MOST),
    (rf"(?:fewer than|less than|under|below|<)\s*{_N}{_AFTER}", "a bound", _MOST + _STRICT),
    (rf"{_N}\s*(?:or fewer|or less){_AFTER}", "a bound", _MOST),
)


def explain_value(written: str) -> Wrong:
    """The refusal of a value."""
    if not written:
        return Wrong("expected a value, found nothing", _USUAL)
    if any(c.isdecimal() and not c.isascii() for c in written):
        meant = "".join(str(int(c)) if c.isdecimal() else c for c in written)
        return Wrong(f"'{written}' has other digits than 0 to 9", f"write {meant}")
    if not any(c.isdecimal() for c in written):
        return Wrong(f"'{written}' has no number", "a value is a number; words such as 'several' belong in the text")
    for pattern, what, hint in _RULES:
        if match := re.fullmatch(pattern, written, re.IGNORECASE | re.ASCII):
            return Wrong(f"'{written}' is not how {what} is written", f"write {hint.format(*match.groups(''))}")
    if match := re.search(r"(?<![0-9,])([0-9]+),([0-9]{1,2}|[0-9]{4,}|(?<=0,)[0-9]{3})(?![0-9,])", written):
        whole, rest = match.groups()
        hint = f"write {whole}.{rest} if it is a decimal; groups of thousands have three digits, as in 1,500"
        return Wrong(f"'{match[0]}' has a decimal comma or a broken group of thousands", hint)
    if match := re.search(r"[0-9]+(?:([,.])[0-9]+){2,}", written):
        digits = re.sub("[,.]", "", match[0])
        return Wrong(f"'{match[0]}' is not grouped in thousands by commas", f"write {int(digits):,} or {digits}")
    return Wrong(f"'{written}' is not a value", _USUAL)


def explain_thousands(digits: str) -> Wrong | None:
    """The refusal of `10.500`, which is ten and a half to one reader and ten and a half thousand to another."""
    match = re.fullmatch(r"([-+−]?[1-9][0-9]{0,2})\.([0-9]{3})", digits)
    if not match:
        return None
    whole, rest = match.groups()
    decimals = rest.rstrip("0")
    decimal = f"{whole}.{rest}0" if decimals == rest else f"{whole}.{decimals}".rstrip(".")
    return Wrong(
        f"'{digits}' is thousands to one reader and a decimal to another", f"write {whole},{rest} or {decimal}"
    )


def explain_scale(written: str, unit: str) -> Wrong | None:
    """The refusal of a number that goes on in words which are no scale here: dozens, lakh, crore."""
    word = unit.partition(" ")[0].casefold()
    if word not in _ODD_SCALES:
        return None
    return Wrong(f"'{written}' counts in '{word}'", "write the number out, or with thousand, million or billion")
