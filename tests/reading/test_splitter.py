"""The splitter on small documents, each in the test that needs it, and on the shipped paper where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.finding import ArmillaryError
from armillary.proposing.prose import plain_passage
from armillary.reading.formats import read_document
from armillary.reading.passages import Document, Kind
from armillary.reading.splitter import split

LONG = "This sentence has quite enough words to be taken for a part of the running text of a report."
MORE = "Nobody who reads on will mistake what stands here for anything that was said further up the page."


def filler(count: int) -> str:
    """Paragraphs of which none repeats another."""
    return "".join(f"Number{i} of{i} a{i} row{i} of{i} paragraphs{i} ends{i} here{i}.\n\n" for i in range(count))


def outline(document: Document) -> list[str]:
    """Every passage as `section/kind/paragraph`, with the item or note where it has one."""
    lines = []
    for p in document.passages:
        number = f"n{p.note}" if p.note else f"{p.paragraph}.{p.item}" if p.item else str(p.paragraph)
        lines.append(f"{p.section.title}/{p.kind.value}/{number}")
    return lines


def test_sections_and_paragraphs_are_numbered() -> None:
    document = split("# One\n\nFirst.\n\nSecond,\non two lines.\n\n## Two:\n\nThird.\n")
    assert outline(document) == ["One/heading/0", "One/body/1", "One/body/2", "Two/heading/0", "Two/body/1"]
    assert document.plain(document.passages[2]) == "Second, on two lines."
    assert document.passages[4].section.above == ("One",)
    assert [p.ordinal for p in document.passages] == [0, 1, 2, 0, 3]


def test_a_title_is_underlined_or_bold_or_stands_alone() -> None:
    assert outline(split("Title\n=====\n\nText.\n"))[0] == "Title/heading/0"
    assert outline(split(f"**A bold line**\n\n{LONG}\n"))[0] == "A bold line/heading/0"
    plain = split(f"1. Background\n\n{LONG}\n\nThe Second Part\n\n{MORE}\n")
    assert [s.title for s in plain.sections if s.title] == ["1. Background", "The Second Part"]
    address = split(f"To the Chair\n\nNew York\n\n{LONG}\n")
    assert "To the Chair" not in {s.title for s in address.sections}


def test_a_page_or_picture_breaks_no_paragraph() -> None:
    document = split(
        "# A\n\nThe leaders were divided over the men who had\n\n\n\n"
        "Soldiers at a gate, August. (Photo by A. Person)\n\ncome from abroad. They said so.\n\nNext one.\n"
    )
    assert outline(document) == ["A/heading/0", "A/body/1", "A/caption/1", "A/body/2"]
    assert document.plain(document.passages[1]).endswith("men who had come from abroad. They said so.")


def test_a_broken_sentence_may_go_on_with_a_name_or_in_the_middle_of_one() -> None:
    document = split(
        f"# A\n\n{LONG} They met the men of Al\n\nQaeda again.\n\n{LONG} It was (called IS-\n\nKhorasan).\n"
    )
    assert [document.plain(p).rpartition("of ")[2].rpartition("was ")[2] for p in document.passages[1:]] == [
        "Al Qaeda again.",
        "(called IS-Khorasan).",
    ]
    assert len(document.passages) == 3


def test_a_line_below_the_title_is_no_broken_sentence() -> None:
    document = split("# A\n\nThe minister welcomes the new agreement on the border\n\nThe minister said it was time.\n")
    assert outline(document) == ["A/heading/0", "A/body/1", "A/body/2"]


def test_columns_in_disorder_are_put_in_order() -> None:
    document = split(
        f"## Before\n\n{LONG}\n\nclose to one another, says the report.\n\n## After\n\n"
        f"{MORE} The two groups are described as\n\nAnother paragraph begins here.\n"
    )
    first = next(p for p in document.passages if p.section.title == "After" and p.paragraph == 1)
    assert document.plain(first).endswith("described as close to one another, says the report.")
    assert first.spans[0][0] > first.spans[1][0]
    assert outline(document).count("Before/body/1") == 1


def test_a_tail_behind_a_heading_finds_its_head() -> None:
    document = split(f"## A\n\n{LONG} They went on to\n\n## B\n\n{MORE}\n\nthe border and beyond.\n\nThe end.\n")
    first = document.passages[1]
    assert first.section.title == "A"
    assert document.plain(first).endswith("went on to the border and beyond.")


def test_a_text_that_says_a_thing_again_each_time_in_more_words() -> None:
    said = "The council asked both sides to let the wounded be taken over the bridge."
    more = f"Before the snow came, envoys went up. {said}"
    document = split(f"# A\n\n{said}\n\n{more}\n\nIt was late. {more} Nobody answered them.\n")
    assert outline(document) == ["A/heading/0", "A/pull_quote/0", "A/pull_quote/0", "A/body/1"]
    assert [p.repeats for p in document.passages if p.kind is Kind.PULL_QUOTE] == [1, 1]


def test_a_pull_quote_repeats_a_sentence() -> None:
    sentence = "The group has moved its camps from the south to the north of the country."
    document = split(f"# A\n\n{LONG} {sentence} {LONG}\n\n**{sentence}**\n\n## **{sentence}**\n\nThe end.\n")
    assert outline(document) == ["A/heading/0", "A/body/1", "A/pull_quote/1", "A/pull_quote/1", "A/body/2"]
    assert {p.repeats for p in document.passages if p.kind is Kind.PULL_QUOTE} == {1}
    kept = split(f"# A\n\n{LONG}\n\n**In summary, the rule of this group asks for a strategy.**\n")
    assert outline(kept)[-1] == "A/body/2"


def test_a_list_belongs_to_the_paragraph_that_opens_it() -> None:
    document = split("# A\n\nWe ask:\n\n- Who?\n- When?\n\nThen we answer.\n\n- One.\n- Two.\n")
    assert outline(document) == [
        *("A/heading/0", "A/body/1", "A/list_item/1.1", "A/list_item/1.2"),
        *("A/body/2", "A/list_item/3", "A/list_item/4"),
    ]
    assert document.plain(document.passages[2]) == "Who?"


NOTED = f"# Report\n\n## Introduction\n\n{LONG}<sup>1</sup> So it is.<sup>2</sup>\n\n{MORE}<sup>3, 4</sup>\n\n"


@pytest.mark.parametrize(
    "notes",
    [
        "## Works cited\n\n- A. *Work*.\n\n- 1 Author.\n- 2 Other, 3.\n- 3 Interview,\n\n- 12 May.\n- 4 Author, 23.\n",
        "## Notes\n\n1. Author.\n2. Other, 3.\n3. Interview, 12 May.\n4. Author, 23.\n",
        "## Endnotes\n\n1 Author.\n2 Other, 3.\n3 Interview,\n12 May.\n4 Author, 23.\n",
        "Notes\n\n1 Author.\n\n2 Other, 3.\n\n3 Interview, 12 May.\n\n4 Author, 23.\n",
    ],
)
def test_notes_stand_at_the_end(notes: str) -> None:
    document = split(NOTED + notes)
    assert sorted(document.notes) == [1, 2, 3, 4]
    assert document.plain(document.notes[3]) == "Interview, 12 May."
    assert document.plain(document.notes[4]) == "Author, 23."
    assert [p.markers for p in document.passages if p.kind is Kind.BODY] == [(1, 2), (3, 4)]
    works = [p for p in document.passages if p.kind is Kind.BIBLIOGRAPHY]
    assert len(works) == notes.count("*Work*")


def test_markdown_footnotes_are_notes_where_they_stand() -> None:
    document = split(f"# A\n\n{LONG}[^1]\n\n[^1]: See there.\n\n    And here.\n\n# B\n\n{MORE}\n")
    assert outline(document) == ["A/heading/0", "A/body/1", "A/note/n1", "B/heading/0", "B/body/1"]
    assert document.plain(document.notes[1]) == "See there. And here."


def test_front_matter_ends_with_the_contents_or_where_the_text_opens() -> None:
    contents = split(
        f"House\n\n# Title\n\nAuthor\n\n# Table of Contents\n\n2 Introduction\n\n# Introduction\n\n{LONG}\n"
    )
    assert [p.kind.value for p in contents.passages] == ["front_matter"] * 5 + ["heading", "body"]
    opened = split(f"# Title\n\nAuthor\n\nMay 2024\n\n## Executive Summary\n\n{LONG}\n")
    assert [p.kind.value for p in opened.passages] == ["front_matter"] * 3 + ["heading", "body"]
    assert Kind.FRONT_MATTER not in {p.kind for p in split(f"# Title\n\n{LONG}\n\n## Part\n\n{MORE}\n").passages}


def test_what_presents_the_publisher_below_the_notes_is_set_aside_and_an_annex_is_not() -> None:
    notes = "## Notes\n\n1. A.\n2. B.\n3. C.\n4. D.\n\n"
    long = NOTED + filler(40) + notes
    assert split(long + f"## The House\n\n{LONG}\n").passages[-1].kind is Kind.FRONT_MATTER
    assert split(long + f"## Annex\n\n{LONG}\n").passages[-1].kind is Kind.BODY
    assert split(long + "## Part two\n\n" + filler(200)).passages[-1].kind is Kind.BODY


def test_spans_count_code_points_of_the_file_itself(tmp_path: Path) -> None:
    file = tmp_path / "d.md"
    file.write_bytes("\ufeff# شبکه\r\n\r\nOne 🌐 two.\r\nThree.\r\n\x0cNext page here.\r\n".encode())
    document = read_document(file)
    assert [document.text[s:e] for p in document.passages for s, e in p.spans] == [
        "شبکه",
        "One 🌐 two.\r\nThree.",
        "Next page here.",
    ]
    assert [p.page for p in document.passages] == [1, 1, 2]


def test_a_hash_does_not_depend_on_where_lines_break() -> None:
    here, there = split("One two\nthree.\n"), split("One  two three.\n")
    assert here.passages[0].sha256 == there.passages[0].sha256
    assert here.passages[0].sha256 != split("One two four.\n").passages[0].sha256


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_bytes(b"\xff\xfex\n")
    with pytest.raises(ArmillaryError, match="not UTF-8"):
        read_document(tmp_path / "d.txt")
    with pytest.raises(ArmillaryError, match="cannot read"):
        read_document(tmp_path / "none.md")


# --- the shipped paper -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(shared: Path) -> Document:
    return read_document(shared / "sources" / "new-jihadi-sphere.md")


def test_the_paper_has_its_sections_with_their_paragraphs(paper: Document) -> None:
    counts: dict[str, int] = {}
    for passage in paper.passages:
        if passage.kind in (Kind.BODY, Kind.LIST_ITEM):
            title = passage.section.title.partition(":")[0]
            counts[title] = max(counts.get(title, 0), passage.paragraph)
    assert counts == {
        "Executive Summary": 5,
        "Our findings provide insights into": 3,
        "Recommendations": 7,
        "Introduction": 9,
        "Contextual and Historical Background": 11,
        "Jihadi Strategic Relationships": 13,
        "Economic Ties": 5,
        "IS-Khorasan and the Taliban": 9,
        "Conclusion": 15,
        "Develop Better Insights": 2,
        "Avoid a False Narrative": 1,
        "Leverage Regional Actors": 1,
        "Strengthen International Monitoring and Reporting Mechanisms": 1,
        "Engage With Strings Attached": 3,
        "Exhibit Strategic Patience": 1,
    }


def test_the_paper_has_143_notes_each_called_once_in_order(paper: Document) -> None:
    assert list(paper.notes) == list(range(1, 144))
    called = [n for p in sorted(paper.passages, key=lambda p: p.ordinal) for n in p.markers]
    assert called == list(range(1, 144))
    assert len(paper.notes[51].spans) == 2
    assert paper.plain(paper.notes[112]).startswith("Interviewee 22, June 5, 2024; Interviewee 12")


def test_the_paper_has_its_insets_and_works(paper: Document) -> None:
    kinds = [p.kind for p in paper.passages]
    assert kinds.count(Kind.PULL_QUOTE) == 9
    assert kinds.count(Kind.CAPTION) == 5
    assert kinds.count(Kind.BIBLIOGRAPHY) == 60
    whole = {p.ordinal for p in paper.passages if p.kind is Kind.BODY}
    assert all(p.repeats in whole for p in paper.passages if p.kind is Kind.PULL_QUOTE)


def test_no_letter_of_the_paper_is_lost(paper: Document) -> None:
    held = [0] * len(paper.text)
    for passage in paper.passages:
        for start, end in passage.spans:
            for place in range(start, end):
                held[place] += 1
    assert [i for i, c in enumerate(paper.text) if c.isalpha() and held[i] != 1] == []


def test_no_paragraph_of_the_paper_breaks_off(paper: Document) -> None:
    for passage in paper.passages:
        if passage.kind is Kind.BODY:
            assert paper.plain(passage).rstrip("🌐 ”\")]’'")[-1] in ".:?!", paper.plain(passage)[-40:]
            assert not paper.plain(passage)[0].islower()


def test_signs_that_no_reader_sees_hide_no_words() -> None:
    document = split("The Hill Lea\u00adgue met the Nor\u200bthern Col\u00ad\numn; می\u200cگوید.\n")
    seen = "The Hill League met the Northern Column; می\u200cگوید."
    assert document.plain(document.passages[0]) == seen
    words = plain_passage(document, document.passages[0])
    assert words.text == seen
    assert document.text[words.offsets[seen.index("Column")] :].startswith("Col\u00ad")
