"""`armillary` and `python -m armillary`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from armillary.commands.casebooks import print_check
from armillary.commands.run import run_command
from armillary.terminal import flush

FLAGS = frozenset({"--json", "--notes"})


def main() -> None:
    """Run the command line; a plain `check`, which is run at every save, does not wait for the rest to load."""
    words = sys.argv[1:]
    folders = [word for word in words[1:] if word not in FLAGS]
    if words[:1] == ["check"] and len(folders) == 1 and not folders[0].startswith("-"):
        run_command(lambda: _check_and_leave(Path(folders[0]), "--json" in words, "--notes" in words))
    else:
        from armillary.cli import main as run_any

        run_any()


def _check_and_leave(casebook: Path, json: bool, notes: bool) -> None:
    """Check, print and leave at once: to take ten thousand records apart one by one is a tenth of a check."""
    checked = print_check(casebook, json, notes)
    flush()
    os._exit(0 if checked.sound else 1)


if __name__ == "__main__":
    main()
