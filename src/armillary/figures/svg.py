"""SVG, written element by element: the same calls give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from armillary.figures.lettering import FACES, is_rtl, isolate
from armillary.figures.theme import Theme
from armillary.text.invisible import hides_nothing, show

Point = tuple[float, float]


def number(value: float) -> str:
    """A length to a tenth of a pixel: finer shows nowhere, and would differ from machine to machine."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def directed(text: str) -> str:
    """A text in which names of another script keep their own direction.

    Unicode isolates do it everywhere. The attribute `direction` would move the text with its anchor in browsers, and
    Typst's renderer does not know `unicode-bidi`.
    """
    runs = isolate(text)
    if len(runs) == 1:
        return clean(text)
    return "".join(f"\u2068{clean(run)}\u2069" if is_rtl(run) else clean(run) for run in runs)


def clean(text: str) -> str:
    """A text without characters that XML forbids or that turn the direction of what follows."""
    return text if hides_nothing(text) and text.isprintable() else show(text)


class Canvas:
    """A drawing in pixels, its origin at the top left; colours are names of the palette."""

    def __init__(self, theme: Theme, width: float, height: float) -> None:
        self.theme = theme
        self.width = width
        self.height = height
        self.parts: list[str] = []

    def put(self, tag: str, **attributes: str | float | None) -> None:
        """Add an element; `_` in the name of an attribute stands for `-`, and None leaves it out."""
        self.parts.append(f"<{tag}{_spell(attributes)}/>")

    def line(self, a: Point, b: Point, ink: str, width: float = 1, dash: str = "", opacity: float = 1) -> None:
        """A straight line."""
        self.put("line", x1=a[0], y1=a[1], x2=b[0], y2=b[1], **self.stroke(ink, width, dash, opacity))

    def path(self, d: str, ink: str, width: float = 1, dash: str = "", opacity: float = 1) -> None:
        """A curve that is not filled."""
        self.put("path", d=d, fill="none", **self.stroke(ink, width, dash, opacity))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        ink: str = "",
        line: float = 1,
        dash: str = "",
        round_: float = 0,
        opacity: float = 1,
    ) -> None:
        """A rectangle, filled or drawn round or both."""
        self.put(
            "rect",
            x=x,
            y=y,
            width=max(width, 0),
            height=max(height, 0),
            rx=round_ or None,
            fill=self.theme.paint(fill) if fill else "none",
            fill_opacity=None if opacity == 1 else f"{opacity:.2f}",
            **(self.stroke(ink, line, dash) if ink else {}),
        )

    def polygon(
        self, points: Iterable[Point], *, fill: str = "", ink: str = "", line: float = 1, opacity: float = 1
    ) -> None:
        """A closed shape."""
        self.put(
            "polygon",
            points=" ".join(f"{number(x)},{number(y)}" for x, y in points),
            fill=self.theme.paint(fill) if fill else "none",
            opacity=None if opacity == 1 else f"{opacity:.2f}",
            **(self.stroke(ink, line) if ink else {}),
        )

    def circle(self, at: Point, radius: float, *, fill: str = "", ink: str = "", line: float = 1) -> None:
        """A disc or a ring."""
        fill = self.theme.paint(fill) if fill else "none"
        self.put("circle", cx=at[0], cy=at[1], r=radius, fill=fill, **(self.stroke(ink, line) if ink else {}))

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = 11,
        anchor: str = "start",
        ink: str = "ink",
        bold: bool = False,
        italic: bool = False,
        halo: bool = False,
    ) -> None:
        """One line of text, at its baseline; names in other scripts keep their own direction."""
        attributes: dict[str, str | float | None] = {
            "x": at[0],
            "y": at[1],
            "font_size": size,
            "text_anchor": None if anchor == "start" else anchor,
            "font_weight": "600" if bold else None,
            "style": self._weight(600) if bold else None,
            "font_style": "italic" if italic else None,
            "fill": self.theme.paint(ink),
        }
        if halo:  # the paper shows round the letters where they stand on lines
            attributes |= {"stroke": self.theme.paint("paper"), "stroke_width": 3, "stroke_linejoin": "round"}
            attributes |= {"paint_order": "stroke"}
        inner = escape(directed(text), quote=False)
        self.parts.append(f"<text{_spell(attributes)}>{inner}</text>")

    def stroke(self, ink: str, width: float, dash: str = "", opacity: float = 1) -> dict[str, str | float | None]:
        """The attributes of a line."""
        return {
            "stroke": self.theme.paint(ink),
            "stroke_width": f"{width:.2f}".rstrip("0").rstrip("."),
            "stroke_dasharray": dash or None,
            "stroke_opacity": None if opacity == 1 else f"{opacity:.2f}",
        }

    def _weight(self, weight: int) -> str | None:
        """The weight said once more: of a variable face Typst's renderer takes the lightest for the usual one.

        A page may forbid style attributes; browsers do not need them.
        """
        return None if self.theme.clear else f"font-variation-settings:'wght' {weight}"

    def document(self, title: str, desc: str) -> str:
        """The whole as one SVG element that stands alone, with a title and a description for those who do not see."""
        width, height = number(self.width), number(self.height)
        paper = (
            ""
            if self.theme.clear
            else f'<rect width="{width}" height="{height}" fill="{self.theme.paint("paper")}"/>\n'
        )
        head = _spell(
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {width} {height}",
                "width": width,
                "height": height,
                "role": "img",
                "font_family": FACES,
                "style": self._weight(400),
            }
        )
        return (
            f"<svg{head}>\n"
            f"<title>{escape(clean(title), quote=False)}</title>\n<desc>{escape(clean(desc), quote=False)}</desc>\n"
            f"{paper}" + "\n".join(self.parts) + "\n</svg>\n"
        )


def _spell(attributes: dict[str, str | float | None]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
