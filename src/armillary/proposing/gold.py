"""Gold: claims that a person found, sentence by sentence; read from JSON, JSON lines or CSV."""

# Without `from __future__ import annotations`, so that msgspec finds types and need not evaluate their names.

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec

from armillary.finding import ArmillaryError

COLUMNS = ("sentence", "span", "subject", "relation", "object", "value", "polarity", "hedged", "credit")
_YES = frozenset({"true", "yes", "y", "1", "hedged"})


class GoldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a sentence; `sentence` is its text, or so much of it that no other sentence has it.

    A sentence without claims stands once with empty ends. `span`, where given, says where the sentence is. Of an amount
    `relation` is the measure, and `value` or the words in `object` say how much. Of names in `credit` parted by `|` any
    one will do.
    """

    sentence: str = ""
    span: tuple[int, int] | None = None
    subject: str = ""
    relation: str = ""
    object: str = ""
    value: str = ""
    polarity: str = "asserts"
    hedged: bool = False
    credit: tuple[str, ...] | None = None


def read_gold(path: Path) -> list[GoldClaim]:
    """The claims of a gold file; raises ArmillaryError with the row that is at fault."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise ArmillaryError(f"cannot read {path}: {problem}", "gold is a JSON or CSV file in UTF-8") from None
    if path.suffix.lower() == ".csv":
        rows: list[Any] = list(csv.DictReader(io.StringIO(text)))
    else:
        rows = _json_rows(path, text)
    claims = [_claim(path, number, row) for number, row in enumerate(rows, start=1)]
    if not claims:
        raise ArmillaryError(f"{path} has no claims", f"its columns are {', '.join(COLUMNS)}")
    return claims


def _json_rows(path: Path, text: str) -> list[Any]:
    try:
        if text.lstrip()[:1] == "[":
            rows = json.loads(text)
        else:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as problem:
        raise ArmillaryError(f"{path} is not JSON: {problem}", "a list of objects, or one object a line") from None
    return list(rows)


def _claim(path: Path, number: int, row: Any) -> GoldClaim:
    def wrong(what: str) -> ArmillaryError:
        return ArmillaryError(f"{path}, entry {number}: {what}", f"its fields are {', '.join(COLUMNS)}")

    if not isinstance(row, dict):
        raise wrong("not an object")
    sentence = str(row.get("sentence") or row.get("passage") or "")
    span = row.get("span") or None
    if isinstance(span, str):
        span = [part for part in span.replace("-", " ").replace(",", " ").split() if part]
    try:
        place = (int(span[0]), int(span[1])) if span else None
    except (ValueError, IndexError, TypeError):
        raise wrong(f"'{row.get('span')}' is no span") from None
    if not sentence and place is None:
        raise wrong("neither a sentence nor a span")
    polarity = str(row.get("polarity") or "asserts")
    if polarity not in ("asserts", "denies"):
        raise wrong(f"the polarity '{polarity}' is neither asserts nor denies")
    hedged = row.get("hedged")
    credit = row.get("credit")
    if isinstance(credit, str):
        credit = [part.strip() for part in credit.split(";") if part.strip()] if credit else None
    return GoldClaim(
        sentence=sentence,
        span=place,
        subject=str(row.get("subject") or ""),
        relation=str(row.get("relation") or ""),
        object=str(row.get("object") or ""),
        value=str(row.get("value") or ""),
        polarity=polarity,
        hedged=hedged if isinstance(hedged, bool) else str(hedged or "").lower() in _YES,
        credit=tuple(map(str, credit)) if credit is not None else None,
    )
