"""Small documents of every kind, made for the tests: nothing in them is anybody's text."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

PAPER = """
#set document(title: "Bands of the Hills", author: "The Desk", date: datetime(year: 2024, month: 3, day: 5))
#set page(paper: "a4", columns: COLUMNS, margin: 2.2cm,
  header: [BANDS OF THE HILLS #h(1fr) WORKING PAPER], footer: align(center)[#context counter(page).display()])
#set par(justify: true, first-line-indent: 1em)
#set text(size: 10pt, lang: "en", hyphenate: true)

= Introduction

The Red Band has sheltered the Blue Front since it came to power in the hill country, and it has said so more than
once in statements that its spokesmen gave to newspapers of the region.#footnote[The Desk, “Guests,” 4.] Its neighbours
take a different view of the matter, which this paper lays out from interviews and from what the parties publish.

Counter-measures were announced in the spring of that year and were never carried out by anybody who had the means
to do so; officials of three neighbouring governments described them as a gesture meant for an audience
abroad.#footnote[Interviewee 4, March 2, 2024.] FILLER

#figure(rect(width: 80%, height: 2cm, fill: luma(220)), supplement: none, numbering: none,
  caption: [Figure 1: Men at a gate in the valley. (Photo: The Desk)])

== Money and Arms

FILLER The northern route carries goods to the Blue Front at a price that both sides keep to themselves.#footnote[
Ibid., 6.] FILLER

#table(columns: 3, [Year], [Posts], [Men], [2021], [4], [120], [2022], [6], [180], [2023], [9], [240])

FILLER

- Who gives the money?
- Who takes it, and for what?

= Findings

FILLER FILLER In the end the two groups stayed what they had been: guests and hosts.#footnote[The Desk, “Guests,” 9.]
"""
FILLER = """The account that follows was put together over two winters, and where two witnesses differ both are given
with their reasons. Nobody was paid, and those who asked not to be named are called by their number alone. The valley
has had four administrations in ten years, so that few registers go back further than the last of them. """


def write_pdf(path: Path, columns: int = 1, pages: int = 0) -> Path:
    """A paper of a few pages in one or two columns, with notes at the foot, a caption, a table and running heads."""
    text = PAPER.replace("COLUMNS", str(columns)).replace("FILLER", FILLER * (3 + pages))
    path.write_bytes(typst.compile(text.encode()))
    return path


def columns_pdf() -> bytes:
    """A page of three columns, each line of it drawn from edge to edge before the next."""
    words = "and the gate was shut by two men", "who came over the pass by night", "and went on to the old mill"
    rows = "\n".join(f"#grid(columns: (1fr, 1fr, 1fr), gutter: 4mm, [{'], ['.join(words)}])" for _ in range(20))
    return typst.compile(f"#set page(margin: 2cm)\n#set text(size: 10pt)\n{rows}".encode())


def write_picture_pdf(path: Path) -> Path:
    """A page of text and a page that is a picture and nothing else, as a scanner makes it."""
    pixels = ", ".join(["90"] * 12)
    picture = f'#image(bytes(({pixels})), format: (encoding: "rgb8", width: 2, height: 2), width: 90%)'
    path.write_bytes(typst.compile(f"A page with words enough to be read.\n#pagebreak()\n{picture}".encode()))
    return path


def encrypted_pdf() -> bytes:
    """The least that a reader takes for a PDF with a password."""
    key = "0" * 64
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        f"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>",
    ]
    return _file(objects, "/Encrypt 4 0 R/ID[<00><00>]")


def drawn_pdf(lines: Sequence[str]) -> bytes:
    """A page whose letters are drawn from the left to the right in this order, whatever their script."""
    signs = sorted(set("".join(lines)) - {" "})
    code = {sign: 33 + place for place, sign in enumerate(signs)} | {" ": 32}
    pairs = "".join(f"<{code[sign]:02x}><{ord(sign):04x}>" for sign in signs)
    names = (
        f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange<00><ff>endcodespacerange "
        f"{len(signs)} beginbfchar{pairs}endbfchar endcmap end"
    )
    shown = "".join(f"<{''.join(f'{code[sign]:02x}' for sign in line)}>Tj 0 -20 Td " for line in lines)
    drawn = f"BT /F 12 Tf 40 700 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 6 0 R>>",
        f"<</Length {len(names)}>>stream\n{names}\nendstream",
    ]
    return _file(objects, "")


def _file(objects: Sequence[str], more: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R{more}>>"
    return out + f"trailer{trailer}\nstartxref\n{table}\n%%EOF\n".encode()


def docx_parts() -> dict[str, str]:
    """The parts of a Word document with headings, a list, a table, two kinds of notes and a deletion."""

    def p(inner: str, style: str = "") -> str:
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{styled}{inner}</w:p>"

    def r(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    body = [
        p(r("Bands of the Hills"), "Title"),
        p(r("Introduction"), "Heading1"),
        p(
            r("The Red Band shelters the Blue Front.")
            + '<w:r><w:footnoteReference w:id="2"/></w:r>'
            + "<w:del><w:r><w:delText>never said</w:delText></w:r></w:del>"
            + r(" It denies this.")
            + '<w:r><w:endnoteReference w:id="2"/></w:r>'
        ),
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr>' + r("Who gives?") + "</w:p>",
        "<w:tbl><w:tr><w:tc>" + p(r("Year")) + "</w:tc><w:tc>" + p(r("Men")) + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + p(r("2021")) + "</w:tc><w:tc>" + p(r("120")) + "</w:tc></w:tr></w:tbl>",
        p(r("Men at a gate"), "Caption"),
    ]
    notes = (
        '<w:{0}s {1}><w:{0} w:id="0" w:type="separator"/>'
        '<w:{0} w:id="2"><w:p><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}></w:{0}s>'
    )
    return {
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/footnotes.xml": notes.format("footnote", W, "The Desk, 4."),
        "word/endnotes.xml": notes.format("endnote", W, "Interviewee 4."),
        "word/styles.xml": f'<w:styles {W}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
        f'<w:style w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
        "docProps/core.xml": '<c:coreProperties xmlns:c="x" xmlns:d="y"><d:title>Bands of the Hills</d:title>'
        "<d:creator>The Desk</d:creator><d:created>2024-03-05T10:00:00Z</d:created></c:coreProperties>",
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


WEB_PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bands of the Hills</title>
<meta name="author" content="A Reporter"><meta property="article:published_time" content="2024-03-05"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/x">Subscribe to our newsletter now</a></li></ul></nav>
<article><h1>Bands of the Hills</h1>
<p>The Red Band has sheltered the Blue Front since it came to power in the hill country, officials say.<sup id="r1"><a
href="#fn1">1</a></sup> Its neighbours take another view of the matter, and they have said so for years.</p>
<h2>Money and arms</h2>
<p>The northern route carries goods to the Blue Front at a price that both sides keep to themselves.</p>
<ul><li>Who gives the money, and why?</li><li>Who takes it, and for what purpose?</li></ul>
<script>document.write("never run")</script>
<ol><li id="fn1">The Desk, “Guests,” 4. <a href="#r1">↩</a></li></ol></article>
<footer>All rights reserved. Cookies.</footer></body></html>"""

