"""The environment is made from uv.lock and nothing else, and is made again when, and only when, it must be."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tools import bootstrap

LOCK = (ROOT / "uv.lock").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def written(requirement: str) -> tuple[str, frozenset[str]]:
    """A requirement as a name and its bounds, in whatever order they are written."""
    name, bounds = re.fullmatch(r"([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*)", requirement).groups()  # type: ignore[union-attr]
    return re.sub(r"[-_.]+", "-", name).lower(), frozenset(bound.strip() for bound in bounds.split(",") if bound)


def locked(entries: list[dict[str, str]]) -> set[tuple[str, frozenset[str]]]:
    """The requirements that uv.lock says it was made for."""
    return {written(entry["name"] + entry.get("specifier", "")) for entry in entries}


def test_the_lock_names_no_index_but_the_public_one() -> None:
    assert set(re.findall(r"https?://([^/\"]+)", LOCK)) == {"pypi.org", "files.pythonhosted.org"}


def test_the_lock_was_made_for_this_project_file() -> None:
    own = next(package for package in tomllib.loads(LOCK)["package"] if package["name"] == "armillary")["metadata"]
    extras = [text for texts in PROJECT["project"].get("optional-dependencies", {}).values() for text in texts]
    wanted = {written(text) for text in [*PROJECT["project"]["dependencies"], *extras]}
    assert locked(own["requires-dist"]) == wanted
    groups = {name: {written(text) for text in texts} for name, texts in PROJECT["dependency-groups"].items()}
    assert {name: locked(entries) for name, entries in own["requires-dev"].items()} == groups
    assert PROJECT["project"]["requires-python"] == ">=" + bootstrap.dotted(bootstrap.OLDEST_PYTHON)
    assert {group for groups in bootstrap.GROUPS.values() for group in groups} == set(PROJECT["dependency-groups"])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose environment has just been made with the dev group."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "made-from")
    python = tmp_path / ".venv" / bootstrap.BIN / f"python{bootstrap.EXE}"
    for file in (tmp_path / "pyproject.toml", tmp_path / "uv.lock", python):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("made up", encoding="utf-8")
    bootstrap.STAMP.write_text(bootstrap.stamp(["dev"]), encoding="utf-8")
    return tmp_path


def test_what_is_made_is_not_made_again(project: Path) -> None:
    assert bootstrap.is_made(["dev"])
    assert not bootstrap.is_made(["dev", "bench"])
    (project / ".venv" / "made-from").write_text(bootstrap.stamp(["dev", "bench"]), encoding="utf-8")
    assert bootstrap.is_made(["dev"])


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock"])
def test_a_changed_file_makes_it_again(project: Path, name: str) -> None:
    (project / name).write_text("changed", encoding="utf-8")
    assert not bootstrap.is_made(["dev"])


def test_a_python_that_is_gone_makes_it_again(project: Path) -> None:
    (project / ".venv" / bootstrap.BIN / f"python{bootstrap.EXE}").unlink()
    assert not bootstrap.is_made(["dev"])


def test_a_moved_environment_is_removed(project: Path) -> None:
    bootstrap.remove_moved()
    assert bootstrap.is_made(["dev"])
    stamp = project / ".venv" / "made-from"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace(str(project), "/elsewhere"), encoding="utf-8")
    assert not bootstrap.is_made(["dev"])
    bootstrap.remove_moved()
    assert not (project / ".venv").exists()


def test_an_index_that_only_pip_knows_is_passed_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "PIP_CERT"):
        monkeypatch.delenv(name, raising=False)
    told: dict[str, str] = {}
    monkeypatch.setattr(bootstrap, "prints", lambda *command: told.get(command[-1], ""))
    assert bootstrap.pip_mirror("python3") == {}
    told["global.cert"] = "/etc/own.pem"
    assert bootstrap.pip_mirror("python3") == {}
    told["global.index-url"] = "http://mirror.example/simple"
    expected = {"UV_DEFAULT_INDEX": "http://mirror.example/simple", "SSL_CERT_FILE": "/etc/own.pem"}
    assert bootstrap.pip_mirror("python3") == expected


@pytest.mark.parametrize(
    ("version", "good"),
    [("uv 0.13.9 (x86_64-unknown-linux-gnu)", True), ("uv 0.8.0", True), ("uv 0.7.22", False), ("", False)],
)
def test_a_uv_that_is_too_old_or_does_not_run_is_not_used(
    monkeypatch: pytest.MonkeyPatch, version: str, good: bool
) -> None:
    monkeypatch.setattr(bootstrap, "prints", lambda *_command: version)
    assert bootstrap.is_uv("uv") is good
    assert not bootstrap.is_uv(None)
