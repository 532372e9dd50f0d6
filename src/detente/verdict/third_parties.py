"""The third-parties lens over all draws of a dossier's judgements."""

from __future__ import annotations

import os
from collections.abc import Callable

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import blocks_of, map_blocks
from detente.ensemble.sampling import draw_values
from detente.errors import TooLargeError
from detente.lenses.outsiders.analysis import OutsideQuestion, Tally
from detente.lenses.outsiders.result import ThirdParties
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws
from detente.verdict.packages_in_question import Packages, packages_in_question

__all__ = ["DRAWS", "third_parties"]

DRAWS = 1000
#: Draws whose tables are held at once.
BLOCK = 250
#: Bytes that the numbers of all draws may take; they are held twice for a moment.
ROOM = 1 << 30
Progress = Callable[[int, int], None]


def third_parties(
    dossier: Dossier,
    *,
    packages: Packages | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ThirdParties:
    """Say what packages do to those who do not sign them, and who of them can spoil which.

    Parameters
    ----------
    dossier : Dossier
    packages : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        Packages to ask about; if not given, those of
        :func:`~detente.verdict.packages_in_question.packages_in_question`.
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
    ThirdParties
        A third party is one that neither signs nor ratifies. One with a seat at the table is among
        them: it does not sign either, but its consent is needed.

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
    >>> from detente.verdict.third_parties import third_parties
    >>> arms = {"arms": {"lethal-arms-ukraine": "end"}}
    >>> found = third_parties(detente.load("us-russia"), packages=arms, draws=100)
    >>> found.package("arms").powerless_losers
    ('ukraine',)
    """
    check_draws(draws, seed)
    blueprint = Blueprint(dossier)
    question = OutsideQuestion(blueprint, packages_in_question(blueprint, named=packages, seed=seed))
    _require_room(question, draws)

    def work(start: int, count: int) -> Tally:
        return question.measure(draw_values(blueprint.quantities, seed, start, count, blueprint.correlations))

    blocks = blocks_of(draws, BLOCK)
    tallies = map_blocks(work, blocks, workers=workers or os.cpu_count() or 1, progress=progress)
    return question.answer(tallies, seed=seed)


def _require_room(question: OutsideQuestion, draws: int) -> None:
    needed = question.bytes_per_draw * draws
    if needed > ROOM:
        fits = ROOM // question.bytes_per_draw
        raise TooLargeError(
            f"{draws} draws of {len(question.packages)} packages do not fit into memory; ask for "
            f"{fits} draws at most, or name fewer packages"
        )
