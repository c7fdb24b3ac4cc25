"""Unknown actors of documents: in full, by abbreviation, described by others, in theatres without a casebook."""

from __future__ import annotations

import pytest

from armillary.names.finder import Finder
from armillary.proposing.proposals import NewActor
from armillary.proposing.rules import Rules
from armillary.reading.splitter import split
from tests.proposing.small import ACTORS, PLACES, vocabulary


def strangers(text: str, with_actors: bool = False) -> dict[str, NewActor]:
    vocab = vocabulary()
    rules = Rules(vocab, Finder(ACTORS, {**vocab.places, **PLACES}) if with_actors else Finder({}, vocab.places))
    return {new.name: new for new in rules.new_actors(list(rules.lines(split(text))))}


SAHEL = """
In March 2017 Ansar Dine, Katiba Macina and al-Mourabitoun merged into Jama'at Nusrat al-Islam wal-Muslimin (JNIM).
JNIM fighters fought the Islamic State in the Greater Sahara (ISGS) near Menaka. JNIM denied it. Colonel Moussa Diallo
said so. Jama'at Nusrat ul-Islam wal-Muslimin grew. The jihadist group Ansaroul Islam coordinates with Katiba Macina.

The Movement for Unity and Jihad in West Africa (MUJAO) left al-Qaeda in the Islamic Maghreb (AQIM). Militias such as
Dan Na Ambassagou were accused by the University of Bamako. Boko Haram fighters met Mr Amadou Group.
"""
PHILIPPINES = """
The Bangsamoro Islamic Freedom Fighters (BIFF), a splinter faction of the Moro Islamic Liberation Front (MILF), fought.
The New People's Army (NPA), the armed wing of the Communist Party of the Philippines, attacked. A dissident faction of
the MILF left. The Abu Sayyaf Group and Abu Sayyaf fighters came. Police Colonel Juan Cruz and Jose Ramos spoke.
"""
MYANMAR = """
The Arakan Army (AA) and the Kachin Independence Army (KIA) attacked. Two were KIA and six wounded. AA units left. The
Karen National Union's armed wing, the Karen National Liberation Army (KNLA), fought. THE AA TOOK SITTWE AND MORE.
"""


def test_a_theatre_without_a_casebook_sahel() -> None:
    found = strangers(SAHEL)
    assert found.keys() == {
        *("Jama'at Nusrat al-Islam wal-Muslimin", "Ansar Dine", "Katiba Macina", "al-Mourabitoun", "Ansaroul Islam"),
        *("Islamic State in the Greater Sahara", "Movement for Unity and Jihad in West Africa", "Dan Na Ambassagou"),
        *("al-Qaeda in the Islamic Maghreb", "Boko Haram"),
    }
    first = found["Jama'at Nusrat al-Islam wal-Muslimin"]
    assert (first.short, first.times) == ("JNIM", 4)
    assert set(first.written) >= {"JNIM", "Jama'at Nusrat ul-Islam wal-Muslimin"}
    assert "Katiba Macina" in first.beside_new
    assert next(iter(found)) == first.name
    assert found["Movement for Unity and Jihad in West Africa"].short == "MUJAO"


def test_a_theatre_without_a_casebook_philippines() -> None:
    found = strangers(PHILIPPINES)
    assert (found["Bangsamoro Islamic Freedom Fighters"].tie, found["Bangsamoro Islamic Freedom Fighters"].to) == (
        "splinter_of",
        "Moro Islamic Liberation Front",
    )
    assert (found["New People's Army"].tie, found["New People's Army"].to) == (
        "part_of",
        "Communist Party of the Philippines",
    )
    assert found["dissident faction of the MILF"].tie == "splinter_of"
    assert found["Abu Sayyaf Group"].times == 2
    assert not [name for name in found if "Cruz" in name or "Ramos" in name]


