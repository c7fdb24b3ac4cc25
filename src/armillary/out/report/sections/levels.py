"""Where the leadership and the local level of one actor are judged differently."""

from __future__ import annotations

from collections import defaultdict

from armillary.out.report.content import Column, Paragraph, Runs, Section, Table, runs
from armillary.out.report.draft import Draft, likelihood_text, with_note
from armillary.out.report.sections.tables import left_out
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import sentence, tie_sentence
from armillary.pictures.ties import tie_row

MOST = 10
LEVELS = ("leadership", "mid", "local")
APART = 0.15  # of likelihood: less is no difference to speak of


def levels(draft: Draft) -> list[Section]:
    """The ties for which levels differ, or are claimed at one level alone beside the whole."""
    found: dict[tuple[str, str, str], dict[str, TieRow]] = defaultdict(dict)
    seen = draft.now
    for row, question in enumerate(seen.weighed.evidence.questions):
        one = {question.level, question.object_level} - {""}
        if len(one) == 1 and not question.place and question[:3] in seen.asked and len(seen.ballots(row)):
            found[question[:3]].setdefault(next(iter(one)), tie_row(seen, row))
    apart = {key: by for key, by in found.items() if _differ(list(by.values()))}
    said = "What a leadership does and what its local commanders do need not be one. " + (
        "The judgements below differ by level." if apart else ""
    )
    whole = {(tie.subject, tie.relation, tie.object): tie for tie in draft.ties}
    if not apart:
        said += (
            "Claims at a level are few in this casebook, and none of the judgements that rest on them differ from one "
            "level to another."
        )
        return [Section("levels", "Leadership and local level", (Paragraph(runs(said)),))]
    order = sorted(apart, key=lambda key: (-_spread(list(apart[key].values())), key))
    rows = tuple(_row(draft, key, apart[key], whole.get(key)) for key in order[:MOST])
    columns = (
        Column("Tie", 3.2),
        *(Column(f"{name.capitalize()} level", 1.7) for name in LEVELS),
        Column("As a whole", 1.7),
    )
    table = Table("Ties judged by level", columns, rows)
    return [
        Section(
            "levels", "Leadership and local level", (Paragraph(runs(said)), table, *left_out(len(order) - MOST, "tie"))
        )
    ]


def _row(draft: Draft, key: tuple[str, str, str], by: dict[str, TieRow], whole: TieRow | None) -> tuple[Runs, ...]:
    best = max(by.values(), key=lambda tie: tie.origins)
    return (
        with_note(sentence(tie_sentence(draft.book, *key)).rstrip("."), draft.note(best)),
        *(runs(likelihood_text(by[name]) if name in by else "nothing claimed") for name in LEVELS),
        runs(likelihood_text(whole) if whole is not None else "nothing claimed"),
    )


def _differ(ties: list[TieRow]) -> bool:
    return len(ties) > 1 and _spread(ties) >= APART


def _spread(ties: list[TieRow]) -> float:
    known = [tie.likelihood for tie in ties if tie.likelihood is not None]
    if len(known) < len(ties):  # one level is judged, the other cannot be
        return 1.0 if known else 0.0
    return max(known) - min(known)
