"""What an import of event data read, kept and left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.events.event_rejections import Rejected

__all__ = ["ImportReport"]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """Counts of one import; rows read are those kept, rejected and left out, no more and no less.

    Attributes
    ----------
    output : Path
        The table that was written.
    files : int
        Lists of events that were read, those within a zip one by one.
    formats : mapping of str to int
        Files of each format.
    rows : int
        Rows read: neither header nor empty line.
    kept : int
        Rows of the table.
    rejected : tuple of Rejected
        Rows with which something is wrong, by reason.
    left_out : tuple of Rejected
        Sound rows that were not asked for, or are no act of one state towards another, by reason.
    first, last : date or None
        First and last day of what was kept; None if nothing was.
    dyads : tuple of (source, target, rows)
        The ten with the most events; ties by name.
    moved_days : int
        Rows kept whose day in UTC is another than the day in the file.
    other_scores : int
        Rows kept whose own score is another than that of the table of codes, which was taken.
    latin_lines : int
        Lines that are no UTF-8 and were read as Latin-1.
    empty_files : int
    broken : tuple of str
        Files of which something could not be read, and what; empty unless ``keep_going``.
    seconds : float
        Time taken.
    """

    output: Path
    files: int
    formats: Mapping[str, int]
    rows: int
    kept: int
    rejected: tuple[Rejected, ...]
    left_out: tuple[Rejected, ...]
    first: date | None
    last: date | None
    dyads: tuple[tuple[str, str, int], ...]
    moved_days: int = 0
    other_scores: int = 0
    latin_lines: int = 0
    empty_files: int = 0
    broken: tuple[str, ...] = ()
    seconds: float

    @property
    def format(self) -> str:
        """Names of the formats read, most files first."""
        return ", ".join(sorted(self.formats, key=lambda name: (-self.formats[name], name)))

    @property
    def rows_per_second(self) -> float:
        """Rows read in a second, 0 where none were."""
        return self.rows / self.seconds if self.seconds > 0 else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Give everything as JSON; days as ``YYYY-MM-DD``."""
        return {
            "output": str(self.output),
            "files": self.files,
            "formats": dict(self.formats),
            "rows": self.rows,
            "kept": self.kept,
            "rejected": [reason.to_dict() for reason in self.rejected],
            "left_out": [reason.to_dict() for reason in self.left_out],
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
            "dyads": [{"source": s, "target": t, "rows": rows} for s, t, rows in self.dyads],
            "moved_days": self.moved_days,
            "other_scores": self.other_scores,
            "latin_lines": self.latin_lines,
            "empty_files": self.empty_files,
            "broken": list(self.broken),
            "seconds": self.seconds,
            "rows_per_second": self.rows_per_second,
        }
