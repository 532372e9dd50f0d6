"""The spiral lens: every question to two directed series of acts, and to three powers' six.

Reciprocity is estimated as Goldstein and Freeman (1990, *Three-Way Street*) and Goldstein and
Pevehouse (1997, *American Political Science Review* 91) do it, with a vector autoregression; what
the intervals come from is said in :mod:`detente.lenses.spiral.bootstrap`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.events.series import Aligned
from detente.lenses.spiral.asymmetry import asymmetry
from detente.lenses.spiral.bootstrap import Bootstrap, bootstrap_var
from detente.lenses.spiral.break_result import Breaks
from detente.lenses.spiral.breaks import answer_breaks, mean_breaks
from detente.lenses.spiral.granger import GrangerCausality, granger, toda_yamamoto
from detente.lenses.spiral.impulse import impulse_responses
from detente.lenses.spiral.in_kind import InKind, answers_in_kind
from detente.lenses.spiral.lag_choice import Criterion, choose_lags
from detente.lenses.spiral.local_whittle import local_whittle
from detente.lenses.spiral.long_memory import delayed_answer
from detente.lenses.spiral.residual_checks import check_residuals
from detente.lenses.spiral.richardson_fit import richardson_of
from detente.lenses.spiral.robust_covariance import robust_covariance
from detente.lenses.spiral.series_checks import largest_lags
from detente.lenses.spiral.spiral_result import Answer, Responses, Spiral
from detente.lenses.spiral.stability import long_run, reciprocity, response_half_life
from detente.lenses.spiral.stationarity import StationarityTest, stationarity
from detente.lenses.spiral.triangle import Triangle, triangle
from detente.lenses.spiral.var import VarFit, fit_var

__all__ = ["LEVEL", "spiral"]

Float = NDArray[np.float64]
Found = TypeVar("Found")
LEVEL = 0.9
#: Questions, each of which counts as a step of progress.
QUESTIONS = 8


def spiral(
    series: Aligned,
    *,
    kinds: Mapping[str, Float] | None = None,
    three: Aligned | None = None,
    lags: int | None = None,
    criterion: Criterion = "bic",
    horizon: int = 24,
    replications: int = 1000,
    level: float = LEVEL,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Spiral:
    """Ask whether acts answer acts, how, and whether it dies down.

    Parameters
    ----------
    series : Aligned
        Two directed series, ``a>b`` and ``b>a``, cooperation positive, without gaps.
    kinds : mapping of str to float array, shape (n_periods, 4), optional
        Events by quad class and period of each of the two, for answers in kind.
    three : Aligned, optional
        The six directed series of three powers.
    lags : int, optional
        1 or more; chosen by the criterion if not given, at least 1.
    criterion : str
        ``"aic"``, ``"bic"``, ``"hq"`` or ``"fpe"``.
    horizon : int
        Periods for which answers to a shock are followed.
    replications : int
        Of every bootstrap.
    level : float
        Of all intervals, in (0, 1).
    seed : int
    progress : callable, optional
        Called with (questions answered, questions in all).

    Returns
    -------
    Spiral
        What the series cannot answer, being too short or too thin, is left out and told under
        ``not_told``.

    Raises
    ------
    RunError
        For other than two series, missing or constant ones, too few periods for a single lag, and
        numbers out of range.
    UnknownNameError
        For another criterion.
    """
    if series.values.shape[1:] != (2,):
        raise RunError(f"the lens is about two series, not {len(series.names)}: {', '.join(series.names)}")
    _check_length(series, 1 if lags is None else lags)
    asked = _Asked(series, replications, level, seed, progress)
    choice = None
    if lags is None:
        choice = choose_lags(
            series.values, names=series.names, criterion=criterion, min_lags=1, every=series.every
        )
        lags = choice.lags
    fit = fit_var(series.values, lags, series.names)
    draws = bootstrap_var(fit, replications=replications, seed=seed)
    asked.step()
    values, names = series.values, series.names
    tests = tuple(
        asked.each(
            "stationarity", lambda i: stationarity(values[:, i], name=names[i], periods=series.periods)
        )
    )
    found = Spiral(
        series=series,
        lag_choice=choice,
        lags=lags,
        bootstrap=draws,
        answers=_answers(fit, draws, level),
        responses=_responses(fit, draws, horizon, level),
        long_run=long_run(fit.coefficients),
        long_run_interval=draws.long_run_interval(level),
        stationarity=tests,
        residuals=check_residuals(fit),
        granger=_granger(fit, tests),
        breaks=asked.breaks(fit),
        richardson=asked.maybe("richardson", lambda: richardson_of(asked.one_lag(), level)),
        asymmetry=tuple(asked.both("asymmetry", asymmetry, lags=lags)),
        delay=tuple(asked.both("delay", delayed_answer)),
        memory=tuple(asked.each("memory", lambda i: local_whittle(values[:, i], of=names[i]))),
        in_kind=tuple(asked.in_kind(kinds)),
        triangle=asked.maybe("triangle", lambda: asked.of_three(three)) if three is not None else None,
        not_told=asked.not_told,
        level=level,
        seed=seed,
    )
    asked.finish()
    return found


def _check_length(series: Aligned, lags: int) -> None:
    """Refuse series that are too short, with what was done about gaps: there most of a series is lost."""
    if largest_lags(len(series.periods), 2) < max(lags, 1):
        raise RunError(
            f"{len(series.periods)} {series.every}s of two series are too short for {lags} "
            f"lag{'' if lags == 1 else 's'} ({series.note}); take longer periods, sums, of which a quiet "
            "period has 0, or carry the last value over gaps"
        )


class _Asked:
    """The series, and the questions that they turn out not to answer."""

    def __init__(
        self,
        series: Aligned,
        replications: int,
        level: float,
        seed: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.series, self.level, self.progress = series, level, progress
        self.replications, self.seed = replications, seed
        self.not_told: dict[str, str] = {}
        self.done = 0

    def step(self) -> None:
        """Tell that a question is answered."""
        self.done = min(self.done + 1, QUESTIONS)
        if self.progress is not None:
            self.progress(self.done, QUESTIONS)

    def finish(self) -> None:
        """Tell that all are."""
        self.done = QUESTIONS - 1
        self.step()

    def maybe(self, question: str, answer: Callable[[], Found]) -> Found | None:
        """Ask; where the series cannot answer, keep the reason."""
        try:
            return answer()
        except RunError as error:
            self.not_told[question] = str(error)
            return None
        finally:
            self.step()

    def each(self, question: str, answer: Callable[[int], Found]) -> list[Found]:
        """Ask about each series."""
        names = self.series.names
        found = [self.maybe(f"{question} of {name}", partial(answer, i)) for i, name in enumerate(names)]
        return [one for one in found if one is not None]

    def both(self, question: str, answer: Callable[..., Found], **more: int) -> list[Found]:
        """Ask how each series answers the other."""

        def asked(i: int) -> Found:
            j = 1 - i
            return answer(
                self.series.values[:, i],
                self.series.values[:, j],
                of=self.series.names[i],
                to=self.series.names[j],
                replications=self.replications,
                seed=self.seed,
                level=self.level,
                **more,
            )

        return self.each(question, asked)

    def one_lag(self) -> Bootstrap:
        """Fit Richardson's two equations."""
        fit = fit_var(self.series.values, 1, self.series.names)
        return bootstrap_var(fit, replications=self.replications, seed=self.seed)

    def breaks(self, fit: VarFit) -> tuple[Breaks, ...]:
        """Look for breaks in each series and in the answers."""
        periods = self.series.periods
        means = self.each(
            "breaks",
            lambda i: mean_breaks(
                self.series.values[:, i], name=self.series.names[i], periods=periods, seed=self.seed
            ),
        )
        answers = self.maybe(
            "breaks in the answers", lambda: answer_breaks(fit, periods=periods, seed=self.seed)
        )
        return (*means, *(() if answers is None else (answers,)))

    def in_kind(self, kinds: Mapping[str, Float] | None) -> list[InKind]:
        """Ask with what kinds of acts each answers what kinds."""
        if kinds is None:
            self.not_told["in kind"] = "these series have no counts by quad class"
            return []

        def asked(i: int) -> InKind:
            names = (self.series.names[i], self.series.names[1 - i])
            return answers_in_kind(
                kinds[names[0]],
                kinds[names[1]],
                of=names[0],
                to=names[1],
                replications=self.replications,
                seed=self.seed,
                level=self.level,
            )

        return self.each("in kind", asked)

    def of_three(self, three: Aligned) -> Triangle:
        """Ask how three powers answer each other."""
        return triangle(three, replications=self.replications, seed=self.seed, level=self.level)


