"""The fonts of the page: cut down to the letters it may use, and written into it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
from pathlib import Path

from armillary.out.report.extra import font_cutter, font_files

# family, slanted, and the weights that are kept: one, or from one to another
_FACES = (
    ("Source Serif 4", False, (400, 700)),
    ("Source Serif 4", True, (400, 400)),
    ("Source Sans 3", False, (400, 700)),
    ("Noto Sans Arabic", False, (400, 700)),
)
# The letters that are always kept, so that most pages share one cut of each font and it is made once:
# Latin with its diacritics, punctuation, a few signs; Arabic script with the letters of Persian, Pashto and Urdu.
_LATIN = frozenset(
    (
        *(*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2BB, 0x2BC, 0x2BE, 0x2BF, *range(0x1E00, 0x1F00)),
        *(*range(0x2010, 0x2028), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, *range(0x2190, 0x2194)),
        *(0x2212, 0x2248, 0x2264, 0x2265, 0x25CB, 0x25CF),
    )
)
_ARABIC = frozenset([0x20, 0xA0, *range(0x600, 0x700), 0x200C, 0x200D])
_SHAPING = ["ccmp", "isol", "init", "medi", "fina", "rlig", "mark", "mkmk", "kern", "locl"]


def font_css(text: str, cache: Path | None = None) -> str:
    """The fonts as CSS; Arabic script only where the text has some. The same text gives the same bytes.

    Cuts are kept in the cache. Raises ArmillaryError when an optional package is missing.
    """
    letters = frozenset(map(ord, text))
    faces = []
    for family, slanted, weights in _FACES:
        arabic = "Arabic" in family
        if arabic and not any(0x590 <= letter <= 0x8FF or 0xFB1D <= letter <= 0xFEFC for letter in letters):
            continue
        file = font_files()[family, slanted]
        own = _ARABIC if arabic else _LATIN
        more = frozenset(letter for letter in letters - own if (0x590 <= letter <= 0xFEFC) == arabic)
        packed = base64.b64encode(_cut(file, own | (more and more & _letters(file)), weights, cache)).decode()
        weight = "400" if weights[0] == weights[1] else f"{weights[0]} {weights[1]}"
        faces.append(
            f'@font-face{{font-family:"{family}";font-style:{"italic" if slanted else "normal"};'
            f"font-weight:{weight};font-display:swap;src:url(data:font/woff2;base64,{packed}) format('woff2')}}"
        )
    return "\n".join(faces)


def _letters(file: Path) -> frozenset[int]:
    """The letters that a font has."""
    font_cutter()
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _cut(file: Path, letters: frozenset[int], weights: tuple[int, int], cache: Path | None) -> bytes:
    """A font with some letters and weights, as WOFF2, from the cache if it was cut so before."""
    key = f"1 {file.name} {file.stat().st_size} {weights} {sorted(letters)}"
    kept = cache / f"{hashlib.sha256(key.encode()).hexdigest()}.woff2" if cache is not None else None
    if kept is not None:
        with contextlib.suppress(OSError):
            return kept.read_bytes()
    data = _cut_anew(file, letters, weights)
    if kept is not None:  # a cache that cannot be written is no cache, and no failure
        with contextlib.suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            aside = kept.with_suffix(f".{os.getpid()}")
            aside.write_bytes(data)
            aside.replace(kept)
    return data


def _cut_anew(file: Path, letters: frozenset[int], weights: tuple[int, int]) -> bytes:
    subset = font_cutter()
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options()
    options.layout_features = _SHAPING
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, names and licence stay with the font
    options.drop_tables += ["MVAR", "STAT", "HVAR"]
    out = io.BytesIO()
    with TTFont(file, recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        fixed = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        if weights[0] != weights[1]:
            del fixed["wght"]
        made = instancer.instantiateVariableFont(font, fixed, inplace=True, optimize=False) if fixed else font
        made.flavor = "woff2"
        made.save(out)
    return out.getvalue()
