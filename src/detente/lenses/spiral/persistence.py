"""How much of what seems to last is due to levels that moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.linear_tests import finite_or_none
from detente.lenses.spiral.stability import half_life, spectral_radius
from detente.lenses.spiral.var import VarFit

__all__ = ["Persistence", "persistence"]

Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Persistence:
    """Spectral radius of a model with one level, and with a level for each stretch.

    The part of ``whole`` that goes back to breaks is ``(expected - within) / whole``.

    Attributes
    ----------
    whole, within : float
        Spectral radius with one intercept, and with one for each stretch; the answers are the same in
        all stretches.
    expected : float or None
        Median of ``within`` in made series that have no breaks, cut at the same places. None where the
        model of all time does not settle, so that nothing can be made from it.
    p_value : float or None
        Share of made series with a ``within`` as small.
    replications : int
    meaning, caveat : str
    """

    whole: float
    within: float
    expected: float | None
    p_value: float | None
    replications: int
    meaning: str
    caveat: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, half-lives included; null where there is none."""
        radii = {"whole": self.whole, "within": self.within, "expected": self.expected}
        return {
            **radii,
            "half_lives": {
                key: None if radius is None else finite_or_none(float(half_life(radius)))
                for key, radius in radii.items()
            },
            "p_value": self.p_value,
            "replications": self.replications,
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def persistence(
    fit: VarFit, cuts: tuple[int, ...], *, seed: int = 0, replications: int = 199
) -> Persistence | None:
    """Compare the memory of a model with one level and with a level for each stretch.

    Parameters
    ----------
    fit : VarFit
    cuts : tuple of int
        Index in ``fit.values`` of the first period after each break, rising, above ``fit.lags``.
    seed, replications : int
        Of the made series; at least 19.

    Returns
    -------
    Persistence or None
        None without lags, and where the coefficients with a level for each stretch are not determined.

    Raises
    ------
    RunError
        For too few replications.
    """
    if replications < 19:
        raise RunError(f"at least 19 replications are needed for a p-value, not {replications}")
    n, lags = len(fit.values), fit.lags
    stretch = np.searchsorted(np.array(cuts), np.arange(lags, n), side="right")
    if not lags or n - lags <= len(cuts) + 1 + lags * len(fit.names):
        return None
    found = _within(fit.values[None], lags, stretch)
    if found is None:
        return None
    whole, within = float(spectral_radius(fit.coefficients)), float(spectral_radius(found)[0])
    radii = _without_breaks(fit, stretch, seed, replications) if whole < 1 else None
    expected = float(np.median(radii)) if radii is not None else None
    p_value = None if radii is None else float((1 + (radii <= within).sum()) / (1 + len(radii)))
    return Persistence(
        whole=whole,
        within=within,
        expected=expected,
        p_value=p_value,
        replications=replications if radii is not None else 0,
        meaning=_meaning(whole, within, expected, p_value),
        caveat="The places were searched for in the data and taken as given in the made series, so that the "
        "part of breaks is told rather too large.",
    )


def _within(values: Float, lags: int, stretch: NDArray[np.int64]) -> Float | None:
    """Fit the answers with an intercept for each stretch, (B, lags, k, k); None if not determined."""
    sets, n, k = values.shape
    past = np.concatenate([values[:, lags - p : n - p] for p in range(1, lags + 1)], axis=2)
    both = np.concatenate([past, values[:, lags:]], axis=2)
    for part in np.unique(stretch):
        both[:, stretch == part] -= both[:, stretch == part].mean(axis=1, keepdims=True)
    scale = np.abs(both).max(axis=(0, 1))
    if not (np.isfinite(scale).all() and (scale > 0).all()):
        return None
    both /= scale
    x, y = both[:, :, : k * lags], both[:, :, k * lags :]
    square = x.transpose(0, 2, 1) @ x
    if (np.linalg.cond(square) > 1e14).any():
        return None
    solved = np.linalg.solve(square, x.transpose(0, 2, 1) @ y)
    solved *= scale[k * lags :] / scale[: k * lags, None]
    return np.swapaxes(solved.reshape(sets, lags, k, k), -1, -2)


def _without_breaks(fit: VarFit, stretch: NDArray[np.int64], seed: int, replications: int) -> Float | None:
    """Return the radius within stretches of series made from the fit, shape (replications,)."""
    rng = np.random.Generator(np.random.Philox(key=seed))
    signs = rng.choice(np.array([-1.0, 1.0]), size=(replications, fit.n_used, 1))
    n, k = fit.values.shape
    paths = np.empty((replications, n, k))
    paths[:, : fit.lags] = fit.values[: fit.lags]
    paths[:, fit.lags :] = signs * fit.residuals + fit.intercept
    for t in range(fit.lags, n):
        for p, answers in enumerate(fit.coefficients):
            paths[:, t] += paths[:, t - p - 1] @ answers.T
    found = _within(paths, fit.lags, stretch)
    return None if found is None else spectral_radius(found)


def _meaning(whole: float, within: float, expected: float | None, p_value: float | None) -> str:
    told = (
        f"the share of a shock left after a period is {whole:.2f} with one level, {within:.2f} with its own"
    )
    told += " level for each stretch"
    if expected is None or p_value is None:
        return f"{told}; how much of the difference is chance cannot be told"
    if p_value >= 0.05:
        return f"{told}; series without breaks would give about {expected:.2f}: no sign that breaks made it"
    part = (expected - within) / whole
    return (
        f"{told}, where series without breaks would give about {expected:.2f}: some {part:.0%} of what seems "
        "to last goes back to levels that moved"
    )
