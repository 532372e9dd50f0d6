r"""Stretches between breaks: the model of each, what changed, and what seemed to last because of breaks.

- Change: the coefficients of both sides, compared by a Wald test with HC3 errors of each side's own (Chow
  1960, *Econometrica* 28, for changing spread as well): all, the intercepts alone, the answers alone.
- Persistence: a level that moves makes every shock seem to last (Perron 1989, *Econometrica* 57). The
  spectral radius of all time is set beside that of the same model with an intercept for each stretch. A
  shorter memory is partly what least squares makes of more coefficients; series without breaks, made from
  the whole fit and its own errors with random signs, show how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.linear_tests import WaldTest, finite_or_none, wald_of
from detente.lenses.spiral.persistence import Persistence, persistence
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.series_checks import check_lags
from detente.lenses.spiral.stability import half_life, reciprocity, spectral_radius
from detente.lenses.spiral.var import VarFit, fit_var

__all__ = ["Change", "Segment", "Segments", "segments"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Segment:
    """One stretch and its own model.

    Attributes
    ----------
    first, end : int
        Indices of its first period, and of the first after it.
    periods : tuple of str or None
        Names of its first and last period.
    levels : float array, shape (k,)
        Means.
    fit : VarFit or None
        None where the stretch is too short or a series does not change in it; ``why`` tells.
    why : str
        Empty where there is a fit.
    radius : float or None
        Spectral radius of the fit.
    reciprocity : float array, shape (k, k), or None
        Sums over lags; ``[i, j]`` the answer of i to j.
    """

    first: int
    end: int
    periods: tuple[str, str] | None
    levels: Float
    fit: VarFit | None
    why: str
    radius: float | None
    reciprocity: Float | None

    def to_dict(self, names: Sequence[str]) -> dict[str, Any]:
        """Return the JSON form, with the names of the series."""
        answers = None
        if self.reciprocity is not None:
            answers = {
                of: dict(zip(names, row.tolist(), strict=True))
                for of, row in zip(names, self.reciprocity, strict=True)
            }
        return {
            "first": self.first,
            "end": self.end,
            "periods": list(self.periods) if self.periods else None,
            "levels": dict(zip(names, self.levels.tolist(), strict=True)),
            "radius": self.radius,
            "half_life": None if self.radius is None else finite_or_none(float(half_life(self.radius))),
            "reciprocity": answers,
            "why_no_model": self.why or None,
        }


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed at a break.

    Attributes
    ----------
    at : int
        Index of the first period after it.
    period : str or None
    all : WaldTest
        Of all coefficients.
    intercepts : WaldTest
        Of the intercepts alone.
    answers : WaldTest or None
        Of all others alone; None without lags.
    meaning : str
    """

    at: int
    period: str | None
    all: WaldTest
    intercepts: WaldTest
    answers: WaldTest | None
    meaning: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "at": self.at,
            "period": self.period,
            "all": self.all.to_dict(),
            "intercepts": self.intercepts.to_dict(),
            "answers": self.answers.to_dict() if self.answers else None,
            "meaning": self.meaning,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Segments:
    """The stretches between breaks.

    Attributes
    ----------
    names : tuple of str
    segments : tuple of Segment
    changes : tuple of Change or None
        One for each break; None where a side has no model.
    persistence : Persistence or None
        None where the model with an intercept for each stretch cannot be fitted, and without breaks.
    level : float
    meaning, caveat : str
    """

    names: tuple[str, ...]
    segments: tuple[Segment, ...]
    changes: tuple[Change | None, ...]
    persistence: Persistence | None
    level: float
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "series": list(self.names),
            "segments": [part.to_dict(self.names) for part in self.segments],
            "changes": [change.to_dict() if change else None for change in self.changes],
            "persistence": self.persistence.to_dict() if self.persistence else None,
            "level": self.level,
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def segments(
    fit: VarFit,
    cuts: Sequence[int],
    *,
    periods: Sequence[str] | None = None,
    level: float = 0.05,
    seed: int = 0,
    replications: int = 199,
) -> Segments:
    """Fit the model of all time to each stretch between breaks, and compare.

    Parameters
    ----------
    fit : VarFit
        Of all time; each stretch is fitted with as many lags.
    cuts : sequence of int
        Index (in ``fit.values``) of the first period after each break, rising; may be empty.
    periods : sequence of str, optional
        Names of all periods.
    level : float
        For the words.
    seed, replications : int
        Of the series without breaks; at least 19 replications.

    Returns
    -------
    Segments

    Raises
    ------
    RunError
        For cuts that do not rise or lie outside, and names that do not fit.

    Notes
    -----
    The lags of the first periods of a stretch reach back before the break.
    """
    _check(fit, cuts, periods, level)
    edges = [0, *cuts, len(fit.values)]
    parts = tuple(_segment(fit, first, end, periods) for first, end in pairwise(edges))
    changes = tuple(_change(before, after, periods, level) for before, after in pairwise(parts))
    lasting = persistence(fit, tuple(cuts), seed=seed, replications=replications) if len(cuts) else None
    return Segments(
        names=fit.names,
        segments=parts,
        changes=changes,
        persistence=lasting,
        level=level,
        meaning=_meaning(changes, lasting),
        caveat="Dates were chosen because coefficients differ there, so that these tests reject too often: "
        "they say what changed, not whether. Short stretches make memory look shorter than it is. What "
        "changed may be the reporting.",
    )


