"""Axes of a chart and pixels."""

from __future__ import annotations

import pytest

from detente.report.chart_frame import HEIGHT, WIDTH, ChartFrame, pixel_group
from report.pictures import picture


def test_pixels_and_points_are_each_other() -> None:
    """The upper left corner is the low end across and the high end up, and back again."""
    frame = ChartFrame(picture())
    assert frame.pixel(frame.across.low, frame.up.high) == (0, 0)
    assert frame.pixel(frame.across.high, frame.up.low) == (WIDTH, HEIGHT)
    assert frame.value(*frame.pixel(62, 60)) == pytest.approx((62, 60))


def test_everything_is_within() -> None:
    """Points, no deal, marks and lotteries have their place inside the picture."""
    drawn = picture(hull=((-50.0, 10.0), (10.0, 200.0)))
    frame = ChartFrame(drawn)
    for row in drawn.rows():
        left, top = frame.pixel(row.x, row.y)
        assert 0 < left < WIDTH
        assert 0 < top < HEIGHT


def test_places_at_the_same_pixels_are_one() -> None:
    """Numbers of places come in groups, in the order of the first of each."""
    frame = ChartFrame(picture())
    assert pixel_group(frame, [(62, 60), (10, 10), (62, 60.0001), (10, 10)]) == [[0, 2], [1, 3]]
    assert pixel_group(frame, []) == []
