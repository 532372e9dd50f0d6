"""The status-quo test over all draws: what is on the table and not taken, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import blocks_of
from detente.ensemble.sampling import Sampler
from detente.ensemble.summary import Summary
from detente.ensemble.tracking import passed
from detente.lenses.status_quo import preferred_moves, single_changes, single_packages, unilateral_moves
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables

__all__ = ["Finding", "status_quo_findings", "status_quo_test"]

Float = NDArray[np.float64]
Kind = Literal["unilateral", "one-issue deal"]

#: Draws whose tables are filled together.
BLOCK = 64


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something the model says could be had and the world has not taken.

    Attributes
    ----------
    kind : str
        ``unilateral``: a move that ``party`` prefers to the status quo and could make alone;
        ``one-issue deal``: a deal on this option alone that passes every gate.
    share : float
        Share of draws in which it holds; findings are those in most draws.
    why : str or None
        The dossier's ``why_not_already`` sentence.
    """

    kind: Kind
    issue: str
    option: str
    party: str | None
    share: float
    why: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "issue": self.issue,
            "option": self.option,
            "party": self.party,
            "share": self.share,
            "why_not_already": self.why,
        }


def status_quo_findings(blueprint: Blueprint, summary: Summary) -> tuple[Finding, ...]:
    """Return the findings that hold in more than half of the draws, the most frequent first."""
    n = summary.n_draws
    return _findings(blueprint, summary.improves.sum(axis=0) / n, summary.singles.sum(axis=0) / n)


def status_quo_test(dossier: Dossier, *, draws: int, seed: int = 0) -> tuple[Finding, ...]:
    """Make the status-quo test by itself, without judging any kind of deal.

    Parameters
    ----------
    dossier : Dossier
    draws : int
        1 or more; the same draws as those of a run.
    seed : int

    Returns
    -------
    tuple of Finding
        As a run with as many draws has them.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    blueprint = Blueprint(dossier)
    sampler = Sampler(blueprint.quantities, seed, dossier.correlations)
    moves, packages = unilateral_moves(blueprint), single_packages(blueprint)
    improves, passes = np.zeros(len(moves), np.int64), np.zeros(len(packages), np.int64)
    for start, count in blocks_of(draws, BLOCK):
        tables = fill_tables(blueprint, sampler.values(start, count))
        improves += preferred_moves(tables, moves).sum(axis=0)
        passes += passed(tables, packages)[:, -1]
    return _findings(blueprint, improves / draws, passes / draws)


def _findings(blueprint: Blueprint, improves: Float, passes: Float) -> tuple[Finding, ...]:
    """Name what holds in more than half of the draws, given in what share each move and deal does."""
    moves = [
        _finding(blueprint, "unilateral", move.issue, move.option, move.side, float(share))
        for move, share in zip(unilateral_moves(blueprint), improves, strict=True)
        if share > 0.5
    ]
    deals = [
        _finding(blueprint, "one-issue deal", issue, option, None, float(share))
        for (issue, option), share in zip(single_changes(blueprint), passes, strict=True)
        if share > 0.5
    ]
    return tuple(sorted(moves + deals, key=lambda f: (f.kind, -f.share, f.issue, f.option)))


def _finding(
    blueprint: Blueprint, kind: Kind, issue: str, option: str, party: str | None, share: float
) -> Finding:
    why = blueprint.dossier.issues[issue].options[option].why_not_already
    return Finding(kind=kind, issue=issue, option=option, party=party, share=share, why=why)
