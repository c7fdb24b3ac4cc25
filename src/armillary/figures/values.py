"""A value as weighed, as a figure: what each origin says and the weighed range."""

from __future__ import annotations

from armillary.book.book import Book
from armillary.figures.figure import Figure
from armillary.figures.ranges import Rival, draw_range
from armillary.figures.theme import Theme
from armillary.pictures.screens.values import title_of
from armillary.pictures.value_records import Rival as Said
from armillary.pictures.value_records import ValueAnswer, ValueVoice

APART = 5.0  # from this ratio of the largest number to the smallest the axis goes by ratio


def draw_value(value: ValueAnswer, book: Book, theme: Theme = Theme.PRINT) -> Figure:
    """Draw the rival numbers of one value, a bar for each origin; a range that is open is drawn to the last number."""
    rivals = [_rival(rival, voice, book) for rival in value.rivals for voice in rival.voices]
    numbers = [number for rival in rivals for number in (rival.low, rival.high) if number is not None]
    weighed = None
    if value.range is not None and numbers:
        low, high = value.range
        weighed = (min(numbers) if low is None else low, max(numbers) if high is None else high)
    lowest = min(numbers, default=0.0)
    return draw_range(
        rivals,
        weighed,
        value.unit,
        title=title_of(value.question, book),
        best=value.middle,
        log=lowest > 0 and max(numbers, default=0.0) / lowest >= APART,
        name="range",
        theme=theme,
    )


def _rival(rival: Said, voice: ValueVoice, book: Book) -> Rival:
    low, high = rival.bounds or (None, None)
    if rival.about and low is not None and high is not None:
        part = book.vocab.constant("value_about")
        low, high = low - abs(low) * part, high + abs(high) * part
    label = book.names.get(voice.origin, voice.origin)
    return Rival(label, low, high, voice.share, -1 if voice.polarity == "denies" else 1)
