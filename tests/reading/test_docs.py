"""The pages on coverage and agreement name everything that those commands print and compare."""

from __future__ import annotations

import msgspec
import pytest

from armillary.reading import reports
from armillary.reading.agreement import FIELDS
from armillary.reading.locators import parse_locator
from tests.conftest import ROOT

COVERAGE = (reports.CodedPlaces, reports.CodedPlace, reports.CoveredDocument, reports.CoveredPassage, reports.Coder)
PAGES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "coverage": (*COVERAGE, reports.Reason, reports.Lost, reports.Changed),
    "agreement": (reports.Agreement, reports.Field, reports.Coded, reports.Difference, reports.Disagreement),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_key_of_the_json_is_explained(name: str) -> None:
    text = (ROOT / "docs/how-to" / f"{name}.md").read_text(encoding="utf-8")
    keys = {key for record in PAGES[name] for key in record.__struct_fields__}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_every_field_that_is_compared_is_explained() -> None:
    text = (ROOT / "docs/how-to/agreement.md").read_text(encoding="utf-8")
    assert [field for field in FIELDS if f"`{field}`" not in text] == []


def test_the_locators_of_the_format_are_read() -> None:
    section = (ROOT / "docs/reference/format.md").read_text(encoding="utf-8").partition("### Locators")[2]
    rows = [line.split("|")[1].strip().strip("`") for line in section.splitlines()[:20] if line.startswith("| `")]
    assert len(rows) >= 6
    for row in rows:
        found = parse_locator(row)
        assert found.section or found.paragraphs or found.notes or found.pages, row
        assert not found.remark or "sentence" in row, row
