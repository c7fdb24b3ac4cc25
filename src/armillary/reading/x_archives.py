"""The archive of an account on X: its posts, long ones whole, and whom it forwards."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from armillary.finding import Place
from armillary.reading.archive import Archive
from armillary.reading.layer import Layer
from armillary.reading.posts import Entries, Post, lay_out

POSTS = re.compile(r"(?:.*/)?data/tweets?(?:-part\d+)?\.js")  # the parts of an archive that hold posts
_LONG = re.compile(r"(?:.*/)?data/note-tweet(?:-part\d+)?\.js")
_YTD = re.compile(r"^\s*window\.YTD\.\w+\.part\d+\s*=\s*")
_DATE = "%a %b %d %H:%M:%S %z %Y"
_CUT = re.compile(r"(?:…|\.\.\.)(?:\s*https://t\.co/\w+)*\s*$")
_FORWARDED = re.compile(r"RT @(\w+): ")
_LEAST = 240  # characters; shorter posts that end in three dots were written so


def read_x(path: Path, name: str) -> Layer:
    """The posts of an archive, or of a tweets.js taken from one; `name` is how findings call it.

    Raises TooLarge or BadZipFile where it cannot be unpacked, JSONDecodeError where a part is none of an archive.
    """
    entries = Entries(name)
    if zipfile.is_zipfile(path):
        with Archive(path) as archive:
            posts, long = ([archive.read(n) for n in archive.names if of.fullmatch(n)] for of in (POSTS, _LONG))
    else:
        beside = path.with_name("note-tweet.js")
        posts, long = [path.read_bytes()], [beside.read_bytes()] if beside.is_file() else []
    notes = [note for data in long for note in _notes(_load(data))]
    return lay_out(name, "", [post for data in posts for post in _posts(_load(data), notes, entries)], entries)


def _load(data: bytes) -> Any:
    return json.loads(_YTD.sub("", data.decode("utf-8-sig"), count=1))


def _notes(found: Iterable[Any]) -> Iterator[str]:
    for entry in found:
        core = (entry.get("noteTweet") or {}).get("core") or {} if isinstance(entry, dict) else {}
        if core.get("text"):
            yield html.unescape(str(core["text"]))


def _posts(found: Iterable[Any], notes: list[str], entries: Entries) -> Iterator[Post]:
    for count, entry in enumerate(found, 1):
        tweet = entry.get("tweet", entry) if isinstance(entry, dict) else {}
        identity, text = tweet.get("id_str"), tweet.get("full_text", tweet.get("text"))
        if not identity or text is None:
            hint = "ask for the archive once more"
            entries.wrong(Place(entries.name), f"post {count} has no id_str or full_text", hint)
            continue
        try:
            date = datetime.strptime(str(tweet.get("created_at")), _DATE).astimezone(UTC).isoformat()
        except ValueError:
            date = ""
        text = _whole(tweet, html.unescape(str(text)), notes)  # the archive writes & < > as a web page does
        if _is_cut(tweet, text):
            hint = "read the whole archive: long texts are in its note-tweet.js"
            entries.wrong(Place(entries.name), f"post {identity} is cut off after {len(text)} characters", hint)
        forwarded = _FORWARDED.match(text)
        for link in (tweet.get("entities") or {}).get("urls") or []:
            text = text.replace(str(link.get("url") or "\0"), str(link.get("expanded_url") or link.get("url")))
        yield Post(
            id=str(identity),
            date=date,
            author=str(tweet.get("user", {}).get("screen_name") or ""),
            text=text[forwarded.end() :] if forwarded else text,
            reply_to=str(tweet.get("in_reply_to_status_id_str") or ""),
            forwarded_from=f"@{forwarded[1]}" if forwarded else "",
        )


def _whole(tweet: dict[str, Any], text: str, notes: list[str]) -> str:
    """The whole text of a post that is longer than the archive's field for it."""
    for key, field in (("note_tweet", "text"), ("extended_tweet", "full_text")):
        if isinstance(tweet.get(key), dict) and tweet[key].get(field):
            return html.unescape(str(tweet[key][field]))
    if not _is_cut(tweet, text):
        return text
    begin = _CUT.sub("", text)
    return next((note for note in notes if note.startswith(begin)), text)


def _is_cut(tweet: dict[str, Any], text: str) -> bool:
    cut = _CUT.search(text)
    return cut is not None and (bool(tweet.get("truncated")) or cut.start() >= _LEAST) and not _FORWARDED.match(text)
