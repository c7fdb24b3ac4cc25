"""Reading armillary.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from armillary.casebook.records import Answer, Audience, Include, Settings
from armillary.finding import Finding, Place, Wrong, find
from armillary.text.dates import When, parse_when
from armillary.text.files import decode, read_bytes
from armillary.text.invisible import first_hidden, show
from armillary.text.nearest import did_you_mean

FORMAT = 1
NAME = "armillary.toml"
KEYS = ("format", "title", "as_of", "since", "release", "include")
INCLUDE_KEYS = ("path", "marking")
RELEASE_KEYS = ("marking", "compartments", "possible_speakers", "answers")
ANSWER_KEYS = ("finding", "about", "choice", "reason")
CHOICES = ("withhold", "coarsen", "accept")
BEGIN = Place(NAME, 1, 1)
MEANT = "did you mean 'format'?"
ANSWER = 'such as answers = [{finding = "P701", about = "a hosts b", choice = "withhold"}]'
MOST_SPEAKERS = 1000
LARGEST = 64 * 1024  # bytes; the settings of a casebook are a dozen lines, and the answers of its releases


def read_settings(root: Path) -> tuple[Settings, list[Finding]]:
    """The casebook's settings; a file that is missing or cannot be read as TOML is one finding."""
    if (root / NAME).is_symlink():
        hint = "put the file itself here, so that git keeps it"
        return Settings(), [find("S004", Place(NAME), "armillary.toml is a link, which is not followed", hint)]
    data = read_bytes(root, NAME)
    if isinstance(data, Finding):
        missing = not (root / NAME).exists()
        hint = "`armillary new DIR` makes a casebook with one"
        finding = find("S006", Place(NAME), "armillary.toml is missing", hint) if missing else data
        return Settings(), [finding]
    if len(data) > LARGEST:
        what = f"armillary.toml has more than {LARGEST // 1024} KB"
        return Settings(), [find("S003", Place(NAME), what, "it holds the title, the date and the audiences, no more")]
    text = decode(data, NAME)
    if isinstance(text, Finding):
        return Settings(), [text]
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:  # ValueError: bad TOML, and numbers of thousands of digits
        return Settings(), [_not_toml(problem)]
    if hidden := _hidden(values):
        what = f"armillary.toml holds a character that does not show, in '{hidden}'"
        return Settings(), [find("S006", Place(NAME), what, "remove it")]
    return _Settings(text).read(values)


def _not_toml(problem: Exception) -> Finding:
    where = re.search(r"line (\d+), column (\d+)", str(problem))
    place = Place(NAME, int(where[1]), int(where[2])) if where else Place(NAME)
    what = re.sub(r" \(at .*", "", str(problem).splitlines()[0])
    what = (
        what[:1].lower() + what[1:120] if isinstance(problem, tomllib.TOMLDecodeError) else "a value is far too large"
    )
    hint = 'a line is a key, an equals sign and a value; text stands in quotes: title = "A case"'
    if "overwrite" in what or "twice" in what:
        hint = "keep one of them"
    return find("S006", place, f"this is not TOML: {what}", hint)


def _hidden(value: object) -> str:
    """A text among settings with a character that does not show, ready to be shown."""
    pending = [value]
    while pending:  # a stack of our own: tables may nest deeper than Python's
        here = pending.pop()
        if isinstance(here, str) and first_hidden(here) >= 0:
            return show(here[:80])
        pending += [*here, *here.values()] if isinstance(here, dict) else here if isinstance(here, list) else ()
    return ""


