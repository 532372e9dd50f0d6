"""Simulations and ripeness of the small dossier with a climate, each made once, for reports and pictures."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from climate_dossier import loaded
from detente.dossier.dossier import Dossier
from detente.verdict.ripeness import ripeness
from detente.verdict.ripeness_result import Ripeness
from detente.verdict.simulating import simulate
from detente.verdict.simulation_result import Simulation


@cache
def dossier(change: tuple[str, str] = ("", "")) -> Dossier:
    """Load the dossier, one text in it replaced by another."""
    with tempfile.TemporaryDirectory() as folder:
        return loaded(Path(folder), change)


@cache
def simulation(*policies: str, below: float | None = None, change: tuple[str, str] = ("", "")) -> Simulation:
    """Two years of months from October 2018 on."""
    return simulate(dossier(change), policies=policies, below=below, draws=60, seed=2)


@cache
def ripe(*policies: str, until: str = "2019-04", every: int = 2) -> Ripeness:
    """Every kind of deal at dates from October 2018 on."""
    return ripeness(dossier(), policies=policies, until=until, every=every, draws=30, seed=2, workers=1)
