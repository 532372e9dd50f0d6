"""The leverage lens over all draws of a dossier's judgements."""

from __future__ import annotations

import os
from collections.abc import Callable

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.sampling import draw_values
from detente.errors import TooLargeError
from detente.lenses.leverage.analysis import Inquiry, Measured
from detente.lenses.leverage.result import Leverage
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws
from detente.verdict.packages_in_question import Packages, asked_packages

__all__ = ["DRAWS", "leverage"]

DRAWS = 1000
#: Bytes that the numbers of all draws may take.
ROOM = 1 << 31
Progress = Callable[[int, int], None]


def leverage(
    dossier: Dossier,
    *,
    packages: Packages | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Leverage:
    """Say who can bring about what, who else is needed, who may forbid, and what control is worth.

    Parameters
    ----------
    dossier : Dossier
    packages : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        Packages to ask about: only options that they change are looked at. All
        options if not given.
    draws : int
        Joint draws of all judgements, 1 to 100,000.
    seed : int
        0 or more.
    workers : int, optional
        Threads; all cores if not given. No result depends on it.
    progress : callable, optional
        Called with (draws done, draws in all).

    Returns
    -------
    Leverage

    Raises
    ------
    UnknownNameError
        For an issue or option that does not exist.
    DetenteError
        For draws, a seed or a package that cannot be.
    TooLargeError
        When the draws would take too much memory, or sums of points not fit into int64.

    Examples
    --------
    >>> import detente
    >>> from detente.verdict.leverage import leverage
    >>> found = leverage(detente.load("us-russia"), draws=20)
    >>> found.joining("nk-pressure", "full").coalitions[0].parties
    ('china',)
    """
    check_draws(draws, seed)
    blueprint = Blueprint(dossier)
    inquiry = Inquiry(blueprint, None if packages is None else asked_packages(blueprint, packages))
    _require_room(inquiry, draws)

    def work(start: int, count: int) -> Measured:
        return inquiry.measure(draw_values(blueprint.quantities, seed, start, count, blueprint.correlations))

    blocks = map_blocks(
        work, blocks_of(draws, inquiry.block), workers=workers or os.cpu_count() or 1, progress=progress
    )
    return inquiry.answer(Measured.joined(blocks), seed=seed)


def _require_room(inquiry: Inquiry, draws: int) -> None:
    needed = inquiry.measure(inquiry.at_medians.values).bytes_per_draw * draws
    if needed > ROOM:
        fits = int(draws * ROOM / needed)
        raise TooLargeError(f"{draws} draws of this dossier do not fit into memory; ask for {fits} at most")
