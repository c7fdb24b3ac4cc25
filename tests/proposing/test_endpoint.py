"""Endpoints that send rubbish, too much, too slowly or nothing: a run ends, says why, and keeps what it paid for."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from armillary.finding import ArmillaryError
from armillary.proposing.llm.answers import Answered
from armillary.proposing.llm.endpoint import LARGEST, Endpoint, Options, Spent, read_options
from armillary.proposing.llm.proposer import Llm
from armillary.reading.splitter import split
from tests.conftest import ROOT
from tests.proposing.misbehaving import Send, completion, drip, endless, http, listening, whole
from tests.proposing.test_llm import FINDER, HOSTS, TEXT, VOCAB, model

pytestmark = pytest.mark.slow

GOOD = completion(json.dumps({"claims": [HOSTS]}))
ONE = "The Red Band has hosted the Blue Front since 2019, and gave it 40 houses."


def run(send: Send, folder: Path, text: str = ONE, **options: Any) -> Llm:
    """What a run comes to; it lets nothing through but what the passage says."""
    with listening(send) as (url, _):
        llm = model(url, folder, **{"timeout": 5.0, "tries": 1, **options})
        found = llm.propose(split(text)).proposals
    assert {(one.subject, one.relation, one.object) for one in found} <= {("red-band", "hosts", "blue-front")}
    assert len(found) == llm.gate.passed
    return llm


RUBBISH: dict[str, bytes] = {
    "nothing": b"",
    "no HTTP": b"\x16\x03\x01\x00\xa5\r\n\r\n",
    "a torn head": b"HTTP/1.1 200 O",
    "a body cut off": GOOD[:-40],
    "a web page": http(b"<html>Log in</html>", "200 OK", "text/html"),
    "a web page called JSON": http(b"<html>Log in</html>"),
    "JSON called a web page, and a list": http(b"[1]", "200 OK", "text/html"),
    "a number": http(b"7"),
    "null": http(b"null"),
    "no UTF-8": http(b'{"choices": "\xff\xfe"}'),
    "choices of text": http(b'{"choices": "all"}'),
    "choices of numbers": http(b'{"choices": [7]}'),
    "choices of null": http(b'{"choices": [null]}'),
    "no message": http(b'{"choices": [{"index": 0}]}'),
    "a message of text": http(b'{"choices": [{"message": "hello"}]}'),
    "content of a number": completion(7),
    "content of a list": completion([{"type": "text", "text": "{}"}]),
    "content of an object": completion({"claims": []}),
    "a deep nest": completion('{"claims":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "half of a letter": http(b'{"choices": [{"message": {"content": "{\\"claims\\": [], \\"x\\": \\"\\ud800\\"}"}}]}'),
    "a redirect": http(b"", "302 Found", "text/plain", "Location: http://127.0.0.1:9/v1"),
    "a packed answer": http(gzip.compress(GOOD), "200 OK", "application/json", "Content-Encoding: gzip"),
    "a teapot": http(b'{"error": {"message": "\x1b[31mred\x07 teapot"}}', "418 I'm a teapot"),
    "no such form": http(b'{"error": {"message": "response_format is not supported"}}', "400 Bad Request"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_no_answer(tmp_path: Path, name: str) -> None:
    llm = run(whole(RUBBISH[name]), tmp_path)
    assert llm.gate.passed == 0
    assert llm.spent.failed + sum(llm.gate.rejected.values()) == 1
    assert not [*tmp_path.rglob("*.json")]  # it is asked again the next time
    assert all(reason.isprintable() and len(reason) < 200 for reason in llm.spent.reasons)


def test_what_an_endpoint_says_is_told(tmp_path: Path) -> None:
    [reason] = run(whole(RUBBISH["no such form"]), tmp_path).spent.reasons
    assert reason.startswith("error 400:")
    assert "response_format is not supported" in reason


@pytest.mark.parametrize(
    "usage", [None, {}, "many", {"prompt_tokens": -5, "completion_tokens": "9"}, {"prompt_tokens": 1e400}, [1]]
)
def test_tokens_are_guessed_where_an_endpoint_does_not_tell_them(tmp_path: Path, usage: Any) -> None:
    llm = run(whole(completion(json.dumps({"claims": [HOSTS]}), usage=usage)), tmp_path)
    assert llm.gate.passed == 1
    assert 1000 < llm.spent.read < 20_000  # the relations with their definitions are most of a question
    assert 40 < llm.spent.written < 200


def test_keys_given_twice_are_held_against_the_passage_like_any(tmp_path: Path) -> None:
    twice = json.dumps(HOSTS)[:-1] + ', "polarity": "denies", "subject": "Green State"}'
    assert run(whole(completion(f'{{"claims": [{twice}]}}')), tmp_path).gate.passed == 0
    empty_last = json.dumps({"claims": [HOSTS]})[:-1] + ', "claims": []}'
    assert run(whole(completion(empty_last)), tmp_path / "b").gate.passed == 0


def test_a_thousand_claims_of_one_passage_are_not_all_read(tmp_path: Path) -> None:
    llm = run(whole(completion(json.dumps({"claims": [HOSTS] * 1000}))), tmp_path)
    assert llm.gate.passed == 1
    assert sum(llm.gate.rejected.values()) == 999


def test_an_answer_without_end_is_left(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
    llm = run(endless(head, b" " * 100_000), tmp_path)
    assert llm.spent.reasons == {"an answer too long to be one": 1}
    assert LARGEST < 10_000_000


def test_an_answer_that_drips_is_left_when_its_time_is_over(tmp_path: Path) -> None:
    llm = run(drip(GOOD, 0.05), tmp_path, timeout=0.5)
    assert llm.spent.reasons == {"no answer in time": 1}


def test_a_head_that_drips_is_left_too(tmp_path: Path) -> None:
    head = drip(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 1000, 0.1)
    llm = run(head, tmp_path, timeout=0.5)  # given up after `longest`: 1.5 s
    assert llm.spent.reasons == {"no answer in time": 1}
    with listening(head) as (url, _):
        began = time.monotonic()
        answer = Endpoint(Options(url, "stub", timeout=0.5, tries=1)).answer([{"role": "user", "content": "?"}], {})
    assert answer == "no answer in time"
    assert time.monotonic() - began < 5  # of the 100 that it would drip


@pytest.mark.parametrize("status", ["401 Unauthorized", "400 Bad Request"])
def test_a_key_is_never_told(tmp_path: Path, status: str) -> None:
    key = "sk-abcdefghijklmnop"
    said = {"error": {"message": f"no key '{key}', nor Bearer:{key[:9]}..., nor {key[-8:]}"}}
    try:
        told = str(run(whole(http(json.dumps(said).encode(), status)), tmp_path, key=key).spent.reasons)
    except ArmillaryError as problem:
        told = problem.message
    assert "no key" in told
    assert not [part for at in range(len(key) - 5) if (part := key[at : at + 6]) in told]


def test_a_busy_endpoint_is_asked_again_when_it_says(tmp_path: Path) -> None:
    def send(caller: Any, before: int) -> None:
        caller.sendall(GOOD if before else http(b"{}", "429 Too Many", "application/json", "Retry-After: 1"))

    with listening(send) as (url, asked):
        llm = model(url, tmp_path, tries=2)
        assert len(llm.propose(split(ONE)).proposals) == 1
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 900


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad Gateway", "503 Busy"])
def test_an_endpoint_that_fails_once_is_asked_again(tmp_path: Path, status: str) -> None:
    llm = run(lambda c, before: c.sendall(GOOD if before else http(b"<h1>", status, "text/html")), tmp_path, tries=2)
    assert (llm.gate.passed, llm.spent.failed) == (1, 0)


def test_an_endpoint_that_is_gone_is_not_asked_for_every_passage(tmp_path: Path) -> None:
    text = "\n\n".join(f"The Red Band has hosted the Blue Front in {year}." for year in range(1980, 2020))
    llm = run(whole(b""), tmp_path, text, at_once=2, patience=5)
    assert 5 <= llm.spent.failed <= 6
    assert llm.spent.failed + llm.left == 40


def test_an_answer_for_another_passage_grounds_nothing(tmp_path: Path) -> None:
    text = "The Blue Front has fought the Grey Guard in the hills."
    llm = run(whole(GOOD), tmp_path, text)
    assert (llm.gate.passed, sum(llm.gate.rejected.values())) == (0, 1)


def test_a_language_whose_denials_are_unknown_is_not_asked_about(tmp_path: Path) -> None:
    french = (
        "La Red Band n’a pas hébergé le Blue Front pendant toutes ces années, selon les habitants de la vallée, qui se "
        "souviennent encore très bien des combats et des longues négociations entre les deux groupes armés."
    )
    with listening(whole(GOOD)) as (url, asked):
        llm = model(url, tmp_path)
        assert llm.propose(split(f"{french}\n\n{french}\n")).proposals == ()
    assert (len(asked), dict(llm.unread)) == (0, {"fr": 2})


# --- budgets ----------------------------------------------------------------------------------------------------------

MANY = "\n\n".join(f"The Red Band has hosted the Blue Front since {year}." for year in range(1980, 2020))


def test_money_ends_the_asking_as_tokens_do(tmp_path: Path) -> None:
    llm = run(whole(GOOD), tmp_path, MANY, money=0.00010, price=(1.0, 2.0))  # 20 millionths a passage
    assert 5 <= llm.spent.asked <= 8
    assert llm.spent.asked + llm.left == 40
    assert llm.spent.cost((1.0, 2.0)) < 0.00017


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": "-1,2"},
        {"price": "nan,1"},
        {"price": "1"},
        {"price": "", "money": 1.0},
        {"budget": -1},
        {"money": float("nan"), "price": "1,1"},
        {"timeout": 0.0},
        {"url": "http://"},
        {"url": "http://[::1"},
        {"url": "http://a:b/v1"},
    ],
)
def test_options_that_cannot_be(wrong: dict[str, Any]) -> None:
    given = {"url": "http://localhost:1/v1", "model": "m", "budget": 0, "price": "", **wrong}
    with pytest.raises(ArmillaryError) as problem:
        read_options(**given)
    assert problem.value.hint


def test_what_is_waited_for_counts_as_spent() -> None:
    options = Options("http://x/v1", "m", budget=1000)
    assert not Spent(asked=5, read=700).reaches(options, 1)
    assert Spent(asked=5, read=700).reaches(options, 3)
    assert not Spent().reaches(options, 3)


# --- interruptions ----------------------------------------------------------------------------------------------------

ASK = """
import sys
from pathlib import Path
from tests.proposing.test_endpoint import MANY, model, split
llm = model(sys.argv[1], Path(sys.argv[2]), at_once=1)
llm.progress = lambda done, of, _: print(done, flush=True)
llm.propose(split(MANY))
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_broken_off_goes_on_where_it_was(tmp_path: Path, how: signal.Signals) -> None:
    def send(caller: Any, before: int) -> None:
        time.sleep(60.0 if before == 5 else 0.0)
        caller.sendall(GOOD)

    with listening(send) as (url, _):
        command = [sys.executable, "-c", ASK, url, str(tmp_path)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if line.strip() == b"5":
                    break
            time.sleep(0.3)  # it waits for an answer that does not come
            process.send_signal(how)
            process.wait(10)
    assert len([*tmp_path.rglob("*.json")]) == 5
    with listening(whole(GOOD)) as (url, asked):
        llm = model(url, tmp_path)
        llm.propose(split(MANY))
    assert (llm.spent.kept, len(asked)) == (5, 35)


def test_the_same_passages_in_another_document_cost_nothing(tmp_path: Path) -> None:
    with listening(whole(GOOD)) as (url, asked):
        model(url, tmp_path).propose(split(f"{ONE}\n"), "a.md")
        llm = Llm(VOCAB, FINDER, Endpoint(Options(url, "stub")), Answered(tmp_path))
        found = llm.propose(split(f"# Other\n\nAn opening.\n\n{ONE}\n"), "b.md").proposals
    assert len(asked) == 1
    assert [one.document for one in found] == ["b.md"]
    assert TEXT
