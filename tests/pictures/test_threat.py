"""The threat picture: every word follows from claims, reach is seen from home, and small places are not named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from armillary.book.book import Book, open_book
from armillary.compile import build_casebook
from armillary.finding import ArmillaryError
from armillary.pictures.grounds import HARM, coarse
from armillary.pictures.reach import Map
from armillary.pictures.records import Threat
from armillary.pictures.screens.threat import ASPECTS, FINDINGS
from armillary.pictures.sentences import in_text, is_plural, listed, sentence, tie_sentence
from armillary.pictures.threat import threat
from armillary.pictures.ties import ties
from tests.shipped import build_shipped

FILES = {
    "armillary.toml": 'format = 1\ntitle = "Threats"\nas_of = "2024-06-30"\n',
    "actors/actors.yaml": """actors:
  - {id: red-band, kind: group, name: Red Band, classes: [foreign-armed-group]}
  - {id: blue-front, kind: faction, name: Blue front, classes: [foreign-armed-group]}
  - {id: quiet-men, kind: group, name: Quiet Men, classes: [foreign-armed-group]}
  - {id: kabul-power, kind: state, name: Kabulistan, territory: afghanistan}
  - {id: pakistan, kind: state, name: Pakistan, territory: pakistan, classes: [neighbouring-state]}
  - {id: france, kind: state, name: France, territory: france}
""",
    "speakers/speakers.yaml": """speakers:
  - {id: monitors, kind: research_body, name: Monitors, grade: A, grade_reason: A long record.}
  - {id: institute, kind: research_body, name: Institute, grade: B, grade_reason: A good record.}
  - {id: red-band, kind: party, name: Red Band, grade: D, grade_reason: It speaks for itself., speaks_for: red-band}
""",
    "sources/sources.yaml": """sources:
  - {id: yearly, kind: report, title: Yearly report, speaker: monitors, date: 2024-05, read: true}
""",
    "claims/yearly.yaml": """source: yearly
defaults: {modality: observed, coder: wm, coded: 2024-06-01}
claims:
  - {id: yearly/1, at: p1, tie: red-band present_in afghanistan, when: 2024-04, text: It is there.}
  - {id: yearly/2, at: p2, tie: red-band attacks pakistan, when: 2024-04, text: It struck.}
  - {id: yearly/3, at: p3, statement: red-band threatens, about: {actor: france}, when: 2024-03, text: It threatened.}
  - id: yearly/4
    at: p4
    incident: red-band attacks kabul-power
    type: ambush
    event: one
    when: 2024-02
    where: karachi
    text: An ambush near the bridge of a village.
  - {id: yearly/5, at: p5, quantity: red-band strength, value: 300..500 fighters, when: 2024, text: Some hundreds.}
  - {id: yearly/6, at: p6, tie: quiet-men present_in afghanistan, when: 2023, text: They live there.}
  - {id: yearly/7, at: p7, tie: blue-front attacks kabul-power, polarity: denies, when: 2024, text: It did not.}
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    root = tmp_path_factory.mktemp("threat")
    for name, text in FILES.items():
        (root / "case" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "case" / name).write_text(text, "utf-8")
    checked, manifest = build_casebook(root / "case", root / "book")
    assert manifest is not None, checked.findings
    with open_book(root / "book") as book:
        yield book


@pytest.fixture(scope="module")
def shipped() -> Iterator[Book]:
    with open_book(build_shipped()) as book:
        yield book


def of(book: Book, name: str) -> Threat:
    found: list[Threat] = threat(book, name)
    return found[0]


def test_each_aspect_follows_from_its_claims(made: Book) -> None:
    red = of(made, "red-band")
    assert red.home == "afghanistan"
    assert (red.capability.finding, red.intent.finding) == ("shown", "shown")
    assert (red.local.finding, red.regional.finding, red.external.finding) == ("presence", "attacks", "threats")
    assert red.trend.finding == "rising"
    assert {claim for ground in red.regional.grounds for claim in ground.claims} == {"yearly/2", "yearly/4"}
    assert {claim for ground in red.external.grounds for claim in ground.claims} == {"yearly/3"}
    assert any(ground.relation == "strength" for ground in red.capability.grounds)


