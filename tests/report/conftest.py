"""A small run to report on."""

from __future__ import annotations

import pytest

import detente
from detente import Dossier, Readings, Run


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The two-issues case."""
    return detente.load("two-issues")


@pytest.fixture(scope="session")
def result(dossier: Dossier) -> Run:
    """A short run of it."""
    return detente.run(dossier, draws=20, workers=1)


@pytest.fixture(scope="session")
def readings() -> Readings:
    """The same under every reading."""
    return detente.run_readings(lambda key: detente.load("two-issues", reading=key), draws=20, workers=1)
