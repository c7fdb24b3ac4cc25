"""Changing the text of a casebook: entries added to a file or changed in it, comments of all others where they were."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from armillary.casebook.fmt import format_file
from armillary.casebook.plain import Plain
from armillary.casebook.schema import schemas
from armillary.exchange.splicing import splice
from armillary.finding import Finding
from armillary.text.files import decode, read_bytes
from armillary.text.layout import lay_out
from armillary.text.nodes import parse
from armillary.text.written import Leaf, Listing, Node, Table, read_written
from armillary.vocab.vocabulary import Vocabulary


class Unreadable(Exception):  # noqa: N818 - carries the finding of a file that cannot be changed
    """A file that is there already cannot be read, so that nothing can be added to it."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Edits:
    """The files of a casebook as they would be; nothing is written."""

    def __init__(self, root: Path, vocab: Vocabulary) -> None:
        self.root = root
        self.vocab = vocab
        self.schemas = schemas(vocab)
        self.open: dict[str, Table] = {}
        self.read: dict[str, str] = {}  # the text of files that were there
        self.breaks: dict[str, str] = {}  # how their lines end

    def table(self, name: str) -> Table:
        """The content of a file, to be changed; an empty one for a file that is not there."""
        if name not in self.open:
            self.open[name] = self._read(name) if (self.root / name).exists() else Table(False)
        return self.open[name]

    def look(self, name: str) -> Table:
        """The content of a file as it would be, which is not to be changed."""
        if name in self.open:
            return self.open[name]
        return self._read(name) if (self.root / name).exists() else Table(False)

    def add(self, name: str, key: str, values: Mapping[str, Plain]) -> None:
        """Add an entry to the list under a key."""
        self._list(name, key).items.append(_entry(values))

    def begin(self, name: str, head: Mapping[str, Plain]) -> None:
        """Give a new file what stands above its lists."""
        table = self.table(name)
        held = {key.value for key, _ in table.items}
        table.items += [(Leaf(key), to_written(value)) for key, value in head.items() if key not in held]

    def change(self, name: str, key: str, match: Mapping[str, str], values: Mapping[str, Plain | None]) -> bool:
        """Change keys of the entry that has these values; None takes a key away. False if there is no such entry."""
        for entry in self._list(name, key).items:
            if isinstance(entry, Table) and match.items() <= _scalars(entry).items():
                for word, value in values.items():
                    _set(entry, word, value)
                return True
        return False

    def files(self) -> dict[str, bytes]:
        """The bytes of every file that would change: what is new in it is formatted, the rest as it was written."""
        made = {}
        for name, table in self.open.items():
            done = self._format(name, lay_out(table).encode())
            made[name] = self._as_written(name, done) if name in self.read else done
        return made

    def _format(self, name: str, data: bytes) -> bytes:
        done = format_file(name, data, self.schemas, self.vocab.relations)
        if isinstance(done, Finding):
            raise Unreadable(done)
        return done

    def _as_written(self, name: str, made: bytes) -> bytes:
        """A file with what changes in it alone; as a whole in its format where that cannot be told apart."""
        old = self.read[name]
        spliced = splice(old, self._format(name, old.encode()).decode(), made.decode())
        if spliced is None or self._format(name, spliced.encode()) != made:
            return made
        return spliced.replace("\n", self.breaks[name]).encode()

    def _read(self, name: str) -> Table:
        data = read_bytes(self.root, name)
        text = data if isinstance(data, Finding) else decode(data, name)
        if isinstance(text, Finding):
            raise Unreadable(text)
        self.breaks[name] = "\r\n" if "\r\n" in text else "\n"
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            return Table(False)
        _, findings = parse(text, name)
        if findings:
            raise Unreadable(findings[0])
        self.read[name] = text
        return read_written(text)

    def _list(self, name: str, key: str) -> Listing:
        table = self.table(name)
        for index, (word, value) in enumerate(table.items):
            if word.value != key:
                continue
            if not isinstance(value, Listing):
                made = Listing(False, above=value.above, below=value.below)
                table.items[index] = (word, made)
                return made
            value.flow = False
            return value
        made = Listing(False)
        table.items.append((Leaf(key), made))
        return made


def to_written(value: Plain) -> Node:
    """A plain value as it is written: short lists and parts in brackets, numbers and dates without quotes."""
    if isinstance(value, str):
        return Leaf(value, "'" if value in ("~", "null") else "")
    if isinstance(value, list):
        return Listing(True, [to_written(item) for item in value])
    return Table(True, [(_key(key), to_written(item)) for key, item in value.items()])


def _key(word: str) -> Leaf:
    return Leaf(word, "" if word else '"')


def _entry(values: Mapping[str, Plain]) -> Table:
    return Table(False, [(Leaf(key), to_written(value)) for key, value in values.items()])


def _scalars(entry: Table) -> dict[str, str]:
    return {key.value: " ".join(value.value.split()) for key, value in entry.items if isinstance(value, Leaf)}


def _set(entry: Table, word: str, value: Plain | None) -> None:
    for index, (key, old) in enumerate(entry.items):
        if key.value == word:
            if value is None:
                del entry.items[index]
            else:
                made = to_written(value)
                made.above, made.beside = old.above, old.beside
                entry.items[index] = (key, made)
            return
    if value is not None:
        entry.items.append((Leaf(word), to_written(value)))
