"""NegoLog: the profiles of a domain, one JSON file for each party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.data_files import read_data
from detente.exchange.data_part import Part
from detente.exchange.listing import listed
from detente.exchange.named_options import NamedOptions
from detente.exchange.weighted_values import issues_with_options, weighted_values
from detente.model.scored_game import ScoredGame, Scorer

__all__ = ["read_negolog"]


def read_negolog(files: Sequence[Path]) -> ScoredGame:
    """Read profiles, which NegoLog keeps as ``profileA.json`` and ``profileB.json``.

    A package is worth the sum of weights times values.

    Parameters
    ----------
    files : sequence of Path
        One profile or more; JSON without ``issueWeights``, such as ``specs.json`` with results of
        others, is left out with a note.

    Returns
    -------
    ScoredGame
        Called as the folder of the first profile, parties as their files. Issues and options
        stand in the order of the first profile.

    Raises
    ------
    ExchangeError
        If a file cannot be read, there is no profile, or profiles differ in issues or options.
    """
    notes: list[str] = []
    profiles: list[tuple[Path, Part]] = []
    for path in files:
        part = read_data(path)
        if isinstance(part.data, dict) and "issueWeights" in part.data:
            profiles.append((path, part))
        else:
            notes.append(f"{path.name} is no profile; left out")
    if not profiles:
        where = listed(path.name for path in files) or "no file at all"
        raise ExchangeError(f"there is no NegoLog profile (with issueWeights) in {where}")
    first = profiles[0][1]
    issues = issues_with_options(first.at("issues"), lambda row: list(row.named()))
    return ScoredGame(
        name=profiles[0][0].resolve().parent.name or "game",
        issues={name: issue.options for name, issue in issues.items()},
        parties=tuple(_party(path.stem, part, issues) for path, part in profiles),
        notes=tuple(notes),
    )


def _party(name: str, part: Part, issues: Mapping[str, NamedOptions]) -> Scorer:
    values = weighted_values(part.at("issueWeights"), part.at("issues"), issues)
    for issue, options in issues.items():
        part.at("issueWeights").at(issue)
        for option in options.options:
            if option not in values.get(issue, {}):
                raise part.at("issues").fault(f"there is nothing for {option!r} of {issue!r}")
    reserve = part.get("reservationValue")
    return Scorer(name=name, values=values, reserve=None if reserve is None else reserve.number())
