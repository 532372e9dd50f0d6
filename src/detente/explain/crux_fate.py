"""What becomes of a kind of deal over all draws, in brief: where it dies, and how often it does not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model.predicate import GATES

__all__ = ["DEAL", "MOSTLY", "OUTCOMES", "Fate", "foreseen", "is_likely", "mixed"]

Int = NDArray[np.int64]

#: What becomes of a kind of deal that passes all gates.
DEAL = "deal"
#: Where a draw can end: at one of the five gates, or with a deal.
OUTCOMES = (*GATES, DEAL)
#: Share of draws from which on the verdict is a deal.
MOSTLY = 0.5
#: Standard deviations of a count of draws from which on it is held to be no luck.
CLEARLY = 2.0


@dataclass(frozen=True, kw_only=True)
class Fate:
    """Shares of draws by where they end.

    Attributes
    ----------
    shares : mapping of outcome to float
        For each of :data:`OUTCOMES`, in that order: the share of draws in which the best package
        dies at that gate, or passes them all. They sum to 1.
    """

    shares: Mapping[str, float]

    @classmethod
    def of(cls, depths: Int) -> Fate:
        """Sum up the gates that the best package passes in every draw, 0 to 5, shape (n_draws,)."""
        counts = np.bincount(depths, minlength=len(OUTCOMES))
        return cls(shares={name: int(n) / len(depths) for name, n in zip(OUTCOMES, counts, strict=True)})

    @property
    def share(self) -> float:
        """Share of draws with a deal."""
        return self.shares[DEAL]

    @property
    def gate_of_death(self) -> str | None:
        """Gate at which it dies most often, the earlier where two tie; None where the verdict is a deal."""
        if self.share >= MOSTLY:
            return None
        return max(GATES, key=lambda gate: (self.shares[gate], -GATES.index(gate)))

    @property
    def word(self) -> str:
        """``"deal"`` where at least half of the draws have one, else ``"no deal"``."""
        return DEAL if self.gate_of_death is None else f"no {DEAL}"

    def agrees_with(self, other: Fate) -> bool:
        """Tell whether word and gate of death are the same."""
        return self.gate_of_death == other.gate_of_death

    def distance(self, other: Fate) -> float:
        """Return the largest difference between the shares of any outcome, 0 to 1."""
        return max(abs(self.shares[name] - other.shares[name]) for name in OUTCOMES)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "verdict": self.word,
            "share": self.share,
            "gate_of_death": self.gate_of_death,
            "deaths": {gate: self.shares[gate] for gate in GATES},
        }


def mixed(fates: Mapping[str, Fate], weights: Mapping[str, float]) -> Fate:
    """Average fates by weights, as if the draws came from all of them in these proportions.

    Parameters
    ----------
    fates : mapping of str to Fate
    weights : mapping of str to float
        Summing to 1; each of a key of ``fates``.
    """
    return Fate(
        shares={
            # Rounded, as a sum of products of thirds would turn a tie into none.
            name: round(sum(weight * fates[key].shares[name] for key, weight in weights.items()), 12)
            for name in OUTCOMES
        }
    )


def foreseen(depths: Int, left: int, gate: str | None) -> bool | None:
    """Tell, before all draws are judged, whether the verdict will be that of a gate.

    Parameters
    ----------
    depths : int64 array, shape (n_judged,)
        Gates passed, 0 to 5, in the draws judged so far.
    left : int
        Draws still to come.
    gate : str or None
        The gate of death asked about; None for a deal.

    Returns
    -------
    bool or None
        None while the draws to come could still decide. Never None with none left.
    """
    counts = np.bincount(depths, minlength=len(OUTCOMES)).tolist()
    half = MOSTLY * (len(depths) + left)
    deals = counts.pop()
    if gate is None:
        return True if deals >= half else False if deals + left < half else None
    at = GATES.index(gate)
    # The earlier of two gates wins a tie.
    leads = [counts[at] - n - (k < at) for k, n in enumerate(counts) if k != at]
    if deals >= half or min(leads) + left < 0:
        return False
    return True if deals + left < half and min(leads) >= left else None


def is_likely(depths: Int, gate: str | None) -> bool:
    """Tell from some draws whether the verdict over many more may be that of a gate.

    Parameters
    ----------
    depths : int64 array, shape (n_draws,)
        Gates passed, 0 to 5, in draws that were not chosen for what happens in them.
    gate : str or None
        The gate of death asked about; None for a deal.

    Returns
    -------
    bool
        False where what speaks against it exceeds what speaks for it by more than two standard
        deviations of the difference: there are too few deals, too many, or more draws end at another gate.

    Examples
    --------
    >>> depths = np.array([1] * 60 + [2] * 40)
    >>> is_likely(depths, "acceptable"), is_likely(depths, "ratifiable"), is_likely(depths, None)
    (True, True, False)
    """
    counts = np.bincount(depths, minlength=len(OUTCOMES)).tolist()
    deals = counts.pop()
    others = len(depths) - deals
    if gate is None:
        return not _is_clearly_more(others, deals)
    at = counts[GATES.index(gate)]
    return not (_is_clearly_more(deals, others) or any(_is_clearly_more(n, at) for n in counts))


def _is_clearly_more(one: int, other: int) -> bool:
    return one - other > CLEARLY * math.sqrt(one + other)
