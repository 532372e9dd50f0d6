"""A dossier with any of the differences to another carried over, and what then becomes of a deal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.differences import Difference, differences, with_changes
from detente.dossier.dossier import Correlation, Dossier
from detente.dossier.quantity import Quantity
from detente.ensemble.depths import AS_DESCRIBED, depths_of_values
from detente.ensemble.judging import FEW, class_plan
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError
from detente.explain.crux_depths import Finder
from detente.explain.crux_fate import Fate, foreseen, is_likely
from detente.explain.crux_question import Question
from detente.model.blueprint import Blueprint

__all__ = ["SCREENED", "Combinations"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Names = frozenset[str]
#: Mixtures that it is reasonable to judge for one question: of deals that are few packages, and, per
#: 1,000 draws, of those whose packages have to be searched for, as described or among everything.
MOST_OF_FEW, MOST_OF_MANY, MOST_SWEETENED = 3_000, 60, 30
#: Shares of the draws after which it is seen whether more are needed, where judging takes long: half of
#: the draws and a little decide most verdicts.
FIRST, NEXT = 0.6, 0.2
#: Fewer draws than this take no less time.
FEWEST = 200
#: Draws in which mixtures are screened where judging takes long, the first ones of all. From twice as many
#: on it is worth the while.
SCREENED = 200
#: Of a draw not judged.
UNKNOWN = -1
#: Links are drawn by their place in the list.
ORDER = (
    "the number {} stands at another place in the second dossier; list its links in the order of the first"
)


@dataclass(kw_only=True, eq=False)
class Combinations:
    """All mixtures of two dossiers, judged on one question and the same draws.

    Attributes
    ----------
    before, after : Dossier
    question : Question
    draws, seed, workers : int
    relevant : tuple of Difference
        Those that the question can depend on. Carrying over any of the others leaves the dossier, cut
        down to what the question rests on, as it was, whatever else is carried over.
    """

    before: Dossier
    after: Dossier
    question: Question
    draws: int
    seed: int
    workers: int
    relevant: tuple[Difference, ...] = ()
    _known: dict[Names, Int] = field(default_factory=dict)
    _drawn: dict[tuple[object, ...], Float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._finder = Finder(self.question.form)
        self._scope = self.question.scope(self.before, self.after)
        start = self._cut(self.before)
        self.relevant = tuple(
            difference
            for difference in differences(self.before, self.after)
            if differences(start, self._cut(with_changes(self.before, [difference])))
        )
        self._require_same_draws()

    def _require_same_draws(self) -> None:
        """Make sure that the second dossier draws as the first does with all differences carried over."""
        carried, wanted = (
            {(q.path, q.distribution, q.parameters) for q in Blueprint(self._cut(dossier)).quantities}
            for dossier in (self.dossier(self.every), self.after)
        )
        if carried != wanted:
            raise DetenteError(ORDER.format(min(carried ^ wanted)[0]))

    @property
    def every(self) -> Names:
        """Names of all relevant differences."""
        return frozenset(difference.name for difference in self.relevant)

    @property
    def n_judged(self) -> int:
        """Number of mixtures judged so far."""
        return len(self._known)

    @cached_property
    def is_quick(self) -> bool:
        """Whether one mixture is judged in some hundredths of a second, all packages being tried."""
        both = (Blueprint(self._cut(dossier)) for dossier in (self.before, self.after))
        return not any(map(self._is_wide, both))

    @cached_property
    def is_possible(self) -> bool:
        """Whether a package can be made at all under one of the two, pressure being no part of a deal."""
        return any(self._can_be_made(Blueprint(self._cut(dossier))) for dossier in (self.before, self.after))

    @property
    def is_screened(self) -> bool:
        """Whether it is worth the while to look at some of the draws first."""
        return not self.is_quick and self.draws >= 2 * SCREENED

    @property
    def budget(self) -> int:
        """Number of mixtures that it is reasonable to judge."""
        if self.is_quick:
            return MOST_OF_FEW
        most = MOST_OF_MANY if self.question.form == AS_DESCRIBED else MOST_SWEETENED
        # Below some number of draws it is no longer the draws that take the time.
        return max(1, most * 1000 // max(self.draws, FEWEST))

    def dossier(self, names: Iterable[str]) -> Dossier:
        """Return the first dossier with some differences carried over."""
        chosen = set(names)
        return with_changes(self.before, [d for d in self.relevant if d.name in chosen])

    def fate(self, names: Iterable[str]) -> Fate:
        """Judge the first dossier with some differences carried over.

        Raises
        ------
        DetenteError
            Where two numbers of the mixture would be drawn as one.
        TooLargeError
            When points do not fit.
        """
        return Fate.of(self._depths(frozenset(names)))

    def ends_at(self, names: Iterable[str], gate: str | None, *, like: Names) -> bool:
        """Tell whether the verdict is that of a gate (None: a deal), judging no more draws than that takes.

        Parameters
        ----------
        names : iterable of str
        gate : str or None
        like : frozenset of str
            Another mixture, of which most others judged with it differ little.

        Raises
        ------
        DetenteError, TooLargeError
            As for :meth:`fate`.
        """

        def told(depths: Int) -> bool | None:
            return foreseen(depths, self.draws - len(depths), gate)

        return bool(told(self._depths(frozenset(names), lambda depths: told(depths) is not None, like)))

    def may_end_at(self, names: Iterable[str], gate: str | None) -> bool:
        """Tell from the first :data:`SCREENED` draws whether the verdict may be that of a gate.

        Parameters
        ----------
        names : iterable of str
        gate : str or None

        Returns
        -------
        bool
            False where these draws speak against it so clearly that the others would hardly change it.

        Raises
        ------
        DetenteError, TooLargeError
            As for :meth:`fate`.
        """
        chosen, some = frozenset(names), np.arange(min(SCREENED, self.draws))
        depths = self._known.setdefault(chosen, np.full(self.draws, UNKNOWN))
        left = some[depths[some] == UNKNOWN]
        if len(left):
            blueprint = self._blueprint(chosen)
            depths[left] = self._judged(blueprint, left, is_wide=self._is_wide(blueprint))
        return is_likely(depths[some], gate)

    def _blueprint(self, names: Names) -> Blueprint:
        blueprint = Blueprint(self._cut(self.dossier(names)))
        _require_apart(blueprint.quantities)
        return blueprint

    def _depths(
        self,
        names: Names,
        is_enough: Callable[[Int], bool] | None = None,
        like: Names = frozenset(),
    ) -> Int:
        """Judge one mixture in all draws, or in as many as are enough."""
        depths = self._known.setdefault(names, np.full(self.draws, UNKNOWN))
        if not _is_done(depths, is_enough):
            blueprint = self._blueprint(names)
            is_wide = self._is_wide(blueprint)
            order = self._order(like) if is_wide and like != names else np.arange(self.draws)
            while not _is_done(depths, is_enough):
                left = order[depths[order] == UNKNOWN]
                share = FIRST if len(left) == self.draws else NEXT
                some = left[: math.ceil(share * self.draws)] if is_wide else left
                depths[some] = self._judged(blueprint, some, is_wide=is_wide)
        judged: Int = depths[depths != UNKNOWN]
        return judged

    def _order(self, like: Names) -> Int:
        """Put those draws first that make the verdict of another mixture: there it is soonest decided."""
        depths = self._depths(like)
        made: Int = np.argsort(depths != np.bincount(depths).argmax(), kind="stable")
        return made

    def _judged(self, blueprint: Blueprint, some: Int, *, is_wide: bool) -> Int:
        rows = [self._row(quantity, blueprint.correlations)[some] for quantity in blueprint.quantities]
        values = np.array(rows, np.float64).reshape(len(rows), len(some))
        if is_wide:
            return self._finder.depths(blueprint, values, workers=self.workers)
        return depths_of_values(blueprint, values, AS_DESCRIBED)[:, 0]

    def _cut(self, dossier: Dossier) -> Dossier:
        return self._scope.cut(self.question.put_to(dossier))

    def _is_wide(self, blueprint: Blueprint) -> bool:
        """Tell whether packages have to be searched for, being too many to try all."""
        return self.question.form != AS_DESCRIBED or class_plan(blueprint).n_exact[0] > FEW

    def _can_be_made(self, blueprint: Blueprint) -> bool:
        mask = blueprint.classes[0]
        allowed = mask.exact if self.question.form == AS_DESCRIBED else mask.sweetened
        if allowed is None:
            return False
        starts = blueprint.space.offsets[:-1]
        if not np.logical_or.reduceat(allowed, starts).all():
            return False
        if mask.clause is None:
            return True
        p = blueprint.clauses[mask.clause].program[1]
        moved = np.where(allowed, blueprint.static_tables[p], 0)
        return bool(np.maximum.reduceat(moved, starts).sum() >= blueprint.static_thresholds[p])

    def _row(self, quantity: Quantity, correlations: tuple[Correlation, ...]) -> Float:
        key = (quantity.path, quantity.distribution, quantity.parameters, correlations)
        if key not in self._drawn:
            self._drawn[key] = draw_values([quantity], self.seed, 0, self.draws, correlations)[0]
        return self._drawn[key]


def _is_done(depths: Int, is_enough: Callable[[Int], bool] | None) -> bool:
    judged = depths[depths != UNKNOWN]
    return len(judged) == len(depths) or (len(judged) > 0 and is_enough is not None and is_enough(judged))


def _require_apart(quantities: Iterable[Quantity]) -> None:
    seen: set[str] = set()
    for quantity in quantities:
        if quantity.path in seen:
            raise DetenteError(ORDER.format(quantity.path))
        seen.add(quantity.path)
