"""The page on weighing is true: its casebook is built, and every number in its tables computed again."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from armillary.checking import Checked, check_casebook
from armillary.text.dates import parse_day
from armillary.vocab.read import read_vocabulary
from armillary.weighing.change import causes
from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import Question
from armillary.weighing.values.choices import gain
from armillary.weighing.values.evidence import ValueEvidence, gather_values
from armillary.weighing.values.judgements import judge_value
from armillary.weighing.values.votes import Ballots
from tests.conftest import ROOT
from tests.weighing.judging import Judged, rejudged
from tests.weighing.small import about, explained

PAGE = (ROOT / "docs/explanation/weighing.md").read_text("utf-8")
BLOCK = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TABLE = re.compile(r"^(Table \d+)\.[^\n]*\n\n((?:\|[^\n]*\n)+)", re.MULTILINE)
NUMBER = re.compile(r"[+−]?\d+(\.\d+)?")
HOSTS, TOLERATES = "red-band hosts grey-column", "red-band tolerates grey-column"
TIES = "grey-column has_ties_with red-band"
Row = list[Any]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The page's casebook."""
    root = tmp_path_factory.mktemp("example")
    (root / "armillary.toml").write_text('format = 1\ntitle = "The Grey Column"\n', encoding="utf-8")
    for name, text in BLOCK.findall(PAGE):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    checked = check_casebook(Path(root))
    assert not [finding.message for finding in checked.findings]
    return checked


@pytest.fixture(scope="module")
def judgements(checked: Checked) -> tuple[Judged, Judged]:
    """It as of the two dates."""
    e = gather_evidence(checked.casebook, checked.vocab)
    now = rejudged(e, checked.vocab, parse_day("2024-01-01"))
    then = rejudged(e, checked.vocab, parse_day("2022-12-31"), parse_day("2022-12-31"))
    return then, now


def full_vote(grade: str, stance: str, side: int) -> float:
    """Decibans of a vote of weight 1."""
    gains = weights_of_evidence(*coins_from([("", stance, grade)], read_vocabulary()))
    return float(gains[0 if side > 0 else 1][0]) * DECIBANS


def percent(decibans: float) -> float:
    """Likelihood in hundredths."""
    return 100 / (1 + 10 ** (-decibans / 10))


def of_vocabulary() -> dict[str, list[Row]]:
    vocab = read_vocabulary()
    return {
        "Table 1": [[m.id, m.weight] for m in vocab.modalities.values() if m.votes],
        "Table 2": [[c.id, c.weight] for c in vocab.lists.credibility.values()],
        "Table 3": [
            [g.id, g.coin, full_vote(g.id, "free", 1), full_vote(g.id, "free", -1), g.relay]
            for g in vocab.grades.values()
        ],
        "Table 4": [
            [s.id, s.sens, s.spec, full_vote("B", s.id, 1), full_vote("B", s.id, -1)]
            for s in vocab.lists.stances.values()
            if s.sens is not None
        ],
        "Table 5": [[w.label, w.low, w.high] for w in vocab.lists.likelihood.values()],
    }


def of_example(then: Judged, now: Judged) -> dict[str, list[Row]]:
    hosts = about(HOSTS)
    found = explained(now, hosts)
    prior = found.prior_db
    votes = {part.origin: part for part in found.contributions}
    e = now.evidence
    table6 = []
    for origin, part in votes.items():
        t = next(
            i for i, c in enumerate(e.t_claim) if e.claims[c] == part.claims[0] and e.t_question[i] == now.rows[hosts]
        )
        claim = {"panel": (0.8, 0.85, 1.0), "unnamed/villagers": (0.8, 0.65, 0.7), "herald": (0.9, 0.65, 1.0)}[origin]
        assert math.isclose(math.prod(claim), float(e.t_weight[t]))
        days = now.judgements.as_of - int(e.t_last[t])
        full = full_vote(part.grade, part.stance, 1 if part.polarity == "asserts" else -1)
        table6.append([origin, *claim, days, 0.5 ** (days / 730.5), part.weight, full, part.decibans])
    table7 = []
    for tie in (HOSTS, TOLERATES, TIES):
        why = explained(now, about(tie))
        assert why.coherence_db == 0
        added = sum(part.decibans for part in why.contributions)
        table7.append([tie, percent(why.prior_db) / 100, why.prior_db, added, why.odds_db, percent(why.odds_db)])
    others = votes["unnamed/villagers"].decibans + votes["herald"].decibans
    table8 = []
    for grade in "CA":
        for word, factor in (("halved", 0.5), ("doubled", 2.0)):
            odds = prior + 10 * math.log10(factor) + votes["panel"].weight * full_vote(grade, "free", 1) + others
            table8.append([grade, word, odds, percent(odds)])
    voices, table9 = now.judgements.voices, []
    for row in voices.of(now.rows[hosts]):
        without = float(voices.odds[row]) * DECIBANS
        moves = abs(percent(without) - percent(found.odds_db))
        table9.append([e.blocs[voices.bloc[row]], without, percent(without), moves])
    early = explained(then, hosts)
    added = sum(part.decibans for part in early.contributions)
    moved = causes(then.weighed, now.weighed, then.rows[hosts], now.rows[hosts])
    return {
        "Table 6": table6,
        "Table 7": table7,
        "Table 8": table8,
        "Table 9": table9,
        "Table 10": [[HOSTS, added, early.odds_db, percent(early.odds_db)]],
        "Table 11": [
            *sorted([cause.cause, cause.origin, cause.decibans] for cause in moved),
            ["in all", "", found.odds_db - early.odds_db],
        ],
    }


