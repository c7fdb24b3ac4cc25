"""propose and evaluate from the command line: claims are never read, the store is local, gold says what is right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from armillary.cli import app
from armillary.finding import ArmillaryError
from armillary.proposing.evaluation import evaluate, wilson
from armillary.proposing.gold import GoldClaim, read_gold
from armillary.proposing.proposals import Proposal
from armillary.proposing.store import read_proposals
from tests.conftest import ROOT
from tests.proposing.small import vocabulary

CASEBOOK = ROOT / "casebooks" / "afghanistan"
TEXT = "The Taliban has close ties with Al-Qaeda. TTP may have attacked Pakistan. The CIA watched.\n"


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    copy = tmp_path / "casebook"
    shutil.copytree(CASEBOOK, copy)
    return copy


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_proposals_as_json(casebook: Path, document: Path) -> None:
    pytest.importorskip("spacy")
    found = json.loads(run("propose", casebook, document, "--json"))
    ties = [(p["subject"], p["relation"], p["object"], p["hedged"]) for p in found]
    assert ties == [("taliban", "has_ties_with", "al-qaeda", False), ("ttp", "attacks", "pakistan", True)]
    assert all(TEXT[p["span"][0] : p["span"][1]] == p["quote"] for p in found)
    assert {p["extractor"] for p in found} == {"rules"}


@pytest.mark.parametrize("extractor", ["rules", "triggers"])
def test_removing_all_claims_changes_no_proposal(casebook: Path, document: Path, extractor: str) -> None:
    pytest.importorskip("spacy")
    before = run("propose", casebook, document, "--json", "--extractor", extractor)
    for folder in ("claims", "commitments", "levers", "narratives", "sources", "speakers"):
        shutil.rmtree(casebook / folder)
    assert run("propose", casebook, document, "--json", "--extractor", extractor) == before
    assert len(json.loads(before)) > 0


def test_writing_touches_nothing_but_the_local_store(casebook: Path, document: Path) -> None:
    before = {path: path.read_bytes() for path in casebook.rglob("*") if path.is_file()}
    run("propose", casebook, document, "--write", "--extractor", "triggers")
    after = {path: path.read_bytes() for path in casebook.rglob("*") if path.is_file()}
    new = set(after) - set(before)
    assert {path.relative_to(casebook).parts[0] for path in new} == {".armillary"}
    assert all(after[path] == before[path] for path in before)
    assert "*" in (casebook / ".armillary" / ".gitignore").read_text("utf-8").split()
    assert len(read_proposals(casebook)) == 2


def test_a_store_that_is_broken_is_named(casebook: Path) -> None:
    folder = casebook / ".armillary" / "proposals"
    folder.mkdir(parents=True)
    (folder / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArmillaryError, match=r"x\.json does not hold proposals"):
        read_proposals(casebook)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--extractor", "rulse"), "no extractor 'rulse'"),
        (("--date", "yesterday"), "'yesterday' is no date"),
    ],
)
def test_wrong_use_is_one_sentence(casebook: Path, document: Path, arguments: tuple[str, ...], message: str) -> None:
    result = CliRunner().invoke(app, ["propose", str(casebook), str(document), *arguments])
    assert isinstance(result.exception, ArmillaryError)
    assert message in result.exception.message


GOLD = [
    GoldClaim(sentence="A met B.", subject="a", relation="has_ties_with", object="b"),
    GoldClaim(sentence="C hit D.", subject="c", relation="attacks", object="d", hedged=True),
    GoldClaim(sentence="Nothing is said."),
]


def proposal(subject: str, relation: str, object_: str, quote: str, **more: object) -> Proposal:
    return Proposal(subject=subject, relation=relation, object=object_, quote=quote, **more)  # type: ignore[arg-type]


def test_the_measures_differ_in_what_they_forgive() -> None:
    proposals = [
        proposal("b", "has_ties_with", "a", "A met B."),  # symmetric: right in every measure
        proposal("d", "cracks_down_on", "c", "C hit D.", hedged=True),  # turned, of the same dimension
        proposal("a", "funds", "b", "Nothing is said."),
        proposal("x", "funds", "y", "Not in the gold."),
    ]
    found = evaluate(proposals, GOLD, vocabulary())
    counts = {name: (s.right, s.wrong, s.missed) for name, s in found.measures.items()}
    assert counts == {
        "strict": (1, 2, 1),
        "relation_insensitive": (1, 2, 1),
        "direction_insensitive": (2, 1, 0),
        "pair": (2, 1, 0),
    }
    assert (found.outside, found.sentences, found.claims) == (1, 3, 2)
    assert found.hedging.f1 == 1.0
    assert [(m.what, m.subject) for m in found.errors] == [("wrong", "a")]


def test_polarity_counts() -> None:
    found = evaluate([proposal("c", "attacks", "d", "C hit D.", polarity="denies")], GOLD, vocabulary())
    assert found.measures["direction_insensitive"].right == 0
    assert found.measures["pair"].right == 1


def test_a_claim_is_found_once_and_said_twice_counts_once() -> None:
    twice = [proposal("c", "attacks", "d", "C hit D."), proposal("c", "attacks", "d", "C hit D.")]
    score = evaluate(twice, GOLD, vocabulary()).measures["strict"]
    assert (score.right, score.wrong) == (1, 0)


def test_ends_that_are_words_are_held_by_their_words() -> None:
    gold = [GoldClaim(sentence="S.", subject="taliban", relation="hosts", object="terrorist groups")]
    found = evaluate([proposal("taliban", "hosts", "other terrorist groups", "S.")], gold, vocabulary())
    assert found.measures["strict"].f1 == 1.0


@pytest.mark.parametrize("name", ["gold.json", "gold.jsonl", "gold.csv"])
def test_gold_is_read_from_json_and_csv(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    rows = [{"sentence": "S.", "subject": "a", "relation": "hosts", "object": "b", "hedged": True, "span": [3, 9]}]
    if name.endswith("json"):
        path.write_text(json.dumps(rows), encoding="utf-8")
    elif name.endswith("jsonl"):
        path.write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    else:
        path.write_text("sentence,span,subject,relation,object,hedged\nS.,3-9,a,hosts,b,yes\n", encoding="utf-8")
    expected = GoldClaim(sentence="S.", span=(3, 9), subject="a", relation="hosts", object="b", hedged=True)
    assert read_gold(path) == [expected]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "is not JSON"),
        ("[]", "has no claims"),
        ("[1]", "entry 1: not an object"),
        ('[{"subject": "a"}]', "entry 1: neither a sentence nor a span"),
        ('[{"sentence": "S", "polarity": "no"}]', "entry 1: the polarity 'no'"),
        ('[{"sentence": "S", "span": "x"}]', "'x' is no span"),
    ],
)
def test_wrong_gold_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArmillaryError, match=message.replace("(", "\\(")):
        read_gold(path)


def test_what_scores_too_low_is_left_out_and_counted(casebook: Path, document: Path) -> None:
    pytest.importorskip("spacy")
    scores = [one["score"] for one in json.loads(run("propose", casebook, document, "--json"))]
    least = max(scores)
    assert min(scores) < least
    found = json.loads(run("propose", casebook, document, "--least", least, "--json", "--write"))
    assert [one["score"] for one in found] == [score for score in scores if score >= least]
    assert len(read_proposals(casebook)) == len(found)
    shown = run("propose", casebook, document, "--least", least)
    assert f"{len(scores) - len(found)} left out that score lower" in " ".join(shown.split())
    result = CliRunner().invoke(app, ["propose", str(casebook), str(document), "--least", "7"])
    assert isinstance(result.exception, ArmillaryError)


def test_scores_follow_gold_that_is_kept(casebook: Path, document: Path, tmp_path: Path) -> None:
    run("propose", casebook, document, "--extractor", "triggers", "--write")
    gold = tmp_path / "g.json"
    said = {"subject": "taliban", "relation": "has_ties_with", "object": "al-qaeda"}
    none = {"sentence": "TTP may have attacked Pakistan."}
    gold.write_text(json.dumps([{"sentence": "The Taliban has close ties with Al-Qaeda."} | said, none]), "utf-8")
    before = {
        one["frame"]: one["score"]
        for one in json.loads(run("propose", casebook, document, "--extractor", "triggers", "--json"))
    }
    kinds = json.loads(run("evaluate", casebook, "--gold", gold, "--keep", "--json"))["kinds"]
    assert {(kind["right"], kind["wrong"]) for kind in kinds} == {(1, 0), (0, 1)}
    for _ in range(2):  # the same gold counts once
        run("evaluate", casebook, "--gold", gold, "--keep")
    after = {
        one["frame"]: one["score"]
        for one in json.loads(run("propose", casebook, document, "--extractor", "triggers", "--json"))
    }
    assert {round(after[frame] - before[frame], 3) for frame in before} == {0.068, -0.023}  # (2.5 + 1) / 11, 2.5 / 11
    assert len(json.loads(run("evaluate", casebook, "--gold", gold, "--least", "0.3", "--json"))["kinds"]) == 1
    result = CliRunner().invoke(app, ["evaluate", str(document), "--gold", str(gold), "--keep"])
    assert isinstance(result.exception, ArmillaryError)


def test_credit_is_held_against_gold_name_by_name() -> None:
    gold = [
        GoldClaim(sentence="S.", subject="a", relation="hosts", object="b", credit=("the UN|united-nations", "x")),
        GoldClaim(sentence="T.", subject="c", relation="hosts", object="d", credit=()),
        GoldClaim(sentence="U.", subject="e", relation="hosts", object="f"),
    ]
    proposals = [
        proposal("a", "hosts", "b", "S.", credit=("united-nations", "somebody")),
        proposal("c", "hosts", "d", "T."),
        proposal("e", "hosts", "f", "U.", credit=("anybody",)),
    ]
    found = evaluate(proposals, gold, vocabulary())
    assert (found.credit.right, found.credit.wrong, found.credit.missed) == (1, 1, 1)
    assert (found.credited_at_all.right, found.credited_at_all.wrong, found.credited_at_all.missed) == (1, 0, 0)
    assert {name: score.right for name, score in found.credited.items()} == {"credited": 1, "not credited": 1}
    assert {name: score.right for name, score in found.hedged.items()} == {"not hedged": 3}


def test_intervals_hold_what_they_are_around_and_narrow() -> None:
    assert wilson(0, 0) is None
    assert wilson(81, 263) == (0.2553, 0.3662)  # Newcombe 1998, table I, method 3
    assert wilson(15, 148) == (0.0624, 0.1605)
    assert wilson(0, 20) == (0.0, 0.1611)


def test_evaluate_from_the_command_line(tmp_path: Path) -> None:
    proposals, gold = tmp_path / "p.json", tmp_path / "g.json"
    proposals.write_bytes(msgspec.json.encode([proposal("a", "has_ties_with", "b", "A met B.")]))
    gold.write_bytes(msgspec.json.encode(GOLD))
    found = json.loads(run("evaluate", proposals, "--gold", gold, "--json"))
    assert found["measures"]["strict"] == {
        "right": 1,
        "wrong": 0,
        "missed": 1,
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "precision_range": [pytest.approx(0.2065), 1.0],
        "recall_range": [pytest.approx(0.0945), pytest.approx(0.9055)],
    }
    assert "missed" in run("evaluate", proposals, "--gold", gold, "--errors")
