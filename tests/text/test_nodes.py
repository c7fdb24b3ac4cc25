"""YAML that cannot be read is explained at its place; what the format leaves out is refused; places are exact."""

from __future__ import annotations

import pytest

from armillary.text.invisible import first_hidden, name_of, show
from armillary.text.missyntax import explain_syntax
from armillary.text.nodes import MOST_NODES, Mapping, Scalar, Sequence, parse


@pytest.mark.parametrize(
    ("text", "place", "what", "hint"),
    [
        ("a:\n  - text: x: y\n", "2:12", "a second ': ' on one line", "quotes: it holds ': '"),
        ("a:\n\t- b: c\n", "2:1", "a tab", "indent with spaces"),
        ("a:\n  -\tb: c\n\td: e\n", "2:4", "a tab", "indent with spaces"),
        ('a:\n  - text: "abc\n  - b: c\n', "2:11", "quotation mark is never closed", "close it"),
        ("a:\n  - text: 'it's here'\n    b: c\n", "2:15", "after the closing quotation mark", "'' is an apostrophe"),
        ('a: "b" c\n', "1:8", "after the closing quotation mark", "the whole text in quotes"),
        ("a: b]\nc: [d]]\n", "2:7", "after the closing quotation mark or bracket", "quotes"),
        ("a: [b, c\nd: e\n", "1:4", "bracket opens is not closed", "close it"),
        ("a: {b: c\nd: e\n", "1:4", "bracket opens is not closed", "close it"),
        ("a: [b #c]\n", "1:4", "bracket opens is not closed", "' #'"),
        ("a: {b: c,, d: e}\n", "1:10", "a value is missing", "commas"),
        ("a: @b\n", "1:4", "cannot begin with '@'", "quotes"),
        ("a: `b`\n", "1:4", "cannot begin with '`'", "quotes"),
        ("a: >=24\n", "1:5", "'>' and '|' begin a text", "'>=24'"),
        ("a:\n  - b: c\n   d: e\n", "3:4", "does not fit those above", "indent"),
        ("a:\n  - b: c\n    d: e\n - f: g\n", "4:2", "does not fit those above", "indent"),
        ("a:\n  - b\n  c: d\n", "3:3", "does not fit those above", "indent"),
        ("a\nb: c\n", "2:2", "before the line above is finished", "'key: '"),
        ("a:\n  - id:x\n    at: y\n", "3:7", "before the line above is finished", "space after the colon"),
        ("a:\n  - id: x\n    text\n    b: c\n", "3:5", "this line has no key", "'key: value'"),
        ("a: b\n...\nc: d\n", "3:1", "after the end of the document", "'...'"),
        ('a: "\\q"\n', "1:4", "none of the letters", "\\\\"),
        ('a: "\\ud800"\n', "1:4", "none of the letters", "\\\\"),
        ("k" * 1500 + ": v\n", "1:1501", "too long for a key", "quotes"),
    ],
)
def test_syntax_is_explained_where_it_went_wrong(text: str, place: str, what: str, hint: str) -> None:
    root, [finding] = parse(text, "x")
    assert root is None
    assert (finding.code, str(finding.place)) == ("S001", f"x:{place}")
    assert what in finding.message
    assert hint in finding.hint


