"""Reading and writing scored games in whatever format: which one is found by the content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import ExchangeError, UnknownNameError
from detente.exchange.domain_json import read_domain, write_domain
from detente.exchange.genius import read_genius, write_genius
from detente.exchange.geniusweb import read_geniusweb, write_geniusweb
from detente.exchange.listing import listed
from detente.exchange.negmas_scenario import read_negmas, write_negmas
from detente.exchange.negolog import read_negolog
from detente.exchange.recognising import DOSSIER, SHEET, family_of
from detente.exchange.scoresheet import read_scoresheet, write_scoresheet
from detente.model.scored_game import ScoredGame

__all__ = ["FORMATS", "WRITABLE", "Format", "holds_dossier", "read_game", "write_game"]

#: Most files of one folder that are looked at.
MAX_FILES = 1000


@dataclass(frozen=True, kw_only=True)
class Format:
    """One format.

    Attributes
    ----------
    what : str
        What it is, for people.
    family : str
        What :func:`detente.exchange.recognising.family_of` calls its files.
    read : callable
        From files and the number of steps of a continuous issue to a game.
    write : callable or None
        From a game to files by name; None where it is only read.
    """

    what: str
    family: str
    read: Callable[[Sequence[Path], int | None], ScoredGame]
    write: Callable[[ScoredGame], dict[str, bytes]] | None


FORMATS: Mapping[str, Format] = {
    "genius": Format(
        what="Genius: a domain and its profiles as XML",
        family="genius",
        read=lambda files, steps: read_genius(files, steps=steps),
        write=write_genius,
    ),
    "geniusweb": Format(
        what="GeniusWeb: a domain and its profiles as JSON",
        family="geniusweb",
        read=lambda files, _: read_geniusweb(files),
        write=write_geniusweb,
    ),
    "negmas": Format(
        what="NegMAS: the files of a scenario as YAML",
        family="negmas",
        read=lambda files, steps: read_negmas(files, steps=steps),
        write=lambda game: write_negmas(game, form="yml"),
    ),
    "negmas-json": Format(
        what="NegMAS: the files of a scenario as JSON",
        family="negmas",
        read=lambda files, steps: read_negmas(files, steps=steps),
        write=lambda game: write_negmas(game, form="json"),
    ),
    "negolog": Format(
        what="NegoLog: profiles as JSON",
        family="negolog",
        read=lambda files, _: read_negolog(files),
        write=None,
    ),
    "json": Format(
        what="one JSON file with issues and parties",
        family="json",
        read=lambda files, _: read_domain(files),
        write=write_domain,
    ),
    "xlsx": Format(
        what="a score sheet as an Excel workbook",
        family=SHEET,
        read=lambda files, _: read_scoresheet(files),
        write=lambda game: write_scoresheet(game, form="xlsx"),
    ),
    "csv": Format(
        what="a score sheet as separated text",
        family=SHEET,
        read=lambda files, _: read_scoresheet(files),
        write=lambda game: write_scoresheet(game, form="csv"),
    ),
}

#: Names of the formats that can be written.
WRITABLE = tuple(name for name, form in FORMATS.items() if form.write is not None)


def read_game(paths: Sequence[Path], *, steps: int | None = None, format: str | None = None) -> ScoredGame:
    """Read the files of one game.

    Parameters
    ----------
    paths : sequence of Path
        Files, and folders that stand for the files in them (those that begin with a dot or an
        underscore left out).
    steps : int, optional
        Into how many options an issue over a range of numbers is cut; such an issue is refused
        without it. Only Genius and NegMAS files have one.
    format : str, optional
        Key of ``FORMATS``; found by the content if not given.

    Returns
    -------
    ScoredGame

    Raises
    ------
    ExchangeError
        If the files are of no known format, of several, or cannot be read.
    UnknownNameError
        For a format that does not exist.
    """
    files = [file for path in paths for file in _expanded(path)]
    if format is not None:
        chosen = _format(format, FORMATS)
        of_it = [file for file in files if family_of(file) == chosen.family]
        return chosen.read(of_it or files, steps)
    families = {file: family for file in files if (family := family_of(file)) is not None}
    _check_one(paths, files, families)
    family = next(iter(families.values()))
    return next(form for form in FORMATS.values() if form.family == family).read(list(families), steps)


def _expanded(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        inside = sorted(filter(_counts, path.iterdir()), key=lambda file: (file.stem, file.name))
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror}") from error
    if len(inside) > MAX_FILES:
        raise ExchangeError(f"{path} holds {len(inside)} files; at most {MAX_FILES} are looked at")
    return inside


def _counts(file: Path) -> bool:
    return file.name[0] not in "._" and file.is_file()


def _check_one(paths: Sequence[Path], files: Sequence[Path], families: Mapping[Path, str]) -> None:
    """Make sure that every file given, and something in every folder, is of one known format."""
    strange = [file for file in files if file in paths and file not in families]
    if strange or not families:
        names = ", ".join(str(path) for path in strange or paths) or "nothing"
        known = "; ".join(f"{name} ({form.what})" for name, form in FORMATS.items())
        seen = f"; recognised: {_listed(families)}" if families else ""
        raise ExchangeError(f"not of a known format: {names}{seen}. Known are {known}")
    if DOSSIER in families.values():
        dossier = next(file for file, family in families.items() if family == DOSSIER)
        raise ExchangeError(f"{dossier} is a dossier of detente already")
    if len(set(families.values())) > 1:
        raise ExchangeError(
            f"files of several formats: {_listed(families)}; give those of one, or say which with --format"
        )


def _listed(families: Mapping[Path, str]) -> str:
    return listed(f"{file.name} ({family})" for file, family in families.items())


def holds_dossier(path: Path) -> bool:
    """Tell whether a path is a dossier of detente: a file of that format, or a folder with one.

    A file that is not there, or cannot be read, is none.
    """
    try:
        if path.is_dir():
            return (path / "dossier.yaml").is_file()
        return family_of(path) == DOSSIER
    except (OSError, ExchangeError):
        return False


def write_game(game: ScoredGame, format: str) -> dict[str, bytes]:
    """Write a game in some format.

    Parameters
    ----------
    game : ScoredGame
    format : str
        One of ``WRITABLE``.

    Returns
    -------
    dict of file name to bytes

    Raises
    ------
    ExchangeError
        If the format cannot hold the game.
    UnknownNameError
        For a format that does not exist or is only read.
    """
    write = _format(format, WRITABLE).write
    assert write is not None
    return write(game)


def _format(name: str, known: Sequence[str] | Mapping[str, Format]) -> Format:
    if name not in known:
        raise UnknownNameError("format", name, known)
    return FORMATS[name]
