"""Run a dossier: all draws through the funnel, and what they add up to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from detente.dossier.dossier import Dossier
from detente.ensemble.climate_shift import Moment, check_moment, moment_of, shifted_quantities
from detente.ensemble.engine import Engine
from detente.ensemble.executors import Progress
from detente.ensemble.schemes import MONTE_CARLO, SOBOL, Scheme, SchemeKind, paths_drawn
from detente.ensemble.teams import team_of
from detente.model.blueprint import Blueprint
from detente.verdict.conditioning import check_inertia
from detente.verdict.draw_limits import MAX_DRAWS, check_draws
from detente.verdict.kept import open_bundle
from detente.verdict.precision import check_precision
from detente.verdict.run_result import Run
from detente.verdict.running import Wanted, run_all

__all__ = ["COUNTED", "DRAWS", "Run", "run", "wanted_of"]

#: Draws in which packages are counted, unless asked otherwise.
COUNTED = 100
#: Draws made, unless asked otherwise.
DRAWS = 1000


def wanted_of(
    dossiers: Mapping[str, Dossier],
    *,
    draws: int | None = None,
    seed: int = 0,
    counted: int = COUNTED,
    scheme: SchemeKind = MONTE_CARLO,
    precision: float | None = None,
    inertia: float | None = None,
    moment: Moment | None = None,
) -> Wanted:
    """Check what a run is to be; see :func:`run` for the parameters.

    Raises
    ------
    RunError
        For what cannot be.
    """
    draws = (DRAWS if precision is None else MAX_DRAWS) if draws is None else draws
    check_draws(draws, seed)
    if precision is not None:
        check_precision(precision, scheme)
    if inertia is not None:
        check_inertia(inertia)
    if moment is not None:
        for dossier in dossiers.values():
            check_moment(dossier, moment)
    made = Scheme(kind=scheme, seed=seed, draws=None if scheme == MONTE_CARLO else draws)
    if scheme == SOBOL:
        made = made.over(path for dossier in dossiers.values() for path in _paths(dossier, moment))
    return Wanted(
        draws=draws,
        scheme=made,
        counted=counted,
        precision=precision,
        inertia=inertia,
        moment=moment,
    )


def _paths(dossier: Dossier, moment: Moment | None) -> set[str]:
    quantities = Blueprint(dossier).quantities if moment is None else shifted_quantities(dossier)
    return paths_drawn(quantities, dossier.correlations)


def run(
    dossier: Dossier,
    *,
    draws: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    counted: int = COUNTED,
    scheme: SchemeKind = MONTE_CARLO,
    precision: float | None = None,
    inertia: float | None = None,
    at: str | None = None,
    policies: Sequence[str] = (),
    executor: str | Executor | None = None,
    timeout: float | None = None,
    keep: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Run:
    """Push many joint draws of a dossier's judgements through the funnel.

    Parameters
    ----------
    dossier : Dossier
        As loaded, under the reading it was loaded with.
    draws : int, optional
        Number of joint draws, 1 to 100 000; 1000 if not given. With ``precision`` the most that
        may be made, 100 000 if not given.
    seed : int
        0 or more; the same seed gives the same bytes, whatever does the work.
    workers : int, optional
        Threads or processes; one for each core if not given.
    counted : int
        Packages are counted in this many of the draws (the first ones): counting a space too
        large to enumerate costs more than judging it.
    scheme : str
        ``"monte carlo"``, ``"latin hypercube"`` or ``"sobol"``: how the draws are spread.
    precision : float, optional
        Add draws until every reported share is known to this half-width (95%), such as 0.01.
        Monte Carlo only.
    inertia : float, optional
        Also condition on the status quo, with this chance that one easy gain goes untaken; see
        :mod:`detente.verdict.conditioning`.
    at : str, optional
        Judge the dossier at this date along the simulated path of its climate, such as ``"2019-06"``;
        see :mod:`detente.lenses.climate.simulating`. Without it the climate moves nothing.
    policies : sequence of str
        With ``at``, what the principals do until then, such as ``"cbm"`` or ``"ramp-up:by=us"``.
    executor : str or concurrent.futures.Executor, optional
        Who does the work: ``"threads"``, ``"processes"``, the address of a Dask scheduler
        (``"tcp://host:port"``), or anything shaped like :pep:`3148`. Threads for a short run and
        processes for a long one if not given.
    timeout : float, optional
        Seconds that one block of draws may take a process or a cluster's worker before it is
        given to another.
    keep : path, optional
        Folder of run bundles: finished blocks are kept there as they come, found again if the
        same run is made once more, and the result is written beside them.
    progress : callable, optional
        Called with (draws done, draws in all).

    Returns
    -------
    Run

    Raises
    ------
    RunError
        For a number of draws, a seed, a precision, an inertia or a date out of range; for a date
        without a climate in the dossier, or policies without a date; when workers fail for good;
        when a bundle cannot be written.
    TooLargeError
        When links merge too many issues into one, or points do not fit.
    UnknownNameError
        For a scheme or executor that does not exist.

    Examples
    --------
    >>> import detente
    >>> result = detente.run(detente.load("two-issues"), draws=50, seed=0)
    >>> result
    <Run of two-issues: 50 draws, seed 0>
    """
    dossiers = {dossier.reading or "base": dossier}
    wanted = wanted_of(
        dossiers,
        draws=draws,
        seed=seed,
        counted=counted,
        scheme=scheme,
        precision=precision,
        inertia=inertia,
        moment=moment_of(at, policies),
    )
    bundle = (
        None if keep is None else open_bundle(Path(keep), dossiers, wanted, "detente.run", together=False)
    )
    with team_of(executor, workers, wanted.draws).opened() as crew:
        engine = Engine(crew, keeper=bundle, timeout=timeout, progress=progress)
        (result,) = run_all(dossiers, wanted, engine).values()
    if bundle is not None:
        bundle.finish({"verdict.json": result.to_json().encode()})
    return result
