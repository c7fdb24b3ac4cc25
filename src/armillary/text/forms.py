"""Forms: which keys a record has, how each is read, and what the manual and the editor's schema say of it.

A form is data. The reader, the JSON Schema and the reference pages are all made from it, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

import msgspec

from armillary.finding import Finding, Place, Wrong, find
from armillary.text.nearest import did_you_mean, nearest
from armillary.text.nodes import Mapping, Node, Scalar, Sequence

Read = Callable[[Node, "Reading"], Any]

MOST_FINDINGS = 1000  # in one file: nobody reads more at once, and mistakes must not fill the memory


class Reading:
    """The state of reading one file: its name and the findings so far."""

    __slots__ = ("file", "findings")

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def full(self) -> bool:
        """Whether so much is wrong that the rest of the file is not looked at."""
        return len(self.findings) >= MOST_FINDINGS

    def place(self, node: Node | Scalar) -> Place:
        """Where a node stands."""
        return Place(self.file, node.line, node.column)

    def report(self, code: str, node: Node | Scalar, message: str, hint: str = "") -> None:
        """Add a finding at a node."""
        self._add(code, self.place(node), message, hint)

    def report_wrong(self, node: Node, wrong: Wrong) -> None:
        """Add the finding of a text that could not be read; an offset moves the column within a plain one-line text."""
        column = node.column + (wrong.offset if isinstance(node, Scalar) and node.plain else 0)
        self._add(wrong.code or "F103", Place(self.file, node.line, column), wrong.message, wrong.hint)

    def _add(self, code: str, place: Place, message: str, hint: str) -> None:
        if self.full():
            return
        if len(self.findings) == MOST_FINDINGS - 1:
            hint = f"this is finding {MOST_FINDINGS:,} of the file; mend these, and the rest of it will be read"
        self.findings.append(find(code, place, message, hint))


class Broken(Exception):  # noqa: N818 - not an error of ours: a nested part is unusable and has its finding already
    """Part of a value could not be read and the finding is there; the value as a whole is not usable."""


class Reader(msgspec.Struct, frozen=True):
    """How one value is read, with its JSON Schema and its description for people."""

    read: Read
    schema: dict[str, Any]
    says: str


class Field(msgspec.Struct, frozen=True):
    """One key of a form."""

    key: str
    reader: Reader
    says: str
    required: bool = False
    attribute: str = ""
    kind: bool = False  # one of several keys that decide what the record is

    @property
    def name(self) -> str:
        """The attribute of the record that holds it."""
        return self.attribute or self.key


class Form(msgspec.Struct, frozen=True):
    """The keys of one kind of record."""

    name: str
    fields: tuple[Field, ...]
    says: str = ""
    gone: dict[str, str] = {}  # keys that there were once, and what to do instead
    by_key: dict[str, Field] = {}  # both from the fields
    required: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "by_key", {f.key: f for f in self.fields})
        msgspec.structs.force_setattr(self, "required", tuple(f.key for f in self.fields if f.required))

    def schema(self) -> dict[str, Any]:
        """JSON Schema (2020-12) of one record, for editors."""
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {f.key: f.reader.schema | {"description": f.says} for f in self.fields},
            "required": list(self.required),
        }


def fill(form: Form, node: Node, reading: Reading, marks: dict[str, int] | None = None) -> tuple[dict[str, Any], bool]:
    """Read a mapping by a form: the values by attribute, and whether all of them could be read.

    Every mistake becomes a finding; the rest is still read. `marks` receives key -> line * 4096 + column.
    """
    if type(node) is not Mapping:
        reading.report("F103", node, f"expected {form.name} as a mapping of keys", "write 'key: value' lines")
        return {}, False
    values: dict[str, Any] = {}
    by_key = form.by_key
    seen: set[str] = set()
    whole = True
    unknown: list[Scalar] = []
    again: list[Scalar] = []
    for key, item in node.items:
        word = key.value
        if word in seen:
            again.append(key)
            continue
        seen.add(word)
        known = by_key.get(word)
        if known is None:
            unknown.append(key)
            continue
        if marks is not None:
            marks[word] = mark(item)
            if type(item) is Sequence:
                for index, part in enumerate(item.items):
                    marks[f"{word}.{index}"] = mark(part)
        try:
            values[known.attribute or word] = known.reader.read(item, reading)
        except Wrong as wrong:
            reading.report_wrong(item, wrong)
            whole = False
        except Broken:
            whole = False
    if again:
        whole = False
        reading.report("F110", again[0], *_twice(again))
    missing = [word for word in form.required if word not in seen]
    for key in unknown:
        whole = False
        if reading.full():
            break
        close = nearest(key.value, (k for k in by_key if k not in seen))
        hint = f"did you mean '{close[0]}'?" if close else did_you_mean(key.value, by_key)
        if close and close[0] in missing:
            missing.remove(close[0])
        elif key.value in form.gone:
            hint = form.gone[key.value]
        elif len(missing) == 1 and not close:  # a key too many and one too few are one mistake
            hint = f"is '{missing[0]}' meant? {form.name} lacks it"
            del missing[0]
        reading.report("F101", key, f"{form.name} has no key '{key.value[:80]}'", hint)
    for word in missing:
        whole = False
        code = "F104" if word == "at" else "F102"
        says = form.by_key[word].says
        hint = f"add '{word}'" + (f": {says}" if says != word else "")
        reading.report(code, node, f"{form.name} lacks '{word}'", hint)
    return values, whole


def _twice(again: list[Scalar]) -> tuple[str, str]:
    """What is wrong when keys stand again, and a hint; several at once are mostly an entry without its dash."""
    words = list(dict.fromkeys(key.value[:80] for key in again))
    if len(words) == 1:
        times = "twice" if len(again) == 1 else f"{len(again) + 1:,} times"
        return f"the key '{words[0]}' stands {times}", "keep one of them"
    names = ", ".join(f"'{word}'" for word in words[:3]) + (" and others" if len(words) > 3 else "")
    return f"the keys {names} stand twice", "does a new entry begin here? it wants its '- '"


def mark(node: Node) -> int:
    """A node's place packed into one number."""
    return node.line * 4096 + min(node.column, 4095)


