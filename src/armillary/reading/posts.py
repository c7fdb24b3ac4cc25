"""Exports of social posts: what one is, how they are laid out, and a table of one post a row.

Each post is a section of its own, headed by its number, time and author, so that a locator can name it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from armillary.finding import Finding, Place, find
from armillary.reading.blocks import Form
from armillary.reading.layer import Layer, Stream, lay_end_to_end

COLUMNS = ("id", "date", "author", "text", "url", "reply_to", "forwarded_from")
_PARAGRAPH = re.compile(r"\n\s*\n")
_LARGEST_CELL = 1_000_000
_MOST_FINDINGS = 20


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """One post: `date` as the export gives it, in ISO 8601."""

    id: str
    date: str
    author: str
    text: str
    url: str = ""
    reply_to: str = ""
    forwarded_from: str = ""
    chat: str = ""  # where an export has several


class Entries:
    """Posts as they are read, and a finding for each entry that is none."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self.unread = 0

    def wrong(self, place: Place, message: str, hint: str) -> None:
        self.unread += 1
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(find("D908", place, message, hint))


def read_table(data: bytes, name: str) -> Layer | Finding:
    """Posts in CSV, one a row: a column `text` and, as far as known, the others of COLUMNS.

    Commas part the cells, or what the head has instead: semicolons or tabs, as spreadsheets of some countries write.
    """
    csv.field_size_limit(_LARGEST_CELL)
    written = data.decode("utf-8-sig")
    first = written.partition("\n")[0]
    comma = next((sign for sign in ",;\t" if sign in first), ",")
    rows = csv.reader(io.StringIO(written, newline=""), delimiter=comma)
    head = [cell.strip().casefold() for cell in next(rows, [])]
    if "text" not in head:
        what = f"{name} is no table of posts: it has no column 'text'; it has {', '.join(head[:12]) or 'none'}"
        return find("D902", Place(name, 1, 1), what, f"name the columns {', '.join(COLUMNS)}")
    entries = Entries(name)
    return lay_out(name, "", list(_table(rows, head, entries)), entries)


def _table(rows: Any, head: list[str], entries: Entries) -> Iterator[Post]:
    count = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            entries.wrong(Place(entries.name, rows.line_num, 1), f"this row is not CSV: {problem}", "mend its quotes")
            continue
        if not any(row):
            continue
        count += 1
        if len(row) != len(head):
            what = f"this row has {len(row)} cells where the head has {len(head)}"
            entries.wrong(Place(entries.name, rows.line_num, 1), what, "put texts that hold commas in quotes")
            continue
        cells = dict(zip(head, (cell.strip() for cell in row), strict=True))
        yield Post(
            id=cells.get("id") or str(count),
            date=cells.get("date", ""),
            author=cells.get("author", ""),
            text=cells["text"],
            url=cells.get("url", ""),
            reply_to=cells.get("reply_to", ""),
            forwarded_from=cells.get("forwarded_from", ""),
        )


def lay_out(name: str, title: str, posts: list[Post], entries: Entries) -> Layer:
    """Posts as a text: a section for each, within that of its chat where there are several."""
    stream = Stream()
    chat = ""
    for post in posts:
        paragraphs = [" ".join(part.split()) for part in _PARAGRAPH.split(post.text) if part.strip()]
        if not paragraphs:
            continue  # a picture without words
        head = " · ".join(filter(None, (f"post {post.id}", post.date, post.author)))
        if post.forwarded_from:
            head += f" · forwarded from {post.forwarded_from}"
        if post.chat != chat:
            chat = post.chat
            stream.begin(Form.HEADING, chat, level=1)
        stream.begin(Form.HEADING, head, level=2 if chat else 1)
        for paragraph in paragraphs:
            stream.begin(Form.PROSE, paragraph)
    text, blocks, _ = lay_end_to_end([stream])
    dates = sorted(post.date[:10] for post in posts if post.date)
    metadata = {"title": title or name, "posts": str(len(posts))}
    if dates:
        metadata |= {"date": dates[-1], "first": dates[0]}
    authors = {post.author for post in posts if post.author}
    if len(authors) == 1:
        metadata["author"] = authors.pop()
    if entries.unread > len(entries.findings):
        rest = entries.unread - len(entries.findings)
        entries.findings.append(find("D908", Place(name), f"{rest} more entries cannot be read", "mend the first ones"))
    return Layer(text, blocks, metadata=metadata, findings=tuple(entries.findings))
