"""Against EMA Workbench: the same draws and the same model, by its evaluators and by detente."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import numpy as np
from ensemble_dossiers import SIZES, random_dossier
from ensemble_judging import CASE
from ensemble_models import Compiled, Enumerated, OneByOne
from ensemble_table import Effort, best, figure, heading, say, table
from ensemble_work import cells, depths_alone, job_of, timed
from numpy.typing import NDArray

import detente
from detente.dossier.dossier import Dossier
from detente.ensemble.cells import BLOCK, compute, prepared
from detente.ensemble.crews import Compute
from detente.ensemble.workers import Here, Processes

__all__ = ["measure"]

Int = NDArray[np.int64]
Model = Callable[..., dict[str, int]]

HEAD = ("model function", "done by", "draws", "seconds", "draws/s", "question", "judging", "answers")
ALONE = "detente, processes:"
MEANING = """\
The question: how many gates does the best package of every kind of deal pass? Its column divides
detente's rate for that alone by the rate of the row, with as many processes; so does that of the
whole judging, which also answers what the model functions do not: deals exactly as described, sole
blockers, single deals, moves.
Comparable: the draws (made by detente, handed to EMA as scenarios; making them is not in EMA's time but
is in detente's), the dossier, the answers, compared draw by draw. Not comparable: the workbench runs any
model, one draw at a time, and keeps every draw; detente runs its own alone, in blocks, and keeps sums.
Most of EMA's time is that of the function it is given, so every ratio belongs to that function.
 one by one     plain Python over all packages, leaving off at the first gate that is not passed
 enumerated     NumPy over all packages at once; alone it is the plain enumeration without a workbench
 compiled       detente's kernels through EMA, one draw at a time: the workbench and single draws cost
 no model       a function that returns zeros: the workbench alone"""


@dataclass
class Bench:
    """A dossier, its draws by number, and the right answers.

    ``rates`` has detente's draws per second by what was asked and the number of processes.
    """

    name: str
    dossier: Dossier
    values: NDArray[np.float64]
    answers: Int
    repeats: int
    rates: dict[tuple[str, int], float] = field(default_factory=dict)

    @property
    def classes(self) -> list[str]:
        """Keys of the kinds of deal."""
        return list(self.dossier.deals)

    def numbers(self, draws: int) -> list[dict[str, float]]:
        """Return the numbers of the first draws by their paths."""
        blueprint = prepared(job_of(self.dossier)).blueprint
        paths = [q.path for q in blueprint.quantities]
        return [dict(zip(paths, row.tolist(), strict=True)) for row in self.values[:, :draws].T]


class Nothing:
    """A model that is no work."""

    def __init__(self, dossier: Dossier) -> None:
        self.zeros = dict.fromkeys(dossier.deals, 0)

    def __call__(self, **_numbers: float) -> dict[str, int]:
        """Return zeros."""
        return self.zeros


def measure(effort: Effort) -> None:
    """Print draws per second of either side, and ratios."""
    heading(f"Against EMA Workbench {version('ema_workbench')}", MEANING)
    repeats = effort.pick(1, 2)
    for size in ("10^4", "10^6") if effort.quick else ("10^4", "10^5", "10^6"):
        bench = _bench(f"{size} packages", random_dossier(SIZES[size]), effort.pick(256, 1024), repeats)
        _print(bench, _contestants(size, effort), effort)
    bench = _bench(CASE, detente.load(CASE), effort.pick(32, 256), repeats)
    _print(bench, [(Compiled, effort.pick(8, 64)), (Nothing, effort.pick(100, 1000))], effort)


def _contestants(size: str, effort: Effort) -> list[tuple[type[Any], int]]:
    """Choose the model functions for a number of packages, and how many draws each is given."""
    few = {"10^4": effort.pick(8, 32), "10^5": 8, "10^6": effort.pick(0, 2)}[size]
    some = {"10^4": effort.pick(128, 512), "10^5": 128, "10^6": effort.pick(8, 48)}[size]
    tried = ((OneByOne, few), (Enumerated, some), (Compiled, effort.pick(64, 256)), (Nothing, 1000))
    return [(model, draws) for model, draws in tried if draws]


def _bench(name: str, dossier: Dossier, draws: int, repeats: int) -> Bench:
    job = job_of(dossier)
    values = prepared(job).sampler.values(0, max(draws, 1000))
    _, found = timed(depths_alone, job, cells(draws, BLOCK), Here())
    return Bench(name, dossier, values, np.concatenate([found[k]["depths"] for k in sorted(found)]), repeats)


def _print(bench: Bench, contestants: list[tuple[type[Any], int]], effort: Effort) -> None:
    say("")
    say(f"{bench.name}, {len(bench.values)} numbers, {len(bench.classes)} kinds of deal")
    ours = [*_ours(bench, 1), *([] if effort.quick else _ours(bench, 2))]
    processes = (1,) if effort.quick else (1, 2)
    table(HEAD, [*ours, *(row for m, draws in contestants for row in _theirs(bench, m, draws, processes))])


def _ours(bench: Bench, processes: int) -> Iterator[list[str]]:
    """Measure detente on warm workers, drawing included."""
    job, draws = job_of(bench.dossier), len(bench.answers)
    asked: dict[str, Compute] = {"question": depths_alone, "judging": compute}
    for what, work in asked.items():
        with (Here() if processes == 1 else Processes(processes)).opened() as crew:
            timed(work, job, cells(4 * processes, 1), crew)
            block = BLOCK if processes == 1 else BLOCK // 4
            seconds = min(timed(work, job, cells(draws, block), crew)[0] for _ in range(bench.repeats))
        bench.rates[what, processes] = draws / seconds
        yield _row(bench, what, f"{ALONE} {processes}", draws, seconds, processes, "")


def _theirs(bench: Bench, kind: type[Any], draws: int, processes: tuple[int, ...]) -> Iterator[list[str]]:
    model, numbers = kind(bench.dossier), bench.numbers(draws)
    name = {OneByOne: "one by one", Enumerated: "enumerated", Compiled: "compiled", Nothing: "no model"}[kind]
    repeats = 1 if kind is OneByOne else bench.repeats
    model(**numbers[0])
    if kind is not Nothing:
        seconds = best(lambda: [model(**draw) for draw in numbers], repeats)
        found = [list(model(**draw).values()) for draw in numbers]
        yield _row(bench, name, "a Python loop", draws, seconds, 1, _compared(bench, np.array(found)))
    for n in processes:
        seconds, answers = _workbench(bench, model, numbers, n, repeats)
        said = "" if kind is Nothing else _compared(bench, answers)
        by = "EMA, sequential" if n == 1 else f"EMA, {n} processes"
        yield _row(bench, name, by, draws, seconds, n, said)


def _row(
    bench: Bench, name: str, by: str, draws: int, seconds: float, processes: int, said: str
) -> list[str]:
    rate = draws / seconds
    ratios = [bench.rates.get((what, processes)) for what in ("question", "judging")]
    shown = ["" if by.startswith(ALONE) or x is None else figure(x / rate) for x in ratios]
    return [name, by, f"{draws:,}", figure(seconds), figure(rate), *shown, said]


def _compared(bench: Bench, answers: Int) -> str:
    """Say in how many draws every answer is as detente's."""
    n = min(len(answers), len(bench.answers))
    same = int((answers[:n] == bench.answers[:n]).all(axis=1).sum())
    return f"{same} of {n} same"


def _workbench(
    bench: Bench, model: Model, numbers: list[dict[str, float]], processes: int, repeats: int
) -> tuple[float, Int]:
    """Have the workbench run a model function on given draws, its pool started and warm."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of evaluators that are not installed
        import ema_workbench as ema

    structure = ema.Model("bargain", function=model)
    # The workbench would draw from the bounds; here it is given the draws.
    structure.uncertainties = [ema.RealParameter(path, -1e9, 1e9) for path in numbers[0]]
    structure.outcomes = [ema.ScalarOutcome(key) for key in bench.classes]
    scenarios = [ema.Scenario(f"draw {k}", **draw) for k, draw in enumerate(numbers)]
    evaluator: AbstractContextManager[Any] = (
        ema.SequentialEvaluator(structure)
        if processes == 1
        else ema.MultiprocessingEvaluator(structure, n_processes=processes)
    )
    with warnings.catch_warnings(), evaluator as opened:
        warnings.simplefilter("ignore")
        opened.perform_experiments(scenarios=scenarios[:processes], log_progress=True)
        found: list[Any] = []

        def perform() -> None:
            found[:] = opened.perform_experiments(scenarios=scenarios, log_progress=True)

        seconds = best(perform, repeats)
    return seconds, np.array([np.ravel(found[1][key]) for key in bench.classes]).T.astype(np.int64)
