"""The sheets of a casebook: one for each kind of record, its columns made from the form that `check` reads by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from armillary.casebook.casebook import Casebook
from armillary.casebook.forms import KINDS, NAME, OWN_KEYS, Forms
from armillary.casebook.plain import Plain, Schema, plain_entry
from armillary.casebook.read import make_claim, parts_of_source, shapes
from armillary.casebook.records import AnyRecord, Record
from armillary.text.forms import Form
from armillary.vocab.vocabulary import Vocabulary

FIRST = ("claims", "sources", "speakers", "actors")
LEADS_TO = {("sources", "speaker"): "speakers", ("coverage", "source"): "sources", ("passages", "source"): "sources"}


@dataclass(frozen=True, slots=True)
class Column:
    """One key of a form as a column."""

    key: str
    says: str
    required: bool
    schema: Schema
    takes: str  # what its reader says it takes
    kind: str = ""  # the kind of claim that the key belongs to
    terms: tuple[str, ...] = ()  # the words a cell may hold, where it holds one of a closed list
    leads_to: str = ""  # the sheet whose ids a cell may hold

    @property
    def is_number(self) -> bool:
        """Whether a cell holds a whole number and nothing else."""
        return self.schema.get("type") == "integer"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of record as a table; `make` makes a record of what its form read."""

    folder: str
    columns: tuple[Column, ...]
    form: Form
    make: Callable[..., AnyRecord]
    says: str = ""

    @property
    def title(self) -> str:
        """The name people see."""
        return self.folder.capitalize()

    @property
    def by_key(self) -> dict[str, Column]:
        """Its columns by key."""
        return {column.key: column for column in self.columns}

    @property
    def of_source(self) -> bool:
        """Whether its records have no id of their own but stand in the file of a source."""
        return self.folder in ("coverage", "passages")

    def entries(self, book: Casebook) -> list[dict[str, Plain]]:
        """What a casebook holds of this kind, each with its keys in order."""
        return [self.plain(record) for record in self.records(book)]

    def records(self, book: Casebook) -> list[Record]:
        """The records themselves."""
        shelf: Any = getattr(book, self.folder)
        return list(shelf.values() if isinstance(shelf, dict) else shelf)

    def plain(self, record: Record) -> dict[str, Plain]:
        """One record with its keys in order."""
        head: dict[str, Plain] = {"source": getattr(record, "source", "")} if self.of_source else {}
        return head | plain_entry(record, self.form)


def sheets_of(vocab: Vocabulary) -> dict[str, Sheet]:
    """Every sheet by its folder, those that people look at first in front."""
    forms = Forms(vocab)
    made = {folder: _sheet(folder, form, make) for folder, (form, make) in shapes(forms).items()}
    made["claims"] = _sheet("claims", forms.claim, _make_claim)
    for folder, (form, make) in parts_of_source(forms).items():
        source = Column("source", "the source that the passage is of", True, NAME.schema, NAME.says, leads_to="sources")
        made[folder] = _sheet(folder, form, make, (source,))
    order = [*FIRST, *(folder for folder in made if folder not in FIRST)]
    return {folder: made[folder] for folder in order}


def _make_claim(**values: Any) -> AnyRecord:
    return make_claim(values, str(values["id"]).partition("/")[0])


def _sheet(folder: str, form: Form, make: Callable[..., AnyRecord], before: tuple[Column, ...] = ()) -> Sheet:
    belongs = {key: kind for kind, keys in OWN_KEYS.items() for key in keys} | {kind: kind for kind in KINDS}
    columns = [
        Column(
            field.key,
            field.says,
            field.required,
            field.reader.schema,
            field.reader.says,
            belongs.get(field.key, "") if folder == "claims" else "",
            _terms(field.reader.schema),
            LEADS_TO.get((folder, field.key), ""),
        )
        for field in form.fields
    ]
    return Sheet(folder, (*before, *columns), form, make, form.name)


def _terms(schema: Schema) -> tuple[str, ...]:
    if schema.get("type") == "boolean":
        return ("true", "false")
    return tuple(schema.get("enum", ()))
