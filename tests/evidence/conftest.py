"""A small valid dossier."""

from pathlib import Path

import pytest

from detente.dossier import Dossier, load


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """Dossier that uses every section."""
    return load(Path(__file__).parents[1] / "data" / "bargain.yaml")
