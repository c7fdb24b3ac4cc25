"""The terminal template of `read`: an outline of the document with the first words of each passage."""

from __future__ import annotations

import re

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from armillary.reading.transcripts import Transcript
from armillary.text.invisible import isolate

_QUIET = "dim"
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SHOWN = {"heading": "bold", "note": "", "running_head": _QUIET, "front_matter": _QUIET, "bibliography": _QUIET}


def show_transcript(found: Transcript) -> RenderableType:
    """What the document is, then its passages, one a line."""
    facts = [found.kind, f"{found.pages} pages" if found.pages else "", found.language]
    facts += [found.metadata.get(key, "") for key in ("author", "date", "publisher")]
    counts = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in found.counts.items())
    parts: list[RenderableType] = [
        Text(found.metadata.get("title") or found.file, style="bold"),
        Text(" · ".join(filter(None, facts))),
        Text(counts or "no passages", style=_QUIET),
        *_citations(found),
        Text(""),
    ]
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, pad_edge=False, header_style=_QUIET)
    table.add_column("page", justify="right", no_wrap=True, style=_QUIET)
    table.add_column("at", no_wrap=True, max_width=34, style=_QUIET)
    table.add_column("kind", no_wrap=True, style=_QUIET)
    table.add_column("text", no_wrap=True, ratio=1)
    for passage in found.passages:
        if passage.kind != "running_head":
            style = _SHOWN.get(passage.kind, "")
            words = Text(isolate(passage.text) if _RIGHT_TO_LEFT.search(passage.text) else passage.text, style=style)
            table.add_row(str(passage.page), passage.at, passage.kind.replace("_", " "), words)
    table.expand = True
    return Group(*parts, table)


def _citations(found: Transcript) -> list[RenderableType]:
    """How many works are cited and by what, and the notes that lead nowhere."""
    if not found.citations:
        return []
    kinds: dict[str, int] = {}
    in_text = sum(not cited.note for cited in found.citations)
    for cited in found.citations:
        if not cited.note:
            continue
        kinds[cited.kind] = kinds.get(cited.kind, 0) + 1
    only = sum(not work.entry for work in found.works)
    said = f"{len(found.works)} works cited" + (f", {only} of them in notes only" if only else "")
    if kinds:
        said += "; notes cite " + ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    if in_text:
        said += f"; the text cites by author and year {in_text} {'time' if in_text == 1 else 'times'}"
    nowhere = [str(cited.note) for cited in found.citations if cited.kind == "unresolved"]
    lines = [Text(said, style=_QUIET)]
    if nowhere:
        lines.append(Text(f"notes that lead nowhere: {', '.join(nowhere)}"))
    return list(lines)
