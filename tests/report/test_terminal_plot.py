"""A frontier drawn with characters."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from detente.report.frontier_picture import FrontierPicture
from detente.report.terminal_plot import terminal_plot
from report.pictures import FIVE, HOSTILE, arc, mark, picture


def test_a_small_picture_as_a_whole() -> None:
    """Axes with round ticks, the corner of the zone, points, a letter, and what they mean."""
    drawn = terminal_plot(picture(marks=(mark("nash", 62, 60, "Nash"),)), width=50, height=9)
    assert drawn.ascii_lines == (
        "Frontier of Ruritania",
        "Efficient packages of Ruritania.",
        "",
        "   ^ Freedonia: points, its own scale",
        "   |  .         :",
        "   |            : o",
        "   |            :",
        "   |            :              N",
        "50 |            :",
        "   |            :                       o",
        "   |            +---------------------------------",
        "   |",
        "   |                                           .",
        "   +-------+--------+---------+---------+--------+",
        "          20       40        60        80      100",
        "                Ruritania: points, its own scale >",
        "",
        "+ no deal (30, 25)",
        "o frontier, better than no deal for both;",
        "  . frontier, not for both",
        "N Nash (62, 60)",
    )
    assert drawn.alternative == picture(marks=(mark("nash", 62, 60, "Nash"),)).alternative()


def _lines(drawn: FrontierPicture, width: int = 76, height: int = 18) -> tuple[str, ...]:
    return terminal_plot(drawn, width=width, height=height).lines


def test_few_points_are_signs_and_many_are_dots() -> None:
    """Each of five points has a cell; five hundred are a line of braille."""
    few = "".join(_lines(picture()))
    assert (few.count("●"), few.count("○")) == (3 + 1, 2 + 1)
    many = "".join(_lines(picture(arc(500))))
    assert sum("\u2801" <= char <= "\u28ff" for char in many) > 50
    assert "●" not in many


def test_the_ascii_lines_are_ascii() -> None:
    """Nothing of the drawing needs more, and names that do are kept."""
    drawn = terminal_plot(picture(arc(500), marks=(mark("named", 50, 50, "Entwurf"),)))
    assert "".join(drawn.ascii_lines).isascii()
    assert "Ägypten" in "".join(terminal_plot(picture(names="Ägypten")).ascii_lines)


def test_marks_in_one_cell_share_it_and_a_line() -> None:
    """The letter is that of the first; the list has all of them, with their places."""
    marks = (mark("nash", 62, 60), mark("utilitarian", 62.1, 60), mark("named", 50, 40, "Draft"))
    lines = _lines(picture(marks=marks))
    assert "N nash (62, 60); U utilitarian (62.1, 60)" in lines
    assert "1 Draft (50, 40)" in lines
    assert not any("U" in line for line in lines if "│" in line)


def test_named_packages_are_numbered() -> None:
    """After the figures come small letters; every sign stands for one package while they last."""
    lines = _lines(picture(marks=tuple(mark("named", 5 * k, 50, f"P{k}") for k in range(12))))
    signs = [line[0] for line in lines[-12:]]
    assert signs == list("123456789abc")


def test_a_thousand_marks_make_no_endless_list() -> None:
    """What is not listed is counted, over places and in one of them."""
    spread = tuple(mark("named", k % 40, k // 40, "x") for k in range(1_000))
    lines = _lines(picture(marks=spread))
    assert len(lines) < 120
    assert lines[-1].startswith("and marks at")
    heap = _lines(picture(marks=tuple(mark("named", 5, 5, "x") for _ in range(1_000))))
    assert heap[-1].endswith("and 988 more")


@pytest.mark.parametrize("scale", [1e6, 1e-3, -1.0, 1e12])
def test_any_scale_has_round_ticks(scale: float) -> None:
    """Huge, tiny and negative numbers are drawn like others."""
    points = tuple((x * scale, y * scale) for x, y in FIVE)
    drawn = _lines(picture(points, reserve=(30 * scale, 25 * scale)))
    assert sum("┤" in line for line in drawn) >= 3
    assert max(map(cell_len, drawn)) <= 76


@pytest.mark.parametrize("points", [(), ((30.0, 25.0),), ((30.0, 25.0),) * 3])
def test_hardly_anything_to_draw(points: tuple[tuple[float, float], ...]) -> None:
    """No point, or one at no deal, still gives axes and the corner's edges."""
    body = "\n".join(_lines(picture(points)))
    assert "╌" in body
    assert "no deal (30, 25)" in body
    assert ("●" in body) == bool(points)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [1, 44, 76])
def test_any_name_fits(text: str, width: int) -> None:
    """No line is wider than asked for (44 at least), and nothing steers the terminal."""
    named = tuple(mark("named", x, y, text) for x, y in FIVE)
    drawn = terminal_plot(picture(names=text, marks=named), width=width, height=1)
    for line in (*drawn.lines, *drawn.ascii_lines):
        assert line.isprintable()
        assert cell_len(line) <= max(width, 44)
