"""Boxes of values."""

from __future__ import annotations

import numpy as np

from detente.explain.flip_boxes import Boxes, BoxVerdicts


def test_corners() -> None:
    """Every combination of ends, the last judgement turning fastest."""
    boxes = Boxes.of(np.array([[3, 5]]), np.array([[0, 10]]), np.array([[1, 20]]))
    assert boxes.corners().tolist() == [[[0, 10], [0, 20], [1, 10], [1, 20]]]
    assert (len(boxes), boxes.loose.tolist()) == (1, [[1, 10]])


def test_part() -> None:
    """Some of the boxes, by a mask."""
    boxes = Boxes.of(np.array([[0], [1]]), np.array([[2], [3]]), np.array([[4], [5]]))
    assert boxes.part(np.array([False, True])).high.tolist() == [[5]]


def test_turned() -> None:
    """No deal can be had where a deal need not be had, and at corners without one."""
    found = BoxVerdicts(
        can=np.array([True, True]),
        must=np.array([False, True]),
        at_corners=np.array([[True, False], [True, True]]),
        leads=np.zeros((2, 1), np.int64),
    )
    assert [x.tolist() for x in found.turned(True)] == [[True, True], [[True, False], [True, True]]]
    assert [x.tolist() for x in found.turned(False)] == [[True, False], [[False, True], [False, False]]]
