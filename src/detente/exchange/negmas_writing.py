"""A scored game as the files of a NegMAS scenario."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from detente.errors import ExchangeError
from detente.exchange.data_text import Tree, json_bytes, yaml_bytes
from detente.exchange.decimal_points import with_decimal_points, written_discount
from detente.exchange.file_names import file_stems
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["write_negmas"]


def write_negmas(game: ScoredGame, *, form: Literal["yaml", "yml", "json"] = "yaml") -> dict[str, bytes]:
    """Write a game as one domain and one utility function for each party.

    Points stay what they are if their decimals end; else all points of the party are multiplied
    by the smallest whole number that makes them so, which changes no preference. Options are
    texts, which NegMAS takes for categories. A party with combinations becomes a function of
    hyper-rectangles, any other an additive one. A discount other than 1 becomes a function
    around it.

    Parameters
    ----------
    game : ScoredGame
        Its notes are left out, and a discount that is no decimal.
    form : "yaml", "yml" or "json"
        What the files hold and how they end.

    Returns
    -------
    dict of file name to bytes
        The domain first; equal games give equal bytes.

    Raises
    ------
    ExchangeError
        For combinations in JSON, from which NegMAS does not read them, and for points of too many
        figures.
    """
    decimal = with_decimal_points(game)
    write = json_bytes if form == "json" else yaml_bytes
    stem = f"{file_stems([game.name])[0]}-domain"
    stems = file_stems([party.name for party in game.parties], taken=[stem])
    trees: dict[str, Tree] = {f"{stem}.{form}": _domain(game)}
    for name, party in zip(stems, decimal.parties, strict=True):
        if party.combinations and form == "json":
            raise ExchangeError(
                f"{party.name} has points for combinations of options, which NegMAS reads from YAML only"
            )
        trees[f"{name}.{form}"] = _discounted(party, _function(game, party))
    try:
        return {name: write(tree) for name, tree in trees.items()}
    except ValueError as error:
        raise ExchangeError(f"{game.name} cannot be written: {error}") from None


def _domain(game: ScoredGame) -> Tree:
    issues: list[Tree] = [
        {"name": issue, "type": "CategoricalIssue", "values": options}
        for issue, options in game.issues.items()
    ]
    return {"name": game.name, "type": "DiscreteCartesianOutcomeSpace", "issues": issues}


def _function(game: ScoredGame, party: Scorer) -> dict[str, Tree]:
    values = {
        issue: {option: party.values.get(issue, {}).get(option, Fraction(0)) for option in options}
        for issue, options in game.issues.items()
    }
    tree = _rectangles(party, values) if party.combinations else _additive(values)
    tree["bias"] = party.base
    if party.reserve is not None:
        tree["reserved_value"] = party.reserve
    return {"name": party.name, **tree}


def _additive(values: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Tree]:
    return {
        "type": "LinearAdditiveUtilityFunction",
        "weights": [Fraction(1)] * len(values),
        "values": [{"type": "TableFun", "mapping": row} for row in values.values()],
    }


def _rectangles(party: Scorer, values: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Tree]:
    """Write what an option is worth as a rectangle of that option alone."""
    place = {issue: number for number, issue in enumerate(values)}
    boxes: list[tuple[dict[int, Tree], Fraction]] = []
    for issue, row in values.items():
        boxes += [({place[issue]: [option]}, points) for option, points in row.items() if points]
    for combination in party.combinations:
        when: dict[int, Tree] = {place[i]: list(options) for i, options in combination.when.items()}
        boxes.append((when, combination.points))
    return {
        "type": "HyperRectangleUtilityFunction",
        "outcome_ranges": [box for box, _ in boxes],
        "utilities": [points for _, points in boxes],
        "weights": [Fraction(1)] * len(boxes),
    }


def _discounted(party: Scorer, function: dict[str, Tree]) -> Tree:
    discount = written_discount(party)
    if discount is None or discount == 1:
        return function
    outer: dict[str, Tree] = {"name": party.name, "type": "ExpDiscountedUFun", "discount": discount}
    if party.reserve is not None:
        outer["reserved_value"] = party.reserve
    return {**outer, "ufun": function}
