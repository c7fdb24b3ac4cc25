"""The colours of figures, and the colour and line style of every dimension.

Found by a search for the colours that stay furthest apart in OKLab (Ottosson 2020) for normal sight, protanopia,
deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009); who sees no colour has the line styles. Hostile ties
are red-orange in every dimension and have an end mark of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from armillary.vocab.terms import Dimension

# name: on a light ground, on a dark ground
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14171c"),
    "ink": ("#1b1f24", "#e8eaed"),
    "quiet": ("#5b626b", "#a3abb5"),
    "rule": ("#d5d9de", "#3a4049"),
    "wash": ("#f3f4f6", "#1f242b"),
    "ghost": ("#a9b0b8", "#59616b"),
    "for": ("#1f5fa8", "#6cabf0"),
    "against": ("#c8381b", "#ff7d5c"),
    "band": ("#e4e7eb", "#2b323b"),
    "level-low": ("#c3cad3", "#4b5563"),
    "level-moderate": ("#6f8fb8", "#6f93c4"),
    "level-high": ("#16375f", "#b9d4f7"),
    "answer": ("#1b1f24", "#e8eaed"),
    "tie-allegiance": ("#231351", "#65a6fc"),
    "tie-ideological": ("#9756af", "#c6c4f3"),
    "tie-personal": ("#7c2076", "#d87bc7"),
    "tie-logistical": ("#3920be", "#587df7"),
    "tie-operational": ("#4c7163", "#73f9a6"),
    "tie-economic": ("#58550e", "#efe440"),
    "tie-adversarial": ("#e46018", "#f44a53"),
    "tie-diplomatic": ("#5891f5", "#d1ebfe"),
    "tie-presence": ("#472d03", "#cab358"),
    "tie-general": ("#919499", "#89898a"),
}

DASHES: dict[str, str] = {
    "allegiance": "",
    "ideological": "1.5 3",
    "personal": "1.5 3 7 3",
    "logistical": "9 3",
    "operational": "5 3",
    "economic": "12 3 2 3 2 3",
    "adversarial": "7 2",
    "diplomatic": "3 5",
    "presence": "14 5",
    "general": "2.5 2",
}

# for dimensions that a casebook adds: told apart by style alone, as there are no more colours to tell apart
SPARE_DASHES = ("16 3 4 3", "4 2 1 2", "10 6 1 6", "1 5", "18 2")


def dimension_style(dimension: str, tone: str, dimensions: Mapping[str, Dimension]) -> tuple[str, str]:
    """The colour, as a name of the palette, and the dashes of ties of a dimension and tone."""
    dash = DASHES.get(dimension)
    if dash is None:
        added = [name for name in dimensions if name not in DASHES]
        dash = SPARE_DASHES[added.index(dimension) % len(SPARE_DASHES)] if dimension in added else ""
    if tone == "hostile":
        return "tie-adversarial", dash
    return (f"tie-{dimension}" if f"tie-{dimension}" in COLOURS else "tie-general"), dash
