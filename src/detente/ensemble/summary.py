"""What a block of draws comes to: whole numbers that add up, whatever the blocks were.

A summary holds counts, never draws, so that its size does not grow with their number. Draws are
kept apart by how many *easy gains* they leave on the table (one-issue deals that pass every
gate, and moves that a side could make alone and prefers): that is what conditioning on the
status quo weighs, and so any inertia can be applied afterwards without another run.

What a draw says is added in integers. So summaries can be merged in any order, and every order
gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.ensemble.judging import ClassOutcome, DrawOutcome, Effort
from detente.kernel.estimates import CountEstimate
from detente.model.predicate import GATES

__all__ = ["EXACT", "FORMS", "SWEET", "Judgements", "Summary", "easy_gains", "merged", "summarise"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: The two forms of a kind of deal, in the order in which arrays hold them.
FORMS = (AS_DESCRIBED, SWEETENED)
EXACT, SWEET = 0, 1
N_GATES = len(GATES)
EFFORT = tuple(field.name for field in fields(Effort))
#: What is kept of the count of packages at a gate.
COUNTED = ("exact", "estimate", "error", "lower", "upper")


@dataclass(frozen=True, kw_only=True, eq=False)
class Judgements:
    """Values of some judgements in a block, for setting those before and after conditioning side by side.

    Attributes
    ----------
    bins : int64 array, shape (n_judgements, n_draws)
        In which of ``n_bins`` equally likely parts of its range each judgement fell.
    n_bins : int
    """

    bins: Int
    n_bins: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Summary:
    """Counts over draws, kept apart by the number of easy gains.

    Attributes
    ----------
    levels : int64 array, shape (n_levels,)
        Numbers of easy gains that occur, ascending; the first axis of what follows.
    draws : int64 array, shape (n_levels,)
    depths : int64 array, shape (n_levels, n_classes, 2, n_gates + 1)
        Draws in which the best package of a class, as described or with sweeteners, passes so
        many gates; all 0 where a class has no exact form.
    blockers : int64 array, shape (n_levels, n_classes, 2, n_parties)
        Draws in which lifting this party's conditions alone would open a deal.
    singles : int64 array, shape (n_levels, n_singles)
        Draws in which a deal on this option alone passes every gate.
    improves : int64 array, shape (n_levels, n_moves)
        Draws in which this move is preferred to the status quo by its side.
    judgements : int64 array, shape (n_levels, n_judgements, n_bins)
        Draws by part of the range in which a watched judgement fell.
    effort : int64 array
        See :class:`detente.ensemble.judging.Effort`, field by field.
    solver_draws : int64 array, shape (1,)
        Draws in which the solver was asked.
    counted_draws : int64 array, shape (n_counted,)
        Numbers of the draws in which packages were counted, ascending.
    counted : float array, shape (n_counted, n_gates, 5)
        Whether exact, log10 of the estimate, its relative standard error, log10 of the lower
        and the upper bound; NaN where unknown.
    witnesses : int32 array, shape (n_witnesses, n_groups)
        Packages found that pass every gate, each once, sorted.
    witnessed : int64 array, shape (n_witnesses,)
        In how many draws each was found.
    """

    levels: Int
    draws: Int
    depths: Int
    blockers: Int
    singles: Int
    improves: Int
    judgements: Int
    effort: Int
    solver_draws: Int
    counted_draws: Int
    counted: Float
    witnesses: NDArray[np.int32]
    witnessed: Int

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return every array by its name, as blocks are stored."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Summary:
        """Rebuild a summary from :meth:`arrays`."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})

    @property
    def n_draws(self) -> int:
        """Draws in all."""
        return int(self.draws.sum())

    def effort_of(self, name: str) -> int:
        """Return one field of the effort."""
        return int(self.effort[EFFORT.index(name)])

    def counts(self) -> list[tuple[CountEstimate, ...]]:
        """Return what is known of the number of packages at every gate, counted draw by counted draw."""
        return [tuple(_estimate(row) for row in draw) for draw in self.counted]

    def packages_found(self) -> Counter[bytes]:
        """Return the packages met that pass every gate (bytes of int64 columns), with the draws of each."""
        columns = self.witnesses.astype(np.int64)
        return Counter({row.tobytes(): int(n) for row, n in zip(columns, self.witnessed, strict=True)})


def _row(count: CountEstimate) -> list[float]:
    values = (count.log10_estimate, count.relative_standard_error, count.log10_lower, count.log10_upper)
    return [float(count.exact), *(np.nan if value is None else value for value in values)]


def _estimate(row: Float) -> CountEstimate:
    exact, estimate, error, lower, upper = (None if np.isnan(x) else float(x) for x in row)
    return CountEstimate(
        exact=bool(exact),
        count=None,
        log10_estimate=estimate,
        relative_standard_error=error,
        hits=0,
        samples=0,
        log10_lower=lower,
        log10_upper=np.inf if upper is None else upper,
        method="counted" if exact else "bracket" if estimate is None else "tilting",
    )


def easy_gains(outcome: DrawOutcome) -> int:
    """Count what a draw leaves on the table: one-issue deals that pass all gates, and preferred moves."""
    return int((outcome.singles == N_GATES).sum() + outcome.improves.sum())


