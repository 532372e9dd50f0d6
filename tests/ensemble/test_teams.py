"""Which workers a word stands for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.ensemble.teams import LONG, team_of
from detente.ensemble.workers import Cluster, Here, Processes, Submitting, Threads
from detente.errors import RunError, UnknownNameError


def test_words() -> None:
    """Each kind of workers has its word, an address is a cluster, an executor is itself."""
    assert team_of("here", 4, 10) == Here()
    assert team_of("threads", 3, 10) == Threads(3)
    assert team_of("processes", 3, 10) == Processes(3)
    assert team_of("tcp://192.0.2.1:8786", None, 10) == Cluster("tcp://192.0.2.1:8786")
    with ThreadPoolExecutor(1) as pool:
        assert team_of(pool, None, 10) == Submitting(pool)


def test_without_a_word() -> None:
    """A short run takes threads, a long one processes, and a single worker needs neither."""
    assert team_of(None, 2, LONG - 1) == Threads(2)
    assert team_of(None, 2, LONG) == Processes(2)
    assert team_of(None, 1, LONG) == Here()


def test_other_words() -> None:
    """A misspelt word is told the nearest right one; no workers is no number of them."""
    with pytest.raises(UnknownNameError, match="processes"):
        team_of("proceses", None, 10)
    with pytest.raises(RunError, match="at least one worker"):
        team_of(None, 0, 10)
