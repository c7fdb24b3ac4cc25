"""Exports of Telegram Desktop: one chat or a whole account in JSON, or the pages messages.html of one chat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from armillary.finding import ArmillaryError, Place
from armillary.reading.layer import Layer
from armillary.reading.posts import Entries, Post, lay_out

_SAID = ("question", "title", "text", "explanation", "solution", "caption")  # keys of the words of a poll or list
_MORE = ("rich_message", "poll", "todo_list")


def read_telegram(data: bytes, name: str) -> Layer:
    """The messages of an export; `name` is how findings call the file."""
    entries = Entries(name)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        title, posts = _page(data)
        return lay_out(name, title, posts, entries)
    export = json.loads(data.decode("utf-8-sig"))
    if "messages" in export or not isinstance(export.get("chats") or export.get("left_chats"), dict):
        return lay_out(name, str(export.get("name") or ""), list(_chat(export, entries)), entries)
    chats = [chat for key in ("chats", "left_chats") for chat in (export.get(key) or {}).get("list") or []]
    posts = []
    for count, chat in enumerate(chats, 1):
        called = str(chat.get("name") or f"chat {chat.get('id', count)}")
        posts += _chat(chat, entries, called)
    return lay_out(name, "", posts, entries)


def _chat(export: dict[str, Any], entries: Entries, called: str = "") -> Iterator[Post]:
    for count, message in enumerate(export.get("messages") or [], 1):
        if not isinstance(message, dict) or "id" not in message:
            entries.wrong(Place(entries.name), f"message {count} has no id", "export the chat once more")
            continue
        if message.get("type") != "message":
            continue  # joins, pins and calls
        words = [_words(message.get("text", "")), *(part for key in _MORE for part in _said(message.get(key)))]
        yield Post(
            id=str(message["id"]),
            date=str(message.get("date") or ""),
            author=str(message.get("from") or export.get("name") or ""),
            text="\n\n".join(word for word in words if word.strip()),
            reply_to=str(message.get("reply_to_message_id") or ""),
            forwarded_from=str(message.get("forwarded_from") or ""),
            chat=called,
        )


def _words(text: Any) -> str:
    """A text as the export has it: in one piece, or in pieces with and without a form."""
    if isinstance(text, list):
        return "".join(map(_words, text))
    return _words(text.get("text", "")) if isinstance(text, dict) else str(text)


def _said(part: Any) -> Iterator[str]:
    """The words of a poll, a list of things to do or a message with headings, in their order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        pieces = all(isinstance(piece, str) or (isinstance(piece, dict) and "type" in piece) for piece in part)
        if pieces and any(isinstance(piece, str) for piece in part):
            yield _words(part)
        else:
            for piece in part:
                yield from _said(piece)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in _SAID or isinstance(value, (list, dict)):
                yield from _said(value)


def _page(data: bytes) -> tuple[str, list[Post]]:
    """The name of the chat and its messages, as messages.html shows them."""
    try:
        import lxml.html
    except ImportError:
        raise ArmillaryError(
            "web pages are read with the extra 'reading'", "pip install 'armillary[reading]'"
        ) from None
    tree = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False))
    heads = [" ".join(head.itertext()).strip() for head in _of_class(tree, "page_header")]
    title = " ".join(heads[0].split()) if heads else ""
    posts: list[Post] = []
    for message in _of_class(tree, "message"):
        if "default" not in message.get("class", "").split():
            continue  # joins, pins and dates
        dates = [one.get("title", "") for one in _of_class(message, "date")]
        names: list[str] = []
        told: list[str] = []
        for one in _of_class(message, "from_name"):
            said = " ".join((one.text or "").split())
            inside = any("forwarded" in parent.get("class", "").split() for parent in one.iterancestors("div"))
            (told if inside else names).append(said)
        author = names[0] if names else posts[-1].author if posts else title
        words = [_lines(one) for key in ("text", "question", "answer") for one in _of_class(message, key)]
        posts.append(
            Post(
                id=message.get("id", "").removeprefix("message"),
                date=_iso(dates[0]) if dates else "",
                author=author,
                text="\n\n".join(words),
                forwarded_from=told[0] if told else "",
            )
        )
    return title, posts


def _of_class(tree: Any, name: str) -> list[Any]:
    return [one for one in tree.iter("div", "span") if name in one.get("class", "").split()]


def _lines(element: Any) -> str:
    for line in list(element.iter("br")):
        line.tail = "\n" + (line.tail or "")
    return "".join(element.itertext()).strip()


def _iso(written: str) -> str:
    """`05.03.2024 10:00:00 UTC+01:00` in ISO 8601."""
    day, _, time = written.partition(" ")
    parts = day.split(".")
    return "-".join(reversed(parts)) + (f"T{time.split(' ')[0]}" if time else "") if len(parts) == 3 else ""
