"""The command line, put together once for all processes that are forked from the one that imports this."""

import contextlib
import io

import typer.main

from armillary.cli import app

PROGRAM = typer.main.get_command(app)
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    PROGRAM(["fmt", "--help"])  # loads what is needed to read words
