"""The report as PDF, set by Typst: the template reads the report as JSON, so that no text of it is ever markup."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

import msgspec

from armillary.finding import ArmillaryError
from armillary.out.report.content import Report
from armillary.out.report.extra import font_folders, typesetter
from armillary.out.report.text import clean, stretches

_BREAKS = re.compile(r"(?<=[/?&=_.-])(?=[^/\s])")  # where a long address may go on to the next line


def render_paper(report: Report) -> bytes:
    """The whole PDF; its date is the report's, so that the same report gives the same bytes."""
    made = datetime.combine(date.fromisoformat(report.as_of), datetime.min.time(), UTC)
    template = (resources.files("armillary.out.report") / "paper.typ").read_text(encoding="utf-8")
    inputs = {"report": msgspec.json.encode(_plain(report)).decode()}
    # PDF/UA is refused where a letter is in no font, as an emoji is not; such a report is set without that promise
    for standards in (["ua-1"], []):
        try:
            pdf = typesetter().compile(
                template.encode(),
                format="pdf",
                font_paths=font_folders(),
                ignore_system_fonts=True,
                sys_inputs=inputs,
                timestamp=int(made.timestamp()),
                pdf_standards=standards,
            )
            return bytes(pdf)
        except (RuntimeError, ValueError) as problem:
            refused = str(problem)
    raise ArmillaryError(f"Typst could not set the report: {refused}", "please report this")


def _plain(report: Report) -> Any:
    """The report as plain values: text cleaned and divided by direction, figures for paper only."""
    day = date.fromisoformat(report.as_of)
    values = msgspec.to_builtins(report)
    values["day"] = [day.year, day.month, day.day]
    return _divided(values)


def _divided(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [_divided(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "text":
        parts = [[part, leftward] for part, leftward in stretches(clean(value["text"]))]
        return {"type": "text", "style": value["style"], "parts": parts}
    if value.get("type") == "link":
        return value | {"text": _BREAKS.sub("\u200b", clean(value["text"])), "url": clean(value["url"])}
    if value.get("type") == "figure":
        value = {key: item for key, item in value.items() if key != "screen"}
    return {key: _divided(item) for key, item in value.items()}
