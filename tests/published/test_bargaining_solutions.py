"""Worked examples of the bargaining literature, with their printed numbers."""

from __future__ import annotations

from fractions import Fraction

from detente.lenses.bargain.lottery import solve_by_lot
from detente.lenses.bargain.outcome import Outcome
from detente.lenses.bargain.pareto import ParetoFrontier, pareto_frontier
from detente.lenses.bargain.problem import problem_of_game
from detente.lenses.bargain.solutions import Solution, lotteries, solutions
from detente.model.scored_game import ScoredGame, Scorer
from published.test_nash_1950 import GOODS

# Nash 1950, "The Bargaining Problem", Econometrica 18, 155-162: the example of Bill and Jack. Verified:
# three reprints of the table agree.


def barter() -> ScoredGame:
    """Make the game: each good is kept by its owner or given, and utilities add up."""

    def gain(name: str, sign: int, k: int) -> Scorer:
        values = {
            good: {"given": Fraction(sign * (1 if row[0] == "bill" else -1) * row[k])}
            for good, row in GOODS.items()
        }
        return Scorer(name=name, values=values, reserve=Fraction(0))

    return ScoredGame(
        name="Bill and Jack",
        issues=dict.fromkeys(GOODS, ("kept", "given")),
        parties=(gain("Bill", -1, 1), gain("Jack", 1, 2)),
    )


def solved() -> tuple[ParetoFrontier, dict[str, Solution]]:
    """Solve it."""
    frontier = pareto_frontier(problem_of_game(barter()))
    return frontier, solutions(frontier, (1, 1))


def gains(outcomes: tuple[Outcome, ...]) -> list[tuple[int, ...]]:
    """Return gains of Bill and Jack."""
    return sorted(tuple(int(x) for x in outcome.surplus.values()) for outcome in outcomes)


def test_nash_1950_bill_and_jack() -> None:
    """Bill gives book, whip, ball and bat; Jack gives pen, toy and knife; they gain 12 and 5."""
    _, found = solved()
    (nash,) = found["nash"].maximisers
    given = {good for good, option in nash.package.items() if option == "given"}
    assert given == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    assert gains((nash,)) == [(12, 5)]


def test_the_other_solutions_of_bill_and_jack() -> None:
    """Recomputed by listing: Kalai-Smorodinsky, both egalitarian points, three utilitarian ones."""
    frontier, found = solved()
    zone = [tuple(int(x) for x in frontier.outcome(int(k)).surplus.values()) for k in frontier.zone]
    assert sorted(zone) == [(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)]
    assert gains(found["kalai_smorodinsky"].maximisers) == [(12, 5)]
    assert gains(found["egalitarian"].maximisers) == [(6, 7), (8, 6)]
    assert gains(found["utilitarian"].maximisers) == [(14, 4), (16, 2), (18, 0)]


def test_the_nash_solution_of_bill_and_jack_needs_no_lottery() -> None:
    """On the convex hull, too, it is 12 and 5: Nash's own setting."""
    frontier, _ = solved()
    found = lotteries(frontier, (1, 1))["nash"]
    assert dict(found.surplus) == {"Bill": 12, "Jack": 5}
    assert found.first == found.second


def test_kalai_smorodinsky_1975_against_nash() -> None:
    """Kalai and Smorodinsky 1975, Econometrica 43, 513-518 (sets from memory, arithmetic checked): the
    second set contains the first, and yet Nash gives the second player less; Kalai-Smorodinsky more.
    """
    one, three = Fraction(1), Fraction(3, 4)
    small = solve_by_lot([(one, Fraction(0)), (Fraction(0), one), (three, three)])
    large = solve_by_lot([(one, Fraction(0)), (Fraction(0), one), (one, Fraction(7, 10))])
    assert small["nash"].surplus == (three, three)
    assert large["nash"].surplus == (1, Fraction(7, 10))
    assert small["kalai_smorodinsky"].surplus == (three, three)
    assert large["kalai_smorodinsky"].surplus == (Fraction(10, 13), Fraction(10, 13))


def test_dividing_a_dollar_with_a_player_who_is_averse_to_risk() -> None:
    """Textbook: u1 = x, u2 = sqrt(1 - x) has its Nash solution at x = 2/3. On a grid that holds 2/3 as
    well, with u2 rounded to 12 digits, the same point is picked.
    """
    n = 300
    values = {f"{k}/{n}": Fraction(k, n) for k in range(n + 1)}
    roots = {
        name: Fraction(round((1 - float(x)) ** 0.5, 12)).limit_denominator(10**12)
        for name, x in values.items()
    }
    game = ScoredGame(
        name="dollar",
        issues={"x": tuple(values)},
        parties=(Scorer(name="1", values={"x": values}), Scorer(name="2", values={"x": roots})),
    )
    (nash,) = solutions(pareto_frontier(problem_of_game(game)), (1, 1))["nash"].maximisers
    assert nash.package == {"x": "200/300"}