def test_every_colon_that_wants_quotes_is_told_at_once_and_a_text_that_goes_on_is_one() -> None:
    text = "a:\n  - b: c: d: e\n  - f: g\n  - h: i: j\n      and k: l\n  - m: n: o\n  - n: o: p\n  - p: @q\n"
    root, findings = parse(text, "x")
    assert root is None
    said = [(str(finding.place), finding.message) for finding in findings]
    assert [place for place, _ in said] == ["x:2:9", "x:4:9", "x:6:9", "x:7:9", "x:8:8"]
    assert [what for _, what in said][:4] == ["a second ': ' on one line"] * 4
    assert "cannot begin" in said[4][1]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("a: The group #1", "#1"),
        ("a: The group # 1", "# 1"),
        ("a: The group   #tag", "#tag"),
        ("a: Two lines\n  of group #7 there", "#7 there"),
        ("a: The group  # a comment", ""),
        ("a: The group\n# a comment", ""),
        ("a: 'The group' # a comment", ""),
        ("a: C#", ""),
    ],
)
def test_what_may_belong_to_a_text_and_is_a_comment_is_kept_apart(line: str, rest: str) -> None:
    root, _ = parse(line + "\n", "x")
    assert root is not None
    [(_, node)] = root.items
    assert isinstance(node, Scalar)
    assert node.rest == rest


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("a: &b c\n", "x:1:4", "anchors ('&')"),
        ("a: *b\n", "x:1:4", "aliases ('*')"),
        ("a: !b c\n", "x:1:4", "tags ('!')"),
        ("a: !!python/name:os.system\n", "x:1:4", "tags ('!')"),
        ("a: &x [*x]\n", "x:1:4", "anchors"),
        ("a: b\n---\nc: d\n", "x:2:1", "one document"),
        ("- a\n", "x:1:1", "not a mapping"),
        ("words\n", "x:1:1", "not a mapping"),
        ("", "x", "empty"),
        ("# nothing\n", "x", "empty"),
        ("a: " + "[" * 30, "x:1:27", "levels deep"),
        ("a: \x07b\n", "x:1:4", "U+0007"),
        ("a: b\r\nc: \x1bd\r\n", "x:2:4", "U+001B"),
        ("a: b\rc: \x9bd\r", "x:2:4", "U+009B"),
        ("a: b\u202ec\n", "x:1:5", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a: b\u2066c\n", "x:1:5", "U+2066"),
        ("a: b\u2028c\n", "x:1:5", "U+2028"),
        ("a: b\x85c\n", "x:1:5", "U+0085"),
        ("a: \ufeffb\n", "x:1:4", "U+FEFF"),
        ("a: \ufffeb\n", "x:1:4", "U+FFFE"),
        ('a: "\\u202e"\n', "x:1:4", "U+202E"),
        ('a: "\\e[31m"\n', "x:1:4", "U+001B"),
    ],
)
def test_what_the_format_leaves_out_is_refused(text: str, place: str, what: str) -> None:
    root, [finding] = parse(text, "x")
    assert root is None
    assert (finding.code, str(finding.place)) == ("S005", place)
    assert what in finding.message


def test_joiners_and_every_script_are_read() -> None:
    root, findings = parse("a: می\u200cخواهد\nb: \u200fعربي\u200e\nc: 😀\n", "x")
    assert root is not None
    assert findings == []
    assert [value.value for _, value in root.items if isinstance(value, Scalar)] == [
        "می\u200cخواهد",
        "\u200fعربي\u200e",
        "😀",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_count_whatever_ends_them(end: str) -> None:
    root, _ = parse(end.join(("a: b", "c:", "  - d", "  - e: f", "")), "x")
    assert root is not None
    [_, (key, items)] = root.items
    assert isinstance(items, Sequence)
    [plain, nested] = items.items
    assert isinstance(nested, Mapping)
    assert [(node.line, node.column) for node in (key, plain, nested)] == [(2, 1), (3, 5), (4, 5)]


@pytest.mark.slow
def test_a_file_of_too_many_values_is_too_large() -> None:
    root, [finding] = parse("a: [" + "b," * MOST_NODES + "]", "x")
    assert root is None
    assert finding.code == "S003"


def test_a_complaint_without_a_place_is_still_explained() -> None:
    import yaml

    line, column, what, hint = explain_syntax(yaml.MarkedYAMLError(problem="odd"), "")
    assert (line, column, what) == (0, 0, "odd")
    assert hint


def test_hidden_characters_are_named_and_shown() -> None:
    assert first_hidden("plain, می\u200cخواهد\n\tand so on") == -1
    assert first_hidden("a\u202e") == 1
    assert name_of("\u2066") == "U+2066 LEFT-TO-RIGHT ISOLATE"
    assert show("a\u202e\x1bb") == "a\\u202e\\u001bb"