def of_values(e: ValueEvidence) -> dict[str, list[Row]]:
    """The tables on values: votes, ranges without each voice, and scores of a stance."""
    vocab = read_vocabulary()
    ballots = Ballots(e, vocab, parse_day("2024-01-01"), None)
    rows = {question.measure: row for row, question in enumerate(e.questions)}
    judged = judge_value(ballots, rows["strength"])
    assert (judged.confidence, judged.load_bearing) == ("moderate", ("daily", "panel"))
    votes = sorted(judged.votes, key=lambda vote: -vote.says)
    says = sum(vote.says for vote in votes)
    table12 = [
        [
            e.origins[vote.origin],
            vote.answer.text,
            vote.weight,
            full_vote(e.coins[vote.coin][2], "free", 1),
            vote.says * DECIBANS,
            100 * vote.says / says,
        ]
        for vote in votes
    ]
    table13 = []
    for name in ("", "daily", "red-band", "panel"):
        found = judge_value(ballots, rows["strength"], e.blocs.index(name) if name else None).weighed
        assert found is not None
        edges = [edge if math.isfinite(edge) else "open" for edge in found.said]
        table13.append([f"without {name}" if name else "with all", *edges])
    stance = judge_value(ballots, rows["expulsion-of-foreign-fighters"])
    assert stance.weighed is not None
    assert (stance.confidence, stance.load_bearing) == ("low", ("panel",))
    table14 = [
        [vote.answer.word, vote.weight, gain(vote, 4), 100 * stance.weighed.answers[vote.answer.word]]
        for vote in sorted(stance.votes, key=lambda vote: -vote.says)
    ]
    table14.append(["each other", 0.0, 0.0, 100 * stance.weighed.answers["neutral"]])
    return {"Table 12": table12, "Table 13": table13, "Table 14": table14}


def as_shown(cell: str, value: Any) -> str:
    """A value to the digits of a cell, with its sign where the cell has one."""
    if not NUMBER.fullmatch(cell) or isinstance(value, str):
        return str(value)
    digits = len(cell.partition(".")[2])
    sign = "+" if cell[0] in "+−" else ""
    return f"{value:{sign}.{digits}f}".replace("-", "−")


def test_every_number_in_every_table_is_so(checked: Checked, judgements: tuple[Judged, Judged]) -> None:
    said = gather_values(checked.casebook, checked.vocab)
    wanted = of_vocabulary() | of_example(*judgements) | of_values(said)
    tables = dict(TABLE.findall(PAGE))
    assert tables.keys() == wanted.keys()
    assert PAGE.count("\n|---") == len(tables), "a table has no number"
    for name, text in tables.items():
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]
        assert len(rows) == len(wanted[name]), name
        for cells, values in zip(rows, wanted[name], strict=True):
            assert cells == [as_shown(cell, value) for cell, value in zip(cells, values, strict=True)], name


def test_what_the_page_says_of_the_example_is_so(judgements: tuple[Judged, Judged]) -> None:
    then, now = judgements
    question = Question("red-band", "hosts", "grey-column")
    found = explained(now, question)
    assert [part.origin for part in found.contributions] == ["panel", "unnamed/villagers", "herald"]
    assert found.contributions[0].claims == ("panel-2022/1", "daily-2022/1", "gazette-2022/1")
    assert [item.claim for item in found.not_counted] == ["daily-2022/1", "gazette-2022/1"]
    assert found.coins == "prior"
    assert found.load_bearing == ("panel", "red-band")
    assert found.would_change == ("withdrawal of panel", "one D denial", "one C assertion")
    row = now.rows[question]
    assert now.judgements.confidence[row] == 0
    assert (now.word(question), then.word(question)) == ("roughly_even_chance", "likely")
    assert now.word(about(TIES)) == "likely"
    lowest, highest = float(now.judgements.low[row]), float(now.judgements.high[row])
    assert f"the range is {lowest * 100:.0f} to {highest * 100:.0f} %" in PAGE
    assert f"{abs(found.odds_db - explained(then, question).odds_db):.2f} decibans lower" in PAGE
    half_life = read_vocabulary().relations["hosts"].half_life
    assert f"half-life of two years, {half_life} days" in PAGE
