"""Everything the spiral lens has to say about two parties' acts towards each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.events.series import Aligned
from detente.lenses.json_form import json_start, json_text
from detente.lenses.spiral.asymmetry import Asymmetry
from detente.lenses.spiral.bootstrap import Bootstrap
from detente.lenses.spiral.break_result import Breaks
from detente.lenses.spiral.granger import GrangerCausality
from detente.lenses.spiral.in_kind import InKind
from detente.lenses.spiral.lag_choice import LagChoice
from detente.lenses.spiral.local_whittle import Memory
from detente.lenses.spiral.long_memory import DelayedAnswer
from detente.lenses.spiral.replication_interval import Interval
from detente.lenses.spiral.residual_checks import ResidualChecks
from detente.lenses.spiral.richardson_fit import RichardsonFit
from detente.lenses.spiral.stability import spectral_radius
from detente.lenses.spiral.stationarity import StationarityTest
from detente.lenses.spiral.triangle import Triangle

__all__ = ["CAVEATS", "Answer", "Responses", "Spiral"]

Float = NDArray[np.float64]
CAVEATS = (
    "Event data measure reports, not acts: how much is reported, and by whom, changes over time.",
    "That one series helps to foretell another is no proof that acts answer acts: a third cause moves both.",
    "What held in the periods of the data need not hold now; nothing is carried into a dossier by itself.",
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How one party answers another, over all lags together.

    Attributes
    ----------
    of, to : str
        Names of the two series.
    sum : float
        Sum of the coefficients: points of the answer for a point of the act, the own past held still.
    low, high, level : float
        Interval of the bootstrap.
    robust_error : float
        Standard error that allows for changing variance and correlation in time.
    """

    of: str
    to: str
    sum: float
    low: float
    high: float
    level: float
    robust_error: float

    @property
    def meaning(self) -> str:
        """One line."""
        told = f"{self.sum:+.2f} for each point ({self.low:+.2f} to {self.high:+.2f})"
        if self.of == self.to:
            return f"{self.of} {self._going_on}: {told} of its own past"
        if self.low > 0:
            return f"{self.of} answers {self.to} in kind: {told}"
        if self.high < 0:
            return f"{self.of} answers {self.to} with the opposite: {told}"
        return f"whether {self.of} answers {self.to} cannot be told: {told}"

    @property
    def _going_on(self) -> str:
        """Say what a series makes of its own past."""
        if self.low > 0:
            return "goes on as it began"
        return "turns back on itself" if self.high < 0 else "may go on as it began or turn back"

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "of": self.of,
            "to": self.to,
            "sum": self.sum,
            "low": self.low,
            "high": self.high,
            "level": self.level,
            "robust_error": self.robust_error,
            "meaning": self.meaning,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Responses:
    """Answers to a shock of one unit, period by period.

    Attributes
    ----------
    estimate : float array, shape (horizon + 1, k, k)
        ``[h, i, j]``: what a unit in j does to i after h periods.
    bands : Interval
        Of the bootstrap, each number by itself.
    half_life : float array, shape (k, k)
        Periods until the answer stays below half of its largest; infinite where it does not within
        the horizon.
    """

    estimate: Float
    bands: Interval
    half_life: Float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "estimate": _plain(self.estimate),
            "bands": self.bands.to_dict(),
            "half_life": _plain(self.half_life),
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class Spiral:
    """Whether acts answer acts, how, and whether it dies down.

    Attributes
    ----------
    series : Aligned
        The two directed series.
    lag_choice : LagChoice or None
        None where the number of lags was given.
    lags : int
    bootstrap : Bootstrap
        With the fit itself.
    answers : tuple of Answer
        Of each series to each, own past included.
    responses : Responses
    long_run : float array, shape (2, 2)
        Of the fit: what a lasting unit in j makes of i in the end; nan where the fit explodes.
    long_run_interval : Interval
    stationarity : tuple of StationarityTest
    residuals : ResidualChecks
    granger : GrangerCausality
        With one lag more where a series may have a unit root (Toda and Yamamoto).
    breaks : tuple of Breaks
        In the mean of each series, then in the equations together.
    richardson : RichardsonFit or None
        The two equations with one lag.
    asymmetry : tuple of Asymmetry
    delay : tuple of DelayedAnswer
    memory : tuple of Memory
    in_kind : tuple of InKind
        Empty without counts by quad class.
    triangle : Triangle or None
        With a third power.
    not_told : mapping of str to str
        Questions that these series cannot answer, and why.
    level : float
        Of all intervals.
    seed : int
    """

    series: Aligned
    lag_choice: LagChoice | None
    lags: int
    bootstrap: Bootstrap
    answers: tuple[Answer, ...]
    responses: Responses
    long_run: Float
    long_run_interval: Interval
    stationarity: tuple[StationarityTest, ...]
    residuals: ResidualChecks
    granger: GrangerCausality
    breaks: tuple[Breaks, ...]
    richardson: RichardsonFit | None
    asymmetry: tuple[Asymmetry, ...]
    delay: tuple[DelayedAnswer, ...]
    memory: tuple[Memory, ...]
    in_kind: tuple[InKind, ...]
    triangle: Triangle | None
    not_told: Mapping[str, str]
    level: float
    seed: int

    def __repr__(self) -> str:
        names = " and ".join(self.series.names)
        return f"<Spiral of {names}: {len(self.series.periods)} {self.series.every}s, {self.lags} lags>"

    @property
    def mutual(self) -> tuple[Answer, Answer]:
        """The answers of the two parties to each other."""
        first, second = (answer for answer in self.answers if answer.of != answer.to)
        return first, second

    @property
    def radius(self) -> float:
        """Spectral radius of the fit: below 1 shocks die down."""
        return float(spectral_radius(self.bootstrap.fit.coefficients))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the lens found, in lines for an analyst."""
        explosive = self.bootstrap.share_explosive
        half = self.bootstrap.half_life_interval(self.level)
        return (
            *(answer.meaning for answer in self.mutual),
            f"shocks die down: half is gone after {half.low:.1f} to {half.high:.1f} {self.series.every}s"
            if math.isfinite(float(half.high))
            else "whether shocks die down cannot be told: some replications never lose half",
            f"the system explodes in {explosive.value:.1%} of {explosive.replications} replications",
            self.granger.meaning,
            *(one.meaning for one in self.asymmetry),
            *(one.meaning for one in self.delay),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        parts: dict[str, RichardsonFit | Triangle | LagChoice | None] = {
            "richardson": self.richardson,
            "triangle": self.triangle,
            "lag_choice": self.lag_choice,
        }
        several: dict[str, Sequence[_Part]] = {
            "answers": self.answers,
            "stationarity": self.stationarity,
            "breaks": self.breaks,
            "asymmetry": self.asymmetry,
            "delay": self.delay,
            "memory": self.memory,
            "in_kind": self.in_kind,
        }
        return {
            **json_start("spiral"),
            "series": self.series.to_dict(),
            "lags": self.lags,
            "level": self.level,
            "seed": self.seed,
            "replications": len(self.bootstrap.intercepts),
            "fit": self.bootstrap.fit.to_dict(),
            "radius": self.radius,
            "radius_interval": self.bootstrap.radius_interval(self.level).to_dict(),
            "explosive": self.bootstrap.share_explosive.to_dict(),
            "half_life": self.bootstrap.half_life_interval(self.level).to_dict(),
            "responses": self.responses.to_dict(),
            "long_run": _plain(self.long_run),
            "long_run_interval": self.long_run_interval.to_dict(),
            "residuals": self.residuals.to_dict(),
            "granger": self.granger.to_dict(),
            **{name: None if part is None else part.to_dict() for name, part in parts.items()},
            **{name: [one.to_dict() for one in found] for name, found in several.items()},
            "not_told": dict(self.not_told),
            "sentences": list(self.sentences),
            "caveats": list(CAVEATS),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


class _Part(Protocol):
    """A finding with a JSON form."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""


def _plain(table: Float) -> Any:
    """Write a table for JSON; what has no finite value is null."""
    plain = table.astype(object)
    plain[~np.isfinite(table)] = None
    return plain.tolist()
