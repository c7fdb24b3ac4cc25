"""How votes are weighed and counted: modality, credibility, relays, origins, statements."""

from __future__ import annotations

from tests.weighing.cases import shipped
from tests.weighing.drafts import claim
from tests.weighing.small import (
    ATTACK,
    HOSTS,
    Changes,
    about,
    ask,
    attack,
    decibans,
    draft,
    explained,
    near,
    state,
    weights,
)


def test_modality_weights() -> None:
    table = {"observed": 1.0, "official_record": 1.0, "stated": 0.9, "reported": 0.8, "assessed": 0.8}
    table |= {"estimated": 0.7, "alleged": 0.5, "possible": 0.5, "rumoured": 0.3}
    for modality, weight in table.items():
        seen = ask(draft(attack("ra/1", modality=modality)))
        assert near(weights(seen, about(ATTACK))["sa"], weight), modality
    for modality in ("conditional", "predicted", "hypothetical", "intended", "normative"):
        seen = ask(draft(attack("ra/1", modality=modality)))
        assert not seen.assessed(about(ATTACK))
        (silent,) = explained(seen, about(ATTACK)).not_counted
        assert silent.reason == f"{modality} claims never vote"
    assert set(shipped().modalities) == {*table, "conditional", "predicted", "hypothetical", "intended", "normative"}


def test_credibility_weights() -> None:
    for credibility, weight in {1: 1.0, 2: 1.0, 3: 0.8, 4: 0.4, 5: 0.15, 6: 1.0}.items():
        seen = ask(draft(attack("ra/1", credibility=credibility)))
        assert near(weights(seen, about(ATTACK))["sa"], weight), credibility


def test_relay_weights() -> None:
    for relay, weight in {"a": 0.9, "b": 0.9, "c": 0.7, "d": 0.7, "e": 0.7, "f": 0.7}.items():
        root = {"root": {"speaker": "sb", "date": "2009"}}
        if relay != "b":
            seen = ask(draft(attack(f"r{relay}/1", credit=["root"]), **root))
            assert near(weights(seen, about(ATTACK))["sb"], weight), relay
            assert explained(seen, about(ATTACK)).contributions[0].relays == 1
        seen = ask(draft(attack(f"r{relay}/1", credit=["rc", "unnamed/x"]), unnamed_x={"grade": "D"}))
        assert near(weights(seen, about(ATTACK))["unnamed/x"], weight * 0.7), relay
    # a root that was read somewhere has lost nothing
    for read in ({"read": True}, {}):
        found: Changes = {"root": {"speaker": "sb", "date": "2009", **read}}
        coded = [] if read else [claim("root/1", "two attacks realm", when="2009")]
        seen = ask(draft(attack("rd/1", credit=["root"]), *coded, **found))
        assert near(weights(seen, about(ATTACK))["sb"], 1.0)
    # a source may lower its speaker's grade, as a relay and as a root
    seen = ask(draft(attack("ra/1", credit=["root"]), root={"speaker": "sb"}, ra={"grade": "D"}))
    assert near(weights(seen, about(ATTACK))["sb"], 0.7)
    seen = ask(draft(attack("ra/1"), ra={"grade": "D"}))
    assert explained(seen, about(ATTACK)).contributions[0].grade == "D"
    # nobody relays himself
    seen = ask(draft(attack("rd/1", credit=["older"]), older={"speaker": "sd", "date": "2001"}))
    assert near(weights(seen, about(ATTACK))["sd"], 1.0)
    seen = ask(draft(attack("rd/1", credit=["sd"])))
    assert near(weights(seen, about(ATTACK))["sd"], 1.0)
    assert explained(seen, about(ATTACK)).contributions[0].relays == 0


def test_derived_sources_lead_to_their_root() -> None:
    """A copy is a link of the chain, at its head, in its middle and at its end; a circle ends where it closes."""
    copies = {"copy": {"speaker": "sc", "derived_from": "ra"}, "second": {"speaker": "sd", "derived_from": "copy"}}
    for entry in (attack("second/1"), attack("second/1", credit=["copy"]), attack("second/1", credit=["ra"])):
        found = explained(ask(draft(entry, **copies)), about(ATTACK)).contributions[0]
        assert (found.origin, found.relays) == ("sa", 2), entry
        assert near(found.weight, 0.7 * 0.7)
    seen = ask(draft(attack("copy/1", credit=["sb"]), **copies))
    assert explained(seen, about(ATTACK)).contributions[0].relays == 2
    assert near(weights(seen, about(ATTACK))["sb"], 0.7 * 0.9)
    circle = {"copy": {"speaker": "sc", "derived_from": "second"}, "second": {"speaker": "sd", "derived_from": "copy"}}
    assert list(weights(ask(draft(attack("copy/1"), **circle)), about(ATTACK))) == ["sd"]


