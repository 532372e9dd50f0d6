"""One node of the search: what settles it is right, and its children share out its packages."""

from __future__ import annotations

import numpy as np
import pytest
from brute_force import holding, make_system, random_system
from posing import Node, has_packages, node, satisfies

from detente.kernel.bounding import ABSENT, PRESENT
from detente.kernel.branching import Scratch, choose_branch, settle, split
from detente.kernel.system import PRED


def room(n: Node) -> Scratch:
    """Make room to work in."""
    n_predicates, n_columns = n.question.tables.shape
    return Scratch(
        np.zeros(n_predicates, np.int8),
        np.zeros(n_predicates, np.bool_),
        np.zeros(n_columns, np.int64),
        np.zeros(n_predicates, np.int64),
    )


def settled(n: Node, steps: int = 20) -> tuple[int, np.ndarray, Scratch]:
    """Try to settle a node; return the status, the package tried and what was learnt."""
    scratch = room(n)
    package = np.zeros(len(n.question.offsets) - 1, np.int64)
    weights = np.zeros(len(n.question.thresholds))
    return (
        settle(n.question, n.allowed, n.required, weights, steps, n.blame, package, scratch),
        package,
        scratch,
    )


@pytest.mark.parametrize("seed", range(150))
def test_settles_rightly_or_splits_without_loss(seed: int) -> None:
    """What is settled is so; otherwise each package that passes is in exactly one child."""
    rng = np.random.default_rng(seed)
    system = random_system(rng, max_issues=4)
    if not has_packages(system):
        return
    n = node(system, rng, decide=0.3)
    status, package, scratch = settled(n, steps=int(rng.integers(1, 4)))
    if status == ABSENT:
        assert not n.passing
    elif status == PRESENT:
        assert satisfies(system, tuple(package.tolist()))
    else:
        p, i, column = choose_branch(n.question, scratch, n.allowed, n.required)
        if p < 0 and i < 0:
            assert not n.passing
            return
        children = []
        for side in range(2):
            allowed, required = n.allowed.copy(), n.required.copy()
            split(n.question, p, i, column, side, allowed, required)
            children.append((allowed, required))
        for x in n.passing:
            holds = holding(system, x)
            fits = [
                bool(allowed[list(x)].all())
                and all(holds[k] == (required[k] == 1) for k in np.flatnonzero(required))
                for allowed, required in children
            ]
            assert sum(fits) == 1


def test_nothing_is_chosen_when_one_package_is_left() -> None:
    """A single package leaves nothing to branch on."""
    system = make_system([1], np.array([[0]]), [0], [(0, [PRED, 0])], 1)
    n = node(system, np.random.default_rng(0))
    scratch = room(n)
    assert choose_branch(n.question, scratch, n.allowed, n.required) == (-1, -1, -1)
    assert settled(n)[0] == PRESENT
