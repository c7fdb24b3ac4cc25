"""The program that the commands are registered with; the pictures' commands are made from their registry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from armillary.terminal import tell
from armillary.version import __version__


class Commands(TyperGroup):
    """Loads the pictures, and numpy and DuckDB with them, only when one is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        from armillary.commands.pictures import picture_commands

        return [*super().list_commands(ctx), *picture_commands()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is None:
            from armillary.commands.pictures import picture_commands

            found = picture_commands().get(cmd_name)
        return found


app = typer.Typer(
    cls=Commands,
    help="An instrument for observing armed-group landscapes: who is tied to whom, how sure we may be, and why.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Begin with: armillary new my-casebook && armillary check my-casebook",
)

Casebook = Annotated[Path, typer.Argument(help="The folder that holds armillary.toml.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def _version(wanted: bool) -> None:
    if wanted:
        tell(f"armillary {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """An instrument for observing armed-group landscapes: who is tied to whom, how sure we may be, and why."""