def summarise(
    outcomes: Sequence[DrawOutcome], parties: Sequence[str], judgements: Judgements, *, witnessed: int
) -> Summary:
    """Add up a block of draws.

    Parameters
    ----------
    outcomes : sequence of DrawOutcome
        At least one, in draw order.
    parties : sequence of str
        Sorted; the last axis of ``blockers``.
    judgements : Judgements
    witnessed : int
        Packages found are kept from draws whose number is below this.
    """
    gains = np.array([easy_gains(o) for o in outcomes], np.int64)
    levels, at = np.unique(gains, return_inverse=True)
    counted = [o for o in outcomes if o.counts is not None]
    return Summary(
        levels=levels,
        draws=np.bincount(at, minlength=len(levels)).astype(np.int64),
        depths=_depths(outcomes, at, len(levels)),
        blockers=_blockers(outcomes, at, len(levels), parties),
        singles=_by_level(np.array([o.singles == N_GATES for o in outcomes]), at, len(levels)),
        improves=_by_level(np.array([o.improves for o in outcomes]), at, len(levels)),
        judgements=_histograms(judgements, at, len(levels)),
        effort=np.array([sum(getattr(o.effort, name) for o in outcomes) for name in EFFORT], np.int64),
        solver_draws=np.array([sum(o.effort.solver_calls > 0 for o in outcomes)], np.int64),
        counted_draws=np.array([o.draw for o in counted], np.int64),
        counted=np.array([[_row(c) for c in o.counts or ()] for o in counted], np.float64).reshape(
            len(counted), N_GATES, len(COUNTED)
        ),
        **_packages([w for o in outcomes if o.draw < witnessed for w in o.witnesses], _width(outcomes)),
    )


def _width(outcomes: Sequence[DrawOutcome]) -> int:
    return next((len(w) // 8 for o in outcomes for w in o.witnesses), 0)


def _by_level(flags: NDArray[np.bool_], at: Int, n_levels: int) -> Int:
    total = np.zeros((n_levels, flags.shape[1]), np.int64)
    np.add.at(total, at, flags)
    return total


def _depths(outcomes: Sequence[DrawOutcome], at: Int, n_levels: int) -> Int:
    total = np.zeros((n_levels, len(outcomes[0].sweetened), 2, N_GATES + 1), np.int64)
    for level, outcome in zip(at, outcomes, strict=True):
        for k, form, found in _answers(outcome):
            total[level, k, form, found.depth] += 1
    return total


def _blockers(outcomes: Sequence[DrawOutcome], at: Int, n_levels: int, parties: Sequence[str]) -> Int:
    number = {party: i for i, party in enumerate(parties)}
    total = np.zeros((n_levels, len(outcomes[0].sweetened), 2, len(parties)), np.int64)
    for level, outcome in zip(at, outcomes, strict=True):
        for k, form, found in _answers(outcome):
            for party in found.sole_blockers:
                total[level, k, form, number[party]] += 1
    return total


def _answers(outcome: DrawOutcome) -> list[tuple[int, int, ClassOutcome]]:
    pairs = ((EXACT, outcome.exact), (SWEET, outcome.sweetened))
    return [(k, form, found) for form, row in pairs for k, found in enumerate(row) if found is not None]


def _histograms(judgements: Judgements, at: Int, n_levels: int) -> Int:
    total = np.zeros((n_levels, len(judgements.bins), judgements.n_bins), np.int64)
    for k, row in enumerate(judgements.bins):
        np.add.at(total[:, k], (at, row), 1)
    return total


def _packages(found: Sequence[bytes], width: int) -> dict[str, NDArray[Any]]:
    if not found:
        return {"witnesses": np.zeros((0, width), np.int32), "witnessed": np.zeros(0, np.int64)}
    rows = np.frombuffer(b"".join(found), np.int64).reshape(len(found), -1).astype(np.int32)
    return _counted_rows(rows, np.ones(len(rows), np.int64))


def _counted_rows(rows: NDArray[np.int32], times: Int) -> dict[str, NDArray[Any]]:
    unique, at = np.unique(rows, axis=0, return_inverse=True)
    total = np.zeros(len(unique), np.int64)
    np.add.at(total, at.ravel(), times)
    return {"witnesses": unique, "witnessed": total}


def merged(parts: Sequence[Summary]) -> Summary:
    """Add summaries of disjoint draws.

    Parameters
    ----------
    parts : sequence of Summary
        At least one, of the same job, in any order: every order gives the same bytes.
    """
    if len(parts) == 1:
        return parts[0]
    levels = np.unique(np.concatenate([part.levels for part in parts]))
    place = [np.searchsorted(levels, part.levels) for part in parts]

    def added(name: str) -> NDArray[Any]:
        first: Int = getattr(parts[0], name)
        total = np.zeros((len(levels), *first.shape[1:]), np.int64)
        for part, at in zip(parts, place, strict=True):
            total[at] += getattr(part, name)
        return total

    counted_draws = np.concatenate([part.counted_draws for part in parts])
    order = np.argsort(counted_draws, kind="stable")
    with_packages = [part for part in parts if len(part.witnesses)] or [parts[0]]
    return Summary(
        levels=levels,
        **{
            name: added(name) for name in ("draws", "depths", "blockers", "singles", "improves", "judgements")
        },
        effort=np.sum([part.effort for part in parts], axis=0),
        solver_draws=np.sum([part.solver_draws for part in parts], axis=0),
        counted_draws=counted_draws[order],
        counted=np.concatenate([part.counted for part in parts])[order],
        **_counted_rows(
            np.concatenate([part.witnesses for part in with_packages]),
            np.concatenate([part.witnessed for part in with_packages]),
        ),
    )
