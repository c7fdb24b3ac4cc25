"""Shares: how often something was so, with the interval that so few cases leave open."""

from __future__ import annotations

import math

TAIL = 0.025  # on either side of an interval of 95 per cent
ROUNDS = 300  # of the continued fraction, which settles within some dozens
TINY = 1e-300


def jeffreys(right: float, cases: float, tail: float = TAIL) -> tuple[float, float]:
    """The central interval of a share under Jeffreys' prior, Beta(1/2, 1/2); nothing known is 0 to 1.

    Where all or none were right the far end is 1 or 0 (Brown, Cai and DasGupta 2001).
    """
    if cases <= 0:
        return 0.0, 1.0
    a, b = right + 0.5, cases - right + 0.5
    low = 0.0 if right <= 0 else beta_quantile(a, b, tail)
    high = 1.0 if right >= cases else beta_quantile(a, b, 1 - tail)
    return low, high


def beta_quantile(a: float, b: float, part: float) -> float:
    """The value below which a part of a Beta distribution lies, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_area(a, b, middle) < part:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_area(a: float, b: float, x: float) -> float:
    """The part of a Beta distribution below x, its regularised incomplete function (Lentz's continued fraction)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_area(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, ROUNDS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return front * found / a


def _away(value: float) -> float:
    """A number kept off zero."""
    return value if abs(value) > TINY else TINY
