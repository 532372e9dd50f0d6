"""The bargain lens as a whole: what it holds together, and what it falls back on."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

import detente
from detente.kernel import frontier as merging
from detente.lenses.bargain import pareto
from detente.lenses.bargain.analysis import analyse
from detente.lenses.bargain.concepts import CONCEPTS
from detente.lenses.bargain.problem import problem_of_dossier, problem_of_game
from lenses.bargain.games import game_of


def test_json_is_complete_and_the_same_each_time() -> None:
    """Every concept is a list of maximisers; no number is missing or not a number."""
    problem = problem_of_dossier(detente.load("panama-1977"))
    told = [analyse(problem).to_json() for _ in range(2)]
    assert told[0] == told[1]
    content = json.loads(told[0])
    for concept in CONCEPTS:
        assert content[concept]
        assert set(content[concept][0]) == {"package", "utilities", "surplus", "packages"}
    assert len(content["pareto"]) == 48
    assert content["zone"]["status"] == "open"


def test_a_frontier_too_large_falls_back_on_the_zone_and_then_on_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left out is said, and the solutions stay the same."""
    problem = problem_of_dossier(detente.load("panama-1977"))
    whole = analyse(problem, counted=False)

    def limited(most: int) -> None:
        monkeypatch.setattr(
            pareto,
            "pareto_layers",
            lambda *a, **k: merging.pareto_layers(*a, **{**k, "most_points": most}),
        )

    limited(265)
    zone = analyse(problem, counted=False)
    assert zone.frontier is not None
    assert len(zone.frontier) == int(whole.frontier.in_zone.sum())  # type: ignore[union-attr]
    assert "within the zone" in zone.caveats[0]
    limited(20)
    searched = analyse(problem, counted=False)
    assert searched.frontier is None
    assert "No frontier" in searched.caveats[0]
    for concept in CONCEPTS:
        told = [r.solutions[concept].chosen for r in (whole, zone, searched)]
        assert all(outcome is not None for outcome in told)
    assert whole.nash is not None
    assert searched.nash is not None
    assert dict(whole.nash.surplus) == dict(searched.nash.surplus)


def test_a_named_package_is_measured() -> None:
    """It stands under its name, with what it leaves on the table."""
    result = analyse(
        problem_of_dossier(detente.load("two-issues")),
        named={"all at once": {"sanctions": "lift", "border": "truce"}},
    )
    (package,) = result.named
    assert package.name == "all at once"
    assert not package.is_in_zone


def test_an_empty_zone_is_a_status_not_an_error() -> None:
    """Nothing is solved, and everything still turns into JSON and frames."""
    result = analyse(problem_of_game(game_of({"i": {"a": (5, 1), "b": (1, 5)}}, reserve=(3, 3))))
    assert result.zone.status == "empty"
    assert result.nash is None
    assert result.linkage is None
    assert len(result.to_frame()) == 0
    assert json.loads(result.to_json())["nash"] == []


def test_rounding_is_a_caveat() -> None:
    """Points that have no common unit are told to be rounded, with the step."""
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71]
    game = game_of({f"i{p}": {"a": (Fraction(1, p), 0), "b": (0, 1)} for p in primes})
    assert "rounded, once" in analyse(problem_of_game(game)).caveats[0]


def test_a_result_shows_itself() -> None:
    """In a line, and as a table in a notebook."""
    result = analyse(problem_of_dossier(detente.load("two-issues")))
    assert repr(result) == "<Bargain of Sanctions for a ceasefire?: zone open, 4 efficient points>"
    assert "<table" in result._repr_mimebundle_()["text/html"]
    assert list(result.to_frame()["concept"]) == list(CONCEPTS)
