"""``detente runs replay``: a kept run once more, from the dossier that is kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.bundles.bundle import Bundle
from detente.bundles.replaying import Checker
from detente.commands.progress import progress_bars
from detente.commands.resuming import kept_run
from detente.commands.runs import ReplayRequest, replay_run
from detente.ensemble.engine import Engine
from detente.ensemble.teams import team_of
from detente.report.run_files import run_files
from detente.verdict.readings import Readings
from detente.verdict.running import run_all

__all__ = ["ReplayAgain", "replay_again"]


@dataclass(frozen=True, kw_only=True)
class ReplayAgain(ReplayRequest):
    """What was typed after ``detente runs replay``, and who does the work."""

    workers: int | None = None
    executor: str | None = None


def replay_again(request: ReplayAgain) -> None:
    """Compute a kept run again and compare it byte for byte.

    Raises
    ------
    UnknownNameError, RunError
        As :func:`~detente.commands.runs.replay_run`; if another version began the run, or its
        dossier is damaged.
    """

    def recompute(bundle: Bundle, checker: Checker) -> Mapping[str, bytes]:
        kept = kept_run(bundle)
        draws = kept.wanted.draws * len(kept.dossiers)
        with (
            team_of(request.executor, request.workers, draws).opened() as crew,
            progress_bars() as begin,
        ):
            engine = Engine(crew, keeper=checker, progress=begin(f"replay of {bundle.short}"))
            runs = run_all(kept.dossiers, kept.wanted, engine)
        result = Readings(runs=runs) if kept.together else next(iter(runs.values()))
        return run_files(result, next(iter(kept.dossiers.values())), kept.command)

    replay_run(request, recompute)
