"""`armillary` and `python -m armillary`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from armillary.commands.tasks import PICTURE_NAMES, overview
from armillary.terminal import flush, prepare, tell

FLAGS = frozenset({"--json", "--notes"})


def main() -> None:
    """Run the command line; a plain `check`, which is run at every save, does not wait for the rest to load."""
    words = sys.argv[1:]
    folders = [word for word in words[1:] if word not in FLAGS]
    if words == ["--help"]:
        prepare()
        tell(overview())
    elif words[:1] == ["check"] and len(folders) == 1 and not folders[0].startswith("-"):
        from armillary.commands.run import run_command

        run_command(lambda: _check_and_leave(Path(folders[0]), "--json" in words, "--notes" in words))
    elif words[:1] and words[0] in PICTURE_NAMES:
        from armillary.commands.answers import answer
        from armillary.commands.run import run_command

        run_command(lambda: answer(words, _run_any))
    else:
        _run_any()


def _run_any() -> None:
    from armillary.cli import main as run_any

    run_any()


def _check_and_leave(casebook: Path, json: bool, notes: bool) -> None:
    """Check, print and leave at once: to take ten thousand records apart one by one is a tenth of a check."""
    from armillary.commands.casebooks import print_check

    checked = print_check(casebook, json, notes)
    flush()
    os._exit(0 if checked.sound else 1)


if __name__ == "__main__":
    main()
