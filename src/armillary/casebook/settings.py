"""Reading armillary.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from armillary.casebook.records import Audience, Settings
from armillary.finding import Finding, Place, Wrong, find
from armillary.text.dates import parse_when
from armillary.text.files import decode, read_bytes
from armillary.text.nearest import did_you_mean

FORMAT = 1
NAME = "armillary.toml"


def read_settings(root: Path) -> tuple[Settings, list[Finding]]:
    """The casebook's settings; a file that is missing or of another format version is one finding."""
    data = read_bytes(root, NAME)
    if isinstance(data, Finding):
        return Settings(), [
            find("S006", Place(NAME), "armillary.toml is missing or unreadable", "`armillary new` shows one")
        ]
    text = decode(data, NAME)
    if isinstance(text, Finding):
        return Settings(), [text]
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        where = re.search(r"line (\d+), column (\d+)", str(problem))
        place = Place(NAME, int(where[1]), int(where[2])) if where else Place(NAME)
        return Settings(), [
            find("S006", place, "this is not TOML: " + re.sub(r" \(at .*", "", str(problem)), "see toml.io")
        ]
    return _settings(values, text)


def _settings(values: dict[str, Any], text: str) -> tuple[Settings, list[Finding]]:
    findings: list[Finding] = []

    def report(code: str, key: str, message: str, hint: str) -> None:
        line = next((i for i, row in enumerate(text.splitlines(), 1) if key and key in row), 1)
        findings.append(find(code, Place(NAME, line, 1), message, hint))

    version = values.pop("format", None)
    if version != FORMAT:
        said = "no format version" if version is None else f"format version {version}"
        report(
            "S007", "format", f"the casebook has {said}; this is version {FORMAT}", "`armillary migrate` rewrites it"
        )
    known = ("title", "as_of", "release")
    for key in values.keys() - set(known):
        report("F101", key, f"armillary.toml has no key '{key}'", did_you_mean(key, known))
    title = values.get("title", "")
    if not isinstance(title, str):
        report("F103", "title", "the title is not text", "put it in quotes")
        title = ""
    as_of = None
    if "as_of" in values:
        try:
            as_of = parse_when(str(values["as_of"]))
        except Wrong as wrong:
            report("F111", "as_of", wrong.message, wrong.hint)
    audiences = []
    releases = values.get("release", {})
    for name, release in releases.items() if isinstance(releases, dict) else ():
        if not isinstance(release, dict) or not isinstance(release.get("marking"), str):
            report("F102", name, f"the release '{name}' lacks a marking", 'such as marking = "CLEAR"')
            continue
        compartments = release.get("compartments", [])
        if not isinstance(compartments, list) or not all(isinstance(item, str) for item in compartments):
            report("F103", "compartments", "compartments are a list of words", 'such as ["alpha"]')
            compartments = []
        audiences.append(Audience(name=name, marking=release["marking"], compartments=tuple(compartments)))
    return Settings(title=title, as_of=as_of, audiences=tuple(audiences)), findings
