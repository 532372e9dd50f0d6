"""Tables of results as .csv files, for every command that offers ``-o FILE.csv``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import RunError
from detente.report.writing import check_file, write_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check_table", "write_table"]


def check_table(path: Path | None, *, force: bool) -> None:
    """Refuse a table that could not be written, before anything is computed; None is fine.

    Raises
    ------
    RunError
        If the name does not end in .csv, or the file exists and ``force`` is not given.
    """
    if path is None:
        return
    if path.suffix.lower() != ".csv":
        raise RunError(f"{path}: this is written as a table; let the name end in .csv")
    check_file(path, force=force)


def write_table(frame: pd.DataFrame, path: Path, *, force: bool) -> None:
    """Write a frame without its index, atomically."""
    content = frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
    write_file(path, content, force=force)
