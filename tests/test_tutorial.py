"""The tutorial is what happens: its commands are run, its files written, and what it shows is what is printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, compare_golden

TUTORIALS = sorted((ROOT / "docs/tutorial").glob("*.md"))
BLOCK = re.compile(
    r"(?:<!-- (?P<what>in|write|append to): (?P<file>\S+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```\n", re.DOTALL
)


@pytest.mark.slow
@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_what_it_shows_is_what_is_printed(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """With --update-goldens the page is given what is printed now; read the difference before committing it."""
    text = page.read_text("utf-8")
    followed = BLOCK.sub(lambda block: follow(block, tmp_path), text)
    compare_golden(followed, page, update=bool(request.config.getoption("--update-goldens")))


def follow(block: re.Match[str], folder: Path) -> str:
    """Do what a block of the page asks for; returns the block as it should read."""
    if block["kind"] == "console":
        commands = re.findall(r"(?m)^\$ (.*)$", block["body"])
        return "```console\n" + "".join(f"$ {command}\n{run(command, folder)}" for command in commands) + "```\n"
    file = folder / (block["file"] or "")
    if block["what"] == "in":
        assert block["body"] in file.read_text("utf-8"), f"{block['file']} does not hold what the page shows of it"
    else:
        assert block["what"], "the page does not say where this text goes"
        before = file.read_text("utf-8") if block["what"] == "append to" else ""
        file.write_text(before + block["body"], encoding="utf-8")
    return block[0]


def run(command: str, folder: Path) -> str:
    """What a command prints, without the spaces at the ends of lines."""
    words = shlex.split(command)
    assert words[0] == "armillary"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "ARMILLARY_CACHE": str(folder / "cache"), "COLUMNS": "100", "NO_COLOR": "1"},
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
