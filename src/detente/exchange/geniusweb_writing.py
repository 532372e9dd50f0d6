"""A scored game as a GeniusWeb domain and its profiles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from detente.errors import ExchangeError
from detente.exchange.data_text import Tree, json_bytes
from detente.exchange.exact_numbers import has_end
from detente.exchange.file_names import file_stems
from detente.exchange.package_of_worth import package_of_worth
from detente.exchange.whole_points import WholePoints, decimal_scale, whole_points
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["simple_name", "write_geniusweb"]

Rows = Mapping[str, Mapping[str, int]]


def write_geniusweb(game: ScoredGame) -> dict[str, bytes]:
    """Write a game as one domain and one profile for each party.

    GeniusWeb knows utilities from 0 to 1, weights that add up to exactly 1, and no numbers but
    decimals. The points of a party are therefore moved and shrunk, that of no deal too, which
    changes no preference; nothing is rounded. Weights are the shares of the issues in what is at
    stake where these are decimals that end; elsewhere they are powers of 1/2 near the shares,
    and the utilities make up for it.

    No deal is said by a package that is worth as much: by none if no deal is worth no more than
    the worst package.

    Parameters
    ----------
    game : ScoredGame
        Its discounts and notes are left out; of its names only letters a to z and digits are
        kept, as GeniusWeb wants, except in the names of files.

    Returns
    -------
    dict of file name to bytes
        The domain first; equal games give equal bytes.

    Raises
    ------
    ExchangeError
        If the game has combinations, or no package is worth exactly what no deal is.
    """
    for party in game.parties:
        if party.combinations:
            raise ExchangeError(
                f"{party.name} has points for combinations of options, which GeniusWeb cannot hold; "
                "negmas can"
            )
    domain: dict[str, Tree] = {
        "name": simple_name(game.name),
        "issuesValues": {issue: {"values": options} for issue, options in game.issues.items()},
    }
    stem = f"{file_stems([game.name])[0]}-domain"
    stems = file_stems([party.name for party in game.parties], taken=[stem])
    files = {f"{stem}.json": json_bytes(domain)}
    names = _simple_names(game)
    for name, simple, party in zip(stems, names, game.parties, strict=True):
        try:
            profile = {"name": simple, **_profile(game, party, domain)}
            content = json_bytes({"LinearAdditiveUtilitySpace": profile})
        except ValueError as error:
            raise ExchangeError(f"{game.name}: {party.name!r} cannot be written: {error}") from None
        files[f"{name}.json"] = content
    return files


def simple_name(name: str) -> str:
    """Return the letters and digits of a name, which are all that GeniusWeb takes; never empty."""
    return "".join(c for c in name if c.isascii() and c.isalnum()) or "x"


def _simple_names(game: ScoredGame) -> list[str]:
    """Return what is left of the names of the parties, with numbers behind where that is the same."""
    names: list[str] = []
    for party in game.parties:
        name = plain = simple_name(party.name)
        number = 2
        while name in names:
            name, number = f"{plain}{number}", number + 1
        names.append(name)
    return names


def _profile(game: ScoredGame, party: Scorer, domain: Tree) -> dict[str, Tree]:
    whole = whole_points(game, party)
    rows = _with_constant(whole)
    weights, scale = _weights(rows)
    profile: dict[str, Tree] = {
        "issueUtilities": {
            issue: {"discreteutils": {"valueUtilities": _utilities(row, weights[issue], scale)}}
            for issue, row in rows.items()
        },
        "issueWeights": weights,
        "domain": domain,
    }
    if whole.reserve:
        profile["reservationBid"] = {"issuevalues": _bid(game, party, rows, whole)}
    return profile


def _with_constant(whole: WholePoints) -> Rows:
    """Put what every package gets where it changes the picture least: to the widest issue."""
    rows = {issue: dict(row) for issue, row in whole.rows.items()}
    widest = max(rows, key=lambda issue: max(rows[issue].values()))
    rows[widest] = {option: points + whole.constant for option, points in rows[widest].items()}
    return rows


def _utilities(row: Mapping[str, int], weight: Fraction, scale: Fraction) -> dict[str, Fraction]:
    return {option: points * scale / weight if weight else Fraction(0) for option, points in row.items()}


def _weights(rows: Rows) -> tuple[dict[str, Fraction], Fraction]:
    """Return weights, and what to multiply whole points by so that utilities are decimals."""
    most = {issue: max(row.values()) for issue, row in rows.items()}
    total = sum(most.values())
    if total == 0:
        return {issue: Fraction(int(place == 0)) for place, issue in enumerate(rows)}, Fraction(1)
    natural = {issue: Fraction(points, total) for issue, points in most.items()}
    utilities = [Fraction(p, most[i]) for i, row in rows.items() for p in row.values() if most[i]]
    if all(map(has_end, [*natural.values(), *utilities])):
        return natural, Fraction(1, total)
    powers = _powers(natural)
    tightest = max(math.ceil(points / powers[issue]) for issue, points in most.items() if points)
    return powers, decimal_scale(tightest)


def _powers(shares: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return powers of 1/2 that add up to 1, each near the share, 0 only for 0.

    Each share is rounded down to a power; then the largest that fits into what is left is
    doubled, again and again (the code lengths of Shannon, made full).
    """
    powers = {i: Fraction(1, 2 ** _halvings(share)) if share else Fraction(0) for i, share in shares.items()}
    left = 1 - sum(powers.values())
    while left:
        issue = max((i for i in powers if 0 < powers[i] <= left), key=lambda i: (powers[i], shares[i]))
        left -= powers[issue]
        powers[issue] *= 2
    return powers


def _halvings(share: Fraction) -> int:
    """Return the least number of halvings of 1 that come to no more than a share."""
    ratio = math.ceil(1 / share)
    return (ratio - 1).bit_length()


def _bid(game: ScoredGame, party: Scorer, rows: Rows, whole: WholePoints) -> dict[str, str]:
    try:
        found = package_of_worth(rows, whole.reserve)
    except ExchangeError as error:
        raise ExchangeError(
            f"{game.name}: no package worth {party.name}'s no deal was found: {error}"
        ) from None
    if found is None:
        raise ExchangeError(
            f"GeniusWeb says what no deal is worth by a package, and none is worth exactly "
            f"{party.reserve or 0} points to {party.name!r}; genius and negmas can hold the game"
        )
    return found
