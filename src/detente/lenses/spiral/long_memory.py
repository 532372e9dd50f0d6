r"""Delayed retaliation: whether acts are answered soon, later, or much later, and when half is answered.

.. math:: y_t = c + \sum_h \alpha_h \bar y^{(h)}_{t} + \sum_h \beta_h \bar x^{(h)}_{t} + e_t

with means over stretches of the past that do not overlap, by default the last period, those from 2 to 6 and
those from 7 to 24 back. Few coefficients thus reach far back (the cascade of Corsi 2009, *J. Financial
Econometrics* 7, whose means overlap; without overlap each coefficient is the answer to its own stretch alone:
Patton and Sheppard 2015, *Review of Economics and Statistics* 97). One unit of x, l periods ago, adds
:math:`\beta_h / w_h` to y, where :math:`w_h` is the width of the stretch that l lies in; the answers to a
single act therefore add up to :math:`\sum_h \beta_h`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.errors import RunError
from detente.lenses.spiral.linear_tests import Estimate, WaldTest, estimate, finite_or_none, wald_test
from detente.lenses.spiral.regression import Regression, regress, wild_coefficients
from detente.lenses.spiral.replication_interval import percentile_interval
from detente.lenses.spiral.series_checks import check_series

__all__ = ["STRETCHES", "DelayedAnswer", "delayed_answer", "half_answered", "stretch_means"]

Float = NDArray[np.float64]
Stretches = tuple[tuple[int, int], ...]
#: First and last period back of each stretch.
STRETCHES: Stretches = ((1, 1), (2, 6), (7, 24))


@dataclass(frozen=True, kw_only=True)
class DelayedAnswer:
    """How soon a party answers.

    Attributes
    ----------
    of, to : str
        Names of the answering series and of the one that is answered.
    stretches : tuple of (int, int)
        First and last period back of each.
    periods : int
        Periods explained.
    answers : tuple of Estimate
        For each stretch: the answer to one unit in every one of its periods, which is also the sum of the
        answers to a single unit while it passes through the stretch.
    own : tuple of Estimate
        The same for what the party itself did: inertia.
    total : Estimate
        Sum of the answers.
    later : WaldTest
        That nothing but the first stretch is answered.
    any_answer : WaldTest
        That nothing is answered.
    half : float
        Periods after an act by which half of the total answer has been given for good, inertia left out;
        NaN where the total is 0.
    half_low, half_high : float
        Between them lie ``level`` of the replications.
    bandwidth : int
        Of the HAC errors, in periods.
    level : float
        Of the intervals.
    meaning, caveat : str
        One line each.
    """

    of: str
    to: str
    stretches: Stretches
    periods: int
    answers: tuple[Estimate, ...]
    own: tuple[Estimate, ...]
    total: Estimate
    later: WaldTest | None
    any_answer: WaldTest
    half: float
    half_low: float
    half_high: float
    bandwidth: int
    level: float
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; a half-time that does not exist is null."""
        rows = [
            {"first": first, "last": last, "answer": answer.to_dict(), "own": own.to_dict()}
            for (first, last), answer, own in zip(self.stretches, self.answers, self.own, strict=True)
        ]
        halves = ("half", "half_low", "half_high")
        return {
            **{key: getattr(self, key) for key in ("of", "to", "bandwidth", "level")},
            "periods_used": self.periods,
            "stretches": rows,
            "total": self.total.to_dict(),
            "later": None if self.later is None else self.later.to_dict(),
            "any_answer": self.any_answer.to_dict(),
            **{key: finite_or_none(getattr(self, key)) for key in halves},
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def delayed_answer(
    answers: ArrayLike,
    acts: ArrayLike,
    *,
    of: str = "answers",
    to: str = "acts",
    stretches: Sequence[tuple[int, int]] = STRETCHES,
    replications: int = 1000,
    seed: int = 0,
    level: float = 0.9,
) -> DelayedAnswer:
    """Ask how soon a party answers another.

    Parameters
    ----------
    answers, acts : array-like of float, shape (T,)
        The answering series and the one that is answered, no period left out.
    of, to : str
        Their names.
    stretches : sequence of (int, int)
        First and last period back of each, in order: the first from 1, each from where the one
        before ended.
    replications, seed, level
        Of the bootstrap: 1 to 100,000, 0 to 2^64 - 1, in (0, 1).

    Returns
    -------
    DelayedAnswer
        ``later`` is None where there is only one stretch.

    Raises
    ------
    RunError
        For series that are missing, constant or too short, stretches that leave gaps or overlap, and
        numbers out of range.
    """
    pair = [np.asarray(x, np.float64) for x in (answers, acts)]
    if pair[0].ndim != 1 or pair[0].shape != pair[1].shape:
        raise RunError(
            f"{of} and {to} must have one number for each period, not {pair[0].shape}, {pair[1].shape}"
        )
    table, _ = check_series(np.stack(pair, axis=1), (of, to))
    cut = _checked(stretches, len(table))
    fit = _fitted(table, cut, (of, to))
    draws = wild_coefficients(fit, replications=replications, seed=seed)
    s = len(cut)
    picks = np.eye(1 + 2 * s)[:, :, None]
    own, other = picks[1 : 1 + s], picks[1 + s :]
    half = float(half_answered(fit.coefficients[1 + s :, 0], cut))
    halves = percentile_interval(half_answered(draws[:, 1 + s :, 0], cut), level)
    total = estimate(fit, draws, other.sum(axis=0), level)
    low, high = float(halves.low), float(halves.high)
    return DelayedAnswer(
        of=of,
        to=to,
        stretches=cut,
        periods=len(fit.design),
        answers=tuple(estimate(fit, draws, weights, level) for weights in other),
        own=tuple(estimate(fit, draws, weights, level) for weights in own),
        total=total,
        later=wald_test(fit, other[1:]) if s > 1 else None,
        any_answer=wald_test(fit, other),
        half=half,
        half_low=low,
        half_high=high,
        bandwidth=fit.bandwidth or 0,
        level=level,
        meaning=_meaning(of, to, total, half, (low, high)),
        caveat=(
            "within a stretch all periods count alike, so that the half-time is only as fine as the "
            "stretches; what lies further back than the last of them is not seen"
        ),
    )


def stretch_means(series: Float, stretches: Stretches) -> Float:
    """Return the means over stretches of the past.

    Parameters
    ----------
    series : float array, shape (T,)
    stretches : tuple of (int, int)
        First and last period back, each at least 1 and at most T.

    Returns
    -------
    float array, shape (T - reach, len(stretches)), reach the last period back of all
        A row for each period that has them all.

    Examples
    --------
    >>> stretch_means(np.arange(5.0), ((1, 1), (2, 3))).tolist()
    [[2.0, 0.5], [3.0, 1.5]]
    """
    n, reach = len(series), max(last for _, last in stretches)
    columns = [
        np.mean([series[reach - p : n - p] for p in range(first, last + 1)], axis=0)
        for first, last in stretches
    ]
    return np.stack(columns, axis=1)


def half_answered(answers: ArrayLike, stretches: Stretches) -> Float:
    """Return after how many periods half of an answer has been given for good.

    Parameters
    ----------
    answers : array-like of float, shape (..., len(stretches))
        The sum of the answers in each stretch.
    stretches : tuple of (int, int)
        From 1 on, without gaps.

    Returns
    -------
    float array, shape (...)
        Periods after the act: the first from which on what was answered so far is never below half
        of the total, in the direction of the total. NaN where the total is 0.

    Examples
    --------
    >>> half_answered([[1.0, 0.5, 0.0], [0.0, 0.0, 1.8], [0.0, 0.0, 0.0]], STRETCHES).tolist()
    [1.0, 15.0, nan]
    """
    sums = np.asarray(answers, np.float64)
    widths = np.array([last - first + 1 for first, last in stretches])
    so_far = np.cumsum(np.repeat(sums / widths, widths, axis=-1), axis=-1)
    total = sums.sum(axis=-1)
    # A hair's breadth keeps a half that is met exactly from being missed by rounding.
    size = np.abs(sums).sum(axis=-1)
    short = so_far * np.sign(total)[..., None] < (np.abs(total) / 2 - 1e-12 * size)[..., None]
    reach = short.shape[-1]
    last_short = np.where(short.any(axis=-1), reach - np.argmax(short[..., ::-1], axis=-1), 0)
    return np.where(np.abs(total) > 1e-12 * size, last_short + 1.0, np.nan)


def _checked(stretches: Sequence[tuple[int, int]], n: int) -> Stretches:
    """Check that stretches follow each other from 1 on and leave periods to explain."""
    cut = tuple((int(first), int(last)) for first, last in stretches)
    wanted = 1
    for first, last in cut:
        if first != wanted or last < first:
            raise RunError(
                f"stretches must follow each other from 1 period back, such as 1-1, 2-6, 7-24; "
                f"{first}-{last} should begin at {wanted}"
            )
        wanted = last + 1
    if not cut:
        raise RunError("at least one stretch of the past is needed")
    if wanted > n:
        raise RunError(f"{n} periods are too few to look {wanted - 1} back; use shorter stretches")
    return cut


def _fitted(table: Float, cut: Stretches, names: tuple[str, str]) -> Regression:
    """Fit the first column to means over stretches of both."""
    means = [stretch_means(column, cut) for column in table.T]
    design = np.column_stack([np.ones(len(means[0])), *means])
    terms = ["the constant", *(f"{name}, {first} to {last} back" for name in names for first, last in cut)]
    return regress(table[-len(design) :, :1], design, targets=[names[0]], terms=terms)


def _meaning(of: str, to: str, total: Estimate, half: float, ends: tuple[float, float]) -> str:
    around = f"{100 * total.level:.0f} in 100: {total.low:z.2f} to {total.high:z.2f}"
    whole = f"{total.value:z.2f} for one unit ({around})"
    if not total.is_clear:
        return f"whether {of} answers {to} within the reach of the stretches cannot be told: in all {whole}"
    way = "in kind" if total.value > 0 else "with the opposite"
    return (
        f"{of} answers {to} {way}, in all {whole}, half of it by period {half:.0f} after the act "
        f"({ends[0]:.0f} to {ends[1]:.0f})"
    )
