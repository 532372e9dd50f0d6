"""A search that can be asked on: after each package found, the bar is raised and it goes on.

It is the search of :mod:`detente.kernel.searching` with further required rows,
``sum row[x_i] >= goal``. Whoever asks raises the goals, or adds rows, as better packages turn up.
A goal is rounded up to the next sum that the row's numbers can have at all, which spares much
work where points are whole.
Conditions only ever get stricter, so nothing that was ruled out before comes back, and the whole
is one proof: when the search runs dry, no package meets the conditions as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from detente.kernel.bounding import PRESENT
from detente.kernel.open_nodes import NODE_STEPS, Stack, all_hopeless, run_on
from detente.kernel.question import Question, passes, pose
from detente.kernel.row_sums import FURTHEST, next_sum, sum_lattice
from detente.kernel.searching import FOUND, NONE, UNDECIDED
from detente.kernel.system import OR, PRED, System

__all__ = ["NODE_LIMIT", "OpenSearch"]

#: Nodes after which the maximising kernels give up by default.
NODE_LIMIT = 20_000
#: Steps of the weights at the first node.
ROOT_STEPS = 300
#: Nodes per call of compiled code, so that an interrupt is heeded soon.
SLICE = 1_000

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


class OpenSearch:
    """A search for packages under clauses and further rows that can be raised on the way.

    Parameters
    ----------
    system : System
    clause_on : bool array, shape (n_clauses,)
        Clauses that must hold.
    allowed : bool array, shape (n_columns,), optional
        Further restriction of the columns.

    Attributes
    ----------
    columns : int64 array, shape (n_issues,)
        The package found last; meaningless before the first.
    nodes : int
        Nodes visited so far.
    """

    def __init__(self, system: System, *, clause_on: Bool, allowed: Bool | None = None) -> None:
        self.allowed = system.allowed if allowed is None else system.allowed & allowed
        self.columns = np.zeros(system.n_issues, np.int64)
        self.nodes = 0
        self._system = system
        self._clause_on = clause_on
        self._rows: list[Int] = []
        self._goals: list[int] = []
        self._lattices: list[tuple[int, int]] = []
        self._programs: list[list[int]] = []
        self._question: Question | None = None
        n = len(system.thresholds)
        self._stack = Stack(self.allowed[None], np.zeros((1, n), np.int8), np.zeros((1, n)))
        self._top = int(np.logical_or.reduceat(self.allowed, system.offsets[:-1]).all())

    def require(self, row: Int, goal: int) -> int:
        """Demand ``sum row[x_i] >= goal`` from now on; return the number of the row.

        ``row`` is int64 with shape (n_columns,); ``goal`` may have any size.
        """
        number = self._add(row, goal)
        self._programs.append([PRED, number])
        return number

    def require_one(self, rows: Iterable[Int], goals: Iterable[int]) -> None:
        """Demand from now on that at least one of the rows reaches its goal."""
        numbers = [self._add(row, goal) for row, goal in zip(rows, goals, strict=True)]
        self._programs.append([x for number in numbers for x in (PRED, number)] + [OR, len(numbers)])

    def _add(self, row: Int, goal: int) -> int:
        self._question = None
        self._rows.append(row)
        self._lattices.append(sum_lattice(self._system, row, self.allowed))
        self._goals.append(self._rounded(len(self._lattices) - 1, goal))
        return len(self._system.thresholds) + len(self._rows) - 1

    def _rounded(self, place: int, goal: int) -> int:
        """Move a goal up to the next possible sum, within what int64 can hold."""
        return max(-FURTHEST, min(FURTHEST, next_sum(goal, self._lattices[place])))

    def raise_goal(self, number: int, goal: int) -> None:
        """Move the goal of a row up; a lower one is ignored."""
        place = number - len(self._system.thresholds)
        self._goals[place] = max(self._goals[place], self._rounded(place, goal))
        self._set_goal(number, self._goals[place])

    def _set_goal(self, number: int, goal: int) -> None:
        if self._question is not None:
            self._question.thresholds[number] = goal
            self._question.goals[number] = goal / self._question.scale[number]

    @property
    def question(self) -> Question:
        """The question as it stands, added rows as the last predicates."""
        if self._question is None:
            self._question = self._pose()
            self._widen(self._question)
        return self._question

    def _pose(self) -> Question:
        s = self._system
        lengths = [len(program) for program in self._programs]
        return pose(
            s.offsets,
            np.concatenate([s.tables, *(row[None] for row in self._rows)]).astype(np.int64, copy=False),
            np.concatenate([s.thresholds, np.array(self._goals, np.int64)]),
            self.allowed,
            np.concatenate([s.code, *(np.array(program, np.int64) for program in self._programs)]),
            np.concatenate([s.clause_start, s.clause_start[-1] + np.cumsum(lengths, dtype=np.int64)]),
            np.concatenate([self._clause_on, np.ones(len(lengths), np.bool_)]),
        )

    def _widen(self, question: Question) -> None:
        """Make room on the stack for what was added; open nodes must meet it too."""
        n_predicates, n_columns = question.tables.shape
        old = self._stack
        # Two children replace their parent, and no path decides anything twice.
        room = n_columns + n_predicates + 4
        self._stack = Stack(
            np.empty((room, n_columns), np.bool_),
            np.zeros((room, n_predicates), np.int8),
            np.zeros((room, n_predicates)),
        )
        known = old.required.shape[1]
        for k in range(self._top):
            self._stack.allowed[k] = old.allowed[k]
            self._stack.required[k, :known] = old.required[k]
            self._stack.weights[k, :known] = old.weights[k]
            np.maximum(self._stack.required[k], question.root, out=self._stack.required[k])

    def run(self, node_limit: int) -> int:
        """Search on until a package is found, none is left, or so many nodes were visited in all.

        Returns
        -------
        int
            ``FOUND`` with the package in ``columns``, ``NONE`` or ``UNDECIDED``.
        """
        question = self.question
        while self._top > 0:
            limit = min(SLICE, node_limit - self.nodes)
            if limit <= 0:
                return UNDECIDED
            steps = NODE_STEPS if self.nodes else ROOT_STEPS
            status, self._top, visited = run_on(question, self._stack, self._top, steps, limit, self.columns)
            self.nodes += visited
            if status == PRESENT:
                return FOUND
        return NONE

    def exhaust(
        self, on_found: Callable[[Int], None], *, node_limit: int, incumbent: Int | None = None
    ) -> int:
        """Search until nothing is left; return ``NONE``, or ``UNDECIDED`` at the node limit.

        ``on_found`` gets a copy of each package found, first the incumbent if it passes, and
        makes the conditions such that it does not pass again.
        """
        if incumbent is not None and self.accepts(incumbent):
            on_found(incumbent.copy())
        while (status := self.run(node_limit)) == FOUND:
            on_found(self.columns.copy())
        return status

    def accepts(self, columns: Int) -> bool:
        """Tell in exact integers whether a package meets the conditions as they stand."""
        holds = np.zeros(len(self.question.thresholds), np.bool_)
        return bool(self.allowed[columns].all()) and bool(passes(self.question, columns, holds))

    def rules_out(self, goals: dict[int, int]) -> bool:
        """Tell whether the bound alone proves that nothing left reaches these goals.

        ``goals`` maps the numbers of rows to goals, for the time of the question. False means
        that nothing is known.
        """
        place = len(self._system.thresholds)
        question = self.question
        for number, goal in goals.items():
            self._set_goal(number, max(self._goals[number - place], self._rounded(number - place, goal)))
        hopeless = bool(all_hopeless(question, self._stack, self._top))
        for number in goals:
            self._set_goal(number, self._goals[number - place])
        return hopeless

    def smallest_ruled_out(self, goals_for: Callable[[int], dict[int, int]], low: int, high: int) -> int:
        """Return about the smallest level in ``low < level <= high`` that is ruled out.

        Parameters
        ----------
        goals_for : callable
            Goals of the rows for a level; higher levels never have lower goals.
        low, high : int
            Nothing reaches ``high``; found to a thousandth of ``low``.
        """
        while high - low > max(1, abs(low) // 1000):
            middle = (low + high) // 2
            if self.rules_out(goals_for(middle)):
                high = middle
            else:
                low = middle
        return high