def _answers(fit: VarFit, draws: Bootstrap, level: float) -> tuple[Answer, ...]:
    sums, interval = reciprocity(fit.coefficients), draws.reciprocity_interval(level)
    errors = robust_covariance(fit, "HAC").reciprocity_errors
    return tuple(
        Answer(
            of=of,
            to=to,
            sum=float(sums[i, j]),
            low=float(interval.low[i, j]),
            high=float(interval.high[i, j]),
            level=level,
            robust_error=float(errors[i, j]),
        )
        for i, of in enumerate(fit.names)
        for j, to in enumerate(fit.names)
    )


def _responses(fit: VarFit, draws: Bootstrap, horizon: int, level: float) -> Responses:
    estimate = impulse_responses(fit.coefficients, horizon)
    return Responses(
        estimate=estimate,
        bands=draws.response_bands(horizon, level=level),
        half_life=response_half_life(estimate),
    )


def _granger(fit: VarFit, tests: tuple[StationarityTest, ...]) -> GrangerCausality:
    """Test who helps to foretell whom; with a lag to spare where a series may have a unit root."""
    if any("unit root" in test.verdict for test in tests):
        try:
            return toda_yamamoto(fit.values, fit.lags, names=fit.names)
        except RunError:
            # Too few periods for one more lag: the usual test is all there is.
            return granger(fit)
    return granger(fit)
