"""The same case under each author's view, side by side and never averaged."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.ensemble.climate_shift import moment_of
from detente.ensemble.engine import Engine
from detente.ensemble.executors import Progress
from detente.ensemble.schemes import MONTE_CARLO, SchemeKind
from detente.ensemble.teams import team_of
from detente.lenses.json_form import json_text
from detente.model.predicate import GATES
from detente.verdict.kept import open_bundle
from detente.verdict.run import COUNTED, wanted_of
from detente.verdict.run_result import Run
from detente.verdict.running import run_all

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BASE", "Readings", "every_reading", "run_readings"]

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


def every_reading(load_reading: Callable[[str | None], Dossier]) -> dict[str, Dossier]:
    """Load the base dossier and every reading of it, by name, the base first."""
    base = load_reading(None)
    return {BASE: base, **{key: load_reading(key) for key in base.readings}}


def run_readings(
    load_reading: Callable[[str | None], Dossier],
    *,
    draws: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    counted: int = COUNTED,
    scheme: SchemeKind = MONTE_CARLO,
    precision: float | None = None,
    inertia: float | None = None,
    at: str | None = None,
    policies: Sequence[str] = (),
    executor: str | Executor | None = None,
    timeout: float | None = None,
    keep: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Readings:
    """Run the base dossier and every reading of it, all on the same workers and the same draws.

    Parameters
    ----------
    load_reading : callable
        Returns the dossier under a reading, and the base dossier for None.
    draws, seed, workers, counted, scheme, precision, inertia, at, policies, executor, timeout, keep, progress
        As for :func:`detente.run`; a wanted precision is reached under every reading, and progress
        counts the draws of all of them.

    Raises
    ------
    RunError, TooLargeError, UnknownNameError
        As :func:`detente.run` does.

    Examples
    --------
    >>> import detente
    >>> side_by_side = detente.run_readings(
    ...     lambda reading: detente.load("two-issues", reading=reading), draws=20
    ... )
    >>> next(iter(side_by_side.runs))
    'base'
    """
    dossiers = every_reading(load_reading)
    wanted = wanted_of(
        dossiers,
        draws=draws,
        seed=seed,
        counted=counted,
        scheme=scheme,
        precision=precision,
        inertia=inertia,
        moment=moment_of(at, policies),
    )
    bundle = (
        None
        if keep is None
        else open_bundle(Path(keep), dossiers, wanted, "detente.run_readings", together=True)
    )
    with team_of(executor, workers, wanted.draws * len(dossiers)).opened() as crew:
        engine = Engine(crew, keeper=bundle, timeout=timeout, progress=progress)
        found = Readings(runs=run_all(dossiers, wanted, engine))
    if bundle is not None:
        bundle.finish({"verdict.json": found.to_json().encode()})
    return found
