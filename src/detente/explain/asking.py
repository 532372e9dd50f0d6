"""What an explanation is asked of: a dossier, or a run that was made of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.dossier.dossier import Dossier
from detente.ensemble.schemes import LATIN_HYPERCUBE, SOBOL, SchemeKind
from detente.verdict.draw_limits import check_draws
from detente.verdict.run import Run

__all__ = ["DRAWS", "Asked", "asked"]

DRAWS = 1000
_DRAWN: Mapping[SchemeKind, str] = {
    LATIN_HYPERCUBE: "as a Latin hypercube",
    SOBOL: "as a Sobol sequence",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A dossier and the draws on which it is to be asked.

    Attributes
    ----------
    dossier : Dossier
    draws, seed : int
        Draws are independent (Monte Carlo), whatever the scheme of a run: the intervals, noise floors and
        resamples told with them hold for independent draws only.
    caveats : tuple of str
        Where that is not how the run drew, a sentence that says so.
    """

    dossier: Dossier
    draws: int
    seed: int
    caveats: tuple[str, ...] = ()


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
        caveats=_of_scheme(run_or_dossier),
    )
    check_draws(found.draws, found.seed)
    return found


def _of_scheme(asked_of: Run | Dossier) -> tuple[str, ...]:
    drawn = _DRAWN.get(asked_of.scheme.kind) if isinstance(asked_of, Run) else None
    if drawn is None:
        return ()
    return (
        f"The run drew its judgements {drawn}; here they are drawn independently (Monte Carlo). So shares of "
        "draws differ from those of the run by the luck of the draws.",
    )
