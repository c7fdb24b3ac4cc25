"""The notebook of plain tables runs, cell after cell; it says itself what must come out."""

from __future__ import annotations

import json

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "how-to" / "plain-tables.ipynb"


@pytest.mark.slow
def test_the_notebook_runs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    names: dict[str, object] = {"__name__": "__main__"}
    ran = 0
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name} {cell['id']}", "exec"), names)
            assert cell["outputs"] == [], "what cells print is not kept: it would grow old"
            ran += 1
    assert ran >= 7
