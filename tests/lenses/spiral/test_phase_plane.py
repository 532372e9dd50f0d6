"""Lines, paths and regions of a phase plane."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import RunError
from detente.lenses.spiral.phase_plane import nullclines, parting_line, path, region
from detente.lenses.spiral.richardson import Richardson

BOX = (-10.0, 10.0, -10.0, 10.0)
figures = st.floats(-2, 2).map(lambda x: round(x, 3))
models = st.builds(Richardson, k=figures, l=figures, a=figures, b=figures, g=figures, h=figures)
clouds = st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=1, max_size=30)


@given(models)
@settings(deadline=None, max_examples=40)
def test_one_side_stands_still_on_its_line(model: Richardson) -> None:
    """At both ends and between them the change of that side is 0, and the ends lie on the box."""
    for side, line in enumerate(nullclines(model, BOX)):
        if line is None:
            continue
        for part in (0.0, 0.3, 1.0):
            at = line[0] + part * (line[1] - line[0])
            assert float(model.field(*at)[side]) == pytest.approx(0, abs=1e-9)
        assert np.abs(line).max(axis=1) == pytest.approx([10, 10])


@given(models)
@settings(deadline=None, max_examples=40)
def test_the_two_lines_meet_at_the_balance(model: Richardson) -> None:
    """Where the balance lies within the box, both lines are there and pass through it."""
    assume(abs(model.margin) > 1e-3 and model.equilibrium is not None)
    balance = model.equilibrium
    assert balance is not None
    assume(np.abs(balance).max() < 9)
    for line in nullclines(model, BOX):
        assert line is not None
        along = (line[1] - line[0]) / np.linalg.norm(line[1] - line[0])
        away = balance - line[0]
        assert float(along[0] * away[1] - along[1] * away[0]) == pytest.approx(0, abs=1e-7)


def test_lines_by_hand() -> None:
    """X stands still on y = 2x - 1; a party that only its grievance moves never does."""
    model = Richardson(k=1, l=0, a=2, b=0, g=1, h=3)
    still_x, still_y = nullclines(model, (-10, 10, -3, 3))
    np.testing.assert_allclose(still_x, [[-1, -3], [2, 3]])
    assert still_y is None
    assert nullclines(model, (5, 6, -3, 3))[0] is None


def test_the_parting_line_by_hand() -> None:
    """Equal parties: through the balance at (-1, -1), square to the diagonal."""
    race = Richardson(k=2, l=2, a=1, b=1, g=1, h=1)
    np.testing.assert_allclose(parting_line(race, (-4, 4, -4, 4)), [[-4, 2], [2, -4]])
    assert parting_line(race, (5, 6, 5, 6)) is None
    assert parting_line(Richardson(k=1, l=1, a=2, b=2), BOX) is None


def test_the_parting_line_parts() -> None:
    """From just above both rise, from just below both fall, and on it the path comes to the balance."""
    race = Richardson(k=2, l=1, a=1, b=1, g=1, h=0.5)
    line, saddle, balance = parting_line(race, BOX), race.saddle, race.equilibrium
    assert line is not None
    assert saddle is not None
    assert balance is not None
    on = line.mean(axis=0)
    up, down = (path(race, on + step * saddle.across, [40.0])[0] for step in (0.01, -0.01))
    assert (up > balance + 1).all()
    assert (down < balance - 1).all()
    np.testing.assert_allclose(path(race, on, [8.0])[0], balance, atol=1e-4)


@given(models, figures, figures, st.floats(0, 2))
@settings(deadline=None, max_examples=40)
def test_a_path_obeys_the_equations(model: Richardson, x: float, y: float, time: float) -> None:
    """Its slope, by differences over a short time, is the field where it is; it begins at the start."""
    step = 1e-5
    before, at, after = path(model, (x, y), [time - step, time, time + step])
    slope, size = (after - before) / (2 * step), max(1.0, float(np.abs(at).max()))
    np.testing.assert_allclose(slope, np.array(model.field(*at)), atol=1e-4 * size)
    np.testing.assert_allclose(path(model, (x, y), [0.0])[0], (x, y), atol=1e-12)


@given(models, figures, figures)
@settings(deadline=None, max_examples=20)
def test_a_path_goes_on_from_where_it_is(model: Richardson, x: float, y: float) -> None:
    """Two steps of 0.7 are one of 1.4, and time can be turned back."""
    (half, whole) = path(model, (x, y), [0.7, 1.4])
    size = max(1.0, float(np.abs(whole).max()))
    np.testing.assert_allclose(path(model, half, [0.7])[0], whole, atol=1e-9 * size)
    np.testing.assert_allclose(path(model, whole, [-1.4])[0], (x, y), atol=1e-7 * size)


def test_paths_by_hand() -> None:
    """Fatigue alone is e^-at; without any a grievance adds up; turning parties circle."""
    tired = Richardson(k=0, l=0, a=0.5, b=2, g=0, h=0)
    np.testing.assert_allclose(path(tired, (4, 4), [1])[0], [4 * math.exp(-0.5), 4 * math.exp(-2)])
    drift = Richardson(k=0, l=0, a=0, b=0, g=2, h=-1)
    np.testing.assert_allclose(path(drift, (0, 0), [0, 3]), [[0, 0], [6, -3]])
    turning = Richardson(k=1, l=-1, a=0, b=0)
    np.testing.assert_allclose(path(turning, (0, 1), [math.pi / 2])[0], [1, 0], atol=1e-12)


def test_a_stable_path_ends_at_the_balance() -> None:
    """From anywhere."""
    model = Richardson(k=1, l=1, a=2, b=2, g=1, h=1)
    np.testing.assert_allclose(path(model, (50, -80), [60.0])[0], [1, 1], atol=1e-9)


def test_no_times_give_no_path() -> None:
    """Of shape (0, 2)."""
    assert path(Richardson(k=1, l=1, a=2, b=2), (0, 0), []).shape == (0, 2)


@pytest.mark.parametrize(
    ("start", "times"),
    [((0.0,), [1.0]), ((0.0, math.nan), [1.0]), ((0.0, 0.0), [math.inf]), ((0.0, 0.0), [[1.0]])],
)
def test_starts_and_times_that_are_none(start: tuple[float, ...], times: list[float]) -> None:
    """Refused in words."""
    with pytest.raises(RunError, match="a path needs a start of two finite numbers"):
        path(Richardson(k=1, l=1, a=2, b=2), start, times)


@pytest.mark.parametrize("box", [(0, 0, 0, 1), (1, 0, 0, 1), (0, 1, 0, math.nan), (0, math.inf, 0, 1)])
def test_boxes_without_area(box: tuple[float, float, float, float]) -> None:
    """Refused by both lines."""
    model = Richardson(k=2, l=2, a=1, b=1)
    with pytest.raises(RunError, match="a box must be least x < greatest x"):
        nullclines(model, box)
    with pytest.raises(RunError, match="a box must be least x < greatest x"):
        parting_line(model, box)


@given(clouds)
@settings(deadline=None, max_examples=40)
def test_a_region_of_all_points_holds_them(cloud: list[tuple[float, float]]) -> None:
    """Its corners are points, every turn is to the left, and no point lies outside."""
    corners = region(cloud, 1.0)
    assert {tuple(corner) for corner in corners.tolist()} <= set(cloud)
    if len(corners) < 3:
        return
    edges = np.roll(corners, -1, axis=0) - corners
    away = np.array(cloud)[:, None] - corners
    cross = edges[:, 0] * away[..., 1] - edges[:, 1] * away[..., 0]
    assert cross.min() >= -1e-9


def test_a_region_leaves_out_what_is_far() -> None:
    """A tenth of wild points does not stretch it, and with them gone it is that of the rest."""
    rng = np.random.default_rng(5)
    near = rng.normal(size=(90, 2)) @ np.array([[1.0, 0.8], [0.0, 0.3]])
    wild = 1e6 * rng.normal(size=(10, 2))
    found = region(np.vstack([wild, near]), 0.9)
    np.testing.assert_array_equal(found, region(near, 1.0))


def test_a_region_of_normal_points_is_their_ellipse() -> None:
    """Of 2,000 correlated normal points those left out are the farthest in the true metric."""
    rng, lower = np.random.default_rng(6), np.array([[1.0, 0.0], [1.6, 0.5]])
    cloud = rng.normal(size=(2000, 2)) @ lower.T
    corners = region(cloud, 0.9)
    # The square of the distance has a chi-squared law with 2 degrees: 9 in 10 below 4.605.
    distance = (np.linalg.solve(lower, corners.T) ** 2).sum(axis=0)
    assert np.sqrt(distance) == pytest.approx(np.full(len(corners), math.sqrt(4.605)), rel=0.15)


def test_regions_of_few_points_or_none() -> None:
    """NaN are left out; a line gives its ends, one place itself, nothing nothing."""
    assert region(np.zeros((0, 2)), 0.9).shape == (0, 2)
    assert region([[math.nan, 1.0], [math.inf, 0.0]], 0.9).shape == (0, 2)
    assert region([[1.0, 2.0]] * 5, 0.9).tolist() == [[1.0, 2.0]]
    assert region([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [math.nan, 0.0]], 1.0).tolist() == [[0, 0], [2, 2]]


@pytest.mark.parametrize("share", [0.0, -0.1, 1.1, math.nan])
def test_shares_that_are_none(share: float) -> None:
    """Refused in words."""
    with pytest.raises(RunError, match="share of points in a region must be above 0"):
        region([[0.0, 0.0]], share)


def test_points_with_other_than_two_numbers() -> None:
    """Refused in words."""
    with pytest.raises(RunError, match=r"two numbers each, not of shape \(2, 3\)"):
        region(np.zeros((2, 3)), 0.9)
