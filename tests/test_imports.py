"""The data flows one way, text to out, and so do the imports; modules are named for nouns and say what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "armillary"

# From the ground up. A module may import from its own folder and from those before it.
ORDER = [
    *("version", "codes", "finding", "text", "terminal", "vocab", "casebook", "names", "weighing", "tables"),
    *("checking", "releasing", "book", "pictures", "figures", "reading", "proposing", "feeds", "exchange", "reviewing"),
    *("out", "compile", "commands", "cli", "__main__"),
]
NAMELESS = {"utils", "helpers", "common", "base", "core", "manager", "handler", "service"}


def module_name(file: Path, package: Path) -> str:
    """The dotted name of a file: armillary.text.files; a folder's __init__ is the folder."""
    parts = file.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def read_modules(package: Path) -> dict[str, ast.Module]:
    """Every module of a package, parsed."""
    files = sorted(package.rglob("*.py"))
    return {module_name(file, package): ast.parse(file.read_text("utf-8"), str(file)) for file in files}


def is_folder(name: str, modules: dict[str, ast.Module]) -> bool:
    """Whether a module is a folder's __init__: other modules lie in it."""
    return any(other.startswith(name + ".") for other in modules)


def imports(name: str, modules: dict[str, ast.Module], top_level_only: bool = False) -> Iterator[tuple[str, int]]:
    """The package's own names that a module imports, anywhere in it, with their lines."""
    tree = modules[name]
    package = name.partition(".")[0]
    for node in tree.body if top_level_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # One dot is the folder that the module lies in, which for an __init__ is itself.
            up = node.level - is_folder(name, modules) if node.level else 0
            here = name.split(".")[: len(name.split(".")) - up] if node.level else []
            origin = ".".join([*here, *([node.module] if node.module else [])])
            found = [
                f"{origin}.{alias.name}" if f"{origin}.{alias.name}" in modules or origin == package else origin
                for alias in node.names
            ]
        else:
            continue
        yield from ((target, node.lineno) for target in found if target.split(".")[0] == package)


def layer(name: str) -> str:
    """The folder or top-level module that a dotted name belongs to: text of armillary.text.files; empty for the top."""
    return name.split(".")[1] if "." in name else ""


def against_the_order(modules: dict[str, ast.Module]) -> list[str]:
    """The imports that go up, and the modules that have no place in the order."""
    wrong = []
    for name in modules:
        own = layer(name)
        if own and own not in ORDER:
            wrong.append(f"{name}: {own} has no place in ORDER")
            continue
        # The top of the package is imported before everything: it may reach down only when asked, in a function.
        for target, line in imports(name, modules, top_level_only=not own):
            other = layer(target)
            if other.startswith("__") and other not in ORDER:
                continue  # armillary.__version__ and its like
            if not own or other not in ORDER or ORDER.index(other) > ORDER.index(own):
                wrong.append(f"{name}:{line} imports {target}")
    return wrong


def cycle(modules: dict[str, ast.Module]) -> list[str]:
    """Modules of one folder that import one another in a ring; empty when there are none."""
    graph = {
        name: {
            target
            for target, _ in imports(name, modules)
            if target in modules and target != name and layer(target) == layer(name)
        }
        for name in modules
        if layer(name)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


MODULES = read_modules(PACKAGE)


def test_there_are_modules() -> None:
    assert MODULES


def test_imports_go_one_way() -> None:
    assert against_the_order(MODULES) == []


def test_no_module_cycles_inside_a_folder() -> None:
    assert cycle(MODULES) == []


def test_modules_are_named_for_what_they_hold() -> None:
    assert [name for name in MODULES if NAMELESS & set(name.split("."))] == []


def test_modules_say_what_they_are() -> None:
    assert [name for name, tree in MODULES.items() if not ast.get_docstring(tree)] == []


@pytest.mark.parametrize(
    ("file", "text", "wrong"),
    [
        ("text/a.py", "from armillary.vocab import terms", "armillary.text.a:1 imports armillary.vocab.terms"),
        ("text/a.py", "def f():\n    import armillary.book", "armillary.text.a:2 imports armillary.book"),
        ("text/a.py", "if TYPE_CHECKING:\n    from ..out import site", "armillary.text.a:2 imports armillary.out"),
        ("text/__init__.py", "from ..vocab import terms", "armillary.text:1 imports armillary.vocab.terms"),
        ("text/a.py", "from armillary import cli", "armillary.text.a:1 imports armillary.cli"),
        ("text/a.py", "from armillary import Casebook", "armillary.text.a:1 imports armillary.Casebook"),
        ("finding.py", "import armillary.text", "armillary.finding:1 imports armillary.text"),
        ("compile.py", "from armillary.cli import main", "armillary.compile:1 imports armillary.cli"),
        ("extra/a.py", "", "armillary.extra.a: extra has no place in ORDER"),
        ("__init__.py", "from armillary import text", "armillary:1 imports armillary.text"),
    ],
)
def test_a_wrong_import_is_seen(tmp_path: Path, file: str, text: str, wrong: str) -> None:
    assert against_the_order(made(tmp_path, {file: text})) == [wrong]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("vocab/terms.py", "from ..text import a"),
        ("vocab/terms.py", "from . import lint"),
        ("compile.py", "from armillary.out.site import write"),
        ("cli.py", "from armillary import __version__, compile"),
        ("__init__.py", "def __getattr__(name):\n    from armillary import compile"),
    ],
)
def test_a_right_import_is_not(tmp_path: Path, file: str, text: str) -> None:
    assert against_the_order(made(tmp_path, {file: text})) == []


def test_a_ring_is_seen(tmp_path: Path) -> None:
    ring = {"text/a.py": "from armillary.text import b", "text/b.py": "def f():\n    from .a import g"}
    assert set(cycle(made(tmp_path, ring))) == {"armillary.text.a", "armillary.text.b"}


def made(folder: Path, files: dict[str, str]) -> dict[str, ast.Module]:
    """A small package for the checks to look at: these files over a frame of empty ones."""
    frame = ("__init__", "compile", "text/__init__", "text/a", "vocab/__init__", "vocab/terms", "vocab/lint", "cli")
    for name, text in {**{f"{stem}.py": "" for stem in frame}, **files}.items():
        file = folder / "armillary" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_modules(folder / "armillary")
