"""The packages that survive most often."""

from __future__ import annotations

import numpy as np

from detente.ensemble.judging import judge_block
from detente.ensemble.sampling import draw_values
from detente.ensemble.tracking import passed
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES
from detente.model.tables import fill_tables
from detente.verdict.robust import (
    RobustPackage,
    chosen_packages,
    robust_candidates,
    robust_of,
    robust_packages,
)
from properties.dossiers import Data, loaded, plain
from properties.reference import Reference

DRAWS = 40


def robust(data: Data, draws: int = DRAWS) -> tuple[RobustPackage, ...]:
    """Judge a dossier and ask for its robust packages."""
    b = Blueprint(loaded(data))
    return robust_packages(b, judge_block(b, seed=0, start=0, count=draws), 0)


def trades(n: int, gain: object = 4) -> Data:
    """Write ``n`` gifts of north's and as many of south's, all alike."""
    issues, stakes = {}, {"north": {}, "south": {}}
    for i in range(n):
        for side, other in (("north", "south"), ("south", "north")):
            key = f"{side[0]}{i}"
            issues[key] = {"options": {"sq": {"status_quo": True}, "give": {"performers": [side]}}}
            stakes[side][key] = {"give": -2}
            stakes[other][key] = {"give": gain}
    return plain(issues=issues, stakes=stakes, deals={"any": None})


def test_what_is_certain_is_described() -> None:
    """A swap that always passes is reported once, with what each side gives and gets."""
    (found,) = robust(plain())
    assert found.share == 1
    assert [(c.issue, c.option, c.performers) for c in found.changes] == [
        ("aid", "grant", ("north",)),
        ("base", "closed", ("south",)),
    ]
    assert found.survives == dict.fromkeys(GATES, 1.0)
    assert found.points == {"north": (2, 2, 2), "south": (2, 2, 2)}
    sides = {"north": "north", "south": "south"}
    assert [c.issue for c in found.given_by("north", sides)] == ["aid"]
    assert found.to_dict()["points"]["north"] == {"p05": 2, "p50": 2, "p95": 2}


def test_nothing_passes() -> None:
    """Where no package passes all gates in any draw there is none to report."""
    assert robust(plain(no_deal={"north": {"points": 100}})) == ()


def test_best_first_and_unlike() -> None:
    """At most five, by falling share, each at least three issues away from the others."""
    found = robust(trades(4, "1..5"))
    shares = [package.share for package in found]
    assert 1 < len(found) <= 5
    assert shares == sorted(shares, reverse=True)
    assert min(shares) > 0
    packages = [{c.issue: c.option for c in p.changes} for p in found]
    for k, one in enumerate(packages):
        for other in packages[:k]:
            assert len(set(one.items()) ^ set(other.items())) >= 3


def test_nothing_idle_is_in_a_package() -> None:
    """An issue that helps nobody is not dragged along."""
    data = trades(2)
    data["issues"]["idle"] = {"options": {"sq": {"status_quo": True}, "moved": {"performers": ["north"]}}}
    assert all("idle" not in {c.issue for c in p.changes} for p in robust(data))


def test_shares_are_those_of_this_very_package() -> None:
    """The share of each gate is that of the package itself over all draws, never above the one before."""
    data = plain()
    data["stakes"]["north"]["base"]["closed"] = "0..4"
    found = robust(data)
    assert len(found) == 1
    shares = list(found[0].survives.values())
    assert shares == sorted(shares, reverse=True)
    assert 0.3 < found[0].share < 0.7
    low, middle, high = found[0].points["north"]
    assert -2 <= low < middle < high <= 2


def test_every_reported_package_passes_by_the_formulas() -> None:
    """What is called robust passes the gates when worked out by hand."""
    data = trades(2)
    reference = Reference(loaded(data))
    still = dict.fromkeys(data["issues"], "sq")
    for package in robust(data, draws=1):
        assert reference.depth(still | {c.issue: c.option for c in package.changes}) == len(GATES)


def test_a_small_space_is_followed_whole() -> None:
    """All packages of a small space are candidates, whatever was found while judging."""
    b = Blueprint(loaded(plain()))
    found = robust_candidates(b, {}, [])
    assert sorted(found.tolist()) == [[0, 2], [0, 3], [1, 2], [1, 3]]


def test_a_large_space_without_witnesses_has_no_candidates() -> None:
    """Where nothing was found there is nothing to follow, and nothing to choose."""
    b = Blueprint(loaded(trades(7)))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 2, b.correlations))
    found = robust_candidates(b, {}, [tables])
    assert found.shape == (0, 14)
    assert not len(chosen_packages(b, found, 2, passed(tables, found)))


def test_candidates_of_a_large_space_are_improved() -> None:
    """Climbing takes off what carries nothing, and never loses a draw."""
    data = trades(7, "1..5")
    data["issues"]["idle"] = {"options": {"sq": {"status_quo": True}, "moved": {"performers": ["north"]}}}
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 50, b.correlations))
    start = np.asarray(b.space.columns({"n0": "give", "s0": "give", "idle": "moved"}), np.int64)
    (better,) = robust_candidates(b, {start.tobytes(): 1}, [tables])
    before, after = passed(tables, np.array([start, better]))[:, -1]
    assert after >= before > 0
    assert b.space.package(better) == {"n0": "give", "s0": "give"}


def test_choosing_twice_changes_nothing() -> None:
    """What was chosen is chosen again from among itself, in the same order."""
    b = Blueprint(loaded(trades(4, "1..5")))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, DRAWS, b.correlations))
    packages = robust_candidates(b, {}, [tables])
    passes = passed(tables, packages)
    kept = chosen_packages(b, packages, DRAWS, passes)
    assert 1 < len(kept) <= 5
    assert chosen_packages(b, packages[kept], DRAWS, passes[kept]).tolist() == list(range(len(kept)))


def test_quantiles_are_told_by_principal() -> None:
    """Quantiles given in points come out under each principal's name, shares out of all draws."""
    b = Blueprint(loaded(plain()))
    counts = np.array([[4, 4, 3, 2, 1]])[:, : len(GATES)]
    quantiles = np.array([[[1.0, 2.0, 3.0], [-1.0, 0.0, 0.12345]]])
    (found,) = robust_of(b, np.array([[1, 3]]), 4, counts, quantiles)
    assert found.points == {"north": (1.0, 2.0, 3.0), "south": (-1.0, 0.0, 0.123)}
    assert list(found.survives.values()) == [1.0, 1.0, 0.75, 0.5, 0.25][: len(GATES)]
