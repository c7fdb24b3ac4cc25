"""The figures that can be drawn of a book by name, and what each can be told."""

from __future__ import annotations

import msgspec

from armillary.book.book import Book
from armillary.figures.figure import Figure
from armillary.figures.multiples import draw_multiples
from armillary.figures.network import draw_network
from armillary.figures.origins import draw_origins
from armillary.figures.theme import Theme
from armillary.figures.timeline import draw_timeline
from armillary.figures.waterfall import draw_waterfall
from armillary.finding import ArmillaryError
from armillary.pictures.ties import ties
from armillary.pictures.why import why
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import Vocabulary

TAKES: dict[str, tuple[str, ...]] = {
    "network": ("as_of", "known_by", "actor", "least"),
    "multiples": ("dates", "least"),
    "timeline": ("since", "least"),
    "origins": ("as_of", "known_by", "actor"),
    "waterfall": ("as_of", "known_by", "tie"),
}


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure is told; None is not told."""

    as_of: str | None = None
    known_by: str | None = None
    actor: str | None = None
    least: float | None = None
    dates: str | None = None
    since: str | None = None
    tie: str | None = None


def draw(book: Book, figure: str, wanted: Wanted, theme: Theme) -> Figure:
    """Draw a figure by name; raises ArmillaryError when there is none of that name or it cannot be told this."""
    check_wanted(figure, wanted)
    least = 0.8 if wanted.least is None else wanted.least
    if figure == "network":
        return draw_network(
            book, as_of=wanted.as_of, known_by=wanted.known_by, actor=wanted.actor, least=least, theme=theme
        )
    if figure == "multiples":
        dates = [date.strip() for date in (wanted.dates or "").split(",") if date.strip()]
        return draw_multiples(book, dates, theme, least=least)
    if figure == "timeline":
        return draw_timeline(book, theme, wanted.since, least=least)
    if figure == "origins":
        rows = ties(book, as_of=wanted.as_of, known_by=wanted.known_by, actor=wanted.actor)
        return draw_origins(rows, book, theme)
    ends = split_tie(wanted.tie or "", book.vocab)
    return draw_waterfall(why(book, *ends, as_of=wanted.as_of, known_by=wanted.known_by), book, theme)


def check_wanted(figure: str, wanted: Wanted) -> None:
    """See that there is such a figure and that it can be told what it is told."""
    if figure not in TAKES:
        raise ArmillaryError(f"there is no figure '{figure}'", did_you_mean(figure, list(TAKES)))
    for name in wanted.__struct_fields__:
        if getattr(wanted, name) is not None and name not in TAKES[figure]:
            options = ", ".join(_option(taken) for taken in TAKES[figure])
            raise ArmillaryError(f"the figure '{figure}' takes no {_option(name)}", f"it takes {options}")
    if wanted.least is not None and not 0 <= wanted.least <= 1:
        raise ArmillaryError(
            f"--least is a likelihood, and {wanted.least:g} is none", "it is from 0 to 1: --least 0.55"
        )


def split_tie(text: str, vocab: Vocabulary) -> tuple[str, str, str]:
    """Subject, relation and object of a tie on one line, the ends by any name: Taliban hosts Al-Qaeda."""
    hint = "write it as --tie 'taliban hosts al-qaeda'"
    if not text.strip():
        raise ArmillaryError("a waterfall is drawn of one tie, and none is given", hint)
    words = text.split()
    found = [i for i, word in enumerate(words) if 0 < i < len(words) - 1 and word.lower() in vocab.relations]
    if len(found) != 1:
        which = "more than one relation" if found else "no relation of the vocabulary between two ends"
        raise ArmillaryError(f"'{text}' has {which}", hint)
    at = found[0]
    return " ".join(words[:at]), words[at].lower(), " ".join(words[at + 1 :])


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")
