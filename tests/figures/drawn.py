"""A drawn figure as a test reads it: its elements, its texts with their boxes, its framed rectangles."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import NamedTuple

from armillary.figures.figure import Figure
from armillary.figures.lettering import text_width

SVG = "{http://www.w3.org/2000/svg}"


class Area(NamedTuple):
    """A rectangle of the drawing, with what is written in it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Area) -> bool:
        """Whether another lies inside."""
        across = self.left - 0.1 <= other.left and other.right <= self.right + 0.1
        return across and self.top - 0.1 <= other.top and other.bottom <= self.bottom + 0.1

    def meets(self, other: Area) -> bool:
        """Whether another covers a part of it."""
        across = self.left < other.right - 0.1 and other.left < self.right - 0.1
        return across and self.top < other.bottom - 0.1 and other.top < self.bottom - 0.1


def root(figure: Figure) -> ET.Element:
    """The SVG, which must be well formed."""
    return ET.fromstring(figure.svg)


def frame(figure: Figure) -> Area:
    """The viewBox."""
    left, top, width, height = map(float, root(figure).attrib["viewBox"].split())
    return Area("", left, top, left + width, top + height)


def texts(figure: Figure) -> list[Area]:
    """Every line of text with the room it takes."""
    found = []
    for item in root(figure).iter(SVG + "text"):
        text = "".join(item.itertext()).replace("\u2068", "").replace("\u2069", "")
        size, x, y = (float(item.attrib[name]) for name in ("font-size", "x", "y"))
        wide = text_width(text, size, "font-weight" in item.attrib)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[item.attrib.get("text-anchor", "start")]
        found.append(Area(text, left, y - size * 0.8, left + wide, y + size * 0.22))
    return found
