"""On whose word a claim stands: by verb, preposition, report, interview, quotation; and who says nothing."""

from __future__ import annotations

import pytest

from tests.proposing.small import propose

pytest.importorskip("spacy")

FUNDS = "the River Army funds the Northern Front"


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"Maria Lopez, a researcher at the Hill University, argues that {FUNDS}.", ("Maria Lopez",)),
        (f"Maria Lopez's report found that {FUNDS}.", ("Maria Lopez",)),
        (f"An investigation by the Hill Gazette revealed that {FUNDS}.", ("Hill Gazette",)),
        (f"In an interview, Omar Saleh said that {FUNDS}.", ("omar-saleh",)),
        (f"Omar Saleh was quoted as saying that {FUNDS}.", ("omar-saleh",)),
        (f"In the view of one analyst, {FUNDS}.", ("one analyst",)),
        (f"In Omar Saleh's view, {FUNDS}.", ("omar-saleh",)),
        (f"Weiss, Lopez and others believe that {FUNDS}.", ("Weiss", "Lopez")),
        (f"Two of the interviewees maintained that {FUNDS}.", ("Two of the interviewees",)),
        (f"The Kestan Times, citing military sources, reported that {FUNDS}.", ("Kestan Times", "military sources")),
        (f"Kestani officials told the newspaper that {FUNDS}.", ("Kestani officials",)),
        (f"There are reports that {FUNDS}.", ("reports",)),
        (f"Per one diplomat, {FUNDS}.", ("one diplomat",)),
        ("The River Army, according to Lopez, funds the Northern Front.", ("Lopez",)),
        ("The River Army funds the Northern Front, reports the Hill Gazette.", ("Hill Gazette",)),
        ('"The River Army funds the Northern Front," Omar Saleh said.', ("omar-saleh",)),
        ("The River Army claimed an attack on the Northern Front.", ("river-army",)),
        ("The River Army released a statement claiming it funds the Northern Front.", ("river-army",)),
    ],
)
def test_who_is_credited(text: str, credit: tuple[str, ...]) -> None:
    found = propose(text)
    assert found
    assert {one.credit for one in found} == {credit}


@pytest.mark.parametrize(
    "text",
    [
        f"The attack showed that {FUNDS}.",
        f"This suggests that {FUNDS}.",
        f"Evidence suggests that {FUNDS}.",
        "The River Army is said to fund the Northern Front.",
        "The River Army found a base of the Northern Front in Kestan.",
        "The River Army expressed its loyalty to the Northern Front.",
        "Omar Saleh maintained close ties with the Northern Front.",
        "Although Omar Saleh joined the Northern Front, he maintained ties with the River Army.",
        f"The findings suggest that {FUNDS}.",
        f"This study shows that {FUNDS}.",
        "The River Army told its fighters to attack the Northern Front.",
        "The River Army pays the Northern Front 10 million dollars per month.",
        "While Omar Saleh said that the war was over, the River Army attacked the Northern Front.",
        "After the River Army attacked the Northern Front, Omar Saleh said that he was sad.",
        "Experts say the River Army is weak. The River Army attacked the Northern Front in 2014.",
        "Weiss contends that the war is over. In 2014 the River Army attacked the Northern Front.",
    ],
)
def test_nobody_is_credited(text: str) -> None:
    assert {one.credit for one in propose(text)} <= {()}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ('"It is over," Omar Saleh said. "The River Army funds the Northern Front," he added.', ("omar-saleh",)),
        (f"Omar Saleh gave an interview on Monday. He said that {FUNDS}.", ("omar-saleh",)),
        (f"Maria Lopez's study says that it began in 2014. The study adds that {FUNDS}.", ("Maria Lopez",)),
        (f"Two experts were asked. They said that {FUNDS}.", ("Two experts",)),
        ("Weiss writes that it began in 2014. The River Army attacked the Northern Front, she notes.", ("Weiss",)),
        ("As one expert noted, “it is bad. The River Army funds the Northern Front”.", ("one expert",)),
    ],
)
def test_who_goes_on_is_known_from_a_sentence_without_a_claim(text: str, credit: tuple[str, ...]) -> None:
    assert propose(text)[-1].credit == credit


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("The council published its findings. The River Army funds the Northern Front, it said.", ("council",)),
        ("The council met the River Army in March. It said that Kestan funds the River Army.", ("council",)),
        ("Analysts see a change. They say that Kestan funds the River Army. They add that it is old.", ("Analysts",)),
        ("The bomb killed ten men of the River Army. It said that Kestan funds the River Army.", ()),
        ("The bridge in Kestan fell in May. The River Army funds the Northern Front, he said.", ()),
        ("The River Army grew. It said that it funds the Northern Front.", ()),
        ("The council met in May. Kestan funds the River Army, he said.", ()),
    ],
)
def test_it_and_they_that_say_are_who_spoke_last(text: str, credit: tuple[str, ...]) -> None:
    found = [one for one in propose(text) if one.relation == "funds"]
    assert [one.credit for one in found] == [credit]
