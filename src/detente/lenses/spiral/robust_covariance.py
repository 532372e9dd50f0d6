r"""Errors of the coefficients that allow for changing variance, and for correlation over time.

With X the right side (n x m, the same in all equations), :math:`u_{ti}` the residuals and
:math:`z_{ti} = u_{ti} x_t`, the covariance between the coefficients of equations i and j is

.. math:: (X'X)^{-1} \Big(\sum_t z_{ti} z_{tj}'\Big) (X'X)^{-1}

- HC0 as it stands (White 1980, *Econometrica* 48);
- HC1 times n/(n - m);
- HC2, HC3: each residual divided by :math:`\sqrt{1 - h_t}` and :math:`1 - h_t`, with the leverage
  :math:`h_t = x_t'(X'X)^{-1}x_t` (MacKinnon and White 1985, *J. Econometrics* 29); HC3 is the safer one
  in small samples (Long and Ervin 2000, *American Statistician* 54);
- HAC: products of periods up to L apart as well, with weights :math:`1 - l/(L + 1)` (Newey and West 1987,
  *Econometrica* 55), L as asked for or by :func:`newey_west_bandwidth`; no correction for small samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.errors import RunError, UnknownNameError
from detente.lenses.spiral.var import VarFit

__all__ = ["KINDS", "Kind", "RobustCovariance", "newey_west_bandwidth", "robust_covariance"]

Float = NDArray[np.float64]
Kind = Literal["HC0", "HC1", "HC2", "HC3", "HAC"]
#: What can be asked for.
KINDS: tuple[Kind, ...] = ("HC0", "HC1", "HC2", "HC3", "HAC")
#: Of the Bartlett kernel with its best rate: (3/2) ** (1/3) as the authors round it.
BARTLETT = 1.1447


@dataclass(frozen=True, kw_only=True, eq=False)
class RobustCovariance:
    """Covariance of all coefficients of a vector autoregression.

    Attributes
    ----------
    kind : str
    bandwidth : int or None
        Periods apart that are still counted, for HAC.
    names : tuple of str, length k
    lags : int
    joint : float array, shape (k * m, k * m), m = 1 + k * lags
        Equation after equation; within each the intercept, then all series one period back, all two
        periods back, and so on, as the columns of :attr:`VarFit.design`.
    """

    kind: Kind
    bandwidth: int | None
    names: tuple[str, ...]
    lags: int
    joint: Float

    @property
    def by_equation(self) -> Float:
        """Covariance within each equation, shape (k, m, m)."""
        k = len(self.names)
        m = len(self.joint) // k
        blocks = self.joint.reshape(k, m, k, m)
        return np.stack([blocks[i, :, i, :] for i in range(k)])

    @property
    def intercept_errors(self) -> Float:
        """Standard errors of the intercepts, shape (k,)."""
        return self._errors()[:, 0]

    @property
    def coefficient_errors(self) -> Float:
        """Standard errors of the coefficients, shape (lags, k, k), as :attr:`VarFit.coefficients`."""
        k = len(self.names)
        return self._errors()[:, 1:].reshape(k, self.lags, k).transpose(1, 0, 2)

    @property
    def reciprocity_errors(self) -> Float:
        """Standard errors of the sums over lags, shape (k, k): of the answer of i to j."""
        k = len(self.names)
        found = np.zeros((k, k))
        for i in range(k):
            for j in range(k):
                at = self.positions(i, j)
                found[i, j] = np.sqrt(max(self.joint[np.ix_(at, at)].sum(), 0.0))
        return found

    def positions(self, i: int, j: int) -> list[int]:
        """Return where in the joint covariance the lags of series j in the equation of i stand."""
        k = len(self.names)
        return [i * (1 + k * self.lags) + 1 + p * k + j for p in range(self.lags)]

    def _errors(self) -> Float:
        variances = np.diagonal(self.joint).reshape(len(self.names), -1)
        return np.sqrt(np.maximum(variances, 0.0))


def robust_covariance(fit: VarFit, kind: Kind = "HC3", *, bandwidth: int | None = None) -> RobustCovariance:
    """Return the covariance of the coefficients of a fit.

    Parameters
    ----------
    fit : VarFit
    kind : str
        ``"HC0"`` to ``"HC3"``, or ``"HAC"``.
    bandwidth : int, optional
        For HAC, from 0 (as HC0) to ``n_used - 1``; :func:`newey_west_bandwidth` of all equations
        together if not given, one for all so that the joint matrix is a covariance.

    Returns
    -------
    RobustCovariance

    Raises
    ------
    UnknownNameError
        For another kind.
    RunError
        For a bandwidth that is out of range or goes with no HAC, and for HC2 and HC3 where a single
        period decides a coefficient (leverage 1): what its error would have been cannot be known.
    """
    if kind not in KINDS:
        raise UnknownNameError("kind of standard error", kind, KINDS)
    if bandwidth is not None and kind != "HAC":
        raise RunError(f"a bandwidth belongs to HAC, not to {kind}")
    scale = np.abs(fit.design).max(axis=0)
    q, r = np.linalg.qr(fit.design / scale)
    weighted = fit.residuals * _weights(kind, (q**2).sum(axis=1), fit.n_coefficients)[:, None]
    moments = (weighted[:, :, None] * q[:, None, :]).reshape(fit.n_used, -1)
    if kind == "HAC":
        # Around the mean, so that the choice does not depend on where zero lies.
        around = fit.design - fit.design.mean(axis=0)
        scores = weighted[:, :, None] * around[:, None, :]
        bandwidth = _bandwidth(bandwidth, scores)
    middle = _middle(moments, bandwidth or 0)
    # (X'X)^-1 X' = R^-1 Q', equation by equation.
    outer = np.kron(np.eye(len(fit.names)), np.linalg.inv(r) / scale[:, None])
    return RobustCovariance(
        kind=kind, bandwidth=bandwidth, names=fit.names, lags=fit.lags, joint=outer @ middle @ outer.T
    )


def newey_west_bandwidth(moments: Float) -> int:
    r"""Choose how far apart periods still count, from the data.

    After Newey and West 1994, *Review of Economic Studies* 61.

    Parameters
    ----------
    moments : float array, shape (n, q)
        One column for each product of a residual and something on the right less its mean, without
        intercepts.

    Returns
    -------
    int
        :math:`\lfloor 1.1447 (s_1/s_0)^{2/3} n^{1/3} \rfloor`, at most n - 1, with :math:`s_0`,
        :math:`s_1` the sums of :math:`\sigma_l` and :math:`|l| \sigma_l` over
        :math:`|l| \le \lfloor 4 (n/100)^{2/9} \rfloor`, and :math:`\sigma_l` the autocovariance of the
        sum of the columns. 0 without columns or where these do not vary.

    Notes
    -----
    For the Bartlett kernel. The columns are brought to one length before they are added, so that the
    choice does not depend on units; the authors leave the weights free. Nothing is prewhitened.
    """
    n = len(moments)
    lengths = np.sqrt((moments**2).sum(axis=0))
    total = (moments[:, lengths > 0] / lengths[lengths > 0]).sum(axis=1)
    first = min(int(4 * (n / 100) ** (2 / 9)), n - 1)
    sigma = np.array([total[: n - lag] @ total[lag:] for lag in range(first + 1)])
    s0 = sigma[0] + 2 * sigma[1:].sum()
    s1 = 2 * (np.arange(1, first + 1) * sigma[1:]).sum()
    if s0 == 0:
        return 0
    return min(int(BARTLETT * ((s1 / s0) ** 2 * n) ** (1 / 3)), n - 1)


def _weights(kind: Kind, leverage: Float, m: int) -> Float:
    """Return by what the residual of each period is multiplied, shape (n,)."""
    n = len(leverage)
    if kind == "HC1":
        return np.full(n, np.sqrt(n / (n - m)))
    if kind not in ("HC2", "HC3"):
        return np.ones(n)
    left = 1 - leverage
    if left.min() < 1e-10:
        raise RunError(
            f"period {int(np.argmin(left)) + 1} of those explained alone decides a coefficient, so that "
            f"{kind} does not exist; use HC1, or fewer lags"
        )
    found: Float = left ** (-0.5 if kind == "HC2" else -1.0)
    return found


def _bandwidth(asked: int | None, scores: Float) -> int:
    n = len(scores)
    if asked is None:
        return newey_west_bandwidth(scores[:, :, 1:].reshape(n, -1))
    if not 0 <= asked < n:
        raise RunError(f"the bandwidth must be from 0 to {n - 1} periods, not {asked}")
    return asked


def _middle(moments: Float, bandwidth: int) -> Float:
    """Return the weighted sum of products of moments up to ``bandwidth`` periods apart."""
    total: Float = moments.T @ moments
    for lag in range(1, bandwidth + 1):
        apart = moments[lag:].T @ moments[:-lag]
        total += (1 - lag / (bandwidth + 1)) * (apart + apart.T)
    return total