class _Settings:
    """The settings while they are read; TOML has no places, so that a key is looked for in the text."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.findings: list[Finding] = []

    def read(self, values: dict[str, Any]) -> tuple[Settings, list[Finding]]:
        self._keys(values)
        if "format" in values or not any(finding.hint == MEANT for finding in self.findings):
            self._format(values.get("format"))
        title = values.get("title", "")
        if not isinstance(title, str):
            self._report("F103", "title", "the title is not text", 'put it in quotes: title = "A case"')
            title = ""
        as_of, since = self._date(values, "as_of"), self._date(values, "since")
        releases = values.get("release", {})
        if not isinstance(releases, dict):
            self._report("F103", "release", "'release' is not a table", "write [release.NAME] and its keys below")
            releases = {}
        audiences = [made for name, release in releases.items() if (made := self._audience(name, release)) is not None]
        settings = Settings(
            title=" ".join(title.split()),
            as_of=as_of,
            since=since,
            audiences=tuple(audiences),
            includes=self._includes(values),
        )
        return settings, self.findings

    def _includes(self, values: dict[str, Any]) -> tuple[Include, ...]:
        """The partners' casebooks that are read alongside."""
        included = values.get("include", {})
        if not isinstance(included, dict) or not all(isinstance(item, dict) for item in included.values()):
            self._report("F103", "include", "'include' is not a table", "write [include.NAME] and its keys below")
            return ()
        found = []
        for name, item in included.items():
            head = self._place(name, self._place("include"))
            if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
                hint = "lower-case words joined by hyphens; it goes before every id of the partner: NAME.id"
                self.findings.append(find("F105", head, f"'{name[:80]}' is not a name for a partner", hint))
                continue
            stray = next((key for key in item if key not in INCLUDE_KEYS), None)
            if stray is not None:
                what, hint = f"an include has no key '{stray[:80]}'", did_you_mean(stray, INCLUDE_KEYS)
                self.findings.append(find("F101", self._place(stray, head), what, hint))
            elif not isinstance(item.get("path"), str) or not isinstance(item.get("marking", ""), str):
                hint = 'where its casebook is: path = "../partner"'
                self.findings.append(find("F102", head, f"the include '{name}' lacks a path", hint))
            else:
                found.append(Include(name=name, place=self._place("path", head), **item))
        return tuple(found)

    def _date(self, values: dict[str, Any], key: str) -> When | None:
        if key not in values:
            return None
        try:
            return parse_when(_say(values[key]))
        except Wrong as wrong:
            self._report("F111", key, wrong.message, wrong.hint)
            return None

    def _keys(self, values: dict[str, Any]) -> None:
        for key in values:
            if key not in KEYS and key not in RELEASE_KEYS:
                self._report("F101", key, f"armillary.toml has no key '{key[:80]}'", did_you_mean(key, KEYS))
        if stray := next((key for key in RELEASE_KEYS if key in values), ""):
            self._report("F101", stray, f"'{stray}' belongs to a release", "write [release.NAME] on a line above it")

    def _format(self, version: object) -> None:
        if type(version) is int and version == FORMAT:
            return
        if version is None:
            self._report("S007", "", "the casebook does not say its format version", f"write 'format = {FORMAT}'")
            return
        hint = f"write 'format = {FORMAT}'"
        if type(version) is int:
            hint = "a newer Armillary reads it" if version > FORMAT else "`armillary migrate` rewrites it"
        said = _say(version) if type(version) is int else f"'{_say(version)}'"
        what = f"the casebook has format version {said}; this Armillary reads version {FORMAT}"
        self._report("S007", "format", what, hint)

    def _audience(self, name: str, release: object) -> Audience | None:
        head = self._place(name, self._place("release"))
        if not isinstance(release, dict):
            hint = f"write [release.{name[:40]}] and its keys below"
            self.findings.append(find("F103", head, f"the release '{name[:80]}' is not a table", hint))
            return None
        for key in release:
            if key not in RELEASE_KEYS:
                what = f"a release has no key '{key[:80]}'"
                self.findings.append(find("F101", self._place(key, head), what, did_you_mean(key, RELEASE_KEYS)))
        marking, compartments = release.get("marking"), release.get("compartments", [])
        if not isinstance(marking, str):
            if not release.keys() - set(RELEASE_KEYS):  # else the marking is what the unknown key meant
                hint = 'who may see it: marking = "CLEAR"'
                self.findings.append(find("F102", head, f"the release '{name[:80]}' lacks a marking", hint))
            return None
        if not isinstance(compartments, list) or not all(isinstance(item, str) for item in compartments):
            place, hint = self._place("compartments", head), 'such as compartments = ["interviews"]'
            self.findings.append(find("F103", place, "compartments are a list of words", hint))
            compartments = []
        least = release.get("possible_speakers", 3)
        if type(least) is not int or not 1 <= least <= MOST_SPEAKERS:
            place, hint = self._place("possible_speakers", head), "among how many speakers one may be picked out: 3"
            self.findings.append(find("F103", place, "possible_speakers is not a small whole number", hint))
            least = 3
        answers = release.get("answers", [])
        place = self._place("answers", head)
        if not isinstance(answers, list) or not all(isinstance(answer, dict) for answer in answers):
            self.findings.append(find("F103", place, "answers are a list of tables", ANSWER))
            answers = []
        return Audience(
            name=name,
            marking=marking,
            compartments=tuple(compartments),
            possible_speakers=least,
            answers=tuple(made for answer in answers if (made := self._answer(answer, place)) is not None),
            place=self._place("marking", head),
        )

    def _answer(self, answer: dict[str, Any], place: Place) -> Answer | None:
        """One answer of a release; the first thing wrong with it is a finding."""
        stray = next((key for key in answer if key not in ANSWER_KEYS), None)
        missing = next((key for key in ANSWER_KEYS[:3] if key not in answer), None)
        wrong = ("F103", "an answer holds something that is not text", ANSWER)
        if stray is not None:
            wrong = ("F101", f"an answer has no key '{stray[:80]}'", did_you_mean(stray, ANSWER_KEYS))
        elif missing is not None:
            wrong = ("F102", f"an answer lacks '{missing}'", ANSWER)
        elif all(isinstance(value, str) for value in answer.values()):
            made = Answer(**answer)
            if made.choice in CHOICES and (made.choice != "accept" or made.reason.strip()):
                return made
            wrong = ("F103", f"an answer has no choice '{made.choice[:80]}'", did_you_mean(made.choice, CHOICES))
            if made.choice == "accept":
                wrong = (
                    "F102",
                    f"what is accepted about '{made.about[:80]}' lacks a reason",
                    "say who decided, and why",
                )
        self.findings.append(
            find(wrong[0], self._place(str(answer.get("about", "")) if stray is None else stray, place), *wrong[1:])
        )
        return None

    def _report(self, code: str, key: str, message: str, hint: str) -> None:
        self.findings.append(find(code, self._place(key), message, hint))

    def _place(self, key: str, after: Place = BEGIN) -> Place:
        """Where a key stands, from a place on; that place itself if it stands nowhere."""
        spelt = re.compile(rf"""(?:^|[\s\[."'{{,]){re.escape(key)}(?:$|[\s\]."'=}}])""")
        for number, line in enumerate(self.lines[after.line - 1 :] if key else (), after.line):
            if match := spelt.search(line.partition("#")[0]):
                return Place(NAME, number, line.index(key, match.start()) + 1)
        return after


def _say(value: object) -> str:
    """A setting as text; what is no date and no version anyway is not spelled out."""
    if isinstance(value, int) and abs(value) > 10**9:
        return "a huge number"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return str(value)[:200]