def unmark(packed: int, file: str) -> Place:
    """The place that `mark` packed."""
    return Place(file, packed >> 12, packed & 4095)


# --- readers of single values ---------------------------------------------------------------------------------------


def a(noun: str) -> str:
    """A noun with its article."""
    return ("an " if noun[0] in "aeiou" and not noun.startswith("unit") else "a ") + noun


def _scalar(node: Node, what: str) -> str:
    if type(node) is not Scalar:
        shape = "a list" if isinstance(node, Sequence) else "a mapping"
        hint = "one value stands here; a text that begins with '[' stands in quotes"
        if isinstance(node, Mapping):
            hint = "put the text in quotes: it holds ': ' or begins with '{'"
        raise Wrong(f"expected {what}, found {shape}", hint)
    value = node.value
    if not value.strip() or (node.plain and value in ("~", "null")):
        raise Wrong(f"expected {what}, found nothing", "fill it in or remove the key")
    return value


def text(says: str = "text", longest: int = 4000) -> Reader:
    """Any text on one or more lines."""

    def read(node: Node, reading: Reading) -> str:
        value = " ".join(_scalar(node, "text").split())
        if type(node) is Scalar and node.rest:
            what = f"the text ends at ' #'; what follows is a comment: '{node.rest[:80]}'"
            reading.report("F121", node, what, "put the text in quotes; a comment has two blanks before it: '  # '")
        if len(value) > longest:
            raise Wrong(
                f"the text has {len(value)} characters; the limit is {longest}", "say it shorter, in your own words"
            )
        return value

    return Reader(read, {"type": "string", "maxLength": longest}, says)


def pattern(regex: str, says: str, code: str = "F105", hint: str = "") -> Reader:
    """A text of a given shape."""
    compiled = re.compile(regex)

    def read(node: Node, _: Reading) -> str:
        value = _scalar(node, says)
        if not compiled.fullmatch(value):
            raise Wrong(f"'{value[:80]}' is not {says}", hint, code)
        return value

    return Reader(read, {"type": "string", "pattern": f"^(?:{regex})$"}, says)


ID = r"[a-z0-9]+(?:[-_.][a-z0-9]+)*"


def identifier(says: str, regex: str = ID, example: str = "al-qaeda") -> Reader:
    """An id as the format spells it."""
    plain = pattern(regex, says, "F105", f"lower-case words joined by hyphens, such as {example}")

    def read(node: Node, reading: Reading) -> str:
        try:
            return plain.read(node, reading)  # type: ignore[no-any-return]
        except Wrong as wrong:
            if (
                wrong.code == "F105"
                and isinstance(node, Scalar)
                and (meant := _as_id(node.value))
                and re.fullmatch(regex, meant)
            ):
                wrong.hint = f"did you mean '{meant}'? ids are lower-case words joined by hyphens"
            raise

    return Reader(read, plain.schema, says)


def _as_id(written: str) -> str:
    return re.sub(r"[^a-z0-9/_.]+", "-", written[:80].strip().lower()).strip("-")


def term(terms: Collection[str], what: str) -> Reader:
    """One word of the vocabulary."""
    known = frozenset(terms)

    def read(node: Node, _: Reading) -> str:
        value = _scalar(node, a(what))
        if value not in known:
            raise Wrong(f"the vocabulary has no {what} '{value[:80]}'", did_you_mean(value, known), "F106")
        return value

    return Reader(read, {"type": "string", "enum": sorted(known)}, f"a {what} of the vocabulary")


