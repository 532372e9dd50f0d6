"""What comes of policies, as JSON and as a table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from climate_dossier import loaded
from detente.verdict.simulating import simulate
from detente.verdict.simulation_result import QUANTILES, Simulation


@pytest.fixture
def found(tmp_path: Path) -> Simulation:
    """Two policies beside doing nothing."""
    return simulate(loaded(tmp_path), policies=["cbm", "gesture:by=north"], until="2019-03", draws=40)


def test_policies_by_name(found: Simulation) -> None:
    """As typed, nothing first."""
    assert [policy.text for policy in found.policies] == ["none", "cbm", "gesture:by=north"]
    assert found.policy("cbm") is found.policies[1]
    assert repr(found).endswith("to 2019-03: none, cbm, gesture:by=north; 40 draws>")


def test_json(found: Simulation) -> None:
    """The fans stand in it step by step, rising from one quantile to the next."""
    told = json.loads(found.to_json())
    fans = told["policies"][1]["hostility"]["south"]
    assert len(fans["mean"]) == len(told["dates"]) == 6
    ranks = np.array([fans[f"p{round(100 * q):02d}"] for q in QUANTILES])
    assert (np.diff(ranks, axis=0) >= 0).all()
    assert told["settling"]["act"].keys() == {"north", "south"}
    assert told["design"] is None


def test_frame(found: Simulation) -> None:
    """A row per policy, principal and step, with the means of the result."""
    frame = found.to_frame()
    assert len(frame) == 3 * 2 * 6
    mine = frame[(frame.policy == "cbm") & (frame.principal == "north")]
    assert mine["mean"].tolist() == found.policy("cbm").means["north"].tolist()
    assert mine["at"].tolist() == list(found.dates)


def test_doing_nothing_changes_nothing(found: Simulation) -> None:
    """Against itself every change is 0, and a gesture helps from the step in which it shows."""
    idle = found.policies[0]
    assert (idle.on_average.mean, idle.on_average.low, idle.on_average.high) == (0, 0, 0)
    gesture = found.policy("gesture:by=north")
    assert gesture.means["north"][0] == idle.means["north"][0]
    assert gesture.means["north"][1] < idle.means["north"][1] - 3
