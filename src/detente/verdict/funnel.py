"""How many packages reach each gate: a distribution over draws, never one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.kernel.estimates import CountEstimate
from detente.model.predicate import GATES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Funnel", "FunnelGate", "funnel_of"]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
QUANTILE_NAMES = ("p05", "p25", "p50", "p75", "p95")


@dataclass(frozen=True, kw_only=True)
class FunnelGate:
    """Packages that pass one gate and all before it, over the counted draws.

    Attributes
    ----------
    gate : str
    at_least, at_most : mapping of quantile name to float or None
        Quantiles over draws of the decimal logarithm of the number of packages; None stands
        for no package at all. The two differ where a count is only bracketed.
    share_empty : float
        Share of counted draws in which certainly no package passes.
    share_exact, share_estimated, share_bracketed : float
        How the counts were obtained; they add up to 1.
    worst_error : float or None
        Largest relative standard error among the estimates.
    """

    gate: str
    at_least: dict[str, float | None]
    at_most: dict[str, float | None]
    share_empty: float
    share_exact: float
    share_estimated: float
    share_bracketed: float
    worst_error: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "gate": self.gate,
            "log10_packages_at_least": self.at_least,
            "log10_packages_at_most": self.at_most,
            "share_empty": self.share_empty,
            "share_exact": self.share_exact,
            "share_estimated": self.share_estimated,
            "share_bracketed": self.share_bracketed,
            "worst_relative_standard_error": self.worst_error,
        }


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """From every conceivable package to those that would hold.

    Attributes
    ----------
    log10_conceivable : float
        Decimal logarithm of the number of all packages.
    draws_counted : int
        Draws in which packages were counted.
    gates : tuple of FunnelGate
    """

    log10_conceivable: float
    draws_counted: int
    gates: tuple[FunnelGate, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "log10_conceivable": self.log10_conceivable,
            "draws_counted": self.draws_counted,
            "gates": [gate.to_dict() for gate in self.gates],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per gate: quantiles of log10 counts, low and high, and how they were got."""
        import pandas as pd

        rows = []
        for gate in self.gates:
            row: dict[str, Any] = {"gate": gate.gate}
            row |= {f"at_least_{name}": value for name, value in gate.at_least.items()}
            row |= {f"at_most_{name}": value for name, value in gate.at_most.items()}
            row["share_empty"] = gate.share_empty
            row["share_exact"] = gate.share_exact
            row["share_estimated"] = gate.share_estimated
            row["share_bracketed"] = gate.share_bracketed
            rows.append(row)
        return pd.DataFrame(rows)


def _bounds(count: CountEstimate) -> tuple[float, float]:
    """Log10 of the least and the greatest number that is still possible; -inf for none."""
    none = float("-inf")
    if count.log10_estimate is not None:
        return count.log10_estimate, count.log10_estimate
    low = none if count.log10_lower is None else count.log10_lower
    return low, count.log10_upper


def _quantiles(values: Sequence[float]) -> dict[str, float | None]:
    # "lower" never mixes a finite value with "no package".
    ordered = np.quantile(np.array(values), QUANTILES, method="lower")
    return {
        name: None if np.isneginf(value) else round(float(value), 6)
        for name, value in zip(QUANTILE_NAMES, ordered, strict=True)
    }


def _gate(name: str, counts: Sequence[CountEstimate]) -> FunnelGate:
    bounds = [_bounds(count) for count in counts]
    exact = sum(count.exact for count in counts)
    estimated = sum(not count.exact and count.log10_estimate is not None for count in counts)
    errors = [
        count.relative_standard_error
        for count in counts
        if not count.exact and count.relative_standard_error is not None
    ]
    n = len(counts)
    return FunnelGate(
        gate=name,
        at_least=_quantiles([low for low, _ in bounds]),
        at_most=_quantiles([high for _, high in bounds]),
        share_empty=sum(high == float("-inf") for _, high in bounds) / n,
        share_exact=exact / n,
        share_estimated=estimated / n,
        share_bracketed=(n - exact - estimated) / n,
        worst_error=round(max(errors), 6) if errors else None,
    )


def funnel_of(counted: Sequence[Sequence[CountEstimate]], log10_conceivable: float) -> Funnel:
    """Collect the counts of those draws in which packages were counted.

    Parameters
    ----------
    counted : sequence of sequence of CountEstimate
        One for each counted draw, gate by gate; none at all gives a funnel without gates.
    log10_conceivable : float
    """
    gates = tuple(_gate(gate, [counts[g] for counts in counted]) for g, gate in enumerate(GATES) if counted)
    return Funnel(log10_conceivable=log10_conceivable, draws_counted=len(counted), gates=gates)
