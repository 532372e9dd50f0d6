"""Lines of a text file, none longer than a limit, so that a file without line ends cannot fill memory."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from detente.errors import ExchangeError

__all__ = ["LONGEST_LINE", "bounded_lines", "opened_rows"]

#: Characters of a line at most.
LONGEST_LINE = 1_000_000


def bounded_lines(stream: TextIO, file: str) -> Iterator[str]:
    """Yield lines with their ends.

    Raises
    ------
    ExchangeError
        If a line is longer than :data:`LONGEST_LINE`.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise ExchangeError(
                f"{file}:{number}: the line has more than {LONGEST_LINE:,} characters; is it CSV?"
            )
        if "\0" in line:
            raise ExchangeError(f"{file}:{number}: there is a NUL in the line; is it a text file?")
        yield line


@contextmanager
def opened_rows(path: Path) -> Iterator[Iterator[list[str]]]:
    """Open a CSV file, packed with gzip if its name ends in ``.gz``, for reading row by row.

    Raises
    ------
    ExchangeError
        If it cannot be read, is broken off, or is no text in UTF-8.
    """
    try:
        with _opened(path) as stream:
            yield csv.reader(bounded_lines(stream, path.name))
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{path} is no text in UTF-8; save it as CSV in UTF-8") from error
    except FileNotFoundError as error:
        raise ExchangeError(f"there is no file {path}") from error
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise ExchangeError(f"{path} cannot be read: {error}") from error


def _opened(path: Path) -> TextIO:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
