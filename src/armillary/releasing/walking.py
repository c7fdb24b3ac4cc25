"""Walking through records of any kind: their shelves, the words in them, and the same records with other words.

Nothing here names a kind of record, so that one which is added is walked through as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from armillary.casebook.casebook import Casebook
from armillary.casebook.records import Record
from armillary.text.dates import When
from armillary.text.values import Value

T = TypeVar("T")
PLACING = frozenset({"file", "mark", "packed", "offset"})  # where a record stands, not what it says
# Fields in words of the coder's or a source's, in which a name may be told that is nowhere referred to.
FREE = frozenset(
    (
        *("text", "note", "condition", "confirmed_by", "stance_reason", "grade_reason", "caveat", "publisher", "line"),
        *("undertaking", "at", "originator", "aliases", "url", "archived", "question", "owner", "reason", "why"),
        *("short", "coder", "by", "who"),
    )
)
CODERS = ("coder", "by", "who")  # those of them that name who wrote the casebook


def shelves(casebook: Casebook) -> dict[str, list[Record]]:
    """Every list of records of a casebook, by its name."""
    found = {}
    for name in casebook.__struct_fields__:
        held = getattr(casebook, name)
        entries = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
        if entries and isinstance(entries[0], Record):
            found[name] = entries
    return found


def records_of(casebook: Casebook) -> Iterator[tuple[str, Record]]:
    """Every record of a casebook, with the name of its shelf."""
    for shelf, entries in shelves(casebook).items():
        yield from ((shelf, record) for record in entries)


def words(value: Any) -> Iterator[str]:
    """Every text in a value, however deep: ids, terms and free text alike, keys of mappings too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, When | Value):
        yield value.text
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in PLACING:
                yield from words(getattr(value, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from words(key)
            yield from words(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from words(item)


def reworded(value: T, change: Callable[[str], str], redate: Callable[[When], When] = lambda when: when) -> T:
    """The same value with every text changed, and every date if they are to be; amounts stay as they are."""
    if isinstance(value, str):
        return change(value)  # type: ignore[return-value]
    if isinstance(value, When):
        return redate(value)  # type: ignore[return-value]
    if isinstance(value, Value):
        return value
    if isinstance(value, msgspec.Struct):
        items = {
            name: new
            for name in value.__struct_fields__
            if name not in PLACING and (new := reworded(old := getattr(value, name), change, redate)) is not old
        }
        return msgspec.structs.replace(value, **items) if items else value
    if isinstance(value, dict):
        fresh = {change(key): reworded(item, change, redate) for key, item in value.items()}
        return value if all(fresh.get(key) is item for key, item in value.items()) else fresh  # type: ignore[return-value]
    if isinstance(value, tuple):
        made = tuple(reworded(item, change, redate) for item in value)
        return value if all(a is b for a, b in zip(made, value, strict=True)) else made  # type: ignore[return-value]
    return value
