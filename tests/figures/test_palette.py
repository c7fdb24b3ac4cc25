"""Colours that every eye tells apart, line styles that need none, and both in grey."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from armillary.figures.palette import COLOURS, DASHES, dimension_style
from armillary.figures.theme import Theme, screen_css
from armillary.vocab.read import read_vocabulary
from armillary.vocab.terms import Dimension

Floats = NDArray[np.float64]

# How those see who lack a kind of cone wholly (Machado, Oliveira and Fernandes 2009), on linear RGB.
SIGHT: dict[str, list[list[float]]] = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
GREY = np.array([0.2126, 0.7152, 0.0722])
DIMENSIONS = list(DASHES)


def linear(colour: str) -> Floats:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def seen(colour: str, sight: str) -> Floats:
    """A colour in OKLab as an eye sees it."""
    light = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    result: Floats = np.array(OKLAB) @ np.cbrt(np.array(CONES) @ light)
    return result


def contrast(one: str, two: str) -> float:
    """Contrast as WCAG counts it: 1 to 21."""
    a, b = sorted((float(GREY @ linear(one)), float(GREY @ linear(two))))
    return (b + 0.05) / (a + 0.05)


@pytest.mark.parametrize("ground", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_dimensions_are_apart_for_every_eye(sight: str, ground: int) -> None:
    colours = {name: seen(COLOURS[f"tie-{name}"][ground], sight) for name in DIMENSIONS}
    near = [(a, b) for a, b in combinations(colours, 2) if np.linalg.norm(colours[a] - colours[b]) < 0.09]
    assert near == []


@pytest.mark.parametrize("ground", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_for_and_against_are_apart_for_every_eye(sight: str, ground: int) -> None:
    one, two = (seen(COLOURS[name][ground], sight) for name in ("for", "against"))
    assert np.linalg.norm(one - two) > 0.12


@pytest.mark.parametrize("ground", [0, 1], ids=["light", "dark"])
def test_lines_and_letters_stand_out_from_the_ground(ground: int) -> None:
    paper = COLOURS["paper"][ground]
    lines = [f"tie-{name}" for name in DIMENSIONS] + ["for", "against", "answer"]
    assert [name for name in lines if contrast(COLOURS[name][ground], paper) < 2.95] == []
    for name in ("ink", "quiet"):
        for under in (paper, COLOURS["wash"][ground]):
            assert contrast(COLOURS[name][ground], under) >= 4.5
    assert contrast(COLOURS["ink"][ground], COLOURS["band"][ground]) >= 4.5


def test_every_dimension_of_the_vocabulary_has_a_colour_and_a_line_style_of_its_own() -> None:
    dimensions = read_vocabulary().lists.dimensions
    styles = [dimension_style(name, "cooperative", dimensions) for name in dimensions]
    assert len({ink for ink, _ in styles}) == len(dimensions)
    assert len({dash for _, dash in styles}) == len(dimensions)


def test_hostile_ties_are_one_colour_that_no_other_has_and_keep_the_line_style_of_their_dimension() -> None:
    dimensions = read_vocabulary().lists.dimensions
    hostile = {name: dimension_style(name, "hostile", dimensions) for name in dimensions}
    assert {ink for ink, _ in hostile.values()} == {"tie-adversarial"}
    for name in dimensions:
        ink, dash = dimension_style(name, "neutral", dimensions)
        assert dash == hostile[name][1]
        assert (ink == "tie-adversarial") == (name == "adversarial")


def test_dimensions_that_a_casebook_adds_are_told_apart_by_style() -> None:
    added = {name: Dimension(id=name, definition="", order=i) for i, name in enumerate((*DIMENSIONS, "cyber", "legal"))}
    one, two = (dimension_style(name, "cooperative", added) for name in ("cyber", "legal"))
    assert one != two
    assert {one[1], two[1]}.isdisjoint(DASHES.values())


def test_confidence_is_a_scale_in_grey_too() -> None:
    low, middle, high = (float(GREY @ linear(COLOURS[f"level-{name}"][0])) for name in ("low", "moderate", "high"))
    assert low > middle + 0.15 > high + 0.2
    assert contrast(COLOURS["level-low"][0], COLOURS["level-moderate"][0]) > 1.5
    assert contrast(COLOURS["level-moderate"][0], COLOURS["level-high"][0]) > 2


def test_print_writes_colours_out_and_screen_names_variables_that_the_css_sets() -> None:
    css = screen_css()
    for name, (light, dark) in COLOURS.items():
        assert Theme.PRINT.paint(name) == light
        assert Theme.DARK.paint(name) == dark
        assert Theme.SCREEN.paint(name) == f"var(--{name}, {light})"
        assert f"--{name}: {light};" in css
        assert f"--{name}: {dark};" in css
