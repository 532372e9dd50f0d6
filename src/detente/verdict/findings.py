"""The status-quo test over all draws: what is on the table and not taken, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from detente.ensemble.judging import DrawOutcome
from detente.lenses.status_quo import single_changes, unilateral_moves
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["Finding", "status_quo_findings"]


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

    kind: Literal["unilateral", "one-issue deal"]
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


def status_quo_findings(blueprint: Blueprint, outcomes: Sequence[DrawOutcome]) -> tuple[Finding, ...]:
    """Return the findings that hold in more than half of the draws, the most frequent first."""
    issues = blueprint.dossier.issues
    found = []
    improves = np.mean([o.improves for o in outcomes], axis=0)
    for move, share in zip(unilateral_moves(blueprint), improves, strict=True):
        if share > 0.5:
            why = issues[move.issue].options[move.option].why_not_already
            found.append(
                Finding(
                    kind="unilateral",
                    issue=move.issue,
                    option=move.option,
                    party=move.side,
                    share=float(share),
                    why=why,
                )
            )
    passes = np.mean([o.singles == len(GATES) for o in outcomes], axis=0)
    for (issue, option), share in zip(single_changes(blueprint), passes, strict=True):
        if share > 0.5:
            why = issues[issue].options[option].why_not_already
            found.append(
                Finding(
                    kind="one-issue deal",
                    issue=issue,
                    option=option,
                    party=None,
                    share=float(share),
                    why=why,
                )
            )
    return tuple(sorted(found, key=lambda f: (f.kind, -f.share, f.issue, f.option)))
