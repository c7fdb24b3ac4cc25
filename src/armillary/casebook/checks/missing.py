"""Missing names: what is named and is neither in the casebook nor in the vocabulary."""

from __future__ import annotations

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.units import units_by_name
from armillary.finding import Finding, Place, find
from armillary.text.nearest import did_you_mean
from armillary.vocab.vocabulary import Vocabulary

NOUNS = {
    "actors": "actor",
    "speakers": "speaker",
    "sources": "source",
    "claims": "claim",
    "commitments": "commitment",
    "places": "place",
    "things": "thing",
    "classes": "class",
    "measures": "measure",
    "verbs": "verb",
    "issues": "issue",
    "positions": "position",
    "units": "unit",
    "markings": "marking",
}
TERMS = frozenset({"classes", "measures", "verbs", "issues", "positions", "units", "markings"})
COARSE = frozenset({"country", "province", "district", "region"})  # kinds of place that a record may name
MOST_HINTS = 100  # looking for the nearest spelling is the slow part, and nobody reads more of them at once
MOST_RELATED = 20


class Missing:
    """Names that lead nowhere, gathered so that one absent record is one finding."""

    def __init__(self, book: Casebook, vocab: Vocabulary) -> None:
        self.book = book
        self.vocab = vocab
        self.units = units_by_name(vocab)
        self.fine = {p.id: p.kind for p in vocab.places.values() if p.kind not in COARSE}
        self.names: dict[str, set[str]] = {}
        for kind in NOUNS:
            records = getattr(book, kind, None)
            self.names[kind] = set(vocab.terms(kind) if records is None else records)
        self.names["claims"] |= book.settled
        self.names["places"] -= self.fine.keys()
        self.names["units"] |= {alias for unit in vocab.lists.units.values() for alias in unit.aliases}
        self.found: dict[str, list[tuple[tuple[str, ...], list[Place]]]] = {}

    def known(self, kinds: tuple[str, ...], name: str) -> bool:
        """Whether a name is one of these kinds."""
        return any(name in self.names[kind] for kind in kinds)

    def want(self, kinds: tuple[str, ...], name: str, place: Place) -> None:
        """Note a name that must be one of these kinds, if it is none and nothing broken explains it."""
        if self.known(kinds, name) or any(self.book.excused(kind, name) for kind in kinds):
            return
        groups = self.found.setdefault(name, [])
        for index, (wanted, places) in enumerate(groups):
            both = tuple(kind for kind in wanted if kind in kinds)
            if both:  # one record would mend both
                groups[index] = (both, places)
                places.append(place)
                return
        groups.append((kinds, [place]))

    def findings(self) -> list[Finding]:
        """One finding for each missing record or term, at the first place that names it."""
        out: list[Finding] = []
        for name, groups in self.found.items():
            for kinds, places in groups:
                many = f", named at {len(places)} places" if len(places) > 1 else ""
                message, hint = self._say(kinds, name, len(out) < MOST_HINTS)
                code = "F106" if kinds[0] in TERMS else "R201"
                out.append(find(code, places[0], message + many, hint, places[1 : MOST_RELATED + 1]))
        return out

    def _say(self, kinds: tuple[str, ...], name: str, search: bool) -> tuple[str, str]:
        shown = name[:80]
        if "places" in kinds and name in self.fine:
            message = f"'{shown}' is a {self.fine[name]}; places are kept to district level or coarser"
            return message, "name the district"
        nouns = [NOUNS[kind] for kind in kinds]
        what = nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} or {nouns[-1]}"
        message = f"the vocabulary has no {what} '{shown}'" if kinds[0] in TERMS else f"no {what} has the id '{shown}'"
        other = next((NOUNS[kind] for kind, known in self.names.items() if name in known), "")
        if other:
            return message, f"'{shown}' is {_article(other)}, not {_article(what)}"
        if not search:
            return message, ""
        if kinds == ("claims",):  # thousands of ids differ by their number alone
            source = name.partition("/")[0]
            known = {claim for claim in self.names["claims"] if claim.startswith(source + "/")}
            return message, did_you_mean(name, known) if known else f"no claim is coded from '{source[:80]}'"
        return message, did_you_mean(name, set().union(*(self.names[kind] for kind in kinds)))


def _article(noun: str) -> str:
    return ("an " if noun[0] in "aeiou" and not noun.startswith("unit") else "a ") + noun
