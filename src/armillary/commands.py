"""What the commands do: from arguments to output and an exit status."""

from __future__ import annotations

import contextlib
import gc
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from armillary.casebook.cache import RecordCache
from armillary.checking import Checked, check_casebook
from armillary.finding import ArmillaryError, Severity, as_json, render_text
from armillary.vocab.cache import VocabularyCache
from armillary.vocab.read import read_vocabulary
from armillary.vocab.vocabulary import Vocabulary

if TYPE_CHECKING:
    from armillary.book.book import Book
    from armillary.pictures.registry import Picture

# `check` is run at every save: nothing here imports typer, rich, numpy or DuckDB before it is needed.


def run_command(command: Callable[[], Any]) -> None:
    """Run one command; a usage or environment error is one sentence and a hint, exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            command()
        finally:
            sys.stdout.flush()
    except ArmillaryError as problem:
        hint = f"\n{problem.hint}" if problem.hint else ""
        sys.stderr.write(f"armillary: {problem.message}{hint}\n")
        raise SystemExit(2) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more as it leaves
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@contextlib.contextmanager
def _keeping_everything() -> Iterator[None]:
    """Do not look for garbage meanwhile: records hold no circles, and there are many to look through."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cache_folder() -> Path:
    """Where caches live: the user's cache folder, or ARMILLARY_CACHE."""
    if chosen := os.environ.get("ARMILLARY_CACHE"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("armillary", appauthor=False))


def record_cache() -> RecordCache:
    """The cache of files read before."""
    return RecordCache(cache_folder() / "records")


def vocabulary() -> Vocabulary:
    """The shipped vocabulary, from the cache if it was read before."""
    return read_vocabulary(VocabularyCache(cache_folder() / "vocabulary"))


def run_check(casebook: Path, json: bool, notes: bool) -> int:
    """Check and print; 1 when there are errors."""
    return 0 if print_check(casebook, json, notes).sound else 1


def print_check(casebook: Path, json: bool, notes: bool) -> Checked:
    """Check and print; returns what was checked, so that the caller decides when to let go of it."""
    with _keeping_everything():
        checked = check_casebook(casebook, vocabulary(), record_cache())
        _print_findings(checked, json, notes)
        return checked


def _print_findings(checked: Checked, json: bool, notes: bool) -> None:
    if json:
        sys.stdout.write(_json([as_json(finding) for finding in checked.findings]))
        return
    shown = [f for f in checked.findings if notes or f.severity is not Severity.NOTE]
    for finding in shown:
        sys.stdout.write(render_text(finding) + "\n")
    count = {severity: sum(f.severity is severity for f in checked.findings) for severity in Severity}
    book = checked.casebook
    held: dict[str, dict[str, Any]] = {
        "claims": book.claims,
        "sources": book.sources,
        "speakers": book.speakers,
        "actors": book.actors,
    }
    what = ", ".join(f"{len(records)} {name}" for name, records in held.items())
    found = ", ".join(f"{number} {severity.value}s" for severity, number in count.items())
    tail = "" if notes or not count[Severity.NOTE] else " (--notes shows them)"
    sys.stdout.write(f"{what}: {found}{tail}\n")


def run_build(casebook: Path, out: Path, json: bool) -> int:
    """Build and say what was built; 1 when the casebook has errors."""
    from armillary.compile import build_casebook

    with _spinner(json) as say, _keeping_everything():
        checked, manifest = build_casebook(casebook, out, vocabulary(), record_cache(), say)
    if manifest is None:
        _print_findings(checked, json, notes=False)
        if not json:
            sys.stdout.write("No book was made: mend the errors first.\n")
        return 1
    if json:
        sys.stdout.write(_json(manifest))
        return 0
    tables = manifest.tables
    sys.stdout.write(
        f"{manifest.title or manifest.casebook}: {tables['claims']} claims of {tables['origins']} origins on "
        f"{tables['questions']} questions, {tables['judgements']} judged as of {manifest.as_of}\n"
        f"The book is in {out}. Look: armillary ties {out}\n"
    )
    return 0


