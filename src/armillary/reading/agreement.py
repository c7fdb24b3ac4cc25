"""Agreement: two codings of one document held against each other, claim by claim and field by field."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from armillary.casebook.records import Claim, Statement
from armillary.casebook.resolve import claim_key
from armillary.finding import ArmillaryError
from armillary.reading.alpha import nominal_alpha
from armillary.reading.locators import parse_locator
from armillary.reading.pairs import core_of, pair, same_section, value_of
from armillary.reading.reports import Agreement, Coded, Difference, Disagreement, Field
from armillary.reading.wording import line_of
from armillary.text.dates import When, show_when

Codings = dict[str, list[Claim]]


def _ends(claim: Claim) -> str:
    core = core_of(claim.matter)
    return " … ".join(filter(None, (core.subject, core.object)))


def _turned(a: Claim, b: Claim, symmetric: Container[str]) -> bool:
    """Whether two claims have the same ends, but one the other way about, and a relation of which that says nothing."""
    one, other = core_of(a.matter), core_of(b.matter)
    free = one.relation in symmetric or other.relation in symmetric
    return free and (one.subject, one.object) == (other.object, other.subject)


def _relation(claim: Claim) -> str:
    return core_of(claim.matter).relation


def _verb(claim: Claim) -> str | None:
    return claim.matter.verb if isinstance(claim.matter, Statement) else None


def _speaker(claim: Claim) -> str | None:
    return claim.matter.speaker if isinstance(claim.matter, Statement) else None


def _value(claim: Claim) -> str | None:
    return value_of(claim) or None


def _polarity(claim: Claim) -> str:
    about = claim.matter.about if isinstance(claim.matter, Statement) else None
    return f"{claim.polarity}, of a denial" if about and about.polarity == "denies" else claim.polarity


def _date(claim: Claim) -> str:
    about = claim.matter.about if isinstance(claim.matter, Statement) else None
    of = f" of {_shown(about.when)}" if about and about.when else ""
    ended = f" until {_shown(claim.ended)}" if claim.ended else ""
    return f"{_shown(claim.when)}{ended}{of}"


def _shown(when: When | None) -> str:
    return show_when(when) if when is not None else "undated"


def _credit(claim: Claim) -> str:
    return " and ".join(sorted(" > ".join(chain) or "itself" for chain in claim.chains))


def _origin(claim: Claim) -> str:
    return " and ".join(sorted({chain[-1] if chain else "itself" for chain in claim.chains}))


def _level(claim: Claim) -> str:
    return " to ".join(level or "unspecified" for level in (claim.level, claim.object_level))


def _where(claim: Claim) -> str:
    about = claim.matter.about if isinstance(claim.matter, Statement) else None
    return ", ".join(sorted({*claim.where, *(about.where if about else ())})) or "unspecified"


# What is compared, in the order in which it is shown. A field that is None for one of two claims is not compared.
FIELDS: dict[str, Callable[[Claim], str | None]] = {
    "kind": claim_key,
    "ends": _ends,
    "relation": _relation,
    "speaker": _speaker,
    "verb": _verb,
    "value": _value,
    "polarity": _polarity,
    "modality": lambda claim: claim.modality,
    "date": _date,
    "credit": _credit,
    "origin": _origin,
    "level": _level,
    "where": _where,
}


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two claims that are taken for one; `turned` where their ends are the same in another order."""

    a: Claim
    b: Claim
    score: float
    turned: bool

    def values(self, field: str) -> tuple[str, str] | None:
        """What each says in a field; None where only one of them has it."""
        one, other = FIELDS[field](self.a), FIELDS[field](self.b)
        if one is None or other is None:
            return None
        return (one, one) if field == "ends" and self.turned else (one, other)


def compare_codings(
    a: Codings, b: Codings, names: tuple[str, str], source: str = "", symmetric: Container[str] = ()
) -> Agreement:
    """Pair the claims of two codings of a source and say how far they agree.

    Sections that only one of the two codes are left out, so that a second coder may code a part. The ends of
    `symmetric` relations may stand in either order.
    """
    source = source or _common_source(a, b, names)
    for claims, name in ((a, names[0]), (b, names[1])):
        if source not in claims:
            raise ArmillaryError(f"{name} has no claims read in '{source}'", f"it has: {', '.join(sorted(claims))}")
    ours, theirs = _in_common(a[source], b[source]), _in_common(b[source], a[source])
    pairs = pair(ours, theirs)
    paired = [
        _Pair(ours[one], theirs[other], score, _turned(ours[one], theirs[other], symmetric))
        for one, other, score in pairs
    ]
    taken_a, taken_b = {one for one, _, _ in pairs}, {other for _, other, _ in pairs}
    return Agreement(
        source=source,
        a=names[0],
        b=names[1],
        claims_a=len(ours),
        claims_b=len(theirs),
        left_out_a=len(a[source]) - len(ours),
        left_out_b=len(b[source]) - len(theirs),
        matched=len(pairs),
        overlap=2 * len(pairs) / max(len(ours) + len(theirs), 1),
        fields=[_field(name, paired) for name in FIELDS],
        disagreements=[found for item in paired if (found := _differing(item)) is not None],
        only_a=[_coded(claim) for place, claim in enumerate(ours) if place not in taken_a],
        only_b=[_coded(claim) for place, claim in enumerate(theirs) if place not in taken_b],
    )


def _common_source(a: Codings, b: Codings, names: tuple[str, str]) -> str:
    common = sorted(set(a) & set(b))
    if len(common) == 1:
        return common[0]
    if common:
        raise ArmillaryError(f"both codings have claims of {len(common)} sources", f"--source: {', '.join(common)}")
    held = "; ".join(
        f"{name}: {', '.join(sorted(claims)) or 'none'}" for name, claims in zip(names, (a, b), strict=True)
    )
    raise ArmillaryError("the two codings have no source in common", held)


def _in_common(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    sections = {parse_locator(claim.at).section for claim in others}
    return [claim for claim in claims if any(same_section(parse_locator(claim.at).section, s) for s in sections)]


def _field(name: str, pairs: Sequence[_Pair]) -> Field:
    values = [both for item in pairs if (both := item.values(name)) is not None]
    same = sum(one == other for one, other in values)
    return Field(field=name, pairs=len(values), same=same, alpha=nominal_alpha(values))


def _differing(item: _Pair) -> Disagreement | None:
    differences = []
    for name in FIELDS:
        both = item.values(name)
        if both is not None and both[0] != both[1]:
            differences.append(Difference(field=name, a=both[0], b=both[1]))
    if not differences:
        return None
    return Disagreement(a=_coded(item.a), b=_coded(item.b), likeness=round(item.score, 3), differences=differences)


def _coded(claim: Claim) -> Coded:
    line = claim.place().line
    return Coded(id=claim.id, at=claim.at, says=line_of(claim), text=claim.text, file=claim.file, line=line)
