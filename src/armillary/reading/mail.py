"""E-mail messages (RFC 5322): the words of the message and of messages in it; attachments are named, not opened."""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.policy
import re
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from armillary.finding import Finding, Place, find
from armillary.reading.blocks import Form, read_blocks
from armillary.reading.html import read_html
from armillary.reading.layer import Layer, Stream, lay_end_to_end

_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)

_MOST_PARTS = 500
_LONGEST_HEADER = 4000  # characters
_DEEPEST = 50  # parts within parts
_STUB = 5  # how many times longer the page of a message is where its plain text only says that there is one
_HEADERS = {"subject": "title", "from": "author", "to": "to", "message-id": "id", "in-reply-to": "reply_to"}
_BARE_BOUNDARY = re.compile(
    rb"(^content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?boundary=)([^\"\s;][^\s;]*)", re.IGNORECASE | re.MULTILINE
)
_NO_ENCODING = re.compile(rb"^content-transfer-encoding:[ \t]*\r?\n(?![ \t])", re.IGNORECASE | re.MULTILINE)


class _Bounded(email.policy.EmailPolicy):
    """Takes the beginning of a long header: to take one apart goes with the square of its length."""

    cut = 0  # headers of which the rest was left

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > _LONGEST_HEADER:
            object.__setattr__(self, "cut", self.cut + 1)
        return name, value[:_LONGEST_HEADER]


def read_mail(data: bytes, name: str) -> Layer:
    """The text of a message; `name` is how findings call the file."""
    here = Place(name)
    policy = _Bounded()
    parts = _Parts(name)
    try:
        bare = _NO_ENCODING.sub(b"", _BARE_BOUNDARY.sub(rb'\1"\2"', data))
        message = email.message_from_bytes(bare, policy=policy)
        assert isinstance(message, EmailMessage)
        parts.read(message)
    except (LookupError, AttributeError, ValueError, RecursionError, email.errors.MessageError) as problem:
        said = "its parts lie too deep" if isinstance(problem, RecursionError) else str(problem)
        what = f"{name} cannot be read as a message: {said}"
        return Layer("", (), findings=(find("D902", here, what, "export the message once more"),))
    metadata = _metadata(message)
    findings = parts.findings
    if policy.cut:
        what = f"{name} has headers of more than {_LONGEST_HEADER:,} characters, of which the beginning was read"
        findings.append(find("D905", here, what, "check where it comes from"))
    if parts.unread:
        shown = ", ".join(parts.unread[:5]) + (f" and {len(parts.unread) - 5} more" if len(parts.unread) > 5 else "")
        what = f"{name} has attachments, which were not opened: {shown}"
        findings.append(find("D905", here, what, "save those that matter and read them as documents of their own"))
    text, blocks, _ = lay_end_to_end(parts.streams)
    return Layer(text, blocks, metadata=parts.metadata | metadata, findings=tuple(findings))


class _Parts:
    """The parts of a message in their order: those that its reader sees as text, and the names of all others."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.streams: list[Stream] = []
        self.unread: list[str] = []
        self.metadata: dict[str, str] = {}
        self.findings: list[Finding] = []
        self.count = 0

    def read(self, part: Any, depth: int = 0) -> None:
        """Read a part, and the parts of it."""
        self.count += 1
        kind = part.get_content_type()
        inner = part.get_payload() if part.is_multipart() else []
        if self.count > _MOST_PARTS or depth > _DEEPEST:
            return
        if kind == "multipart/alternative" and inner:
            self.read(_best(inner), depth + 1)
        elif kind == "multipart/related" and inner:
            self.read(inner[0], depth + 1)
            for other in inner[1:]:
                if not (other["content-id"] or other["content-location"]):  # else the page shows it
                    self.read(other, depth + 1)
        elif kind.startswith("multipart/") and inner:
            for other in inner:
                self.read(other, depth + 1)
        elif kind == "message/rfc822" and inner:
            self._attached(inner[0], depth)
        elif kind in ("text/plain", "text/html") and not part.is_attachment():
            self._text(part, kind)
        elif part.get_filename() or not part.is_multipart():
            self.unread.append(str(part.get_filename() or f"an unnamed part ({kind})"))

    def _attached(self, message: Any, depth: int) -> None:
        """A message within the message, as a section of its own."""
        said = _metadata(message)
        head = " · ".join(
            filter(None, ("attached message", *(said.get(key, "") for key in ("title", "author", "date"))))
        )
        stream = Stream()
        stream.begin(Form.HEADING, head, level=1)
        self.streams.append(stream)
        self.read(message, depth + 1)

    def _text(self, part: Any, kind: str) -> None:
        text = _decoded(part)
        if kind == "text/html":
            layer = read_html(text.encode(), self.name)
            self.metadata = self.metadata or layer.metadata
            self.findings += layer.findings
            text, blocks = layer.text, list(layer.blocks)
        else:
            blocks = read_blocks(text)
        self.streams.append(Stream([text], len(text), blocks))


def _best(parts: list[Any]) -> Any:
    """Of the same thing said several times over: plain text, or the page where the plain text is but a stub."""
    plain = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    other = next((part for part in reversed(parts) if part.get_content_type() != "text/plain"), None)
    if plain is None or other is None:
        return plain or other
    page = next((part for part in other.walk() if part.get_content_type() == "text/html"), None)
    longer = page is not None and len(_TAG.sub("", _decoded(page)).split()) > _STUB * len(_decoded(plain).split())
    return other if longer else plain


def _decoded(part: Any) -> str:
    """The text of a part; where its charset is not known or not its own, as UTF-8 or the commonest of the West."""
    data = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        with contextlib.suppress(LookupError, UnicodeError):
            return str(data.decode(charset)).replace("\r\n", "\n")
    return str(data.decode("latin-1")).replace("\r\n", "\n")


def _metadata(message: EmailMessage) -> dict[str, str]:
    kept = {}
    for header, key in _HEADERS.items():
        try:
            value = " ".join(str(message.get(header, "")).split())
        except (ValueError, IndexError, AttributeError, RecursionError):  # the parser cannot take it apart
            continue
        if value:
            kept[key] = value
    with contextlib.suppress(TypeError, ValueError, IndexError):
        kept["date"] = parsedate_to_datetime(str(message["date"])).date().isoformat()
    return kept
