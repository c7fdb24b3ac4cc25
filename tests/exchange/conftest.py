"""A small casebook to import into and export from, and a way to run commands on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from typer.testing import CliRunner, Result

from armillary.cli import app
from tests.conftest import ROOT

Run: TypeAlias = Callable[..., Result]


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """The clean casebook of the findings' fixtures."""
    root = tmp_path / "casebook"
    shutil.copytree(ROOT / "tests" / "findings" / "base", root)
    return root


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of the command line."""
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def contents(root: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
