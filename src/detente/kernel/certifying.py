"""Proofs that no package passes, kept from elsewhere and tried again: one evaluation each.

A *certificate* is a set of weights on rows (:mod:`detente.kernel.weighing`). The bound that they
give is valid whatever numbers they came from, so a certificate found in one draw may serve in any
other; where it does, it costs one evaluation instead of a search. It rests on the conditions of
those parties alone whose predicates have weight: anybody else's could be lifted and the proof
would stand.
"""

from __future__ import annotations

from typing import NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

from detente.kernel.weighing import Numbers, Rows, goals_of, numbers_of, reach_of

__all__ = ["Certificates", "certify_kinds"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Float = NDArray[np.float64]


class Certificates(NamedTuple):
    """Weights by kind of deal.

    Attributes
    ----------
    of_kind : int64 array, shape (n_kinds + 1,)
        Certificates ``of_kind[k]`` to ``of_kind[k + 1]`` are tried for kind k.
    start : int64 array, shape (n_certificates + 1,)
    row : int64 array
    weight : float array
        Certificate j puts ``weight[t]`` on row ``row[t]`` for t in ``start[j]:start[j + 1]``.
    gate : int64 array, shape (n_certificates,)
        Last gate it speaks of: where it certifies, no package passes this gate.
    parties : bool array, shape (n_certificates, n_parties)
        Parties on whose conditions it rests.
    """

    of_kind: Int
    start: Int
    row: Int
    weight: Float
    gate: Int
    parties: Bool


@nb.njit(cache=True, nogil=True)
def _is_void(offsets: Int, allowed: Bool) -> bool:
    """Tell whether some issue has no column left."""
    void = False
    for i in range(len(offsets) - 1):
        void = void or not allowed[offsets[i] : offsets[i + 1]].any()
    return void


@nb.njit(cache=True, nogil=True)
def _certify_kind(
    numbers: Numbers,
    rows: Rows,
    certificates: Certificates,
    kind: int,
    allowed: Bool,
    ceiling: int,
    suspects: Bool,
) -> int:
    """Try the certificates of a kind; return the new ceiling, narrow ``suspects``."""
    goals = goals_of(numbers, rows, allowed)
    value = np.empty(len(allowed))
    parts = np.zeros((len(rows.predicate), len(numbers.offsets) - 1))
    package = np.empty(len(numbers.offsets) - 1, np.int64)
    for j in range(certificates.of_kind[kind], certificates.of_kind[kind + 1]):
        if certificates.gate[j] >= ceiling and not (suspects & ~certificates.parties[j]).any():
            continue
        row = certificates.row[certificates.start[j] : certificates.start[j + 1]]
        weight = certificates.weight[certificates.start[j] : certificates.start[j + 1]]
        reach, margin = reach_of(numbers, rows, goals, allowed, row, weight, value, parts, package)
        if reach < -margin:
            ceiling = min(ceiling, certificates.gate[j])
            suspects &= certificates.parties[j]
    return ceiling


@nb.njit(cache=True, nogil=True)
def certify_kinds(
    offsets: Int,
    tables: Int,
    thresholds: Int,
    allowed: Bool,
    masks: Bool,
    rows: Rows,
    certificates: Certificates,
    order: Int,
    wider: Bool,
    floors: Int,
    n_gates: int,
    ceilings: Int,
    suspects: Bool,
) -> None:
    """Bound from above how far the packages of every kind of deal can get.

    Parameters
    ----------
    offsets, tables, thresholds, allowed
        As in :class:`detente.kernel.system.System`.
    masks : bool array, shape (n_kinds, n_columns)
        Columns that packages of a kind may use.
    rows : Rows
    certificates : Certificates
    order : int64 array, shape (n_kinds,)
        Kinds, each after those that contain it.
    wider : bool array, shape (n_kinds, n_kinds)
        ``wider[k, j]`` where every package of kind k is one of kind j.
    floors : int64 array, shape (n_kinds,)
        Gates that some package is known to pass; a kind that passes all is left alone.
    n_gates : int
    ceilings : int64 array, shape (n_kinds,)
        Filled with the number of gates that no package exceeds.
    suspects : bool array, shape (n_kinds, n_parties)
        True on entry; False where a proof that not all gates are passed stands without the
        conditions of this party.
    """
    numbers = numbers_of(offsets, tables, thresholds)
    ceilings[:] = n_gates
    for k in order:
        for j in range(len(order)):
            if wider[k, j] and ceilings[j] < n_gates:
                ceilings[k] = min(ceilings[k], ceilings[j])
                suspects[k] &= suspects[j]
        columns = allowed & masks[k]
        if _is_void(offsets, columns):
            ceilings[k] = 0
        elif floors[k] < n_gates:
            ceilings[k] = _certify_kind(numbers, rows, certificates, k, columns, ceilings[k], suspects[k])
