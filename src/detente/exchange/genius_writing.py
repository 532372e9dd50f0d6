"""A scored game as a Genius domain and its profiles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import gcd
from xml.sax.saxutils import quoteattr

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import decimal_text, has_end
from detente.exchange.file_names import file_stems
from detente.exchange.issue_ranges import as_whole_numbers
from detente.exchange.whole_points import WholePoints, decimal_scale, whole_points
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["write_genius"]

#: What XML has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_genius(game: ScoredGame) -> dict[str, bytes]:
    """Write a game as one domain and one profile for each party.

    Genius knows utilities from 0 to 1 only. Points of a party that lie there stay what they are.
    Others, that of no deal included, are moved and shrunk by the same amounts, which changes no
    preference; nothing is rounded. The most that a package or no deal is worth becomes 1 (in some
    games up to 10**-12 less, and in a nonlinear profile anything below); the least becomes 0 if
    anything is worth less than what every package gets.

    Combinations are written as hyper-rectangles, which Genius has for whole numbers only: every
    issue must be a range of them, and every combination must name neighbours. The other points
    of such a game become boxes too.

    Parameters
    ----------
    game : ScoredGame
        Its notes are left out, and a discount that is no decimal between 0 and 1.

    Returns
    -------
    dict of file name to bytes
        The domain first; equal games give equal bytes.

    Raises
    ------
    ExchangeError
        If Genius cannot hold the game.
    """
    if unfit := _UNWRITABLE.search("".join(_all_names(game))):
        raise ExchangeError(f"{game.name}: XML has no way to write the character {unfit[0]!r} of a name")
    boxes = any(party.combinations for party in game.parties)
    if boxes:
        _check_boxes(game)
    domain = f"{file_stems([game.name])[0]}-domain"
    stems = file_stems([party.name for party in game.parties], taken=[domain])
    files = {f"{domain}.xml": _domain(game, integer=boxes)}
    for stem, party in zip(stems, game.parties, strict=True):
        whole = whole_points(game, party, in_place=True)
        try:
            files[f"{stem}.xml"] = _nonlinear(game, party, whole) if boxes else _additive(party, whole)
        except ValueError as error:
            raise ExchangeError(f"{game.name}: {party.name!r} cannot be written: {error}") from None
    return {name: "\n".join([*lines, ""]).encode("utf-8") for name, lines in files.items()}


def _all_names(game: ScoredGame) -> list[str]:
    options = [option for of_issue in game.issues.values() for option in of_issue]
    return [game.name, *game.issues, *options, *(party.name for party in game.parties)]


def _check_boxes(game: ScoredGame) -> None:
    for issue, options in game.issues.items():
        if as_whole_numbers(options) is None:
            raise ExchangeError(
                f"{game.name} has points for combinations of options, which Genius has for whole numbers "
                f"only, and {issue!r} is no range of them; negmas can hold the game"
            )
    for party in game.parties:
        for combination in party.combinations:
            for issue, named in combination.when.items():
                numbers = sorted(map(int, named))
                if not numbers or numbers[-1] - numbers[0] + 1 != len(set(numbers)):
                    raise ExchangeError(
                        f"{game.name}: a combination of {party.name!r} names options of {issue!r} that are "
                        "no neighbours, which no hyper-rectangle can hold"
                    )


def _tag(tag: str, /, **attributes: str) -> str:
    return " ".join([f"<{tag}", *(f"{key}={quoteattr(value)}" for key, value in attributes.items())])


def _root(kind: str, name: str, **attributes: str) -> list[str]:
    return ['<?xml version="1.0" encoding="UTF-8"?>', _tag(kind, name=name, **attributes) + ">"]


def _objective(name: str) -> str:
    return _tag("objective", index="0", name=name, type="objective", etype="objective") + ">"


def _issue(index: int, name: str, kind: str) -> str:
    return "  " + _tag("issue", index=str(index), name=name, type=kind, etype=kind, vtype=kind)


def _items(row: Mapping[str, str | None]) -> list[str]:
    lines = []
    for place, (option, evaluation) in enumerate(row.items(), start=1):
        more = {} if evaluation is None else {"evaluation": evaluation}
        lines.append("    " + _tag("item", index=str(place), value=option, **more) + "/>")
    return lines


def _integer_issues(game: ScoredGame) -> list[str]:
    lines = []
    for index, (issue, options) in enumerate(game.issues.items(), start=1):
        low, high = quoteattr(options[0]), quoteattr(options[-1])
        lines.append(_issue(index, issue, "integer") + f" lowerbound={low} upperbound={high}/>")
    return lines


def _domain(game: ScoredGame, *, integer: bool) -> list[str]:
    lines = _root("negotiation_template", game.name)
    lines += [f'<utility_space number_of_issues="{len(game.issues)}">', _objective(game.name)]
    if integer:
        lines += _integer_issues(game)
    else:
        for index, (issue, options) in enumerate(game.issues.items(), start=1):
            lines += [_issue(index, issue, "discrete") + ">", *_items(dict.fromkeys(options)), "  </issue>"]
    return [*lines, "</objective>", "</utility_space>", "</negotiation_template>"]


def _additive(party: Scorer, whole: WholePoints) -> list[str]:
    """Write evaluations as small whole numbers, of which Genius takes the share of the highest."""
    rows = {issue: dict(row) for issue, row in whole.rows.items()}
    if whole.constant:
        # What every package gets goes where it changes the picture least: to the widest issue.
        widest = max(rows, key=lambda issue: max(rows[issue].values()))
        rows[widest] = {option: points + whole.constant for option, points in rows[widest].items()}
    scale = _scale(whole, rows)
    lines = [*_root("utility_space", party.name), _comment(whole, scale), _objective(party.name)]
    weights = []
    for index, (issue, row) in enumerate(rows.items(), start=1):
        divisor = gcd(*row.values()) or 1
        lines.append(_issue(index, issue, "discrete") + ">")
        lines += _items({option: str(points // divisor) for option, points in row.items()})
        lines.append("  </issue>")
        weight = decimal_text(max(row.values()) * scale)
        weights.append("  " + _tag("weight", index=str(index), value=weight) + "/>")
    return [*lines, *weights, "</objective>", *_ending(party, whole, scale), "</utility_space>"]


def _scale(whole: WholePoints, rows: Mapping[str, Mapping[str, int]]) -> Fraction:
    """Return what to multiply whole points by: what leaves the points as they are, if that goes."""
    same = Fraction(1, whole.factor)
    weights = [max(row.values()) * same for row in rows.values()]
    if whole.low == 0 and whole.top * same <= 1 and all(map(has_end, [*weights, whole.reserve * same])):
        return same
    return decimal_scale(whole.top)


def _nonlinear(game: ScoredGame, party: Scorer, whole: WholePoints) -> list[str]:
    highest = max(whole.top, 1)
    if not has_end(Fraction(whole.reserve, highest)):
        highest = 10 ** len(str(highest))
    scale = Fraction(1, highest)
    lines = [*_root("utility_space", party.name, type="nonlinear"), _comment(whole, scale)]
    lines += [_objective(party.name), *_integer_issues(game)]
    lines.append(f'  <utility maxutility="{highest}">')
    lines.append('    <ufun type="PlainUfun" weight="1" aggregation="sum">')
    index = {issue: place for place, issue in enumerate(game.issues, start=1)}
    boxes: list[tuple[Mapping[str, tuple[str, ...]], int]] = [({}, whole.constant)]
    boxes += [({i: (o,)}, points) for i, row in whole.rows.items() for o, points in row.items()]
    for when, points in [*boxes, *whole.combinations]:
        if points:
            lines += _box(when, points, index)
    lines += ["    </ufun>", "  </utility>", "</objective>"]
    return [*lines, *_ending(party, whole, scale), "</utility_space>"]


def _box(when: Mapping[str, tuple[str, ...]], points: int, index: Mapping[str, int]) -> list[str]:
    lines = [f'      <hyperRectangle utility="{points}" weight="1">']
    for issue, options in when.items():
        numbers = sorted(map(int, options))
        bound = _tag("INCLUDES", index=str(index[issue]), min=str(numbers[0]), max=str(numbers[-1]))
        lines.append(f"        {bound}/>")
    return [*lines, "      </hyperRectangle>"]


def _comment(whole: WholePoints, scale: Fraction) -> str:
    """Say how to come back to the points of the game."""
    low = "" if whole.low == 0 else f"{whole.low} + "
    return f"<!-- points = {low}utility * {1 / (whole.factor * scale)} -->"


def _ending(party: Scorer, whole: WholePoints, scale: Fraction) -> list[str]:
    """Write what no deal is worth, unless nothing is said and 0 is what Genius takes it for."""
    lines = []
    if party.discount is not None and 0 < party.discount <= 1 and has_end(party.discount):
        lines.append(_tag("discount_factor", value=decimal_text(party.discount)) + "/>")
    if party.reserve is not None or whole.reserve:
        # Shrunk by a factor whose decimal ends, so this one ends too.
        lines.append(_tag("reservation", value=decimal_text(whole.reserve * scale)) + "/>")
    return lines
