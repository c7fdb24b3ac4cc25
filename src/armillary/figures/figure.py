"""A drawn figure, and what stands beside it."""

from __future__ import annotations

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as SVG with its title, caption and a text that can stand in for it; `width` and `height` in pixels.

    `name` is safe as a file name. The SVG holds its key but not its title and caption, which a page sets itself.
    """

    name: str
    svg: str
    title: str
    caption: str
    alt: str
    width: int
    height: int


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that was written to a file, and what stands beside it."""

    file: str
    name: str
    title: str
    caption: str
    alt: str
    width: int
    height: int
