r"""Three powers: how each answers the second, and how its acts towards the second answer the third.

All six directed series stand in one vector autoregression (Goldstein and Freeman 1990, *Three-Way Street*:
the United States, the Soviet Union and China). For the acts of i towards j, with k the third,

- *bilateral*: the answer to the acts of j towards i;
- *triangular*: the answers to the acts of k towards i and of k towards j. Positive: i treats j as k treats
  i, or as k treats j; negative: i draws nearer to j as k draws away;
- *by the target*: the answer to the acts of j towards k, whether i turns on j for what it does to the third
  (Goldstein and Pevehouse 1997, *American Political Science Review* 91, of the powers outside Bosnia);
- *linked*: the answer to its own acts towards k, whether it deals with both alike.

Each is the sum of the coefficients over lags, with the robust error HC3 and an interval of the bootstrap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.events.series import Aligned
from detente.lenses.spiral.bootstrap import bootstrap_var
from detente.lenses.spiral.lag_choice import choose_lags
from detente.lenses.spiral.linear_tests import Estimate, WaldTest, wald_of
from detente.lenses.spiral.replication_interval import Share
from detente.lenses.spiral.robust_covariance import RobustCovariance, robust_covariance
from detente.lenses.spiral.stability import reciprocity
from detente.lenses.spiral.var import VarFit, fit_var

__all__ = ["Triangle", "TriangleAnswer", "TriangleKind", "triangle"]

Float = NDArray[np.float64]
TriangleKind = Literal["bilateral", "towards the actor", "towards the target", "by the target", "linked"]


@dataclass(frozen=True, kw_only=True)
class TriangleAnswer:
    """How one directed series answers another.

    Attributes
    ----------
    of, to : str
        Such as ``"usa>russia"`` and ``"china>usa"``.
    kind : str
        ``"bilateral"``; for acts of the third party ``"towards the actor"`` or
        ``"towards the target"``; ``"by the target"`` for acts of the target towards the third;
        ``"linked"`` for own acts towards the third.
    answer : Estimate
        Sum of the coefficients over lags; its p-value by the error HC3.
    any_lag : WaldTest
        That the coefficients of all lags are 0.
    """

    of: str
    to: str
    kind: TriangleKind
    answer: Estimate
    any_lag: WaldTest

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "of": self.of,
            "to": self.to,
            "kind": self.kind,
            "answer": self.answer.to_dict(),
            "any_lag": self.any_lag.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class Triangle:
    """The answers among three powers.

    Attributes
    ----------
    actors : tuple of str, length 3
        In the order in which they are first named.
    lags, periods : int
        Periods back that are counted, and periods explained.
    answers : tuple of TriangleAnswer
        30: for each of six series one bilateral, three triangular, one linked.
    share_explosive : Share
        Share of replications in which shocks do not die down.
    level : float
        Of the intervals.
    meaning, caveat : str
        One line each.
    """

    actors: tuple[str, str, str]
    lags: int
    periods: int
    answers: tuple[TriangleAnswer, ...]
    share_explosive: Share
    level: float
    meaning: str
    caveat: str

    def of_kind(self, *kinds: TriangleKind) -> tuple[TriangleAnswer, ...]:
        """Return the answers of some kinds, in order."""
        return tuple(one for one in self.answers if one.kind in kinds)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "actors": list(self.actors),
            "lags": self.lags,
            "periods_used": self.periods,
            "answers": [one.to_dict() for one in self.answers],
            "share_explosive": self.share_explosive.to_dict(),
            "level": self.level,
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def triangle(
    series: Aligned,
    *,
    lags: int | None = None,
    replications: int = 1000,
    seed: int = 0,
    level: float = 0.9,
) -> Triangle:
    """Ask how three powers answer each other.

    Parameters
    ----------
    series : Aligned
        Six directed series, one for each ordered pair of three actors, in any order.
    lags : int, optional
        At least 1; by the Bayesian criterion if not given, at least 1.
    replications, seed, level
        Of the bootstrap: 1 to 100,000, 0 to 2^64 - 1, in (0, 1).

    Returns
    -------
    Triangle

    Raises
    ------
    RunError
        For other series than these six (says which are missing), series that are constant or
        combinations of each other, too few periods, and numbers out of range.
    """
    actors = _actors(series.names)
    if lags is None:
        lags = choose_lags(series.values, names=series.names, min_lags=1, every=series.every).lags
    if lags < 1:
        raise RunError(f"answers take at least 1 lag, not {lags}")
    fit = fit_var(series.values, lags, series.names)
    errors = robust_covariance(fit, "HC3")
    draws = bootstrap_var(fit, replications=replications, seed=seed)
    interval = draws.reciprocity_interval(level)
    answers = []
    for of, to, kind in _questions(actors):
        i, j = fit.names.index(of), fit.names.index(to)
        ends = (float(interval.low[i, j]), float(interval.high[i, j]), level)
        answers.append(_answer(fit, errors, (of, to, kind), ends))
    found = tuple(answers)
    return Triangle(
        actors=actors,
        lags=lags,
        periods=fit.n_used,
        answers=found,
        share_explosive=draws.share_explosive,
        level=level,
        meaning=_meaning(found),
        caveat=(
            f"of {len(found)} answers, about {len(found) * (1 - level):.1f} would seem clear if there were "
            "none at all; a fourth power or an event that moves all three looks like a triangle"
        ),
    )


def _actors(names: tuple[str, ...]) -> tuple[str, str, str]:
    """Return the three actors of six directed series; RunError where the names are no such six."""
    pairs = [name.split(">") for name in names]
    if any(len(pair) != 2 or not all(pair) or pair[0] == pair[1] for pair in pairs):
        raise RunError(f"series must be named actor>target, such as usa>russia, not {', '.join(names)}")
    actors = tuple(dict.fromkeys(actor for pair in pairs for actor in pair))
    if len(actors) != 3:
        raise RunError(f"a triangle has three actors, not {len(actors)}: {', '.join(actors)}")
    wanted = [f"{one}>{other}" for one in actors for other in actors if one != other]
    missing = [name for name in wanted if name not in names]
    if missing or len(names) != len(wanted):
        what = f"missing: {', '.join(missing)}" if missing else "one is there twice"
        raise RunError(f"a triangle needs each of the six directed series once; {what}")
    return actors[0], actors[1], actors[2]


def _questions(actors: tuple[str, str, str]) -> Iterator[tuple[str, str, TriangleKind]]:
    """Give what answers what: for each series the five others of its triangle."""
    for i in actors:
        for j in actors:
            if i == j:
                continue
            k = next(actor for actor in actors if actor not in (i, j))
            of = f"{i}>{j}"
            yield of, f"{j}>{i}", "bilateral"
            yield of, f"{k}>{i}", "towards the actor"
            yield of, f"{k}>{j}", "towards the target"
            yield of, f"{j}>{k}", "by the target"
            yield of, f"{i}>{k}", "linked"


def _answer(
    fit: VarFit,
    errors: RobustCovariance,
    question: tuple[str, str, TriangleKind],
    ends: tuple[float, float, float],
) -> TriangleAnswer:
    of, to, kind = question
    i, j = fit.names.index(of), fit.names.index(to)
    spare = fit.n_used - fit.n_coefficients
    at = errors.positions(i, j)
    spread = errors.joint[np.ix_(at, at)]
    value = float(reciprocity(fit.coefficients)[i, j])
    low, high, level = ends
    answer = Estimate(
        value=value,
        error=float(np.sqrt(spread.sum())),
        p_value=wald_of(np.array([value]), np.array([[spread.sum()]]), spare).p_value,
        low=low,
        high=high,
        level=level,
    )
    any_lag = wald_of(fit.coefficients[:, i, j], spread, spare)
    return TriangleAnswer(of=of, to=to, kind=kind, answer=answer, any_lag=any_lag)


def _meaning(answers: tuple[TriangleAnswer, ...]) -> str:
    bilateral = [one for one in answers if one.kind == "bilateral"]
    third = [one for one in answers if one.kind.startswith("towards")]
    target = [one for one in answers if one.kind == "by the target"]
    counted = (
        _counted("answers to the other side", bilateral),
        _counted("answers to the third", third),
        _counted("answers to what the other side does to the third", target),
    )
    return "; ".join(counted)


def _counted(what: str, answers: list[TriangleAnswer]) -> str:
    """Say how many answers are clear, in kind and opposite."""
    kind = [one for one in answers if one.answer.low > 0]
    opposite = [one for one in answers if one.answer.high < 0]
    named = [f"{one.of} on {one.to}" for one in [*kind, *opposite]]
    tail = f" ({', '.join(named)})" if named else ""
    return f"{len(kind)} of {len(answers)} {what} in kind and {len(opposite)} opposite are clear{tail}"
