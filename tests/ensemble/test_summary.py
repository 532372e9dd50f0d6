"""Adding up draws: whole numbers that do not care how the draws were split."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.judging import DrawOutcome
from detente.ensemble.summary import EXACT, SWEET, Judgements, Summary, easy_gains, merged
from detente.kernel.estimates import CountEstimate
from detente.model.predicate import GATES
from verdict.making import outcome, summed

N = len(GATES)


def package(*columns: int) -> bytes:
    """A package as the search returns it."""
    return np.array(columns, np.int64).tobytes()


def same(a: Summary, b: Summary) -> bool:
    """Tell whether two summaries are the same to the byte."""
    pairs = zip(a.arrays().items(), b.arrays().items(), strict=True)
    return all(k == m and x.dtype == y.dtype and x.tobytes() == y.tobytes() for (k, x), (m, y) in pairs)


@st.composite
def draws(draw: st.DrawFn) -> list[DrawOutcome]:
    """A few draws with everything a draw may have."""
    n = draw(st.integers(2, 8))
    return [
        outcome(
            draw(st.integers(0, N)),
            exact=draw(st.none() | st.integers(0, N)),
            blockers=draw(st.sampled_from([(), ("a",), ("b", "c")])),
            counts=[CountEstimate.counted(draw(st.integers(0, 9)))] * N if draw(st.booleans()) else None,
            singles=[draw(st.integers(0, N)), N],
            improves=[draw(st.booleans())],
            witnesses=[package(draw(st.integers(0, 1)), 2)] if draw(st.booleans()) else [],
            draw=k,
        )
        for k in range(n)
    ]


def bins(outcomes: list[DrawOutcome]) -> Judgements:
    """Two judgements whose part of the range depends on the draw alone."""
    numbers = np.array([o.draw for o in outcomes])
    return Judgements(bins=np.array([numbers % 3, numbers % 2]), n_bins=3)


@settings(deadline=None, max_examples=40)
@given(draws(), st.randoms(use_true_random=False))
def test_any_split_in_any_order(outcomes: list[DrawOutcome], random: object) -> None:
    """Blocks of any size, merged in any order and grouping, give the same bytes."""
    whole = summed(outcomes, bins(outcomes))
    parts = [summed([o], bins([o])) for o in outcomes]
    random.shuffle(parts)  # type: ignore[attr-defined]
    assert same(merged(parts), merged([whole]))
    assert same(merged([merged(parts[:1]), merged(parts[1:])]), whole)


def test_what_is_counted() -> None:
    """Depths by form, blockers, preferred moves and easy gains are those of the draws."""
    found = summed(
        [
            outcome(2, exact=1, blockers=["b"], singles=[5, 4], improves=[True]),
            outcome(5, singles=[5, 5], improves=[False]),
            outcome(3, exact=0, singles=[0, 0], improves=[False]),
        ]
    )
    assert found.levels.tolist() == [0, 2]
    assert found.draws.tolist() == [1, 2]
    assert found.depths.sum(axis=0)[0, SWEET].tolist() == [0, 0, 1, 1, 0, 1]
    assert found.depths.sum(axis=0)[0, EXACT].tolist() == [1, 1, 0, 0, 0, 0]
    assert found.blockers[1, 0, SWEET].tolist() == [0, 1, 0]
    assert found.singles.sum(axis=0).tolist() == [2, 1]
    assert found.improves.sum(axis=0).tolist() == [1]


def test_easy_gains() -> None:
    """One-issue deals count when they pass every gate, moves when they are preferred."""
    assert easy_gains(outcome(singles=[N, N - 1, N], improves=[True, False])) == 3
    assert easy_gains(outcome()) == 0


def test_packages_found_are_kept_from_the_first_draws_only() -> None:
    """Each once, with the number of draws in which it was met."""
    rows = [outcome(witnesses=[package(1, 2)], draw=k) for k in range(4)]
    rows.append(outcome(witnesses=[package(0, 2), package(1, 2)], draw=4))
    assert summed(rows).packages_found() == {package(1, 2): 5, package(0, 2): 1}
    assert summed(rows, witnessed=4).packages_found() == {package(1, 2): 4}


def test_counts_come_back_in_draw_order() -> None:
    """What is known of a count, unknown parts included, survives being stored."""
    bracket = CountEstimate(
        exact=False,
        count=None,
        log10_estimate=None,
        relative_standard_error=None,
        hits=3,
        samples=9,
        log10_lower=1.5,
        log10_upper=9.0,
        method="bracket",
    )
    first = summed([outcome(counts=[CountEstimate.counted(0)] * N, draw=0)])
    second = summed([outcome(counts=[bracket] * N, draw=1)])
    none, open_one = (counts[0] for counts in merged([second, first]).counts())
    assert (none.exact, none.log10_estimate, none.log10_lower) == (True, -np.inf, None)
    assert (open_one.exact, open_one.log10_estimate, open_one.log10_lower) == (False, None, 1.5)
    assert open_one.log10_upper == 9.0


def test_arrays_there_and_back() -> None:
    """A stored block is the summary it was."""
    found = summed([outcome(3, exact=2, witnesses=[package(4)], draw=0)])
    assert same(Summary.of_arrays(found.arrays()), found)
