"""The particulars of a document that is to be a source: from options, a bibliography, and what the file says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from armillary.exchange.documents.naming import is_person
from armillary.exchange.protocol import Entry, Into
from armillary.exchange.registry import read_with
from armillary.exchange.work_entries import fold_latin
from armillary.finding import ArmillaryError, Finding, Place, find
from armillary.reading.citations.sources import address_key
from armillary.reading.citations.works import name_work
from armillary.reading.citations.written import words_of
from armillary.reading.formats import Reading
from armillary.reading.passages import Kind
from armillary.text.hijri_years import as_meant
from armillary.text.months import said_date

ASKED = ("title", "speaker", "kind", "date", "publisher", "language", "url")  # in the order in which they are asked for
NEEDED = ("title", "speaker", "kind")
KINDS = {"html": "web_page", "telegram": "post", "x": "post", "posts-csv": "post", "eml": "correspondence"}
BIBLIOGRAPHIES = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris", ".json": "csl"}
_MADE_BY = re.compile(
    r"^(?:microsoft word|powerpoint|untitled|document\d*|print)\b|\.(?:docx?|indd|qxd|pdf|pptx?)$", re.I
)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a document: values by key of the format, and by what each was told (option, bibliography, file).

    `speaker` is an id or a name. `more` are keys that only a bibliography gives, `proposed` the speakers it proposes.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    told_by: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, object] = field(default_factory=dict)
    proposed: Sequence[Entry] = ()
    findings: Sequence[Finding] = ()
    key: str = ""  # the id that a bibliography has for it

    @property
    def missing(self) -> list[str]:
        """What must be known and is not."""
        return [key for key in NEEDED if not self.values.get(key)]

    def told(self, values: Mapping[str, str], by: str) -> Particulars:
        """The same with values that take the place of what was told before."""
        new = {key: " ".join(value.split()) for key, value in values.items() if value.strip()}
        return replace(self, values={**self.values, **new}, told_by={**self.told_by, **dict.fromkeys(new, by)})

    def dated(self, name: str) -> Particulars:
        """The same with its date in the calendar that its language has, and a finding where nobody said so."""
        date = self.values.get("date", "")
        meant = as_meant(date, self.values.get("language", ""))
        if ":" not in meant or meant == date:
            return replace(self, values=dict(self.values) | ({"date": meant} if date else {}))
        what = f"the date of {name} is taken to be Hijri: {meant}"
        finding = find("X805", Place(name), what, f"write {date} there if it is of our era")
        return replace(self, values={**self.values, "date": meant}, findings=[*self.findings, finding])

    def without(self, key: str) -> Particulars:
        """The same without one value."""
        return replace(self, values={word: value for word, value in self.values.items() if word != key})


def read_particulars(reading: Reading) -> Particulars:
    """What a file says of itself. Who wrote a letter, and its subject, are left to be said: they may be private."""
    said = reading.layer.metadata
    kind = KINDS.get(reading.kind, "")
    values = {"kind": kind, "language": reading.language, "date": said.get("date", "")}
    if reading.kind == "eml":
        on = f" of {said_date(values['date'])}" if values["date"] else ""
        return Particulars().told(values | {"title": f"Correspondence{on}"}, "file")
    values |= {
        "title": _title(reading),
        "speaker": said.get("author", ""),
        "publisher": said.get("publisher", ""),
        "url": said.get("url", ""),
    }
    return Particulars().told(values, "file")


def _title(reading: Reading) -> str:
    """The title that the file gives itself, else the heading that it begins with."""
    said = reading.layer.metadata.get("title", "")
    if said and not _MADE_BY.search(said) and not (reading.kind in ("x", "posts-csv") and "." in said):
        return said[:300]
    if KINDS.get(reading.kind) == "post":
        return ""
    # Of a printed page and of a text that begins with something else, the first heading is that of a section.
    first = reading.document.passages[0] if reading.document.passages and reading.kind != "pdf" else None
    return reading.document.plain(first)[:300] if first is not None and first.kind is Kind.HEADING else ""


def read_bibliography(path: Path, into: Into, of: Particulars) -> Particulars:
    """The particulars with those of a bibliography's entry: the only one, or the one of the same title or address."""
    form = BIBLIOGRAPHIES.get(path.suffix.casefold())
    if form is None:
        raise ArmillaryError(f"{path.name} is no bibliography", "give a file that ends in .bib, .ris or .json (CSL)")
    if not path.exists():
        raise ArmillaryError(f"{path} is not there", "name a file that is")
    found = read_with(form, [path], into)
    sources = [entry for entry in found.entries if entry.folder == "sources"]
    chosen = sources if len(sources) == 1 else [entry for entry in sources if _is_of(entry, of)]
    if len(chosen) != 1:
        said = found.findings[0].message if found.findings and not sources else f"{len(sources)} entries"
        hint = "give a file with its entry alone, or --title as the entry has it"
        raise ArmillaryError(f"it cannot be told which entry of {path.name} is the document: {said}", hint)
    values = dict(chosen[0].values)
    speaker = str(values.get("speaker", ""))
    proposed = [entry for entry in found.entries if entry.folder == "speakers" and entry.values.get("id") == speaker]
    mine = {key: str(values.pop(key)) for key in (*ASKED, "marking") if key in values}
    key = str(values.pop("id", ""))
    ours = [finding for finding in found.findings if finding.code != "X806" and finding.place == chosen[0].place]
    made = of.told(mine, "bibliography")
    return replace(made, more=values, proposed=proposed, findings=ours, key=key)


def _is_of(entry: Entry, of: Particulars) -> bool:
    title, url = words_of(str(entry.values.get("title", ""))), address_key(str(entry.values.get("url", "")))
    same_url = bool(url) and url == address_key(of.values.get("url", ""))
    return same_url or (bool(title) and title == words_of(of.values.get("title", "")))


def propose_id(of: Particulars, speaker_name: str, taken: set[str]) -> str:
    """An id for a document: that of its bibliography, else who speaks and the year: desk-2024."""
    if of.key and of.key not in taken:
        return of.key
    first = speaker_name.split(" and ")[0].split(",")[0]
    year = re.search(r"[0-9]{4}", of.values.get("date", ""))
    name = fold_latin(first.split()[-1] if is_person(first) else first)
    return name_work([name or of.values.get("kind", "document")], year[0] if year else "", set(taken))
