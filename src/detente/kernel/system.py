r"""A product space under additive predicates, as plain arrays: what every kernel works on.

A *package* is one option for each of ``n`` issues. The options of issue ``i`` are the flat
columns ``offsets[i]`` to ``offsets[i+1]``. Predicate ``p`` holds for a package ``x`` when

.. math:: \sum_i \mathrm{tables}[p, x_i] \ge \mathrm{thresholds}[p],

in int64 without rounding. A *clause* is a Boolean formula over predicates, kept as a postfix
program in ``code``; a package passes gate ``g`` when it satisfies every clause whose gate is
at most ``g``. Columns with ``allowed`` false do not exist.

Postfix operations, each an integer followed by its arguments:

=====  ===============================  ==================================================
op     arguments                        pushes
=====  ===============================  ==================================================
PRED   p                                whether predicate p holds
AND    n                                whether the n topmost all hold
OR     n                                whether one of the n topmost holds
NOT                                     the opposite of the topmost
QUOTA  n, q, w_1 .. w_n                 whether the weights of those of the n topmost that
                                        hold sum to at least q (w_1 belongs to the deepest)
=====  ===============================  ==================================================
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["AND", "NOT", "OR", "PRED", "QUOTA", "System"]

PRED, AND, OR, NOT, QUOTA = 0, 1, 2, 3, 4

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class System:
    """Predicates and gates over a product space.

    Attributes
    ----------
    offsets : int64 array, shape (n_issues + 1,)
    tables : int64 array, shape (n_predicates, n_columns)
        The caller keeps every attainable sum below 2**62 in absolute value.
    thresholds : int64 array, shape (n_predicates,)
    allowed : bool array, shape (n_columns,)
    code : int64 array
        The postfix programs, one after another.
    clause_start : int64 array, shape (n_clauses + 1,)
        Program of clause c is ``code[clause_start[c]:clause_start[c + 1]]``.
    clause_gate : int64 array, shape (n_clauses,)
        Gate of each clause, 0-based and nondecreasing.
    n_gates : int
    """

    offsets: Int
    tables: Int
    thresholds: Int
    allowed: Bool
    code: Int
    clause_start: Int
    clause_gate: Int
    n_gates: int

    @property
    def n_issues(self) -> int:
        """Number of issues."""
        return len(self.offsets) - 1

    @property
    def n_packages(self) -> int:
        """Number of packages that can be made of the allowed columns (exact, any size)."""
        total = 1
        for i in range(self.n_issues):
            total *= int(self.allowed[self.offsets[i] : self.offsets[i + 1]].sum())
        return total

    def restricted(self, allowed: Bool) -> System:
        """Return the same system with only those columns that ``allowed`` also allows."""
        return replace(self, allowed=self.allowed & allowed)
