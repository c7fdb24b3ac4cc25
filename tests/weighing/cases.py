"""Small casebooks at random, with everything that the weighing has to reckon with, under random vocabularies."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from random import Random

import msgspec

from armillary.text.dates import parse_day
from armillary.vocab.read import read_vocabulary
from armillary.vocab.terms import Entailment, PlaceTerm, Relation
from armillary.vocab.vocabulary import Lists, Vocabulary
from tests.weighing.drafts import Draft, Entry, claim

PLACES = {"aland": (), "north": ("aland",), "dale": ("north",), "bland": ()}
GROUPS = ("one", "two", "part", "wing", "realm")
SPEAKERS = ("desk", "paper", "envoy", "agency", "scholar", "herald", "one", "realm", "unnamed/witness", "unnamed/guest")
KINDS = {"paper": "outlet", "agency": "outlet", "scholar": "person", "one": "party", "realm": "state"}
KNOWN: tuple[str, ...] = (
    "hosts",
    "tolerates",
    "has_ties_with",
    "present_in",
    "attacks",
    "coordinates_with",
    "fights_alongside",
)
KNOWN += ("pledges_allegiance_to", "recognises_authority_of", "advises", "runs_camp_in", "recruits_from", "inspires")
ENDS = ("subject", "object")
DATES = ("2006", "2008-05", "2010-02-03", "2012", "2014", "2016-07", "2019")
SPANS = ("2007/2011", "2012/2013-06", "2009..", "..2011", "2015..", "2013~", *DATES)


@dataclass(frozen=True)
class Case:
    """A draft with its vocabulary, and the two dates to judge it by."""

    vocab: Vocabulary
    draft: Draft
    as_of: int
    known_by: int | None
    bonds_last: bool  # no part or territory has dates


@cache
def shipped() -> Vocabulary:
    """The shipped vocabulary with a handful of places, so that it is quick to make."""
    places = {
        name: PlaceTerm(id=name, name=name, kind="province" if within else "country", within=within)
        for name, within in PLACES.items()
    }
    return Vocabulary(msgspec.structs.replace(read_vocabulary().lists, places=places), "shipped")


def random_vocabulary(rng: Random) -> Vocabulary:
    """Relations with random natures, lives, interests and roll-ups, each entailing some of those after it."""
    names = [f"r{number}" for number in range(rng.randint(3, 5))]
    to_places = {name: rng.random() < 0.3 for name in names}
    natures = {name: rng.choice(("state", "state", "begins_state", "event")) for name in names}
    relations = {}
    for index, name in enumerate(names):
        entails = []
        for other in names[index + 1 :]:
            if rng.random() < 0.5 or (natures[name] == "event" and natures[other] != "event"):
                continue  # an event stands for ever, so it cannot entail what holds for a time
            if to_places[other] and not to_places[name]:
                end = rng.choice(("subject", "object"))
                governor = rng.choice(("subject", "object"))
                place = f"where_or_territory_of_{governor}"
                entails.append(Entailment(relation=other, subject=end, object=place))
            elif to_places[other] == to_places[name]:
                turned = not to_places[name] and rng.random() < 0.3
                ends = ("object", "subject") if turned else ("subject", "object")
                entails.append(Entailment(relation=other, subject=ends[0], object=ends[1]))
        denied = tuple(end for end in ENDS if rng.random() < 0.3)
        relations[name] = Relation(
            id=name,
            definition="",
            dimension="general",
            symmetric=not to_places[name] and rng.random() < 0.4,
            tone="neutral",
            nature=natures[name],
            subject=("actor",),
            object=("place",) if to_places[name] else ("actor",),
            half_life=None if natures[name] == "event" else rng.choice((90.0, 400.0, 1500.0, 4000.0)),
            entails=tuple(entails),
            denied_by=denied,
            boasted_by=tuple(end for end in ENDS if end not in denied and rng.random() < 0.2),
            rolls_up=tuple(end for end in ENDS if rng.random() < 0.5),
        )
    lists: Lists = msgspec.structs.replace(shipped().lists, relations=relations)
    return Vocabulary(lists, "random")


def random_case(rng: Random, most: int = 12, vocab: Vocabulary | None = None) -> Case:
    """A whole casebook of at most so many claims, and two dates; under this vocabulary or any."""
    vocab = vocab or (random_vocabulary(rng) if rng.random() < 0.6 else shipped())
    bonds_last = rng.random() < 0.4
    draft = Draft(_actors(rng, bonds_last), _speakers(rng), _sources(rng))
    talk = [random_tie(rng, vocab) for _ in range(2)] if rng.random() < 0.5 else []  # what many speak about
    for number in range(rng.randint(1, most)):
        about = rng.choice(talk) if talk and rng.random() < 0.7 else random_tie(rng, vocab)
        draft.claims.append(random_claim(rng, about, draft, f"s{rng.randrange(7)}/{number}", list(vocab.modalities)))
    _let_authors_speak(rng, draft)
    if rng.random() < 0.25:
        _make_sound(rng, draft)
    for number in range(rng.choice((0, 0, 1))):
        taken = rng.choice(draft.claims)["id"]
        source = f"s{rng.randrange(7)}"
        draft.claims.append(claim(f"{source}/back{number}", retracts=taken, credit=_credit(rng, source)))
    as_of = parse_day(str(rng.choice((2007, 2010, 2012, 2013, 2016, 2020, 2024))))
    known_by = rng.choice((None, None, parse_day(str(rng.choice((2009, 2012, 2015, 2021))))))
    return Case(vocab, draft, as_of, known_by, bonds_last)


def _actors(rng: Random, bonds_last: bool) -> list[Entry]:
    def since(key: str, name: str) -> Entry:
        return {key: name} if bonds_last or rng.random() < 0.5 else {key: name, "when": rng.choice(SPANS)}

    actors: list[Entry] = [
        {
            "id": "one",
            "kind": "group",
            "name": "One",
            "classes": ["jihadi-group"],
            "territory": [since("place", "aland")],
        },
        {"id": "two", "kind": "group", "name": "Two", "classes": ["armed-group"]},
        {
            "id": "part",
            "kind": "faction",
            "name": "Part",
            "classes": ["armed-group"],
            "part_of": [since("actor", "one")],
        },
        {"id": "wing", "kind": "faction", "name": "Wing", "part_of": [since("actor", "part")]},
        {"id": "realm", "kind": "state", "name": "Realm", "territory": [since("place", "bland")]},
    ]
    for actor in actors:
        if rng.random() < 0.3:
            actor["exists"] = rng.choice(("2005/2013", "..2011-06", "2008..", "1990/2022"))
    return actors


def _speakers(rng: Random) -> list[Entry]:
    speakers: list[Entry] = []
    for name in SPEAKERS:
        kind = "unnamed" if name.startswith("unnamed/") else KINDS.get(name, "institution")
        entry: Entry = {"id": name, "kind": kind, "name": name, "grade": rng.choice("ABCDEF")}
        entry["grade_reason"] = "So it is."
        if name not in GROUPS and rng.random() < (0.1 if kind == "unnamed" else 0.4):
            for_whom = [*GROUPS, *(other["id"] for other in speakers)]
            entry["speaks_for"] = rng.sample(for_whom, rng.choice((1, 1, 2)))
        speakers.append(entry)
    return speakers


def _sources(rng: Random) -> list[Entry]:
    sources: list[Entry] = []
    for number in range(7):
        entry: Entry = {"id": f"s{number}", "kind": "report", "title": f"Report {number}"}
        entry["speaker"] = rng.choice(SPEAKERS[:8])
        if rng.random() < 0.85:
            entry["date"] = rng.choice(DATES)
        if rng.random() < 0.2:
            entry |= {"grade": rng.choice("DE"), "grade_reason": "So it is."}
        if number and rng.random() < 0.25:
            entry["derived_from"] = f"s{rng.randrange(number)}"
        if rng.random() < 0.15:
            entry["withdrawn"] = rng.choice(DATES)
        if rng.random() < 0.3:
            entry["read"] = True
        sources.append(entry)
    return sources


def _let_authors_speak(rng: Random, draft: Draft) -> None:
    """Some who credit others with something state it themselves in the same source, or take it back in another."""
    for number, entry in enumerate(list(draft.claims)):
        if "credit" in entry and rng.random() < 0.3:
            own = {key: value for key, value in entry.items() if key not in ("credit", "stance", "stance_reason")}
            own |= {"id": f"{entry['id'].partition('/')[0]}/own{number}"}
            own |= {"modality": rng.choice(("stated", "assessed", "observed"))}
            draft.claims.append({key: value for key, value in own.items() if key not in ("condition", "horizon")})
        elif entry.get("polarity") == "asserts" and rng.random() < 0.1:
            later = {**entry, "id": f"{entry['id'].partition('/')[0]}/later{number}", "when": "2018"}
            later.pop("ended", None)
            draft.claims.append(later | {"polarity": rng.choice(("asserts", "denies", "denies"))})


def _make_sound(rng: Random, draft: Draft) -> None:
    """Good voices of many parties at first hand, most of one mind: what high confidence needs."""
    for entry in draft.speakers:
        entry["grade"] = rng.choice("AB")
        entry.pop("speaks_for", None)
    for entry in draft.claims:
        for key in ("credit", "credits", "stance", "stance_reason"):
            entry.pop(key, None)
        entry |= {"credibility": 2, "modality": "stated"}
        if "polarity" in entry and rng.random() < 0.8:
            entry["polarity"] = "asserts"


def _credit(rng: Random, source: str) -> list[str]:
    """A chain that leads back: to sources with lower numbers, and perhaps on to a speaker without a document."""
    older = range(int(source[1]))
    chain = [
        f"s{number}" for number in sorted(rng.sample(older, min(len(older), rng.choice((0, 0, 0, 1, 1, 2)))))[::-1]
    ]
    return chain + rng.choice(([], [], [], ["unnamed/witness"], ["unnamed/guest"], ["scholar"]))


def random_claim(rng: Random, tie: Entry, draft: Draft, name: str, modalities: list[str]) -> Entry:
    """Any claim of a tie: as such or in a statement, with any chain of credit and any doubt."""
    entry = claim(name)
    what = copy.deepcopy(tie)
    if rng.random() < 0.25:
        verb = rng.choice(("says", "denies", "admits", "claims", "disclaims_knowledge_of"))
        entry["statement"] = f"{rng.choice(('herald', 'envoy', 'one', 'realm'))} {verb}"
        entry["about"] = what
        if rng.random() < 0.2:
            what["polarity"] = "denies"
        if rng.random() < 0.7:
            entry["when"] = rng.choice(DATES)
        others = [other["id"] for other in draft.claims if "tie" in other]
        if others and rng.random() < 0.3:
            entry["about"] = rng.choice(others)
    else:
        entry |= what
        entry["polarity"] = rng.choice(("asserts", "asserts", "denies"))
    entry["modality"] = rng.choice(modalities) if rng.random() < 0.5 else "stated"
    if entry["modality"] == "conditional":
        entry["condition"] = "If so."
    if entry["modality"] in ("conditional", "predicted"):
        entry["horizon"] = "2030"
    entry["credibility"] = rng.choice((1, 2, 3, 4, 5, 6, 6))
    if entry["credibility"] == 1:
        entry["confirmed_by"] = "Another."
    if rng.random() < 0.1:
        entry["credits"] = [_credit(rng, name) or ["scholar"], ["unnamed/witness"]]
    elif chain := _credit(rng, name):
        entry["credit"] = chain
    if rng.random() < 0.1:
        stance = rng.choice(("free", "no_serves_me", "yes_serves_me"))
        entry |= {"stance": stance, "stance_reason": "So it is."}
    return entry


def random_tie(rng: Random, vocab: Vocabulary) -> Entry:
    """A tie with what goes with it: when, ended, where, levels."""
    names = [name for name in vocab.relations if len(vocab.relations) < 10 or name in KNOWN]
    relation = vocab.relations[rng.choice(names)]
    to_place = relation.object == ("place",)
    ends = [rng.choice(("one", "two", "part", "wing", "realm", "any armed-group", "any armed-group except two"))]
    ends.append(rng.choice(tuple(PLACES)) if to_place else rng.choice([name for name in GROUPS if name != ends[0]]))
    entry: Entry = {"tie": f"{ends[0]} {relation.id} {ends[1]}"}
    if rng.random() < 0.8:
        entry["when"] = rng.choice(SPANS)
    if relation.nature != "event" and rng.random() < 0.2:
        entry["ended"] = rng.choice(("2009-05", "2012", "2016"))
    if rng.random() < 0.3:
        entry["where"] = [rng.choice(tuple(PLACES))]
    if rng.random() < 0.25:
        entry["level"] = rng.choice(("leadership", "mid", "local"))
    if not to_place and rng.random() < 0.2:
        entry["object_level"] = rng.choice(("leadership", "local"))
    return entry
