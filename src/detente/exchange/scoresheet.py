"""Score sheets, as teachers of negotiation keep them: issues and options down, parties across.

.. code-block:: text

   issue     option    Buyer   Seller
   Price     high          0       30
             low          40       10
   Delivery  fast         25        0
             slow          0       20
   No deal                20       15
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from detente.errors import ExchangeError
from detente.exchange.file_names import file_stems
from detente.exchange.scoresheet_content import ZIP, read_content
from detente.exchange.scoresheet_csv import csv_bytes, csv_grid
from detente.exchange.scoresheet_grid import Grid
from detente.exchange.scoresheet_header import find_header
from detente.exchange.scoresheet_layout import laid_out
from detente.exchange.scoresheet_numbers import written_points
from detente.exchange.scoresheet_table import N_NAMES, score_rows
from detente.exchange.scoresheet_xlsx import xlsx_bytes, xlsx_grids
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["read_scoresheet", "write_scoresheet"]

#: Number cells hold nothing larger.
_LARGEST = 10**300


def read_scoresheet(files: Sequence[Path]) -> ScoredGame:
    """Read one score sheet, or several with the same issues and options and other parties.

    Parameters
    ----------
    files : sequence of Path
        Excel workbooks (.xlsx, .xlsm) and text separated by commas, semicolons or tabs, told
        apart by their content. At most 8 MB, 5000 rows and 500 columns each.

    Returns
    -------
    ScoredGame
        Points exactly as written; its notes say which cells were blank and which sheets were not
        read. See :func:`detente.exchange.scoresheet_layout.laid_out` for the layout.

    Raises
    ------
    ExchangeError
        Naming the file, and the cell as in B7.
    """
    if not files:
        raise ExchangeError("no file was given")
    first, *others = [_read(path) for path in files]
    for path, other in zip(files[1:], others, strict=True):
        _check_same(first, other, f"{path.name} and {files[0].name}")
    parties = (*first.parties, *(party for game in others for party in game.parties))
    notes = (*first.notes, *(note for game in others for note in game.notes))
    return replace(first, parties=parties, notes=notes)


def _read(path: Path) -> ScoredGame:
    content = read_content(path)
    if not content.startswith(ZIP) and path.suffix.lower() not in (".xlsx", ".xlsm"):
        return laid_out(csv_grid(content, path.name), path.stem)
    grids = xlsx_grids(content, path.name)
    found = [grid for grid in grids if find_header(grid) is not None]
    if not grids or (not found and len(grids) > 1):
        raise ExchangeError(f"{path.name} holds {_sheets(grids)}, and none of them looks like a score sheet")
    chosen = found[0] if found else grids[0]
    game = laid_out(chosen, path.stem)
    return replace(game, notes=(*_unread(grids, chosen), *game.notes))


def _unread(grids: Sequence[Grid], chosen: Grid) -> tuple[str, ...]:
    if len(grids) < 2:
        return ()
    return (f"{chosen.where} was read, and not {_sheets([grid for grid in grids if grid is not chosen])}",)


def _sheets(grids: Sequence[Grid]) -> str:
    return ", ".join(f"sheet {grid.sheet!r}" for grid in grids) or "no visible sheet"


def _check_same(first: ScoredGame, other: ScoredGame, files: str) -> None:
    for issue in first.issues.keys() | other.issues.keys():
        here, there = first.issues.get(issue, ()), other.issues.get(issue, ())
        for option in sorted(set(here) ^ set(there)):
            raise ExchangeError(
                f"{files}: the option {option!r} of the issue {issue!r} stands in one of them only; sheets "
                "of one game have the same issues and options"
            )


def write_scoresheet(game: ScoredGame, *, form: Literal["xlsx", "csv"] = "xlsx") -> dict[str, bytes]:
    """Write a game as a score sheet.

    Parameters
    ----------
    game : ScoredGame
        Without combinations. Spaces in its names are joined; its name, discounts and notes are
        left out.
    form : "xlsx" or "csv"
        CSV is exact: points without an end as a decimal are written as fractions. In a workbook
        points are numbers to reckon with, as near as a double comes.

    Returns
    -------
    dict of file name to bytes
        One file, called as the game is.

    Raises
    ------
    ExchangeError
        If a score sheet cannot hold the game.
    """
    rows = score_rows(game)
    file = f"{file_stems([game.name])[0]}.{form}"
    if form == "csv":
        return {file: csv_bytes([[_in_csv(content) for content in row] for row in rows], names=N_NAMES)}
    for party in game.parties:
        if max(map(abs, _all_points(party)), default=Fraction(0)) > _LARGEST:
            raise ExchangeError(f"{game.name}: {party.name!r} has points beyond what a workbook can hold")
    return {file: xlsx_bytes(rows)}


def _all_points(party: Scorer) -> list[Fraction]:
    by_issue: Mapping[str, Mapping[str, Fraction]] = party.values
    return [points for by_option in by_issue.values() for points in by_option.values()] + [
        party.base,
        party.reserve or Fraction(0),
    ]


def _in_csv(content: str | Fraction) -> str:
    if isinstance(content, str):
        return content
    try:
        return written_points(content)
    except ValueError as error:
        raise ExchangeError(f"a score sheet cannot hold {error}") from None
