"""Sweep: a verdict at every point of a line or a grid of judgements, all others drawn on the same luck."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.executors import Progress
from detente.errors import RunError, TooLargeError, UnknownNameError
from detente.explain.asking import DRAWS, asked
from detente.explain.compared_kinds import is_deal
from detente.explain.crux_fate import OUTCOMES, Fate
from detente.explain.entries import entries_of
from detente.explain.sweep_axes import BASE, SweepAxis, Value, axis_of
from detente.explain.sweep_judging import Task, counted_depths, task_of
from detente.explain.sweep_result import Layout, Sweep, SweepPoint, SweptKind
from detente.explain.sweep_words import caveats_of, sentences_of
from detente.model.predicate import GATES
from detente.verdict.intervals import wilson
from detente.verdict.run import Run

__all__ = ["MOST_POINTS", "SWEETENED_DRAWS", "Sweep", "sweep"]

Int = NDArray[np.int64]

#: Points of a grid, or of all lines.
MOST_POINTS = 2_500
#: Draws where none are said and each is a search.
SWEETENED_DRAWS = 200


def sweep(
    run_or_dossier: Run | Dossier,
    over: Sequence[str],
    *,
    load_reading: Callable[[str | None], Dossier] | None = None,
    one_at_a_time: bool = False,
    deals: Collection[str] | None = None,
    form: Form = AS_DESCRIBED,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Judge kinds of deal while one judgement, or two, are set to one value after another.

    At each point a swept number has that value for certain; all other judgements are drawn, the same
    in every point, so that no difference between points is luck.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
        A run gives its dossier, draws and seed.
    over : sequence of str
        Axes, as :func:`detente.explain.sweep_axes.axis_of` reads them:
        ``"trust.keeps_word.russia=0..1:11"``.
    load_reading : callable, optional
        Returns the dossier under a reading, and the base dossier for None. Needed for an axis of
        readings; with it, axes also tell where each reading puts their number.
    one_at_a_time : bool
        Sweep each axis by itself, with the others as elicited.
    deals : collection of str, optional
        Kinds of deal. All that have this form if not given; needed with sweeteners.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    draws : int, optional
        1,000 for a dossier if not given, 200 with sweeteners.
    seed, workers, progress
        As for :func:`detente.run`; progress counts draws at points.

    Returns
    -------
    Sweep

    Raises
    ------
    UnknownNameError
        For a number, a reading or a kind of deal that does not exist.
    RunError
        For axes that cannot be read or go together, kinds of deal that have not this form, and a
        number of draws or a seed out of range.
    TooLargeError
        For more than 2,500 points, or when points of a party do not fit.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.sweep import sweep
    >>> case = detente.load("two-issues")
    >>> sweep(case, ["trust.keeps_word.south=0..1:3"], draws=50)
    <Sweep of two-issues over trust.keeps_word.south (3): 1 of 2 flip, 50 draws>
    """
    if form not in (AS_DESCRIBED, SWEETENED):
        raise RunError(f"the form {form!r} does not exist; there are {AS_DESCRIBED!r} and {SWEETENED!r}")
    if draws is None and not isinstance(run_or_dossier, Run):
        draws = SWEETENED_DRAWS if form == SWEETENED else DRAWS
    question = asked(run_or_dossier, draws, seed)
    dossier = question.dossier
    readings = _readings(dossier, load_reading)
    axes = tuple(axis_of(text, dossier, readings) for text in over)
    layout = _layout(axes, one_at_a_time)
    groups = [axes] if layout == "grid" else [(axis,) for axis in axes]
    _check_axes(axes, layout, dossier, readings)
    keys = _kinds(deals, form, dossier, _swept(axes, readings))
    plan = _Plan(dossier, readings, form, [(group, key) for group in groups for key in keys])
    found = Sweep(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=dossier.principals,
        form=form,
        layout=layout,
        axes=axes,
        kinds=plan.judged(question.draws, question.seed, workers=workers, progress=progress),
    )
    caveats = caveats_of(found, [dossier, *_swept(axes, readings).values()], whole=deals is None)
    return replace(found, sentences=tuple(sentences_of(found)), caveats=(*caveats, *question.caveats))


# ---------------------------------------------------------------------- what is asked


def _readings(dossier: Dossier, load: Callable[[str | None], Dossier] | None) -> dict[str, Dossier]:
    if load is None:
        return {}
    return {BASE: load(None)} | {key: load(key) for key in dossier.readings}


def _swept(axes: Sequence[SweepAxis], readings: Mapping[str, Dossier]) -> dict[str, Dossier]:
    """Return the dossiers of an axis of readings."""
    return {str(value): readings[str(value)] for axis in axes if axis.is_readings for value in axis.values}


def _layout(axes: Sequence[SweepAxis], one_at_a_time: bool) -> Layout:
    if not axes:
        raise RunError("say what to sweep over: --over PATH=LOW..HIGH:N")
    if len(axes) == 1:
        return "line"
    if one_at_a_time:
        return "one at a time"
    if len(axes) == 2:
        return "grid"
    raise RunError(
        f"{len(axes)} axes together are a grid that no picture can show; sweep two of them, or each by "
        "itself with --one-at-a-time (one_at_a_time=True)"
    )


