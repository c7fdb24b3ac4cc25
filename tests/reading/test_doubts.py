"""Short citations that may mean several works (D910), and interviewees beyond the number of interviews (D911)."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.reading.formats import open_document
from armillary.reading.transcripts import doubts, transcribe

BOOKS = """
- Adams, Ruth. "Guests of the Valley." *The Daily Post*, August 20, 2021.
- ———. "Who Feeds the Guests?" *The Daily Post*, August 31, 2021.
- Dunn, Per. *Hills and Men*. Oslo: Hill Press, 2002.
- Dunn, Per. *Hills and Men*. Oslo: Hill Press, 2002.
"""


def said(folder: Path, text: str, *notes: str) -> list[str]:
    calls = "".join(f" Said.<sup>{number}</sup>" for number in range(1, len(notes) + 1))
    listed = "\n".join(f"{number}. {note}" for number, note in enumerate(notes, 1))
    file = folder / "paper.md"
    file.write_text(f"# Introduction\n\n{text}{calls}\n\n# References\n{BOOKS}\n# Notes\n\n{listed}\n", "utf-8")
    transcript = transcribe(open_document(file), file.name)
    found = doubts(transcript)
    assert [finding.message for finding in found] == [record.message for record in transcript.findings]
    return [f"{finding.code} {finding.message}" for finding in found]


def test_an_author_alone_may_be_any_work_of_his(tmp_path: Path) -> None:
    notes = 'Adams, "Who Feeds the Guests?"', "Adams.", "Adams, 4."
    assert said(tmp_path, "It was so.", *notes) == [
        "D910 notes 2, 3 'Adams.' may mean adams-2021b or adams-2021; read as adams-2021b, which it cites last before"
    ]


def test_a_work_listed_twice_is_one(tmp_path: Path) -> None:
    assert said(tmp_path, "It was so.", "Dunn, *Hills and Men*.", "Dunn, 7.") == []


def test_a_year_without_its_letter(tmp_path: Path) -> None:
    assert said(tmp_path, "It was so (Adams 2021, 3).", "The end.") == [
        "D910 the text 'Adams 2021, 3' may mean adams-2021 or adams-2021b; read as none of them"
    ]
    assert said(tmp_path, "It was so (Adams 2021b, 3).", "The end.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The analysis is based on twelve in-depth interviews with traders.",
        "We conducted interviews with 12 traders.",
        "For this paper we interviewed twelve people.",
    ],
)
def test_an_interviewee_beyond_the_number(tmp_path: Path, text: str) -> None:
    [found] = said(tmp_path, text, "Interviewee 3, May 2, 2022", "Interviewee 14, May 3, 2022")
    assert found.startswith("D911 ")
    assert found.endswith("note 2 cites number 14")
    assert said(tmp_path, text, "Interviewee 3, May 2, 2022", "Interviewee 12, May 3, 2022") == []


@pytest.mark.parametrize(
    "text",
    [
        "The analysis is based on over twelve interviews.",
        "Two interviewees said so, and three interviews were cut short.",
        "The paper is based on twelve interviews of 2021 and forty interviews of 2022.",
        "It is based on interviews.",
    ],
)
def test_numbers_that_do_not_bound_it(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text, "Interviewee 14, May 3, 2022") == []
