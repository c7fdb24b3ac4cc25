"""E-mail messages (RFC 5322): the words of the message, who sent it and when; attachments are named, not opened."""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from armillary.finding import Place, find
from armillary.reading.blocks import read_blocks
from armillary.reading.html import read_html
from armillary.reading.layer import Layer

_MOST_PARTS = 500
_LONGEST_HEADER = 4000  # characters
_HEADERS = {"subject": "title", "from": "author", "to": "to", "message-id": "id", "in-reply-to": "reply_to"}


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
    try:
        message = email.message_from_bytes(data, policy=policy)
        assert isinstance(message, EmailMessage)
        parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
        body = message.get_body(("plain", "html"))
        content = "" if body is None else body.get_content()
        attached = [str(part.get_filename() or "an unnamed part") for part in parts if part.is_attachment()]
    except (LookupError, KeyError, AttributeError, ValueError, email.errors.MessageError, RecursionError) as problem:
        said = "its parts lie too deep" if isinstance(problem, RecursionError) else str(problem)
        what = f"{name} cannot be read as a message: {said}"
        return Layer("", (), findings=(find("D902", here, what, "export the message once more"),))
    metadata = _metadata(message)
    findings = []
    if policy.cut:
        what = f"{name} has headers of more than {_LONGEST_HEADER:,} characters, of which the beginning was read"
        findings.append(find("D905", here, what, "check where it comes from"))
    if attached:
        shown = ", ".join(attached[:5]) + (f" and {len(attached) - 5} more" if len(attached) > 5 else "")
        what = f"{name} has attachments, which were not opened: {shown}"
        findings.append(find("D905", here, what, "save those that matter and read them as documents of their own"))
    if body is not None and body.get_content_type() == "text/html":
        layer = read_html(str(content).encode(), name)
        return Layer(
            layer.text, layer.blocks, metadata=layer.metadata | metadata, findings=(*layer.findings, *findings)
        )
    text = str(content).replace("\r\n", "\n")
    return Layer(text, tuple(read_blocks(text)), metadata=metadata, findings=tuple(findings))


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
