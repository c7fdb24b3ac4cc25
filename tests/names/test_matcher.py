"""From a written name to whom it means, in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.names.matcher import Ambiguous, Found, Matcher, Named, Unknown

ACTORS = [
    ("al-qaeda", "Al-Qaida"),
    ("al-qaeda", "القاعدة"),
    ("al-qaeda", "AQ"),
    ("haqqani-network", "Haqqani Network"),
    ("haqqani-network", "شبکه حقانی"),  # Dari
    ("haqqani-network", "HQN"),
    ("haqqani-leader", "Haqqani"),
    ("haqqani-family", "Haqqani"),
    ("is-khorasan", "Islamic State Khorasan Province"),
    ("is-khorasan", "ISK"),
    ("is-khorasan", "ISIL-K"),
    ("taliban", "Taliban"),
    ("taliban", "طالبان"),
    ("taliban", "د طالبانو اسلامي غورځنګ"),  # Pashto
    ("ttp", "Tehrik-e Taliban Pakistan"),
    ("ttp", "تحریک طالبان پاکستان"),  # Urdu
    ("ttp", "Pakistani Taliban"),
    ("the-base", "The Base"),
    ("base-media", "Al-Base"),
]


@pytest.fixture(scope="module")
def matcher() -> Matcher[str]:
    return Matcher(ACTORS)


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("al-Qa`ida", "al-qaeda"),
        ("القاعده", "al-qaeda"),
        ("شبكة حقاني", "haqqani-network"),
        ("طالبان", "taliban"),
        ("د طالبانو اسلامی غورځنگ", "taliban"),
        ("تحریکِ طالبان پاکستان", "ttp"),
        ("TEHRIK E TALIBAN PAKISTAN", "ttp"),
        ("hqn", "haqqani-network"),
    ],
)
def test_a_folded_name_means_its_bearer(matcher: Matcher[str], text: str, identity: str) -> None:
    found = matcher.find(text)
    assert isinstance(found, Found)
    assert found.id == identity
    assert found.exact


def test_an_id_wins_over_every_name() -> None:
    matcher = Matcher([("taliban", "Islamic Emirate"), ("ttp", "taliban"), ("haqqani", "taliban")])
    assert matcher.find("taliban") == Found("taliban", "Islamic Emirate")
    assert isinstance(matcher.find("Taliban"), Ambiguous)


def test_a_name_that_several_bear_is_ambiguous(matcher: Matcher[str]) -> None:
    assert matcher.find("HAQQANI") == Ambiguous(
        (Named("haqqani-family", "Haqqani"), Named("haqqani-leader", "Haqqani"))
    )


def test_a_name_given_twice_for_one_is_not_ambiguous() -> None:
    matcher = Matcher([("haqqani-network", "Haqqani Network"), ("haqqani-network", "haqqani network")])
    assert matcher.find("Haqqani network") == Found("haqqani-network", "Haqqani Network")


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Qaida", "al-qaeda"),
        ("the Haqqani Network", "haqqani-network"),
        ("The al-Qaida", "al-qaeda"),
        ("alqaida", "al-qaeda"),
        ("IS-K", "is-khorasan"),
        ("ISILK", "is-khorasan"),
        ("شبکه‌حقانی", "haqqani-network"),  # a zero-width non-joiner instead of the space
        ("Is Khorasan", "is-khorasan"),  # the id in another spelling
    ],
)
def test_a_looser_spelling_means_its_only_bearer(matcher: Matcher[str], text: str, identity: str) -> None:
    found = matcher.find(text)
    assert isinstance(found, Found)
    assert found.id == identity
    assert not found.exact


def test_a_looser_spelling_that_fits_two_is_unknown(matcher: Matcher[str]) -> None:
    found = matcher.find("base")
    assert isinstance(found, Unknown)
    assert {named.id for named in found.suggestions} >= {"the-base", "base-media"}


def test_the_nearest_names_are_suggested_best_first(matcher: Matcher[str]) -> None:
    found = matcher.find("Tehreek-e Taliban Pakisan")
    assert isinstance(found, Unknown)
    assert found.suggestions[0] == Named("ttp", "Tehrik-e Taliban Pakistan")
    assert len(found.suggestions) <= 3
    assert len({named.id for named in found.suggestions}) == len(found.suggestions)
    assert str(found.suggestions[0]) == "Tehrik-e Taliban Pakistan (ttp)"


def test_a_mistyped_id_is_suggested(matcher: Matcher[str]) -> None:
    found = matcher.find("haqani-netwk")
    assert isinstance(found, Unknown)
    assert found.suggestions[0].id == "haqqani-network"


def test_a_slip_in_another_script_is_suggested(matcher: Matcher[str]) -> None:
    found = matcher.find("شبکه حقنی")
    assert isinstance(found, Unknown)
    assert found.suggestions[0] == Named("haqqani-network", "شبکه حقانی")


@pytest.mark.parametrize("text", ["", "---", "Zzyzx", "😀"])
def test_nothing_like_it_is_unknown_without_suggestions(matcher: Matcher[str], text: str) -> None:
    assert matcher.find(text) == Unknown(())


def test_nobody_is_known_to_an_empty_matcher() -> None:
    empty: Matcher[str] = Matcher([])
    assert empty.find("Taliban") == Unknown(())


def test_a_name_without_letters_is_no_name() -> None:
    assert Matcher([("x", "---"), ("y", "...")]).find("---") == Unknown(())


NAMES = st.lists(st.tuples(st.sampled_from(["a", "b", "c-d", "e/1"]), st.text(max_size=8)), max_size=8)


@given(NAMES, st.text(max_size=8))
def test_the_order_of_the_pairs_decides_nothing(pairs: list[tuple[str, str]], text: str) -> None:
    turned = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    one, other = Matcher(pairs).find(text), Matcher(turned).find(text)
    assert type(one) is type(other)
    if isinstance(one, Found) and isinstance(other, Found):
        assert one.id == other.id


@given(NAMES)
def test_every_name_leads_to_its_bearer_or_names_it_among_others(pairs: list[tuple[str, str]]) -> None:
    matcher = Matcher(pairs)
    for identity, name in pairs:
        found = matcher.find(name)
        if isinstance(found, Ambiguous):
            assert identity in {named.id for named in found.candidates}
        elif isinstance(found, Found) and name.strip() not in {other for other, _ in pairs}:
            assert found.id == identity


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Tahreek-e-Taliban Pakistan", "ttp"),
        ("Tehreek-i-Taliban Pakistan", "ttp"),
        ("Tahreek-e Taliban", "ttp"),
        ("al-Qaeda", "al-qaeda"),
        ("Haqani Netvork", "haqqani-network"),
    ],
)
def test_another_romanisation_means_the_same(matcher: Matcher[str], text: str, identity: str) -> None:
    found = matcher.find(text)
    assert isinstance(found, Found)
    assert found.id == identity


def test_a_beginning_that_several_names_share_means_none() -> None:
    matcher = Matcher([("ttp", "Tehrik-e Taliban Pakistan"), ("tta", "Tehrik-e Taliban Afghanistan")])
    assert isinstance(matcher.find("Tahreek-e Taliban"), Unknown)


def test_a_beginning_of_an_own_name_comes_before_that_of_an_alias() -> None:
    found = Matcher(
        [
            ("ja", "Jamaat Ansarullah"),
            ("ja", "Tehrik-e Taliban Tajikistan"),
            ("ttp", "Tehrik-e Taliban Pakistan"),
        ]
    ).find("Tahreek-e Taliban")
    assert isinstance(found, Found)
    assert found.id == "ttp"


def test_one_word_is_no_beginning() -> None:
    assert isinstance(Matcher([("ttp", "Tehrik-e Taliban Pakistan")]).find("Tahreek"), Unknown)
