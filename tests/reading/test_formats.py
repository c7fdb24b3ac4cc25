"""Documents of every kind become passages; what is broken, shut or hostile becomes a finding."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from armillary.cli import app
from armillary.reading import formats
from armillary.reading.formats import Reading, open_document
from armillary.reading.languages import language_of
from armillary.reading.passages import Document, Kind, Passage
from armillary.reading.pdf.directions import in_reading_order
from armillary.reading.pdf.layout import Spelling, lay_out_pages
from armillary.reading.pdf.lines import Line, Page
from armillary.reading.splitter import split
from armillary.reading.transcripts import transcribe
from tests.casebook.test_hostile import HANGS, ends_within
from tests.reading.documents import (
    MAIL,
    MESSAGES,
    TABLE,
    TELEGRAM,
    TWEETS,
    WEB_PAGE,
    W,
    docx_parts,
    drawn_pdf,
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
    assert "D920" not in codes(reading)


@pytest.mark.parametrize(
    ("first", "second", "joins"),
    [("adminis", "trations", True), ("Counter", "measures", False), ("al", "Qaeda", False), ("hill", "top", True)],
)
def test_a_hyphen_stays_where_the_document_writes_it(first: str, second: str, joins: bool) -> None:
    spelling = Spelling({"administrations", "counter-measures"})
    assert spelling.joins(f"the {first}", f"{second} of it") is joins


@pytest.mark.parametrize(
    "said", ["گروه طالبان در سال ۱۴۰۲ از خاک کشور به پاسگاه مرزی حمله کرد", "الجماعة UNIT هاجمت 12 موقعا في الوادي"]
)
def test_a_line_that_is_drawn_against_its_script_is_read_along_it(tmp_path: Path, said: str) -> None:
    words = [word if word.isascii() or word.isdigit() else word[::-1] for word in said.split()]
    lines = [" ".join(words[::-1]), " ".join(words[::-1])]  # as print shows them, drawn from the left
    reading = read(tmp_path, "drawn.pdf", drawn_pdf(lines))
    assert reading.layer.text.split() == [*said.split(), *said.split()]
    assert codes(reading) == []


def test_parts_of_a_word_that_were_drawn_out_of_order_are_one_word() -> None:
    places = {0: 60.0, 1: 55.0, 2: 50.0, 4: 76.0, 5: 70.0, 6: 65.0}
    assert in_reading_order("گوی فمی", 10.0, lambda place: (places[place], places[place] + 5)) == "فمی\u200cگوی"


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


def in_word(folder: Path, body: str, name: str = "word/document.xml", **more: str) -> Reading:
    """A document with this body, its elements without their prefix."""
    written = f'<document xmlns="{W[9:-1]}"><body>{body}</body></document>'
    return read(folder, "letter.docx", zipped({name: written, **more}))


CONTROL = "<sdt><sdtContent><p><r><t>Deep.</t></r></p></sdtContent></sdt>"
BOX = "<txbxContent><p><r><t>In a box.</t></r></p></txbxContent>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f"<p><r><t>Before.</t><drawing>{BOX}</drawing></r></p>", ["Before.", "In a box."]),
        (f"<p><r><pict>{BOX}</pict></r></p>", ["In a box."]),
        (
            "<p><r><t>Before.</t><AlternateContent><Choice><drawing>BOX</drawing></Choice><Fallback><pict>BOX</pict>"
            "</Fallback></AlternateContent></r></p>".replace("BOX", BOX),
            ["Before.", "In a box."],
        ),
        (
            f'<p><pPr><framePr w:dropCap="drop" xmlns:w="{W[9:-1]}"/></pPr><r><t>D</t></r></p>'
            "<p><r><t>rop capital.</t></r></p>",
            ["Drop capital."],
        ),
        (
            "<sdt><sdtContent><sdt><sdtContent><p><r><t>Deep.</t></r></p></sdtContent></sdt></sdtContent></sdt>",
            ["Deep."],
        ),
        ("<customXml><p><smartTag><r><t>Named.</t></r></smartTag></p></customXml>", ["Named."]),
        ("<ins><p><r><t>Put in.</t></r></p></ins>", ["Put in."]),
        ("<p><r><t>Seen.</t></r><r><rPr><vanish/></rPr><t>Hidden.</t></r></p>", ["Seen."]),
    ],
    ids=["box", "old box", "both boxes", "drop capital", "controls", "tags", "insertion", "hidden"],
)
def test_all_of_a_word_document_that_its_reader_sees(tmp_path: Path, body: str, said: list[str]) -> None:
    assert texts(in_word(tmp_path, body), Kind.BODY) == said


def test_cells_and_rows_within_content_controls(tmp_path: Path) -> None:
    def around(inner: str) -> str:
        return f"<sdt><sdtContent>{inner}</sdtContent></sdt>"

    cells = [f"<tc><p><r><t>{text}</t></r></p></tc>" for text in ("Year", "Men", "2021", "120")]
    body = f"<tbl><tr>{cells[0]}{around(cells[1])}</tr>{around(f'<tr>{cells[2]}{cells[3]}</tr>')}</tbl>"
    reading = in_word(tmp_path, body)
    assert reading.document.raw(of_kind(reading, Kind.TABLE)[0]) == "Year | Men\n2021 | 120"


@pytest.mark.parametrize("strict", [False, True])
def test_a_word_document_whose_parts_have_other_names(tmp_path: Path, strict: bool) -> None:
    def rels(kind: str, target: str) -> str:
        return f'<Relationships><Relationship Type="http://x/{kind}" Target="{target}"/></Relationships>'

    parts = docx_parts()
    parts = {name: parts[f"word/{name}.xml"] for name in ("document", "footnotes", "styles")}
    if strict:
        parts = {
            name: text.replace(W[9:-1], "http://purl.oclc.org/ooxml/wordprocessingml/main")
            for name, text in parts.items()
        }
    names = {
        "word/document2.xml": parts["document"],
        "word/notes7.xml": parts["footnotes"],
        "word/styles.xml": parts["styles"],
    }
    names |= {
        "_rels/.rels": rels("officeDocument", "/word/document2.xml"),
        "word/_rels/document2.xml.rels": rels("footnotes", "notes7.xml"),
    }
    reading = read(tmp_path, "letter.docx", zipped(names))
    assert texts(reading, Kind.HEADING) == ["Introduction"]
    assert texts(reading, Kind.NOTE) == ["The Desk, 4."]


def test_a_document_that_word_would_take_in_is_told_of(tmp_path: Path) -> None:
    rels = '<Relationships><Relationship Type="http://x/aFChunk" Target="chunk.html"/></Relationships>'
    more = {"word/_rels/document.xml.rels": rels, "word/chunk.html": "<p>Taken in</p>"}
    assert codes(in_word(tmp_path, "<p><r><t>Before.</t></r></p>", **more)) == ["D905"]


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
    assert "D920" not in codes(reading)


def test_letters_without_height_have_no_say_in_the_size_of_the_text() -> None:
    line = Line("The gate is shut, they say.", 0, 72.0, 700.0, 400.0, 700.0, 0.0, False, False)
    text, blocks, _ = lay_out_pages([Page(1, 595.0, 842.0, [line])])
    assert text == line.text
    assert len(blocks) == 1


def test_of_several_documents_one_that_cannot_be_read_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> Document:
        if "odd" in text:
            raise KeyError(text)
        return split(text)

    monkeypatch.setattr(formats, "split", broken)
    (tmp_path / "good.txt").write_text("The gate is shut.")
    (tmp_path / "odd.txt").write_text("odd")
    done = CliRunner().invoke(app, ["read", *(str(tmp_path / f"{name}.txt") for name in ("odd", "none", "good"))])
    assert done.exit_code == 1
    assert "The gate is shut." in done.stdout
    assert "D920" in done.stderr
    assert "cannot read" in done.stderr


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


def mail(body: str, kind: str) -> str:
    return f"From: a@example.org\nSubject: Gate\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"


def part(text: str, head: str = "Content-Type: text/plain; charset=utf-8") -> str:
    return f"--b\n{head}\n\n{text}\n"


MIXED, ALTERNATIVE, SHUT = "multipart/mixed; boundary=b", "multipart/alternative; boundary=b", ["The gate is shut."]
PAGE = f"<html><body><p>The gate is shut.</p><p>{'It was open before, they say. ' * 8}</p></body></html>"
INNER = "Content-Type: message/rfc822\n\nFrom: c@example.org\nSubject: Bridge\nContent-Type: text/plain"


@pytest.mark.parametrize(
    ("content", "said", "unread"),
    [
        (
            mail(
                part("The gate is shut.")
                + part("JVBERi0=", "Content-Type: application/pdf; name=map.pdf")
                + part("The bridge is shut."),
                MIXED,
            ),
            ["The gate is shut.", "The bridge is shut."],
            "map.pdf",
        ),
        (
            mail(part("See below.") + part("The bridge is shut.", INNER), MIXED),
            ["See below.", "The bridge is shut."],
            "",
        ),
        (mail(part("See the page.") + part(PAGE, "Content-Type: text/html"), ALTERNATIVE), ["The gate is shut."], ""),
        (
            mail(part("The gate is shut.") + part("<p>The gate is shut.", "Content-Type: text/html"), ALTERNATIVE),
            SHUT,
            "",
        ),
        (mail("The gate is shut.", "text/plain; charset=x-none"), SHUT, ""),
        (mail("The gate is shut.", "text/plain\nContent-Transfer-Encoding:"), SHUT, ""),
        (mail(part("The gate is shut.").replace("--b", "--=(b:1)/="), "multipart/mixed; boundary==(b:1)/="), SHUT, ""),
        (mail(part("The gate is shut.", ""), MIXED), SHUT, ""),
    ],
    ids=["two texts", "attached", "stub", "alternative", "charset", "encoding", "boundary", "no type"],
)
def test_all_of_a_message_that_its_reader_sees(tmp_path: Path, content: str, said: list[str], unread: str) -> None:
    reading = read(tmp_path, "visit.eml", content)
    assert texts(reading, Kind.BODY)[: len(said)] == said
    assert [unread for finding in reading.findings if unread in finding.message] == ([unread] if unread else [])


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


def test_a_whole_account_on_telegram(tmp_path: Path) -> None:
    chats = {
        "about": "x",
        "list": [
            {**json.loads(TELEGRAM), "id": 1},
            {
                "name": "Mill",
                "id": 2,
                "messages": [
                    {
                        "id": 7,
                        "type": "message",
                        "date": "2024-03-04T09:00:00",
                        "from": "Ann",
                        "text": "The mill is shut.",
                    }
                ],
            },
        ],
    }
    reading = read(tmp_path, "result.json", json.dumps({"about": "x", "chats": chats}))
    heads = texts(reading, Kind.HEADING)
    assert [head for head in heads if " · " not in head] == ["Hill Channel", "Mill"]
    assert heads[-1] == "post 7 · 2024-03-04T09:00:00 · Ann"
    assert of_kind(reading, Kind.BODY)[-1].section.above == ("Mill",)


ASKED = "Is the gate shut?"


@pytest.mark.parametrize(
    "message",
    [
        {"poll": {"question": "Is the gate shut?", "answers": [{"text": "Yes, it is.", "voters": 2}]}},
        {"poll": {"question": [{"type": "plain", "text": ASKED}], "answers": [{"text": ["Yes, it is."]}]}},
        {"rich_message": {"blocks": [{"type": "heading", "text": ASKED}, {"text": ["Yes, ", {"text": "it is."}]}]}},
    ],
    ids=["poll", "pieces", "rich"],
)
def test_words_of_a_message_that_stand_elsewhere(tmp_path: Path, message: dict[str, object]) -> None:
    whole = {"id": 1, "type": "message", "date": "2024-03-05T10:00:00", "from": "Ann", "text": "", **message}
    reading = read(tmp_path, "result.json", json.dumps({"name": "Hill", "messages": [whole]}))
    assert texts(reading, Kind.BODY) == ["Is the gate shut?", "Yes, it is."]


def test_the_pages_that_telegram_exports(tmp_path: Path) -> None:
    reading = read(tmp_path, "messages.html", MESSAGES)
    assert reading.kind == "telegram"
    assert texts(reading, Kind.HEADING) == [
        "post 2 · 2024-03-05T10:00:00 · Ann",
        "post 3 · 2024-03-05T10:01:00 · Ann · forwarded from Valley Voice",
    ]
    assert texts(reading, Kind.BODY) == ["The gate is shut.", "It was open.", "The bridge is shut."]
    assert reading.layer.metadata["title"] == "Hill Channel"


LONG = "The gate was shut by two men of the valley, say three traders who saw it and who asked not to be named, " * 3


def test_long_posts_and_forwarded_ones_of_x(tmp_path: Path) -> None:
    cut = LONG[:270]
    tweets: list[dict[str, object]] = [
        {"id_str": "10", "full_text": f"{cut}… https://t.co/a"},
        {
            "id_str": "11",
            "full_text": "RT @valley: Shut, see https://t.co/b",
            "entities": {"urls": [{"url": "https://t.co/b", "expanded_url": "https://example.org/b"}]},
        },
        {"id_str": "12", "full_text": "And so on…"},
    ]
    long: dict[str, object] = {"noteTweet": {"core": {"text": f"{LONG}That is all."}}}
    parts = {"data/tweets.js": as_part("tweets", tweets[:1]), "data/tweets-part1.js": as_part("tweets", tweets[1:])}
    whole = read(tmp_path, "x.zip", zipped({**parts, "data/note-tweet.js": as_part("note_tweet", [long])}))
    assert texts(whole, Kind.BODY) == [f"{LONG}That is all.", "Shut, see https://example.org/b", "And so on…"]
    assert texts(whole, Kind.HEADING)[1] == "post 11 · forwarded from @valley"
    assert codes(whole) == []
    alone = read(tmp_path, "x.zip", zipped(parts))
    assert codes(alone) == ["D908"]
    assert "post 10 is cut off" in alone.findings[0].message


def as_part(kind: str, entries: list[dict[str, object]]) -> str:
    return f"window.YTD.{kind}.part0 = {json.dumps(entries)}"


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
    assert "D920" not in codes(reading)


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
