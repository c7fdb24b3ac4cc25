"""Which questions a claim bears on: levels, places, parts, entailments, classes, symmetric ties."""

from __future__ import annotations

import math

import msgspec

from armillary.vocab.terms import Entailment
from armillary.vocab.vocabulary import Vocabulary
from armillary.weighing.questions import Order, Question
from tests.weighing.cases import shipped
from tests.weighing.drafts import Entry, claim, to_book
from tests.weighing.judging import judged
from tests.weighing.small import (
    ATTACK,
    HOSTS,
    Changes,
    about,
    ask,
    attack,
    day,
    decibans,
    draft,
    explained,
    near,
    state,
    weights,
)


def bears(entry: Entry, asked: Question, other: Question, as_of: str = "2010-06-01", **changes: Entry) -> bool:
    """Whether a claim votes on another question, somebody having asked it."""
    asking = claim("rf/9", f"{asked.subject} {asked.relation} {asked.object}", when="2010", modality="normative")
    asking |= {key: word for key in ("level", "object_level") if (word := getattr(asked, key))}
    if asked.place:
        asking["where"] = [asked.place]
    seen = ask(draft(entry, asking, **changes), as_of)
    return other in seen.rows and "sb" in weights(seen, other)


def test_a_yes_goes_up_and_a_no_goes_down() -> None:
    local = about(HOSTS, level="local")
    placed = about(HOSTS, place="dale")
    for specific, general in (
        (local, about(HOSTS)),
        (about(HOSTS, object_level="mid"), about(HOSTS)),
        (placed, about(HOSTS)),
        (placed, about(HOSTS, place="north")),
        (placed, about(HOSTS, place="aland")),
        (about(HOSTS), about("one has_ties_with two")),
        (about(HOSTS), about("one tolerates two")),
        (local, about("one has_ties_with two", level="local")),
        (placed, about("two present_in north")),
        (about("part hosts two"), about(HOSTS)),
        (about("two present_in dale"), about("two present_in aland")),
    ):
        for polarity, said, reached in (("asserts", specific, general), ("denies", general, specific)):
            entry = state("rb/1", polarity=polarity)
            entry["tie"] = f"{said.subject} {said.relation} {said.object}"
            entry |= {key: word for key in ("level", "object_level") if (word := getattr(said, key))}
            if said.place:
                entry["where"] = [said.place]
            assert bears(entry, reached, reached), (polarity, said, reached)
            opposite = entry | {"polarity": "denies" if polarity == "asserts" else "asserts"}
            assert not bears(opposite, reached, reached), (opposite, said, reached)


def test_parts_and_wholes_are_bound_at_the_claims_date() -> None:
    whole = about(HOSTS)
    entry = state("rb/1", when="2010")
    entry["tie"] = "part hosts two"
    for when, bound in {"2005..": True, "2010-12-31..": True, "2011..": False, "..2009": False}.items():
        change = {"part_of": [{"actor": "one", "when": when}]}
        assert bears(entry, whole, whole, part=change) == bound, when
    blow = attack("rb/1", when="2007")
    blow["tie"] = "part attacks two"
    change = {"part_of": [{"actor": "one", "when": "..2008"}]}  # an event is its whole's for ever
    assert bears(blow, about(ATTACK), about(ATTACK), "2020", part=change)
    # the leadership of a part is not the leadership of the whole
    entry["level"] = "leadership"
    assert not bears(entry, about(HOSTS, level="leadership"), about(HOSTS, level="leadership"))
    assert bears(entry, whole, whole)


def test_hosts_entail_presence_where_the_claim_or_the_country_says() -> None:
    here = about("two present_in aland")
    governed = {"territory": [{"place": "aland", "when": "2009.."}]}
    assert bears(state("rb/1", when="2010"), here, here, one=governed)
    assert not bears(state("rb/1", when="2008"), here, here, one=governed)  # at the claim's date
    assert not bears(state("rb/1", when="2010"), here, here)  # nothing is known of where
    elsewhere = state("rb/1", when="2010", where=["bland"])
    assert not bears(elsewhere, here, here, one=governed)  # it was said to be elsewhere
    assert bears(elsewhere, about("two present_in bland"), about("two present_in bland"), one=governed)
    no = state("rb/1", when="2010", polarity="denies")
    no["tie"] = "two present_in aland"
    assert bears(no, about(HOSTS), about(HOSTS), one=governed)
    assert not bears(no, about(HOSTS), about(HOSTS))


