"""Colours and signs of charts."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from detente.errors import RunError
from detente.report.chart_style import (
    BLACK,
    BLUE,
    GATE_SIGNS,
    GREY,
    MARK_SIGNS,
    PALE,
    WHITE,
    gate_signs,
    library,
    text_width,
)
from detente.report.frontier_picture import MarkKind


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", [WHITE, PALE])
@pytest.mark.parametrize("colour", [BLACK, BLUE, GREY])
def test_lines_and_outlines_stand_out(colour: str, ground: str) -> None:
    """What everything is drawn or outlined in has a contrast of 3 to 1 and more to both grounds."""
    assert (_luminance(ground) + 0.05) / (_luminance(colour) + 0.05) >= 3


def test_every_mark_has_a_shape_and_a_colour_of_its_own() -> None:
    """So colour is never the only difference; no deal has the black of the status quo."""
    assert set(get_args(MarkKind)) | {"no deal"} == MARK_SIGNS.keys()
    assert len({shape for _, shape in MARK_SIGNS.values()}) == len(MARK_SIGNS)
    assert len({colour for colour, _ in MARK_SIGNS.values()}) == len(MARK_SIGNS) - 1
    assert len(set(GATE_SIGNS)) == len({shape for _, shape in GATE_SIGNS}) == len(GATE_SIGNS)


def test_gates_have_the_same_sign_in_every_picture() -> None:
    """By their order, whichever of them there are; numbers likewise."""
    signs = gate_signs(["credible", "none", "credible"])
    assert list(signs) == ["none", "credible"]
    assert signs["credible"] == gate_signs(["credible"])["credible"] == gate_signs(["4"])["4"]


def test_other_names_of_gates_have_signs_too() -> None:
    """Up to 49 are told apart, in order of appearance."""
    signs = gate_signs(f"gate {k}" for k in range(49))
    assert list(signs) == [f"gate {k}" for k in range(49)]
    assert len(set(signs.values())) == 49


def test_a_missing_library_says_what_to_install() -> None:
    """The error has the command."""
    with pytest.raises(RunError, match=r"pip install 'detente\[plots\]'"):
        library("no_such_library_for_charts")


def test_text_has_a_width() -> None:
    """It grows with the number of cells."""
    assert text_width(0) == 0 < text_width(1) < text_width(2)