def test_what_nobody_speaks_of_is_not_known(made: Book) -> None:
    quiet = of(made, "quiet-men")
    assert (quiet.capability.finding, quiet.intent.finding, quiet.trend.finding) == ("not_known",) * 3
    assert (quiet.local.finding, quiet.regional.finding) == ("presence", "not_known")
    assert "No claim says how many fighters Quiet Men has." in quiet.unknown
    assert of(made, "blue-front").intent.finding == "doubted"


def test_no_place_as_small_as_a_district_is_named(made: Book) -> None:
    ambush = next(g for g in of(made, "red-band").regional.grounds if g.what == "incident")
    assert ambush.text == "an ambush by Red Band against Kabulistan in Sindh"
    assert "village" not in ambush.text
    assert coarse(made, "karachi") == "sindh"
    assert coarse(made, "afghanistan") == "afghanistan"


def test_before_it_was_published_nothing_is_known(made: Book) -> None:
    assert threat(made, known_by="2020") == []


def test_there_is_never_a_word_without_claims(shipped: Book) -> None:
    found = threat(shipped)
    assert len(found) > 5
    judged = {tie_sentence(shipped, row.subject, row.relation, row.object): row.likelihood for row in ties(shipped)}
    for row in found:
        for name in ASPECTS:
            aspect = getattr(row, name)
            assert aspect.finding in FINDINGS
            assert bool(aspect.grounds) == (aspect.finding != "not_known")
            for ground in aspect.grounds:
                assert ground.claims
                if ground.what == "tie" and ground.text in judged:
                    assert ground.likelihood == judged[ground.text]
                if aspect.finding in ("shown", "attacks") and ground.relation in HARM and ground.what == "tie":
                    assert ground.likelihood is not None
                    assert ground.likelihood >= 0.5


def test_an_actor_that_nobody_knows_is_an_error(made: Book) -> None:
    with pytest.raises(ArmillaryError):
        threat(made, actor="green-men")


def test_rings_are_seen_from_a_country(shipped: Book) -> None:
    where = Map(shipped)
    assert where.ring("afghanistan", "khost") == "local"
    assert where.ring("afghanistan", "pakistan-security-forces") == "regional"
    assert where.ring("afghanistan", "tajikistan") == "regional"
    assert where.ring("afghanistan", "united-states") == "external"
    assert where.ring("", "pakistan") == where.ring("afghanistan", "jihadists-worldwide") == ""


@pytest.mark.parametrize(
    ("name", "shown", "plural"),
    [
        ("taliban", "the Taliban", True),
        ("al-qaeda", "Al-Qaeda", False),
        ("haqqani-network", "the Haqqani network", False),
        ("united-states", "the United States", False),
        ("un-monitoring-team", "the UN Monitoring Team", False),
        ("foreign-fighters", "foreign fighters", True),
        ("is-khorasan", "IS-Khorasan", False),
        ("aqis", "AQIS", False),
        ("shia-hazara-community", "the Hazara community", False),
        ("hibatullah-akhundzada", "Hibatullah Akhundzada", False),
        ("afghanistan", "Afghanistan", False),
        ("mining", "mining", False),
    ],
)
def test_names_in_a_sentence(shipped: Book, name: str, shown: str, plural: bool) -> None:
    assert in_text(shipped, name) == shown
    assert is_plural(shipped, name) == plural


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ("taliban hosts al-qaeda", "The Taliban host Al-Qaeda."),
        ("al-qaeda hosts taliban", "Al-Qaeda hosts the Taliban."),
        ("taliban comrade_of foreign-fighters", "The Taliban are comrades of foreign fighters."),
        ("ttp part_of taliban", "TTP is part of the Taliban."),
        ("foreign-fighters attacks pakistan", "Foreign fighters have attacked Pakistan."),
        ("taliban cracks_down_on is-khorasan", "The Taliban crack down on IS-Khorasan."),
        ("taliban affiliate_of al-qaeda", "The Taliban are affiliates of Al-Qaeda."),
    ],
)
def test_ties_as_sentences(shipped: Book, tie: str, said: str) -> None:
    assert sentence(tie_sentence(shipped, *tie.split())) == said


def test_levels_and_lists(shipped: Book) -> None:
    assert tie_sentence(shipped, "taliban", "hosts", "ttp", "leadership") == "the leadership of the Taliban hosts TTP"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"


def test_the_picture_is_a_command(made: Book, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from armillary.cli import app

    del tmp_path
    with pytest.raises(SystemExit):
        app(["threat", str(made.path), "--actor", "Red Band"])
    out = capsys.readouterr().out
    assert "shown by deeds" in out
    assert "threats only" in out
