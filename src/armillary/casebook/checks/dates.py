"""Dates: nothing is younger than what it is read in or credited to, and nothing ends before it begins."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from armillary.casebook.casebook import Casebook
from armillary.casebook.checks.missing import MOST_RELATED
from armillary.casebook.checks.spots import place_of_item, place_of_link
from armillary.casebook.records import Claim, Source, Statement
from armillary.finding import Finding, Place, find
from armillary.text.dates import When, ends_from, show_when
from armillary.vocab.vocabulary import Vocabulary


def check_dates(book: Casebook, vocab: Vocabulary) -> list[Finding]:
    """L305: claims that begin, or are said to go on, after their source or one that they are credited to appeared.

    What goes on longer than some of several chains can tell is left to the others. Where no dated claim agrees with
    the date of a source and several do not, that date is the one finding.
    """
    appeared: dict[str, int] = {}
    for source in book.sources.values():
        if source.date is not None and source.date.last is not None:
            appeared[source.id] = source.date.last
    late: dict[str, list[Claim]] = {}
    for claim, first, until in _dated(book, vocab):
        if first > appeared.get(claim.source, first):
            late.setdefault(claim.source, []).append(claim)
            continue
        for chain in claim.chains:
            link = next((link for link in chain if first > appeared.get(link, first)), "") if chain else ""
            if link:
                late.setdefault(link, []).append(claim)
                break
        else:
            if until > first:
                ways = ((claim.source, *chain) for chain in claim.chains)
                older = [next((link for link in way if until > appeared.get(link, until)), "") for way in ways]
                if all(older):
                    late.setdefault(older[0], []).append(claim)
    alone = {name for name, claims in late.items() if len(claims) > 1}
    if alone:
        for claim, first, _ in _dated(book, vocab):
            alone -= {link for link in _links(claim) if link in alone and first <= appeared[link]}
    out = []
    for name, claims in late.items():
        if name in alone:
            out.append(_all_late(book.sources[name], claims))
        else:
            out += [_late(claim, book.sources[name], appeared[name]) for claim in claims]
    return out


def _dated(book: Casebook, vocab: Vocabulary) -> Iterator[tuple[Claim, int, int]]:
    """Claims about what was or is, with the latest day on which something in them begins, and until when it goes on.

    Of an end that is a month or a year only its first day is certain.
    """
    silent = {modality.id for modality in vocab.modalities.values() if not modality.votes}  # of what may yet come
    for claim in book.claims.values():
        first = -1
        if (when := claim.when) is not None and when.first is not None:
            first = when.first
        if (when := claim.ended) is not None and when.first is not None and when.first > first:
            first = when.first
        if type(claim.matter) is Statement:
            first = max(first, _first_said(claim.matter, vocab))
        if first >= 0 and claim.modality not in silent:
            until = ends_from(claim.when) if claim.when is not None and "/" in claim.when.text else None
            yield claim, first, first if until is None else max(first, until)


def is_late(claim: Claim, when: When, book: Casebook) -> bool:
    """Whether a date in a claim is later than its source, or than one that it is credited to."""
    dates = [book.sources[link].date for link in _links(claim) if link in book.sources]
    return any(
        date is not None and date.last is not None and when.first is not None and when.first > date.last
        for date in dates
    )


def _links(claim: Claim) -> set[str]:
    return {claim.source}.union(*claim.chains)


def _first_said(statement: Statement, vocab: Vocabulary) -> int:
    """The first day of what a statement puts forward or denies; what is promised or demanded may lie ahead."""
    verb, about = vocab.verbs.get(statement.verb), statement.about
    if about is None or about.when is None or about.when.first is None or verb is None or verb.about == "none":
        return -1
    return about.when.first


def _late(claim: Claim, source: Source, last: int) -> Finding:
    about = claim.matter.about if isinstance(claim.matter, Statement) else None
    dated = [("when", claim.when), ("ended", claim.ended), ("about", about.when if about else None)]
    key, when = next((key, when) for key, when in dated if when is not None and _goes_beyond(when, last))
    said = "its source" if source.id == claim.source else "credited to"
    message = f"dated {show_when(when)}, but {said} '{source.id}' appeared {_shown(source)}"
    hint = "correct one of the dates; a claim about what is to come is predicted, intended or conditional"
    return find("L305", claim.place(key), message, hint, (source.place("date"),))


def _goes_beyond(when: When, last: int) -> bool:
    ends = ends_from(when)
    return (when.first is not None and when.first > last) or (ends is not None and ends > last)


def _all_late(source: Source, claims: list[Claim]) -> Finding:
    message = f"every dated claim from '{source.id}', {len(claims)} in all, is later than its date {_shown(source)}"
    places = [claim.place() for claim in claims[:MOST_RELATED]]
    return find("L305", source.place("date"), message, "correct the date of the source, or those claims", places)


def _shown(source: Source) -> str:
    return show_when(source.date) if source.date is not None else ""


def check_ahead(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L330: sources that have not appeared yet; the one day of grace is for those east of here."""
    tomorrow = datetime.datetime.now(datetime.UTC).date().toordinal() + 1
    hint = "correct the year; what is still to come out cannot be read in"
    return [
        find("L330", source.place("date"), f"'{source.id}' is dated {_shown(source)}, which is yet to come", hint)
        for source in book.sources.values()
        if source.date is not None and source.date.first is not None and source.date.first > tomorrow
    ]