def test_an_origin_votes_once() -> None:
    """However many documents: from the claim nearest its root, among equals the strongest."""
    root = {"root": {"speaker": "sb", "date": "2009"}, "other": {"speaker": "sb", "date": "2009"}}
    near_root = attack("root/1", modality="rumoured")
    relayed = [attack("ra/1", credit=["root"]), attack("rc/1", credit=["ra", "root"])]
    seen = ask(draft(near_root, *relayed, **root))
    found = explained(seen, about(ATTACK))
    assert [part.origin for part in found.contributions] == ["sb"]
    assert near(found.contributions[0].weight, 0.3)
    assert found.contributions[0].claims == ("root/1", "ra/1", "rc/1")
    assert {item.claim for item in found.not_counted} == {"ra/1", "rc/1"}
    assert all("nearer its root, by root/1" in item.reason for item in found.not_counted)
    seen = ask(draft(near_root, attack("other/1", modality="stated"), **root))
    assert near(weights(seen, about(ATTACK))["sb"], 0.9)
    (weaker,) = explained(seen, about(ATTACK)).not_counted
    assert weaker.reason == "the same origin already votes, with no less weight, by other/1"
    # each side of a question is a vote of its own
    seen = ask(draft(attack("root/1"), attack("other/1", polarity="denies"), **root))
    assert len(explained(seen, about(ATTACK)).contributions) == 2
    assert near(seen.judgements.own[seen.rows[about(ATTACK)]], 0.0)


def test_of_equal_claims_the_first_by_name_votes() -> None:
    for entries in ([attack("ra/1"), attack("ra/2")], [attack("ra/2"), attack("ra/1")]):
        assert explained(ask(draft(*entries)), about(ATTACK)).contributions[0].claims == ("ra/1", "ra/2")


def test_several_chains_are_several_origins() -> None:
    seen = ask(draft(attack("ra/1", credits=[["rb"], ["rc"]]), rb={"read": True}, rc={"read": True}))
    assert set(weights(seen, about(ATTACK))) == {"sb", "sc"}


def test_statements_are_the_speakers_word_and_his_deed() -> None:
    said = {"statement": "herald denies", "about": {"tie": HOSTS, "when": "2010"}, "when": "2010"}
    seen = ask(draft(claim("ra/1", **said), herald={"grade": "D", "speaks_for": "one"}))
    (part,) = explained(seen, about(HOSTS)).contributions
    assert (part.origin, part.polarity, part.stance, part.relays) == ("herald", "denies", "no_serves_me", 1)
    assert near(part.weight, 0.9 * 0.9)
    admits = said | {"statement": "herald admits"}
    assert (
        decibans(ask(draft(claim("ra/1", **admits), herald={"grade": "D", "speaks_for": "one"})), about(HOSTS))[
            "herald"
        ]
        > 0
    )
    twice = said | {"about": {"tie": HOSTS, "when": "2010", "polarity": "denies"}}  # he denies that it is not so
    assert weights(ask(draft(claim("ra/1", **twice), herald={"grade": "D"})), about(HOSTS))["herald"] > 0
    pointed = {"statement": "herald denies", "about": "rb/1", "when": "2010"}
    seen = ask(draft(state("rb/1"), claim("ra/1", **pointed), herald={"grade": "D"}))
    assert weights(seen, about(HOSTS))["herald"] < 0 < weights(seen, about(HOSTS))["sb"]
    unsaid = claim("ra/1", **said, polarity="denies")  # the source says that he did not say so
    assert about(HOSTS) not in ask(draft(unsaid, herald={"grade": "D"})).rows
    praise = claim("ra/1", statement="one praises", about={"actor": "two"}, when="2010")
    seen = ask(draft(praise, one_={"grade": "C"}))
    assert set(weights(seen, about("one praises two"))) == {"sa"}  # a deed, which the paper vouches for
