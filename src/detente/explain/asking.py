"""What an explanation is asked of: a dossier, or a run that was made of one."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dossier.dossier import Dossier
from detente.verdict.draw_limits import check_draws
from detente.verdict.run import Run

__all__ = ["DRAWS", "Asked", "asked"]

DRAWS = 1000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A dossier and the draws on which it is to be asked."""

    dossier: Dossier
    draws: int
    seed: int


def asked(run_or_dossier: Run | Dossier, draws: int | None, seed: int | None) -> Asked:
    """Find the dossier and the draws that a question is asked of.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    draws, seed : int or None
        If not given, those of the run; 1,000 and 0 for a dossier.

    Raises
    ------
    RunError
        For a number of draws or a seed out of range.
    """
    if isinstance(run_or_dossier, Run):
        dossier, usual = run_or_dossier.source, (run_or_dossier.draws, run_or_dossier.seed)
    else:
        dossier, usual = run_or_dossier, (DRAWS, 0)
    found = Asked(
        dossier=dossier,
        draws=usual[0] if draws is None else draws,
        seed=usual[1] if seed is None else seed,
    )
    check_draws(found.draws, found.seed)
    return found
