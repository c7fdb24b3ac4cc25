"""The program that the commands are registered with."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from armillary.commands.tasks import HOMES, PICTURES, meant, overview
from armillary.finding import ArmillaryError
from armillary.terminal import tell
from armillary.text.nearest import nearest
from armillary.version import __version__


class Commands(TyperGroup):
    """Loads a command when it is asked for; the first page of help loads none."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        return list(HOMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        name = meant(cmd_name)
        if not name:
            return None
        if HOMES[name] == PICTURES:
            from armillary.commands.pictures import picture_command

            return picture_command(name)
        import_module(f"armillary.cli.{HOMES[name]}")
        return typer.main.get_group(app).commands[name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not meant(args[0]):
            hint = "; ".join((*(f"did you mean '{name}'?" for name in nearest(args[0], HOMES)), "armillary --help"))
            raise ArmillaryError(f"there is no command '{args[0]}'", hint)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        formatter.write(overview())


app = typer.Typer(
    cls=Commands,
    help="An instrument for observing armed-group landscapes: who is tied to whom, how sure we may be, and why.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
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