MAIL = """From: A Monitor <monitor@example.org>
To: desk@example.org
Subject: =?utf-8?q?Visit_to_the_valley?=
Date: Tue, 05 Mar 2024 10:00:00 +0430
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset="utf-8"

The post at the gate was still manned on Monday.

> Is the post at the gate still manned?
--b
Content-Type: application/octet-stream
Content-Disposition: attachment; filename="run.exe"

TVo=
--b--
"""

TELEGRAM = json.dumps(
    {
        "name": "Hill Channel",
        "type": "public_channel",
        "messages": [
            {"id": 1, "type": "service", "date": "2024-03-01T08:00:00", "text": ""},
            {
                "id": 2,
                "type": "message",
                "date": "2024-03-02T09:30:00",
                "from": "Hill Channel",
                "forwarded_from": "Valley Voice",
                "text": ["The Red Band denies ", {"type": "bold", "text": "everything"}, ".\n\nIt always has."],
            },
            {
                "id": 3,
                "type": "message",
                "date": "2024-03-03T09:30:00",
                "from": "Hill Channel",
                "text": "پیام دوم از دره",
            },
            {"type": "message", "text": "no id"},
        ],
    },
    ensure_ascii=False,
)

MESSAGES = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head>
<body onload="CheckLocation();"><div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">Hill Channel</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">5 March 2024</div></div>
<div class="message default clearfix" id="message2"><div class="body">
<div class="pull_right date details" title="05.03.2024 10:00:00 UTC+01:00">10:00</div>
<div class="from_name">Ann</div><div class="text">The gate is <strong>shut</strong>.<br><br>It was open.</div>
</div></div>
<div class="message default clearfix joined" id="message3"><div class="body">
<div class="pull_right date details" title="05.03.2024 10:01:00 UTC+01:00">10:01</div>
<div class="forwarded body"><div class="from_name">Valley Voice <span class="date details"
title="04.03.2024 09:00:00 UTC+01:00">04.03.2024</span></div><div class="text">The bridge is shut.</div>
</div></div></div></div></div></div></body></html>"""

TWEETS = "window.YTD.tweets.part0 = " + json.dumps(
    [
        {"tweet": {"id_str": "10", "created_at": "Tue Mar 05 10:00:00 +0000 2024", "full_text": "The gate is shut."}},
        {"tweet": {"id_str": "11", "created_at": "", "full_text": "It is open again."}},
        {"tweet": {"created_at": "x"}},
    ]
)

TABLE = 'id,date,author,text\n7,2024-03-05,Valley Voice,"Shut, they say."\n8,2024-03-06,Valley Voice\n9,,,Open.\n'
