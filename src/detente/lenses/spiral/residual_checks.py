r"""What a vector autoregression leaves over: whether it still answers itself, its size, its shape.

- Over time, all series together: the adjusted portmanteau statistic
  :math:`n^2 \sum_{i=1}^{h} (n - i)^{-1} \mathrm{tr}(C_i' C_0^{-1} C_i C_0^{-1})`, chi-squared with
  :math:`k^2 (h - p)` degrees of freedom (Hosking 1980, *J. American Statistical Association* 75;
  Lütkepohl 2005, *New Introduction to Multiple Time Series Analysis*, 4.4.3).
- Changing spread, each equation: n R² of squared residuals on their own past (Engle 1982,
  *Econometrica* 50), chi-squared with as many degrees of freedom as periods looked back.
- Normality, each equation and all together: skewness and kurtosis (Jarque and Bera 1987,
  *International Statistical Review* 55; Lütkepohl 2005, 4.5), after the triangular square root of the
  covariance has been taken out, for which the order of the series matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError
from detente.lenses.spiral.var import VarFit

__all__ = ["ResidualChecks", "ResidualTest", "check_residuals"]

Float = NDArray[np.float64]
Question = Literal["memory", "spread", "normality"]

#: For each question what follows when the test does not reject, and when it does.
CONSEQUENCES: dict[Question, tuple[str, str]] = {
    "memory": (
        "nothing is seen that more lags would explain",
        "the lags do not hold all of the memory: take more lags, or allow for breaks; until then answers "
        "and half-lives are off, and plain standard errors are too small or too large: use HAC",
    ),
    "spread": (
        "no wild and quiet spells are seen",
        "wild times come in spells: the coefficients stand, but plain standard errors and F-tests do not; "
        "use robust errors and the wild bootstrap",
    ),
    "normality": (
        "nothing speaks against normal errors",
        "a few periods are far out of the ordinary: intervals from normal errors are wrong; use the "
        "bootstrap, and look whether single events carry the result",
    ),
}
MEANINGS: dict[Question, str] = {
    "memory": "whether what the model does not explain still depends on what came before",
    "spread": "whether a period that surprises is followed by more that surprise",
    "normality": "whether surprises of every size come as often as a normal law says",
}


@dataclass(frozen=True, kw_only=True)
class ResidualTest:
    """One test of the residuals.

    Attributes
    ----------
    question : str
        ``"memory"``, ``"spread"`` or ``"normality"``.
    series : str or None
        None where all equations are tested together.
    statistic : float
    degrees : int
        Of freedom of the chi-squared law.
    p_value : float
    periods_back : int or None
        How far the test looks back.
    rejects : bool
        Whether p is below the level.
    consequence : str
    """

    question: Question
    series: str | None
    statistic: float
    degrees: int
    p_value: float
    periods_back: int | None
    rejects: bool
    consequence: str
    meaning: str

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "question": self.question,
            "series": self.series,
            "statistic": self.statistic,
            "degrees_of_freedom": self.degrees,
            "p_value": self.p_value,
            "periods_back": self.periods_back,
            "rejects": self.rejects,
            "consequence": self.consequence,
            "meaning": self.meaning,
        }


@dataclass(frozen=True, kw_only=True, eq=False)
class ResidualChecks:
    """All tests of the residuals of a fit.

    Attributes
    ----------
    memory : ResidualTest
        All equations together.
    spread : mapping of str to ResidualTest
        By series.
    normality : ResidualTest
        All equations together.
    normality_of : mapping of str to ResidualTest
        By series.
    level : float
    meaning, caveat : str
    """

    memory: ResidualTest
    spread: Mapping[str, ResidualTest]
    normality: ResidualTest
    normality_of: Mapping[str, ResidualTest]
    level: float
    meaning: str
    caveat: str

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from the tests that reject; empty where none does."""
        tests = [self.memory, *self.spread.values(), self.normality, *self.normality_of.values()]
        return tuple(dict.fromkeys(test.consequence for test in tests if test.rejects))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, tests of single series by name."""
        return {
            "significance": self.level,
            "memory": self.memory.to_dict(),
            "spread": {name: test.to_dict() for name, test in self.spread.items()},
            "normality": self.normality.to_dict(),
            "normality_of": {name: test.to_dict() for name, test in self.normality_of.items()},
            "consequences": list(self.consequences),
            "meaning": self.meaning,
            "caveat": self.caveat,
        }


def check_residuals(
    fit: VarFit, *, periods_back: int | None = None, spread_back: int = 4, level: float = 0.05
) -> ResidualChecks:
    """Test what a fit leaves over.

    Parameters
    ----------
    fit : VarFit
    periods_back : int, optional
        How far the test for memory looks back: more than ``fit.lags``, fewer than the periods
        explained. By default the lags and ten more, or a quarter of the periods if that is less.
    spread_back : int
        How far the test for spells looks back, at least 1.
    level : float
        Below this a p-value counts as a rejection.

    Returns
    -------
    ResidualChecks

    Raises
    ------
    RunError
        For periods that do not go with the fit, and residuals that are zero or exact combinations of
        each other.
    """
    if not 0 < level < 1:
        raise RunError(f"a level must be between 0 and 1, not {level:g}")
    residuals = fit.residuals
    whole = residuals - residuals.mean(axis=0)
    _check_spread(whole, fit.names)
    back = _periods_back(fit, periods_back)
    if not 1 <= spread_back <= fit.n_used // 3:
        raise RunError(f"the test for spells can look back 1 to {fit.n_used // 3} periods, not {spread_back}")
    k = len(fit.names)
    named = list(zip(fit.names, whole.T, strict=True))
    degrees = k * k * (back - fit.lags)
    memory = _test("memory", None, _portmanteau(residuals, back), degrees, level, back)
    spread = {
        name: _test("spread", name, _arch(of, spread_back), spread_back, level, spread_back)
        for name, of in named
    }
    jointly = _jarque_bera(_standardised(whole))
    normality = _test("normality", None, jointly.sum(), 2 * k, level)
    alone = {
        name: _test("normality", name, _jarque_bera(of[:, None] / of.std()).sum(), 2, level)
        for name, of in named
    }
    return ResidualChecks(
        memory=memory,
        spread=spread,
        normality=normality,
        normality_of=alone,
        level=level,
        meaning=_meaning(memory, spread, normality),
        caveat="Surprises of reports, not of acts: a period with few reported events surprises more. The "
        "tests lean on large samples.",
    )


def _meaning(memory: ResidualTest, spread: Mapping[str, ResidualTest], normality: ResidualTest) -> str:
    found = [
        f"the model {'leaves memory over' if memory.rejects else 'takes the memory up'}",
        "surprises come in spells" if any(t.rejects for t in spread.values()) else "no spells of surprises",
        f"surprises {'are not' if normality.rejects else 'may be'} normal",
    ]
    return "; ".join(found)


def _test(
    question: Question,
    series: str | None,
    statistic: float,
    degrees: int,
    level: float,
    back: int | None = None,
) -> ResidualTest:
    from scipy.special import chdtrc

    p = float(chdtrc(degrees, statistic))
    return ResidualTest(
        question=question,
        series=series,
        statistic=float(statistic),
        degrees=degrees,
        p_value=p,
        periods_back=back,
        rejects=p < level,
        consequence=CONSEQUENCES[question][p < level],
        meaning=MEANINGS[question],
    )


def _check_spread(whole: Float, names: tuple[str, ...]) -> None:
    """Refuse residuals that are rounding, or combinations of each other."""
    lengths = np.linalg.norm(whole, axis=0)
    for name, length, column in zip(names, lengths, whole.T, strict=True):
        if length <= 1e-12 or np.unique(column).size < 3:
            raise RunError(f"the model explains {name} exactly; there is nothing left to test")
    if np.linalg.svd(whole / lengths, compute_uv=False)[-1] < 1e-8:
        raise RunError("what is left of one series is a combination of the others; leave one of them out")


def _periods_back(fit: VarFit, asked: int | None) -> int:
    most = fit.n_used - 1
    if fit.lags >= most:
        raise RunError(f"{fit.n_used} periods explained are too few to test residuals of {fit.lags} lags")
    if asked is None:
        return max(fit.lags + 1, min(fit.lags + 10, fit.n_used // 4))
    if not fit.lags < asked <= most:
        raise RunError(
            f"the test for memory can look back {fit.lags + 1} to {most} periods with {fit.lags} lags, "
            f"not {asked}"
        )
    return asked


def _portmanteau(residuals: Float, back: int) -> float:
    n = len(residuals)
    now = np.linalg.inv(residuals.T @ residuals / n)
    total = 0.0
    for i in range(1, back + 1):
        apart = residuals[i:].T @ residuals[:-i] / n
        total += float(np.trace(apart.T @ now @ apart @ now)) / (n - i)
    return n * n * total


def _arch(residuals: Float, back: int) -> float:
    squares = (residuals / residuals.std()) ** 2
    n = len(squares)
    past = np.stack([np.ones(n - back), *(squares[back - i : n - i] for i in range(1, back + 1))], axis=1)
    now = squares[back:]
    left = now - past @ np.linalg.lstsq(past, now, rcond=None)[0]
    around = now - now.mean()
    whole = float(around @ around)
    return len(now) * (1 - float(left @ left) / whole) if whole > 0 else 0.0


def _standardised(whole: Float) -> Float:
    """Take the triangular square root of the covariance out, shape (n, k)."""
    root = np.linalg.cholesky(whole.T @ whole / len(whole))
    return np.linalg.solve(root, whole.T).T


def _jarque_bera(standard: Float) -> Float:
    """Return the statistic of each column of mean 0 and variance 1, shape (k,)."""
    skew, kurtosis = (standard**3).mean(axis=0), (standard**4).mean(axis=0)
    found: Float = len(standard) * (skew**2 / 6 + (kurtosis - 3) ** 2 / 24)
    return found
