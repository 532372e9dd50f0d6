"""The bargain lens: who can get what."""

from detente.lenses.bargain.adjusted_winner import AdjustedWinner, adjusted_winner
from detente.lenses.bargain.analysis import Bargain, analyse
from detente.lenses.bargain.division import disputed_points, divide
from detente.lenses.bargain.gated import gated_pareto_frontier, gated_solutions
from detente.lenses.bargain.left_on_table import LeftOnTable, left_on_table
from detente.lenses.bargain.linkage import Linkage, Trade, trades_of
from detente.lenses.bargain.lottery import Lottery, solve_by_lot
from detente.lenses.bargain.outcome import Outcome
from detente.lenses.bargain.pareto import ParetoFrontier, pareto_frontier
from detente.lenses.bargain.position_exchange import PositionExchange, exchange_positions
from detente.lenses.bargain.problem import BargainProblem, problem_of_dossier, problem_of_game
from detente.lenses.bargain.solutions import LotterySolution, Solution, lotteries, solutions
from detente.lenses.bargain.zone import Zone, count_gates_of

__all__ = [
    "AdjustedWinner",
    "Bargain",
    "BargainProblem",
    "LeftOnTable",
    "Linkage",
    "Lottery",
    "LotterySolution",
    "Outcome",
    "ParetoFrontier",
    "PositionExchange",
    "Solution",
    "Trade",
    "Zone",
    "adjusted_winner",
    "analyse",
    "count_gates_of",
    "disputed_points",
    "divide",
    "exchange_positions",
    "gated_pareto_frontier",
    "gated_solutions",
    "left_on_table",
    "lotteries",
    "pareto_frontier",
    "problem_of_dossier",
    "problem_of_game",
    "solutions",
    "solve_by_lot",
    "trades_of",
]
