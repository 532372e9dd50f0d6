"""The bargain lens on a dossier or a game, with what its Nash package does over draws."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from detente.dossier.dossier import Dossier
from detente.ensemble.bargaining import bargain_block
from detente.ensemble.executors import blocks_of, map_blocks
from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.analysis import Bargain, analyse
from detente.lenses.bargain.concepts import whole_powers
from detente.lenses.bargain.movement import DrawnBargain, Movement, movement_of
from detente.lenses.bargain.problem import ZONE, BargainProblem, problem_of_dossier, problem_of_game
from detente.model.blueprint import Blueprint
from detente.model.scored_game import ScoredGame
from detente.verdict.draw_limits import check_draws

__all__ = ["DRAWS", "bargain"]

#: Draws of the Nash package unless asked otherwise.
DRAWS = 200
BLOCK = 10
Progress = Callable[[int, int], None]


def bargain(
    case: Dossier | ScoredGame,
    *,
    parties: Sequence[str] | None = None,
    gates: Sequence[str] = ZONE,
    power: Mapping[str, Fraction | float | int] | None = None,
    packages: Mapping[str, Mapping[str, str]] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    weak: bool = False,
    counted: bool = True,
    exactly: bool = False,
    resolution: float | None = None,
    divided: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Bargain:
    """Say who can get what: zone, frontier, solutions, linkage, and what is left on the table.

    Parameters
    ----------
    case : Dossier or ScoredGame
        A dossier is looked at with every judgement at its median.
    parties : sequence of str, optional
        Who bargains, two or more; the principals of a dossier, all parties of a game.
    gates : sequence of str
        Gates that packages must pass, up to the last one named. A game has none.
    power : mapping of party to number, optional
        Bargaining power for the Nash solution, above 0; 1 for those not named.
    packages : mapping of name to package, optional
        Packages (issue to option) to compare with the frontier. In a dossier issues that are not
        named stay as they are; in a game every issue must be named.
    draws : int
        Draws of all judgements for which the Nash package of the zone is found; 0 for none. A game
        has nothing to draw.
    seed : int
        0 or more.
    weak : bool
        Take the weak frontier.
    counted, exactly : bool
        Say how many packages there are in the zone; count them one and all, up to about 10**12.
    resolution : float, optional
        For a frontier that has to be searched for under later gates of a large case: how many
        points of the first party may lie between two of its points; 0 for all of them.
    divided : bool
        Also divide the disputed issues between two parties by Adjusted Winner, as if they could be.
    workers : int, optional
        Threads; all cores if not given. No result depends on it.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    Bargain

    Raises
    ------
    UnknownNameError
        For a party, gate, issue or option that does not exist.
    DetenteError
        For draws, a seed, a power or a package that cannot be.
    TooLargeError
        Past what can be held or counted.

    Examples
    --------
    >>> import detente
    >>> found = detente.bargain(detente.load("two-issues"), draws=0)
    >>> found.nash.package
    {'border': 'truce', 'sanctions': 'ease'}
    """
    check_draws(draws, seed, least=0)
    workers = workers or os.cpu_count() or 1
    if isinstance(case, ScoredGame):
        problem = problem_of_game(case, parties=parties)
        blueprint = None
    else:
        blueprint = Blueprint(case)
        problem = problem_of_dossier(case, blueprint=blueprint, parties=parties, gates=gates)
    powers = _powers(problem, power or {})
    named = {name: _checked(problem, package) for name, package in (packages or {}).items()}
    result = analyse(
        problem,
        powers=powers,
        named=named,
        weak=weak,
        counted=counted,
        exactly=exactly,
        resolution=resolution,
        divided=divided,
        workers=workers,
        seed=seed,
        progress=progress,
    )
    if blueprint is None or draws == 0:
        return result
    movement = _movement(blueprint, problem, powers, draws, seed, workers, progress)
    return replace(result, movement=movement)


def _movement(
    blueprint: Blueprint,
    problem: BargainProblem,
    powers: Sequence[int],
    draws: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> Movement:
    def work(start: int, count: int) -> list[DrawnBargain]:
        return bargain_block(
            blueprint,
            parties=problem.parties,
            gates=problem.gates,
            powers=powers,
            seed=seed,
            start=start,
            count=count,
        )

    blocks = map_blocks(work, blocks_of(draws, BLOCK), workers=workers, progress=progress)
    drawn = [one for block in blocks for one in block]
    return movement_of(drawn, issues=problem.space.issues, parties=problem.parties, seed=seed)


def _powers(problem: BargainProblem, power: Mapping[str, Fraction | float | int]) -> tuple[int, ...]:
    for party in power:
        if party not in problem.parties:
            raise UnknownNameError("party at the table", party, problem.parties)
    return whole_powers([Fraction(str(power.get(party, 1))) for party in problem.parties])


def _checked(problem: BargainProblem, package: Mapping[str, str]) -> Mapping[str, str]:
    """Refuse a package that names what does not exist, or of a game leaves something open."""
    issues = problem.space.issues
    for issue, option in package.items():
        if issue not in issues:
            raise UnknownNameError("issue", issue, issues)
        options = [o for i, o in problem.space.base if i == issue]
        if option not in options:
            raise UnknownNameError(f"option of {issue}", option, options)
    missing = [issue for issue in issues if issue not in package]
    if missing and not problem.has_status_quo:
        raise DetenteError(f"the package leaves {missing[0]} open; name an option for every issue of a game")
    return package
