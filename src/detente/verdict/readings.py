"""The same case under each author's view, side by side and never averaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.ensemble.executors import Progress
from detente.lenses.json_form import json_text
from detente.model.predicate import GATES
from detente.verdict.run import COUNTED, Run, run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Readings", "run_readings"]

BASE = "base"


@dataclass(frozen=True, kw_only=True)
class Readings:
    """One run per reading, on the same uniforms, the base dossier first.

    Attributes
    ----------
    runs : mapping of str to Run
        ``"base"``, then the readings in file order.
    """

    runs: Mapping[str, Run]

    def __repr__(self) -> str:
        return f"<Readings: {', '.join(self.runs)}>"

    def __getitem__(self, key: str) -> Run:
        return self.runs[key]

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per class, form and reading: share passing all gates, gate of death."""
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "class": verdict.key,
                    "form": verdict.form,
                    "reading": key,
                    "share": verdict.survives[GATES[-1]],
                    "gate_of_death": verdict.gate_of_death,
                }
                for key, result in self.runs.items()
                for verdict in result.verdict.classes
            ]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: the run of every reading under its key."""
        return {"readings": {key: result.to_dict() for key, result in self.runs.items()}}

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def run_readings(
    load_reading: Callable[[str | None], Dossier],
    *,
    draws: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    counted: int = COUNTED,
    progress: Callable[[str], Progress | None] | None = None,
) -> Readings:
    """Run the base dossier and every reading of it.

    Parameters
    ----------
    load_reading : callable
        Returns the dossier under a reading, and the base dossier for None.
    draws, seed, workers, counted
        As for :func:`detente.run`.
    progress : callable, optional
        Given the key of the reading about to run, returns what to call with its progress.

    Examples
    --------
    >>> import detente
    >>> side_by_side = detente.run_readings(
    ...     lambda reading: detente.load("two-issues", reading=reading), draws=20
    ... )
    >>> next(iter(side_by_side.runs))
    'base'
    """
    base = load_reading(None)
    runs = {}
    for key in (None, *base.readings):
        dossier = base if key is None else load_reading(key)
        name = key or BASE
        runs[name] = run(
            dossier,
            draws=draws,
            seed=seed,
            workers=workers,
            counted=counted,
            progress=progress(name) if progress else None,
        )
    return Readings(runs=runs)
