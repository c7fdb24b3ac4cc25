"""Verdicts are what a model trains on: read by json as the documentation says, and learned from."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from armillary.cli import app
from armillary.proposing.proposals import Proposal
from armillary.reviewing.verdicts import REASONS, Verdict, append_verdict
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "how-to" / "review-proposals.md"
# Sentences in which a frame is right and in which it is not: what a reviewer would teach a model.
RIGHT = [
    "The {0} sheltered the {1} for {2} years.",
    "The {0} gave the {1} {2} houses.",
    "In {2} towns the {0} housed the {1}.",
]
WRONG = ["The {0} could shelter the {1} in {2} towns.", "If the {0} housed the {1} for {2} years, war would follow.",
         "The {0} wants to house {2} men of the {1}."]  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with sixty verdicts of all sorts."""
    root = tmp_path_factory.mktemp("verdicts")
    for number in range(60):
        right = number % 2 == 0
        sentence = (RIGHT if right else WRONG)[number // 2 % 3].format("Green Front", "River Brigade", number + 2)
        proposal = Proposal(
            subject="green-front", relation="hosts", object="river-brigade", quote=sentence, frame="hosting", score=0.8
        )
        said: dict[str, Any] = {"verdict": "rejected", "reason": "not_a_claim" if number % 4 == 1 else "not_said"}
        if right:
            said = {"verdict": "edited" if number % 4 else "accepted", "claim": f"s/{number}"}
        append_verdict(root, Verdict(id=f"{number:010}", time="2024-01-01T00:00:00+00:00", proposal=proposal, **said))
    for name, what, reason in (("a", "unsure", ""), ("b", "rejected", "duplicate")):
        given = Verdict(id=name, time="2024-01-01T00:00:00+00:00", proposal=proposal, verdict=what, reason=reason)
        append_verdict(root, given)
    append_verdict(root, Verdict(id="0000000001", time="2024-01-02T00:00:00+00:00", verdict="undone"))
    return root


def label(verdict: dict[str, Any]) -> bool | None:
    """Right, wrong or open, by the words of the documentation."""
    if verdict["verdict"] in ("accepted", "edited"):
        return bool(verdict["tie_kept"])
    if verdict["verdict"] == "rejected" and verdict["reason"] not in ("duplicate", "out_of_scope"):
        return False
    return None


def words(quote: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z]+", quote.lower()))


def test_a_classifier_learns_from_the_file(root: Path) -> None:
    lines = [json.loads(line) for line in (root / ".armillary" / "verdicts.jsonl").read_text("utf-8").splitlines()]
    undone = {line["id"] for line in lines if line["verdict"] == "undone"}
    rows = [(words(one["proposal"]["quote"]), label(one)) for one in lines if one["id"] not in undone]
    known = [(features, right) for features, right in rows if right is not None]
    assert len(known) == 59
    assert len(rows) - len(known) == 2  # unsure, duplicate
    taught, held = known[:40], known[40:]
    weights: Counter[str] = Counter()
    for _ in range(10):  # a perceptron
        for features, right in taught:
            if (sum(weights[word] * count for word, count in features.items()) > 0) != right:
                for word, count in features.items():
                    weights[word] += count if right else -count
    hits = sum((sum(weights[w] * n for w, n in features.items()) > 0) == right for features, right in held)
    assert hits == len(held)


def test_the_standing_verdicts_are_a_table(root: Path) -> None:
    done = CliRunner().invoke(app, ["review", str(root), "--verdicts", "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert len(found["verdicts"]) == 61
    assert "undone" not in {one["verdict"] for one in found["verdicts"]}
    [hosting] = [one for one in found["by_kind"] if one["frame"] == "hosting"]
    right = sum(label(one) is True for one in found["verdicts"])
    wrong = sum(label(one) is False for one in found["verdicts"])
    assert (hosting["right"], hosting["wrong"]) == (right, wrong) == (30, 29)
    pandas = pytest.importorskip("pandas")
    table = pandas.json_normalize(found["verdicts"])
    assert {"verdict", "reason", "proposal.quote", "proposal.frame", "proposal.score"} <= set(table.columns)
    assert table["proposal.quote"].str.len().min() > 20


def test_the_documentation_has_every_key() -> None:
    text = GUIDE.read_text("utf-8")
    section = text[text.index("## Verdicts") :]
    keys = {key for row in re.findall(r"^\| (.*?) \|", section, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert {field.name for field in msgspec.structs.fields(Verdict)} <= keys
    assert set(REASONS) <= keys
    shape = (ROOT / "docs" / "how-to" / "propose.md").read_text("utf-8")
    assert all(f"`{field.name}`" in shape for field in msgspec.structs.fields(Proposal) if field.name != "document")
