"""The files of a run: the verdict, the funnel, the report, and where they come from."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.report.plain import plain_text
from detente.report.readings_report import readings_report
from detente.report.run_report import run_report
from detente.report.writing import MANIFEST
from detente.verdict.readings import Readings
from detente.verdict.run import Run
from detente.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["run_files"]

LIBRARIES = ("numpy", "numba", "scipy", "pandas")


def run_files(result: Run | Readings, dossier: Dossier, command: str) -> dict[str, bytes]:
    """Return what ``detente run -o`` writes.

    Parameters
    ----------
    result : Run or Readings
    dossier : Dossier
        That was run.
    command : str
        That would do the same again; it goes into the manifest.

    Returns
    -------
    dict of file name to content
        UTF-8, the same bytes for the same run on the same versions.
    """
    runs = result.runs if isinstance(result, Readings) else {_reading(result): result}
    blocks = readings_report(result) if isinstance(result, Readings) else run_report(result, dossier)
    files = {
        "verdict.json": result.to_json(),
        "verdict.csv": _csv({key: run.verdict.to_frame() for key, run in runs.items()}),
        "funnel.csv": _csv({key: run.funnel.to_frame() for key, run in runs.items()}),
        "report.txt": plain_text(blocks),
    }
    content = {name: text.encode("utf-8") for name, text in files.items()}
    content[MANIFEST] = _manifest(runs, command, content).encode("utf-8")
    return content


def _reading(run: Run) -> str:
    return run.reading.key if run.reading else "base"


def _csv(frames: Mapping[str, pd.DataFrame]) -> str:
    """One table for all readings, the reading in its first column."""
    import pandas as pd

    whole = pd.concat([frame.assign(reading=key) for key, frame in frames.items()], ignore_index=True)
    order = ["reading", *(name for name in whole.columns if name != "reading")]
    return str(whole[order].to_csv(index=False, lineterminator="\n"))


def _manifest(runs: Mapping[str, Run], command: str, files: Mapping[str, bytes]) -> str:
    first = next(iter(runs.values()))
    manifest: dict[str, Any] = {
        "detente": __version__,
        "format": 1,
        "command": command,
        "dossier": first.dossier,
        "sha256": first.sha256,
        "readings": list(runs),
        "draws": first.draws,
        "seed": first.seed,
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in LIBRARIES},
        },
        "platform": platform.platform(),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
