"""propose and evaluate from the command line: claims are never read, the store is local, gold says what is right."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
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
from tests.proposing.stub import serving

pytestmark = pytest.mark.slow

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


def test_a_casebook_without_actors_is_told_whom_a_document_names(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    (empty / "actors").mkdir(parents=True)
    (empty / "armillary.toml").write_text("format = 1\n", encoding="utf-8")
    text = tmp_path / "sahel.md"
    text.write_text("The Northern Liberation Front (NLF) left. NLF fighters met the River Army.\n", encoding="utf-8")
    refused = CliRunner().invoke(app, ["propose", str(empty), str(text)])
    assert isinstance(refused.exception, ArmillaryError)
    assert "--new-actors" in refused.exception.hint
    found = json.loads(run("propose", empty, text, "--extractor", "triggers", "--new-actors", "--json"))
    assert [(new["name"], new["short"], new["times"], new["beside_new"]) for new in found] == [
        ("Northern Liberation Front", "NLF", 2, ["River Army"]),
        ("River Army", "", 1, ["Northern Liberation Front"]),
    ]
    shown = run("propose", empty, text, "--extractor", "triggers", "--new-actors")
    assert "Northern Liberation Front (NLF)" in shown
    assert "new: River Army" in " ".join(shown.split())


def test_what_is_decided_to_be_one_is_one_in_proposals(casebook: Path, tmp_path: Path) -> None:
    with (casebook / "actors" / "persons.yaml").open("a", encoding="utf-8") as file:
        file.write("\n  - id: siraj-haqani\n    kind: person\n    name: Siraj ud-Din Haqani\n")
    text = tmp_path / "note.md"
    text.write_text("Siraj ud-Din Haqani attacked TTP. Sirajuddin Haqqani attacked Al-Qaeda.\n", "utf-8")
    asked = json.loads(run("identity", casebook, "--json"))["proposals"]
    assert [sorted(one["of"]) for one in asked] == [["siraj-haqani", "sirajuddin-haqqani"]]

    def who() -> set[str]:
        found = json.loads(run("propose", casebook, text, "--extractor", "triggers", "--json"))
        return {proposal["subject"] for proposal in found}

    assert who() == {"siraj-haqani", "sirajuddin-haqqani"}
    kept = {path: path.read_bytes() for path in sorted(casebook.rglob("*.yaml"))}
    why = ("--who", "A. Coder", "--why", "one listed person in two spellings")
    run("identity", casebook, "same", "sirajuddin-haqqani", "siraj-haqani", *why)
    assert len(who()) == 1
    assert json.loads(run("identity", casebook, "--json"))["proposals"] == []
    run("identity", casebook, "--undo")
    assert {path: path.read_bytes() for path in sorted(casebook.rglob("*.yaml"))} == kept


# --- several files, and a model ---------------------------------------------------------------------------------------


def test_one_file_that_cannot_be_read_does_not_stop_the_others(casebook: Path, document: Path, tmp_path: Path) -> None:
    (tmp_path / "torn.pdf").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    files = [document, tmp_path / "torn.pdf", tmp_path / "nowhere.md"]
    words = ["propose", str(casebook), *map(str, files), "--extractor", "triggers", "--json", "--write"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert {one["document"] for one in json.loads(done.stdout)} == {document.name}
    assert "torn.pdf is not a PDF file" in done.stderr
    assert "nowhere.md" in done.stderr
    [kept] = (casebook / ".armillary" / "proposals").iterdir()
    before = kept.read_bytes()
    CliRunner().invoke(app, words)
    assert [path.read_bytes() for path in (casebook / ".armillary" / "proposals").iterdir()] == [before]


def test_a_document_cannot_command_the_terminal(casebook: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("The Taliban \x1b[2J\u202eattacks the TTP with \x07 arms.\n", encoding="utf-8")
    done = run("propose", casebook, path, "--extractor", "triggers")
    assert "attacks" in done
    assert not {"\x1b", "\u202e", "\x07"} & set(done)


def test_a_model_is_asked_the_same_without_any_claim(
    casebook: Path, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent, to the byte: neither claims nor sources nor speakers are in it."""
    sent = []
    for turn in ("with", "without"):
        monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / turn))
        with serving(lambda _: []) as stub:
            asked = ["--extractor", "llm", "--llm-url", stub.url, "--llm-model", "stub", "--json"]
            assert json.loads(run("propose", casebook, document, *asked)) == []
        sent.append(json.dumps(sorted((one.body for one in stub.questions), key=str)))
        for folder in ("claims", "commitments", "levers", "narratives", "requirements", "sources", "speakers"):
            shutil.rmtree(casebook / folder, ignore_errors=True)
    assert sent[0] == sent[1]
    assert "Al-Qaeda" in sent[0]
    assert "mehran" not in sent[0].lower()


def test_a_model_s_costs_and_rejections_are_told(
    casebook: Path, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARMILLARY_CACHE", str(tmp_path / "cache"))
    good = "The Taliban has close ties with Al-Qaeda."
    tie: dict[str, object] = {"subject": "taliban", "relation": "has_ties_with", "object": "al-qaeda"}
    tie |= {"polarity": "asserts", "hedged": False, "when": "", "credit": []}
    with serving(lambda _: [tie | {"quote": good}, tie | {"quote": "Words that nobody wrote anywhere"}]) as stub:
        asked = ["--extractor", "llm", "--llm-url", stub.url, "--llm-model", "stub", "--price", "1,1", "--json"]
        done = CliRunner().invoke(app, ["propose", str(casebook), str(document), *asked])
    assert done.exit_code == 0
    [one] = json.loads(done.stdout)
    assert (one["quote"], one["extractor"]) == (good, "llm:stub")
    assert "passages are sent to this machine, model stub" in done.stderr
    assert "1 passages asked, 0 answered before; 100 tokens read and 20 written, 0.0001 at that price" in done.stderr
    assert "1 claims let through; turned away: 1 the quote is not in the passage" in done.stderr


@pytest.mark.parametrize("missing", ["openai", "rapidfuzz.fuzz", "httpx2"])
def test_a_missing_extra_is_told_in_a_sentence(casebook: Path, document: Path, missing: str) -> None:
    script = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from armillary.__main__ import main\n"
        f"sys.argv = ['armillary', 'propose', {str(casebook)!r}, {str(document)!r}, '--extractor', 'llm',"
        " '--llm-url', 'http://localhost:9/v1', '--llm-model', 'm']\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert (
        done.stderr
        == "armillary: language models need the extra 'llm'\nin a checkout of Armillary: pip install '.[llm]'\n"
    )


def test_the_extractors_that_there_are_are_named(casebook: Path, document: Path) -> None:
    with pytest.raises(ArmillaryError) as problem:
        run_of("propose", casebook, document, "--extractor", "magic")
    assert all(name in problem.value.hint for name in ("llm", "rules", "triggers"))


def run_of(*arguments: object) -> None:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is not None
    raise result.exception


def test_amounts_are_proposed_where_they_are_asked_for(casebook: Path, tmp_path: Path) -> None:
    text = tmp_path / "note.md"
    text.write_text("Some 6,000 TTP fighters are in Afghanistan.\n", encoding="utf-8")
    plain = json.loads(run("propose", casebook, text, "--json"))
    asked = json.loads(run("propose", casebook, text, "--json", "--amounts"))
    assert not any(one["value"] for one in plain)
    assert [one["value"] for one in asked if one["value"]] == ["~6000 fighters"]
