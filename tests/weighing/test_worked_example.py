"""The page on weighing is true: its casebook is built, and every number in its tables computed again."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from armillary.checking import Checked, check_casebook
from armillary.text.dates import parse_day, show_day
from armillary.vocab.read import read_vocabulary
from armillary.weighing.change import causes
from armillary.weighing.coins import coins_from, weights_of_evidence
from armillary.weighing.confidence import LEVELS
from armillary.weighing.currency import CURRENCIES
from armillary.weighing.evidence import gather_evidence
from armillary.weighing.likelihood import DECIBANS
from armillary.weighing.questions import Question
from armillary.weighing.standing import STANDINGS
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
HOSTS, TRAINS = "red-band hosts grey-column", "red-band trains grey-column"
THEN, NOW, LATER, LAST = DATES = ("2022-12-31", "2024-01-01", "2025-07-01", "2027-07-01")
COUNTS = ((1, "one"), (2, "two"), (3, "three or more"))
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
def judgements(checked: Checked) -> dict[str, Judged]:
    """It as of each date, by what had been published by then."""
    e = gather_evidence(checked.casebook, checked.vocab)
    return {date: rejudged(e, checked.vocab, parse_day(date), parse_day(date)) for date in DATES}


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
        "Table 5": [[words, percent(bound(n)), bound(n), percent(-bound(n))] for n, words in COUNTS],
        "Table 6": [[w.label, w.low, w.high] for w in vocab.lists.likelihood.values()],
    }


def folded(votes: list[tuple[int, str, float]], half_life: float) -> list[Row]:
    """Votes (day, who, decibans) in the order of their days, what each takes from the sum before, and the sum after."""
    rows: list[Row] = []
    total, newest = 0.0, {1: 0, -1: 0}
    for day, who, x in sorted(votes):
        days: int | str = "–"
        most: float | str = "–"
        lost = 0.0
        if total * x < 0:
            days = since = day - newest[1 if total > 0 else -1]
            most = yields = (1 - 0.5 ** (since / half_life)) * abs(total)
            lost = min(yields, abs(x))
        after = total - math.copysign(lost, total) + x
        rows.append([show_day(day), who, x, total, days, most, lost, after])
        total, newest[1 if x > 0 else -1] = after, day
    return rows


def bound(voices: int) -> float:
    """How far so many voices may go, in decibans."""
    name = ("bound_one", "bound_two", "bound_three")[min(voices, 3) - 1]
    return decibans_of(read_vocabulary().constant(name))


def decibans_of(p: float) -> float:
    return 10 * math.log10(p / (1 - p))


def of_example(seen: dict[str, Judged]) -> dict[str, list[Row]]:
    hosts, vocab = about(HOSTS), read_vocabulary()
    now, then, later = seen[NOW], seen[THEN], seen[LATER]
    found = explained(later, hosts)
    half_life = vocab.relations["hosts"].half_life
    assert half_life is not None
    votes = {part.origin: part for part in found.contributions}
    e, row = later.evidence, later.rows[hosts]
    factors = {
        "panel": (0.8, 1.0, 1.0),
        "unnamed/villagers": (0.8, 1.0, 0.9),
        "herald": (0.9, 1.0, 1.0),
        "daily": (0.8, 0.8, 1.0),
        "mission": (1.0, 1.0, 1.0),
    }
    table7, line = [], []
    for origin, part in votes.items():
        t = next(i for i, c in enumerate(e.t_claim) if e.claims[c] == part.claims[0] and e.t_question[i] == row)
        assert math.isclose(math.prod(factors[origin]), part.weight)
        full = full_vote(part.grade, part.stance, 1 if part.polarity == "asserts" else -1)
        alone = part.weight * full
        assert math.isclose(part.decibans, 0 if part.one_with else alone)
        table7.append([origin, part.polarity, show_day(int(e.t_last[t])), *factors[origin], part.weight, full, alone])
        if not part.one_with:
            line.append((int(e.t_last[t]), origin, alone))
    table8 = folded(line, half_life)
    assert math.isclose(table8[-1][-1], found.odds_db)
    table9 = []
    for date in (THEN, NOW, LATER):
        why, j, at = explained(seen[date], hosts), seen[date].judgements, seen[date].rows[hosts]
        added = sum(part.decibans for part in why.contributions)
        most = bound(int(j.for_it[at]))
        assert math.isclose(why.odds_db, min(added + why.age_db, most))
        heard = (int(j.for_it[at]), int(j.against[at]), STANDINGS[int(j.standing[at])])
        table9.append([date, *heard, added, why.age_db, why.bound_db, why.odds_db, percent(why.odds_db)])
    table10 = []
    for letter, grades in (("down", {"B": "C", "C": "D"}), ("up", {"B": "A", "C": "B"})):
        moved = [
            (day, who, votes[who].weight * full_vote(grades.get(votes[who].grade, ""), "free", 1 if x > 0 else -1))
            if votes[who].stance == "free"
            else (day, who, x)
            for day, who, x in line
        ]
        for word, factor in (("halved", 0.5), ("doubled", 2.0)):
            there = folded(moved, half_life)[-1][-1] + 10 * math.log10(factor)
            odds = min(max(there, -bound(1)), bound(2))
            table10.append([letter, word, there, odds, percent(odds)])
    lowest, highest = float(later.judgements.low[row]), float(later.judgements.high[row])
    assert math.isclose(100 * lowest, min(corner[-1] for corner in table10))
    assert math.isclose(100 * highest, max(corner[-1] for corner in table10))
    table11 = []
    voices, at = now.judgements.voices, now.rows[hosts]
    for i in voices.of(at):
        without = float(voices.odds[i]) * DECIBANS
        moves = abs(percent(without) - 100 * now.likelihood(hosts))
        table11.append([now.evidence.blocs[voices.bloc[i]], without, percent(without), moves])
    moved_by = causes(then.weighed, now.weighed, then.rows[hosts], now.rows[hosts])
    table12 = sorted([cause.cause, cause.origin, cause.decibans] for cause in moved_by)
    table12.append(["in all", "", explained(now, hosts).odds_db - explained(then, hosts).odds_db])
    return {
        "Table 7": table7,
        "Table 8": table8,
        "Table 9": table9,
        "Table 10": table10,
        "Table 11": table11,
        "Table 12": table12,
        "Table 13": [_still(seen[date], date, half_life) for date in DATES],
    }


def _still(seen: Judged, date: str, half_life: float) -> Row:
    """What is left of hosting at a date, and what is said of training."""
    kinds = [CURRENCIES[int(seen.judgements.currency.kind[seen.rows[about(tie)]])] for tie in (HOSTS, TRAINS)]
    last = int(seen.judgements.currency.last_seen[seen.rows[about(HOSTS)]])
    days = parse_day(date) - last
    likely = [100 * seen.likelihood(about(tie)) for tie in (HOSTS, TRAINS)]
    return [date, show_day(last), 0.5 ** (days / half_life), kinds[0], likely[0], kinds[1], likely[1]]


def of_values(e: ValueEvidence) -> dict[str, list[Row]]:
    """The tables on values: votes, ranges without each voice, and scores of a stance."""
    vocab = read_vocabulary()
    ballots = Ballots(e, vocab, parse_day("2024-01-01"), None)
    rows = {question.measure: row for row, question in enumerate(e.questions)}
    judged = judge_value(ballots, rows["strength"])
    assert (judged.confidence, judged.load_bearing) == ("moderate", ("daily", "panel"))
    votes = sorted(judged.votes, key=lambda vote: -vote.says)
    says = sum(vote.says for vote in votes)
    table14 = [
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
    table15 = []
    for name in ("", "daily", "red-band", "panel"):
        found = judge_value(ballots, rows["strength"], e.blocs.index(name) if name else None).weighed
        assert found is not None
        edges = [edge if math.isfinite(edge) else "open" for edge in found.said]
        table15.append([f"without {name}" if name else "with all", *edges])
    stance = judge_value(ballots, rows["expulsion-of-foreign-fighters"])
    assert stance.weighed is not None
    assert (stance.confidence, stance.load_bearing) == ("low", ("panel", "red-band"))
    table16 = [
        [vote.answer.word, vote.weight, gain(vote, 4), 100 * stance.weighed.answers[vote.answer.word]]
        for vote in sorted(stance.votes, key=lambda vote: -vote.says)
    ]
    table16.append(["each other", 0.0, 0.0, 100 * stance.weighed.answers["neutral"]])
    return {"Table 14": table14, "Table 15": table15, "Table 16": table16}


def as_shown(cell: str, value: Any) -> str:
    """A value to the digits of a cell, with its sign where the cell has one."""
    if not NUMBER.fullmatch(cell) or isinstance(value, str):
        return str(value)
    digits = len(cell.partition(".")[2])
    sign = "+" if cell[0] in "+−" else ""
    return f"{value:{sign}.{digits}f}".replace("-", "−")


def test_every_number_in_every_table_is_so(checked: Checked, judgements: dict[str, Judged]) -> None:
    said = gather_values(checked.casebook, checked.vocab)
    wanted = of_vocabulary() | of_example(judgements) | of_values(said)
    tables = dict(TABLE.findall(PAGE))
    assert tables.keys() == wanted.keys()
    assert PAGE.count("\n|---") == len(tables), "a table has no number"
    for name, text in tables.items():
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]
        assert len(rows) == len(wanted[name]), name
        for cells, values in zip(rows, wanted[name], strict=True):
            assert cells == [as_shown(cell, value) for cell, value in zip(cells, values, strict=True)], name


def test_the_page_for_readers_shows_the_same(judgements: dict[str, Judged]) -> None:
    now = judgements[NOW]
    hosts, trains = now.rows[about(HOSTS)], now.rows[about(TRAINS)]
    low, high = float(now.judgements.low[hosts]), float(now.judgements.high[hosts])
    likely = [100 * float(now.judgements.likelihood[row]) for row in (hosts, trains)]
    text = (ROOT / "docs/explanation/reading-a-judgement.md").read_text("utf-8")
    assert (
        f"{likely[0]:.0f} %, very likely; range {100 * low:.0f}–{100 * high:.0f} %. Corroborated 2/0. Current" in text
    )
    assert f"{likely[1]:.0f} %, very likely. Corroborated 2/0. Ended 2023-01, by the word of The Daily" in text


def test_what_the_page_says_of_the_example_is_so(judgements: dict[str, Judged]) -> None:
    hosts, trains = about(HOSTS), about(TRAINS)
    now, later = judgements[NOW], judgements[LATER]
    found = explained(now, hosts)
    assert [part.origin for part in found.contributions] == ["panel", "daily", "herald", "unnamed/villagers"]
    assert found.contributions[0].claims == ("panel-2022/1", "daily-2022/1", "gazette-2022/1")
    assert {part.origin: part.one_with for part in found.contributions if part.one_with} == {
        "unnamed/villagers": "panel"
    }
    assert [part.origin for part in found.contributions if not part.audible] == ["herald"]
    assert {"daily-2022/1", "gazette-2022/1"} <= {item.claim for item in found.not_counted}
    assert found.coins == "prior"
    assert found.load_bearing == ("daily", "panel")
    assert found.would_change == ("withdrawal of daily", "one D denial", "one C assertion")
    assert explained(later, hosts).would_change == ("withdrawal of mission", "one C denial", "one C assertion")
    words = [judgements[date].word(hosts) for date in (THEN, NOW, LATER)]
    assert words == ["likely", "very_likely", "unlikely"]
    levels = [LEVELS[int(judgements[date].judgements.confidence[judgements[date].rows[hosts]])] for date in DATES[:3]]
    assert levels == ["low", "moderate", "low"]
    more_general = Question("red-band", "tolerates", "grey-column")
    assert later.word(more_general) == "very_likely"
    assert f"tolerates the Column stands at {100 * later.likelihood(more_general):.0f} %" in PAGE
    row = later.rows[hosts]
    lowest, highest = float(later.judgements.low[row]), float(later.judgements.high[row])
    assert f"the range is {lowest * 100:.0f} to {highest * 100:.0f} %" in PAGE
    currency, at = later.judgements.currency, later.rows[trains]
    assert (show_day(int(currency.ended[at])), show_day(int(currency.ended_last[at]))) == ("2023-01-01", "2023-01-31")
    half_life = read_vocabulary().relations["hosts"].half_life
    assert f"half-life of two years, {half_life} days" in PAGE
