"""The command line: what can be typed; each command imports what it needs when it runs."""

from __future__ import annotations

from armillary.cli import casebooks, documents, exchange, figures, report, vault
from armillary.cli.program import app
from armillary.commands.run import run_command

__all__ = ["app", "casebooks", "documents", "exchange", "figures", "main", "report", "vault"]


def main() -> None:
    """Run the command line."""
    run_command(app)
