"""The word somebody meant is told where it is a slip, and no other word is put in its place."""

from __future__ import annotations

import pytest

from armillary.text.nearest import nearest
from armillary.vocab.read import read_vocabulary


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("hostes", "hosts"), ("trian", "trains"), ("suplies", "supplies"), ("funded", "funds"), ("osts", "hosts")),
        *(("attacked", "attacks"), ("part_off", "part_of"), ("recruits_for", "recruits_from")),
        *((word, "") for word in ("occupies", "invades", "arrests", "smuggles", "rules", "visits", "commands", "bans")),
        *((word, "") for word in ("splits_from", "clashes_with", "administers")),
    ],
)
def test_a_slip_is_mended_and_another_word_is_not(written: str, meant: str) -> None:
    assert nearest(written, read_vocabulary().relations) == ([meant] if meant else [])
