"""Driving the cells of a run: what is kept is not computed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import detente
from detente.ensemble import engine
from detente.ensemble.cells import JUDGE, Job
from detente.ensemble.engine import Arrays, Engine
from detente.ensemble.schemes import Scheme
from detente.ensemble.summary import Summary, merged
from detente.ensemble.workers import Here


class Shelf:
    """Keeps cells in memory."""

    def __init__(self) -> None:
        self.cells: dict[str, Arrays] = {}
        self.saved: list[str] = []

    def done(self) -> Mapping[str, str]:
        """Names of the cells."""
        return dict.fromkeys(self.cells, "")

    def load(self, name: str) -> Arrays | None:
        """A cell."""
        return self.cells.get(name)

    def save(self, name: str, arrays: Arrays, **about: Any) -> None:
        """Keep a cell."""
        assert about["count"] > 0
        self.saved.append(name)
        self.cells[name] = arrays


JOB = Job.of("base", detente.load("two-issues"), Scheme())


def added(parts: list[Arrays]) -> Arrays:
    """Merge summaries."""
    return merged([Summary.of_arrays(part) for part in parts]).arrays()


def draws(driver: Engine, until: int, first: int = 0) -> Arrays:
    """Judge some draws."""
    return driver.stage(JUDGE, [JOB], until, merge=added, first=first)["base"]


def test_what_is_kept_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second time every cell comes off the shelf, and the sum is the same to the byte."""
    shelf = Shelf()
    once = draws(Engine(Here(), keeper=shelf), 150)
    assert len(shelf.saved) == 3

    def never(*_: object) -> Arrays:
        raise AssertionError("computed again")

    monkeypatch.setattr(engine, "compute", never)
    again = draws(Engine(Here(), keeper=shelf), 150)
    assert all(once[name].tobytes() == again[name].tobytes() for name in once)


def test_a_lost_cell_alone_is_computed_again() -> None:
    """Where one cell is missing or damaged, that one is done and no other."""
    shelf = Shelf()
    once = draws(Engine(Here(), keeper=shelf), 150)
    shelf.saved.clear()
    del shelf.cells["base.judge.00000064-0064"]
    again = draws(Engine(Here(), keeper=shelf), 150)
    assert shelf.saved == ["base.judge.00000064-0064"]
    assert all(once[name].tobytes() == again[name].tobytes() for name in once)


def test_progress_counts_what_was_kept() -> None:
    """What was kept counts as done from the start, and the last call has all draws."""
    shelf, told = Shelf(), []
    draws(Engine(Here(), keeper=shelf), 100)
    draws(Engine(Here(), keeper=shelf, progress=lambda *at: told.append(at)), 200)
    assert told[-1] == (200, 200)
    assert told[0][0] > 64


def test_more_draws_are_added_to_those_made() -> None:
    """Draws from a later one on add up with the earlier to the whole."""
    whole = draws(Engine(Here()), 200)
    parts = [draws(Engine(Here()), 128), draws(Engine(Here()), 200, first=128)]
    found = added(parts)
    assert all(found[name].tobytes() == whole[name].tobytes() for name in whole)
