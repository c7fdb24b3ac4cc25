"""Interviews: whom a document heard once is not heard on two days."""

from __future__ import annotations

from itertools import pairwise

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Source
from armillary.finding import Finding, find
from armillary.text.dates import show_when
from armillary.vocab.vocabulary import Vocabulary

KINDS = frozenset({"interview", "correspondence"})
NEAR = 31  # days: later it is a second talk and no slip


def check_interviews(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L321: talks with one speaker that one document cites and dates within a month of each other, but differently.

    Silent once an identity decision says of the two whether they are one.
    """
    talks = {
        source.id: source
        for source in book.sources.values()
        if source.kind in KINDS and not source.read and source.date is not None and source.date.first is not None
    }
    if not talks:
        return []
    cited: dict[tuple[str, str, str], dict[str, Source]] = {}
    for claim in book.claims.values():
        for chain in claim.chains:
            for link in chain:
                if (talk := talks.get(link)) is not None:
                    cited.setdefault((claim.source, talk.speaker, talk.kind), {})[link] = talk
    decided = {frozenset(decision.of) for decision in book.identities.values() if decision.verdict != "unsure"}
    out: list[Finding] = []
    told: set[frozenset[str]] = set()
    for (document, speaker, _), group in cited.items():
        for one, other in pairwise(sorted(group.values(), key=_first)):
            pair = frozenset((one.id, other.id))
            if 0 < _first(other) - _first(one) <= NEAR and pair not in decided | told:
                told.add(pair)
                dates = " and ".join(show_when(talk.date) for talk in (one, other) if talk.date is not None)
                message = f"'{document}' dates its {one.kind} with '{speaker}' {dates}"
                hint = "two talks, or a slip: say which with `armillary identity`"
                out.append(find("L321", other.place("date"), message, hint, (one.place("date"),)))
    return out


def _first(talk: Source) -> int:
    return talk.date.first if talk.date is not None and talk.date.first is not None else 0
