"""What the labels of a chart say, and where."""

from __future__ import annotations

from detente.report.chart_frame import ChartFrame
from detente.report.chart_labels import PlacedText, placed_texts
from detente.report.frontier_picture import FrontierPicture
from report.pictures import FIVE, mark, picture


def _texts(drawn: FrontierPicture) -> tuple[list[PlacedText], int]:
    return placed_texts(drawn, drawn.frontier, ChartFrame(drawn))


def test_every_place_has_one_label() -> None:
    """Marks at one place share it, and their kinds are there for the signs; one alone needs none."""
    marks = (mark("nash", 62, 60), mark("egalitarian", 62, 60), mark("named", 50, 40, "Draft"))
    texts, left_out = _texts(picture(marks=marks))
    assert {text.lines: text.kinds for text in texts} == {
        ("nash", "egalitarian"): ("nash", "egalitarian"),
        ("no deal",): (),
        ("Draft",): (),
        ("zone of agreement",): (),
    }
    assert left_out == 0


def test_no_deal_shares_its_label() -> None:
    """A mark where no deal is stands below it."""
    texts, _ = _texts(picture(marks=(mark("status quo", 30, 25, "Status quo"),)))
    assert ("no deal", "Status quo") in [text.lines for text in texts]


def test_an_empty_zone_says_so() -> None:
    """And lotteries are named where they are drawn."""
    texts, _ = _texts(picture(reserve=(90.0, 90.0), hull=FIVE))
    assert {("zone of agreement, empty",), ("lotteries over packages",)} <= {text.lines for text in texts}


def test_many_marks_at_one_place_are_counted() -> None:
    """Six are named, the others are a number."""
    texts, _ = _texts(picture(marks=tuple(mark("named", 50, 50, f"P{k}") for k in range(100))))
    longest = max((text.lines for text in texts), key=len)
    assert longest == ("P0", "P1", "P2", "P3", "P4", "P5", "and 94 more")


def test_a_crowd_is_left_out_and_counted() -> None:
    """A thousand places cannot all have a label."""
    marks = tuple(
        mark("named", 30 + 1.5 * (k % 40), 25 + 2 * (k // 40), f"Package {k}") for k in range(1_000)
    )
    texts, left_out = _texts(picture(marks=marks))
    assert 0 < len(texts) <= 62
    assert left_out > 900
