"""One draw through the funnel: every deal class, its sole blockers, single deals.

Packages known beforehand (anchors) are tried first, then proofs known beforehand; what is left is
searched for, the last gate first, because a package that passes all gates answers every earlier
question too. Packages found on the way serve the other classes of the same draw, never another
draw, so that no result depends on the order in which draws are done.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.asking import LIFTED, N_GATES, Judge
from detente.ensemble.kinds import Kinds, fits
from detente.ensemble.outcomes import ClassOutcome, DrawOutcome
from detente.ensemble.reusing import Anchors
from detente.kernel.certifying import certify_kinds
from detente.kernel.exhausting import package_depths
from detente.kernel.searching import FOUND
from detente.kernel.surveying import note_kinds, passes_lifted, survey_each, survey_kinds
from detente.model.blueprint import Blueprint
from detente.model.tables import Tables

__all__ = ["OneDraw"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]

NOBODY = np.empty(0, np.int64)


class OneDraw:
    """What is known of one draw, and the questions still open.

    Parameters
    ----------
    blueprint : Blueprint
    kinds : Kinds
    anchors : Anchors
    tables : Tables
    index : int
        Number of the draw within the block of tables.

    Attributes
    ----------
    floors, ceilings : int64 array, shape (n_kinds,)
        Gates that some package of a kind is known to pass, and that none exceeds.
    opens : bool array, shape (n_kinds, n_parties)
        True where some package of the kind is known to pass all gates once the conditions of this
        party are lifted, or already does.
    suspects : bool array, shape (n_kinds, n_parties)
        False where lifting the conditions of this party alone is known to open nothing.
    unproved : bool array, shape (n_kinds, n_parties)
        The suspects that the certificates left.
    met : list of int64 array
        Packages found while searching, in that order.
    """

    def __init__(
        self, blueprint: Blueprint, kinds: Kinds, anchors: Anchors, tables: Tables, index: int
    ) -> None:
        self.b = blueprint
        self.kinds = kinds
        self.anchors = anchors
        self.judge = Judge(blueprint, tables, index)
        self.system = self.judge.system
        self.effort = self.judge.effort
        self.across = np.ascontiguousarray(self.system.tables.T)
        n = len(kinds)
        self.floors = np.zeros(n, np.int64)
        self.ceilings = np.full(n, N_GATES, np.int64)
        self.opens = np.zeros((n, len(blueprint.parties)), np.bool_)
        self.suspects = np.tile(kinds.suspects, (n, 1))
        self.weights = anchors.weights.copy()
        self.depths = np.zeros(n, np.int64)
        self.met: list[Int] = []
        self.witnesses: set[bytes] = set()
        self._try_few()
        self._try_anchors()
        self._certify()

    # ------------------------------------------------------------------ what is known beforehand

    def _try_few(self) -> None:
        """Judge the classes of few packages; what they show holds for the kinds that contain them."""
        few = self.kinds.few
        n = len(few.classes)
        depths = np.zeros(n, np.int64)
        best = np.zeros((n, self.system.n_issues), np.int64)
        opens = np.zeros((n, len(self.b.parties)), np.bool_)
        survey_kinds(
            self.kinds.conditions,
            self.system.offsets,
            self.across,
            self.system.thresholds,
            self.system.allowed,
            few.masks,
            few.predicates,
            depths,
            best,
            opens,
        )
        self.few = {k: (int(depths[j]), opens[j]) for j, k in enumerate(few.classes)}
        for j, k in enumerate(few.classes):
            if depths[j] > 0:
                into = [k, *self.kinds.wider[k]]
                self.floors[into] = np.maximum(self.floors[into], depths[j])
                self.opens[into] |= opens[j]
            if depths[j] == N_GATES:
                self.witnesses.add(best[j].tobytes())

    def _try_anchors(self) -> None:
        self.known = self._learn(self.anchors.packages, self.anchors.fits)

    def _learn(self, packages: Int, inside: Bool) -> tuple[Int, Bool]:
        """Judge packages and note for every kind what they show; return depths and what holds."""
        depths = np.empty(len(packages), np.int64)
        opens = np.zeros((len(packages), len(self.b.parties)), np.bool_)
        holds = np.zeros((len(packages), len(self.b.predicates)), np.bool_)
        survey_each(
            self.kinds.conditions,
            self.across,
            self.system.thresholds,
            self.system.allowed,
            packages,
            depths,
            opens,
            holds,
        )
        best = np.empty(len(self.kinds), np.int64)
        note_kinds(depths, opens, inside, self.floors, self.opens, best)
        for j in np.unique(best[best >= 0]):
            if depths[j] == N_GATES:
                self.witnesses.add(packages[j].tobytes())
        return depths, holds

    def _certify(self) -> None:
        certify_kinds(
            self.system.offsets,
            self.system.tables,
            self.system.thresholds,
            self.system.allowed,
            self.kinds.masks,
            self.kinds.proofs.rows,
            self.anchors.certificates,
            self.kinds.kind_order,
            self.kinds.contained,
            self.floors,
            N_GATES,
            self.ceilings,
            self.suspects,
        )
        self.unproved = self.suspects.copy()

    # ------------------------------------------------------------------ what has to be searched for

    def _ask(self, k: int, gate: int, lifted: Int) -> bool:
        """Ask whether some package passes all gates up to ``gate``; learn from either answer.

        A proof that some gate cannot be passed stands without the conditions it does not rest on.
        Nobody lifted, that clears all others; with somebody lifted it does so only where lifting
        more never closes what lifting less opens.
        """
        status, columns, blame = self.judge.search(
            gate,
            self.b.classes[self.kinds.of[k]],
            self.kinds.masks[k],
            thresholds=self._without(lifted) if len(lifted) else None,
            weights=self.weights[k],
        )
        if columns is not None:
            self.met.append(columns)
            package = columns[None, :]
            self._learn(package, fits(self.kinds, package))
        if blame is not None and not (len(lifted) and self.b.uses_not):
            blamed = np.zeros(len(self.b.parties) + 1, np.bool_)
            blamed[self.kinds.conditions.owner[blame]] = True
            self.suspects[k] &= blamed[:-1]
        return bool(status == FOUND)

    def _without(self, lifted: Int) -> Int:
        """Thresholds with every condition of these parties lifted."""
        chosen = np.zeros(len(self.b.parties) + 1, np.bool_)
        chosen[lifted] = True
        return np.where(chosen[self.kinds.conditions.owner], LIFTED, self.system.thresholds)

    def _depth(self, k: int) -> int:
        """Count the gates that the best package of a kind passes."""
        low = 0
        high = int(min((self.depths[j] for j in np.flatnonzero(self.kinds.contained[k])), default=N_GATES))
        gate = high
        while low < high:
            if self.floors[k] >= gate:
                self.effort.anchored += 1
                low = gate
            elif self.ceilings[k] < gate:
                self.effort.certified += 1
                high = int(self.ceilings[k])
            elif self._ask(k, gate - 1, NOBODY):
                low = gate
            else:
                high = gate - 1
            gate = (low + high + 1) // 2
        return low

    def _sole_blockers(self, k: int) -> tuple[str, ...]:
        """Parties whose conditions alone, lifted, would let some package of the kind pass.

        Parties are lifted in groups: if nothing passes with a whole group lifted, nobody in it
        blocks alone; else the group is halved. Where a rule says "not", lifting one more may close
        what lifting one opens, so everybody is tested alone.
        """
        for j in np.flatnonzero(self.kinds.contained[k]):
            if self.depths[j] < N_GATES:
                self.suspects[k] &= self.suspects[j]
        self.effort.anchored += int((self.suspects[k] & self.opens[k]).sum())
        left = self._left(k)
        principal = self.kinds.principals[left]
        groups = list(left[:, None]) if self.b.uses_not else [left[~principal], left[principal]]
        while groups:
            group = groups.pop()
            group = group[self.suspects[k, group] & ~self.opens[k, group]]
            if not len(group):
                continue
            if not self._opens(k, group):
                self.suspects[k, group] = False
            elif len(group) == 1:
                self.opens[k, group] = True
            else:
                half = len(group) // 2
                groups += [group[half:], group[:half]]
        self.suspects[k] &= self.opens[k]
        return self._named(self.suspects[k])

    def _opens(self, k: int, group: Int) -> bool:
        """Tell whether some package of a kind passes all gates with a group's conditions lifted."""
        depths, holds = self.known
        if len(group) > 1 and passes_lifted(
            self.kinds.conditions, depths, holds, self.anchors.fits[:, k], group
        ):
            self.effort.anchored += 1
            return True
        return self._ask(k, N_GATES - 1, group)

    def _left(self, k: int) -> Int:
        """Those of whom it is not known whether they block alone."""
        return np.flatnonzero(self.suspects[k] & ~self.opens[k])

    def _named(self, flags: Bool) -> tuple[str, ...]:
        return tuple(party for party, flag in zip(self.b.parties, flags, strict=True) if flag)

    # ------------------------------------------------------------------ the outcome

    def kind(self, k: int) -> ClassOutcome:
        """Judge a kind; those that contain it come first."""
        depth = self.depths[k] = self._depth(k)
        if depth in (0, N_GATES):
            return ClassOutcome(depth=int(depth))
        return ClassOutcome(depth=int(depth), sole_blockers=self._sole_blockers(k))

    def _exact(self, k: int) -> ClassOutcome:
        """Judge a class of few packages."""
        depth, opens = self.few[k]
        is_blocked = 0 < depth < N_GATES
        return ClassOutcome(depth=depth, sole_blockers=self._named(opens) if is_blocked else ())

    def judged(self, draw: int, improves: Bool) -> DrawOutcome:
        """Judge every kind of deal.

        Parameters
        ----------
        draw : int
            Number of the draw within the run.
        improves : bool array, shape (n_moves,)
        """
        outcomes = {int(k): self.kind(int(k)) for k in self.kinds.kind_order}
        n = len(self.b.classes)
        exact: dict[int, ClassOutcome] = {k: self._exact(k) for k in self.few}
        exact |= {self.kinds.of[k]: outcomes[k] for k in range(self.kinds.n_sweetened, len(self.kinds))}
        singles = package_depths(self.system, self.kinds.singles, clause_on=self.judge.common)
        self.effort.questions = self.effort.anchored + self.effort.certified + self.effort.searched
        return DrawOutcome(
            draw=draw,
            sweetened=tuple(outcomes[k] for k in range(n)),
            exact=tuple(exact.get(k) for k in range(n)),
            counts=None,
            witnesses=tuple(sorted(self.witnesses)),
            singles=singles.astype(np.int8),
            improves=improves,
            effort=self.effort,
        )
