"""The bytes of a file somebody else wrote: read within a bound, and what they are judged by them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from detente.errors import ExchangeError, nearest

__all__ = ["MAX_BYTES", "decoded", "foreign_kind", "read_content"]

#: Largest file that is read.
MAX_BYTES = 8 * 2**20

ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: How files begin that are often taken for a text or a workbook by their names.
_KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)


def read_content(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a file, asking for its size before its content.

    Raises
    ------
    ExchangeError
        If there is no such ordinary file, it may not be read, or it has more than ``limit`` bytes.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ExchangeError(f"{path} is no ordinary file")
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise ExchangeError(_reason(path, error)) from error
    if max(status.st_size, len(content)) > limit:
        size = max(status.st_size, len(content)) / 2**20
        raise ExchangeError(f"{path} has {size:.1f} MB; at most {limit / 2**20:g} MB are read")
    return content


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        close = _neighbour(path)
        return f"there is no file {path}" + (f"; did you mean {close!r}?" if close else "")
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return f"{path} cannot be read: {reason[:1].lower()}{reason[1:]}"


def _neighbour(path: Path) -> str | None:
    try:
        return nearest(path.name, sorted(other.name for other in path.parent.iterdir())[:1000])
    except OSError:
        return None


def foreign_kind(content: bytes) -> str | None:
    """Name what the content is when it is certainly neither text nor a workbook; None otherwise."""
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            return "an Office file locked by a password; save it without one"
        return "a file of an old Office format, such as .xls; save it as .xlsx or as CSV"
    return next((kind for start, kind in _KINDS if content.startswith(start)), None)


def decoded(content: bytes, source: str) -> str:
    """Decode UTF-8 text, with or without a byte order mark.

    Raises
    ------
    ExchangeError
        For any other encoding, with the line, and for what is no text at all.
    """
    if kind := foreign_kind(content):
        raise ExchangeError(f"{source} is {kind}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExchangeError(f"{source} is UTF-16 text; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"byte {content[error.start]:#04x} on line {line}"
        raise ExchangeError(f"{source} is not UTF-8 text ({found}); save it as UTF-8") from error
    if "\0" in text:
        raise ExchangeError(f"{source} holds NUL characters, so it is no text")
    return text
