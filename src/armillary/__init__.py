"""Armillary: an instrument for observing an armed-group landscape.

>>> import armillary
>>> with armillary.open_book("book") as book:
...     for row in armillary.ties(book, actor="al-qaeda"):
...         print(row.subject, row.relation, row.object, row.word, row.confidence)

Everything a program needs is here; importing the package loads nothing until a name is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from armillary.book.book import Book, open_book
    from armillary.checking import check_casebook
    from armillary.compile import build_casebook
    from armillary.finding import ArmillaryError, Finding
    from armillary.pictures.actor import actor
    from armillary.pictures.compare import compare
    from armillary.pictures.incident import incident
    from armillary.pictures.quantity import quantity
    from armillary.pictures.source import source
    from armillary.pictures.speaker import speaker
    from armillary.pictures.ties import ties
    from armillary.pictures.why import why
    from armillary.tables.records import Weighing
    from armillary.tables.weigh import weigh
    from armillary.vocab.read import read_vocabulary
    from armillary.vocab.vocabulary import Vocabulary

_HOME = {
    "__version__": "version",
    "ArmillaryError": "finding",
    "Book": "book.book",
    "Finding": "finding",
    "Vocabulary": "vocab.vocabulary",
    "Weighing": "tables.records",
    "actor": "pictures.actor",
    "build_casebook": "compile",
    "check_casebook": "checking",
    "compare": "pictures.compare",
    "incident": "pictures.incident",
    "open_book": "book.book",
    "quantity": "pictures.quantity",
    "read_vocabulary": "vocab.read",
    "source": "pictures.source",
    "speaker": "pictures.speaker",
    "ties": "pictures.ties",
    "weigh": "tables.weigh",
    "why": "pictures.why",
}

__all__ = [
    "ArmillaryError",
    "Book",
    "Finding",
    "Vocabulary",
    "Weighing",
    "actor",
    "build_casebook",
    "check_casebook",
    "compare",
    "incident",
    "open_book",
    "quantity",
    "read_vocabulary",
    "source",
    "speaker",
    "ties",
    "weigh",
    "why",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"armillary.{_HOME[name]}"), name)
    raise AttributeError(f"module 'armillary' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
