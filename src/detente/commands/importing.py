"""``detente import``: files of other programs, or score sheets, become a dossier."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from detente.errors import UnknownNameError
from detente.exchange.dossier_text import DossierText, written_dossier
from detente.exchange.files import read_game
from detente.model.scored_game import ScoredGame
from detente.report.writing import check_file, write_file

__all__ = ["ImportRequest", "import_files"]


@dataclass(frozen=True, kw_only=True)
class ImportRequest:
    """What was typed after ``detente import``.

    Attributes
    ----------
    files : tuple of Path
        Files and folders of one game.
    output : Path or None
        The dossier to write, or a folder for a ``dossier.yaml``; None for standard output.
    format : str or None
        Key of :data:`detente.exchange.files.FORMATS`; None to find it by the content.
    steps : int or None
        Into how many options an issue over a range of numbers is cut.
    status_quo : tuple of str
        ``ISSUE=OPTION``, any number of them.
    title : str or None
        Of the dossier; None for the name of the game.
    force : bool
        Write over an existing file.
    """

    files: tuple[Path, ...]
    output: Path | None = None
    format: str | None = None
    steps: int | None = None
    status_quo: tuple[str, ...] = ()
    title: str | None = None
    force: bool = False


def import_files(request: ImportRequest) -> None:
    """Read a game, write it as a dossier, and tell what was done and what to type next.

    Raises
    ------
    ExchangeError
        If the files cannot be read, or make no dossier.
    RunError
        If the dossier exists, or cannot be written.
    UnknownNameError, click.UsageError
        For what was typed.
    """
    target = None if request.output is None else _target(request.output)
    if target is not None:
        check_file(target, force=request.force)
    game = read_game(request.files, steps=request.steps, format=request.format)
    status_quo = dict(_named_option(text, game) for text in request.status_quo)
    made = written_dossier(game, title=request.title, status_quo=status_quo)
    if target is None:
        # YAML is UTF-8 whatever the terminal's encoding is.
        click.echo(made.text.encode("utf-8"), nl=False)
    else:
        write_file(target, made.text.encode("utf-8"), force=request.force)
        click.echo(str(target))
    _tell(made, game, target)


def _target(output: Path) -> Path:
    """Return the file meant: a folder that is there gets a dossier.yaml."""
    return output / "dossier.yaml" if output.is_dir() else output


def _named_option(text: str, game: ScoredGame) -> tuple[str, str]:
    """Split ISSUE=OPTION where both sides are known; names may hold the sign themselves."""
    places = [i for i, char in enumerate(text) if char == "="]
    if not places:
        raise click.UsageError(f"--status-quo takes ISSUE=OPTION, not {text!r}")
    splits = [(text[:i].strip(), text[i + 1 :].strip()) for i in places]
    known = [(issue, option) for issue, option in splits if issue in game.issues]
    for issue, option in known:
        if option in game.issues[issue]:
            return issue, option
    if known:
        issue, option = known[0]
        raise UnknownNameError(f"option of {issue}", option, game.issues[issue])
    raise UnknownNameError("issue", splits[0][0], game.issues)


def _tell(made: DossierText, game: ScoredGame, target: Path | None) -> None:
    _say_notes(made.notes)
    size = f"{len(game.parties)} parties, {len(game.issues)} issues, {game.n_packages} packages"
    if target is None:
        click.echo(f"{size}; -o FILE writes it to a file", err=True)
        return
    typed = shlex.quote(os.fspath(target))
    click.echo(f"{size}. Edit {target}, then:\n  detente check {typed}\n  detente run {typed}", err=True)


def _say_notes(notes: Sequence[str]) -> None:
    for note in notes:
        click.echo(f"note: {note}", err=True)
