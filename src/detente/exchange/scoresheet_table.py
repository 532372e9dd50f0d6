"""From a scored game to the rows of a score sheet, which have to come back the same."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from detente.errors import ExchangeError
from detente.exchange.scoresheet_grid import MAX_COLUMNS, MAX_NAME, MAX_ROWS, clean
from detente.exchange.scoresheet_header import WEIGHT_WORDS, plain
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["N_NAMES", "Row", "score_rows"]

Row = list[str | Fraction]

#: Columns of names before those of the parties: issue and option.
N_NAMES = 2


def score_rows(game: ScoredGame) -> list[Row]:
    """Lay a game out as a score sheet, header first.

    Points of every package (``base``) go to all options of the first issue. What no deal is worth
    stands in a last row, if any party says.

    Returns
    -------
    list of rows
        Names are str, points Fraction; a blank cell is "".

    Raises
    ------
    ExchangeError
        For a game with combinations, or with names that a sheet cannot hold.
    """
    _check(game)
    rows: list[Row] = [["issue", "option", *(clean(party.name) for party in game.parties)]]
    for number, (issue, options) in enumerate(game.issues.items()):
        for option in options:
            points = [_points(party, issue, option, first=number == 0) for party in game.parties]
            rows.append([clean(issue), clean(option), *points])
    if any(party.reserve is not None for party in game.parties):
        reserves = ("" if party.reserve is None else party.reserve for party in game.parties)
        rows.append(["No deal", "", *reserves])
    return rows


def _points(party: Scorer, issue: str, option: str, *, first: bool) -> Fraction:
    return party.values.get(issue, {}).get(option, Fraction(0)) + (party.base if first else 0)


def _check(game: ScoredGame) -> None:
    for party in game.parties:
        if party.combinations:
            names = " and ".join(repr(issue) for issue in party.combinations[0].when)
            raise ExchangeError(
                f"{game.name}: a score sheet adds points up issue by issue, and {party.name!r} has points "
                f"for a combination of {names}; choose a format that holds combinations, such as json"
            )
    _check_names("party", [party.name for party in game.parties])
    _check_names("issue", game.issues)
    for issue, options in game.issues.items():
        _check_names(f"option of {issue!r}", options)
    _check_size(game)


def _check_names(kind: str, names: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        text = clean(name)
        if not text:
            raise ExchangeError(f"a score sheet cannot hold the {kind} {name!r}: nothing of it can be shown")
        if len(text) > MAX_NAME:
            raise ExchangeError(
                f"a score sheet holds names of at most {MAX_NAME} characters; the {kind} {text[:30]!r}... "
                f"has {len(text)}"
            )
        if plain(text) in WEIGHT_WORDS and kind != "issue":
            raise ExchangeError(f"a score sheet cannot hold the {kind} {name!r}: it would look like weights")
        if text in seen:
            raise ExchangeError(f"a score sheet cannot tell the {kind} {seen[text]!r} from {name!r}")
        seen[text] = name


def _check_size(game: ScoredGame) -> None:
    height = sum(len(options) for options in game.issues.values()) + 2
    width = len(game.parties) + N_NAMES
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise ExchangeError(
            f"{game.name}: a score sheet of {height} rows and {width} columns; {MAX_ROWS} rows and "
            f"{MAX_COLUMNS} columns are the most"
        )
