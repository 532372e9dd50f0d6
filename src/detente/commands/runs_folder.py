"""Where run bundles are kept."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["runs_folder"]


def runs_folder(given: Path | None) -> Path:
    """Return the folder that was given, else that of ``DETENTE_RUNS``, else ``runs`` where one is."""
    return given or Path(os.environ.get("DETENTE_RUNS") or "runs")
