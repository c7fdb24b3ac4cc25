"""What an assessment of a group stands on: ties as judged, quantities, incidents, statements and predictions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from armillary.book.book import Book
from armillary.pictures.records import Ground, TieRow
from armillary.pictures.sentences import in_text, listed, tie_sentence
from armillary.pictures.weighed import View
from armillary.text.dates import show_day

HARM = ("attacks", "claims_responsibility_for", "fights")
# (relation, whether the group is the subject): what gives a group means
CAPABILITY = frozenset(
    [(name, True) for name in ("runs_camp_in", "controls", "recruits_from", "profits_from", "traffics")]
    + [(name, True) for name in ("trains", "shares_revenue_with")]
    + [(name, False) for name in ("hosts", "protects", "trains", "supplies", "funds", "issues_documents_to")]
    + [(name, False) for name in ("facilitates_travel_of", "shares_revenue_with", "resettles")]
)
MEASURES = frozenset(
    [
        "strength",
        "core_members",
        "recruits",
        "trainees",
        "foreign_fighters",
        "camps",
        "safe_houses",
        "provinces_present",
        "provinces_with_camps",
        "districts_controlled",
        "affiliates",
        "attacks",
        "weapons_held",
        "revenue",
        "change_percent",
        "time_to_capability",
        "losses",
    ]
)
_THREATS = frozenset({"threatens", "incites_against", "claims_responsibility_for", "calls_to"})
_DISCLAIMS = frozenset({"disclaims_responsibility_for", "promises", "denies"})
_FORESEEN = ("intended", "predicted", "conditional")
_SILENT = frozenset({"normative", "hypothetical"})
_LIKELY_CHANGED = frozenset({"strength", "attacks", "camps", "losses", "revenue"})


@dataclass
class Grounds:
    """Everything on one group; `ties` and `rows` run side by side."""

    actor: str
    as_of: str
    ties: list[Ground] = field(default_factory=list)
    rows: list[TieRow] = field(default_factory=list)
    quantities: list[Ground] = field(default_factory=list)
    incidents: list[Ground] = field(default_factory=list)
    statements: list[Ground] = field(default_factory=list)
    foreseen: list[Ground] = field(default_factory=list)  # intended, predicted, or possible under a condition
    origins: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)


def gather_grounds(book: Book, seen: View, rows: Iterable[TieRow], groups: list[str]) -> dict[str, Grounds]:
    """The grounds of several groups from one walk over ties and claims; only claims published by the view's date."""
    as_of = show_day(seen.weighed.judgements.as_of)
    found = {group: Grounds(group, as_of) for group in groups}
    wanted = {*HARM, "threatens", "present_in", *(relation for relation, _ in CAPABILITY)}
    for row in rows:
        if row.relation in wanted:
            for name, by_group in ((row.subject, True), (row.object, False)):
                if name in found:
                    _add_tie(book, seen, found[name], row, by_group)
    for claim in _claims(book, seen.known_by):
        _add_claim(book, found, claim, msgspec.json.decode(claim["matter"]), as_of)
    return found


def _claims(book: Book, known_by: int | None) -> list[dict[str, Any]]:
    """The claims that are no ties as judged; what they are read in had been published by the day asked about."""
    return book.sql(
        "SELECT c.id, c.kind, matter, text, polarity, modality, when_text, when_first, c.where FROM claims c "
        "LEFT JOIN sources s ON s.id = c.source "
        "WHERE (c.kind IN ('quantity', 'incident', 'statement') OR list_contains(?, modality)) "
        "AND (? IS NULL OR coalesce(s.date_last, s.date_first) <= CAST(? AS DATE)) ORDER BY c.id",
        [list(_FORESEEN), *[None if known_by is None else show_day(known_by)] * 2],
    )


def _add_tie(book: Book, seen: View, mine: Grounds, row: TieRow, by_group: bool) -> None:
    question = seen.row_of(row)
    mine.rows.append(row)
    away = [row.object if by_group else row.subject]
    if row.relation in HARM and any(
        _in_country(book, place) for place in row.places
    ):  # where it was done says more of reach than whom it was done to
        away = sorted(row.places)
    mine.ties.append(
        Ground(
            what="tie",
            relation=row.relation,
            by_group=by_group,
            text=tie_sentence(book, row.subject, row.relation, coarse(book, row.object)),
            standing=row.standing,
            likelihood=row.likelihood,
            range=row.range,
            word=row.word,
            currency=row.currency,
            confidence=row.confidence,
            origins=row.origins,
            ends=away,
            claims=sorted(seen.weighed.evidence.claims[c] for c in seen.claims(question)),
        )
    )
    mine.origins[row.subject, row.relation, row.object] = seen.origins(question)


