"""One finished cell, as a bundle remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["KeptCell"]


@dataclass(frozen=True, kw_only=True)
class KeptCell:
    """One finished cell.

    Attributes
    ----------
    name : str
        Unique within a bundle.
    stage, job : str
        What was computed, of which reading or variant.
    start, count : int
        Draws ``start`` to ``start + count``.
    digest : str
        :func:`~detente.bundles.blocks.digest_of` its arrays, 64 hexadecimal digits.
    seconds : float or None
        How long it took; None where the ledger was lost and rebuilt.
    worker : str or None
        Who kept it; None likewise.
    written_at : str
        When, ISO 8601 in UTC.
    """

    name: str
    stage: str
    job: str
    start: int
    count: int
    digest: str
    seconds: float | None = None
    worker: str | None = None
    written_at: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "stage": self.stage,
            "job": self.job,
            "start": self.start,
            "count": self.count,
            "digest": self.digest,
            "seconds": self.seconds,
            "worker": self.worker,
            "written_at": self.written_at,
        }
