"""One gazetteer: a name means the same in a document, a query and a list, in every spelling, in other theatres too."""

from __future__ import annotations

import pytest

from armillary.casebook.casebook import Casebook
from armillary.casebook.read import read_casebook
from armillary.names.called import bearer, bearers, called, matcher
from armillary.names.consonants import bones, consonants
from armillary.names.finder import Finder
from armillary.names.homonyms import Homonyms
from armillary.names.matcher import Ambiguous, Found, Matcher
from armillary.names.spellings import is_known_by_consonants
from armillary.vocab.read import read_vocabulary
from armillary.vocab.terms import Homonym
from armillary.vocab.vocabulary import Vocabulary
from tests.conftest import ROOT
from tests.names.theatres import ACTORS, SPELLINGS
from tests.proposing.small import PLACES, make_actor


@pytest.fixture(scope="module")
def shipped() -> tuple[Casebook, Vocabulary]:
    book, vocab, _ = read_casebook(ROOT / "casebooks" / "afghanistan", read_vocabulary(), None, ("actors",))
    return book, vocab


@pytest.fixture(scope="module")
def finder() -> Finder:
    vocab = read_vocabulary()
    return Finder(ACTORS, vocab.places, vocab.lists.homonyms.values())


@pytest.fixture(scope="module")
def known() -> Matcher[str]:
    return matcher(map(bearer, ACTORS.values()), read_vocabulary().places)


@pytest.mark.parametrize(("written", "actor"), SPELLINGS.items())
def test_a_spelling_of_another_theatre_is_known_alike(
    finder: Finder, known: Matcher[str], written: str, actor: str
) -> None:
    assert [found.id for found in finder.find(f"It was {written} there.")] == [actor]
    asked = known.whom(written)
    assert isinstance(asked, Found)
    assert asked.id == actor


def test_what_a_text_means_a_query_means(shipped: tuple[Casebook, Vocabulary]) -> None:
    """For each spelling under which texts are read, the query gives the same, or names it among several."""
    book, vocab = shipped
    all_known = [bearer(actor) for actor in book.actors.values()]
    finder, asked = Finder(book.actors, vocab.places), matcher(all_known, vocab.places)
    differ = []
    for name in called(all_known, vocab.places):
        kind, _, identity = name.id.partition(":")
        written = name.written or (name.folded.title() if name.capital else name.folded)
        whole = [f for f in finder.find(written) if (f.start, f.end) == (0, len(written))]
        if kind != "actor" or not whole or whole[0].kind != "actor":
            continue
        match = asked.whom(written)
        meant = {match.id} if isinstance(match, Found) else {c.id for c in match.candidates} if match else set()
        if whole[0].id not in meant:
            differ.append((written, whole[0].id, meant, identity))
    assert not differ


def test_every_name_of_the_shipped_casebook_is_found_in_a_text(shipped: tuple[Casebook, Vocabulary]) -> None:
    book, vocab = shipped
    finder = Finder(book.actors, vocab.places)
    missed = [
        (actor.id, name)
        for actor in book.actors.values()
        for name in bearer(actor).names
        if actor.id not in {i for f in finder.find(f"so {name} said") for i in (f.id, *f.others)}
    ]
    assert not missed


def test_rows_of_a_book_bear_the_same_names(shipped: tuple[Casebook, Vocabulary]) -> None:
    actors = [a for a in shipped[0].actors.values() if a.aliases]
    rows = [{"id": a.id, "kind": a.kind, "name": a.name, "short": a.short} for a in actors]
    aliases = [{"actor": a.id, "name": alias.name, "note": alias.note} for a in actors for alias in a.aliases]
    assert bearers(rows, aliases) == [bearer(actor) for actor in actors]


@pytest.mark.parametrize(
    ("one", "other"),
    [("abdulkarim", "abdelkerim"), ("abderrahmane", "abdurrahman"), ("jamal", "djamel"), ("dawood", "daud")],
)
def test_spellings_share_their_consonants(one: str, other: str) -> None:
    assert consonants(one) == consonants(other)


