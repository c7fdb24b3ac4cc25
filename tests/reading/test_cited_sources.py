"""A work that a document cites is found among the sources of a casebook, or none is: never another one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from armillary.casebook.casebook import Casebook
from armillary.checking import check_casebook
from armillary.reading.citations.notes import Citations, read_citations
from armillary.reading.citations.sources import Sources, address_key
from armillary.reading.citations.works import read_entry
from armillary.reading.formats import open_document
from tests.conftest import ROOT

SPEAKERS = """speakers:
  - {id: ruth-adams, kind: person, name: Ruth Adams, grade: C, grade_reason: Known., why_named: author_of_public_work}
  - {id: post, kind: outlet, name: The Daily Post, grade: C, grade_reason: Known.}
  - {id: un, kind: intergovernmental_body, name: United Nations, grade: B, grade_reason: Known.}
  - {id: team, kind: intergovernmental_body, name: The Team, speaks_for: un, grade: B, grade_reason: Known.}
  - {id: roads, kind: institution, name: Ministry of Roads, grade: B, grade_reason: Known.}
"""
SOURCES = """sources:
  - {id: guests, kind: article, title: Guests of the Valley, speaker: ruth-adams, date: 2021-08-20,
     publisher: The Daily Post, url: "https://www.example.org/guests/"}
  - {id: songs, kind: article, title: "Songs, and What They Mean for the Northern Road",
     speaker: ruth-adams, date: 2021}
  - {id: paper, kind: article, title: Theory of Valleys, speaker: ruth-adams, ids: {doi: 10.1080/194.2017}}
  - {id: winter, kind: report, title: "Quarterly Report, 30 January 2024", speaker: roads, date: 2024-01-30}
  - {id: letter, kind: report, title: Eleventh report of the Team, speaker: team, date: 2020-05-19}
  - {id: yearly, kind: report, title: Country Reports on Roads 2021, speaker: roads, date: 2023-02}
"""


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    for folder, text in (("speakers", SPEAKERS), ("sources", SOURCES)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "all.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "armillary.toml").write_text('format = 1\ntitle = "Small"\n', encoding="utf-8")
    checked = check_casebook(tmp_path)
    assert checked.sound, checked.findings
    return checked.casebook


@pytest.mark.parametrize(
    ("entry", "source"),
    [
        ('Nobody. "Other Words." <http://example.org/guests?utm_source=x#top>.', "guests"),
        ('Nobody. "Other Words." <https://doi.org/10.1080/194.2017>.', "paper"),
        ('Adams, Ruth. "Guests of the Valley - The Daily Post." August 2021.', "guests"),
        ('Adáms, Ruth. "GUESTS OF THE VALLEY," *The Daily Post*, 2021.', "guests"),
        ('Adams, Ruth. "Guests of the Valley," *The Daily Post*, March 3, 2019.', ""),
        ('Adams, Ruth. "Apricots Fail," *The Daily Post*, August 20, 2021.', ""),
        ('Else, Some. "Apricots of the Valley," *The Daily Post*, August 20, 2021.', ""),
        ('Adams, Ruth. "Songs for the Northern Road." 2021.', "songs"),
        ('Ministry of Roads. "January 30, 2024 Quarterly Report," January 30, 2024.', "winter"),
        ('Ministry of Roads. "July 30, 2024 Quarterly Report," July 30, 2024.', ""),
        ('United Nations Security Council. "Letter Dated 19 May 2020 from the Chair," May 19, 2020.', "letter"),
        ('United Nations Security Council. "Roads in Winter and After," May 19, 2020.', ""),
        ('Ministry of Roads. "Country Reports on Roads 2021," 2021.', "yearly"),
        ('Ministry of Roads. "Country Reports on Roads 2022," 2022.', ""),
    ],
)
def test_a_work_is_found_by_address_or_by_title_author_and_date(book: Casebook, entry: str, source: str) -> None:
    work = read_entry(entry, "", 1, set())
    assert work is not None
    assert Sources(book).of_work(work) == source


def test_what_fits_two_sources_equally_is_neither(book: Casebook) -> None:
    twin = msgspec.structs.replace(book.sources["songs"], id="twin")
    book.sources["twin"] = twin
    work = read_entry('Adams, Ruth. "Songs for the Northern Road." 2021.', "", 1, set())
    assert work is not None
    assert Sources(book).of_work(work) == ""


def test_addresses_are_compared_by_host_and_path() -> None:
    assert address_key("HTTPS://www.Example.org/A%20b/?utm=1#x") == address_key("http://example.org/a b")
    assert address_key("https://example.org/p?id=4") != address_key("https://example.org/p?id=5")
    assert address_key("no address") == ""


@pytest.fixture(scope="module")
def shipped(shared: Path) -> tuple[Citations, Casebook]:
    cited = read_citations(open_document(shared / "sources" / "new-jihadi-sphere.md").document)
    return cited, check_casebook(ROOT / "casebooks" / "afghanistan").casebook


@pytest.mark.parametrize("address", [True, False], ids=["with address", "without"])
def test_without_its_source_a_work_of_the_shipped_paper_leads_nowhere(
    shipped: tuple[Citations, Casebook], address: bool
) -> None:
    cited, book = shipped
    known = Sources(book)
    lost = 0
    for work in cited.works:
        right = known.of_work(work)
        bare = work if address else msgspec.structs.replace(work, url="", doi="")
        found = known.of_work(bare)
        assert found in (right, ""), work.title
        lost += found != right
        if right:
            less = msgspec.structs.replace(book, sources={k: v for k, v in book.sources.items() if k != right})
            assert Sources(less).of_work(bare) == "", work.title
    assert lost <= (0 if address else 5)
