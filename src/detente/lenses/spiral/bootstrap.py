r"""How sure the figures of a vector autoregression are: the bootstrap.

Series are made again and again from the fitted model and its own errors, and fitted again. Event data
have wild months and quiet ones; the default therefore keeps each period's errors in their period and
turns the signs of all of them at random (the recursive wild bootstrap, Gonçalves and Kilian 2004,
*J. Econometrics* 123); ``"iid"`` draws whole periods' errors with replacement.

Least squares pulls a slow system towards a fast one. After Kilian (1998, *Review of Economics and
Statistics* 80) the mean error of a first round is taken off the fit before the second round, and off each
of its replications. Where that alone would make a stable fit explode, only as much is taken off *the
fit* as leaves it stable, and an explosive fit is left as it is. Unlike there, *the replications* are
never pulled back: the share of them that explode is what the data leave open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.lenses.spiral.impulse import Shocks, response_steps, shock_matrix
from detente.lenses.spiral.replication_interval import Interval, Share, percentile_interval, share_of
from detente.lenses.spiral.resampling import Source, replicated
from detente.lenses.spiral.stability import half_life, long_run, reciprocity, spectral_radius
from detente.lenses.spiral.var import VarFit

__all__ = ["RESAMPLING", "Bootstrap", "Resampling", "bootstrap_var", "stable_correction"]

Float = NDArray[np.float64]
Resampling = Literal["wild", "iid"]
#: How errors are drawn.
RESAMPLING: tuple[Resampling, ...] = ("wild", "iid")
#: Replications at most, and numbers in all their coefficients.
MOST_REPLICATIONS = 100_000
MOST = 50_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Bootstrap:
    """Replications of a fitted vector autoregression.

    Attributes
    ----------
    fit : VarFit
    kind : str
        ``"wild"`` or ``"iid"``.
    seed : int
    coefficients : float array, shape (B, lags, k, k)
        As :attr:`VarFit.coefficients`, the bias taken off where asked for.
    intercepts : float array, shape (B, k)
    covariances : float array, shape (B, k, k)
        Of the residuals of each replication.
    bias : float array, shape (lags, k, k)
        Mean of the first round less the fit; 0 where no correction was asked for.
    centre : float array, shape (lags, k, k)
        The coefficients from which series were made: the fit less the bias, as far as it stays stable.
    """

    fit: VarFit
    kind: Resampling
    seed: int
    coefficients: Float
    intercepts: Float
    covariances: Float
    bias: Float
    centre: Float

    def __repr__(self) -> str:
        return f"Bootstrap({len(self.intercepts)} replications, {self.kind}, seed {self.seed})"

    @cached_property
    def radii(self) -> Float:
        """Spectral radius of every replication, shape (B,)."""
        return spectral_radius(self.coefficients)

    @property
    def share_explosive(self) -> Share:
        """Share of replications in which shocks do not die down: spectral radius 1 or more.

        Near 0 for a system that is clearly stable, near 1 for one that clearly explodes. Where shocks
        just stay for good it can be anything in between: half of 100 such pairs of 150 periods had a
        share of 0.4 or more, a quarter 0.59 or more (without the bias correction: 0.0).
        """
        return share_of(self.radii >= 1)

    def coefficient_interval(self, level: float = 0.9) -> Interval:
        """Of the coefficients, shape (lags, k, k)."""
        return percentile_interval(self.coefficients, level)

    def intercept_interval(self, level: float = 0.9) -> Interval:
        """Of the intercepts, shape (k,)."""
        return percentile_interval(self.intercepts, level)

    def reciprocity_interval(self, level: float = 0.9) -> Interval:
        """Of the sums over lags, shape (k, k): ``[i, j]`` the answer of i to j."""
        return percentile_interval(reciprocity(self.coefficients), level)

    def radius_interval(self, level: float = 0.9) -> Interval:
        """Of the spectral radius, shape ()."""
        return percentile_interval(self.radii, level)

    def half_life_interval(self, level: float = 0.9) -> Interval:
        """Of the half-life of a shock in periods, shape (): infinite in replications that explode."""
        return percentile_interval(half_life(self.radii), level)

    def long_run_interval(self, level: float = 0.9) -> Interval:
        """Of the long-run multipliers, shape (k, k).

        They do not exist in replications that explode: the interval is of the others, whose share it
        tells. Where that is below ``level``, the multipliers are not known at that level.
        """
        return percentile_interval(long_run(self.coefficients), level)

    def response_bands(
        self,
        horizon: int,
        shocks: Shocks | None = None,
        *,
        level: float = 0.9,
        order: Sequence[int] | None = None,
    ) -> Interval:
        """Of the responses to shocks, shape (horizon + 1, k, k), each period by itself.

        Parameters
        ----------
        horizon : int
            Periods, at least 0.
        shocks, order
            As :func:`~detente.lenses.spiral.impulse.impulse_responses`; each replication has its own
            covariance.
        level : float
            Of every single number: that a whole path stays within the bands is less likely.

        Raises
        ------
        RunError, UnknownNameError
            As :func:`~detente.lenses.spiral.impulse.impulse_responses`.
        """
        if horizon < 0:
            raise RunError(f"the horizon must be 0 or more periods, not {horizon}")
        first = shock_matrix(len(self.fit.names), shocks, self.covariances, order=order)
        steps = response_steps(self.coefficients, horizon, first)
        parts = [percentile_interval(step, level) for step in steps]
        low, high, exists = (np.stack([getattr(x, key) for x in parts]) for key in ("low", "high", "exists"))
        return Interval(low=low, high=high, level=level, exists=exists)


def bootstrap_var(
    fit: VarFit,
    *,
    replications: int = 1000,
    kind: Resampling = "wild",
    seed: int = 0,
    correct_bias: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Bootstrap:
    """Make and fit series again and again.

    Parameters
    ----------
    fit : VarFit
    replications : int
        B, from 1 to 100,000; the first round has as many.
    kind : str
        ``"wild"`` or ``"iid"``.
    seed : int
        From 0 to 2^64 - 1. The same seed gives the same replications, whatever memory there is.
    correct_bias : bool
        Whether the bias is taken off.
    progress : callable, optional
        Called with the replications done and their number in both rounds.

    Returns
    -------
    Bootstrap

    Raises
    ------
    RunError
        For a number of replications or a seed out of range, and a system that explodes so fast that
        its series pass the range of a float.
    UnknownNameError
        For another kind.
    TooLargeError
        Where the coefficients of all replications would be over 50 million numbers.
    """
    _check(fit, replications, kind, seed)
    source = Source(fit=fit, wild=kind == "wild", replications=replications, seed=seed)
    rounds = 2 if correct_bias else 1
    bias = np.zeros_like(fit.coefficients)
    if correct_bias:
        first = replicated(source, fit.coefficients, bias, stream=0, progress=_part(progress, 0, rounds))
        bias = first.coefficients.mean(axis=0) - fit.coefficients
    centre = stable_correction(fit.coefficients, bias)
    found = replicated(source, centre, bias, stream=1, progress=_part(progress, rounds - 1, rounds))
    return Bootstrap(
        fit=fit,
        kind=kind,
        seed=seed,
        coefficients=found.coefficients,
        intercepts=found.intercepts,
        covariances=found.covariances,
        bias=bias,
        centre=centre,
    )


def stable_correction(coefs: Float, bias: Float) -> Float:
    """Take as much of a bias off coefficients as leaves a stable system stable (Kilian 1998, step 1b).

    Parameters
    ----------
    coefs, bias : float array, shape (lags, k, k)

    Returns
    -------
    float array, shape (lags, k, k)
        ``coefs`` themselves where they are not stable; ``coefs - bias`` where that is stable; else less
        of the bias, by factors 1, 0.99, 0.98... multiplied up until it is.

    Examples
    --------
    >>> slow = np.array([[[0.9]]])
    >>> stable_correction(slow, np.array([[[-0.05]]])).round(3).tolist()
    [[[0.95]]]
    >>> float(stable_correction(slow, np.array([[[-0.2]]]))[0, 0, 0]) < 1
    True
    """
    if spectral_radius(coefs) >= 1:
        return coefs
    left, factor = 1.0, 1.0
    while left > 0 and spectral_radius(coefs - left * bias) >= 1:
        left *= max(factor, 0.0)
        factor -= 0.01
    return coefs - left * bias


def _check(fit: VarFit, replications: int, kind: str, seed: int) -> None:
    if kind not in RESAMPLING:
        raise UnknownNameError("kind of bootstrap", kind, RESAMPLING)
    if not 1 <= replications <= MOST_REPLICATIONS:
        raise RunError(f"replications must be from 1 to {MOST_REPLICATIONS:,}, not {replications:,}")
    if not 0 <= seed < 2**64:
        raise RunError(f"the seed must be from 0 to 2^64 - 1, not {seed}")
    k = len(fit.names)
    most = MOST // (k * (1 + 2 * k + fit.lags * k))
    if replications > most:
        raise TooLargeError(f"{replications:,} replications of {fit!r} are too many; at most {most:,}")


def _part(
    progress: Callable[[int, int], None] | None, done: int, rounds: int
) -> Callable[[int, int], None] | None:
    """Tell the progress of one round as part of all."""
    if progress is None:
        return None
    return lambda now, total: progress(done * total + now, rounds * total)
