"""Names in running text: every spelling of the casebook's actors, whom an ambiguous one means, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.casebook.read import read_casebook
from armillary.names.finder import Finder
from armillary.names.mentions import Mention, Name, Scanner, sweep
from armillary.names.spellings import sound, spell
from armillary.vocab.read import read_vocabulary
from tests.conftest import ROOT
from tests.proposing.small import ACTORS, PLACES, make_actor


@pytest.fixture(scope="module")
def afghanistan() -> Finder:
    book, vocab, _ = read_casebook(ROOT / "casebooks" / "afghanistan", read_vocabulary(), None, ("actors",))
    return Finder(book.actors, vocab.places)


def ids(finder: Finder, text: str) -> list[str]:
    return [found.id for found in finder.find(text)]


@pytest.mark.parametrize(
    ("written", "actor"),
    [
        ("Tehreek-i-Taliban Pakistan", "ttp"),
        ("Tahreek e Taliban Pakistan", "ttp"),
        ("tehrik taliban Pakistan", "ttp"),
        ("Pakistani Taliban", "ttp"),
        ("Afghan Taliban", "taliban"),
        ("Taleban", "taliban"),
        ("al-Qa`ida", "al-qaeda"),
        ("AlQaeda", "al-qaeda"),
        ("Al-Qaïda", "al-qaeda"),
        ("ISKP", "is-khorasan"),
        ("IS-KP", "is-khorasan"),
        ("ISIL-K", "is-khorasan"),
        ("ISIS-Khorasan", "is-khorasan"),
        ("Daesh in Khorasan", "is-khorasan"),
        ("Sayf al-Adel", "saif-al-adl"),
        ("Usama Bin Ladin", "osama-bin-laden"),
        ("Jamaat-e-Ansarullah", "jamaat-ansarullah"),
        ("Hayʼat Tahrir ash-Sham", "hts"),
        ("Harakat al Shabab al-Mujahidin", "al-shabaab"),
        ("U.S.", "united-states"),
        ("طالبان", "taliban"),
        ("والقاعدة", "al-qaeda"),
        ("داعش خراسان", "is-khorasan"),
        ("the Haqqanis", "haqqani-network"),
    ],
)
def test_a_spelling_is_known(afghanistan: Finder, written: str, actor: str) -> None:
    assert ids(afghanistan, f"It was {written}, he said.") == [actor]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They told us it is so.", []),  # small letters are no acronym
        ("IS and the US met.", ["islamic-state", "united-states"]),
        ("Old mujahideen told Mujahid.", ["afghan-mujahideen", "zabihullah-mujahid"]),
        ("Jalaluddin Haqqani came. Haqqani left.", ["jalaluddin-haqqani", "jalaluddin-haqqani"]),
        ("Haqqani fighters came.", ["haqqani-network"]),
        ("Al Qaeda in Iraq fought.", ["al-qaeda-in-iraq"]),  # the longest, not al-qaeda and a place
        ("The Taliban. Pakistan is near.", ["taliban", "pakistan"]),  # no name runs over a full stop
    ],
)
def test_context_says_who_is_meant(afghanistan: Finder, text: str, found: list[str]) -> None:
    assert ids(afghanistan, text) == found


def test_the_span_is_that_of_the_name(afghanistan: Finder) -> None:
    text = "Men of al-Qa`ida's wing and U.S. troops; والقاعدة."
    assert [text[f.start : f.end] for f in afghanistan.find(text)] == ["al-Qa`ida", "U.S.", "والقاعدة"]


def test_the_adjective_of_a_state_is_told_from_its_name() -> None:
    found = Finder(ACTORS, PLACES).find("Kestani forces left Kestan.")
    assert [(f.kind, f.id, f.place) for f in found] == [("people", "kestan", "kestan"), ("actor", "kestan", "kestan")]


def test_a_name_of_its_own_comes_before_a_generated_spelling() -> None:
    actors = {
        a.id: a for a in (make_actor("a", "group", "Islamic State in Kestan"), make_actor("b", "group", "ISIS-Kestan"))
    }
    assert ids(Finder(actors, PLACES), "ISIS-Kestan came.") == ["b"]


def test_spellings_of_a_name() -> None:
    spellings = set(spell("Tehrik-e Taliban"))
    assert {"tehrik e taliban", "tehrik ul taliban", "tehrik taliban"} <= spellings
    assert sound("tehreek") == sound("tahrir") == sound("tehrik")
    assert sound("qaeda") == sound("qaida")
    assert sound("taliban") != sound("talib")


@given(st.text(max_size=200))
def test_any_text_is_scanned(text: str) -> None:
    finder = Finder(ACTORS, PLACES)
    found = finder.find(text)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=40))
def test_the_sweep_leaves_nothing_that_overlaps_and_drops_only_for_a_longer(spans: list[tuple[int, int]]) -> None:
    given_ = [Mention((f"{a}",), a, a + n, "x" * n) for a, n in spans]
    kept = sweep(given_)
    assert all(a.end <= b.start for a, b in pairwise(kept))
    spans_kept = {(k.start, k.end) for k in kept}
    for dropped in (g for g in given_ if (g.start, g.end) not in spans_kept):
        rivals = [g for g in given_ if g is not dropped and g.start < dropped.end and dropped.start < g.end]
        assert any(rival.end - rival.start >= dropped.end - dropped.start for rival in rivals)


def test_an_empty_gazetteer_finds_nothing() -> None:
    assert Scanner([]).scan("Anything at all.") == []
    assert Scanner([Name("a", "")]).scan("Anything at all.") == []


def test_a_long_text_is_scanned_in_one_pass() -> None:
    finder = Finder(ACTORS, PLACES)
    assert len(finder.find("Northern Front " * 5000)) == 5000
