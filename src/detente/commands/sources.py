"""What a case on the command line is: a shipped case, a dossier, or the files of another program."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from detente.cases import case_names
from detente.dossier.dossier import Dossier
from detente.exchange.files import holds_dossier, read_game
from detente.loading import load
from detente.model.scored_game import ScoredGame

__all__ = ["case_or_game"]


def case_or_game(
    sources: Sequence[str], *, reading: str | None = None, steps: int | None = None
) -> Dossier | ScoredGame:
    """Load what was named.

    Parameters
    ----------
    sources : sequence of str
        One case, dossier file or folder, or the files of a game in another format.
    reading : str, optional
        Of a dossier.
    steps : int, optional
        Into how many options an issue over a range of numbers is cut.

    Raises
    ------
    DossierError, ExchangeError, UnknownNameError, click.UsageError
        For what cannot be read, or does not exist.
    """
    if _is_dossier(sources):
        return load(sources[0], reading=reading)
    if reading is not None:
        raise click.UsageError("--reading belongs to a dossier, and these files are none")
    return read_game([Path(source) for source in sources], steps=steps)


def _is_dossier(sources: Sequence[str]) -> bool:
    if len(sources) != 1:
        return False
    name = sources[0]
    # A bare word that is no file is a case, or the typing error of one.
    is_word = not (os.path.exists(name) or os.sep in name or Path(name).suffix)
    return name in case_names() or is_word or holds_dossier(Path(name))
