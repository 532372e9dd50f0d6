"""``detente export``: a case, a dossier or foreign files in the format of another program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from detente.commands.sources import case_or_game
from detente.dossier.dossier import Dossier
from detente.errors import ExchangeError, RunError, UnknownNameError
from detente.exchange.files import write_game
from detente.exchange.from_dossier import game_of
from detente.model.scored_game import ScoredGame
from detente.report.writing import check_file, write_file

__all__ = ["ExportRequest", "export_case"]


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What was typed after ``detente export``.

    Attributes
    ----------
    sources : tuple of str
        One case, dossier file or folder, or the files of a game in another format.
    format : str
        One of :data:`detente.exchange.files.WRITABLE`.
    output : Path
        A folder, or for a format of one file also that file.
    reading : str or None
        Key of a reading of the dossier.
    parties : tuple of str
        Keys (of a dossier) or names (of other files) of the parties to keep; none for the
        principals, or all.
    steps : int or None
        Into how many options an issue over a range of numbers is cut.
    force : bool
        Write over existing files.
    """

    sources: tuple[str, ...]
    format: str
    output: Path
    reading: str | None = None
    parties: tuple[str, ...] = ()
    steps: int | None = None
    force: bool = False


def export_case(request: ExportRequest) -> None:
    """Reduce a case to a game, or read one, and write it for another program.

    Raises
    ------
    DossierError, ExchangeError
        If it cannot be read, or the format cannot hold it.
    RunError
        If a file exists, or cannot be written.
    UnknownNameError, click.UsageError
        For what was typed.
    """
    game = _game(request)
    files = _placed(request, write_game(game, request.format))
    for path in files:
        check_file(path, force=request.force)
    for path, content in files.items():
        write_file(path, content, force=request.force)
        click.echo(str(path))
    for note in game.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(
        f"{len(game.parties)} parties, {len(game.issues)} issues, {game.n_packages} packages", err=True
    )


def _game(request: ExportRequest) -> ScoredGame:
    case = case_or_game(request.sources, reading=request.reading, steps=request.steps)
    if isinstance(case, Dossier):
        return game_of(case, parties=request.parties or None)
    return _with_parties(case, request.parties) if request.parties else case


def _with_parties(game: ScoredGame, wanted: tuple[str, ...]) -> ScoredGame:
    by_name = {party.name: party for party in game.parties}
    for name in wanted:
        if name not in by_name:
            raise UnknownNameError("party", name, by_name)
    if len(set(wanted)) < len(wanted):
        raise ExchangeError("a game needs parties, each of them once")
    return replace(game, parties=tuple(by_name[name] for name in wanted))


def _placed(request: ExportRequest, files: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Say where each file goes; a folder has to be new or empty unless files may be written over."""
    output = request.output
    suffix = output.suffix.lower()
    if len(files) == 1 and suffix and not output.is_dir():
        name, content = next(iter(files.items()))
        if suffix != Path(name).suffix:
            raise click.UsageError(f"{request.format} writes a {Path(name).suffix} file, not {output.name}")
        return {output: content}
    if output.is_dir() and any(output.iterdir()) and not request.force:
        raise RunError(f"{output} is not empty; give a new folder, or write into it with --force")
    return {output / name: content for name, content in files.items()}
