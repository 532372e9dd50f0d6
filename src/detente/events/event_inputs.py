"""Files of event data, plain or packed, found and read in pieces."""

from __future__ import annotations

import glob
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from detente.errors import ExchangeError

__all__ = ["BrokenFileError", "Input", "find_inputs", "pieces"]

#: Bytes read at once from a plain file, and given out at most at once by a packed one.
PIECE = 1 << 20
#: The same from a zip, where a piece is lost whole when the file breaks in it.
SMALL = 1 << 16
#: Endings of files that are taken out of a folder.
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".asc", ".dat", ".gz", ".zip")
#: First bytes of what is no list of events, and what to do about it.
FOREIGN = {
    b"BZh": "is packed with bzip2; unpack it first",
    b"\xfd7zXZ": "is packed with xz; unpack it first",
    b"(\xb5/\xfd": "is packed with zstd; unpack it first",
    b"PAR1": "is a Parquet table; events are imported from text",
    b"%PDF": "is a PDF",
    b"\xd0\xcf\x11\xe0": "is a spreadsheet or document of old Office; save it as CSV",
    b"\xff\xfe": "is in UTF-16; save it as UTF-8",
    b"\xfe\xff": "is in UTF-16; save it as UTF-8",
}


class BrokenFileError(Exception):
    """A packed file that ends too early or does not fit its checksum; the text says which."""


@dataclass(frozen=True, kw_only=True)
class Input:
    """One list of events: a file, or a file within a zip.

    Attributes
    ----------
    path : Path
    member : str
        Name within the zip; empty for a file of its own.
    size : int
        Bytes on the disk.
    """

    path: Path
    member: str = ""
    size: int = 0

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


def find_inputs(
    files: Sequence[Path | str], *, keep_going: bool = False
) -> tuple[tuple[Input, ...], tuple[str, ...]]:
    """Find the lists of events in files, folders and patterns.

    Parameters
    ----------
    files : sequence of paths
        A folder stands for the files in it and below whose names end as lists of events do, by name;
        a name with ``*``, ``?`` or ``[`` that is no file, for all that fit it. What is named twice is
        read once.
    keep_going : bool
        Tell of zips that cannot be opened instead of stopping.

    Returns
    -------
    inputs : tuple of Input
        In the order given.
    broken : tuple of str
        What was left out, and why; empty unless ``keep_going``.

    Raises
    ------
    ExchangeError
        If something is not there, is neither file nor folder, or holds no lists.
    """
    found: dict[tuple[str, str], Input] = {}
    broken: list[str] = []
    for path in (path for given in files for path in _expanded(Path(given))):
        try:
            members = _members(path)
        except BrokenFileError as error:
            if not keep_going:
                raise ExchangeError(
                    f"{path} {error}; get it again, or import the other files with --keep-going"
                ) from None
            broken.append(f"{path.name} {error}")
            continue
        found.update({(os.path.realpath(path), item.member): item for item in members})
    if not found and not broken:
        raise ExchangeError("no files of events were given")
    return tuple(found.values()), tuple(broken)


def _expanded(path: Path) -> Iterator[Path]:
    """Give the file, the lists of a folder, or the files that fit a pattern."""
    if _there(path) and path.is_dir():
        yield from _listed(path)
    elif _there(path):
        if not path.is_file():
            raise ExchangeError(f"{path} is neither a file nor a folder")
        yield path
    else:
        fitting = sorted(glob.glob(str(path))) if set("*?[") & set(str(path)) else []
        if not fitting:
            raise ExchangeError(f"there is no file {str(path)!r}")
        for name in fitting:
            yield from _expanded(Path(name))


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # A name too long, or with a NUL in it.
        return False


def _listed(folder: Path) -> list[Path]:
    inside = (item for item in folder.rglob("*") if item.is_file() and not item.name.startswith("."))
    listed = sorted(item for item in inside if item.suffix.lower() in ENDINGS)
    if not listed:
        raise ExchangeError(f"the folder {folder} holds no lists of events ({', '.join(ENDINGS)})")
    return listed


def _members(path: Path) -> list[Input]:
    """Look into a file: one list, or those of a zip."""
    with _told(path), path.open("rb") as stream:
        start = stream.read(8)
    for mark, what in FOREIGN.items():
        if start.startswith(mark):
            raise ExchangeError(f"{path} {what}")
    if not start.startswith(b"PK\x03\x04"):
        return [Input(path=path, size=path.stat().st_size)]
    try:
        with _told(path), zipfile.ZipFile(path) as archive:
            held = [item for item in archive.infolist() if not item.is_dir() and not _hidden(item.filename)]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise BrokenFileError(f"is a broken zip ({error})") from None
    if any(item.filename == "[Content_Types].xml" for item in held):
        raise ExchangeError(f"{path} is a spreadsheet or document of Office; save it as CSV")
    if any(item.flag_bits & 1 for item in held):
        raise ExchangeError(f"{path} is locked with a password; unpack it first")
    if not held:
        raise ExchangeError(f"{path} is an empty zip")
    return [Input(path=path, member=item.filename, size=item.compress_size) for item in held]


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's refusals into errors a user can act on."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise ExchangeError(f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}") from error


def pieces(item: Input, moved: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    """Read a list of events in pieces of a few megabytes at most, unpacked.

    Parameters
    ----------
    item : Input
    moved : callable
        Told of the bytes on the disk that were read since it was last told.

    Raises
    ------
    BrokenFileError
        If a packed file ends too early or is damaged; what came before it was given out.
    ExchangeError
        If the system will not let it be read.
    """
    with _told(item.path):
        if item.member:
            yield from _zipped(item, moved)
            return
        with item.path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
            stream.seek(0)
            raw = _raw(lambda: stream.read(PIECE), moved)
            yield from _gunzipped(raw) if packed else raw


def _raw(read: Callable[[], bytes], moved: Callable[[int], None]) -> Iterator[bytes]:
    while piece := read():
        moved(len(piece))
        yield piece


def _gunzipped(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack, member after member; zeros after the last one are padding."""
    engine = zlib.decompressobj(wbits=31)
    began = False
    for piece in packed:
        left = piece
        while left:
            if engine.eof:
                left = left.lstrip(b"\0")
                if not left:
                    break
                engine, began = zlib.decompressobj(wbits=31), False
            began = True
            try:
                unpacked = engine.decompress(left, PIECE)
            except zlib.error as error:
                raise BrokenFileError(f"is damaged ({error})") from None
            left = engine.unused_data if engine.eof else engine.unconsumed_tail
            if unpacked:
                yield unpacked
    if began and not engine.eof:
        raise BrokenFileError("is cut off before its end")


def _zipped(item: Input, moved: Callable[[int], None]) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(item.path) as archive, archive.open(item.member) as stream:
            while piece := stream.read(SMALL):
                yield piece
        moved(item.size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BrokenFileError(f"is damaged ({error})") from None
