"""Calibration: the scores, the reliability diagram, and the scores of each group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from armillary.finding import Finding
from armillary.pictures.screens.parts import AGAINST, FOR, QUIET, STRONG, table_of
from armillary.weighing.calibration import Band, Interval, Scores

MOST_FINDINGS = 12


def show_calibration(found: Any, findings: list[Finding]) -> RenderableType:
    """The scores of all, the diagram, a row for each group, and the rows that could not be used."""
    left = f", {found.unscored} left out" if found.unscored else ""
    parts: list[RenderableType] = [
        Text(f"{found.predictions} against {found.truths}", style=STRONG),
        Text(f"{found.scored:,} scored{left}", style=QUIET),
    ]
    if found.scores is None:
        parts.append(Text("\nNothing can be scored: no id has both a probability and an outcome.", style=STRONG))
    else:
        parts += [Text(""), _summary(found.scores, found.categories), Text("")]
        parts += [Text(verdict(found.scores), style=STRONG), Diagram(found.scores.bands)]
    if found.groups:
        table = table_of(found.by, "scored", "was so", "accuracy", "Brier", "log loss", "calibration error")
        for column in table.columns[1:]:
            column.justify = "right"
        for group in found.groups:
            s = group.scores
            table.add_row(
                group.name,
                f"{s.count:,}",
                f"{s.share:.0%}",
                f"{s.accuracy:.0%}",
                f"{s.brier:.3f}",
                f"{s.log_loss:.3f}",
                f"{s.ece:.3f}",
            )
        parts += [Text(""), table]
    if findings:
        parts.append(Text("\nrows that could not be used", style=STRONG))
        for finding in findings[:MOST_FINDINGS]:
            where = f"{finding.place.file}: "
            parts.append(
                Text.assemble((finding.code, AGAINST), f" {where}{finding.message}", (f"  {finding.hint}", QUIET))
            )
        if len(findings) > MOST_FINDINGS:
            parts.append(Text(f"and {len(findings) - MOST_FINDINGS} more; --json has all", style=QUIET))
    return Group(*parts)


def verdict(scores: Scores) -> str:
    """Which way the probabilities err, in a sentence."""
    off = [band for band in scores.bands if not band.interval[0] <= band.predicted <= band.interval[1]]
    if not off:
        return "What was said to be so likely was so that often, as far as these cases tell."
    bold = sum(abs(b.predicted - 0.5) > abs(b.observed - 0.5) for b in off)
    if bold == len(off):
        return "Too sure: what was called likely was so less often, or what was called unlikely more often."
    if bold == 0:
        return "Not sure enough: what was called likely was so more often, and what was called unlikely less often."
    return f"In {len(off)} of {len(scores.bands)} bands it was not as often so as was said."


def _summary(scores: Scores, categories: list[str]) -> RenderableType:
    table = table_of("score", "", "95 % interval", "")
    table.columns[1].justify = "right"
    of = " of the likeliest category" if categories else ""
    rows: list[tuple[str, float, Interval, str]] = [
        ("accuracy", scores.accuracy, scores.accuracy_interval, f"right at one half{of}"),
        ("Brier score", scores.brier, scores.brier_interval, f"0 is best, {'2' if categories else '1'} worst"),
        ("log loss", scores.log_loss, scores.log_loss_interval, "0 is best"),
        ("calibration error", scores.ece, scores.ece_interval, "mean distance of said and so"),
    ]
    for name, value, (low, high), note in rows:
        table.add_row(name, f"{value:.3f}", f"{low:.3f}–{high:.3f}", Text(note, style=QUIET))
    sums = (
        f"Brier{of} = reliability {scores.reliability:.3f} − resolution {scores.resolution:.3f} + uncertainty "
        f"{scores.uncertainty:.3f} {'+' if scores.within >= 0 else '−'} within bands {abs(scores.within):.3f}"
    )
    return Group(table, Text(sums, style=QUIET))


@dataclass(frozen=True)
class Diagram:
    """A line for each band: what was said (│), how often it was so (●), and the interval of that."""

    bands: list[Band]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= 72
        width = min(max(options.max_width - (38 if wide else 22), 16), 81)
        head = f"{'said':>8}  {'so':>4}  " + (f"{'interval':>9}  {'cases':>7}  " if wide else "")
        scale = f"0{'50 %':^{width - 6}}100 %"
        yield Text(head + scale, style=QUIET, no_wrap=True)
        for band in self.bands:
            low, high = band.interval
            line = f"{band.predicted:>8.0%}  {band.observed:>4.0%}  "
            if wide:
                line += f"{f'{low:.0%}–{high:.0%}':>9}  {band.count:>7,}  "
            inside = low <= band.predicted <= high
            yield Text.assemble(line, (_drawn(band, width), FOR if inside else AGAINST), no_wrap=True)
        yield Text(
            "│ said   ● was so, with its interval   ○ was so, where the interval leaves out what was said", style=QUIET
        )


def _drawn(band: Band, width: int) -> str:
    low, high, said, so = (round(p * (width - 1)) for p in (*band.interval, band.predicted, band.observed))
    cells = ["·"] * width
    cells[low : high + 1] = "─" * (high - low + 1)
    inside = band.interval[0] <= band.predicted <= band.interval[1]
    cells[so] = "●" if inside else "○"
    if said != so:
        cells[said] = "│"
    return "".join(cells)
