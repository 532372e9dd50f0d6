"""Packages followed through a block: the same as judging each, and blocks add up."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from detente.ensemble.sampling import draw_values
from detente.ensemble.tracking import MOST_TRACKED, passed, points, track
from detente.errors import TooLargeError
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables
from properties.dossiers import Data, loaded, plain


def uncertain() -> Data:
    """Return a small bargain in which two stakes are ranges."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = "0..4"
    data["stakes"]["south"]["aid"]["grant"] = "1..6"
    return data


def block(b: Blueprint, start: int, count: int) -> Tables:
    """Fill the tables of some draws."""
    return fill_tables(b, draw_values(b.quantities, 0, start, count, b.correlations))


def everything(b: Blueprint) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """List all packages."""
    ends = itertools.pairwise(b.space.offsets.tolist())
    return np.array(list(itertools.product(*(range(a, z) for a, z in ends))), np.int64)


def test_passed_agrees_with_depths() -> None:
    """For every package and gate, the draws in which its depth is above the gate."""
    b = Blueprint(loaded(uncertain()))
    tables, packages = block(b, 0, 40), everything(b)
    depths = tables.depths(packages)
    wanted = [(depths > gate).sum(axis=0) for gate in range(len(GATES))]
    found = passed(tables, packages)
    assert (found == np.array(wanted).T).all()
    assert 0 < found[:, -1].max() < 40


def test_points_are_sums_over_the_package() -> None:
    """Each principal gets the sum of its points over the columns, draw by draw."""
    b = Blueprint(loaded(uncertain()))
    tables, packages = block(b, 0, 5), everything(b)
    found = points(tables, packages)
    for a, party in enumerate(b.principals):
        own = tables.points[:, b.parties.index(party)]
        assert (found[:, :, a] == np.stack([own[:, p].sum(axis=1) for p in packages], axis=1)).all()


def test_blocks_add_up() -> None:
    """Two blocks give together what the whole gives at once."""
    b = Blueprint(loaded(uncertain()))
    packages = everything(b)
    whole, parts = track(block(b, 0, 30), packages), [track(block(b, s, 15), packages) for s in (0, 15)]
    assert (whole[0] == parts[0][0] + parts[1][0]).all()
    assert (whole[1] == np.concatenate([parts[0][1], parts[1][1]])).all()


def test_points_of_too_many_packages_are_refused() -> None:
    """Points are kept draw by draw, so only for a few packages; passing is counted for any number."""
    b = Blueprint(loaded(plain()))
    many = np.repeat(everything(b), MOST_TRACKED, axis=0)
    with pytest.raises(TooLargeError, match="64"):
        points(block(b, 0, 1), many)
    assert passed(block(b, 0, 1), many).shape == (len(many), len(GATES))


def test_no_packages() -> None:
    """Nothing to follow gives nothing."""
    b = Blueprint(loaded(plain()))
    counts, given = track(block(b, 0, 3), np.empty((0, 2), np.int64))
    assert counts.shape == (0, len(GATES))
    assert given.shape == (3, 0, len(b.principals))
