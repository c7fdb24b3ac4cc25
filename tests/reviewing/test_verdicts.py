"""Verdicts: an append-only file, what stands after undo, precision, and the scores that follow from it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.finding import ArmillaryError
from armillary.proposing.evaluation import Kind
from armillary.reviewing.precision import Scores, tally, total
from armillary.reviewing.verdicts import Verdict, append_verdict, read_verdicts, standing
from armillary.reviewing.wording import LONGEST_RUN, copied
from tests.reviewing.small import TRAINED, keep, propose

ONE = propose("green-front", "trains", "river-brigade", TRAINED, frame="training", score=0.9)


def verdict(name: str, said: str, **more: object) -> Verdict:
    return Verdict(id=name, verdict=said, time="2024-01-01T00:00:00+00:00", proposal=ONE, **more)  # type: ignore[arg-type]


def test_lines_are_only_ever_added(tmp_path: Path) -> None:
    file = tmp_path / ".armillary" / "verdicts.jsonl"
    made = [verdict("a", "rejected", reason="not_said"), verdict("b", "unsure"), verdict("a", "undone")]
    before = b""
    for one in made:
        append_verdict(tmp_path, one)
        now = file.read_bytes()
        assert now.startswith(before)
        assert now.endswith(b"\n")
        before = now
    assert read_verdicts(tmp_path) == made
    assert msgspec.json.decode(before.splitlines()[0])["proposal"]["quote"] == TRAINED


def test_version_control_sees_neither_verdicts_nor_texts(tmp_path: Path) -> None:
    """They hold words of documents; whichever comes first makes the folder that git is told to pass over."""
    append_verdict(tmp_path / "one", verdict("a", "unsure"))
    (tmp_path / "d.md").write_text("# A heading\n\nWords of somebody.\n", encoding="utf-8")
    keep(tmp_path / "other", tmp_path / "d.md")
    for root in ("one", "other"):
        assert (tmp_path / root / ".armillary" / ".gitignore").read_text("utf-8").endswith("\n*\n")


def test_a_torn_last_line_is_passed_over_and_does_not_swallow_the_next(tmp_path: Path) -> None:
    append_verdict(tmp_path, verdict("a", "unsure"))
    file = tmp_path / ".armillary" / "verdicts.jsonl"
    file.write_bytes(file.read_bytes() + b'{"id":"b","verd')
    assert [one.id for one in read_verdicts(tmp_path)] == ["a"]
    append_verdict(tmp_path, verdict("c", "unsure"))
    assert [one.id for one in read_verdicts(tmp_path)] == ["a", "c"]


def test_a_line_that_is_something_else_is_named(tmp_path: Path) -> None:
    append_verdict(tmp_path, verdict("a", "unsure"))
    file = tmp_path / ".armillary" / "verdicts.jsonl"
    file.write_bytes(file.read_bytes() + b'{"id": 3}\n')
    with pytest.raises(ArmillaryError, match="line 2 of"):
        read_verdicts(tmp_path)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["rejected", "unsure", "accepted"])), max_size=12))
def test_undoing_everything_leaves_nothing(said: list[tuple[str, str]]) -> None:
    made = [verdict(name, what) for name, what in said]
    undone = [verdict(one.id, "undone") for one in reversed(made)]
    for count in range(len(made) + 1):
        left = standing([*made, *undone[:count]])
        assert {one.id: one for one in left} == {one.id: one for one in made[: len(made) - count]}


def test_precision_counts_what_speaks_for_or_against_the_extractor() -> None:
    made = [
        verdict("1", "accepted"),
        verdict("2", "edited"),
        verdict("3", "edited", tie_kept=False),
        verdict("4", "rejected", reason="wrong_end"),
        verdict("5", "rejected", reason="duplicate"),
        verdict("6", "unsure"),
        verdict("7", "rejected"),
        verdict("7", "undone"),
    ]
    [counts] = tally(made)
    assert (counts.extractor, counts.frame) == ("rules", "training")
    assert (counts.accepted, counts.edited, counts.rejected, counts.unsure) == (1, 2, 2, 1)
    assert (counts.right, counts.wrong, counts.precision) == (2, 2, 0.5)
    assert total([counts]).precision == 0.5
    assert tally([]) == []
    assert total([]).precision is None


def test_scores_follow_verdicts_by_their_weight() -> None:
    assert Scores([]).of(ONE) == 0.9
    assert Scores([verdict("1", "rejected")]).of(ONE) == pytest.approx(0.818, abs=0.001)  # one against ten
    ten = [verdict(str(n), "rejected") for n in range(10)]
    assert Scores(ten).of(ONE) == pytest.approx(0.45)  # ten verdicts weigh as much as what was thought before
    assert Scores([verdict(str(n), "accepted") for n in range(40)]).of(ONE) == pytest.approx(0.98)
    other = propose("green-front", "funds", "river-brigade", TRAINED, frame="funding", score=0.9)
    assert Scores(ten).of(other) == 0.9
    assert Scores([verdict("1", "unsure")]).of(ONE) == 0.9


def test_gold_counts_as_verdicts_do() -> None:
    gold = [Kind(extractor="rules", frame="training", right=0, wrong=10, score=0.9)]
    assert Scores([], gold).of(ONE) == pytest.approx(0.45)
    both = Scores([verdict(str(n), "accepted") for n in range(10)], gold)
    assert both.of(ONE) == pytest.approx((9 + 10) / 30, abs=0.001)
    behind = both.behind(ONE)
    assert behind is not None
    assert (behind.held, behind.judged, behind.right, behind.gold_wrong) == (10, 20, 10, 10)
    assert total(tally([], gold)).precision == 0.0


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.05, 0.95))
def test_scores_stay_between_0_and_1_and_go_the_way_of_the_verdicts(right: int, wrong: int, score: float) -> None:
    one = msgspec.structs.replace(ONE, score=score)
    made = [verdict(f"r{n}", "accepted") for n in range(right)] + [verdict(f"w{n}", "rejected") for n in range(wrong)]
    made = [msgspec.structs.replace(v, proposal=one) for v in made]
    now = Scores(made).of(one)
    assert 0 < now < 1
    if right + wrong:
        assert min(score, right / (right + wrong)) - 0.02 <= now <= max(score, right / (right + wrong)) + 0.02


def test_own_words() -> None:
    run = "one two three four five six seven eight nine"
    words = run.split()
    assert copied(f"Here {' '.join(words[:LONGEST_RUN])} stop.", run) == ""
    assert "8 words in a row" in copied(f"Here {' '.join(words[: LONGEST_RUN + 1])} stop.", run)
    assert copied("One, two — THREE!", run)
    assert copied("two", run) == ""  # a name alone
    assert copied("", run) == ""
    assert copied("قاتل التنظيم القوات في الشمال", "وفي الأمس قاتل التنظيم القوات في الشمال ثم انسحب")
    assert copied("دارت معارك في الشمال", "وفي الأمس قاتل التنظيم القوات في الشمال ثم انسحب") == ""
