"""What is left of judgements that go together once a source no longer says that some of them do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from detente.dossier.dossier import Correlation
from detente.dossier.rank_matrix import LEAST, least_eigenvalue, rank_groups, shrink_factor

__all__ = ["left_together"]


def left_together(
    correlations: Iterable[Correlation], gone: Collection[str]
) -> tuple[tuple[Correlation, Correlation | None], ...]:
    """Leave out the correlations that only withdrawn citations support, and keep the others possible.

    A pair of which nothing is said any more is independent. That may contradict what is still said of
    others: if a goes closely with b, and b with c, then a cannot be independent of c. Where it does, the
    ranks of all that go together are made smaller by one factor, the largest with which they can all be
    true at once (see :mod:`detente.dossier.rank_matrix`).

    Parameters
    ----------
    correlations : iterable of Correlation
        Of a dossier, so that they are possible together.
    gone : collection of str
        Citations that are withdrawn. What cites nothing stays.

    Returns
    -------
    tuple of (Correlation, Correlation or None)
        Each as it was, and what is left of it: None where it is left out.
    """
    all_of_them = tuple(correlations)
    stands = [not entry.cite or not set(entry.cite) <= set(gone) for entry in all_of_them]
    kept = [entry for entry, stays in zip(all_of_them, stands, strict=True) if stays]
    factors: dict[str, float] = {}
    for group in rank_groups(kept):
        if least_eigenvalue(group.ranks) <= LEAST:
            factors |= dict.fromkeys(group.paths, shrink_factor(group.ranks))
    return tuple(
        (entry, _shrunk(entry, factors) if stays else None)
        for entry, stays in zip(all_of_them, stands, strict=True)
    )


def _shrunk(entry: Correlation, factors: dict[str, float]) -> Correlation:
    # All paths of an entry are in one group.
    factor = factors.get(entry.of[0])
    return entry if factor is None else replace(entry, rank=entry.rank * factor)
