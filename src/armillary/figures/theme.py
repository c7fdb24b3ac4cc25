"""Where a figure will be seen: on paper, on a page that can be light or dark, or on a dark ground."""

from __future__ import annotations

import enum

from armillary.figures.palette import COLOURS


class Theme(enum.Enum):
    """PRINT and DARK write colours out; SCREEN names CSS variables that a page sets, with the light colours as default.

    Typst and most editors of drawings know no CSS variables: they want PRINT.
    """

    PRINT = "print"
    SCREEN = "screen"
    DARK = "dark"

    def paint(self, name: str) -> str:
        """A colour of the palette as it is written in SVG."""
        light, dark = COLOURS[name]
        if self is Theme.SCREEN:
            return f"var(--{name}, {light})"
        return dark if self is Theme.DARK else light

    @property
    def clear(self) -> bool:
        """Whether the ground is left to the page."""
        return self is Theme.SCREEN


def screen_css() -> str:
    """The CSS that gives the variables of SCREEN their light and dark colours."""
    light = " ".join(f"--{name}: {colours[0]};" for name, colours in COLOURS.items())
    dark = " ".join(f"--{name}: {colours[1]};" for name, colours in COLOURS.items())
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
