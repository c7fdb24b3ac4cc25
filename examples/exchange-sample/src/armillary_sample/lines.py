"""Sources as lines of text: `id | kind | speaker | date | title`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from armillary.exchange.protocol import Entry, Imported, Into, Released
from armillary.finding import ArmillaryError, Finding, Place, find

KEYS = ("id", "kind", "speaker", "date", "title")


class Lines:
    """Reads and writes them; one class may be both."""

    name = "lines"
    says = "sources as lines of text"
    folder = False

    def read(self, files: Sequence[Path], into: Into) -> Imported:  # noqa: ARG002 - it looks nothing up
        """An entry for every line; a line of another shape is a finding, the others are still read."""
        entries: list[Entry] = []
        findings: list[Finding] = []
        for file in files:
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as problem:
                raise ArmillaryError(f"{file} cannot be read: {problem}", "it is a text file in UTF-8") from None
            for number, line in enumerate(lines, 1):
                values = [part.strip() for part in line.split("|")]
                place = Place(file.name, number, 1)
                if len(values) == len(KEYS):
                    said = {key: value for key, value in zip(KEYS, values, strict=True) if value}
                    entries.append(Entry("sources", said, place, speaks_of=frozenset(KEYS)))
                elif line.strip():
                    what = f"the line has {len(values)} parts, not {len(KEYS)}"
                    findings.append(find("X801", place, what, "write " + " | ".join(KEYS)))
        return Imported(entries, findings)

    def write(self, released: Released) -> Mapping[str, bytes]:
        """A line for every source that the release allows."""
        rows = (
            (source.id, source.kind, source.speaker, source.date.text if source.date else "", source.title)
            for source in released.casebook.sources.values()
        )
        return {"sources.txt": "".join(" | ".join(row) + "\n" for row in rows).encode()}
