"""Tiny games on which NegMAS and detente differ, small enough to be worked with a pencil."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["spots"]

#: What each party gets under each deal.
Deals = Sequence[tuple[int, ...]]

NONE_ACCEPTABLE: Deals = ((9, 0), (0, 9), (2, 2))
LOW_RESERVE: Deals = ((0, 6), (3, 3), (6, 0))
SPREAD: Deals = ((10, 0), (0, 10), (5, 9), (7, 4))
REFUSED: Deals = ((20, 1), (10, 3), (8, 5), (5, 7), (2, 12))
INDIFFERENT: Deals = ((4, 1, 5), (1, 4, 5), (3, 3, 5))
NOT_ALL_GAIN: Deals = ((4, 1, 0), (2, 3, 0), (0, 0, 5))
#: Values of options, by party and issue: 0.1 + 0.2 is 0.3, but not in floating point.
TIED = ((("0.1", "0.3"), ("0.2", "0")), (("2", "1"), ("0", "2")))
#: Evaluations of a Genius file by party and issue, and the weights of the issues.
GENIUS = (((("10", "0"), ("0", "1")), ("0.4", "0.6")), ((("0", "1"), ("10", "0")), ("0.5", "0.5")))
OPTIONS = (("low", "high"), ("short", "long"))


def spots() -> list[tuple[str, str, str]]:
    """Return for each spot what it is about, what NegMAS says and what detente says."""
    warnings.simplefilter("ignore")
    return [
        (
            "Nash, nothing acceptable, frontier of pareto_frontier_numpy",
            _nash_of_all(NONE_ACCEPTABLE, (5, 5)),
            _detente(NONE_ACCEPTABLE, (5, 5))["nash"],
        ),
        (
            "the same through calc_stats",
            _negmas(NONE_ACCEPTABLE, (5, 5))["nash"],
            _detente(NONE_ACCEPTABLE, (5, 5))["nash"],
        ),
        ("Nash, reserve below the worst", *_both(LOW_RESERVE, (-6, 0), "nash")),
        ("frontier, 0.1 + 0.2 against 0.3", *_tied()),
        ("Kalai-Smorodinsky, spread", *_both(SPREAD, (0, 0), "kalai_smorodinsky")),
        ("egalitarian (Kalai), same game", *_both(SPREAD, (0, 0), "egalitarian")),
        ("Kalai-Smorodinsky, ideal nobody grants", *_both(REFUSED, (0, 2), "kalai_smorodinsky")),
        ("Nash, a third party that does not care", *_both(INDIFFERENT, (0, 0, 0), "nash")),
        ("Nash, not everybody can gain", *_both(NOT_ALL_GAIN, (0, 0, 0), "nash")),
        ("Genius file, Nash package", *_genius()),
    ]


def _both(deals: Deals, reserves: Sequence[int], concept: str) -> tuple[str, str]:
    return _negmas(deals, reserves)[concept], _detente(deals, reserves)[concept]


def _shown(points: Any) -> str:
    return ", ".join("(" + ", ".join(f"{float(x):g}" for x in p) + ")" for p in points) or "none"


def _functions(deals: Deals, reserves: Sequence[int]) -> tuple[Any, list[Any]]:
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction

    names = [f"deal {k}" for k in range(len(deals))]
    space = make_os([make_issue(names, "deal")])
    functions = [
        LinearAdditiveUtilityFunction(
            values=[{name: float(deal[p]) for name, deal in zip(names, deals, strict=True)}],
            weights=[1.0],
            outcome_space=space,
            reserved_value=float(reserve),
        )
        for p, reserve in enumerate(reserves)
    ]
    return space, functions


def _negmas(deals: Deals, reserves: Sequence[int]) -> dict[str, str]:
    """Ask ``calc_scenario_stats``, which ``Scenario.calc_stats`` calls."""
    from negmas.preferences.ops import calc_scenario_stats

    _, functions = _functions(deals, reserves)
    stats = calc_scenario_stats(functions)
    return {
        "nash": _shown(stats.nash_utils),
        "kalai_smorodinsky": _shown(stats.ks_utils),
        "egalitarian": _shown(stats.kalai_utils),
    }


def _nash_of_all(deals: Deals, reserves: Sequence[int]) -> str:
    """Ask for the Nash points of a frontier that was not cut to what is acceptable."""
    from negmas.preferences.ops import nash_points, pareto_frontier_numpy

    space, functions = _functions(deals, reserves)
    points = np.array(deals, np.float64)
    frontier = [tuple(points[k]) for k in pareto_frontier_numpy(points)]
    return _shown(point for point, _ in nash_points(functions, frontier, outcome_space=space))


def _detente(deals: Deals, reserves: Sequence[int]) -> dict[str, str]:
    from detente.lenses.bargain.pareto import pareto_frontier
    from detente.lenses.bargain.problem import problem_of_game
    from detente.lenses.bargain.solutions import solutions
    from detente.model.scored_game import ScoredGame, Scorer

    names = tuple(f"deal {k}" for k in range(len(deals)))
    parties = tuple(
        Scorer(
            name=f"party {p + 1}",
            values={"deal": {name: Fraction(deal[p]) for name, deal in zip(names, deals, strict=True)}},
            reserve=Fraction(reserve),
        )
        for p, reserve in enumerate(reserves)
    )
    game = ScoredGame(name="spot", issues={"deal": names}, parties=parties)
    found = solutions(pareto_frontier(problem_of_game(game)), [1] * len(parties))
    return {c: _shown(o.points.values() for o in s.maximisers) for c, s in found.items()}


def _tied() -> tuple[str, str]:
    from negmas import make_issue, make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import pareto_frontier

    from detente.lenses.bargain.pareto import pareto_frontier as exact_frontier
    from detente.lenses.bargain.problem import problem_of_game
    from detente.model.scored_game import ScoredGame, Scorer

    issues = dict(zip(("x", "y"), OPTIONS, strict=True))
    space = make_os([make_issue(list(options), name) for name, options in issues.items()])
    rows = [[dict(zip(o, row, strict=True)) for o, row in zip(OPTIONS, party, strict=True)] for party in TIED]
    functions = [
        LinearAdditiveUtilityFunction(
            values=[{option: float(x) for option, x in row.items()} for row in party],
            weights=[1.0, 1.0],
            outcome_space=space,
            reserved_value=0.0,
        )
        for party in rows
    ]
    parties = tuple(
        Scorer(
            name=f"party {p + 1}",
            values={
                issue: {option: Fraction(x) for option, x in row.items()}
                for issue, row in zip(issues, party, strict=True)
            },
        )
        for p, party in enumerate(rows)
    )
    game = ScoredGame(name="tied", issues=issues, parties=parties)
    points, _ = pareto_frontier(functions)
    exact = exact_frontier(problem_of_game(game))
    return _shown(sorted(points, reverse=True)), _shown(o.points.values() for o in exact)


def _genius() -> tuple[str, str]:
    from negmas.inout import Scenario

    from detente.exchange.genius import read_genius
    from detente.lenses.bargain.pareto import pareto_frontier
    from detente.lenses.bargain.problem import problem_of_game
    from detente.lenses.bargain.solutions import solutions

    with tempfile.TemporaryDirectory() as folder:
        files = _write_genius(Path(folder))
        stats = Scenario.from_genius_folder(Path(folder)).calc_stats()
        game = read_genius(files)
    theirs = [
        f"{'-'.join(outcome)} {_shown([point])}"
        for outcome, point in zip(stats.nash_outcomes, stats.nash_utils, strict=True)
    ]
    picked = solutions(pareto_frontier(problem_of_game(game)), [1, 1])["nash"].maximisers
    ours = [f"{'-'.join(o.package.values())} {_shown([o.points.values()])}" for o in picked]
    return ", ".join(theirs), ", ".join(ours)


def _write_genius(folder: Path) -> list[Path]:
    """Write a domain of two issues and two profiles."""
    texts = {"domain": _objective("negotiation_template", None)}
    texts |= {f"party{p + 1}": _objective("utility_space", party) for p, party in enumerate(GENIUS)}
    files = [folder / f"{name}.xml" for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def _objective(root: str, party: Any) -> str:
    lines = []
    for i, (issue, options) in enumerate(zip(("price", "term"), OPTIONS, strict=True)):
        lines.append(f'<issue index="{i + 1}" name="{issue}" type="discrete" etype="discrete">')
        for k, option in enumerate(options):
            worth = f' evaluation="{party[0][i][k]}"' if party else ""
            lines.append(f'<item index="{k + 1}" value="{option}"{worth}/>')
        lines.append("</issue>")
    if party:
        lines += [f'<weight index="{i + 1}" value="{w}"/>' for i, w in enumerate(party[1])]
    body = '<objective index="0" name="root" type="objective">' + "".join(lines) + "</objective>"
    if party:
        return f"<{root}>{body}</{root}>"
    return f'<{root}><utility_space number_of_issues="2">{body}</utility_space></{root}>'
