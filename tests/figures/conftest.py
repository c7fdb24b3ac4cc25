"""The books that figures are drawn of: the shipped one, one of names that are hard to set, and an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from armillary.book.book import Book, open_book
from armillary.compile import build_casebook
from tests.casebook.conftest import BASE
from tests.shipped import build_shipped

HARD = {
    "armillary.toml": 'format = 1\ntitle = "Hard names"\nas_of = "2024-06-01"\n',
    "actors/hard.yaml": """
        actors:
          - {id: qaida, kind: group, name: القاعدة, exists: 1988..}
          - {id: ttp, kind: group, name: تحریک طالبان پاکستان, exists: 2007..}
          - {id: markup, kind: group, name: "A <b>bold</b> & \\"quoted\\" 'front' ]]>", exists: 1990..}
          - id: longest
            kind: organisation
            name: Movement for the Unification and Reconstruction of the Northern and North-Eastern Provinces (Interim)
          - {id: wing, kind: faction, name: Wing, exists: 2000.., part_of: [{actor: red-band, when: 2010/2020}]}
          - {id: cell, kind: faction, name: Cell of the Wing, exists: 2005.., part_of: wing}
          - {id: office, kind: state_body, name: Office, part_of: green-state}
        """,
    "claims/study.yaml": """
        source: study
        claims:
          - {id: study/1, at: ¶1, tie: red-band trains qaida, when: 2015.., text: One.}
          - {id: study/2, at: ¶2, tie: red-band fights ttp, when: 2015.., text: Two.}
          - {id: study/3, at: ¶3, tie: cell coordinates_with markup, when: 2015.., text: Three.}
          - {id: study/4, at: ¶4, tie: wing attacks office, when: 2015, text: Four.}
          - {id: study/5, at: ¶5, tie: longest engages red-band, when: 2018.., text: Five.}
          - {id: study/6, at: ¶6, tie: ttp pledges_allegiance_to qaida, when: 2019, text: Six.}
          - {id: study/7, at: ¶7, tie: red-band condemns qaida, when: 2019, text: Seven.}
        """,
}


def build_hard(root: Path, **more: str) -> Path:
    """The book of a small casebook of hard names, with files changed or added."""
    for name, text in {**BASE, **HARD, **more}.items():
        path = root / "case" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    checked, manifest = build_casebook(root / "case", root / "book")
    assert manifest is not None, checked.findings
    return root / "book"


@pytest.fixture(scope="session")
def shipped() -> Iterator[Book]:
    with open_book(build_shipped()) as opened:
        yield opened


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with open_book(build_hard(tmp_path_factory.mktemp("hard"))) as opened:
        yield opened


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    root = tmp_path_factory.mktemp("empty")
    (root / "case").mkdir()
    (root / "case/armillary.toml").write_text("format = 1\n", encoding="utf-8")
    assert build_casebook(root / "case", root / "book")[1] is not None
    with open_book(root / "book") as opened:
        yield opened
