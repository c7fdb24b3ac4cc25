"""How the agreement of two codings is shown in a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from armillary.reading.coverage_screen import DONE, OPEN, QUIET, STRONG
from armillary.reading.reports import Agreement, Coded, Disagreement, Field


def show_agreement(found: Agreement) -> RenderableType:
    """How far two codings agree, then where they do not, side by side."""
    parts: list[RenderableType] = [
        Text(found.source, style=STRONG),
        Text(
            f"A {found.a}: {found.claims_a} claims; B {found.b}: {found.claims_b} claims; {found.matched} in both, "
            f"{len(found.only_a)} only in A, {len(found.only_b)} only in B (overlap {found.overlap:.2f})"
        ),
    ]
    left_out = [f"{count} of {name}" for name, count in (("A", found.left_out_a), ("B", found.left_out_b)) if count]
    if left_out:
        parts.append(Text(f"left out, in sections that only one codes: {', '.join(left_out)}", style=QUIET))
    table = Table("field", "pairs", "same", "alpha", box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=QUIET)
    for column in table.columns[1:]:
        column.justify = "right"
    for field in found.fields:
        if field.pairs:
            table.add_row(field.field, str(field.pairs), f"{field.same / field.pairs:.0%}", _alpha(field))
    parts += [Text(""), table, Text("alpha: Krippendorff's, nominal; — where nothing varies", style=QUIET)]
    if found.disagreements:
        parts.append(Text(f"\n{len(found.disagreements)} pairs differ", style=STRONG))
        parts += [_side_by_side(item) for item in found.disagreements]
    for name, claims in (("A", found.only_a), ("B", found.only_b)):
        if claims:
            parts += [Text(f"\nonly in {name}", style=STRONG), *(_alone(claim) for claim in claims)]
    return Group(*parts)


def _alpha(field: Field) -> Text:
    if field.alpha is None:
        return Text("—", style=QUIET)
    return Text(f"{field.alpha:.2f}", style=DONE if field.alpha >= 0.8 else OPEN)


def _side_by_side(item: Disagreement) -> RenderableType:
    grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
    grid.add_column(no_wrap=True, width=9)
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    grid.add_row("", Text(item.a.id, style=DONE), Text(item.b.id, style=DONE))
    grid.add_row("", Text(item.a.says), Text(item.b.says))
    grid.add_row("", Text(item.a.text, style=QUIET), Text(item.b.text, style=QUIET))
    for difference in item.differences:
        grid.add_row(Text(difference.field, style=QUIET), Text(difference.a), Text(difference.b))
    where = item.a.at if item.a.at == item.b.at else f"{item.a.at} · {item.b.at}"
    return Padding(Group(Text(where), grid), (1, 0, 0, 0))


def _alone(claim: Coded) -> Text:
    return Text.assemble((f"  {claim.id}", DONE), f"  {claim.says}", (f"  {claim.at}\n    {claim.text}", QUIET))
