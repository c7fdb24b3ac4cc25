"""Every package that is asked for has its row in the page on dependencies, and connections are opened in one place."""

from __future__ import annotations

import ast
import re
import tomllib

from tests.conftest import ROOT
from tools.audit import holes

PAGE = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
CLIENTS = {"httpx", "httpx2", "requests", "urllib3", "aiohttp", "http", "socket", "urllib.request", "ftplib"}


def test_each_has_a_row_with_what_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [(name, "") for name in project["dependencies"]]
    wanted += [(name, extra) for extra, names in project["optional-dependencies"].items() for name in names]
    asked = {(re.split(r"[<>=~!\[ ]", name)[0], extra) for name, extra in wanted}
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in PAGE.splitlines() if line[:2] == "| "]
    told = {(row[0], row[1] if len(row) == 6 else "") for row in rows if row[0] != "package"}
    assert told == asked
    assert all(all(row) for row in rows)


def test_connections_are_opened_in_one_place_by_one_client() -> None:
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            found |= {(path.name, name) for name in names if {name, name.split(".")[0]} & CLIENTS}
    assert found == {("transport.py", "httpx2"), ("transport.py", "socket")}


def test_an_audit_that_looked_at_nothing_is_told_from_one_that_found_nothing() -> None:
    skipped = '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'
    assert holes("") == ([], 0, 0)
    assert holes(skipped) == ([], 0, 1)
    assert holes('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}') == ([], 1, 0)
    hole = '{"id": "X-1", "fix_versions": ["2"]}'
    assert holes(f'{{"dependencies": [{{"name": "a", "version": "1", "vulns": [{hole}]}}]}}')[0] != []
