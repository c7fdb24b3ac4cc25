"""The optional packages of the report: Typst, the fonts, and what cuts fonts to size."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from armillary.finding import ArmillaryError

HINT = "in a checkout of Armillary: pip install '.[report]'"

# Family as the renderers name it -> the package that holds it. All are under the SIL Open Font License.
FAMILIES = {
    "Source Serif 4": "fontpkg_source_serif_4",
    "Source Sans 3": "fontpkg_source_sans_3",
    "Noto Sans Arabic": "fontpkg_noto_sans_arabic",  # on the screen, and in figures
    "Amiri": "fontpkg_amiri",  # on paper: text copied from a PDF is right only where a letter is one glyph
}


def typesetter() -> Any:
    """Typst; raises ArmillaryError when it is not installed."""
    return _needed("typst")


def font_cutter() -> Any:
    """The subsetter of fontTools; raises ArmillaryError when it or brotli, which packs WOFF2, is missing."""
    _needed("brotli")
    return _needed("fontTools.subset")


@cache
def font_files() -> dict[tuple[str, bool], Path]:
    """The file of every family, upright and slanted (True); raises ArmillaryError when a package is missing."""
    found: dict[tuple[str, bool], Path] = {}
    for family, package in FAMILIES.items():
        folder = Path(str(_needed(package).__file__)).parent / "files"
        for file in sorted(folder.glob("*.ttf")):
            found[family, "Italic" in file.stem] = file
    return found


def font_folders() -> list[str]:
    """The folders that the fonts lie in."""
    return sorted({str(file.parent) for file in font_files().values()})


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ArmillaryError(f"the report needs {name.partition('.')[0]}, which is not installed", HINT) from None
