"""The first page: what changed, what the ties are, what follows for security."""

from __future__ import annotations

from armillary.out.report.content import Block, Heading, Paragraph, Points, Runs, Section, runs
from armillary.out.report.draft import Draft, how_likely, percent
from armillary.out.report.headlines import main_changes, main_dangers, main_ties
from armillary.out.report.sections.threats import MOST as GROUPS
from armillary.out.report.sections.words import TREND_SENTENCES, group_list
from armillary.pictures.records import TieRow
from armillary.pictures.sentences import counted, in_text, sentence
from armillary.text.dates import show_day
from armillary.text.months import said_date

MOST = 3  # judgements a question


def opening(draft: Draft) -> list[Section]:
    """Key judgements under the three questions that a monitor asks."""
    since = said_date(show_day(draft.then_day))
    changes = main_changes(draft, MOST)
    told = [tie for tie, _ in changes]
    ties = [tie for tie in main_ties(draft, MOST + len(told)) if tie not in told][:MOST]
    dangers = main_dangers(draft, MOST, [*told, *ties])
    blocks: list[Block] = [Heading(f"What has changed since {since}?")]
    blocks += [draft.judgement(tie, _than_before(draft, then)) for tie, then in changes]
    if not changes:
        blocks.append(Paragraph(runs(f"No judgement of weight is another than it was on {since}.")))
    blocks.append(Heading("What are the ties?"))
    blocks += [draft.judgement(tie) for tie in ties]
    if not ties:
        blocks.append(Paragraph(runs("No tie of co-operation between armed groups and others is judged likely.")))
    blocks.append(Heading("What follows for security?"))
    blocks += [draft.judgement(tie) for tie in dangers]
    if points := _outlook(draft):
        blocks.append(Points(tuple(points)))
    elif not dangers:
        blocks.append(Paragraph(runs("No claim bears on a threat from any group.")))
    return [Section("key-judgements", "Key judgements", tuple(blocks))]


def _than_before(draft: Draft, then: TieRow | None) -> str:
    """What the judgement was on the earlier day."""
    when = said_date(show_day(draft.then_day))
    if then is None or then.likelihood is None:
        nothing = "had been claimed by" if draft.edition is not None else "is known for"
        return f"; nothing of the kind {nothing} {when}"
    was = "it was judged" if draft.edition is not None else "it was"
    clause = how_likely(then.word).removesuffix(" that").replace("it is", was).replace("there is", "there was")
    return f"; on {when} {clause} ({percent(then.likelihood)}\u00a0%)"


def _outlook(draft: Draft) -> list[Runs]:
    """What the threats of the groups add up to, and what is not known."""
    points = []
    shown = draft.threats[:GROUPS]  # those that the threat assessment tells of
    for finding, text in TREND_SENTENCES.items():
        names = [in_text(draft.book, row.actor) for row in shown if row.trend.finding == finding]
        if names and text:
            points.append(runs(sentence(text.format(groups=group_list(names)))))
    beyond = [in_text(draft.book, row.actor) for row in shown if row.external.finding == "attacks"]
    threatened = [in_text(draft.book, row.actor) for row in shown if row.external.finding == "threats"]
    if beyond:
        points.append(runs(sentence(f"attacks beyond the region are judged likely of {group_list(beyond)}")))
    if threatened:
        points.append(runs(sentence(f"threats beyond the region, without a deed, come from {group_list(threatened)}")))
    open_ = [row for row in draft.threats if row.external.finding == "not_known"]
    if open_:
        count = counted(len(open_), "group")
        points.append(runs(sentence(f"of {count} no claim says whether they reach beyond the region")))
    return points