def test_consonants_tell_names_apart() -> None:
    assert len({consonants(name) for name in ("muhammad", "mahmud", "ahmad", "hamid", "zahid", "sayed")}) == 6
    assert bones("الشباب") == bones("شباب")
    assert not is_known_by_consonants("abu ali")
    assert is_known_by_consonants("usama bin ladin")


@pytest.mark.parametrize("written", ["Haqqani, Jalaluddin", "Mullah Jalaluddin Haqani", "jalaluddin haqani"])
def test_a_list_may_write_a_person_its_own_way(known: Matcher[str], written: str) -> None:
    assert known.whom(written) == Found("jalaluddin", "Jalaluddin Haqqani", exact=False)


def test_a_list_is_not_read_by_surnames() -> None:
    assert matcher(map(bearer, ACTORS.values()), {}).whom("Mehsud") is not None
    assert matcher(map(bearer, ACTORS.values()), {}, surnames=False).whom("Mehsud") is None


def test_a_long_name_may_come_in_another_order_or_lack_a_part() -> None:
    one = matcher([bearer(make_actor("a", "person", "Tharwat Salah Omar Shihata"))], {})
    assert isinstance(one.whom("Shihata Tharwat Salah Omar"), Found)
    assert isinstance(one.whom("Tharwat Salah Shihata"), Found)
    assert one.whom("Salah Omar") is None


def test_a_surname_that_several_bear_asks_which() -> None:
    names = [make_actor("a", "person", "Omar Haqqani"), make_actor("b", "person", "Ali Haqqani")]
    asked = matcher(map(bearer, names), {}).whom("Haqqani")
    assert isinstance(asked, Ambiguous)
    assert [named.id for named in asked.candidates] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ten were KIA and five WIA.", []),
        ("The KIA took a base.", ["kachin-army"]),
        ("AA batteries fired at the jets.", []),
        ("The AA took Sittwe.", ["arakan-army"]),
        ("The Australian ADF sent planes.", []),
        ("The ADF killed villagers.", ["adf"]),
        ("The youth (shabaab) came with an old jamaat.", []),
        ("It is so, and so is this.", []),
    ],
)
def test_a_homonym_is_told_by_what_stands_near_it(finder: Finder, text: str, found: list[str]) -> None:
    assert [f.id for f in finder.find(text) if f.kind == "actor" and not f.place] == found


def test_a_casebook_may_add_a_homonym() -> None:
    other = Homonyms([Homonym(id="river", definition="A river.", name="Hamas", beside=("water",))])
    assert other.is_other("the water of Hamas", 13, 18)
    assert not other.is_other("the men of Hamas", 11, 16)


def test_a_shared_name_means_the_one_named_last() -> None:
    actors = {
        a.id: a
        for a in (make_actor("one", "group", "Northern Front", "The Youth"), make_actor("two", "group", "River Army"))
    }
    actors["two"] = make_actor("two", "group", "River Army", "The Youth", territory="kestan")
    finder = Finder(actors, PLACES)
    assert [f.id for f in finder.find("The River Army came. The Youth left.")] == ["two", "two"]
    assert [f.id for f in finder.find("The Northern Front came. The Youth left.")] == ["one", "one"]
    assert [f.id for f in finder.find("In Kestan the Youth left.") if f.kind == "actor"] == ["two"]


def test_a_name_is_known_without_its_country_or_movement(finder: Finder) -> None:
    assert [f.id for f in finder.find("Nusrat al-Islam wal-Muslimin and Sipah e Sahaba Pakistan")] == [
        "jnim",
        "sipah-e-sahaba",
    ]


def test_places_tell_what_a_branch_is_called_and_are_no_actors(shipped: tuple[Casebook, Vocabulary]) -> None:
    book, vocab = shipped
    actors = [make_actor("t", "group", "Taliban"), make_actor("p", "group", "Movement of the Taliban of Pakistan")]
    asked = matcher(map(bearer, actors), vocab.places, only_actors=True)
    assert asked.whom("Pakistani Taliban") == Found("p", "Movement of the Taliban of Pakistan", exact=False)
    assert asked.whom("Kabul") is None
    assert matcher(map(bearer, actors), vocab.places).whom("Kabul") is not None
    assert matcher(map(bearer, book.actors.values()), vocab.places).whom("Afghanistan") is not None