def test_a_theatre_without_a_casebook_myanmar() -> None:
    found = strangers(MYANMAR)
    assert found["Arakan Army"].times == 2
    assert found["Kachin Independence Army"].times == 1
    assert (found["Karen National Liberation Army"].tie, found["Karen National Liberation Army"].to) == (
        "part_of",
        "Karen National Union",
    )


def test_a_name_in_arabic_script_is_found_by_how_it_opens() -> None:
    assert strangers("أعلنت حركة الشباب المجاهدين ذلك. اور لشکر طیبہ").keys() == {"حركة الشباب المجاهدين", "لشکر طیبہ"}


@pytest.mark.parametrize(
    ("text", "name", "tie"),
    [
        ("A splinter faction of the River Army attacked.", "splinter faction of the River Army", "splinter_of"),
        ("The River Army's Kestani affiliate attacked.", "River Army's Kestani affiliate", "affiliate_of"),
        ("The River Army grew. The group's branch in Kestan attacked.", "branch in Kestan", "affiliate_of"),
        ("The River Army's youth wing marched.", "River Army's youth wing", "part_of"),
        ("Pro-River Army militias burned houses.", "Pro-River Army militias", "has_ties_with"),
        ("A River Army-backed militia came.", "River Army-backed militia", "has_ties_with"),
    ],
)
def test_a_description_is_an_actor_with_a_tie(text: str, name: str, tie: str) -> None:
    (found,) = strangers(text, True).values()
    assert (found.name, found.tie, found.to) == (name, tie, "river-army")


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Front is a splinter of the River Army.",  # it describes somebody who is known
        "The Northern Front, an affiliate of the River Army in Kestan, came.",
        "The River Army's affiliate in Kestan, the Northern Front, came.",
        "It fought as a unit of the River Army in Kestan.",
        "The River Army has affiliates and branches.",
        "Omar Saleh's network in Kestan paid.",  # a person's
        "The River Army should be the front.",
        "Anti-River Army militias came.",
        "The River Army Movement came.",  # a known name with a general word
    ],
)
def test_what_is_no_new_actor(text: str) -> None:
    assert not strangers(text, True)


def test_the_same_description_counts_once() -> None:
    text = "The River Army's Kestani affiliate came. It was the River Army's day. The group's affiliate in Kestan left."
    (found,) = strangers(text, True).values()
    assert (found.name, found.times) == ("River Army's Kestani affiliate", 2)
    assert [text[a:b] for a, b in found.spans] == ["River Army's Kestani affiliate", "affiliate in Kestan"]


def test_a_mere_abbreviation_must_come_again() -> None:
    assert not strangers("The River Army met the XQZ.", True)
    again = strangers("The River Army met the XQZ. The River Army left the XQZ.", True)
    assert (again["XQZ"].times, again["XQZ"].beside) == (2, ("river-army",))


DELTA = """
The Kivuma Defence Union (KDU; اتحاد الدفاع) fought Nuru Jadid fighters in the Mbira Forest. Rwandan rebels fled.
The Lions of the Oued accused the KDU. The Union of Herders and the KDU signed. Mbira Forest militants left. The
Lions of the Oued in Agassa grew, and so did Nuru Jadid. Foreign fighters left. Nuru Jadid denied it. The Black
Scorpions fought the KDU. The KDU met the Black Scorpions. The KDU attacked the Black Scorpions. The Patriotic Front
met the KDU. The Patriotic Front for the Delta (PFD) was formed in the Niger delta.
"""


def test_what_a_reader_would_list_and_no_forest_no_people_and_no_half_of_a_name() -> None:
    found = strangers(DELTA)
    assert found.keys() == {
        *("Kivuma Defence Union", "Nuru Jadid", "Lions of the Oued", "Union of Herders", "Black Scorpions"),
        "Patriotic Front for the Delta",
    }
    assert (found["Kivuma Defence Union"].short, found["Kivuma Defence Union"].times) == ("KDU", 7)
    assert found["Patriotic Front for the Delta"].times == 2
