"""As many draws as a wanted precision takes, and no more."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.summary import Summary
from detente.errors import RunError
from detente.verdict.draw_limits import MAX_DRAWS
from detente.verdict.intervals import score_bounds
from detente.verdict.precision import FIRST, check_precision, more_draws, precision_of
from verdict.making import outcome, summed


def tossed(hits: int, draws: int, easy: int = 0) -> Summary:
    """So many draws with a deal; of every ten draws the first few leave something on the table."""
    return summed([outcome(5 if k < hits else 0, improves=[k % 10 < easy]) for k in range(draws)])


def test_the_widest_interval_counts() -> None:
    """Of all reported shares it is the one nearest one half that is told."""
    low, high = score_bounds(0.3, 100)
    assert precision_of([tossed(30, 100)], None).achieved == round((high - low) / 2, 6)
    both = precision_of([tossed(30, 100), tossed(50, 100)], None)
    assert both.achieved > precision_of([tossed(30, 100)], None).achieved


def test_stops_when_reached() -> None:
    """Nothing more is asked for once every share is known well enough, or no more may be made."""
    assert more_draws([tossed(0, 1000)], 0.01, MAX_DRAWS) is None
    assert more_draws([tossed(500, 1000)], 0.01, 1000) is None
    more = more_draws([tossed(500, 1000)], 0.02, MAX_DRAWS)
    assert more is not None
    assert 2300 <= more <= 2500


def test_weighted_draws_count_for_less() -> None:
    """Conditioned on the status quo, more draws are needed to know the shares as well."""
    summary = tossed(500, 1000, easy=3)
    plain, weighted = more_draws([summary], 0.02, MAX_DRAWS), more_draws([summary], 0.02, MAX_DRAWS, 0.2)
    assert plain is not None
    assert weighted is not None
    assert weighted > plain


def test_a_run_reaches_its_precision() -> None:
    """The achieved half-width is what was asked for, and one draw count fits a plain run of as many."""
    dossier = detente.load("two-issues")
    found = detente.run(dossier, precision=0.02, counted=10)
    assert found.draws > FIRST
    assert found.precision.is_met
    assert found.precision.achieved <= 0.02
    again = detente.run(dossier, draws=found.draws, counted=10)
    assert again.verdict == found.verdict
    assert again.robust == found.robust


def test_the_most_that_may_be_made_is_kept_to() -> None:
    """Where that is not enough the run says so."""
    found = detente.run(detente.load("two-issues"), precision=0.001, draws=1100, counted=0)
    assert found.draws == 1100
    assert not found.precision.is_met


@pytest.mark.slow
def test_coverage_of_stopped_intervals() -> None:
    """Stopping when the interval is short leaves it its 95%, within sampling error."""
    rng = np.random.default_rng(0)
    inside, times = 0, 2000
    for _ in range(times):
        p, n, hits = 0.3, FIRST, rng.binomial(FIRST, 0.3)
        while True:
            low, high = score_bounds(hits / n, n)
            if (high - low) / 2 <= 0.02:
                break
            hits, n = hits + rng.binomial(200, p), n + 200
        inside += low <= p <= high
    assert 0.935 <= inside / times <= 0.965


@pytest.mark.parametrize("wanted", [0, -0.1, 0.5, 3, float("nan")])
def test_impossible_precision(wanted: float) -> None:
    """A half-width that is none is refused with the range it may have."""
    with pytest.raises(RunError, match=r"0\.001"):
        check_precision(wanted, "monte carlo")


@pytest.mark.parametrize("scheme", ["sobol", "latin hypercube"])
def test_only_independent_draws(scheme: str) -> None:
    """Evenly spread draws do not tell how sure a share is."""
    with pytest.raises(RunError, match="independent draws"):
        detente.run(detente.load("two-issues"), precision=0.05, scheme=scheme)  # type: ignore[arg-type]
