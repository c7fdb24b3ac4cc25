"""The threat from each group: capability, intent, reach and trend, each from claims, with what is not known."""

from __future__ import annotations

import math
from typing import Annotated

from armillary.book.book import Book
from armillary.pictures.asking import AsOf, KnownBy, actor_id
from armillary.pictures.grounds import CAPABILITY, HARM, Grounds, gather_grounds
from armillary.pictures.reach import RINGS, Map
from armillary.pictures.records import Aspect, Ground, Threat, TieRow
from armillary.pictures.registry import picture
from armillary.pictures.screens.threat import show_threat
from armillary.pictures.sentences import in_text, is_plural, sentence
from armillary.pictures.ties import tied
from armillary.pictures.weighed import view, view_at

HALF = 0.5
TREND_YEARS = 3  # the trend compares the answer's date with so many years earlier
TREND_DECIBANS = 3.0  # about a doubling of the odds
REACHING = tuple(relation for relation in HARM if relation != "fights")  # who fights whom says nothing of where
MOVING = frozenset(
    [
        *((name, True) for name in (*HARM, "runs_camp_in", "controls", "recruits_from")),
        *((name, False) for name in ("trains", "supplies", "hosts")),
    ]
)


@picture(show_threat, ("armillary threat book", "armillary threat book TTP --as-of 2023"))
def threat(
    book: Book,
    actor: Annotated[str | None, "only this group, by id or any name in any script"] = None,
    *,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> list[Threat]:
    """The threat from each armed group: capability, intent, reach and trend, with the claims for each and the gaps."""
    wanted = actor_id(book, actor) if actor else ""
    seen = view(book, as_of, known_by)
    rows = tied(seen)
    day = seen.weighed.judgements.as_of
    earlier = {_key(row): row for row in tied(view_at(book, max(day - TREND_YEARS * 365, 1), seen.known_by))}
    where = Map(book)
    groups = [wanted] if wanted else [name for name, kind in book.kinds.items() if kind in ("group", "faction")]
    gathered = gather_grounds(book, seen, rows, groups)
    found = [_assess(book, gathered[group], earlier, where) for group in groups]
    if not wanted:
        found = [row for row in found if row.claims]
    return sorted(found, key=lambda row: (-row.origins, -row.claims, row.name))


def _key(row: TieRow) -> tuple[str, str, str]:
    return row.subject, row.relation, row.object


def _assess(book: Book, mine: Grounds, earlier: dict[tuple[str, str, str], TieRow], where: Map) -> Threat:
    home = where.home(mine.actor, mine.rows)
    capability, intent = _capability(mine), _intent(mine)
    reach = {ring: _reach(mine, where, home, ring) for ring in RINGS}
    trend = _trend(mine, earlier)
    aspects = [capability, intent, *reach.values(), trend]
    used = {id(ground) for aspect in aspects for ground in aspect.grounds}
    claims = {claim for aspect in aspects for ground in aspect.grounds for claim in ground.claims}
    return Threat(
        actor=mine.actor,
        name=book.names.get(mine.actor, mine.actor),
        as_of=mine.as_of,
        home=home,
        capability=capability,
        intent=intent,
        local=reach["local"],
        regional=reach["regional"],
        external=reach["external"],
        trend=trend,
        unknown=_unknown(book, mine, home, capability, intent, reach, trend),
        claims=len(claims),
        origins=len(
            {
                origin
                for ground, row in zip(mine.ties, mine.rows, strict=True)
                if id(ground) in used
                for origin in mine.origins[_key(row)]
            }
        ),
    )


def _likely(ground: Ground) -> bool:
    """Whether it is more likely than not, and not over or long unseen."""
    return ground.likelihood is not None and ground.likelihood > HALF and ground.currency not in ("ended", "lapsed")


def _doubted(ground: Ground) -> bool:
    return ground.likelihood is not None and ground.likelihood < HALF


def _capability(mine: Grounds) -> Aspect:
    deeds = [g for g in mine.ties if g.relation in HARM and g.by_group and _likely(g)] + mine.incidents
    means = [g for g in mine.ties if (g.relation, g.by_group) in CAPABILITY]
    held = [g for g in means if _likely(g)]
    measured = mine.quantities
    if deeds:
        finding = "shown"
    elif held or measured:
        finding = "means"
    else:
        finding = "doubted" if any(_doubted(g) for g in means) else "not_known"
    doubted = [g for g in means if _doubted(g)]
    return Aspect(finding=finding, grounds=_best(deeds) + _best(held or doubted) + measured)


def _intent(mine: Grounds) -> Aspect:
    hostile = [g for g in mine.ties if g.by_group and g.relation in (*HARM, "threatens")]
    deeds = [g for g in hostile if g.relation in HARM and _likely(g)]
    threats = [g for g in mine.statements if g.polarity == "threat"]
    disclaimed = [g for g in mine.statements if g.polarity == "disclaims"]
    ascribed = [g for g in hostile if g.relation == "threatens" and _likely(g)]
    if deeds:
        finding = "shown"
    elif threats:
        finding = "declared"
    elif ascribed:
        finding = "ascribed"
    else:
        finding = "disclaimed" if disclaimed else "doubted" if any(_doubted(g) for g in hostile) else "not_known"
    doubted = [g for g in hostile if _doubted(g)] if finding == "doubted" else []
    return Aspect(finding=finding, grounds=_best(deeds) + threats + _best(ascribed) + disclaimed + _best(doubted))


def _reach(mine: Grounds, where: Map, home: str, ring: str) -> Aspect:
    def there(ground: Ground) -> bool:
        return any(where.ring(home, end) == ring for end in ground.ends)

    ties = [g for g in mine.ties if g.by_group and there(g)]
    deeds = [g for g in ties if g.relation in REACHING and _likely(g)] + [g for g in mine.incidents if there(g)]
    threats = [g for g in ties if g.relation == "threatens" and _likely(g)]
    threats += [g for g in mine.statements if g.polarity == "threat" and there(g)]
    present = [g for g in ties if g.relation in ("present_in", "runs_camp_in", "controls") and _likely(g)]
    for finding, grounds in (("attacks", deeds), ("presence", present), ("threats", threats)):
        if grounds:
            more = [g for g in (*present, *threats) if g not in grounds]
            return Aspect(finding=finding, grounds=_best(grounds) + _best(more))
    foreseen = [g for g in mine.foreseen if g.relation in (*HARM, "threatens", "present_in") and there(g)]
    if foreseen:
        return Aspect(finding="foreseen", grounds=foreseen)
    doubted = [g for g in ties if _doubted(g) and g.relation in (*HARM, "threatens", "present_in")]
    return Aspect(finding="doubted" if doubted else "not_known", grounds=_best(doubted))


def _trend(mine: Grounds, earlier: dict[tuple[str, str, str], TieRow]) -> Aspect:
    """Which way the evidence points: what was measured as change, and hostile or enabling ties that moved."""
    up, down, asked = [], [], []
    for ground, row in zip(mine.ties, mine.rows, strict=True):
        if (ground.relation, ground.by_group) not in MOVING or row.likelihood is None:
            continue
        before = earlier.get(_key(row))
        then = 0.0 if before is None or before.likelihood is None else _decibans(before.likelihood)
        moved = _decibans(row.likelihood) - then
        asked.append(ground)
        ended = row.currency == "ended" and (before is None or before.currency != "ended")
        if moved >= TREND_DECIBANS and _likely(ground):
            up.append(ground)
        elif ended or moved <= -TREND_DECIBANS:  # it is over, or spoken against
            down.append(ground)
    up += [g for g in mine.quantities if g.direction > 0]
    down += [g for g in mine.quantities if g.direction < 0]
    finding = "mixed" if up and down else "rising" if up else "falling" if down else "steady" if asked else "not_known"
    return Aspect(finding=finding, grounds=_best(up) + _best(down) if up or down else _best(asked)[:3])


def _decibans(likelihood: float) -> float:
    p = min(max(likelihood, 1e-9), 1 - 1e-9)  # so many may agree that nothing is left of the doubt
    return 10 * math.log10(p / (1 - p))


def _best(grounds: list[Ground]) -> list[Ground]:
    return sorted(grounds, key=lambda g: (-g.origins, -(g.likelihood or 0.0), g.text))


def _unknown(
    book: Book,
    mine: Grounds,
    home: str,
    capability: Aspect,
    intent: Aspect,
    reach: dict[str, Aspect],
    trend: Aspect,
) -> list[str]:
    """What the claims leave open, in sentences."""
    name = in_text(book, mine.actor)
    has, lives, intends = ("have", "live", "intend") if is_plural(book, mine.actor) else ("has", "lives", "intends")
    gaps = []
    measures = {ground.relation for ground in mine.quantities}
    if "strength" not in measures:
        gaps.append(f"no claim says how many fighters {name} {has}")
    if not any(
        (g.relation, g.by_group) in CAPABILITY and g.relation in ("funds", "profits_from", "shares_revenue_with")
        for g in mine.ties
    ):
        gaps.append(f"no claim says what {name} {lives} on")
    if capability.finding == "not_known":
        gaps.append(f"no claim speaks of the means of {name}")
    if intent.finding == "not_known":
        gaps.append(f"no claim speaks of what {name} {intends}")
    if not home:
        gaps.append(
            f"no claim says from which country {name} act{'' if has == 'have' else 's'}, so its reach cannot be told"
        )
    elif missing := [ring for ring in RINGS if reach[ring].finding == "not_known"]:
        gaps.append(f"no claim speaks of {' or '.join(missing)} deeds or threats by {name}")
    if trend.finding == "not_known":
        gaps.append("no tie that could show a trend is judged")
    alone = [g for g in (*capability.grounds, *intent.grounds) if g.what == "tie" and g.origins == 1]
    if alone and not any(g.origins > 1 for g in (*capability.grounds, *intent.grounds)):
        gaps.append("every tie here rests on one origin")
    return [sentence(gap) for gap in gaps]
