"""Adjusted Winner on a bargaining problem: what each party would win by winning an issue.

On an issue the two parties dispute, winning means that it is settled as one likes best. What that
is worth is the difference to its being settled as the other likes best; scaled to 100 points a
party these are the points that Adjusted Winner divides. Issues on which both like the same option
best are no part of a dispute and are left to it.
"""

from __future__ import annotations

from fractions import Fraction

from detente.errors import DetenteError
from detente.lenses.bargain.adjusted_winner import AdjustedWinner, adjusted_winner
from detente.lenses.bargain.problem import BargainProblem

__all__ = ["disputed_points", "divide"]

Pair = tuple[Fraction, Fraction]


def disputed_points(problem: BargainProblem) -> dict[str, Pair]:
    """Return what winning each disputed issue is worth to the two parties.

    Parameters
    ----------
    problem : BargainProblem
        Of two parties. Issues tied by links count as one, under the name of the first.

    Returns
    -------
    dict of issue to pair of Fraction
        In points of surplus, both at least 0 and one above; only options that can be delivered
        count. Empty where nothing is disputed.

    Raises
    ------
    DetenteError
        For more parties than two.
    """
    if len(problem.parties) != 2:
        raise DetenteError("Adjusted Winner divides between two parties; choose them with --parties")
    found: dict[str, Pair] = {}
    for g, group in enumerate(problem.space.groups):
        start, end = problem.space.offsets[g], problem.space.offsets[g + 1]
        rows = problem.values[:, start:end][:, problem.allowed[start:end]]
        if rows.shape[1] == 0:
            continue
        # Of options that are equally good to a party the one the other likes better is meant.
        first, second = (
            max(range(rows.shape[1]), key=lambda c: (int(rows[k, c]), int(rows[1 - k, c]))) for k in (0, 1)
        )
        worth = problem.in_points([rows[0, first] - rows[0, second], rows[1, second] - rows[1, first]])
        if any(worth):
            found[group[0]] = (worth[0], worth[1])
    return found


def divide(problem: BargainProblem, *, tie_to: str | None = None) -> AdjustedWinner:
    """Divide the disputed issues of a problem by Adjusted Winner.

    Parameters
    ----------
    problem : BargainProblem
        Of two parties.
    tie_to : str, optional
        Who is first given what both value alike; as in
        :func:`~detente.lenses.bargain.adjusted_winner.adjusted_winner`.

    Raises
    ------
    DetenteError
        For more parties than two, or where nothing is disputed.
    """
    points = disputed_points(problem)
    if not points:
        raise DetenteError("there is no issue on which the two want different things; nothing to divide")
    named = {problem.label(issue): pair for issue, pair in points.items()}
    if len(named) < len(points):
        named = points
    first, second = (problem.label(party) for party in problem.parties)
    return adjusted_winner(named, (first, second), tie_to=None if tie_to is None else problem.label(tie_to))
