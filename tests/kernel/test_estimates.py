"""What several sources say of a count, put together."""

import math

from detente.kernel.estimates import CountEstimate, Method, agreeing


def known(size: float | None, lower: float | None, upper: float, method: Method = "tilting") -> CountEstimate:
    """Return an estimate with a bracket."""
    return CountEstimate(
        exact=False,
        count=None,
        log10_estimate=size,
        relative_standard_error=None if size is None else 0.1,
        hits=5,
        samples=9,
        log10_lower=lower,
        log10_upper=upper,
        method=method,
    )


def test_gates_lend_each_other_their_bounds() -> None:
    """Lower bounds hold for earlier gates too, upper bounds for later ones."""
    found = agreeing([known(5.0, 1.0, 8.0), known(None, None, 9.0, "bracket"), known(4.0, 2.0, 6.0)])
    assert [e.log10_lower for e in found] == [2.0, 2.0, 2.0]
    assert [e.log10_upper for e in found] == [8.0, 8.0, 6.0]


def test_estimates_never_increase_and_stay_in_their_brackets() -> None:
    """One that chance put too high is moved down to the gate before; one outside goes inside."""
    found = agreeing([known(5.0, None, 8.0), known(5.5, None, 8.0), known(1.0, 2.0, 8.0)])
    assert [e.log10_estimate for e in found] == [5.0, 5.0, 2.0]


def test_exact_counts_stay() -> None:
    """A count at a later gate lifts earlier estimates; it is not moved itself."""
    found = agreeing([known(1.0, None, 8.0), CountEstimate.counted(1000, "depth first")])
    assert found[0].log10_estimate == 3.0
    assert found[1] == CountEstimate.counted(1000, "depth first")


def test_nothing_passes_a_later_gate() -> None:
    """An empty gate leaves the one before as it was."""
    found = agreeing([known(1.0, 0.0, 8.0), CountEstimate.counted(0)])
    assert found[0] == known(1.0, 0.0, 8.0)
    assert found[1].log10_estimate == -math.inf


def test_two_sources() -> None:
    """An exact count wins, then the first estimate; brackets meet."""
    assert known(2.0, None, 3.0).or_else(CountEstimate.counted(7)).count == 7
    both = known(None, 1.0, 5.0, "bracket").or_else(known(2.0, 0.5, 4.0))
    assert (both.log10_estimate, both.log10_lower, both.log10_upper) == (2.0, 1.0, 4.0)
    assert both.method == "tilting"


def test_a_factor_shifts_everything() -> None:
    """Issues that matter to nobody multiply counts, estimates and bounds alike."""
    assert CountEstimate.counted(7).times(10).count == 70
    shifted = known(2.0, 1.0, 3.0).times(100)
    assert (shifted.log10_estimate, shifted.log10_lower, shifted.log10_upper) == (4.0, 3.0, 5.0)
