"""Counts of packages gate by gate, as a distribution over draws."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from detente.kernel.tilting import CountEstimate
from detente.model.predicate import GATES
from detente.verdict.funnel import Funnel, funnel_of


def estimated(log10: float | None, low: float | None, high: float, error: float | None) -> CountEstimate:
    """Make a count that is not exact."""
    return replace(
        CountEstimate.counted(1),
        exact=False,
        count=None,
        log10_estimate=log10,
        relative_standard_error=error,
        log10_lower=low,
        log10_upper=high,
    )


def funnel(*draws: CountEstimate) -> Funnel:
    """Sum up draws with the same count at every gate."""
    return funnel_of([[count] * len(GATES) for count in draws], 6.0)


def test_exact_counts() -> None:
    """Quantiles are those of observed draws, on the scale of decimal logarithms."""
    gate = funnel(*(CountEstimate.counted(10**k) for k in range(1, 6))).gates[0]
    assert gate.at_least == gate.at_most == {"p05": 1, "p25": 2, "p50": 3, "p75": 4, "p95": 4}
    assert (gate.share_exact, gate.share_estimated, gate.share_bracketed) == (1, 0, 0)
    assert gate.worst_error is None


def test_no_package_is_not_a_number() -> None:
    """A draw without any package shows as None and counts as empty."""
    gate = funnel(*(CountEstimate.counted(n) for n in (0, 0, 0, 100))).gates[0]
    assert gate.share_empty == 0.75
    assert (gate.at_least["p50"], gate.at_least["p95"]) == (None, None)


def test_estimates_and_brackets_are_labelled() -> None:
    """Estimates keep their worst error; brackets keep both ends and are never a count."""
    gate = funnel(
        CountEstimate.counted(100),
        estimated(5.0, 1.0, 9.0, 0.25),
        estimated(4.0, 1.0, 9.0, 0.125),
        estimated(None, None, 8.0, None),
    ).gates[-1]
    assert (gate.share_exact, gate.share_estimated, gate.share_bracketed) == (0.25, 0.5, 0.25)
    assert gate.worst_error == 0.25
    assert gate.share_empty == 0
    assert gate.at_least["p05"] is None
    assert gate.at_most["p95"] == 5.0


def test_a_bracket_that_proves_emptiness_is_empty() -> None:
    """An upper bound of nothing means certainly no package."""
    assert funnel(estimated(None, None, -math.inf, None)).gates[0].share_empty == 1


def test_only_counted_draws_appear() -> None:
    """Draws that were not counted are left out; with none counted there are no gates."""
    mixed = funnel_of([[CountEstimate.counted(1)] * len(GATES)], 2.0)
    assert mixed.draws_counted == 1
    none = funnel_of([], 2.0)
    assert (none.draws_counted, none.gates, len(none.to_frame())) == (0, (), 0)


def test_frame_and_json() -> None:
    """One row a gate, in order, with the same figures in both forms."""
    found = funnel(CountEstimate.counted(1000))
    frame = found.to_frame()
    assert frame["gate"].tolist() == list(GATES)
    assert frame["at_least_p50"].tolist() == pytest.approx([3.0] * len(GATES))
    assert found.to_dict()["gates"][2]["log10_packages_at_most"]["p50"] == pytest.approx(3.0)
