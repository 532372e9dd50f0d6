"""Find anchors in a few pilot draws: the medians, and some draws of a seed of their own.

The pilots depend on the dossier alone, not on the draws of a run, so that what a draw of a run says
does not depend on any other. Anchors never change an answer, only how soon it comes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.asking import N_GATES
from detente.ensemble.kinds import Kinds
from detente.ensemble.one_draw import OneDraw
from detente.ensemble.reusing import Anchors, Proof, gathered
from detente.ensemble.sampling import draw_values
from detente.kernel.proving import prove
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables

__all__ = ["anchors_of"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Agendas with at most this many packages need no anchors.
SMALL = 4_096
#: Pilot draws besides the medians, and the seed they are drawn with.
PILOTS, PILOT_SEED = 11, 0x616E63686F72
#: Packages, and proofs for a kind of deal, that are kept.
PACKAGES, PROOFS = 256, 32
#: Steps of the weights of a proof.
STEPS = 100


class _Harvest:
    """Packages and proofs of the pilots so far."""

    def __init__(self, blueprint: Blueprint, kinds: Kinds) -> None:
        self.b = blueprint
        self.kinds = kinds
        self.packages: dict[bytes, Int] = {}
        self.proofs: list[Proof] = []
        self.weights = np.zeros((len(kinds), len(blueprint.predicates)))

    def anchors(self) -> Anchors:
        """Lay out what there is."""
        return gathered(self.b, self.kinds, list(self.packages.values()), self.proofs, self.weights)

    def add(self, draw: OneDraw) -> None:
        """Keep what a pilot found, and prove in one step what it had to search for."""
        for package in draw.met:
            if len(self.packages) < PACKAGES:
                self.packages[package.tobytes()] = package
        self.weights = self.weights + (draw.weights - self.weights) / 4
        for k in self.kinds.kind_order.tolist():
            if 0 < draw.depths[k] < N_GATES:
                self._prove_kind(draw, k)

    def _prove_kind(self, draw: OneDraw, k: int) -> None:
        """Prove that no package gets further, and that lifting this or that party does not help."""
        depth = int(draw.depths[k])
        if draw.ceilings[k] > depth:
            proof = self._prove(draw, k, depth, np.zeros(len(self.b.parties), np.bool_))
            if proof is not None:
                draw.unproved[k] &= proof
        for party in range(len(self.b.parties)):
            if draw.unproved[k, party] and not draw.suspects[k, party]:
                lifted = np.arange(len(self.b.parties)) == party
                proof = self._prove(draw, k, N_GATES - 1, lifted)
                if proof is not None:
                    draw.unproved[k] &= proof

    def _prove(self, draw: OneDraw, k: int, gate: int, lifted: Bool) -> Bool | None:
        """Look for a proof; keep it and return the parties it rests on, or None."""
        if sum(proof.kind == k for proof in self.proofs) >= PROOFS:
            return None
        rows = self.kinds.proofs
        clause = self.b.classes[self.kinds.of[k]].clause
        usable = (rows.gate <= gate) & ((rows.clause < self.b.n_common_clauses) | (rows.clause == clause))
        usable &= (rows.owner < 0) | ~lifted[rows.owner]
        row = np.flatnonzero(usable)
        s = draw.system
        proved, weight = prove(
            s.offsets,
            s.tables,
            s.thresholds,
            s.allowed & self.kinds.masks[k],
            rows.rows,
            row,
            draw.weights[k][rows.rows.predicate[row]],
            STEPS,
        )
        if not proved:
            return None
        used = weight > 0.0
        self.proofs.append(Proof(kind=k, row=row[used], weight=weight[used]))
        parties = np.zeros(len(self.b.parties), np.bool_)
        owners = rows.owner[row[used]]
        parties[owners[owners >= 0]] = True
        return parties


def anchors_of(blueprint: Blueprint, kinds: Kinds) -> Anchors:
    """Find anchors for the draws of a run.

    Returns
    -------
    Anchors
        Empty where the agenda has few packages. The same for the same dossier.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    harvest = _Harvest(blueprint, kinds)
    if blueprint.space.n_packages <= SMALL:
        return harvest.anchors()
    drawn = draw_values(blueprint.quantities, PILOT_SEED, 0, PILOTS, blueprint.correlations)
    tables = fill_tables(blueprint, np.concatenate([blueprint.medians, drawn], axis=1))
    nothing = np.zeros(len(kinds.moves), np.bool_)
    for index in range(len(tables)):
        draw = OneDraw(blueprint, kinds, harvest.anchors(), tables, index)
        draw.judged(index, nothing)
        harvest.add(draw)
    return harvest.anchors()
