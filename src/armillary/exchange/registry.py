"""Importers and exporters by name: entry points, the built-in ones like those of other packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from armillary.exchange.protocol import Entry, Exporter, Imported, Importer, Into, Released
from armillary.finding import ArmillaryError, Finding
from armillary.text.nearest import did_you_mean

IMPORTERS = "armillary.importers"
EXPORTERS = "armillary.exporters"


def names(group: str) -> list[str]:
    """The formats of a group, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def read_with(name: str, files: Sequence[Path], into: Into) -> Imported:
    """What the importer of this name reads; its crash becomes a message that names it."""
    point = _point(IMPORTERS, name)
    importer = _load(point, Importer)
    try:
        found = importer.read(files, into)
    except Exception as problem:
        raise _crash(point, problem) from problem
    sound = isinstance(found, Imported) and all(isinstance(e, Entry) for e in found.entries)
    if not sound or not all(isinstance(f, Finding) for f in found.findings):
        raise _broken(point, "what it read is not an Imported with entries and findings")
    assert isinstance(found, Imported)
    return found


def write_with(name: str, released: Released) -> tuple[bool, Mapping[str, bytes]]:
    """What the exporter of this name writes, and whether that is a folder; its crash is a message that names it."""
    point = _point(EXPORTERS, name)
    exporter = _load(point, Exporter)
    try:
        made = exporter.write(released)
    except Exception as problem:
        raise _crash(point, problem) from problem
    if not isinstance(made, Mapping) or not all(isinstance(k, str) and isinstance(v, bytes) for k, v in made.items()):
        raise _broken(point, "what it made is not bytes by file name")
    if any(not k or Path(k).is_absolute() or ".." in Path(k).parts or Path(k).name.startswith(".") for k in made):
        raise _broken(point, "a name of a file leads out of its folder")
    if not exporter.folder and len(made) != 1:
        raise _broken(point, f"it made {len(made)} files where it says that it makes one")
    return exporter.folder, made


def _point(group: str, name: str) -> EntryPoint:
    found = {point.name: point for point in entry_points(group=group)}
    if name not in found:
        kind = "importer" if group == IMPORTERS else "exporter"
        hint = did_you_mean(name, found) or "there are: " + ", ".join(sorted(found))
        raise ArmillaryError(f"there is no {kind} for '{name[:80]}'", hint)
    return found[name]


def _load(point: EntryPoint, protocol: type[Any]) -> Any:
    try:
        loaded = point.load()
        made = loaded() if isinstance(loaded, type) else loaded
    except ModuleNotFoundError as problem:
        if _is_ours(point):
            hint = "in a checkout of Armillary: pip install '.[exchange]'"
            raise ArmillaryError(f"the format {point.name} needs the package '{problem.name}'", hint) from None
        raise _crash(point, problem) from problem
    except Exception as problem:
        raise _crash(point, problem) from problem
    if not isinstance(made, protocol):
        raise _broken(point, f"it lacks what armillary.exchange.protocol.{protocol.__name__} asks for")
    return made


def _is_ours(point: EntryPoint) -> bool:
    return point.value.startswith("armillary.")


def _crash(point: EntryPoint, problem: Exception) -> BaseException:
    """What is raised for a crash: our own mistakes stay bugs, and what is said on purpose is passed on."""
    if isinstance(problem, ArmillaryError):
        return problem
    if isinstance(problem, ModuleNotFoundError) and _is_ours(point):
        hint = "in a checkout of Armillary: pip install '.[exchange]'"
        return ArmillaryError(f"the format {point.name} needs the package '{problem.name}'", hint)
    if _is_ours(point):
        return problem
    said = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
    return _broken(point, f"it failed with {said}")


def _broken(point: EntryPoint, what: str) -> ArmillaryError:
    package = point.dist.name if point.dist is not None else point.value.partition(":")[0]
    return ArmillaryError(
        f"'{point.name}' of the package {package} cannot be used: {what}",
        "tell whoever made the package; nothing was written",
    )
