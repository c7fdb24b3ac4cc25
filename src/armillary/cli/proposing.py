"""Commands that propose claims, and that say how good proposals are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from armillary.cli.program import Casebook, Json, app


@app.command(epilog="Example: armillary propose casebooks/afghanistan paper.md --date 2025-01 --write")
def propose(
    casebook: Casebook,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents to read.", show_default=False)],
    extractor: Annotated[
        str, typer.Option("--extractor", help="Who proposes: rules, triggers where spaCy is not installed, or llm.")
    ] = "",
    date: Annotated[str, typer.Option("--date", help="The documents' date, from which 'last year' is counted.")] = "",
    new_actors: Annotated[
        bool, typer.Option("--new-actors", help="Show the names that look like actors the casebook does not have.")
    ] = False,
    llm_url: Annotated[
        str, typer.Option("--llm-url", help="With --extractor llm: the endpoint, such as http://localhost:8000/v1.")
    ] = "",
    llm_model: Annotated[str, typer.Option("--llm-model", help="The name of the model there.")] = "",
    budget: Annotated[
        int, typer.Option("--budget", help="Tokens that may be spent, read and written; 0: no limit.")
    ] = 0,
    price: Annotated[
        str, typer.Option("--price", help="Per million tokens read,written, to show the cost: 0.15,0.60.")
    ] = "",
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Leave out what scores below this; how many is told.")
    ] = 0.0,
    money: Annotated[
        float, typer.Option("--budget-cost", help="Money that may be spent, counted by --price; 0: no limit.")
    ] = 0.0,
    timeout: Annotated[
        float, typer.Option("--llm-timeout", help="Seconds that one answer may take; a model on a CPU needs more.")
    ] = 60.0,
    amounts: Annotated[
        bool, typer.Option("--amounts", help="Propose stated amounts too: fighters, money, casualties.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Keep the proposals in CASEBOOK/.armillary/proposals.")
    ] = False,
    json: Json = False,
) -> None:
    """Propose claims that documents make about the actors of a casebook, each with the sentence it is read in."""
    from armillary.commands.proposing import run_propose

    asked: dict[str, object] = {"url": llm_url, "model": llm_model, "budget": budget, "price": price, "money": money}
    asked["timeout"] = timeout
    raise typer.Exit(run_propose(casebook, files, extractor, date, new_actors, write, json, asked, least, amounts))


@app.command(epilog="Example: armillary evaluate proposals.json --gold gold.csv --errors")
def evaluate(
    proposals: Annotated[
        Path, typer.Argument(metavar="PROPOSALS", help="A casebook with proposals, or a JSON file of them.")
    ],
    gold: Annotated[Path, typer.Option("--gold", help="What a person found: JSON, JSON lines or CSV.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what is wrong and what is missed.")] = False,
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Only proposals with at least this score.")
    ] = 0.0,
    keep: Annotated[
        bool, typer.Option("--keep", help="Let the scores of the casebook's proposals follow what the gold says.")
    ] = False,
    json: Json = False,
) -> None:
    """How good proposals are against gold: precision, recall and F1, by relation, polarity, hedging and credit."""
    from armillary.commands.proposing import run_evaluate

    raise typer.Exit(run_evaluate(proposals, gold, errors, keep, least, json))
