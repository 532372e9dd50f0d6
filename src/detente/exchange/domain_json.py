"""One JSON file with a domain: issues with options, parties with weights, values and reserve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.data_files import read_data
from detente.exchange.data_part import Part
from detente.exchange.data_text import Tree, json_bytes
from detente.exchange.decimal_points import with_decimal_points, written_discount
from detente.exchange.file_names import file_stems
from detente.exchange.listing import listed
from detente.exchange.named_options import NamedOptions
from detente.exchange.weighted_values import issues_with_options, weighted_values
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["read_domain", "write_domain"]


def read_domain(files: Sequence[Path]) -> ScoredGame:
    """Read a game from one JSON file.

    .. code-block:: json

       {"name": "Fishing", "issues": {"Quota": ["10", "20"], "Season": ["long", "short"]},
        "parties": [{"name": "North", "weights": {"Quota": 0.7, "Season": 0.3},
                     "values": {"Quota": {"10": 0, "20": 1}, "Season": {"long": 1}},
                     "reserve": 0.4, "discount": 1}]}

    A package is worth the sum of weights times values. A weight is 1 if it is not given, a value
    0; reserve and discount may be left out or null.

    Parameters
    ----------
    files : sequence of Path
        Exactly one.

    Raises
    ------
    ExchangeError
        If there are more files or none, or the file is not of this form.
    """
    if len(files) != 1:
        where = listed(path.name for path in files) or "none"
        raise ExchangeError(f"a domain with its parties is one file; there are {len(files)}: {where}")
    part = read_data(files[0])
    issues = issues_with_options(part.at("issues"), _texts)
    parties = [_party(inner, issues) for inner in part.at("parties").items()]
    return ScoredGame(
        name=name.text() if (name := part.get("name")) is not None else files[0].stem,
        issues={name: issue.options for name, issue in issues.items()},
        parties=tuple(parties),
    )


def _texts(options: Part) -> list[str]:
    return [option.text() for option in options.items()]


def _party(part: Part, issues: Mapping[str, NamedOptions]) -> Scorer:
    numbers = {key: None if (p := part.get(key)) is None else p.number() for key in ("reserve", "discount")}
    return Scorer(
        name=part.at("name").text(),
        values=weighted_values(part.get("weights"), part.at("values"), issues),
        reserve=numbers["reserve"],
        discount=numbers["discount"],
    )


def write_domain(game: ScoredGame) -> dict[str, bytes]:
    """Write a game as one JSON file that :func:`read_domain` reads.

    Points stay what they are if their decimals end; else all points of the party are multiplied
    by the smallest whole number that makes them so, which changes no preference. What every
    package gets is added to the options of the first issue.

    Parameters
    ----------
    game : ScoredGame
        Its notes are left out, and a discount that is no decimal.

    Returns
    -------
    dict of file name to bytes
        One file, called as the game is; equal games give equal bytes.

    Raises
    ------
    ExchangeError
        If the game has combinations, or points of too many figures.
    """
    for party in game.parties:
        if party.combinations:
            raise ExchangeError(
                f"{party.name} has points for combinations of options, which this format cannot hold; "
                "negmas can"
            )
    decimal = with_decimal_points(game)
    parties: list[Tree] = [_tree(party, decimal) for party in decimal.parties]
    issues: dict[str, Tree] = dict(game.issues)
    try:
        content = json_bytes({"name": game.name, "issues": issues, "parties": parties})
    except ValueError as error:
        raise ExchangeError(f"{game.name} cannot be written: {error}") from None
    return {f"{file_stems([game.name])[0]}.json": content}


def _tree(party: Scorer, game: ScoredGame) -> Tree:
    values: dict[str, Tree] = {}
    for place, (issue, options) in enumerate(game.issues.items()):
        extra = party.base if place == 0 else Fraction(0)
        row = party.values.get(issue, {})
        values[issue] = {option: row.get(option, Fraction(0)) + extra for option in options}
    tree: dict[str, Tree] = {
        "name": party.name,
        "weights": dict.fromkeys(game.issues, Fraction(1)),
        "values": values,
    }
    if party.reserve is not None:
        tree["reserve"] = party.reserve
    if (discount := written_discount(party)) is not None:
        tree["discount"] = discount
    return tree
