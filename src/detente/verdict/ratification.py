"""The ratification lens over all draws of a dossier's judgements."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from detente.dossier.dossier import Dossier, Rule, Successor
from detente.errors import TooLargeError, UnknownNameError
from detente.lenses.named_package import NamedPackage
from detente.lenses.ratification.analysis import Ratification, analyse
from detente.lenses.ratification.option_pivots import option_pivots
from detente.lenses.ratification.rules import called, members_of_rules, rules_of
from detente.lenses.ratification.successors import Horizon, horizon_of, in_order
from detente.lenses.ratification.votes import PackageVotes, joined
from detente.model.blueprint import Blueprint
from detente.verdict.draw_limits import check_draws
from detente.verdict.packages_in_question import Packages, packages_in_question
from detente.verdict.ratification_jobs import Later, LensJobs, do_all

__all__ = ["DRAWS", "ratification"]

DRAWS = 1000
#: Bytes that the numbers of all draws may take, and numbers of a package beside those of its members.
ROOM, MORE = 1 << 31, 8
Progress = Callable[[int, int], None]


def ratification(
    dossier: Dossier,
    *,
    packages: Packages | None = None,
    successors: Mapping[str, Dossier] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Ratification:
    """Say who can carry a package at home, who stops it, and what it would take to turn them.

    Parameters
    ----------
    dossier : Dossier
    packages : mapping of name to package (issue to option), or sequence of NamedPackage, optional
        Packages to ask about; those of
        :func:`~detente.verdict.packages_in_question.packages_in_question` if not given.
    successors : mapping of key to Dossier, optional
        The same dossier under each of its successors, as ``load(case, reading=..., successor=key)``
        gives it.
    draws : int
        Joint draws of all judgements, 1 to 100,000. The same judgement has the same luck under every
        successor.
    seed : int
        0 or more.
    workers : int, optional
        Threads; all cores if not given. No result depends on it.
    progress : callable, optional
        Called with (pieces of work done, pieces in all).

    Returns
    -------
    Ratification
        Win-sets, prices of consent and tightened constraints are at the medians, win-sets and
        constraints in the first few draws, too; everything else is over all draws.

    Raises
    ------
    UnknownNameError
        For an issue, option or successor that does not exist.
    DetenteError
        For draws, a seed or a package that cannot be, or a sway below 0.
    TooLargeError
        When sums of points do not fit into int64, the draws into memory, or uncertain votes can
        run in too many ways.

    Examples
    --------
    >>> import detente
    >>> from detente.verdict.ratification import ratification
    >>> relief = {"relief": {"sanctions-relief": "full"}}
    >>> found = ratification(detente.load("us-russia"), packages=relief, draws=20)
    >>> found.package("relief").consent.home("us").rules[-1]
    'Not against both parties in Congress'
    """
    check_draws(draws, seed)
    blueprint = Blueprint(dossier)
    chosen = packages_in_question(blueprint, named=packages, seed=seed)
    rules = rules_of(blueprint)
    lens = LensJobs(blueprint, rules, chosen, draws, seed)
    under = successors or {}
    later = [Later.of(successor, under[successor.key], chosen) for successor in _asked(dossier, under)]
    _require_room(chosen, rules, draws, 1 + len(later))
    done = do_all(lens, later, workers or os.cpu_count() or 1, progress)
    today = joined(done.votes)
    return analyse(
        dossier,
        rules=rules,
        votes=today,
        prices=done.prices,
        win_sets=done.win_sets,
        options=option_pivots(done.options, rules),
        curves=done.curves,
        horizons=_horizons(dossier, today, later, done.later),
        seed=seed,
        draws=draws,
    )


def _require_room(packages: Sequence[NamedPackage], rules: Sequence[Rule], draws: int, dossiers: int) -> None:
    members = sum(len(members_of_rules(called(rules, one.package))) + MORE for one in packages)
    # Blocks are held while they are put together.
    needed = 2 * 8 * members * draws * dossiers
    if needed > ROOM:
        fits = int(draws * ROOM / needed)
        raise TooLargeError(
            f"{draws} draws of all packages do not fit into memory; ask for {fits} at most, or name fewer "
            "packages"
        )


def _asked(dossier: Dossier, successors: Mapping[str, Dossier]) -> tuple[Successor, ...]:
    """Return the successors asked about, by date."""
    for key in successors:
        if key not in dossier.successors:
            raise UnknownNameError("successor", key, dossier.successors)
    return in_order({key: dossier.successors[key] for key in successors})


def _horizons(
    dossier: Dossier,
    today: Sequence[PackageVotes],
    later: Sequence[Later],
    votes: Sequence[Sequence[Sequence[PackageVotes]]],
) -> tuple[Horizon, ...]:
    return tuple(
        horizon_of(one.successor, dossier.as_of, today, joined(blocks))
        for one, blocks in zip(later, votes, strict=True)
    )