def spoken_of(entry: Entry, **changes: Entry) -> set[str]:
    """Of which members a claim on a class is heard, somebody having asked of each as such."""
    asking = [
        claim(f"rf/{name}", f"{name} present_in aland", when="2010", modality="normative")
        for name in ("one", "two", "part")
    ]
    seen = ask(draft(entry, *asking, **changes))
    return {question.subject for question in seen.rows if "sb" in weights(seen, question)}


def test_classes_are_their_members_at_the_date() -> None:
    changes: Changes = {"two": {"exists": "..2004"}, "realm": {"classes": []}}
    entry = state("rb/1", when="2010", polarity="denies")
    entry["tie"] = "any armed-group except one present_in aland"
    assert spoken_of(entry, **changes) == set()
    entry["tie"] = "any armed-group except two present_in aland"  # subclasses count, a member that is no more does not
    assert spoken_of(entry, **changes) == {"one", "part"}
    entry["when"] = "2003"
    entry["tie"] = "any armed-group present_in aland"
    assert spoken_of(entry, **changes) == {"one", "part", "two"}
    entry.pop("when")  # its root's date
    assert spoken_of(entry, **changes) == {"one", "part"}


def test_a_class_adds_decibans_and_is_no_voice() -> None:
    entry = state("ra/1", when="2010")
    entry["tie"] = "any armed-group present_in aland"
    assert not ask(draft(entry)).rows  # it opens no question
    question = about("two present_in aland")
    asked = ask(draft(entry, claim("rf/1", "two present_in aland", when="2010", modality="normative")))
    assert not asked.assessed(question)
    assert asked.odds(question) == 0
    seen = ask(draft(entry, claim("rd/1", "two present_in aland", when="2010")))  # 12.8 dB and .9 of 1.8, of one voice
    row = seen.rows[question]
    assert (int(seen.judgements.for_it[row]), near(seen.likelihood(question), 0.79)) == (1, True)
    assert near(decibans(seen, question)["sa"], 10 * math.log10(19))
    bound = 10 * math.log10(0.79 / 0.21) - 10 * math.log10(19) - 0.9 * 10 * math.log10(1.5)
    assert near(explained(seen, question).bound_db, bound)
    assert {part.origin for part in explained(seen, question).contributions if part.audible} == {"sd"}
    # who speaks of the class at first hand and of the member at second is heard on the member
    own = claim("rb/1", "two present_in aland", when="2010", credit=["ra"])
    seen = ask(draft(entry, own, ra={"read": True}))
    assert int(seen.judgements.for_it[seen.rows[question]]) == 1
    assert near(weights(seen, question)["sa"], 0.9)


def test_symmetric_ties_have_one_spelling() -> None:
    entries = [claim("ra/1", "two fights one", when="2010", level="local", object_level="leadership")]
    entries.append(claim("rb/1", "one fights two", when="2010", level="leadership", object_level="local"))
    seen = ask(draft(*entries))
    question = about("one fights two", level="leadership", object_level="local")
    assert set(weights(seen, question)) == {"sa", "sb"}
    assert set(weights(seen, about("one fights two", level="leadership"))) == {"sa", "sb"}
    assert set(weights(seen, about("one fights two"))) == {"sa", "sb"}
    assert about("one fights two", level="local") not in seen.rows
    order = Order(to_book(draft(), shipped()), shipped())
    assert order.canonical(question.turned()) == question


def test_a_symmetric_tie_entails_for_both_its_ends() -> None:
    """Whichever end the one spelling begins with."""
    relations = dict(shipped().relations)
    relations["fights"] = msgspec.structs.replace(relations["fights"], entails=(Entailment(relation="threatens"),))
    vocab = Vocabulary(msgspec.structs.replace(shipped().lists, relations=relations), "fights")
    for tie in ("one fights two", "two fights one"):
        seen = judged(draft(claim("ra/1", tie, when="2010")), vocab, day("2010"))
        assert {about("one threatens two"), about("two threatens one")} <= seen.rows.keys()
