"""Verdicts on copying: one for each pair, and no speaker copies itself, by whatever way round."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.circles import arrows
from armillary.casebook.checks.missing import MOST_RELATED
from armillary.casebook.records import Copying
from armillary.finding import Finding, find
from armillary.vocab.circles import circles
from armillary.vocab.vocabulary import Vocabulary


def check_verdicts(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """C631, C632: a pair that is judged twice, and accepted copies that run in a circle."""
    out = []
    judged: dict[tuple[str, str], Copying] = {}
    accepted: dict[str, list[str]] = {}
    for verdict in book.copying.values():
        pair = (verdict.copier, verdict.original)
        first = judged.setdefault(pair, verdict)
        if first is not verdict:
            message = f"whether '{pair[0]}' copies '{pair[1]}' is judged twice"
            hint = "keep the verdict that holds; version control remembers the other"
            out.append(find("C631", verdict.place(), message, hint, (first.place(),)))
        elif verdict.verdict == "accepted":
            accepted.setdefault(verdict.copier, []).append(verdict.original)
    for circle in circles(accepted):
        places = [judged[name, circle[(i + 1) % len(circle)]].place() for i, name in enumerate(circle)]
        message = f"'{circle[0]}' is taken to copy itself: {arrows(circle)}"
        hint = "say who was first: of two speakers, one copies and the other is copied"
        out.append(find("C632", places[0], message, hint, places[1:MOST_RELATED]))
    return out
