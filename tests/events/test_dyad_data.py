"""What a question about two or three parties takes out of a list of acts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from acts_on_disk import acts_table, monthly_levels
from detente.errors import RunError, UnknownNameError
from detente.events.dyad_data import dyad_data
from detente.events.event_list import Events
from detente.events.reading import read_events

from .event_samples import sample


@pytest.fixture
def acts(tmp_path: Path) -> Events:
    """Two powers, ten years."""
    return read_events(acts_table(tmp_path))


def test_both_directions_and_kinds(acts: Events) -> None:
    """Series are the simulated levels; acts of every month are counted once in their class."""
    found = dyad_data(acts, "USA", "RUS")
    assert found.series.names == ("USA>RUS", "RUS>USA")
    # Days 5 and 20 lie half a point below and above the level.
    np.testing.assert_allclose(found.series.values, monthly_levels(120), atol=0.0051)
    assert found.kinds is not None
    assert {name: table.shape for name, table in found.kinds.items()} == {
        "USA>RUS": (120, 4),
        "RUS>USA": (120, 4),
    }
    assert all((table.sum(axis=1) == 2).all() for table in found.kinds.values())
    assert found.three is None


def test_kinds_cover_the_same_periods(acts: Events) -> None:
    """A cut in time cuts series and numbers of acts alike."""
    found = dyad_data(acts, "USA", "RUS", since="1992-01", until="1993-12")
    assert found.kinds is not None
    assert (found.series.periods[0], found.series.periods[-1]) == ("1992-01", "1993-12")
    assert len(found.kinds["USA>RUS"]) == len(found.series.periods) == 24


def test_three_powers(tmp_path: Path) -> None:
    """A third party brings the six directed series."""
    found = dyad_data(read_events(acts_table(tmp_path, powers=3)), "USA", "RUS", third="China")
    assert found.three is not None
    assert len(found.three.names) == 6
    assert set(found.three.names) >= {"CHN>USA", "RUS>CHN"}


def test_no_classes_no_kinds() -> None:
    """Acts without a quad class give no numbers by class."""
    acts = sample(*((f"2000-{m:02d}-03", a, b, 1.0, 0) for m in (1, 2, 3) for a, b in ("AB", "BA")))
    assert dyad_data(acts, "A", "B").kinds is None


def test_a_state_that_does_not_act(acts: Events) -> None:
    """A state that does not act."""
    with pytest.raises(UnknownNameError, match="France"):
        dyad_data(acts, "USA", "France")


def test_parties_must_differ(acts: Events) -> None:
    """Nobody acts towards itself."""
    with pytest.raises(RunError, match="must differ"):
        dyad_data(acts, "RUS", "Russia")
