"""The commands of the pictures, made from their registry."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from armillary.book.book import Book, open_book
from armillary.commands.run import cache_folder, record_cache, to_json, vocabulary
from armillary.finding import ArmillaryError, Severity
from armillary.pictures.gallery import load_picture
from armillary.pictures.registry import Picture
from armillary.terminal import show_screen, tell


def picture_command(name: str) -> Any:
    """The command for a picture of the registry."""
    picture = load_picture(name)
    made = typer.Typer(rich_markup_mode="rich")
    epilog = "Examples: " + "; ".join(picture.examples)
    made.command(picture.name, help=picture.says, epilog=epilog)(_command(picture))
    made.callback()(lambda: None)
    return typer.main.get_group(made).commands[name]


def _command(picture: Picture) -> Any:
    also = [item for item in picture.parameters if item.positional and not item.required]

    def run(**given: Any) -> None:
        path, json = given.pop("book"), given.pop("json")
        for item in also:
            given[item.name] = given.pop(f"{item.name}_option") or given[item.name]
        if given.get("other"):  # an earlier book, or the casebook that one is built from
            given["other"] = str(_book_at(Path(given["other"])))
        with open_or_build(path) as book:
            found = picture.function(book, **given)
            if json:
                tell(to_json(found))
            else:
                show_screen(picture.screen(found, book))

    book_help = "A book made by `armillary build`, or a casebook, which is built into a cache first."
    parameters = [_typed("book", Path, typer.Argument(help=book_help, show_default=False), None)]
    for item in picture.parameters:
        if item.positional:
            argument = typer.Argument(help=item.says, show_default=False)
            parameters.append(_typed(item.name, item.kind, argument, None if item.required else item))
        else:
            option = typer.Option(item.option, help=item.says, show_default=bool(item.default))
            parameters.append(_typed(item.name, item.kind, option, item))
    for item in also:  # what may be left out may also be said by its name
        option = typer.Option(item.option, hidden=True, show_default=False)
        parameters.append(_typed(f"{item.name}_option", item.kind, option, item))
    parameters.append(_typed("json", bool, typer.Option("--json", help="Print JSON instead of a table."), False))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _typed(name: str, kind: Any, info: Any, item: Any) -> inspect.Parameter:
    if item is None:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[kind, info])
    default = item if isinstance(item, bool) else item.default
    wanted: Any = kind if default is not None else kind | None
    annotation = Annotated[wanted, info]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


@contextlib.contextmanager
def open_or_build(path: Path) -> Iterator[Book]:
    """The book at a path; a casebook is compiled into the cache first.

    A book that others made may say anything: where it leads nowhere, that is told of the book, and is no bug.
    """
    at = _book_at(path)
    with open_book(at) as book:
        try:
            yield book
        except (LookupError, ValueError, TypeError, AttributeError, duckdb.Error) as problem:
            if at != path:  # it was made here
                raise
            said = " ".join(str(problem).split())[:160]
            what = f"the book at {path} does not hold together: {type(problem).__name__}: {said}"
            raise ArmillaryError(what, "get it once more, or build it again from its casebook") from problem


def _book_at(path: Path) -> Path:
    if not (path / "armillary.toml").exists():
        return path
    from armillary.compile import build_casebook

    books = cache_folder() / "books"
    out = books / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    before = os.umask(0o077)  # they are full: for their owner alone
    try:
        books.mkdir(parents=True, exist_ok=True)
        books.chmod(0o700)
        checked, manifest = build_casebook(path, out, vocabulary(), record_cache())
    except OSError as problem:
        raise ArmillaryError(f"cannot write to {books}: {problem.strerror}", "set ARMILLARY_CACHE") from None
    finally:
        os.umask(before)
    if manifest is None:
        errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
        raise ArmillaryError(f"{path} has {errors} errors", f"see them with: armillary check {path}")
    return out
