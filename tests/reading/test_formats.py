"""Documents of every kind become passages; what is broken, shut or hostile becomes a finding."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.reading.formats import Reading, open_document
from armillary.reading.languages import language_of
from armillary.reading.passages import Kind, Passage
from armillary.reading.pdf.layout import Spelling
from armillary.reading.transcripts import transcribe
from tests.casebook.test_hostile import HANGS, ends_within
from tests.reading.documents import (
    MAIL,
    TABLE,
    TELEGRAM,
    TWEETS,
    WEB_PAGE,
    W,
    docx_parts,
    encrypted_pdf,
    write_pdf,
    write_picture_pdf,
    zipped,
)


def read(folder: Path, name: str, content: str | bytes) -> Reading:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return open_document(folder / name)


def of_kind(reading: Reading, kind: Kind) -> list[Passage]:
    return [passage for passage in reading.document.passages if passage.kind is kind]


def texts(reading: Reading, kind: Kind) -> list[str]:
    return [reading.document.plain(passage) for passage in of_kind(reading, kind)]


def nested(begin: str, end: str) -> str:
    """The main part of a Word document with markup in markup, thousands deep."""
    return f"<w:document {W}><w:body>{begin * 3000}<w:p/>{end * 3000}</w:body></w:document>"


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


# --- PDF --------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2], ids=["one column", "two columns"])
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return open_document(write_pdf(tmp_path_factory.mktemp("paper") / "paper.pdf", request.param))


def test_a_pdf_has_its_sections_and_paragraphs_in_order(paper: Reading) -> None:
    assert texts(paper, Kind.HEADING) == ["Introduction", "Money and Arms", "Findings"]
    body = texts(paper, Kind.BODY)
    assert [text.split()[0] for text in body] == ["The", "Counter-measures", "The", "The", "The"]
    assert body[0].endswith("lays out from interviews and from what the parties publish.")
    assert texts(paper, Kind.LIST_ITEM) == ["Who gives the money?", "Who takes it, and for what?"]


def test_words_and_sentences_that_print_broke_are_whole(paper: Reading) -> None:
    body = " ".join(texts(paper, Kind.BODY))
    assert "\x02" not in paper.layer.text
    assert "so that few registers go back further than the last of them." in body
    for word in ("Counter-measures", "administrations", "neighbouring", "statements", "audience"):
        assert word in body
    assert body.count("The account that follows was put together over two winters, and where two witnesses") == 18


def test_notes_are_apart_and_are_called_where_they_stand(paper: Reading) -> None:
    notes = {passage.note: paper.document.plain(passage) for passage in of_kind(paper, Kind.NOTE)}
    assert notes == {
        1: "The Desk, “Guests,” 4.",
        2: "Interviewee 4, March 2, 2024.",
        3: "Ibid., 6.",
        4: "The Desk, “Guests,” 9.",
    }
    called = [number for passage in of_kind(paper, Kind.BODY) for number in passage.markers]
    assert called == [1, 2, 3, 4]
    assert not any(digit in text for text in texts(paper, Kind.BODY) for digit in "⁰¹²³⁴")


def test_captions_tables_and_running_heads_are_no_paragraphs(paper: Reading) -> None:
    assert texts(paper, Kind.CAPTION) == ["Figure 1: Men at a gate in the valley. (Photo: The Desk)"]
    [table] = of_kind(paper, Kind.TABLE)
    rows = ["Year | Posts | Men", "2021 | 4 | 120", "2022 | 6 | 180", "2023 | 9 | 240"]
    assert paper.document.raw(table).splitlines() == rows
    heads = texts(paper, Kind.RUNNING_HEAD)
    assert {"BANDS OF THE HILLS", "WORKING PAPER", "1", "2"} == set(heads)


def test_a_pdf_says_who_made_it_and_when(paper: Reading) -> None:
    assert paper.layer.metadata | {"title": "Bands of the Hills", "author": "The Desk", "date": "2024-03-05"} == (
        paper.layer.metadata
    )
    assert paper.language == "en"
    assert paper.findings == ()


def test_every_span_leads_back_to_its_page_and_box(paper: Reading) -> None:
    transcript = transcribe(paper, "paper.pdf")
    assert len(transcript.passages) == len(paper.document.passages)
    for passage, record in zip(paper.document.passages, transcript.passages, strict=True):
        assert record.printed, record
        for start, end in passage.spans:
            segments = paper.layer.printed(start, end)
            assert segments[0].start <= start
            assert segments[-1].end >= end
        for printed in record.printed:
            left, bottom, right, top = printed.box
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= 842
    [note] = [record for record in transcript.passages if record.note == 4]
    assert note.page == transcript.pages
    assert note.printed[0].box[3] < 842 / 3


def test_the_segments_of_a_layer_cover_its_words_once(paper: Reading) -> None:
    segments = sorted(paper.layer.segments)
    assert all(one.end <= other.start for one, other in pairwise(segments))
    between = paper.layer.text
    for segment in reversed(segments):
        between = between[: segment.start] + between[segment.end :]
    assert not between.strip(" \n|-")


def test_scanned_pages_are_named(tmp_path: Path) -> None:
    reading = open_document(write_picture_pdf(tmp_path / "annex.pdf"))
    assert codes(reading) == ["D903"]
    assert "page 2 of annex.pdf has a picture and no text" in reading.findings[0].message
    assert texts(reading, Kind.BODY) == ["A page with words enough to be read."]


@pytest.mark.slow
def test_two_thousand_pages_are_read_as_far_as_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    with pdfium.PdfDocument(write_pdf(tmp_path / "paper.pdf")) as source, pdfium.PdfDocument.new() as long:
        while len(long) < 2000:
            long.import_pages(source)
        long.save(file)
    reading = open_document(file)
    assert codes(reading) == ["D905"]
    assert "2,000 pages; the first 1,500 were read" in reading.findings[0].message
    assert max(passage.page for passage in reading.document.passages) == 1500


@pytest.mark.slow
@settings(max_examples=15)
@given(cut=st.integers(0, 10**6), seed=st.integers(0, 10**6))
def test_a_broken_pdf_is_a_finding(tmp_path_factory: pytest.TempPathFactory, cut: int, seed: int) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / "whole.pdf"
    data = bytearray(whole.read_bytes() if whole.exists() else write_pdf(whole).read_bytes())
    chance = random.Random(seed)
    for _ in range(20):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    reading = read(folder, "broken.pdf", bytes(data[: 8 + cut % len(data)]))
    assert reading.sound == bool(reading.layer.text.strip()), reading.findings


@pytest.mark.parametrize(
    ("first", "second", "joins"),
    [("adminis", "trations", True), ("Counter", "measures", False), ("al", "Qaeda", False), ("hill", "top", True)],
)
def test_a_hyphen_stays_where_the_document_writes_it(first: str, second: str, joins: bool) -> None:
    spelling = Spelling({"administrations", "counter-measures"})
    assert spelling.joins(f"the {first}", f"{second} of it") is joins


# --- Word -------------------------------------------------------------------------------------------------------------


def test_a_word_document(tmp_path: Path) -> None:
    reading = read(tmp_path, "letter.docx", zipped(docx_parts()))
    assert reading.kind == "docx"
    assert texts(reading, Kind.HEADING) == ["Introduction"]
    assert texts(reading, Kind.BODY) == ["The Red Band shelters the Blue Front. It denies this."]
    assert of_kind(reading, Kind.BODY)[0].markers == (1, 2)
    assert {p.note: reading.document.plain(p) for p in of_kind(reading, Kind.NOTE)} == {
        1: "The Desk, 4.",
        2: "Interviewee 4.",
    }
    assert texts(reading, Kind.LIST_ITEM) == ["Who gives?"]
    assert texts(reading, Kind.CAPTION) == ["Men at a gate"]
    assert reading.document.raw(of_kind(reading, Kind.TABLE)[0]) == "Year | Men\n2021 | 120"
    assert reading.layer.metadata == {"title": "Bands of the Hills", "author": "The Desk", "date": "2024-03-05"}
    assert "never said" not in reading.layer.text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"word/vbaProject.bin": "x"}, "D906"),
        ({"word/document.xml": "<w:document"}, "D902"),
        ({"word/document.xml": "<a/>"}, "D909"),
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'}, "D902"),
        ({"word/document.xml": f"<!--{'x' * 5000}--><!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>"}, "D902"),
        ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'.encode("utf-16")}, "D902"),
        ({"word/document.xml": nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")}, "D902"),
        ({"word/document.xml": nested("<w:p><w:ins>", "</w:ins></w:p>")}, "D902"),
        ({"word/document.xml": nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")}, "D902"),
        ({"word/footnotes.xml": " " * 60_000_000}, "D904"),
        ({"word/document.xml": " " * 70_000_000}, "D904"),
    ],
)
def test_hostile_word_documents_are_findings(tmp_path: Path, change: dict[str, str | bytes], code: str) -> None:
    assert codes(read(tmp_path, "letter.docx", zipped({**docx_parts(), **change}))) == [code]


@pytest.mark.parametrize("level", ["", ' w:val="-"', ' w:val="²"', ' w:val="10"'])
def test_a_heading_level_that_is_none_is_no_heading(tmp_path: Path, level: str) -> None:
    outline = f"<w:pPr><w:outlineLvl{level}/></w:pPr>"
    words = f"<w:p>{outline}<w:r><w:t>Words.</w:t></w:r></w:p>"
    styles = f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="x"/>{outline}</w:style></w:styles>'
    body = f"<w:document {W}><w:body>{words}</w:body></w:document>"
    parts = {**docx_parts(), "word/document.xml": body, "word/styles.xml": styles}
    reading = read(tmp_path, "letter.docx", zipped(parts))
    assert (codes(reading), texts(reading, Kind.BODY)) == ([], ["Words."])


@settings(max_examples=40)
@given(cut=st.integers(0, 5000), seed=st.integers(0, 10**6))
def test_a_broken_word_document_is_a_finding(tmp_path_factory: pytest.TempPathFactory, cut: int, seed: int) -> None:
    data = bytearray(zipped(docx_parts()))
    chance = random.Random(seed)
    for _ in range(5):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    reading = read(tmp_path_factory.getbasetemp(), "broken.docx", bytes(data[: 4 + cut % len(data)]))
    assert reading.sound == bool(reading.layer.text.strip()), reading.findings


# --- the web, mail, posts ---------------------------------------------------------------------------------------------


def test_a_saved_page_is_its_article_with_its_notes(tmp_path: Path) -> None:
    reading = read(tmp_path, "page.html", WEB_PAGE)
    assert texts(reading, Kind.HEADING) == ["Bands of the Hills", "Money and arms"]
    assert len(texts(reading, Kind.BODY)) == 2
    assert of_kind(reading, Kind.BODY)[0].markers == (1,)
    assert texts(reading, Kind.NOTE) == ["The Desk, “Guests,” 4."]
    assert len(texts(reading, Kind.LIST_ITEM)) == 2
    assert not any(word in reading.layer.text for word in ("Subscribe", "Cookies", "never run", "↩"))
    assert reading.layer.metadata["author"] == "A Reporter"
    assert reading.layer.metadata["date"] == "2024-03-05"


def test_a_message(tmp_path: Path) -> None:
    reading = read(tmp_path, "visit.eml", MAIL)
    assert texts(reading, Kind.BODY)[0] == "The post at the gate was still manned on Monday."
    assert reading.layer.metadata["title"] == "Visit to the valley"
    assert reading.layer.metadata["date"] == "2024-03-05"
    assert codes(reading) == ["D905"]
    assert "run.exe" in reading.findings[0].message


def test_a_telegram_channel(tmp_path: Path) -> None:
    reading = read(tmp_path, "result.json", TELEGRAM)
    first, second = texts(reading, Kind.HEADING)
    assert first == "post 2 · 2024-03-02T09:30:00 · Hill Channel · forwarded from Valley Voice"
    assert texts(reading, Kind.BODY) == ["The Red Band denies everything.", "It always has.", "پیام دوم از دره"]
    assert second.startswith("post 3 ")
    assert codes(reading) == ["D908"]
    assert reading.layer.metadata["author"] == "Hill Channel"


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_of_x(tmp_path: Path, packed: bool) -> None:
    reading = read(tmp_path, "x.zip", zipped({"data/tweets.js": TWEETS})) if packed else read(tmp_path, "t.js", TWEETS)
    assert texts(reading, Kind.BODY) == ["The gate is shut.", "It is open again."]
    assert texts(reading, Kind.HEADING)[0] == "post 10 · 2024-03-05T10:00:00+00:00"
    assert codes(reading) == ["D908"]


def test_posts_in_a_table(tmp_path: Path) -> None:
    reading = read(tmp_path, "posts.csv", TABLE)
    assert texts(reading, Kind.BODY) == ["Shut, they say.", "Open."]
    assert [(finding.code, finding.place.line) for finding in reading.findings] == [("D908", 3)]
    semicolons = read(tmp_path, "office.csv", 'id;author;text\n1;Hill;"Shut; for good, they say."\n')
    assert texts(semicolons, Kind.BODY) == ["Shut; for good, they say."]
    other = read(tmp_path, "other.csv", "a,b\n1,2\n")
    assert codes(other) == ["D902"]
    assert "it has no column 'text'; it has a, b" in other.findings[0].message


def test_signs_that_the_archive_of_x_writes_as_a_page_does(tmp_path: Path) -> None:
    entry = '[{"tweet": {"id_str": "1", "full_text": "Gates &amp; roads: 3 &lt; 4"}}]'
    reading = read(tmp_path, "tweets.js", f"window.YTD.tweets.part0 = {entry}")
    assert texts(reading, Kind.BODY) == ["Gates & roads: 3 < 4"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("letter.pdf", encrypted_pdf(), "D901"),
        ("letter.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, "D901"),
        ("letter.pdf", b"not one", "D902"),
        ("letter.docx", b"PK\x03\x04 cut off", "D902"),
        ("things.zip", zipped({"a.txt": "a"}), "D907"),
        ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1"), "D907"),
        ("film.bin", b"\0\1\2", "D907"),
        ("latin.txt", "Ré".encode("latin-1"), "D902"),
        ("wide.txt", "letters of two bytes".encode("utf-16"), "D902"),
        ("posts.csv", b"id,words\n1,none\n", "D902"),
        ("chat.json", b'{"messages": [', "D902"),
        ("chat.json", b'{"messages": 5}', "D902"),
        ("chat.json", b'{"messages": []}', "D909"),
        ("deep.json", b"{" + b'"messages": [' + b"[" * 100_000, "D902"),
        ("tweets.js", b"window.YTD.tweets.part0 = nothing", "D902"),
        ("empty.md", b"", "D909"),
        ("bomb.html", b"<html>" + b"<div>" * 100_000, "D909"),
        ("names.html", b"<html><p " + b" ".join(b"a%d='>'" % n for n in range(40_000)) + b">Words.</p>", "D904"),
        ("chat.json", b'{"messages": [{"id": ' + b"9" * 100_000 + b"}]}", "D902"),
        ("deep.eml", b"From: a@b\n" + b"Content-Type: message/rfc822\n\n" * 3000 + b"x", "D902"),
    ],
)
def test_what_cannot_be_read_is_one_finding(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    reading = read(tmp_path, name, content)
    assert codes(reading) == [code]
    assert not reading.sound
    assert reading.findings[0].hint


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000,
        b"From: " + b"(" * 20_000,
        b"Content-Type: text/plain; " + b"; ".join(b"a%d=x" % n for n in range(20_000)),
        b"To: " + b", ".join(b"a%d@example.org" % n for n in range(20_000)),
    ],
    ids=["encoded words", "comments", "parameters", "receivers"],
)
def test_long_headers_of_a_message_are_read_from_their_beginning(tmp_path: Path, header: bytes) -> None:
    with ends_within(HANGS):
        reading = read(tmp_path, "long.eml", b"From: a@b\n" + header + b"\n\nWords of it.\n")
    assert (codes(reading), reading.layer.text.strip()) == (["D905"], "Words of it.")


def test_thousands_of_links_to_one_note_are_led_to_it(tmp_path: Path) -> None:
    many = b"".join(b'<p>Words <sup><a href="#n">%d</a></sup></p>' % (n % 9 + 1) for n in range(4000))
    note = b'<div id="n">' + b'<p>x <a href="q">y</a></p>' * 4000 + b"</div>"
    with ends_within(HANGS):
        assert read(tmp_path, "links.html", b"<html><body>" + many + note).sound


@given(data=st.binary(max_size=400), name=st.sampled_from(["a.html", "a.eml", "a.json", "a.csv", "a.js", "a.txt"]))
def test_no_bytes_break_a_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    reading = read(tmp_path_factory.getbasetemp(), name, data)
    assert reading.sound == bool(reading.layer.text.strip()), reading.findings


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("طالبانو د افغانستان پر ډېرو سیمو ولکه ټینګه کړې ده", "ps"),
        ("حکومت جدید در کابل تشکیل شد و وزیران خود را معرفی کرد", "fa"),
        ("أعلنت الحكومة الجديدة في كابول أسماء الوزراء يوم الثلاثاء", "ar"),
        ("نئی حکومت نے کابل میں اپنے وزیروں کے ناموں کا اعلان کیا ہے", "ur"),
        ("The new government in Kabul named its ministers on Tuesday.", "en"),
        ("Le nouveau gouvernement de Kaboul a nommé ses ministres mardi.", "fr"),
        ("Новое правительство в Кабуле назвало имена министров.", "ru"),
        ("Kabul", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language
