"""Anchors: packages and proofs found beforehand, to be tried first in every draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.kinds import Kinds, fits
from detente.kernel.certifying import Certificates
from detente.model.blueprint import Blueprint

__all__ = ["Anchors", "Proof", "gathered"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Proof:
    """A certificate for one kind of deal.

    Attributes
    ----------
    kind : int
    row : int64 array, shape (n,)
        Rows with weight.
    weight : float array, shape (n,)
        Above 0.
    """

    kind: int
    row: Int
    weight: Float


@dataclass(frozen=True, kw_only=True, eq=False)
class Anchors:
    """What is tried first in every draw.

    Attributes
    ----------
    packages : int64 array, shape (n_packages, n_groups)
        Flat columns.
    fits : bool array, shape (n_packages, n_kinds)
        Which packages are of which kind.
    certificates : Certificates
    weights : float array, shape (n_kinds, n_predicates)
        Where the bounds of a search start.
    """

    packages: Int
    fits: Bool
    certificates: Certificates
    weights: Float


def gathered(
    b: Blueprint, kinds: Kinds, packages: Sequence[Int], proofs: Sequence[Proof], weights: Float
) -> Anchors:
    """Lay packages and proofs out for the kernels.

    Parameters
    ----------
    b : Blueprint
    kinds : Kinds
    packages : sequence of int64 arrays, shape (n_groups,)
    proofs : sequence of Proof
        Tried in this order among those of a kind.
    weights : float array, shape (n_kinds, n_predicates)
    """
    columns = np.array(packages, np.int64).reshape(-1, len(b.space.groups))
    ordered = sorted([*_single_rows(b, kinds), *proofs], key=lambda proof: proof.kind)
    length = [len(proof.row) for proof in ordered]
    row = np.concatenate([np.empty(0, np.int64), *(proof.row for proof in ordered)])
    number = np.repeat(np.arange(len(ordered)), length)
    gate = np.zeros(len(ordered), np.int64)
    np.maximum.at(gate, number, kinds.proofs.gate[row])
    owner = kinds.proofs.owner[row]
    parties = np.zeros((len(ordered), len(b.parties)), np.bool_)
    parties[number[owner >= 0], owner[owner >= 0]] = True
    certificates = Certificates(
        of_kind=np.searchsorted([proof.kind for proof in ordered], np.arange(len(kinds) + 1)).astype(
            np.int64
        ),
        start=np.cumsum([0, *length]).astype(np.int64),
        row=row,
        weight=np.concatenate([np.empty(0), *(proof.weight for proof in ordered)]),
        gate=gate,
        parties=parties,
    )
    return Anchors(packages=columns, fits=fits(kinds, columns), certificates=certificates, weights=weights)


@lru_cache(maxsize=8)
def _single_rows(b: Blueprint, kinds: Kinds) -> tuple[Proof, ...]:
    """List the proofs that one condition by itself cannot be met; kept, as pilots ask again and again."""
    return tuple(
        Proof(kind=kind, row=np.array([row], np.int64), weight=np.ones(1))
        for kind, number in enumerate(kinds.of)
        for row, clause in enumerate(kinds.proofs.clause)
        if clause < b.n_common_clauses or clause == b.classes[number].clause
    )
