"""Threads that serve stations."""

from __future__ import annotations

import threading

import pytest
from tests.ensemble.cell_work import Cell, Job, compute

from detente.ensemble.stations import StationCrew, ThreadStation


def test_stations_are_made_as_cells_come() -> None:
    """One cell opens one station of three, and a close is the end of them all."""
    before = threading.active_count()
    crew = StationCrew(3, ThreadStation, stops=False, text="three")
    future = crew.submit(compute, Job(key="a"), Cell(number=0), None)
    assert len(future.result(5)["normal"]) == 100
    assert threading.active_count() == before + 1
    crew.close()
    for thread in threading.enumerate():
        if thread.name == "detente-worker":
            thread.join(5)
    assert (threading.active_count(), crew.depth, crew.describe()) == (before, 6, "three")


def test_an_error_stays_in_its_cell() -> None:
    """A cell that fails leaves the station ready for the next."""
    crew = StationCrew(1, ThreadStation, stops=False, text="one")
    bad = crew.submit(compute, Job(key="b", act="bug"), Cell(number=0), None)
    good = crew.submit(compute, Job(key="a"), Cell(number=0), None)
    assert len(good.result(5)["normal"]) == 100
    with pytest.raises(ZeroDivisionError):
        crew.collect(bad)
    crew.close()