class _spinner:  # noqa: N801 - used as a function
    """A line that says what is being done, on a terminal only."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Any:
        if self.quiet:
            return lambda _: None
        from rich.console import Console

        self.status = Console(stderr=True).status("starting")
        self.status.start()
        return self.status.update

    def __exit__(self, *_: object) -> None:
        if not self.quiet:
            self.status.stop()


def run_fmt(casebook: Path, check: bool) -> int:
    """Format files and name those that changed; with `check` only name them. 1 if any would change or is not YAML."""
    from armillary.casebook.fmt import format_casebook

    left: list[str] = []
    changed = format_casebook(casebook, vocabulary(), not check, left.append)
    for name in changed:
        sys.stdout.write(f"{'would change' if check else 'formatted'} {name}\n")
    for line in left:
        sys.stdout.write(f"left alone {line}\n")
    if not changed and not left:
        sys.stdout.write("Everything is in order.\n")
    return 1 if left or (check and changed) else 0


def run_schema(out: Path | None, casebook: Path | None) -> None:
    """Print the schemas, or write one file for each folder."""
    from armillary.casebook.read import read_casebook
    from armillary.casebook.schema import schemas

    vocab = vocabulary()
    if casebook is not None:
        _, vocab, _ = read_casebook(casebook, vocab)
    made = schemas(vocab)
    if out is None:
        sys.stdout.write(_json(made))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, schema in made.items():
        (out / f"{name}.schema.json").write_text(_json(schema), encoding="utf-8")
        sys.stdout.write(f"{out / f'{name}.schema.json'}\n")


def run_coverage(
    casebook: Path, source: str, document: Path | None, at: str, review: bool, write: bool, json: bool
) -> int:
    """Show what codes a source; 1 when the document has passages that nothing accounts for."""
    from armillary.reading.codings import read_coding

    book, _ = read_coding(casebook, vocabulary(), record_cache())
    if document is None:
        if at or review or write:
            raise ArmillaryError("without a text there are no passages to show or hash", "add --text FILE")
        from armillary.reading.coverage import coded_places

        _show(coded_places(book, source), "coverage_screen:show_places", json)
        return 0
    from armillary.reading.coverage import cover_document, passages_at
    from armillary.reading.splitter import read_document

    read = read_document(document)
    found = cover_document(book, source, read, document.name)
    if write:
        from armillary.reading.hashes import write_hashes

        holders = {passage.file for passage in book.passages if passage.source == source}
        name = write_hashes(casebook, source, found.passages, holders)
        before = f"; {len(found.changed)} were not as kept before" if found.changed else ""
        sys.stderr.write(f"The hashes of its passages are in {casebook / name}{before}\n")
        book, _ = read_coding(casebook, vocabulary(), record_cache())
        found = cover_document(book, source, read, document.name)
    only = passages_at(found, read, at) if at else []
    _show(only if json and at else found, "coverage_screen:show_document", json, review=review, only=only)
    return 1 if found.uncovered else 0


def run_agreement(a: Path, b: Path, source: str, json: bool) -> int:
    """Show how far two codings agree."""
    from armillary.reading.agreement import compare_codings
    from armillary.reading.codings import read_claims, symmetric_relations

    vocab, cache = vocabulary(), record_cache()
    ours, theirs = read_claims(a, b, vocab, cache), read_claims(b, a, vocab, cache)
    symmetric = symmetric_relations((a, b), vocab, cache)
    found = compare_codings(ours, theirs, (str(a), str(b)), source, symmetric)
    _show(found, "agreement_screen:show_agreement", json)
    return 0


def _show(found: Any, screen: str, json: bool, **how: Any) -> None:
    """Print what a command found as JSON, or by a function of `reading/`, given as module:function."""
    if json:
        sys.stdout.write(_json(found))
        return
    from importlib import import_module

    from rich.console import Console

    module, _, name = screen.partition(":")
    show = getattr(import_module(f"armillary.reading.{module}"), name)
    Console(highlight=False, soft_wrap=False).print(show(found, **how))


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


# --- pictures -------------------------------------------------------------------------------------------------------


@cache
def picture_commands() -> dict[str, Any]:
    """A command for every picture of the registry."""
    import typer

    from armillary.pictures.gallery import pictures as all_pictures

    pictures = typer.Typer(rich_markup_mode="rich")
    for picture in all_pictures().values():
        epilog = "Examples: " + "; ".join(picture.examples)
        pictures.command(picture.name, help=picture.says, epilog=epilog)(_command(picture))
    pictures.callback()(lambda: None)
    return dict(typer.main.get_group(pictures).commands)


def _command(picture: Picture) -> Any:
    import typer

    def run(**given: Any) -> None:
        path, json = given.pop("book"), given.pop("json")
        with open_or_build(path) as book:
            found = picture.function(book, **given)
            if json:
                sys.stdout.write(_json(found))
            else:
                from rich.console import Console

                Console(highlight=False, soft_wrap=False).print(picture.screen(found, book))

    book_help = "A book made by `armillary build`, or a casebook, which is built into a cache first."
    parameters = [_typed("book", Path, typer.Argument(help=book_help, show_default=False), None)]
    for item in picture.parameters:
        if item.positional:
            parameters.append(_typed(item.name, item.kind, typer.Argument(help=item.says, show_default=False), None))
        else:
            option = typer.Option(item.option, help=item.says, show_default=bool(item.default))
            parameters.append(_typed(item.name, item.kind, option, item))
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


def open_or_build(path: Path) -> Book:
    """The book at a path; a casebook is compiled into the cache first."""
    import hashlib

    from armillary.book.book import open_book

    if not (path / "armillary.toml").exists():
        return open_book(path)
    from armillary.compile import build_casebook

    out = cache_folder() / "books" / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    checked, manifest = build_casebook(path, out, vocabulary(), record_cache())
    if manifest is None:
        errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
        raise ArmillaryError(f"{path} has {errors} errors", f"see them with: armillary check {path}")
    return open_book(out)