_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def number(says: str, low: float, high: float) -> Reader:
    """A number between two bounds, both allowed."""

    def read(node: Node, _: Reading) -> float:
        value = _scalar(node, says)
        if not _NUMBER.fullmatch(value):  # float() also takes inf, 1_000 and the digits of other scripts
            raise Wrong(f"'{value[:80]}' is not {says}", f"a number from {low:g} to {high:g}")
        result = float(value)
        if not low <= result <= high:
            raise Wrong(f"{value[:80]} is not {says}", f"a number from {low:g} to {high:g}")
        return result

    return Reader(read, {"type": "number", "minimum": low, "maximum": high}, says)


def whole_number(says: str, low: int, high: int) -> Reader:
    """A whole number between two bounds, both allowed."""
    inner = number(says, low, high)

    def read(node: Node, reading: Reading) -> int:
        value = inner.read(node, reading)
        if value != int(value):
            raise Wrong(f"{value:g} is not {says}", f"a whole number from {low} to {high}")
        return int(value)

    return Reader(read, {"type": "integer", "minimum": low, "maximum": high}, says)


def yes_no(says: str) -> Reader:
    """true or false."""

    def read(node: Node, _: Reading) -> bool:
        value = _scalar(node, "true or false")
        if value not in ("true", "false"):
            raise Wrong(f"'{value[:80]}' is neither true nor false", "write true or false")
        return value == "true"

    return Reader(read, {"type": "boolean"}, says)


def parsed(parse: Callable[[str], Any], says: str, schema: dict[str, Any] | None = None, code: str = "F103") -> Reader:
    """A text with a grammar of its own; `parse` raises Wrong, which gets `code` unless it brings its own."""

    def read(node: Node, _: Reading) -> Any:
        value = _scalar(node, says)
        try:
            return parse(value)
        except Wrong as wrong:
            wrong.code = wrong.code or code
            raise

    return Reader(read, schema or {"type": ["string", "number"]}, says)


# --- readers of several values --------------------------------------------------------------------------------------


def list_of(item: Reader, says: str = "", least: int = 0) -> Reader:
    """A list; every bad item gets its finding."""

    def read(node: Node, reading: Reading) -> tuple[Any, ...]:
        if type(node) is not Sequence:
            raise Wrong("expected a list", "write [a, b], or one '- ' line each")
        if len(node.items) < least:
            raise Wrong(f"expected at least {least} entry", "fill it in or remove the key")
        return _items(item, node.items, reading)

    return Reader(read, {"type": "array", "items": item.schema, "minItems": least}, says or f"a list: {item.says}")


def one_or_list(item: Reader, says: str = "", least: int = 0) -> Reader:
    """One value, or a list of them."""

    def read(node: Node, reading: Reading) -> tuple[Any, ...]:
        if type(node) is Sequence:
            if len(node.items) < least:
                raise Wrong(f"expected {item.says}, found an empty list", "fill it in")
            return _items(item, node.items, reading)
        return (item.read(node, reading),)

    several = {"type": "array", "items": item.schema} | ({"minItems": least} if least else {})
    schema = {"anyOf": [item.schema, several]}
    return Reader(read, schema, says or f"{item.says}, or a list of them")


def _items(item: Reader, nodes: Iterable[Node], reading: Reading) -> tuple[Any, ...]:
    result = []
    broken = False
    for node in nodes:
        if reading.full():
            raise Broken
        try:
            result.append(item.read(node, reading))
        except Wrong as wrong:
            reading.report_wrong(node, wrong)
            broken = True
        except Broken:
            broken = True
    if broken:
        raise Broken
    return tuple(result)


def record(form: Form, make: Callable[..., Any], says: str = "") -> Reader:
    """A nested record, read by a form of its own."""

    def read(node: Node, reading: Reading) -> Any:
        values, whole = fill(form, node, reading)
        if not whole:
            raise Broken
        return make(**values)

    return Reader(read, form.schema(), says or form.says or form.name)


def text_or(plain: Reader, otherwise: Reader, make: Callable[[Any], Any] = lambda value: value) -> Reader:
    """A plain text for the common case, a mapping for the full one."""

    def read(node: Node, reading: Reading) -> Any:
        if type(node) is Scalar:
            return make(plain.read(node, reading))
        return otherwise.read(node, reading)

    return Reader(read, {"anyOf": [plain.schema, otherwise.schema]}, f"{plain.says}, or {otherwise.says}")


def words_to_text(pairs: Reader, says: str) -> Reader:
    """A mapping of free keys to values read by one reader."""

    def read(node: Node, reading: Reading) -> dict[str, Any]:
        if type(node) is not Mapping:
            raise Wrong("expected a mapping", "write key: value")
        result: dict[str, Any] = {}
        for key, item in node.items:
            if key.value in result:
                reading.report("F110", key, *_twice([key]))
                raise Broken
            try:
                result[key.value] = pairs.read(item, reading)
            except Wrong as wrong:
                reading.report_wrong(item, wrong)
                raise Broken from None
        return result

    return Reader(read, {"type": "object", "additionalProperties": pairs.schema}, says)
