"""What must hold of the passages of any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.reading.passages import PARAGRAPHS, Kind, hash_of
from armillary.reading.splitter import split

SAID = """the The Taliban al-Qaeda IS- of 2021 (TTP) U.S. was القاعدة said. end. why? list: **bold** *slanted fires*
<sup>1</sup> <sup>2-4</sup> [^3] http://x.y/z_a ends.<sup>5</sup> 4<sup>th</sup>"""
WORDS = st.sampled_from(SAID.split())
PROSE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
SIGNS = st.sampled_from(
    ["", "", "", "# ", "## ", "- ", "* ", "1. ", "2 ", "> ", "| ", "[^1]: ", "(a) ", "    ", "```\n", "**"]
)
ENDS = st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n\n", "\r\n\r\n", "\x0c", "\n---\n", "\n===\n\n", "**\n\n"])
TITLES = st.sampled_from(["## Notes\n\n", "# Contents\n\n", "## References\n\n", "# Introduction\n\n", "Annex\n\n"])
BLOCK = st.one_of(st.tuples(SIGNS, PROSE, ENDS).map("".join), TITLES)
NOTES = st.integers(1, 6).map(lambda n: "".join(f"{i} Author, {i}.\n\n" for i in range(1, n + 1)))
TEXTS = st.lists(st.one_of(BLOCK, BLOCK, BLOCK, NOTES), max_size=14).map("".join)
ANY = st.text(st.sampled_from("ab A.\n\r\t#-*>|[]^:`1( )\x0c\ufeff\u2028ل¶²"), max_size=120)


@given(st.one_of(TEXTS, ANY, st.text(max_size=80)))
def test_every_letter_lies_in_one_passage_and_spans_slice_back(text: str) -> None:
    document = split(text)
    held = [0] * len(text)
    for passage in document.passages:
        assert passage.spans
        assert passage.sha256 == hash_of(document.raw(passage))
        for start, end in passage.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
            for place in range(start, end):
                held[place] += 1
    assert all(count <= 1 for count in held)
    assert [c for c, count in zip(text, held, strict=True) if c.isalpha() and not count] == []


@given(TEXTS)
def test_passages_stand_in_order_and_are_numbered_without_gaps(text: str) -> None:
    document = split(text)
    begins = [min(start for start, _ in passage.spans) for passage in document.passages]
    assert begins == sorted(begins)
    paragraphs = [passage for passage in document.passages if passage.kind in PARAGRAPHS]
    for section in document.sections:
        numbers = {p.paragraph for p in paragraphs if p.section == section}
        assert numbers == set(range(1, len(numbers) + 1))
    ordinals = {p.ordinal for p in paragraphs}
    assert ordinals == set(range(1, len(ordinals) + 1))
    for passage in document.passages:
        assert (passage.note > 0) <= (passage.kind is Kind.NOTE)
        assert not passage.repeats or passage.repeats in ordinals


@given(
    st.lists(st.sampled_from(["Alpha beta gamma.", "The men left at dawn.", "They said so."]), min_size=1, max_size=6)
)
def test_whole_sentences_stay_paragraphs_of_their_own(sentences: list[str]) -> None:
    document = split("# A\n\n" + "\n\n".join(sentences))
    assert [document.plain(p) for p in document.passages[1:]] == sentences


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(newline: str) -> None:
    text = "# A\n\nOne of\nthem said.\n\n- x\n- y\n\nThe end of it\n\nis here.\n"
    document = split(text.replace("\n", newline))
    assert [p.sha256 for p in document.passages] == [p.sha256 for p in split(text).passages]
