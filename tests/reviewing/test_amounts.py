"""Amounts on the desk: what is written of them, and that a rate is not taken for a total."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from armillary.casebook.records import Quantity
from armillary.proposing.proposals import Proposed
from armillary.proposing.store import store_proposals
from armillary.reviewing.desk import Desk
from armillary.reviewing.pile import Refused
from armillary.reviewing.slips import Slip
from tests.reviewing.small import TEXT, TRAINED, make_casebook, open_desk, propose

OWN = "It puts those under arms at about six hundred."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    book = make_casebook(tmp_path)
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    amounts = (
        propose("green-front", "strength", "some 600 fighters", TRAINED, value="~600 fighters", frame="amount"),
        propose("green-front", "revenue", "$2 million a year", TRAINED, value="2 million USD per year", frame="amount"),
    )
    made = Proposed(document="north.md", sha256=sha256, extractor="counting", sentences=5, parsed=5, proposals=amounts)
    store_proposals(book, made)
    return open_desk(book)


def of(desk: Desk, measure: str) -> Slip:
    return next(one for one in desk.slips if one.proposal.relation == measure)


def test_an_accepted_amount_is_a_claim_on_a_value(desk: Desk) -> None:
    slip = of(desk, "strength")
    written = desk.accept(slip, desk.show(slip).draft.put("text", OWN))
    matter = desk.checked.casebook.claims[written.claim].matter
    assert isinstance(matter, Quantity)
    assert (matter.subject, matter.measure, matter.value.text) == ("green-front", "strength", "~600 fighters")
    assert desk.decided[slip.id].verdict == "accepted"
    assert desk.decided[slip.id].holds is True


def test_another_value_is_an_edit_that_speaks_against_the_proposal(desk: Desk) -> None:
    slip = of(desk, "strength")
    desk.accept(slip, desk.show(slip).draft.put("text", OWN).put("value", "~700 fighters"))
    verdict = desk.decided[slip.id]
    assert (verdict.verdict, verdict.holds) == ("edited", False)
    assert verdict.edited == {"value": ("~600 fighters", "~700 fighters")}


def test_a_rate_is_not_written_as_a_total(desk: Desk) -> None:
    slip = of(desk, "revenue")
    draft = desk.show(slip).draft
    assert "a rate is a flow" in draft.gaps[0]
    with pytest.raises(Refused, match="USD per year"):
        desk.accept(slip, draft.put("text", OWN))
