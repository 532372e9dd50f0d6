"""A node laid out over what is still open."""

from __future__ import annotations

import numpy as np
from brute_force import make_system
from posing import asked

from detente.kernel.node_rows import laid_out, least_untouched
from detente.kernel.system import OR, PRED


def test_closed_issues_move_into_the_goal() -> None:
    """An issue with one column left is in the package, and what it adds is taken off the goal."""
    system = make_system([2, 3], np.array([[9, 2, 0, 1, 4]]), [4], [(0, [PRED, 0])], 1)
    q = asked(system)
    allowed = np.array([False, True, True, True, True])
    package = np.full(2, -1)
    node = laid_out(q, allowed, q.root.copy(), np.zeros(1, np.int8), package)
    assert (package.tolist(), node.issue.tolist(), node.column.tolist()) == ([1, -1], [1], [2, 3, 4])
    assert np.allclose(node.goal * q.scale[0], [2])
    assert np.allclose(node.across * q.scale[0], [[0, 1, 4]])


def test_a_guard_is_touched_where_it_can_be() -> None:
    """A row with a guard knows the open issues and columns that touch it, and what touching costs."""
    tables = np.array([[0, -1, 0, 0], [-2, 0, 0, 5]])
    system = make_system([2, 2], tables, [0, 3], [(0, [PRED, 0, PRED, 1, OR, 2])], 1)
    q = asked(system)
    node = laid_out(q, np.ones(4, np.bool_), q.root.copy(), np.zeros(2, np.int8), np.zeros(2, np.int64))
    assert (node.guard.tolist(), node.touched.tolist()) == ([0], [0])
    assert node.inside.tolist() == [[False, True, False, False]]
    assert least_untouched(q.offsets, tables[1], tables[0], np.ones(4, np.bool_), 3) == -2
    assert np.allclose((node.goal + node.charge) * q.scale[1], [3])
