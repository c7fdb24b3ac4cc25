"""Locators: how they are read, and which passages they find."""

from __future__ import annotations

import pytest

from armillary.reading.headings import likeness
from armillary.reading.locators import Locator, parse_locator
from armillary.reading.matching import Finder
from armillary.reading.naming import name_passages
from armillary.reading.passages import Kind
from armillary.reading.prose import words
from armillary.reading.splitter import split
from tests.reading.small import DOCUMENT

PARTS = """# Part one

## Recommendations

First.

# Part two

Opening.

## Recommendations

Second.

Third.
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Introduction ¶3 n17", Locator("", "Introduction", (3,), notes=(17,))),
        ("Introduction ¶3-5, n17-19", Locator("", "Introduction", (3, 4, 5), notes=(17, 18, 19))),
        ("Ties ¶3, ¶5, n5, n6", Locator("", "Ties", (3, 5), notes=(5, 6))),
        ("Summary, Our findings ¶1", Locator("", "Summary, Our findings", (1,))),
        ("Notes n63", Locator("", "Notes", notes=(63,))),
        ("p. 4", Locator("", pages=(4,))),
        ("Annex II, pp. 4-6", Locator("", "Annex II", pages=(4, 5, 6))),
        ("para. 12", Locator("", paragraphs=(12,))),
        ("Ties heading", Locator("", "Ties", part=Kind.HEADING)),
        ("Ties ¶2 pull quote", Locator("", "Ties", (2,), part=Kind.PULL_QUOTE)),
        ("Ties ¶2 photograph", Locator("", "Ties", (2,), part=Kind.CAPTION)),
        ("Ties ¶6 item 2", Locator("", "Ties", (6,), item=2)),
        ("Ties ¶10, second sentence, on schools", Locator("", "Ties", (10,), remark="second sentence, on schools")),
        ("Correction box", Locator("", "Correction box")),
        ("Image", Locator("", "Image")),
        ("Image rights ¶1", Locator("", "Image rights", (1,))),
        ("Ties ¶9-2", Locator("", "Ties", (9, 2))),
    ],
)
def test_a_locator_is_read(text: str, wanted: Locator) -> None:
    found = parse_locator(text)
    assert found.text == text
    for part in ("section", "paragraphs", "item", "notes", "pages", "part", "remark"):
        assert getattr(found, part) == getattr(wanted, part), part


@pytest.mark.parametrize(
    ("wanted", "title", "score"),
    [
        ("Conclusion", "Conclusion", 6),
        ("Ways Forward", "Ways Forward: A Strategic Approach", 5),
        ("Strategic Relationships", "Jihadi Strategic Relationships: Symbiosis", 4),
        ("Relationships, Rivalry", "Jihadi Strategic Relationships: Symbiosis, and Rivalry", 3),
        ("Rivalry of Relationships", "Relationships of Rivalry", 2),
        ("Executive Summary", "Executive Summmary", 1),
        ("Economic Ties", "Conclusion", 0),
        ("", "Conclusion", 0),
    ],
)
def test_a_heading_may_be_shortened(wanted: str, title: str, score: int) -> None:
    assert likeness(words(wanted), words(title)) == score


def found(text: str, locator: str) -> list[str]:
    """The beginnings of the passages that a locator finds, or its problem."""
    document = split(text)
    match = Finder(document).find(parse_locator(locator))
    return [match.problem] if match.problem else [document.plain(document.passages[p])[:12] for p in match.passages]


@pytest.mark.parametrize(
    ("locator", "wanted"),
    [
        ("Introduction ¶1 n1", ["The Red Band", "Study, 4."]),
        ("Introduction ¶2", ["Who pays for", "Who gives?", "Who takes?"]),
        ("Introduction ¶2 item 2", ["Who takes?"]),
        ("Strategic Ties ¶1-2", ["A state of t", "The Blue Fro"]),
        ("Ties ¶1 photograph", ["Men at a gat"]),
        ("Strategic Ties heading", ["Strategic Ti"]),
        ("Notes n2", ["Study, 5."]),
        ("Strategic Ties n3", ["Study, 6."]),
        ("¶3", ["A state of t"]),
        ("Strategic Ties ¶3", ["'Strategic Ties: Money, Arms, and Men' has no paragraph ¶3"]),
        ("Introduction ¶2 item 3", ["¶2 of 'Introduction' has no item 3"]),
        ("Introduction n9", ["the document has no note n9"]),
        ("Introduction ¶1 pull quote", ["there is no pull quote at that place"]),
        ("Economics ¶1", ["no heading reads like 'Economics'"]),
        ("p. 2", ["the file has no pages"]),
        ("Cover", []),
    ],
)
def test_passages_are_found(locator: str, wanted: list[str]) -> None:
    assert found(DOCUMENT, locator) == wanted


def test_a_heading_that_stands_twice_is_told_apart_by_what_it_lies_in() -> None:
    assert found(PARTS, "Part two, Recommendations ¶1") == ["Second."]
    assert found(PARTS, "Recommendations ¶2") == ["Third."]  # only one of them has so many
    assert found(PARTS, "Recommendations ¶1") == ["2 headings read like 'Recommendations'"]
    assert found(PARTS, "Part two, Recommendations, at the end ¶1") == ["Second."]


def test_a_note_called_elsewhere_is_noticed() -> None:
    finder = Finder(split(DOCUMENT))
    assert finder.find(parse_locator("Strategic Ties ¶1 n3")).misplaced == (3,)
    assert finder.find(parse_locator("Introduction n3")).misplaced == (3,)
    assert finder.find(parse_locator("Strategic Ties ¶2 n3")).misplaced == ()


def test_pages_are_form_feeds() -> None:
    text = "# A\n\nOne here.\n\x0cTwo there.\n"
    assert found(text, "p. 2") == ["Two there."]
    assert found(text, "p. 3") == ["the document has no page 3"]


@pytest.mark.parametrize("text", [DOCUMENT, PARTS, "Text without a heading.\n\nMore of it.\n"])
def test_the_name_of_a_passage_finds_it_again(text: str) -> None:
    document = split(text)
    finder = Finder(document)
    for place, name in enumerate(name_passages(finder)):
        assert place in finder.find(parse_locator(name)).passages, name


def test_names_are_the_coders_where_they_have_one() -> None:
    document = split(DOCUMENT)
    names = name_passages(Finder(document), ["Ties ¶1", "Ties ¶2", "Strategic Ties ¶1", "Nothing ¶1"])
    assert "Ties ¶2" in names
    assert "Ties ¶1 caption" in names
