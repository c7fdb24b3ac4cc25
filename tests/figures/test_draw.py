"""`armillary draw`: a figure in a file, its title and caption on the screen."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest

from armillary.book.book import Book
from armillary.commands.figures import run_draw
from armillary.figures.figure import Drawn
from armillary.figures.gallery import TAKES, Wanted, draw, split_tie
from armillary.figures.theme import Theme
from armillary.finding import ArmillaryError

TOLD = {
    "multiples": Wanted(dates="2001, 2021"),
    "waterfall": Wanted(tie="Taliban tolerates القاعدة"),
    "network": Wanted(actor="ttp", as_of="2023", least=0.6),
}


@pytest.mark.parametrize("name", TAKES)
def test_every_figure_is_written_and_told(
    shipped: Book, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"{name}.svg"
    run_draw(shipped.path, name, TOLD.get(name, Wanted()), out, False, True)
    drawn = msgspec.json.decode(capsys.readouterr().out, type=Drawn)
    assert ET.parse(out).getroot().attrib["width"] == str(drawn.width)
    assert drawn.file == str(out)
    assert "var(" not in out.read_text("utf-8")
    run_draw(shipped.path, name, TOLD.get(name, Wanted()), out, True, False)
    said = capsys.readouterr().out
    assert drawn.title in said
    assert drawn.caption in said
    assert "#14171c" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "wanted", "message"),
    [
        ("netwrok", Wanted(), "there is no figure 'netwrok'"),
        ("timeline", Wanted(actor="ttp"), "the figure 'timeline' takes no --actor"),
        ("network", Wanted(least=55), "--least is a likelihood, and 55 is none"),
        ("multiples", Wanted(), "at least one date"),
        ("multiples", Wanted(dates="soon"), "soon"),
        ("waterfall", Wanted(), "none is given"),
        ("waterfall", Wanted(tie="taliban likes ttp"), "no relation"),
        ("waterfall", Wanted(tie="taliban hosts ttp hosts taliban"), "more than one relation"),
        ("waterfall", Wanted(tie="nobody-known hosts ttp"), "nobody-known"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(shipped: Book, name: str, wanted: Wanted, message: str) -> None:
    with pytest.raises(ArmillaryError, match=message):
        draw(shipped, name, wanted, Theme.PRINT)


def test_a_file_of_another_kind_or_in_no_folder_is_refused(shipped: Book, tmp_path: Path) -> None:
    for out, message in ((tmp_path / "x.png", "not named so"), (tmp_path / "no/x.svg", "cannot be written")):
        with pytest.raises(ArmillaryError, match=message):
            run_draw(shipped.path, "origins", Wanted(), out, False, False)


def test_a_tie_is_written_on_one_line(shipped: Book) -> None:
    assert split_tie("Islamic State Hosts  the Taliban", shipped.vocab) == ("Islamic State", "hosts", "the Taliban")