def _check_axes(
    axes: Sequence[SweepAxis], layout: Layout, dossier: Dossier, readings: Mapping[str, Dossier]
) -> None:
    """Refuse axes that do not go together, and more points than can be judged or read."""
    names = [axis.name for axis in axes]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RunError(f"--over {twice} is given twice; give all its values in one: {twice}=V1,V2,V3")
    lengths = [len(axis.values) for axis in axes]
    n = math.prod(lengths) if layout == "grid" else sum(lengths)
    if n > MOST_POINTS:
        raise TooLargeError(f"these are {n:,} points; {MOST_POINTS:,} are possible: take fewer values (:N)")
    if any(axis.is_readings for axis in axes) and dossier.reading is not None:
        raise RunError(f"readings are swept, so that --reading {dossier.reading} means nothing; leave it out")
    if layout != "grid":
        return
    shared = sorted(set(axes[0].paths) & set(axes[1].paths))
    if shared:
        raise RunError(f"both axes set {shared[0]}; sweep them with --one-at-a-time, or name other numbers")
    for key, other in _swept(axes, readings).items():
        known = entries_of(other)
        for path in (path for axis in axes for path in axis.paths if path not in known):
            raise RunError(f"the reading {key} has no number {path}; leave it out of reading=...")


def _kinds(
    deals: Collection[str] | None, form: Form, dossier: Dossier, swept: Mapping[str, Dossier]
) -> list[str]:
    """Choose the kinds of deal, in file order."""
    for key in deals or ():
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
        why = _why_not(key, form, dossier, swept)
        if why is not None:
            raise RunError(f"the kind of deal {key} cannot be swept: {why}")
    able = [key for key in dossier.deals if _why_not(key, form, dossier, swept) is None]
    if not able:
        raise RunError(f"the dossier has no kind of deal that can be judged {form}")
    if deals is None and form == SWEETENED:
        raise RunError(
            "with sweeteners each draw is a search at each point, so name the kinds of deal with --deal; "
            f"there are: {', '.join(able)}"
        )
    return [key for key in able if deals is None or key in deals]


def _why_not(key: str, form: Form, dossier: Dossier, swept: Mapping[str, Dossier]) -> str | None:
    for name, one in ({BASE: dossier} | dict(swept)).items():
        if key not in one.deals:
            return f"the reading {name} does not have it"
        if form == AS_DESCRIBED and not (one.deals[key].all_of or one.deals[key].at_least):
            return "it names nothing that has to be moved, so it can be judged with sweeteners only"
        if not is_deal(one, key):
            return "it asks only for pressure, which is never part of a deal"
    return None


# ---------------------------------------------------------------------- what is judged


class _Plan:
    """Which tasks answer for each kind of deal, and how their counts are put together."""

    def __init__(
        self,
        dossier: Dossier,
        readings: Mapping[str, Dossier],
        form: Form,
        asked: Sequence[tuple[tuple[SweepAxis, ...], str]],
    ) -> None:
        self.dossier, self.readings, self.form, self.asked = dossier, readings, form, asked

    def judged(
        self, draws: int, seed: int, *, workers: int | None, progress: Progress | None
    ) -> tuple[SweptKind, ...]:
        """Judge everything, and sum up each kind of deal."""
        parts = [self._tasks(axes, key) for axes, key in self.asked]
        flat = [task for tasks in parts for task in tasks]
        counts = iter(counted_depths(flat, draws=draws, seed=seed, workers=workers, progress=progress))
        found = []
        for (axes, key), tasks in zip(self.asked, parts, strict=True):
            found.append(self._kind(axes, key, [next(counts) for _ in tasks]))
        return tuple(found)

    def _tasks(self, axes: Sequence[SweepAxis], key: str) -> list[Task]:
        """Return the task of the dossier itself, or that one without axes and those of the readings."""
        numbers = [axis for axis in axes if not axis.is_readings]
        swept = _swept(axes, self.readings).values()
        if not swept:
            return [task_of(self.dossier, key, self.form, numbers)]
        rest = [task_of(one, key, self.form, numbers) for one in swept]
        return [task_of(self.dossier, key, self.form, []), *rest]

    def _kind(self, axes: tuple[SweepAxis, ...], key: str, counts: Sequence[tuple[Int, Int]]) -> SweptKind:
        place = next((k for k, axis in enumerate(axes) if axis.is_readings), None)
        grid = counts[0][0] if place is None else np.stack([one for one, _ in counts[1:]], axis=place)
        ats = itertools.product(*(axis.values for axis in axes))
        rows = grid.reshape(-1, grid.shape[-1])
        return SweptKind(
            deal=key,
            name=self.dossier.deals[key].name,
            form=self.form,
            axes=axes,
            points=tuple(_point(at, row) for at, row in zip(ats, rows, strict=True)),
            as_elicited=_point((), counts[0][1]),
        )


def _point(at: tuple[Value, ...], counts: Int) -> SweepPoint:
    """Sum up draws by gates passed."""
    draws = int(counts.sum())
    beyond = np.cumsum(counts[::-1])[::-1][1:]
    fate = Fate(shares={name: int(n) / draws for name, n in zip(OUTCOMES, counts, strict=True)})
    return SweepPoint(
        at=at,
        share=wilson(int(counts[-1]), draws),
        gate_of_death=fate.gate_of_death,
        survives={gate: int(n) / draws for gate, n in zip(GATES, beyond, strict=True)},
    )
