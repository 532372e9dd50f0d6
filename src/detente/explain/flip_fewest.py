"""How many judgements at least would have to change together, wherever they might go.

A package passes only where each of the conditions that it cannot do without is met. Those that fail have
to be turned, and a judgement turns only conditions that it bears on; the smallest number of judgements
that bear on all of them bounds the size of any set that could open a deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.explain.flip_oracle import PackageOracle
from detente.explain.flip_sets import Completeness
from detente.explain.hitting_sets import minimal_hitting_sets

__all__ = ["Fewest", "fewest_changes", "together_at_least"]

Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Fewest:
    """A bound on how many judgements have to change for a deal.

    Attributes
    ----------
    number : int or None
        At least so many, for whichever package; None where no judgement bears on some condition of
        any package, so that nothing opens it.
    parties : tuple of str
        Whose conditions fail in the package that needs fewest; sorted.
    """

    number: int | None
    parties: tuple[str, ...]


def fewest_changes(oracle: PackageOracle) -> Fewest:
    """Bound the number of judgements that have to change for one of the packages to pass all gates.

    Parameters
    ----------
    oracle : PackageOracle

    Returns
    -------
    Fewest
        0 for a package that passes.
    """
    failing = oracle.needed() & (oracle.margins(oracle.medians)[0] < 0)
    numbers = [_fewest(oracle, row) for row in failing]
    known = [(number, k) for k, number in enumerate(numbers) if number is not None]
    number, best = min(known, default=(None, 0))
    parties = {oracle.touching.conditions[j].party for j in np.flatnonzero(failing[best])}
    return Fewest(number=number, parties=tuple(sorted(party for party in parties if party is not None)))


def together_at_least(fewest: Fewest | None, told: Sequence[Completeness]) -> int:
    """Say how many judgements have to change together, where no set was found.

    Parameters
    ----------
    fewest : Fewest or None
    told : sequence of Completeness
        Of an empty list of sets, smallest size first.

    Returns
    -------
    int
        One more than the sizes that are proved to hold no set up to the farthest reach looked at, or
        more where conditions need more.
    """
    number = 1
    for one in told:
        if one.size != number or not one.is_complete:
            break
        number += 1
    return max(number, fewest.number or 0) if fewest is not None else number


def _fewest(oracle: PackageOracle, failing: Bool) -> int | None:
    """Return the size of the smallest set of judgements that bears on all of some conditions."""
    touches = np.unique(oracle.touching.touches[:, failing], axis=0)
    # A judgement that bears on no more than another does is not needed beside it.
    kept = [row for k, row in enumerate(touches) if not _is_less(row, np.delete(touches, k, axis=0))]
    families: Iterable[list[str]] = (
        [str(k) for k, row in enumerate(kept) if row[j]] for j in range(int(failing.sum()))
    )
    sets = minimal_hitting_sets(families)
    return len(sets[0]) if sets else None


def _is_less(row: Bool, others: Bool) -> bool:
    return bool((others | ~row).all(axis=1).any())
