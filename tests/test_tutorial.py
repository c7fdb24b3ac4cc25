"""Tutorial and README are what happens: commands are run, files written, and what is shown is what is printed."""

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


@pytest.mark.slow
def test_what_the_readme_shows_is_what_is_printed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Blocks that show no output are not run; what stands before and after `...` keeps its number of lines."""
    (tmp_path / "casebooks").symlink_to(ROOT / "casebooks")
    page = ROOT / "README.md"
    text = page.read_text("utf-8")
    shown = re.compile(r"```console\n\$ (armillary .*)\n((?!\$ ).+\n(?:.*\n)*?)```\n")
    printed = shown.sub(lambda block: f"```console\n$ {block[1]}\n{cut(block[2], run(block[1], tmp_path))}```\n", text)
    compare_golden(printed, page, update=bool(request.config.getoption("--update-goldens")))


@pytest.mark.slow
def test_every_command_of_the_readme_can_be_typed_in_its_order(tmp_path: Path) -> None:
    for name in ("casebooks", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    typed = re.findall(r"^\$ (armillary .*)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert len(typed) > 12
    for command in typed:
        run(command, tmp_path)


def cut(shown: str, printed: str) -> str:
    """What is printed, cut as it is shown: lines between two `...` stay if they are still printed."""
    was, now = shown.splitlines(), printed.splitlines()
    gaps = [number for number, line in enumerate(was) if line == "..."]
    if not gaps:
        return printed
    after = len(was) - gaps[-1] - 1
    between = [line for line in was[gaps[0] : gaps[-1] + 1] if line == "..." or line in now]
    return "".join(f"{line}\n" for line in [*now[: gaps[0]], *between, *now[len(now) - after :]])


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
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "ARMILLARY_CACHE": str(folder / "cache"), "COLUMNS": "100", "NO_COLOR": "1"},
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())