def check_relays(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """L319: works that are said to relay what appeared after them; one finding for two works."""
    younger: dict[tuple[str, str], bool] = {}
    found: dict[tuple[str, str], list[Place]] = {}
    for claim in book.claims.values():
        for number, chain in enumerate(claim.chains):
            before = claim.source
            for index, link in enumerate(chain):
                pair = before, link
                if pair not in younger:
                    younger[pair] = _is_younger(book.sources.get(before), book.sources.get(link))
                if younger[pair]:
                    found.setdefault(pair, []).append(place_of_link(claim, number, index))
                before = link
    for source in book.sources.values():
        for index, name in enumerate(source.derived_from):
            younger[source.id, name] = _is_younger(source, book.sources.get(name))
            if younger[source.id, name]:
                found.setdefault((source.id, name), []).append(place_of_item(source, "derived_from", index))
    out = []
    for (before, link), places in found.items():
        if (link, before) in younger:  # a circle, which has its finding
            continue
        relay, origin = book.sources[before], book.sources[link]
        message = f"'{before}' of {_shown(relay)} is said to relay '{link}', which appeared {_shown(origin)}"
        related = (origin.place("date"), relay.place("date"), *places[1:])[:MOST_RELATED]
        out.append(find("L319", places[0], message, "correct a date, or credit the work that it did relay", related))
    return out


def _is_younger(relay: Source | None, origin: Source | None) -> bool:
    if relay is None or origin is None or relay.date is None or origin.date is None:
        return False
    return relay.date.last is not None and origin.date.first is not None and origin.date.first > relay.date.last


def check_order(book: Casebook, vocab: Vocabulary) -> list[Finding]:  # noqa: ARG001 - the shape of a pass
    """F112: ends that come before their beginnings, when the two stand under keys of their own."""
    return list(_backwards(book))


def _backwards(book: Casebook) -> Iterator[Finding]:
    for claim in book.claims.values():
        if claim.ended is not None and _before(claim.ended, claim.when):
            yield find("F112", claim.place("ended"), *_say("ended", claim.ended, claim.when))
        about = claim.matter.about if type(claim.matter) is Statement else None
        if about is not None and about.ended is not None and _before(about.ended, about.when):
            yield find("F112", claim.place("about"), *_say("ended", about.ended, about.when))
    for commitment in book.commitments.values():
        if commitment.due is not None and _before(commitment.due, commitment.since):
            yield find("F112", commitment.place("due"), *_say("due", commitment.due, commitment.since))


def _before(end: When, begin: When | None) -> bool:
    return begin is not None and end.last is not None and begin.first is not None and end.last < begin.first


def _say(word: str, end: When, begin: When | None) -> tuple[str, str]:
    return f"{word} {show_when(end)}, before it begins: {show_when(begin) if begin else ''}", "correct one of the dates"
