"""The page of commands: help, arguments, options and examples, made from the command line itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import typer

from armillary.book.files import Verified
from armillary.book.manifest import Manifest
from armillary.cli import app
from armillary.commands.calibration import Calibration
from armillary.commands.vault import Listed
from armillary.exchange.documents.reports import Added
from armillary.exchange.reports import Decision, Decisions, Export, Import, Undone
from armillary.figures.figure import Drawn
from armillary.finding import FindingRecord
from armillary.out.report.write import Written
from armillary.pictures.gallery import pictures
from armillary.proposing.evaluation import Evaluation
from armillary.proposing.proposals import NewActor, Proposal
from armillary.reading.reports import Agreement, CodedPlaces, CoveredDocument
from armillary.reading.transcripts import Transcript
from armillary.releasing.vault import Entry
from armillary.reviewing.reports import Decision as Review
from armillary.reviewing.reports import Pending, Verdicts
from armillary.tables.records import Weighed
from tools.reference.markdown import console, page, table
from tools.reference.printed import printed

PRINTED: dict[str, tuple[Any, ...]] = {
    "check": (list[FindingRecord],),
    "build": (Manifest,),
    "verify": (Verified,),
    "read": (list[Transcript],),
    "add": (Added,),
    "coverage": (CodedPlaces, CoveredDocument),
    "agreement": (Agreement,),
    "weigh": (Weighed,),
    "vault show": (Entry,),
    "vault list": (list[Listed],),
    "draw": (Drawn,),
    "propose": (list[Proposal], list[NewActor]),
    "evaluate": (Evaluation,),
    "import": (Import, Undone),
    "export": (Export,),
    "review": (list[Pending], Review, Verdicts),
    "identity": (Decisions, Decision, Undone),
    "report": (Written,),
    "calibrate": (Calibration,),
}
KINDS = {str: "TEXT", float: "NUMBER", int: "NUMBER", Path: "PATH"}
ENVIRONMENT = (
    ("`ARMILLARY_CACHE`", "where caches are kept, instead of the user's cache folder; they may be deleted at any time"),
    ("`ARMILLARY_VAULT`", "the vault of identities, instead of a file in the user's data folder"),
    ("`ARMILLARY_IDENTITY`", "an age identity file that opens the vault, instead of `--identity`"),
    ("`ARMILLARY_LLM_KEY`", "the key of the endpoint that `propose --extractor llm` asks"),
    ("`ARMILLARY_LLM_MODEL`", "the name of the model there, instead of `--llm-model`"),
    ("`ARMILLARY_LLM_URL`", "the endpoint, instead of `--llm-url`"),
    ("`VISUAL`, `EDITOR`", "the editor in which `armillary review` opens a whole entry; VISUAL goes first"),
    ("`COLUMNS`", "how wide tables are where the output is no terminal"),
    ("`NO_COLOR`", "any value: no colours; signs and words say the same without them"),
)
STATUS = (
    ("0", "done, and nothing is wrong"),
    (
        "1",
        "done, and something is wrong with the data: errors in the casebook, files that would be formatted, passages "
        "that nothing accounts for, files in a release that are not its own",
    ),
    ("2", "not done: usage or environment is at fault; one sentence and a hint on standard error"),
)


@cache
def command_line() -> tuple[Any, Any]:
    """The command line as an object, and a context in which its commands can be asked for."""
    group = typer.main.get_command(app)
    return group, group.make_context("armillary", ["check"], resilient_parsing=True)


def commands() -> dict[str, Any]:
    """Every command by name, in the order of the help."""
    group, context = command_line()
    found: dict[str, Any] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        under = getattr(command, "commands", None)
        found |= {f"{name} {word}": under[word] for word in under} if under else {name: command}
    return found


def commands_page() -> dict[str, str]:
    """The page, by its name in docs/reference."""
    found = commands()
    names = table(
        ("command", "what it does"),
        [(f"[{name}](#armillary-{name.replace(' ', '-')})", _first(it.help)) for name, it in found.items()],
    )
    group, _ = command_line()
    parts = [
        names,
        "Where a command takes BOOK, the folder that `armillary build` made will do, and so will a casebook, which is "
        "built into the cache first.",
        f"## Options of armillary itself\n\n{_options(group.params)}",
        f"## Exit status\n\n{table(('status', 'means'), STATUS)}",
        f"## Environment\n\n{table(('variable', 'what it sets'), ENVIRONMENT)}",
        *(_command(name, command) for name, command in found.items()),
    ]
    return {"commands.md": page("Commands", *parts)}


def _command(name: str, command: Any) -> str:
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    options = [item for item in command.params if item.param_type_name == "option"]
    usage = " ".join(["armillary", name, *(_metavar(item) for item in arguments), *(["[OPTIONS]"] if options else [])])
    parts = [f"## armillary {name}", " ".join(command.help.split()), f"```text\n{usage}\n```"]
    if arguments:
        parts.append(
            table(("argument", "what it is"), [(f"`{_metavar(item)}`", item.help or "") for item in arguments])
        )
    if options:
        parts.append(_options(options))
    parts.append(console(examples(command)))
    if any("--json" in item.opts for item in options):
        picture = name in pictures()
        parts.append(f"With `--json` it prints [{name}](pictures.md#{name})." if picture else printed(*PRINTED[name]))
    return "\n\n".join(parts)


def examples(command: Any) -> list[str]:
    """The example lines in a command's help."""
    return re.sub(r"^Examples?: ", "", command.epilog or "").split("; ")


def _options(options: list[Any]) -> str:
    rows = []
    for item in options:
        kind = "" if item.is_flag else " " + KINDS.get(item.type_descriptor.annotation, "TEXT")
        default = f" Default: {item.default}." if item.show_default and not item.is_flag and item.default else ""
        must = " Required." if item.required else ""
        rows.append((f"`{'`, `'.join((*item.opts, *item.secondary_opts))}{kind}`", (item.help or "") + must + default))
    return table(("option", "what it does"), rows)


def _metavar(item: Any) -> str:
    return str(item.metavar or item.name.rstrip("_").upper())


def _first(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())
