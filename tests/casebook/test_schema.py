"""The JSON Schema of a casebook's files says what the reader says: what it takes, and what it refuses."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from armillary.casebook.forms import Forms
from armillary.casebook.read import FOLDERS, read_casebook, read_file
from armillary.casebook.scaffold import scaffold
from armillary.casebook.schema import schemas
from armillary.text.files import list_files
from armillary.vocab.read import read_vocabulary
from tests.shipped import CASEBOOK


class EditorLoader(yaml.CSafeLoader):
    """YAML as editors read it, by the core schema of version 1.2: no dates, and only `true` and `false` are truth."""


EditorLoader.yaml_implicit_resolvers = {}
DIGITS = list("-+0123456789")
for _tag, _shape, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", DIGITS),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", [*DIGITS, "."]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_shape})$"), _first)


def _whole(_: EditorLoader, node: yaml.ScalarNode) -> int:
    return int(node.value)


EditorLoader.add_constructor("tag:yaml.org,2002:int", _whole)


def load(text: str) -> Any:
    """A file as an editor sees it."""
    return yaml.load(text, Loader=EditorLoader)


@cache
def validators(root: Path | None = None) -> dict[str, Draft202012Validator]:
    """The schemas by folder, with the terms that a casebook adds."""
    vocab = read_vocabulary()
    if root is not None:
        _, vocab, _ = read_casebook(root, vocab)
    return {folder: Draft202012Validator(schema) for folder, schema in schemas(vocab).items()}


def test_they_are_schemas() -> None:
    assert set(validators()) == {*FOLDERS, "vocab"}
    for validator in validators().values():
        Draft202012Validator.check_schema(validator.schema)


@pytest.mark.parametrize("which", ["shipped", "scaffolded"])
def test_casebooks_fit(which: str, tmp_path: Path) -> None:
    root = CASEBOOK
    if which == "scaffolded":
        root = tmp_path / "example"
        scaffold(root)
    for name in list_files(root, (*FOLDERS, "vocab"))[0]:
        validator = validators(root)[name.partition("/")[0]]
        errors = [error.message for error in validator.iter_errors(load((root / name).read_text("utf-8")))]
        assert errors == [], name


CLAIM = {"id": "report/1", "at": "¶1", "tie": "a hosts b", "text": "One hosts the other."}


def agree(claim: dict[str, Any]) -> bool:
    """Whether a claim is taken; the reader and the schema must say the same."""
    text = yaml.safe_dump({"source": "report", "claims": [claim]}, allow_unicode=True, sort_keys=False)
    read = read_file("claims/report.yaml", text.encode(), Forms(read_vocabulary()))
    fits = validators()["claims"].is_valid(load(text))
    assert fits == (not read.findings), (read.findings, text)
    return fits


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"when": "2021-08-15.."},
        {"when": 2016},
        {"text": 2016},
        {"credibility": 2},
        {"credit": "study"},
        {"credit": ["study", "unnamed/traders"]},
        {"credits": [["a", "b"], ["c"]]},
        {"where": "kabul", "level": "mid", "ids": {"acled": "AFG1"}},
        {"tie": None, "quantity": "a strength", "value": 400},
        {"tie": None, "quantity": "a strength", "value": "6000..6500 fighters", "lists": ["b"], "partial": True},
        {"tie": None, "incident": "a attacks b", "type": "bombing", "deaths": {"a": 3}},
        {"tie": None, "statement": "a says", "about": {"tie": "a hosts b", "when": 2020}},
        {"tie": None, "statement": "a praises", "about": {"actor": "b"}},
        {"tie": None, "statement": "a denies", "about": "report/2"},
        {"tie": None, "retracts": "report/2"},
    ],
)
def test_what_the_reader_takes_fits(more: dict[str, Any]) -> None:
    assert agree({key: value for key, value in {**CLAIM, **more}.items() if value is not None})


@pytest.mark.parametrize(
    "more",
    [
        {"wehn": 2016},
        {"at": None},
        {"text": []},
        {"modality": "guessed"},
        {"credibility": 7},
        {"credit": "a", "credits": [["b"]]},
        {"value": 400},
        {"quantity": "a strength", "value": 400},
        {"tie": None},
        {"tie": None, "quantity": "a strength"},
        {"tie": None, "incident": "a attacks b"},
        {"tie": None, "statement": "a says", "about": {"tie": "a hosts b", "actor": "b"}},
        {"tie": None, "statement": "a says", "about": {"when": 2020}},
        {"tie": None, "statement": "a says", "about": {"tie": "a hosts b", "coder": "wm"}},
        {"id": "report 1"},
    ],
)
def test_what_the_reader_refuses_does_not(more: dict[str, Any]) -> None:
    assert not agree({key: value for key, value in {**CLAIM, **more}.items() if value is not None})


@pytest.mark.parametrize("folder", [*FOLDERS, "vocab"])
def test_a_wrong_key_does_not_fit(folder: str, tmp_path: Path) -> None:
    scaffold(tmp_path / "example")
    file = next((tmp_path / "example" / folder).iterdir())
    validator = validators(tmp_path / "example")[folder]
    whole = load(file.read_text("utf-8"))
    assert validator.is_valid(whole)
    assert not validator.is_valid({**whole, "wrong-key": []})
    inner = copy.deepcopy(whole)
    lists = [part for part in inner.values() if isinstance(part, list)]
    record = lists[0][0] if lists else next(iter(next(iter(inner.values())).values()))
    record["wrong-key"] = "x"
    assert not validator.is_valid(inner)
