"""What a phase plane holds and says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from detente.errors import RunError
from detente.lenses.spiral.spiral_result import Spiral
from detente.report.phase_picture import PhaseLine, phase_picture
from report.phase_planes import drifting, exploding
from report.spirals import NAMES, answering, short


def away(line: PhaseLine, point: tuple[float, float]) -> float:
    """Distance of a point from a line."""
    (x, y), (x2, y2) = line.ends
    cross = (x2 - x) * (point[1] - y) - (y2 - y) * (point[0] - x)
    return abs(cross) / np.hypot(x2 - x, y2 - y)


def test_axes_are_named_after_the_series_with_the_sign_of_the_data() -> None:
    """Across stands the first, up the second, cooperation positive."""
    drawn = phase_picture(answering())
    assert drawn.x_label == f"{NAMES[0]}: mean of a month, cooperation above 0"
    assert drawn.y_label.startswith(NAMES[1])
    periods, values = answering().series.periods, answering().series.values
    assert [(p.name, p.x, p.y) for p in drawn.periods] == [
        (name, x, y) for name, (x, y) in zip(periods, values.tolist(), strict=True)
    ]


@pytest.mark.parametrize("found", [answering, exploding])
def test_the_lines_cross_where_nothing_changes(found: Callable[[], Spiral]) -> None:
    """Both lines without change go through the resting point, the parting line of a saddle too."""
    drawn = phase_picture(found())
    assert drawn.balance is not None
    lines = [drawn.still_x, drawn.still_y, drawn.parting]
    assert max(away(line, drawn.balance) for line in lines if line) == pytest.approx(0, abs=1e-9)
    assert (drawn.parting is None) == drawn.settles


def test_arrows_are_the_expected_changes() -> None:
    """Those of the two equations by differences, in the middle of the cells of a grid."""
    drawn, fit = phase_picture(answering()), answering().bootstrap.fit
    assert fit.lags == 1
    for arrow in drawn.arrows:
        at = np.array([arrow.x, arrow.y])
        expected = fit.intercept + fit.coefficients[0] @ at - at
        assert (arrow.dx, arrow.dy) == pytest.approx(tuple(expected))
        assert drawn.inside((arrow.x, arrow.y))


def test_a_stable_pair_has_a_region_around_its_resting_point() -> None:
    """Shaded, named, and told in the notes with the share that settles."""
    drawn = phase_picture(answering())
    assert drawn.settles
    x, y = np.array(drawn.region).T
    assert drawn.balance is not None
    assert x.min() < drawn.balance[0] < x.max()
    assert y.min() < drawn.balance[1] < y.max()
    assert drawn.region_name == "90% region of the resting point"
    assert "settle (100 of 100 replications) come to rest" in drawn.notes[0]


def test_the_region_is_of_the_replications() -> None:
    """Nine in ten of the balances lie within it (none of it is cut here)."""
    drawn, fit = phase_picture(answering()), answering().richardson
    assert fit is not None
    corners = np.array(drawn.region)
    edges = np.roll(corners, -1, axis=0) - corners
    from_corner = fit.balances[:, None] - corners
    cross = edges[:, 0] * from_corner[..., 1] - edges[:, 1] * from_corner[..., 0]
    inside = np.abs(np.sign(np.round(cross, 9)).sum(axis=1)) >= len(corners) - 2
    assert inside.mean() == pytest.approx(0.9, abs=0.03)


def test_an_exploding_pair_has_a_parting_line_and_no_region() -> None:
    """And says where it goes from its last month."""
    drawn = phase_picture(exploding())
    assert not drawn.settles
    assert drawn.parting is not None
    assert drawn.region == ()
    assert drawn.region_name == ""
    assert drawn.notes[0].startswith("No region of a resting point is shaded: only ")
    assert "From the last month on, undisturbed: us>russia rises without end" in drawn.alternative()


def test_what_is_far_off_is_cut_and_told() -> None:
    """A resting point ten times as far as the data is named in a note; the data keep most of the axes."""
    drawn = phase_picture(drifting())
    assert drawn.balance is not None
    assert not drawn.inside(drawn.balance)
    told = drawn.notes[-1]
    assert told.startswith("Clipped, so that the data can be read.")
    assert "part of the region and the resting point, (" in told
    x = [point.x for point in drawn.path]
    assert (max(x) - min(x)) / (drawn.across.high - drawn.across.low) > 1 / 2
    corners = np.array(drawn.region)
    least, most = (drawn.across.low, drawn.up.low), (drawn.across.high, drawn.up.high)
    assert (corners >= np.array(least) - 1e-9).all()
    assert (corners <= np.array(most) + 1e-9).all()


def test_periods_outside_are_counted() -> None:
    """The note says how many, and only those."""
    drawn = phase_picture(answering())
    out = sum(not drawn.inside((point.x, point.y)) for point in drawn.periods)
    assert out > 0
    assert drawn.notes[-1].endswith(f"Outside the axes: {out} months.")


def test_the_path_is_of_periods_or_of_means_of_stretches() -> None:
    """24 months stand for themselves; 150 are half-years, of which all are inside the axes."""
    few, many = phase_picture(short()), phase_picture(answering())
    assert few.path == few.periods
    assert few.path_name == "the path, by month"
    assert many.path_name == "the path, means of 6 months"
    assert [many.path[0].name, many.path[-1].name] == ["1990-01 to 1990-06", "2002-01 to 2002-06"]
    values = answering().series.values
    assert (many.path[1].x, many.path[1].y) == pytest.approx(tuple(values[6:12].mean(axis=0)))
    assert all(many.inside((point.x, point.y)) for point in many.path)


def test_the_years_of_long_series_of_months_are_named_as_years() -> None:
    """Means of 12 months from January on are those of a year."""
    base = answering()
    series = base.series
    long = dataclasses.replace(
        series,
        values=np.vstack([series.values, series.values, series.values[:24]]),
        periods=tuple(f"{1948 + k // 12}-{k % 12 + 1:02d}" for k in range(324)),
    )
    drawn = phase_picture(dataclasses.replace(base, series=long))
    assert [point.name for point in drawn.path] == [str(year) for year in range(1948, 1975)]


def test_words_for_those_who_cannot_see_it() -> None:
    """Caption, notes and sentences: what is drawn, whether it settles, how sure that is."""
    drawn = phase_picture(answering())
    words = drawn.alternative()
    for part in (drawn.caption, *drawn.notes, *drawn.sentences):
        assert part in words
    assert "Acts and answers settle, at us>russia" in words
    assert "1990-01 to 2002-06" in drawn.caption
    assert drawn.title == "Where acts and answers lead: us>russia and russia>us"


def test_without_the_two_equations_there_is_no_plane() -> None:
    """The reason of the lens is given."""
    found = dataclasses.replace(answering(), richardson=None, not_told={"richardson": "too few months"})
    with pytest.raises(RunError, match="without Richardson's two equations: too few months"):
        phase_picture(found)


def test_a_pair_without_a_single_balance_is_drawn() -> None:
    """On the edge there is no resting point; the rest is there."""
    found = answering()
    fit = found.richardson
    assert fit is not None
    model = dataclasses.replace(fit.differences, k=0.5, l=0.5, a=0.5, b=0.5)
    edge = dataclasses.replace(fit, differences=model, equilibrium=None, stable=False)
    drawn = phase_picture(dataclasses.replace(found, richardson=edge))
    assert drawn.balance is None
    assert drawn.arrows
    assert not drawn.settles
