"""The command line: what can be typed; each command imports what it needs when it runs."""

from __future__ import annotations

from armillary.cli import (
    calibration,
    casebooks,
    documents,
    exchange,
    figures,
    proposing,
    report,
    reviewing,
    tables,
    vault,
)
from armillary.cli.program import app
from armillary.commands.run import run_command

__all__ = [
    "app",
    "calibration",
    "casebooks",
    "documents",
    "exchange",
    "figures",
    "main",
    "proposing",
    "report",
    "reviewing",
    "tables",
    "vault",
]


def main() -> None:
    """Run the command line."""
    run_command(app)
