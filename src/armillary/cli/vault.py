"""Commands on the vault of identities."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Json, app

vault = typer.Typer(
    no_args_is_help=True,
    help="Who is behind the casebook's confidential speakers, encrypted and away from version control.",
    epilog="Example: armillary vault init",
)
app.add_typer(vault, name="vault")

File = Annotated[
    Path | None, typer.Option("--vault", help="The vault; default: ARMILLARY_VAULT, or a file in your data folder.")
]
Identity = Annotated[
    Path | None, typer.Option("--identity", help="An age identity file that opens it; default: ask for a passphrase.")
]
NewIdentity = Annotated[
    Path | None, typer.Option("--new-identity", help="Lock it for this age identity; default: ask for a passphrase.")
]
Key = Annotated[str, typer.Argument(help="The key that the casebook refers to.", show_default=False)]


@vault.command(epilog="Example: armillary vault init --vault /media/safe/vault.age")
def init(vault: File = None, identity: Identity = None) -> None:
    """Make an empty vault, locked by a passphrase or for an age identity."""
    from armillary.commands.vault import run_init

    run_init(vault, identity)


@vault.command(epilog="Example: armillary vault put speaker-7")
def put(
    key: Key,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what is there.")] = False,
    vault: File = None,
    identity: Identity = None,
) -> None:
    """Put an identity in, typed without being shown or read from standard input; never on the command line."""
    from armillary.commands.vault import run_put

    run_put(key, replace, vault, identity)


@vault.command(epilog="Example: armillary vault show speaker-7")
def show(key: Key, json: Json = False, vault: File = None, identity: Identity = None) -> None:
    """Print one identity."""
    from armillary.commands.vault import run_show

    run_show(key, json, vault, identity)


@vault.command("list", epilog="Example: armillary vault list --casebook casebooks/afghanistan")
def list_(
    casebook: Annotated[
        Path | None,
        typer.Option("--casebook", help="Name the speakers that refer to each key, and keys that are missing."),
    ] = None,
    json: Json = False,
    vault: File = None,
    identity: Identity = None,
) -> None:
    """Print the keys, without what is behind them."""
    from armillary.commands.vault import run_list

    run_list(casebook, json, vault, identity)


@vault.command(epilog="Example: armillary vault rekey")
def rekey(new_identity: NewIdentity = None, vault: File = None, identity: Identity = None) -> None:
    """Lock the vault anew, by another passphrase or for another identity."""
    from armillary.commands.vault import run_rekey

    run_rekey(new_identity, vault, identity)


@vault.command(epilog="Example: armillary vault export /media/safe/copy.age")
def export(
    out: Annotated[Path, typer.Argument(help="A file that is not there yet.", show_default=False)],
    new_identity: NewIdentity = None,
    vault: File = None,
    identity: Identity = None,
) -> None:
    """Copy the vault under a lock of its own, for a backup or for whoever takes over."""
    from armillary.commands.vault import run_export

    run_export(out, new_identity, vault, identity)