def _check(fit: VarFit, cuts: Sequence[int], periods: Sequence[str] | None, level: float) -> None:
    n = len(fit.values)
    if not 0 < level < 1:
        raise RunError(f"a level must be between 0 and 1, not {level:g}")
    if periods is not None and len(periods) != n:
        raise RunError(f"{len(periods)} names of periods for {n} periods")
    if any(b <= a for a, b in pairwise([fit.lags, *cuts, n])):
        raise RunError(f"breaks must rise and lie between {fit.lags + 1} and {n - 1}, not {list(cuts)}")


def _segment(fit: VarFit, first: int, end: int, periods: Sequence[str] | None) -> Segment:
    # The lags of the first periods are those before the break.
    reach = max(first - fit.lags, 0)
    own, why = None, ""
    try:
        check_lags(end - reach, len(fit.names), fit.lags)
        own = fit_var(fit.values[reach:end], fit.lags, fit.names)
    except RunError as error:
        why = str(error)
    return Segment(
        first=first,
        end=end,
        periods=(periods[first], periods[end - 1]) if periods is not None else None,
        levels=fit.values[first:end].mean(axis=0),
        fit=own,
        why=why,
        radius=float(spectral_radius(own.coefficients)) if own else None,
        reciprocity=reciprocity(own.coefficients) if own else None,
    )


def _change(before: Segment, after: Segment, periods: Sequence[str] | None, level: float) -> Change | None:
    """Compare the coefficients of two neighbours."""
    if before.fit is None or after.fit is None:
        return None
    try:
        every, levels, answers = _compared(before.fit, after.fit)
    except RunError:
        return None
    return Change(
        at=after.first,
        period=periods[after.first] if periods is not None else None,
        all=every,
        intercepts=levels,
        answers=answers,
        meaning=_changed(every, levels, answers, level),
    )


def _compared(before: VarFit, after: VarFit) -> tuple[WaldTest, WaldTest, WaldTest | None]:
    """Test all coefficients, the intercepts, and all others; RunError where that cannot be done."""
    k, m = len(before.names), before.n_coefficients
    spare = before.n_used + after.n_used - 2 * m
    spread = robust_covariance(before, "HC3").joint + robust_covariance(after, "HC3").joint
    gap = _stacked(after) - _stacked(before)
    first = np.arange(k) * m
    rest = np.setdiff1d(np.arange(k * m), first)
    return (
        wald_of(gap, spread, spare),
        wald_of(gap[first], spread[np.ix_(first, first)], spare),
        wald_of(gap[rest], spread[np.ix_(rest, rest)], spare) if len(rest) else None,
    )


def _stacked(fit: VarFit) -> Float:
    """Coefficients equation after equation, as the joint covariance has them."""
    k = len(fit.names)
    rows = fit.coefficients.transpose(1, 0, 2).reshape(k, -1)
    return np.concatenate([fit.intercept[:, None], rows], axis=1).ravel()


def _changed(every: WaldTest, levels: WaldTest, answers: WaldTest | None, level: float) -> str:
    if every.p_value >= level:
        return "neither the level nor the answers are seen to differ between the two sides"
    if answers is not None and answers.p_value < level:
        return "the answers themselves changed: a model of all time mixes two ways of answering"
    if levels.p_value < level:
        return "the level changed, the answers are not seen to: a model with a level for each stretch will do"
    return "something changed, but whether the level or the answers cannot be told"


def _meaning(changes: tuple[Change | None, ...], lasting: Persistence | None) -> str:
    if not changes:
        return "one stretch: no break was given"
    told = [f"at {c.period or c.at}: {c.meaning}" for c in changes if c is not None]
    return "; ".join([*told, lasting.meaning] if lasting else told) or "no stretch could be compared"