def _add_claim(
    book: Book, found: dict[str, Grounds], claim: dict[str, Any], matter: dict[str, Any], as_of: str
) -> None:
    kind = claim["kind"]
    first = claim["when_first"]
    if claim["polarity"] == "denies" or claim["modality"] in _SILENT or (first and first.isoformat() > as_of):
        return
    if claim["modality"] in _FORESEEN:
        for name in _subjects(kind, matter) & found.keys():
            relation = matter["triple"]["relation"] if "triple" in matter else ""
            found[name].foreseen.append(_ground(claim, "foreseen", relation, ends=_ends(matter)))
    elif kind == "quantity":
        subject, measure = matter["subject"], matter["measure"]
        if subject in found and measure in MEASURES:
            found[subject].quantities.append(_ground(claim, "quantity", measure, direction=_direction(matter)))
    elif kind == "incident":
        triple = matter["triple"]
        if triple["subject"]["name"] in found:
            ends = claim["where"] or [triple["object"]["name"]]
            claim = claim | {"text": _incident(book, matter, claim["where"])}
            found[triple["subject"]["name"]].incidents.append(_ground(claim, "incident", matter["type"], ends=ends))
    elif kind == "statement" and matter["speaker"] in found:
        verb = matter["verb"]
        polarity = "threat" if verb in _THREATS else "disclaims" if verb in _DISCLAIMS else ""
        about = matter["about"]
        if polarity == "disclaims" and not _about_harm(about):
            return
        if polarity:
            ends = [about["actor"]] if about["actor"] else _ends(about["matter"])
            found[matter["speaker"]].statements.append(_ground(claim, "statement", verb, polarity=polarity, ends=ends))


def _ground(claim: dict[str, Any], what: str, relation: str, **more: Any) -> Ground:
    return Ground(
        what=what,
        relation=relation,
        text=claim["text"].rstrip("."),
        word="",
        when=claim["when_text"],
        origins=1,
        claims=[claim["id"]],
        **more,
    )


def _in_country(book: Book, place: str) -> bool:
    within = (place, *book.vocab.place_parents.get(place, ()))
    return any(name in book.vocab.places and book.vocab.places[name].kind == "country" for name in within)


def coarse(book: Book, place: str) -> str:
    """A place, or what a district lies in: an assessment of a threat names nothing as small as a district."""
    found = book.vocab.places.get(place)
    while found is not None and found.kind == "district" and found.within:
        found = book.vocab.places.get(found.within[0])
    return place if found is None else found.id


def _incident(book: Book, matter: dict[str, Any], where: list[str]) -> str:
    """An incident from its parts, not in the coder's words, which may say more closely where it was."""
    kind = matter["type"].replace("_", " ")
    article = "an" if kind[0] in "aeiou" else "a"
    triple = matter["triple"]
    at = [in_text(book, name) for name in dict.fromkeys(coarse(book, place) for place in where)]
    by, on = in_text(book, triple["subject"]["name"]), in_text(book, triple["object"]["name"])
    return f"{article} {kind} by {by} against {on}" + (f" in {listed(at)}" if at else "")


def _subjects(kind: str, matter: dict[str, Any]) -> set[str]:
    if kind in ("tie", "incident"):
        return {matter["triple"]["subject"]["name"]}
    return {matter.get("subject") or matter.get("speaker") or matter.get("actor") or ""}


def _ends(matter: dict[str, Any] | None) -> list[str]:
    return [matter["triple"]["object"]["name"]] if matter and "triple" in matter else []


def _about_harm(about: dict[str, Any]) -> bool:
    matter = about["matter"]
    return bool(matter and "triple" in matter and matter["triple"]["relation"] in (*HARM, "threatens"))


def _direction(matter: dict[str, Any]) -> int:
    """Which way a measured change goes: 1 up, -1 down, 0 where the claim is no change of strength, attacks or means."""
    if matter["measure"] != "change_percent" or matter["of"] not in _LIKELY_CHANGED:
        return 0
    value = matter["value"] or ""
    number = re.search(r"-?\d+", value)
    if value.startswith("<=") or (number and number[0].startswith("-")):
        return -1
    return 1 if number and (int(number[0]) > 0 or value.startswith(">")) else 0
