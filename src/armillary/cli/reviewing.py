"""The command by which proposals are decided on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from armillary.cli.program import Casebook, Json, app
from armillary.finding import ArmillaryError


class Order(StrEnum):
    """In which order proposals come."""

    best = "best"
    text = "text"


@app.command(epilog="Example: armillary review casebooks/afghanistan --least 0.7 --coder wm")
def review(
    casebook: Casebook,
    source: Annotated[str, typer.Option("--source", help="The source that the document is, or whose to review.")] = "",
    document: Annotated[str, typer.Option("--document", help="Only proposals of the document of this name.")] = "",
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Only proposals with at least this score.")
    ] = 0.0,
    relation: Annotated[str, typer.Option("--relation", help="Only proposals of this relation or measure.")] = "",
    order: Annotated[Order, typer.Option("--order", help="The best first, or in the order of the text.")] = Order.best,
    again: Annotated[bool, typer.Option("--again", help="Also those that somebody was unsure of.")] = False,
    coder: Annotated[
        str, typer.Option("--coder", help="Who decides; stands with claims and verdicts. Default: as the last time.")
    ] = "",
    accept: Annotated[str, typer.Option("--accept", metavar="ID", help="Accept this proposal; needs --text.")] = "",
    text: Annotated[
        str, typer.Option("--text", help="What it says: one sentence in the coder's own words, not the document's.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="With --accept: another value of a field; may be repeated."),
    ] = None,
    reject: Annotated[str, typer.Option("--reject", metavar="ID", help="Reject this proposal.")] = "",
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help="With --reject: not_said, wrong_end, wrong_relation, wrong_direction, wrong_polarity, not_a_claim, "
            "duplicate or out_of_scope.",
        ),
    ] = "",
    unsure: Annotated[str, typer.Option("--unsure", metavar="ID", help="Set this proposal aside.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the last decision back, to the byte.")] = False,
    verdicts: Annotated[
        bool, typer.Option("--verdicts", help="Show the verdicts and how often proposals held, by frame.")
    ] = False,
    json: Json = False,
) -> None:
    """Decide on proposed claims one by one: accept, edit, reject; what is accepted is written into the casebook."""
    from armillary.commands.reviewing import run_decide, run_review, run_undo_review, run_verdicts

    asked = [name for name, given in (("accepted", accept), ("rejected", reject), ("unsure", unsure)) if given]
    if len(asked) + undo + verdicts > 1:
        raise ArmillaryError("one thing at a time", "--accept, --reject, --unsure, --undo or --verdicts")
    if (text or set_) and not accept:
        raise ArmillaryError("--text and --set belong to --accept", "name the proposal: --accept ID")
    if reason and not reject:
        raise ArmillaryError("--reason belongs to --reject", "name the proposal: --reject ID")
    if undo:
        raise typer.Exit(run_undo_review(casebook, coder, json))
    if verdicts:
        raise typer.Exit(run_verdicts(casebook, json))
    if asked:
        values = {"text": text, "set": set_ or [], "reason": reason}
        name = accept or reject or unsure
        raise typer.Exit(run_decide(casebook, asked[0], name, source, coder, values, json))
    from armillary.reviewing.slips import Wanted

    wanted = Wanted(document=document, relation=relation, least=least, order=order.value)
    raise typer.Exit(run_review(casebook, source, coder, again, wanted, json))
