"""What an explanation is asked of."""

from __future__ import annotations

import pytest
from tests.properties.dossiers import loaded, plain

from detente import run
from detente.ensemble.schemes import SCHEMES, SchemeKind
from detente.errors import RunError
from detente.explain.asking import asked


def test_of_a_run() -> None:
    """A run gives its own dossier, draws and seed, unless others are asked for."""
    dossier = loaded(plain())
    made = run(dossier, draws=7, seed=3, counted=0)
    found = asked(made, None, None)
    assert (found.dossier, found.draws, found.seed) == (dossier, 7, 3)
    assert asked(made, 9, 0).draws == 9
    assert asked(made, 9, 0).seed == 0


def test_of_a_dossier() -> None:
    """A dossier is asked with 1,000 draws and seed 0."""
    found = asked(loaded(plain()), None, None)
    assert (found.draws, found.seed) == (1000, 0)


def test_out_of_range() -> None:
    """No draws at all are refused."""
    with pytest.raises(RunError, match="draws"):
        asked(loaded(plain()), 0, None)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_schemes(scheme: SchemeKind) -> None:
    """Draws are independent whatever the run did; where that differs, it is said how the run drew."""
    words = {"monte carlo": "", "latin hypercube": "as a Latin hypercube", "sobol": "as a Sobol sequence"}
    told = words[scheme]
    found = asked(run(loaded(plain()), draws=4, scheme=scheme, counted=0), None, None).caveats
    assert len(found) == bool(told)
    assert all(told in text and "Monte Carlo" in text for text in found)
    assert asked(loaded(plain()), None, None).caveats == ()
