"""The command line: what can be typed; each command is loaded, and imports what it needs, when it is run."""

from __future__ import annotations

from armillary.cli.program import app
from armillary.commands.run import run_command

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    run_command(app)
